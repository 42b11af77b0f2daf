"""The pages themselves: paper, margins, page numbers, fonts and colour (Phụ lục I, Phần I)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papers.checking.decree import MARGINS, PAPER_SIZE, SERIFS, STYLES, Departure, departure, figure, span, style_departures
from papers.checking.lines import ASCENT, MM, Line
from papers.checking.sheets import PAGE_NUMBER, Section, Sheet
from papers.checking.text import pitch, read_paragraphs
from portal.pdf.reading import PdfRead

SLACK = 0.7  # mm: what a renderer may round, and letters may hang over
TOP_SLACK = 3  # mm: a first line may stand lower within its line height
BORDER = 2.2  # mm: Word lets the borders of a table hang into the margins
BLACK = 0x40  # each part of a colour: darker is black


def check_pages(sections: list[Section], text_lines: list[Line]) -> Iterator[Departure]:
    """Each check over the whole paper; `text_lines` are those outside the letterhead."""
    for section in sections:
        yield from _check_paper(section)
        yield from _check_margins(section, [line for line in text_lines if line in section.lines])
        yield from _check_page_numbers(section)


def _check_paper(section: Section) -> Iterator[Departure]:
    for sheet in section.sheets:
        size = (round(sheet.width / MM), round(sheet.height / MM))
        if not all(abs(seen - right) <= 1 for seen, right in zip(sorted(size), PAPER_SIZE)):
            yield departure("Khổ giấy", sheet.number, f"Trang {size[0]} × {size[1]} mm", "Mục I.1", "khổ A4 (210 × 297 mm)")
            return
    wide = [sheet for sheet in section.sheets if sheet.width > sheet.height]
    if wide and not any(sheet.grids for sheet in section.sheets):
        yield departure("Khổ giấy", wide[0].number, "Trang nằm ngang mà không có bảng", "Mục I.2",
                        "trình bày theo chiều dài của khổ A4; chỉ theo chiều rộng khi có bảng, biểu")


def _check_margins(section: Section, lines: list[Line]) -> Iterator[Departure]:
    if not section.lines and not any(sheet.grids for sheet in section.sheets):
        return
    for side, (measured, sure) in _margins(section, lines).items():
        least, most = MARGINS[side]
        most += TOP_SLACK if side == "trên" else 0.5
        if measured is not None and (measured < least - SLACK or (sure and measured > most + SLACK)):
            yield departure(f"Lề {side}", section.first.number, f"Lề {side} {figure(round(measured))} mm", "Mục I.3",
                            f"{span(MARGINS[side])} mm")


def _margins(section: Section, lines: list[Line]) -> dict[str, tuple[float | None, bool]]:
    """Each margin in millimetres, and whether text reaches it for sure (a short line does not)."""
    page = section.first
    grids = [grid for sheet in section.sheets for grid, _ in sheet.grids]
    left = [line.x0 for line in lines] + [grid.x0 + BORDER * MM for grid in grids]
    right = [line.x1 for line in lines] + [grid.x1 - BORDER * MM for grid in grids]
    tops = [top for sheet in section.sheets if (top := _top(sheet)) is not None]
    bottoms = [bottom for sheet in section.sheets if (bottom := _bottom(sheet)) is not None]
    edges = {
        "trái": _across(min(left, default=None), section.left if section.left_is_text else None, 0),
        "phải": _across(max(right, default=None), section.right if section.right_is_text else None, page.width),
    }
    return edges | {
        "trên": (min(tops) / MM, True) if tops else (None, False),
        "dưới": _lower(section, min(bottoms) / MM) if bottoms else (None, False),
    }


def _across(utmost: float | None, usual: float | None, edge: float) -> tuple[float | None, bool]:
    """The margin where most text ends, unless a line stands out of it."""
    if usual is not None and (utmost is None or abs(abs(utmost - edge) - abs(usual - edge)) < 1.5 * MM):
        return abs(usual - edge) / MM, True
    return (None, False) if utmost is None else (abs(utmost - edge) / MM, False)


def _top(sheet: Sheet) -> float | None:
    tops = [line.baseline - ASCENT * line.size for line in sheet.lines[:3]] + [grid.top for grid, _ in sheet.grids]
    return min(tops, default=None)


def _bottom(sheet: Sheet) -> float | None:
    bottoms = [line.bottom for line in sheet.lines[-3:]] + [grid.bottom for grid, _ in sheet.grids]
    return sheet.height - max(bottoms) if bottoms else None


def _lower(section: Section, measured: float) -> tuple[float, bool]:
    """The lower margin is sure where a paragraph goes on overleaf: at most two more lines would have fitted."""
    paragraphs = read_paragraphs(section, section.lines)
    step = (pitch(section, paragraphs) or 1.2) * 14 / MM
    pairs = [pair for one in paragraphs for pair in zip(one.lines, one.lines[1:])]
    broken = any(upper.page != lower.page and upper.x1 > section.end - 2 * MM for upper, lower in pairs)
    return measured, broken and measured > MARGINS["dưới"][1] + 2.2 * step


def _check_page_numbers(section: Section) -> Iterator[Departure]:
    for count, sheet in enumerate(section.sheets, 1):
        if count == 1:
            if sheet.page_numbers and (not section.appendix or _number(sheet.page_numbers[0]) != "1"):
                yield departure("Số trang", sheet.number, f"Trang đầu in số trang “{sheet.page_numbers[0].text}”", "Mục I.7",
                                "không hiển thị số trang thứ nhất")
                return
            continue
        if not sheet.page_numbers:
            yield departure("Số trang", sheet.number, "Không thấy số trang", "Mục I.7",
                            "số trang đánh từ số 1, canh giữa ở lề trên")
            return
        yield from (found := list(_check_page_number(section, sheet, sheet.page_numbers[0], count)))
        if found:
            return


def _number(line: Line) -> str:
    return PAGE_NUMBER.fullmatch(line.text)[1]


def _check_page_number(section: Section, sheet: Sheet, line: Line, count: int) -> Iterator[Departure]:
    def wrong(seen: str, asks: str) -> Departure:
        return departure("Số trang", sheet.number, seen, "Mục I.7", asks)

    yield from style_departures(STYLES["page_number"], [line])
    if line.baseline > sheet.height / 2:
        yield wrong(f"Số trang “{line.text}” nằm ở lề dưới", "số trang canh giữa trong phần lề trên")
    elif not (abs(line.centre - section.centre) < 6 * MM or abs(line.centre - sheet.width / 2) < 6 * MM):
        yield wrong(f"Số trang “{line.text}” không nằm giữa", "số trang canh giữa theo chiều ngang trong phần lề trên")
    if not re.fullmatch(r"\d+", line.text):
        yield wrong(f"Số trang viết là “{line.text}”", "chỉ dùng chữ số Ả Rập")
    elif line.text != str(count):
        more = ", đánh riêng cho từng phụ lục" if section.appendix else ""
        yield wrong(f"Trang thứ {count} mang số {line.text}", f"số trang đánh từ số 1 liên tục{more}")


def check_letters(pdf: PdfRead) -> Iterator[Departure]:
    """Fonts and colour of every letter."""
    for name in pdf.loose_fonts:
        yield Departure(1, "Phông chữ",
                        f"Phông chữ {name} không nhúng trong tệp: máy khác sẽ in ra chữ khác; hãy xuất PDF có nhúng phông.")
        break
    for number, page in enumerate(pdf.pages, 1):
        strange = [word for word in page.words if not _is_serif(word.font) and any(map(str.isalnum, word.text))]
        if strange:
            yield departure("Phông chữ", number, f"“{strange[0].text}” in bằng phông chữ {strange[0].font}", "Mục I.4",
                            "Times New Roman")
            break
    for number, page in enumerate(pdf.pages, 1):
        coloured = [word for word in page.words if not _is_black(word.colour)]
        if coloured:
            yield departure("Màu chữ", number, f"“{coloured[0].text}” in màu {coloured[0].colour}", "Mục I.4", "chữ màu đen")
            break


def _is_serif(font: str) -> bool:
    return re.sub(r"[^a-z-]", "", font.lower()).replace("liberation-serif", "liberationserif").startswith(SERIFS)


def _is_black(colour: str) -> bool:
    return all(int(colour[place : place + 2], 16) < BLACK for place in (1, 3, 5))
