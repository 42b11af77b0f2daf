"""How a paper is signed: the lines of authority above the name, as data (NĐ 30/2020, Điều 13 and Phụ lục I, II.7).

Presets fill in a form; what prints is always the lines, and an office may type others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

DeputyStyle = Literal["KT.", "TM."]

# The form, and its lines. `head` is whose power it is, `post` what the signer is.
FORMS: dict[str, tuple[str, ...]] = {
    "": ("{post}",),  # the head signs
    "TM.": ("TM. {collective}", "{post}"),  # on behalf of a collective
    "KT.": ("KT. {head}", "{post}"),  # a deputy for the head (Điều 13.1)
    "TM.+KT.": ("TM. {collective}", "KT. {head}", "{post}"),  # a deputy, where the collective decides (Điều 13.2)
    "TL.": ("TL. {head}", "{post}"),  # by order, the head of a unit below (Điều 13.4)
    "TL.+KT.": ("TL. {head}", "KT. {below}", "{post}"),  # its deputy, where the head's rules allow it (Điều 13.4)
    "TUQ.": ("TUQ. {head}", "{post}"),  # by a written authorisation for a time (Điều 13.3)
    "Q.": ("Q. {post}",),  # acting head
    "TM.+Q.": ("TM. {collective}", "Q. {post}"),
}

# What union offices sign with most; starting values (law-and-format 2.3).
PRESETS: tuple[tuple[str, ...], ...] = (
    ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
    ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"),
    ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH"),
    ("TM. BAN CHẤP HÀNH", "PHÓ CHỦ TỊCH"),
    ("TM. ĐOÀN CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
    ("TL. BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
)

# What offices shorten and the decree wants in full (Phụ lục I, II.7b).
SHORT_FORMS = {"BTV": "BAN THƯỜNG VỤ", "BCH": "BAN CHẤP HÀNH", "LĐLĐ": "LIÊN ĐOÀN LAO ĐỘNG", "UBND": "ỦY BAN NHÂN DÂN"}


def authority(form: str, **names: str) -> tuple[str, ...]:
    """The lines of a form of `FORMS`, upper case: `authority("TL.", head="Chủ tịch", post="Chánh Văn phòng")`.

    `KeyError` for a form that there is not, or a name that the form asks for.
    """
    return tuple(line.format_map(names).upper() for line in FORMS[form])


def deputy(collective: str, *, head: str, post: str, style: DeputyStyle) -> tuple[str, ...]:
    """A deputy where a collective decides: with "KT." as the state does, or under "TM." alone as the unions and the Party do.

    Which of the two a body prints is its own setting: the decree and the Party's Quy định 66-QĐ/TW differ.
    """
    if style == "TM.":
        return authority("TM.", collective=collective, post=post)
    return authority("TM.+KT.", collective=collective, head=head, post=post)


def collective(lines: Sequence[str]) -> str:
    """The collective on whose behalf the lines sign, as they write it; empty for any other form."""
    first = lines[0].strip() if lines else ""
    return first.removeprefix("TM.").strip() if first.startswith("TM.") else ""


def spelled_out(line: str, body: str = "") -> str:
    """A line of authority without short forms: "TM. BTV LĐLĐ HUYỆN" of LĐLĐ huyện An Dương signs "TM. BAN THƯỜNG VỤ".

    The name of the `body` stands in the letterhead and is left out here; a line without short forms stays as it is.
    """
    words = in_full(line).split()
    if words == line.split():
        return line
    for start in range(2, len(words)):  # the form and the collective stay
        if f"{body.casefold()} ".startswith(" ".join(words[start:]).casefold() + " "):
            return " ".join(words[:start])
    return " ".join(words)


def in_full(text: str) -> str:
    """Every word that is a short form, written out."""
    return " ".join(SHORT_FORMS.get(word, word) for word in text.split())
