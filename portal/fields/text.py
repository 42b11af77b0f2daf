"""Vietnamese text: cleaned as it comes in, and the key under which it is found."""

from __future__ import annotations

import re
import unicodedata

# Icelandic eth and African D look like the Vietnamese letter and come from other keyboards and old conversions.
LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
ONE_SPELLING = str.maketrans("đy", "di")
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"
LINE_BREAK = re.compile(f"\r\n|[{LINE_BREAKS}]")
BLANKS = frozenset("\t" + LINE_BREAKS)
REFUSED_CATEGORIES = {
    "Cc": "ký tự điều khiển",
    "Cs": "ký tự hỏng",
    "Co": "ký tự riêng của một phông chữ",
    "Cn": "ký tự không có trong bảng mã",
}


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    """`text` in NFC without invisible letters and needless blanks; its words are never changed.

    `keep_lines` keeps line breaks, and one empty line between paragraphs; without it a line break is a blank.
    """
    visible = text
    if not text.isprintable():  # printable text has nothing to refuse and nothing to take out
        for letter in dict.fromkeys(text):
            _refuse(letter)
        visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    composed = unicodedata.normalize("NFC", visible).translate(LOOKALIKES)
    if not keep_lines:
        return " ".join(composed.split())
    lines = "\n".join(" ".join(line.split()) for line in LINE_BREAK.split(composed))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def _refuse(letter: str) -> None:
    """Letters that a person does not type and that break a database, a page or an export."""
    kind = REFUSED_CATEGORIES.get(unicodedata.category(letter))
    if letter in BIDI_CONTROLS:
        kind = "ký tự đảo chiều chữ"
    if kind and letter not in BLANKS:
        raise ValueError(f"Có {kind} U+{ord(letter):04X}: xóa đi rồi gõ lại chỗ đó.")


def search_key(text: str) -> str:
    """The key for finding without marks: "H’Hen Niê" and "hhen nie", "Đặng" and "dang", "Lý" and "Lí" have one key.

    For finding and warning only, never for merging: Hòa and Hoa become equal too.
    """
    plain = unicodedata.normalize("NFD", text.casefold()).translate(LOOKALIKES)
    letters = "".join(letter for letter in plain if letter.isspace() or _counts(letter))
    return " ".join(letters.translate(ONE_SPELLING).split())


def _counts(letter: str) -> bool:
    """Letters and digits; not marks, punctuation, symbols, nor the modifier letters some write for an apostrophe."""
    category = unicodedata.category(letter)
    return category[0] in "LN" and category != "Lm"
