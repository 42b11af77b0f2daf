"""Questions about papers that are to be issued, answered with reasons; an empty list is yes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from organizations.models import Unit
from papers.document_types import DECISION, LETTER, MINUTES
from papers.limits import refuse_unprintable, texts
from papers.models import ENDING, IssuedPaper, NumberSeries, SeriesYear
from papers.paper import Paper, Signature
from portal.fields import long_date, screen_date
from portal.pdf import PdfError

NAME_LENGTH = 200  # OrganName and the lengths below: Phụ lục VI
SIGNER_LENGTH = 50
POSITION_LENGTH = 100
TITLE_LENGTH = 500
TYPE_LENGTH = 100
SYMBOL_LENGTH = 30
MAX_COPIES = 10
ENTRY = ("kept_by", "copies", "sent", "receipt", "remark")  # columns of the register that are filled in after issuing


def paper_is_whole(paper: Paper, *, number: str, type_code: str, on: date | None) -> list[str]:
    """Everything that the decree asks of a paper (NĐ 30/2020, Điều 8) and every letter of it can be printed."""
    return [
        *_head(paper, number, type_code, on),
        *([] if paper.body or paper.appendices else ["Chưa có nội dung."]),
        *_foot(paper),
        *_open_points(paper),
        *_unprintable(paper),
    ]


def insert_is_whole(paper: Paper) -> list[str]:
    """What goes with a paper under its number needs neither number nor signer of its own."""
    return [*_open_points(paper), *_unprintable(paper)]


def _head(paper: Paper, number: str, type_code: str, on: date | None) -> list[str]:
    reasons = []
    if not paper.issuers or not all(issuer.name.strip() for issuer in paper.issuers):
        reasons.append("Chưa có cơ quan ban hành.")
    if not paper.type_name.strip() and type_code != LETTER:
        reasons.append("Chưa có tên loại văn bản.")
    if not paper.title.strip():
        reasons.append("Chưa có trích yếu.")
    if paper.number.removeprefix("Số:").strip() != number:
        reasons.append(f"Văn bản chưa in số {number}.")
    if type_code != MINUTES:
        place, _, day = paper.place_date.partition(",")
        if not place.strip():
            reasons.append("Chưa có địa danh.")
        if on and long_date(on) not in day:
            reasons.append(f"Văn bản chưa in {long_date(on)}.")
    reasons += _too_long("Tên cơ quan ban hành", [issuer.name for issuer in paper.issuers], NAME_LENGTH)
    reasons += _too_long("Tên loại văn bản", [paper.type_name], TYPE_LENGTH)
    return reasons + _too_long("Trích yếu", [paper.title], TITLE_LENGTH)


def _foot(paper: Paper) -> list[str]:
    reasons = [] if paper.signatures else ["Chưa có người ký."]
    for signature in paper.signatures:
        if not signature.signer.strip():
            reasons.append(f"Chưa có họ tên người ký{_for(signature)}.")
        if not any(line.strip() for line in signature.authority):
            reasons.append(f"Chưa có quyền hạn, chức vụ của người ký {signature.signer}".strip() + ".")
    if not any(line.strip() for line in paper.recipients):
        reasons.append("Chưa có nơi nhận.")
    reasons += _too_long("Họ tên người ký", [signature.signer for signature in paper.signatures], SIGNER_LENGTH)
    lines = [line for signature in paper.signatures for line in signature.authority]
    return reasons + _too_long("Chức vụ người ký", lines, POSITION_LENGTH)


def _for(signature: Signature) -> str:
    lines = " ".join(line for line in signature.authority if line.strip())
    return f" ({lines})" if lines else ""


def _open_points(paper: Paper) -> list[str]:
    draft = ["Văn bản còn là dự thảo."] if paper.draft else []
    return draft + [f"Còn điều chưa giải quyết: {note}" for note in paper.notes]


def _unprintable(paper: Paper) -> list[str]:
    """What no face can show, found before a number is spent on a paper that cannot be printed."""
    try:
        refuse_unprintable(paper)
    except PdfError as refused:
        return [str(refused)]
    return []


def _too_long(what: str, values: Iterable[str], limit: int) -> list[str]:
    return [f"{what} dài {len(value)} chữ; nhiều nhất {limit}." for value in values if len(value) > limit]


def number_may_be_given(unit: Unit, body: str, number: int, symbol: str, on: date | None, at: datetime) -> list[str]:
    """The date is there and not to come, the symbol fits, and number and symbol are free in that year (Điều 15)."""
    reasons = []
    if on is None:
        reasons.append("Chưa có ngày ban hành.")
    elif on > timezone.localdate(at):
        reasons.append("Ngày ban hành ở sau hôm nay.")
    if not symbol.strip():
        reasons.append("Chưa có ký hiệu.")
    elif symbol != "".join(symbol.split()) or "/" in symbol:
        reasons.append(f"Ký hiệu “{symbol}” có dấu cách hoặc dấu gạch chéo: viết liền như KH-LĐLĐ.")
    reasons += _too_long("Ký hiệu", [symbol], SYMBOL_LENGTH)
    year = (on or timezone.localdate(at)).year
    taken = IssuedPaper.objects.light().filter(unit=unit, body=body, year=year, number=number, symbol=symbol).first()
    if taken:
        reasons.append(
            f"Số {taken.number_text} năm {year} đã cấp ở sổ “{taken.series.name}”; "
            "hãy ghi số cuối đã cấp của sổ này trước khi cấp tiếp."
        )
    return reasons


def dates_in_order(series: NumberSeries, on: date) -> list[str]:
    """Numbers follow the days (Điều 15.1a). A finding that warns; papers signed yesterday are numbered today."""
    last = IssuedPaper.objects.light().filter(series=series, year=on.year).order_by("-number").first()
    if last is None or last.date <= on:
        return []
    return [f"Văn bản trước, số {last.number_text}, ghi ngày {screen_date(last.date)}, sau ngày {screen_date(on)}."]


def start_may_be_set(counter: SeriesYear) -> list[str]:
    """Before the first paper of the year only: afterwards numbers would be skipped or given twice."""
    first = IssuedPaper.objects.light().filter(series=counter.series_id, year=counter.year).order_by("number").first()
    if first is None:
        return []
    return [f"Năm {counter.year} sổ đã cấp số {first.number_text}, không đổi số bắt đầu được nữa."]


def series_do_not_overlap(series: NumberSeries) -> list[str]:
    """A type of paper has one series of a body, and one series takes what is left."""
    reasons = []
    for other in NumberSeries.objects.filter(unit=series.unit_id, body=series.body).exclude(pk=series.pk):
        if not other.codes and not series.codes:
            reasons.append(f"Sổ “{other.name}” đã nhận mọi loại văn bản; hãy ghi rõ các loại của sổ này.")
        reasons += [f"Loại {code} đã thuộc sổ “{other.name}”." for code in sorted(other.codes & series.codes)]
    return reasons


def may_be_named(old: IssuedPaper, names_as: str, *, unit: Unit, type_code: str, on: date, reason: str) -> list[str]:
    """A mistake in content is mended by a paper of equal form, one in format by a letter (Điều 18.3)."""
    verb = IssuedPaper.NamesAs(names_as).label
    reasons = []
    if old.unit_id != unit.pk:
        reasons.append(f"Văn bản {old.number_text} là của cơ quan khác, không {verb} được ở đây.")
    if not reason.strip():
        reasons.append(f"Hãy ghi lý do {verb} văn bản {old.number_text}.")
    if on < old.date:
        reasons.append(f"Văn bản {old.number_text} có ngày sau văn bản {verb} nó.")
    if newer := old.ended_by:
        reasons.append(f"Văn bản {old.number_text} đã bị {newer.get_names_as_display()} bởi {newer.number_text}.")
    if names_as in (*ENDING, IssuedPaper.NamesAs.CANCELS_PART):
        if type_code not in (old.type_code, DECISION):
            form = f"{old.type_name} hoặc Quyết định" if old.type_code != DECISION else "Quyết định"
            reasons.append(f"Hủy bỏ hoặc thay thế {old} phải bằng văn bản có hình thức tương đương: {form}.")
        if names_as in ENDING and old.names_as in ENDING and not (type_code == old.type_code != DECISION):
            done = old.get_names_as_display()
            reasons.append(f"Văn bản {old.number_text} đã {done} văn bản khác; không {verb} nó được, hãy ban hành văn bản mới.")
    elif type_code not in (LETTER, old.type_code):
        reasons.append(f"Đính chính {old} phải bằng Công văn (thể thức) hoặc {old.type_name} (nội dung).")
    return reasons


def may_name(new: IssuedPaper, old: IssuedPaper) -> list[str]:
    """A paper says once which other one it corrects, cancels or replaces."""
    if new.pk == old.pk:
        return ["Văn bản không đính chính, hủy bỏ hay thay thế chính nó; hãy chọn văn bản mới."]
    if old.names_id == new.pk:
        return [f"Chính văn bản {old.number_text} đã ghi là {old.get_names_as_display()} văn bản {new.number_text}."]
    if new.names_id:
        return [f"Văn bản {new.number_text} đã ghi là {new.get_names_as_display()} văn bản {new.names.number_text}."]
    return []


def copy_fits(paper: IssuedPaper, sha256: str) -> list[str]:
    """A copy is a file of its own, and there are not too many."""
    same = paper.files.facts().filter(sha256=sha256).first()
    if same:
        what = "chính bản in của cổng" if same.kind != "copy" else "tệp đã gắn trước đây"
        return [f"Tệp này là {what} ({same.name}); không cần gắn lại."]
    if paper.files.filter(kind="copy").count() >= MAX_COPIES:
        return [f"Văn bản đã có {MAX_COPIES} bản ký, bản quét; không gắn thêm được."]
    return []


def paper_names(paper: Paper, old: IssuedPaper) -> list[str]:
    """The new paper says in its own words which one it corrects, cancels or replaces.

    105/KH is not 05/KH, and the number that the new paper bears itself may be that of an old one of another year.
    """
    whole = re.compile(rf"(?<!\d){re.escape(old.number_text)}(?![\w-])")
    if any(whole.search(text) for text in texts(replace(paper, number=""))):
        return []
    return [f"Văn bản mới chưa nhắc đến số {old.number_text}."]
