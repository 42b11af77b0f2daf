"""Keys that sort Vietnamese names. They are ASCII (a-z, 0-9), so that Python, SQLite and PostgreSQL agree on them.

Order: syllable by syllable; in a syllable first the letters (a ă â b c d đ e ê ...), then the tone (ngang, huyền, hỏi, ngã,
sắc, nặng). Where the tone stands ("hòa", "hoà") and capitals make no difference; runs of digits sort as numbers.
"""

from __future__ import annotations

import re
import unicodedata

from portal.fields.text import LOOKALIKES

TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
NO_TONE = "0"
# The second character of a letter's code: a < ă < â, o < ô < ơ.
SHAPES = {"\u0306": "b", "\u0302": "c", "\u031b": "d"}
STROKED = {"đ": "db", "ƀ": "bb"}
SYLLABLE_BREAK = re.compile(r"[\s\-–—./,;:()]+")
PART = re.compile(r"[0-9]+|[^0-9]", re.ASCII)


def sort_key(name: str) -> str:
    """The key of a person's name: given name, then family name, then the names between, then a note in brackets."""
    called, _, note = name.partition("(")
    syllables = _syllables(called)
    return "".join(map(_syllable_key, syllables[-1:] + syllables[:-1] + _syllables(note)))


def sort_key_plain(name: str) -> str:
    """The key of any other name, read from left to right."""
    return "".join(map(_syllable_key, _syllables(name)))


def _syllables(name: str) -> list[str]:
    plain = unicodedata.normalize("NFD", name.casefold()).translate(LOOKALIKES)
    return [syllable for syllable in SYLLABLE_BREAK.split(plain) if syllable]


def _syllable_key(syllable: str) -> str:
    """Two characters a letter, then "0" and the tone: "0" sorts before every letter, so the shorter syllable comes first."""
    key, tone = "", NO_TONE
    for part in PART.findall(syllable):
        if part in TONES:
            tone = TONES[part]
        elif part in SHAPES:
            key = key[:-1] + SHAPES[part]
        elif part.isascii() and part.isdecimal():
            digits = part.lstrip("0")[:9]
            key += f"1{len(digits)}{digits}"
        else:
            key += STROKED.get(part, f"{part}a" if part.isascii() and part.isalpha() else "")
    return f"{key}0{tone}"
