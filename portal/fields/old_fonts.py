"""Text typed in a font of before Unicode, or read in the wrong code page, as it was meant: offered, never put in silently."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# What stands where in TCVN3 (.VnTime), as Latin-1 shows it. Its capitals with a tone had a font of their own.
TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
)
# VNI writes a letter and its mark after it: aù, eâ, öø. What is one letter there comes last.
VNI_MARKS = {
    "a": "áàảãạăắằẳẵặâấầẩẫậ",
    "e": "éèẻẽẹ      êếềểễệ",
    "o": "óòỏõọ      ôốồổỗộ",
    "u": "úùủũụ",
    "y": "ýỳỷỹ",
    "ô": "ớờởỡợ",
    "ö": "ứừửữự",
}
VNI_SIGNS = "ùøûõïêéèúüëâáàåãä"
VNI_LETTERS = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")
VNI_PAIR = re.compile(f"[aeouyôö][{VNI_SIGNS}]", re.IGNORECASE)
# Pairs that Unicode Vietnamese does not write; it has “oà” (hoà) and “uâ” (xuân).
VNI_ODD = re.compile("[aeouyôö][øûïåäëü]|[aeouyôö]ù|[ae][êéèâáàã]|oâ|[aeuyôö]õ", re.IGNORECASE)
VIETNAMESE = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# The first byte of a letter of two or three bytes, and the next, as cp1252 shows them.
MISREAD = re.compile("[Â-ï][\u0080-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
ODD = re.compile("[µ¸¶·¹¨»¾¼½Æ©ÇÈËÌÎÏªÖ×ØÜÞßåä«æçëîïöûüþ®¬\u00ad¡¢£¤¥¦§ØÅÄ]|(?<=[a-zà-ÿ])[À-Þ]|[a-z][ø]")


def repaired(text: str) -> tuple[str, str]:
    """What the text was written in and what it says, where that is sure to be Vietnamese; two empty texts where nothing is wrong."""
    if (meant := _misread(text)) != text:
        return "bảng mã bị đọc sai", meant
    if not ODD.search(text) and not VNI_ODD.search(text):
        return "", ""
    fonts = (("phông VNI", VNI_ODD, _from_vni), ("phông TCVN3 (.VnTime)", ODD, lambda old: old.translate(TCVN3)))
    for name, sign, convert in fonts:
        meant = _raised(text, convert(text))
        if sign.search(text) and meant != text and _is_vietnamese(meant):
            return name, meant
    return "", ""


def _misread(text: str) -> str:
    """UTF-8 that was read as cp1252, once or twice."""
    for _ in range(2):
        if not MISREAD.search(text):
            return text
        try:
            text = b"".join(_byte(letter) for letter in text).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text
    return text


def _byte(letter: str) -> bytes:
    """cp1252 leaves five bytes free, which readers show as control characters."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _from_vni(text: str) -> str:
    return VNI_PAIR.sub(lambda pair: _vni_letter(pair[0]), text).translate(VNI_LETTERS)


def _vni_letter(pair: str) -> str:
    letters, at = VNI_MARKS[pair[0].lower()], VNI_SIGNS.index(pair[1].lower())
    letter = letters[at] if at < len(letters) else " "
    if letter == " ":
        return pair
    # Put apart, so that the table of single letters does not take it for one of its own.
    return unicodedata.normalize("NFD", letter.upper() if pair[0].isupper() else letter)


def _raised(old: str, meant: str) -> str:
    """A word of capitals stays one: TCVN3 has small letters only where a capital bears a tone."""
    words = unicodedata.normalize("NFC", meant).split(" ")
    shouted = [len(word) > 1 and word[-1].isascii() and word[-1].isupper() for word in old.split(" ")]
    return " ".join(word.upper() if loud else word for word, loud in zip(words, shouted, strict=True))


def _is_vietnamese(text: str) -> bool:
    letters = [letter for letter in unicodedata.normalize("NFC", text) if letter.isalpha()]
    capital_within = any(one.islower() and other.isupper() for one, other in pairwise(text))
    return not capital_within and all(_bare(letter) in VIETNAMESE for letter in letters)


def _bare(letter: str) -> str:
    """Without its tone."""
    parts = unicodedata.normalize("NFD", letter.lower())
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
