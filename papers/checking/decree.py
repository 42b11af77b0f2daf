"""What the decree asks of each component, in its own ranges; independent of `papers.layout`, which it judges.

"PL I" is Phụ lục I of NĐ 30/2020/NĐ-CP. Lengths in millimetres, type in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from papers.checking.lines import Line

DECREE = "NĐ 30/2020/NĐ-CP, Phụ lục I"
SIZE_SLACK = 0.15  # points: PDF rounds sizes

# PL I, I.1 and I.3
PAPER_SIZE = (210, 297)
MARGINS = {"trên": (20, 25), "dưới": (20, 25), "trái": (30, 35), "phải": (15, 20)}
# PL I, II.6
FIRST_LINES = (10, 12.7)
PARAGRAPH_GAP = 6
SINGLE, ONE_AND_A_HALF = 1.15, 1.725  # of the size: what "single" and "1.5 lines" are in Times New Roman
# PL I, II.2b and II.5b
SHORT_RULE = (1 / 3, 1 / 2)
SERIFS = ("liberationserif", "timesnewroman", "times-roman", "times-bold", "times-italic", "tinos", "nimbusroman", "termes")

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, order=True)
class Departure:
    """One way in which a paper departs from the decree: which component, on which page, and what was seen."""

    page: int
    component: str
    sentence: str


@dataclass(frozen=True)
class Style:
    """How a component must look, and where the decree says so."""

    component: str
    where: str
    sizes: tuple[float, float]
    bold: bool | None = False  # None: both are right
    italic: bool = False
    case: Literal["upper", "sentence", ""] = ""


STYLES = {
    "nation": Style("Quốc hiệu", "Mục II.1", (12, 13), bold=True, case="upper"),
    "motto": Style("Tiêu ngữ", "Mục II.1", (13, 14), bold=True, case="sentence"),
    "superior": Style("Cơ quan chủ quản", "Mục II.2", (12, 13), case="upper"),
    "issuer": Style("Cơ quan ban hành", "Mục II.2", (12, 13), bold=True, case="upper"),
    "number": Style("Số, ký hiệu", "Mục II.3", (13, 13)),
    "date": Style("Địa danh, thời gian", "Mục II.4", (13, 14), italic=True),
    "type": Style("Tên loại", "Mục II.5", (13, 14), bold=True, case="upper"),
    "title": Style("Trích yếu", "Mục II.5", (13, 14), bold=True, case="sentence"),
    "subject": Style("Trích yếu", "Mục II.5", (12, 13), case="sentence"),
    "addressees": Style("Kính gửi", "Mục II.9", (13, 14)),
    "ground": Style("Căn cứ", "Mục II.6", (13, 14), italic=True),
    "deciding": Style("Thẩm quyền ban hành", "Mục IV, mẫu 1.2", (13, 14), bold=True, case="upper"),
    "decides": Style("Thẩm quyền ban hành", "Mục IV, mẫu 1.2", (13, 14), bold=True, case="upper"),
    "section": Style("Đề mục", "Mục II.6", (13, 14), bold=True, case="upper"),
    "article": Style("Điều", "Mục II.6", (13, 14), bold=True),
    "authority": Style("Quyền hạn, chức vụ", "Mục II.7", (13, 14), bold=True, case="upper"),
    "signer": Style("Họ tên người ký", "Mục II.7", (13, 14), bold=True, case="sentence"),
    "recipients_head": Style("Nơi nhận", "Mục II.9", (12, 12), bold=True, italic=True, case="sentence"),
    "recipients": Style("Danh sách nơi nhận", "Mục II.9", (11, 11)),
    "appendix_number": Style("Số phụ lục", "Mục III.1", (14, 14), bold=True, case="sentence"),
    "appendix_title": Style("Tên phụ lục", "Mục III.1", (13, 14), bold=True, case="upper"),
    "reference": Style("Dòng kèm theo", "Mục III.1", (13, 14), italic=True),
    "page_number": Style("Số trang", "Mục I.7", (13, 14)),
}


def departure(component: str, page: int, seen: str, where: str, asks: str) -> Departure:
    """What was seen, and what the decree asks instead and where."""
    return Departure(page, component, f"{seen}; {DECREE}, {where} quy định {asks}.")


def style_departures(style: Style, lines: Iterable[Line]) -> Iterator[Departure]:
    """How the looks of some lines differ from what the decree asks: size, weight, slant, case, each at most once."""
    lines = list(lines)
    if not lines:
        return
    words = [(line, word) for line in lines for word in line.words if any(map(str.isalnum, word.text))]
    smallest, largest = style.sizes
    found = {}
    for line, word in words:
        if not smallest - SIZE_SLACK <= word.size <= largest + SIZE_SLACK:
            found.setdefault("size", (line, f"cỡ chữ {figure(word.size)}", f"cỡ chữ {span(style.sizes)}"))
        if style.bold is not None and word.bold != style.bold:
            seen, asks = ("không đậm", "kiểu chữ đậm") if style.bold else ("đậm", "kiểu chữ không đậm")
            found.setdefault("bold", (line, f"chữ {seen}", asks))
        if word.italic != style.italic:
            seen, asks = ("đứng", "nghiêng") if style.italic else ("nghiêng", "đứng")
            found.setdefault("italic", (line, f"chữ {seen}", f"kiểu chữ {asks}"))
    text = " ".join(line.text for line in lines)
    if style.case == "upper" and text != text.upper():
        found["case"] = (lines[0], "chữ in thường", "chữ in hoa")
    elif style.case == "sentence" and text == text.upper():
        found["case"] = (lines[0], "chữ in hoa", "chữ in thường")
    for line, seen, asks in found.values():
        yield departure(style.component, line.page, f"“{line.short}”: {seen}", style.where, asks)


def figure(value: float) -> str:
    """A measure as people write it: "12", "12,7"."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def span(values: tuple[float, float]) -> str:
    """ "12 đến 13", or the one value."""
    first, last = map(figure, values)
    return first if first == last else f"{first} đến {last}"
