"""Single values of a plan file: each reader takes what is written and answers with a value or a `ValueError` sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from conferences.plan_file.faults import listed, nearest
from conferences.plan_file.shape import Choice, Day, Decimals, Flag, Line, Number, Text, Word
from portal.fields import clean_text, parse_date
from portal.fields.legacy import legacy_encoding
from portal.pdf import missing_letters
from portal.pdf.font import named
from portal.yaml import Node, Scalar, Sequence

TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
CODE = re.compile("[A-Za-z0-9_-]+")
WHOLE = re.compile("0|[1-9][0-9]{0,14}")
FRACTION = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,9})?")
GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")  # 1.000 is a thousand
ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
SHOWN = 40


def _scalar(node: Node, wanted: str) -> Scalar:
    if isinstance(node, Scalar):
        return node
    raise ValueError(f"cần {wanted}, ở đây là {'danh sách' if isinstance(node, Sequence) else 'các khóa'}.")


def _line(node: Node, kind: Line | Word) -> str:
    text = _printable(node, keep_lines=False)
    if len(text) > kind.limit:
        raise ValueError(f"dài {len(text)} ký tự, nhiều nhất là {kind.limit}.")
    return text


def _text(node: Node, kind: Text) -> str:
    return _printable(node, keep_lines=True)


def _printable(node: Node, *, keep_lines: bool) -> str:
    """Clean text that every paper can print."""
    text = clean_text(_scalar(node, "chữ").text, keep_lines=keep_lines)
    if legacy := legacy_encoding(text):
        raise ValueError(f"“{text[:SHOWN]}” không phải chữ Unicode ({legacy}); hãy chuyển sang Unicode.")
    if missing := missing_letters(text):
        raise ValueError(f"phông chữ của văn bản không có chữ {', '.join(map(named, missing))}; hãy thay bằng chữ khác.")
    return text


def _word(node: Node, kind: Word) -> str:
    text = _line(node, kind)
    if kind.code and text and not CODE.fullmatch(text):
        raise ValueError(f"“{text}” không phải mã; mã chỉ gồm chữ không dấu, số, “-” và “_”.")
    return text


def _choice(node: Node, kind: Choice) -> str:
    text = _scalar(node, "một từ").text
    if text not in kind.values:
        raise ValueError(f"“{text[:SHOWN]}” không dùng được{nearest(text, kind.values)}{listed('nhận', kind.values)}.")
    return text


def _number(node: Node, kind: Number) -> int:
    text = _figures(node, WHOLE, "số nguyên, không âm")
    number = int(text)
    if not kind.least <= number <= kind.most:
        raise ValueError(f"{text} ngoài khoảng cho phép (từ {kind.least} đến {kind.most}).")
    return number


def _decimals(node: Node, kind: Decimals) -> Decimal:
    number = Decimal(_figures(node, FRACTION, "số không âm"))
    if number > kind.most:
        raise ValueError(f"{number} quá lớn; nhiều nhất là {kind.most}.")
    if -number.normalize().as_tuple().exponent > kind.places:
        raise ValueError(f"{number} có quá nhiều số lẻ; nhiều nhất là {kind.places}.")
    return number


def _figures(node: Node, pattern: re.Pattern[str], wanted: str) -> str:
    """The figures of a number that is written as a number."""
    scalar = _scalar(node, f"một {wanted}")
    text = scalar.text.strip()
    if scalar.plain and pattern.fullmatch(text):
        return text
    remedy = _as_figures(text)
    hint = f"; hãy ghi {remedy}" if pattern.fullmatch(remedy) and remedy != text else ""
    if not scalar.plain and pattern.fullmatch(text):
        hint = f"; hãy ghi {text} không có dấu nháy"
    raise ValueError(f"cần một {wanted}, ở đây là “{text[:SHOWN]}”{hint}.")


def _as_figures(text: str) -> str:
    """What a Vietnamese writer means by 1.000, 1,5 or 05."""
    plain = text.replace(".", "") if GROUPED.fullmatch(text) else text.replace(",", ".")
    plain = plain.removesuffix("%").strip()
    return (plain.lstrip("0") or "0") if plain.isdecimal() else plain


def plain_value(node: Scalar) -> bool | int | str | None:
    """A value that is of no kind yet: a number and true or false without quotes, else text."""
    if node.is_null:
        return None
    if node.plain and node.text.lower() in ("true", "false"):
        return node.text.lower() == "true"
    if node.plain and WHOLE.fullmatch(node.text):
        return int(node.text)
    return _printable(node, keep_lines=True)


def _flag(node: Node, kind: Flag) -> bool:
    scalar = _scalar(node, "true hoặc false")
    if not scalar.plain or scalar.text.lower() not in TRUTH:
        raise ValueError(f"cần true hoặc false, ở đây là “{scalar.text[:SHOWN]}”.")
    return TRUTH[scalar.text.lower()]


def _day(node: Node, kind: Day) -> date:
    text = _scalar(node, "một ngày").text
    try:
        day = parse_date(text)
    except ValueError as error:
        raise ValueError(f"{str(error).removesuffix('.')}; trong tệp kế hoạch ngày ghi là yyyy-mm-dd.") from None
    if not ISO.fullmatch(text.strip()):
        raise ValueError(f"“{text}” chưa đúng cách ghi ngày (yyyy-mm-dd); hãy ghi {day.isoformat()}.")
    return day


READERS: dict[type, Callable[[Node, Any], Any]] = {
    Line: _line,
    Text: _text,
    Word: _word,
    Choice: _choice,
    Number: _number,
    Decimals: _decimals,
    Flag: _flag,
    Day: _day,
}
