"""Who may be the same as whom: plain data in, pairs with their reasons out. It warns; a person decides, nothing is merged.

Names are compared by their words without marks, in any order (“Lò Thị Mẩy”, “Thi May Lo”), and by one slip of the finger; the
same deed by its decision or by the words of an initiative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from portal.fields import screen_date, search_key

ALIKE = 0.92  # of two names without marks: one letter of a dozen
LEAST_DEED = 12  # letters of an initiative's name that say something


@dataclass(frozen=True)
class Deed:
    """An initiative or award of somebody's record, as far as two could share it."""

    honour: int
    year: int
    text: str = ""
    number: str = ""
    is_initiative: bool = False


@dataclass(frozen=True)
class Somebody:
    """A nominee as the question needs one; `awarded` are the awards that a plan of the same period has given already."""

    key: int
    name: str
    subject: str
    unit: int
    birth_date: date | None = None
    birth_year: int | None = None
    deeds: tuple[Deed, ...] = ()
    awarded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Double:
    """Somebody who may be the same, with the reasons in words."""

    of: Somebody
    reasons: tuple[str, ...]


def doubles_of(one: Somebody, others: Iterable[Somebody]) -> list[Double]:
    """Possible doubles of `one`, the most reasons first; awards that `one` itself was given for the period come with it."""
    found = [Double(other, tuple(reasons)) for other in others if other.subject == one.subject and (reasons := _reasons(one, other))]
    return sorted(found, key=lambda double: (-len(double.reasons), double.of.name, double.of.key))


def _reasons(one: Somebody, other: Somebody) -> list[str]:
    if one.key == other.key:
        return [f"đã được {award} trong cùng giai đoạn" for award in other.awarded]
    reasons = [*_name(one, other), *_deeds(one.deeds, other.deeds)]
    return [*reasons, *(f"đã được {award} trong cùng giai đoạn" for award in other.awarded)] if reasons else []


def _name(one: Somebody, other: Somebody) -> list[str]:
    """Two people of one name are common: full births of different years tell them apart."""
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year:
        return []
    said = _names_alike(one.name, other.name)
    if not said:
        return []
    where = [] if one.unit == other.unit else ["ở hai đơn vị"]
    return [said, *where, *_births(one, other)]


def _names_alike(one: str, other: str) -> str:
    keys = search_key(one), search_key(other)
    if keys[0] == keys[1]:
        return "cùng tên" if one.casefold() == other.casefold() else "tên chỉ khác dấu, chữ hoa"
    if sorted(keys[0].split()) == sorted(keys[1].split()):
        return "tên chỉ khác thứ tự chữ"
    same = abs(len(keys[0]) - len(keys[1])) <= 1 and SequenceMatcher(None, *keys, autojunk=False).ratio() >= ALIKE
    return "tên chỉ khác một chữ cái" if same else ""


def _births(one: Somebody, other: Somebody) -> list[str]:
    if one.birth_date and one.birth_date == other.birth_date:
        return [f"cùng ngày sinh {screen_date(one.birth_date)}"]
    return [f"cùng năm sinh {one.birth_year}"] if one.birth_year and one.birth_year == other.birth_year else []


def _deeds(one: Sequence[Deed], other: Sequence[Deed]) -> list[str]:
    """One initiative of two authors, one decision about one deed."""
    texts = {search_key(deed.text): deed for deed in one if deed.is_initiative and len(search_key(deed.text)) >= LEAST_DEED}
    same = [deed.text for deed in other if deed.is_initiative and search_key(deed.text) in texts]
    return [f"cùng sáng kiến “{text}”" for text in dict.fromkeys(same)]
