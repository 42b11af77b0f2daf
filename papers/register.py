"""The register of outgoing papers as plain data: its ten columns (NĐ 30/2020, Phụ lục IV) and the list that is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from organizations.models import Unit
from organizations.querysets import as_of
from papers.models import IssuedPaper
from papers.paper import Column, Head, Issuer, Paper, Row, Table
from portal.fields import long_date, number, paper_date

# head, what stands in the column, its share of the width, alignment
COLUMNS: tuple[tuple[str, Callable[[IssuedPaper], str], float, str], ...] = (
    ("Số, ký hiệu", lambda paper: paper.number_text, 17, "left"),
    ("Ngày tháng", lambda paper: paper_date(paper.date), 10, "center"),
    ("Tên loại và trích yếu nội dung", lambda paper: f"{paper.type_name} {paper.title}", 24, "left"),
    ("Người ký", lambda paper: paper.signers, 14, "left"),
    ("Nơi nhận", lambda paper: recipients(paper), 16, "left"),
    ("Đơn vị, người nhận bản lưu", lambda paper: paper.kept_by, 12, "left"),
    ("Số lượng bản", lambda paper: "" if paper.copies is None else number(paper.copies), 7, "center"),
    ("Ngày chuyển", lambda paper: paper_date(paper.sent) if paper.sent else "", 10, "center"),
    ("Ký nhận", lambda paper: paper.receipt, 9, "left"),
    ("Ghi chú", lambda paper: remark(paper), 12, "left"),
)


def recipients(paper: IssuedPaper) -> str:
    return "; ".join(line.removeprefix("- ").rstrip(" ;.") for line in paper.recipients.splitlines())


def remark(paper: IssuedPaper) -> str:
    """What the clerk noted, and what became of the paper."""
    parts = [paper.remark] if paper.remark else []
    if paper.names:
        parts.append(f"{paper.get_names_as_display().capitalize()} số {paper.names.number_text}")
    parts += [f"Được đính chính bởi số {newer.number_text}" for newer in paper.corrected_by]
    parts += [f"Bị hủy bỏ một phần bởi số {newer.number_text}" for newer in paper.cut_by]
    if newer := paper.ended_by:
        replaced = newer.names_as == IssuedPaper.NamesAs.REPLACES
        parts.append(f"Được thay thế bằng số {newer.number_text}" if replaced else f"Đã hủy bỏ bởi số {newer.number_text}")
    return "; ".join(parts)


def register_paper(unit: Unit, papers: Iterable[IssuedPaper], *, on: date) -> Paper:
    """The register of one office as a list to print, oldest first, as it stands on a day."""
    rows = sorted(papers, key=lambda paper: (paper.date, paper.number, paper.pk))
    name = as_of(unit, on) or unit
    return Paper(
        issuers=(Issuer(name.name, name.superior_line or _superior(unit)),),
        type_name="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        title=_years([paper.year for paper in rows]),
        place_date=f"{name.place}, {long_date(on)}" if name.place else long_date(on).capitalize(),
        body=(_table(rows),),
        landscape=True,
    )


def _superior(unit: Unit) -> str:
    above = Unit.objects.get_ancestors(unit).last()
    return above.name if above else ""


def _years(years: Sequence[int]) -> str:
    if not years:
        return "Chưa có văn bản"
    return f"Năm {years[0]}" if years[0] == years[-1] else f"Năm {min(years)} - {max(years)}"


def _table(papers: Iterable[IssuedPaper]) -> Table:
    return Table(
        columns=tuple(Column(weight, align) for _, _, weight, align in COLUMNS),
        head=(
            tuple(Head(label) for label, *_ in COLUMNS),
            tuple(Head(f"({order})") for order in range(1, len(COLUMNS) + 1)),
        ),
        rows=tuple(Row(tuple(value(paper) for _, value, _, _ in COLUMNS)) for paper in papers),
    )
