"""Reads a printed paper back and lists every departure from NĐ 30/2020/NĐ-CP, by component.

It knows nothing of how our papers are made: what it asks for are the decree's own ranges (`decree.py`).
"""

from __future__ import annotations

from papers.checking.appendices import check_opening, read_opening
from papers.checking.decree import Departure
from papers.checking.foot import check_foot, read_foot, split_foot
from papers.checking.head_checks import check_head
from papers.checking.letterhead import Letterhead, read_head, read_title
from papers.checking.lines import Line
from papers.checking.numbering import check_numbers
from papers.checking.pages import check_letters, check_pages
from papers.checking.sheets import Section, measure, sections
from papers.checking.tables import check_tables
from papers.checking.text import check_body, check_text, read_paragraphs, read_text
from portal.pdf import PdfError
from portal.pdf.reading import PdfRead, read_pdf

__all__ = ["Departure", "departures", "departures_of"]

SCAN = "PDF này là ảnh quét, không có chữ để đọc: hãy kiểm tra bản PDF xuất từ máy tính (Word, LibreOffice)."
WHOLE_PAGE = 0.7  # of a page: a picture so large is a scan


def departures(pdf: bytes) -> list[Departure]:
    """Every departure of the paper in `pdf`, page by page; `PdfError` with a sentence when it cannot be read."""
    return departures_of(read_pdf(pdf))


def departures_of(pdf: PdfRead) -> list[Departure]:
    """The same for a PDF that has been read."""
    if _is_scan(pdf):
        raise PdfError(SCAN)
    parts = sections(pdf)
    paper, appendices = parts[0], parts[1:]
    head, below = read_head(paper.first)
    if head.nation is None and head.motto is None and head.number is None:
        return [Departure(1, "Văn bản", "Không thấy Quốc hiệu, Tiêu ngữ, số và ký hiệu ở đầu trang 1: tệp này có lẽ không phải "
                          "văn bản hành chính theo NĐ 30/2020/NĐ-CP.")]
    below += [line for line in paper.lines if line.page > paper.first.number]
    measure(paper, below)
    found, text_lines = _check_paper(paper, head, below)
    for order, section in enumerate(appendices, 1):
        measure(section, section.lines)
        opening, lines = read_opening(section)
        paragraphs = read_paragraphs(section, lines)
        found += check_opening(section, opening, order, len(appendices), head.number)
        found += check_body(section, paragraphs)
        found += check_numbers(paragraphs)
        text_lines += section.lines
    for section in parts:
        found += check_tables(section)
    found += check_pages(parts, text_lines)
    found += check_letters(pdf)
    return sorted(dict.fromkeys(found))


def _check_paper(paper: Section, head: Letterhead, below: list[Line]) -> tuple[list[Departure], list[Line]]:
    """The departures of the paper itself, and its lines below the letterhead."""
    rest = read_title(head, paper, below)
    lines, last = split_foot(paper, rest)
    text = read_text(paper, lines, typed=head.type is not None)
    foot = read_foot(last)
    draft = any(sheet.draft for sheet in paper.sheets)
    found = list(check_head(head, paper))
    found += check_text(paper, text)
    found += check_numbers(text.body)
    found += check_foot(paper, foot, text, type_name=head.type_name, numbered=head.number is not None, draft=draft)
    return found, below


def _is_scan(pdf: PdfRead) -> bool:
    if not any(page.words for page in pdf.pages):
        return True
    covered = [
        any((box.x1 - box.x0) * (box.bottom - box.top) > WHOLE_PAGE * page.width * page.height for box in page.pictures)
        for page in pdf.pages
    ]
    return all(covered)
