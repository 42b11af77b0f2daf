"""Who may be the same as whom: plain data in, pairs with their reasons out. It warns; a person decides, nothing is merged.

Names are compared by their words without marks, in any order (“Lò Thị Mẩy”, “Thi May Lo”), and by one slip of the finger; the
same deed by its decision or by the words of an initiative. A decision that honours many is a list, and being on it says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from portal.fields import screen_date, search_key

ALIKE = 0.92  # of two names without marks: one letter of a dozen
LEAST_DEED = 12  # letters of an initiative's name that say something
INITIATIVE, AWARD = "initiative", "award"  # for something that was done; a title or rating is for a year
FEW = 2  # others with the same decision: more of them, and it is a list
RUNS = re.compile(r"[0-9]+|[^\W\d_]+")  # of digits, of letters
FIGURE = re.compile(r"[0-9]")
YEARS = re.compile(r"(?:19|20)[0-9]{2}")
Decision = tuple[tuple[str, ...], int, str | int]  # its folded number, its year, its issuer


@dataclass(frozen=True)
class Deed:
    """A line of somebody's record, as far as two could share it."""

    year: int
    text: str = ""
    number: str = ""
    issuer: str = ""
    kind: str = INITIATIVE


@dataclass(frozen=True)
class Somebody:
    """A nominee as the question needs one; `awarded` are the awards that were given for the same period already."""

    key: int
    name: str
    subject: str
    unit: int
    birth_date: date | None = None
    birth_year: int | None = None
    deeds: tuple[Deed, ...] = ()
    awarded: tuple[str, ...] = ()
    plan: int | None = None


@dataclass(frozen=True)
class Double:
    """Somebody who may be the same, with the reasons in words."""

    of: Somebody
    reasons: tuple[str, ...]


def doubles_of(one: Somebody, others: Iterable[Somebody]) -> list[Double]:
    """Possible doubles of `one`: other dossiers of its own first, then the most reasons; awards tell nobody from another."""
    rivals = [other for other in others if other.subject == one.subject]
    lists = _lists(rivals)
    found = [Double(other, tuple(reasons)) for other in rivals if (reasons := _reasons(one, other, lists))]
    return sorted(
        found, key=lambda double: (double.of.key != one.key, len(double.of.awarded) - len(double.reasons), double.of.name, double.of.key)
    )


def _reasons(one: Somebody, other: Somebody, lists: Collection[Decision]) -> list[str]:
    awarded = [f"đã được {award} trong cùng giai đoạn" for award in other.awarded]
    if one.key == other.key:
        again = ["hồ sơ khác của chính người này, tập thể này cho cùng kế hoạch"] if one.plan is not None and one.plan == other.plan else []
        return again + awarded
    named = _name(one, other)
    reasons = [*named, *_initiatives(one.deeds, other.deeds), *_decisions(one, other, () if named else lists, any_line=bool(named))]
    return [*reasons, *awarded] if reasons else []


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


def _initiatives(one: Sequence[Deed], other: Sequence[Deed]) -> list[str]:
    """One initiative of two authors."""
    keys = {key for deed in one if (key := _text_key(deed))}
    same = [deed.text for deed in other if _text_key(deed) in keys]
    return [f"cùng sáng kiến “{text}”" for text in dict.fromkeys(same)]


def _text_key(deed: Deed) -> str:
    key = search_key(deed.text) if deed.kind == INITIATIVE else ""
    return key if len(key) >= LEAST_DEED else ""


def _decisions(one: Somebody, other: Somebody, lists: Collection[Decision], *, any_line: bool) -> list[str]:
    """Decisions that both have; of strangers to each other only those about a deed, and not about two different ones.

    `any_line`: their names are alike already, so that a title given by one decision says something too.
    """
    own = {decision: deed for deed in one.deeds if (decision := decision_of(deed, one.unit))}
    shared = {
        decision: deed
        for deed in other.deeds
        if (decision := decision_of(deed, other.unit)) in own and decision not in lists and (any_line or _one_deed(own[decision], deed))
    }
    return [f"cùng quyết định số {said_number(deed.number)} năm {deed.year}" for deed in shared.values()]


def _one_deed(one: Deed, other: Deed) -> bool:
    texts = {search_key(deed.text) for deed in (one, other) if deed.text}
    return one.kind == other.kind and one.kind in (INITIATIVE, AWARD) and len(texts) < 2


def _lists(somebodies: Iterable[Somebody]) -> set[Decision]:
    """Decisions that more than a few of them have."""
    holders = {(decision, one.key) for one in somebodies for deed in one.deeds if (decision := decision_of(deed, one.unit))}
    counted = Counter(decision for decision, _ in holders)
    return {decision for decision, count in counted.items() if count > FEW}


def decision_of(deed: Deed, unit: int) -> Decision | None:
    """What tells a decision from others; where nobody wrote the issuer, it is taken to be the unit's own."""
    key = number_key(deed.number)
    return (key, deed.year, search_key(deed.issuer) or unit) if key else None


def said_number(number: str) -> str:
    """From its first figure on, for it stands behind “số”."""
    return number[figure.start() :] if (figure := FIGURE.search(number)) else number


def number_key(number: str) -> tuple[str, ...]:
    """One key for “21/QĐ-CT”, “021 /qđ–ct”, “QĐ số 21/2018/QĐ-CT”: the runs of digits and letters, without what leads up to the first
    figure and without a year behind it; empty where there is no figure."""
    runs = [search_key(run) for run in RUNS.findall(number)]
    while runs and not runs[0].isdecimal():
        runs.pop(0)
    return (runs[0].lstrip("0"), *(run for run in runs[1:] if not YEARS.fullmatch(run))) if runs else ()
