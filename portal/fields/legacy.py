"""Texts that were typed in a font of before Unicode, or read in the wrong code page: found, never repaired silently."""

import re

VIETNAMESE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")  # letters that no other code page shows by accident
FAULTS = (
    ("phông TCVN3 (.VnTime)", re.compile("[®¨©ª¬¶·¸¹](?=[A-Za-z])|(?<=[A-Za-z])µ"), 1),
    ("phông VNI", re.compile("[aeiouyôöAEIOUYÔÖ][ùøûõïäåëüÙØÛÕÏÄÅËÜ]|[aeAE][ãàáâêèéÃÀÁÂÊÈÉ]"), 2),
)
MOST_ODD = 5
MISREAD = re.compile("á[º»]|Æ[°¡]|Ä[‘ƒ]|Ã[¡-¿]")  # UTF-8 shown as cp1252: "Nguyá»…n"


def legacy_encoding(text: str) -> str:
    """What the text was written in, when it cannot be Unicode Vietnamese; empty when nothing is wrong."""
    if MISREAD.search(text):
        return "bảng mã bị đọc sai"
    if VIETNAMESE_ONLY.search(text):
        return ""
    return next((name for name, pattern, least in FAULTS if len(pattern.findall(text)) >= least), "")


def document_encoding(text: str) -> str:
    """What a whole document was written in, by counting: one converted letterhead does not hide ten pages that are not.

    Empty when it is Unicode; a text with few odd letters is left to the person who reads it.
    """
    if len(MISREAD.findall(text)) >= MOST_ODD:
        return "bảng mã bị đọc sai"
    unicode_letters = len(VIETNAMESE_ONLY.findall(text))
    for name, pattern, _ in FAULTS:
        if (odd := len(pattern.findall(text))) >= MOST_ODD and odd > unicode_letters:
            return name
    return ""
