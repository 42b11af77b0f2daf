"""The mark at the start of a line: a number of a section, a letter, a dash; and the few looks of a line that mean something."""

from __future__ import annotations

import re
from dataclasses import dataclass

PART, ROMAN, ARTICLE, ARABIC = "part", "roman", "article", "arabic"
DOTTED, PAREN, LETTER = "dotted", "paren", "letter"
DASH, PLUS, STAR = "dash", "plus", "star"
NUMBERED = (PART, ROMAN, ARTICLE, ARABIC, DOTTED, PAREN, LETTER)
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4}
LETTERS = "abcdđeghiklmnopqrstuvxy"
PATTERNS = (
    (
        PART,
        re.compile(
            r"(?:phần|chương)\s+"
            r"(?:thứ\s+(?=[\dIVXnhbt])|)([IVX]{1,5}|\d|(?<=thứ )(?:nhất|hai|ba|tư))(?![\w%/])\s*[.:–-]*\s*",
            re.IGNORECASE,
        ),
    ),
    (ARTICLE, re.compile(r"điều\s+(\d{1,2})\s*[.:]\s*(?=\S)", re.IGNORECASE)),
    (PART, re.compile(r"([A-H])\s*[.)]\s+(?=[A-ZĐÀ-Ỹ]{2})")),
    (ROMAN, re.compile(r"(?!V/v\b)([IVX]{1,6})\s*[./)-]+\s*(?=\S)")),
    (DOTTED, re.compile(r"(\d{1,2}(?:\.[1-9]\d?){1,3})\s*[.)/]?\s*(?=[^\d\s.,%/])")),
    (ARABIC, re.compile(r"(\d{1,2})(?:\s*(?:[./]|[-–]/)\s*(?=[^\d\s])|\s?[-–]\s+(?=[A-ZĐÀ-Ỹ]))")),  # "1.", "1/", "1- Mục đích"
    (ARABIC, re.compile(r"(\d{1,2})\.\s+(?=\d(?![\d\s]*[./-]\s*\d))")),  # "1. 100% công đoàn", but not "1. 5. 2025"
    (PAREN, re.compile(r"\(?(\d{1,2})\)\s*(?=\S)")),
    (LETTER, re.compile(r"([a-eg-ikl-vxyđ])(?:\s*(?:[.)]+|[-–]?/)\s+(?=\S)|\)\s*(?=\S)|\s?[-–]\s+(?=[A-ZĐÀ-Ỹ]))")),
    (DASH, re.compile(r"[-–—•●▪*]\s*(?=\+)")),  # "- + Tiểu học": the inner mark counts
    (DASH, re.compile(r"[-–—•●▪\uf0b7\uf02d]\s*(?=[^\s\d-])|[-–—•●▪]\s+(?=\d)")),
    (PLUS, re.compile(r"\+\s*(?=\S)")),
    (STAR, re.compile(r"\*+\s*[.)]?\s*(?=\S)")),
)


@dataclass(frozen=True)
class Mark:
    """`style` is one of the words above, "" for none; `number` counts from 1 ((2, 1) is "2.1"); `text` is what follows."""

    style: str
    number: tuple[int, ...]
    text: str


def mark_of(line: str) -> Mark:
    """The mark of a line; bold that begins before the mark begins behind it."""
    bold = "**" if line.startswith("**") and not re.match(r"\*{3}", line) else ""
    rest = line[len(bold) :]
    for style, pattern in PATTERNS:
        match = pattern.match(rest)
        if not match:
            continue
        after = rest[match.end() :]
        if style == DASH and after.startswith("+"):
            return mark_of(bold + after)
        return Mark(style, _number(style, match), (bold + after.lstrip()).replace("****", ""))
    return Mark("", (), line)


def _number(style: str, match: re.Match[str]) -> tuple[int, ...]:
    if style in (DASH, PLUS, STAR):
        return ()
    written = next(group for group in match.groups() if group)
    if style == LETTER:
        return (LETTERS.index(written) + 1,)
    if style == PART and written in "ABCDEFGH":
        return ("ABCDEFGH".index(written) + 1,)
    if style == PART and written.lower() in ORDINALS:
        return (ORDINALS[written.lower()],)
    if written[0] in "IVXivx":
        return (roman_value(written.upper()),)
    return tuple(int(part) for part in written.split("."))


def roman_value(written: str) -> int:
    values = [ROMAN_VALUES[letter] for letter in written]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def is_upper(text: str) -> bool:
    """Set in capitals, at least one whole word of them."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and all(letter.isupper() for letter in letters)


def unbold(text: str) -> str:
    return text.replace("**", "")


def ended(text: str) -> bool:
    """Whether a line ends as a sentence, an item or an introduction ends."""
    bare = unbold(text).rstrip("*”\"')’ ")
    return bare.endswith((".", ";", ":", "!", "?", "…", "/.")) or text.rstrip().endswith((".”", "…"))


def without_end(text: str) -> str:
    """An item of a list without its closing mark; "..." stays."""
    bare = text.strip()
    if bare.endswith(("...", "…")):
        return bare
    return re.sub(r"\s*(?:\./\.|[.;,:])(\**)$", r"\1", bare)
