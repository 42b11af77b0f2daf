"""What may be wrong with a name, or doubtful about it; a name is never changed, only another way of writing offered."""

from __future__ import annotations

import re

from portal.fields import search_key
from portal.fields.old_fonts import repaired
from portal.pdf import missing_letters, named
from portal.xlsx.book import Cell
from portal.xlsx.values import CellFault, text_of

NAME_LENGTH, TEAM_LENGTH, TEXT_LENGTH = 100, 200, 20_000
# What never stands in a Vietnamese name without its marks: family names, and the two words in the middle.
UNMARKED_FIRST = frozenset("nguyen tran pham huynh vu vo bui ngo duong dang le do ho hoang ly dinh".split())
UNMARKED_MIDDLE = frozenset(("thi", "van"))
TYPED_KEYS = re.compile(r"[aeiouy][\^(+]?[~`'?.](?=[a-z])|[aeo]\^|[aou]\+|\b[a-z]*(?:aa|ee|oo|dd|uw|ow|aw)[a-z]*[sfrxj]\b", re.IGNORECASE)
NO_NAME = frozenset(("khong", "khong co", "x", "xx", "test", "abc", "chua co", "none"))
APOSTROPHES = "'’ʼ"
WORD_START = re.compile(rf"(?:(?<=^)|(?<=[\s{APOSTROPHES}-]))\w")


def name_of(cell: Cell, *, is_person: bool) -> str:
    """The name as typed, cleaned; raises `CellFault` where it cannot stand on a paper."""
    raw = cell.value if isinstance(cell.value, str) else ""
    check_letters(raw, cell)
    name = text_of(cell, most=NAME_LENGTH if is_person else TEAM_LENGTH)
    if not any(letter.isalpha() for letter in name):
        raise CellFault(f"Ô {cell.name}: “{name}” không phải là tên: hãy ghi họ và tên." if is_person else f"Ô {cell.name}: hãy ghi tên tập thể.")
    return name


def check_letters(raw: str, cell: Cell) -> None:
    """No old font, and every letter is one that papers can print."""
    font, meant = repaired(raw)
    if font:
        shown = " ".join(meant.split())[:200]
        raise CellFault(f"Ô {cell.name}: chữ gõ bằng {font}; có phải “{shown}”? Hãy gõ lại bằng phông Unicode (Times New Roman, Arial).")
    if missing := missing_letters(raw.replace("\v", " ")) if not raw.isascii() else []:
        visible = [letter for letter in missing if letter.isprintable()]
        if visible:
            raise CellFault(f"Ô {cell.name}: văn bản không in được chữ {', '.join(map(named, visible))}: hãy thay bằng chữ khác.")


def doubts_of(name: str, cell: Cell) -> list[str]:
    """What a person should look at in the name of a person."""
    words = search_key(name).split()
    if search_key(name) in NO_NAME:
        return [f"Ô {cell.name}: “{name}” có phải là tên không?"]
    if TYPED_KEYS.search(name) and not any(mark in name for mark in "’ʼ") and not re.search(r"\w'\w", name):
        return [f"Ô {cell.name}: “{name}” có vẻ còn phím gõ dấu (Telex, VIQR) chưa thành chữ."]
    if name.isascii() and len(words) > 1 and (name.casefold().split()[0] in UNMARKED_FIRST or UNMARKED_MIDDLE & set(words[1:-1])):
        return [f"Ô {cell.name}: “{name}” là tên không dấu?"]
    return []


def usual_capitals(name: str) -> str:
    """The name in usual capitals where it is typed in none, all, or mixed ones; empty where nothing is unusual."""
    plain = all(letter.isalpha() or letter in f" -.{APOSTROPHES}" for letter in name)
    if len(name) < 3 or not plain or not (name.isupper() or name.islower() or any(_is_mixed(word) for word in name.split())):
        return ""
    usual = WORD_START.sub(lambda found: found[0].upper(), name.lower())
    return usual if usual != name else ""


def _is_mixed(word: str) -> bool:
    """nGuyễn: a small letter first and a capital behind it."""
    return word[0].islower() and any(letter.isupper() for letter in word)
