"""The looks of the Word face: a named style for each component of the decree, the lists that Word counts, cell styles."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Literal

from papers import layout
from papers.lines import POINTS
from portal.word import Level, Listing, Style

LINE = layout.LINE_HEIGHT / layout.SINGLE_LINE  # Word counts from the font's own single line
GAP = layout.PARAGRAPH_GAP

BODY = Style("Normal", layout.BODY_SIZE, align="justify", first_line=layout.FIRST_LINE, before=GAP, line=LINE)
PAGE_NUMBER = Style("Số trang", layout.PAGE_NUMBER_SIZE)
SUPERIOR = Style("Cơ quan chủ quản", layout.SUPERIOR_SIZE, align="center")
ISSUER = Style("Cơ quan ban hành", layout.ISSUER_SIZE, bold=True, align="center")
NATION = Style("Quốc hiệu", layout.NATION_SIZE, bold=True, align="center")
MOTTO = Style("Tiêu ngữ", layout.MOTTO_SIZE, bold=True, align="center")
NUMBER = Style("Số, ký hiệu", layout.NUMBER_SIZE, align="center", before=layout.NUMBER_GAP)
DATE = Style("Địa danh, thời gian", layout.DATE_SIZE, italic=True, align="center", before=layout.NUMBER_GAP)
SUBJECT = Style("Trích yếu công văn", layout.SUBJECT_SIZE, align="center", before=layout.SUBJECT_GAP)
MARK = Style("Chỉ dẫn lưu hành", layout.MARK_SIZE, bold=True, align="center", before=layout.MARK_GAP, framed=layout.RULE)
TYPE = Style("Tên loại", layout.TYPE_SIZE, bold=True, align="center", before=layout.TYPE_GAP, with_next=True, line=LINE)
TITLE = Style("Trích yếu", layout.TITLE_SIZE, bold=True, align="center", with_next=True, line=LINE)
ADDRESS = Style("Kính gửi", layout.ADDRESSEE_SIZE, before=layout.ADDRESS_GAP, line=LINE, with_next=True)
ADDRESSEE = Style("Nơi gửi", layout.ADDRESSEE_SIZE, line=LINE, with_next=True)
AROUND = {"align": "center", "before": layout.TITLE_GAP, "after": layout.TITLE_GAP, "line": LINE}
DECIDING = Style("Thẩm quyền ban hành", layout.BODY_SIZE, bold=True, **AROUND)
GROUND = Style(
    "Căn cứ", layout.BODY_SIZE, italic=True, align="justify", first_line=layout.FIRST_LINE, before=GAP, line=LINE
)
DECIDES = Style("Quyết định", layout.BODY_SIZE, bold=True, with_next=True, **AROUND)
HEADINGS = {
    level: Style(
        f"Heading {level}",
        layout.SECTION_SIZE,
        bold=level < 4,
        align="justify",
        first_line=layout.FIRST_LINE,
        before=GAP,
        line=LINE,
        with_next=True,
    )
    for level in (1, 2, 3, 4)
}
CENTERED = Style("Đoạn giữa", layout.BODY_SIZE, align="center", before=GAP, line=LINE)
RIGHT = Style("Đoạn phải", layout.BODY_SIZE, align="right", before=GAP, line=LINE)
PARAGRAPHS = {"justify": BODY, "center": CENTERED, "right": RIGHT}
ITEMS = {
    level: Style(name, layout.BODY_SIZE, align="justify", first_line=first_line, before=GAP, line=LINE)
    for level, name, first_line in ((1, "Mục liệt kê", layout.FIRST_LINE), (2, "Mục liệt kê 2", layout.FIRST_LINE_DEEP))
}
ARTICLE = Style("Điều", layout.BODY_SIZE, align="justify", first_line=layout.FIRST_LINE, before=GAP, line=LINE)
NOTE = Style("Ghi chú dự thảo", layout.NOTES_SIZE, before=GAP, line=LINE)
AUTHORITY = Style("Thẩm quyền ký", layout.AUTHORITY_SIZE, bold=True, align="center", with_next=True, line=LINE)
SIGNER = Style("Người ký", layout.SIGNER_SIZE, bold=True, align="center", before=layout.SIGNATURE_SPACE * POINTS, line=LINE)
RECIPIENTS_HEAD = Style("Nơi nhận", layout.RECIPIENTS_HEAD_SIZE, bold=True, italic=True)
RECIPIENT = Style("Danh sách nơi nhận", layout.RECIPIENTS_SIZE)
APPENDIX = Style("Phụ lục", layout.APPENDIX_SIZE, bold=True, align="center", with_next=True, line=LINE)
APPENDIX_TITLE = Style("Tên phụ lục", layout.APPENDIX_TITLE_SIZE, bold=True, align="center", with_next=True, line=LINE)
REFERENCE = Style("Kèm theo", layout.APPENDIX_REFERENCE_SIZE, italic=True, align="center", line=LINE)
# Empty lines, as tables have no room above themselves; a paragraph below brings its own.
GAPS = {
    height: Style(f"Khoảng cách {height}", round(2 * height / layout.SINGLE_LINE) / 2, with_next=True)
    for height in sorted({layout.ADDRESS_GAP - GAP, layout.TABLE_GAP, layout.TITLE_GAP, layout.NOTES_GAP, layout.FOOT_GAP})
}

# Letters of Vietnamese lists go a, b, c, d, đ, e, g, h ... (PL I, II.6). No number format of Word does: "lowerLetter" goes
# on with e, f, g. So Word counts to d); from đ) on letters are text, also e), where Word would agree by chance.
LAST_LETTER = 4
LETTERS = Level("%4)", "lowerLetter", highest=LAST_LETTER, first_line=layout.FIRST_LINE)
CLAUSES = (Level("%2.", first_line=layout.FIRST_LINE), Level("%2.%3.", first_line=layout.FIRST_LINE), LETTERS)
SECTIONS = Listing(
    tuple(
        replace(level, style=HEADINGS[place])
        for place, level in enumerate((Level("%1.", "upperRoman", first_line=layout.FIRST_LINE), *CLAUSES), 1)
    )
)
ARTICLES = Listing((Level("Điều %1.", bold=True, first_line=layout.FIRST_LINE, style=ARTICLE), *CLAUSES))
DASHES = Listing(
    tuple(
        Level(mark, "bullet", first_line=ITEMS[level].first_line, style=ITEMS[level]) for level, mark in ((1, "-"), (2, "+"))
    )
)
RECIPIENTS = Listing((Level("-", "bullet", style=RECIPIENT),))
ADDRESSEES = Listing((Level("-", "bullet", style=ADDRESSEE),))
DASH_MARKS = [level.text for level in DASHES.levels]
LISTINGS = (SECTIONS, ARTICLES, DASHES, RECIPIENTS, ADDRESSEES)


@cache
def cell_style(align: Literal["left", "center", "right"], size: int, *, strong: bool) -> Style:
    """The look of a table's cells: one style for each place and size of text, so that a table changes in one place."""
    side = {"left": "trái", "center": "giữa", "right": "phải"}[align]
    return Style(f"Ô bảng {size} {side}{' đậm' if strong else ''}", size, bold=strong, align=align)
