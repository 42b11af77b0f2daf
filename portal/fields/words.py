"""Numbers in Vietnamese words, as sums of money are written out on papers."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", " nghìn", " triệu")
BILLION = 10**9


def in_words(number: int) -> str:
    """105.021 → "một trăm linh năm nghìn không trăm hai mươi mốt". Numbers below zero have no words on a paper: ValueError."""
    if number < 0:
        raise ValueError("Số âm không viết bằng chữ.")
    return _below_billion(number, leads=True) if number < BILLION else _from_billion(number)


def money_in_words(amount: int) -> str:
    """The sum as it closes a list: "Một trăm nghìn đồng"."""
    words = f"{in_words(amount)} đồng"
    return words[0].upper() + words[1:]


def _from_billion(number: int) -> str:
    billions, rest = divmod(number, BILLION)
    said = f"{in_words(billions)} tỷ"
    return f"{said} {_below_billion(rest, leads=False)}" if rest else said


def _below_billion(number: int, *, leads: bool) -> str:
    """Groups of three digits; one that does not lead says its hundreds even where there are none."""
    if number == 0:
        return DIGITS[0]
    groups = [number // 1000**step % 1000 for step in (2, 1, 0)]
    words: list[str] = []
    for group, name in zip(groups, reversed(GROUPS), strict=True):
        if group:
            words.append(_three_digits(group, whole=bool(words) or not leads) + name)
    return " ".join(words)


def _three_digits(number: int, *, whole: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if tens == 0 and ones:
        words.append(f"linh {DIGITS[ones]}" if words else DIGITS[ones])
    elif tens:
        words.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
        if ones:
            words.append("mốt" if ones == 1 and tens > 1 else "lăm" if ones == 5 else DIGITS[ones])
    return " ".join(words)
