"""A unit's summary list comes in from Excel: the file, what it would make and change, and then that. And the list goes out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.models import Plan
from nominations.actions.summary_list import Preview, imported_of, kept_of, read_file, write_list
from nominations.forms.summary_list import ListConfirmForm
from nominations.models import Dossier
from nominations.papers.summary_list import summary_paper
from nominations.sheets import summary_workbook
from nominations.summary_list import PERSON
from nominations.summary_list.comparing import CHANGED, NEW, SAME
from nominations.summary_rows import RIGHT, listed, paper_terms, terms_of
from nominations.work import filings
from organizations.models import Unit
from organizations.querysets import under
from organizations.reach import reach
from papers.faces import render as render_paper
from papers.views import file_answer
from portal import clock, sheet_upload
from portal.file_kinds import UploadRefused
from portal.keys import as_key
from portal.models import Upload
from portal.moves import Overtaken, Refused
from portal.once import once, sent_before
from portal.sheet_upload import SheetForm
from portal.xlsx import write
from portal.xlsx.book import XlsxRefused
from portal.xlsx.faults import Wrong, faults_sheet

BEST = "Tốt nhất là mẫu của cổng; danh sách sẵn có của đơn vị cũng được."
OVERTAKEN = "Hồ sơ của đơn vị vừa được người khác sửa. Hãy xem lại danh sách dưới đây, so với hồ sơ bây giờ, rồi nhập."
WIDE = ("name", "position", "summary", "awards", "initiatives")
KEPT = re.compile(r"list=([0-9]{1,18})/([0-9]{1,18})(?:; imported)?\Z")
SEVERAL = 10  # rows that are named one by one
FACES = ("xlsx", "pdf", "docx")


def upload_list(request: HttpRequest) -> HttpResponse:
    """Takes the file. Nothing is made before what it says was seen."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    if not (request.GET.get("plan") and request.GET.get("unit")):
        return render(request, "nominations/choose_plan.html", {"filings": filings(request.user), "by_list": True})
    plan, unit = _own(request, request.GET["plan"], request.GET["unit"])
    is_sent = request.method == "POST"
    form, status = SheetForm(request.POST, request.FILES, best=BEST) if is_sent else SheetForm(best=BEST), 422 if is_sent else 200
    if is_sent and form.is_valid():
        try:
            content = sheet_upload.sent_content(request, form)
            read_file(plan, unit, content, by=request.user)
            kept = sheet_upload.keep(content, of=kept_of(plan, unit), name=form.cleaned_data["file"].name, owner=request.user)
            return redirect("nominations:confirm-list", kept.pk)
        except (XlsxRefused, UploadRefused) as refused:
            form.add_error("file", str(refused))
        except Refused as refused:
            form.add_error(None, refused.reasons)
            status = 429
    has_rows = Dossier.objects.filter(plan=plan, unit=unit).exists()
    return render(request, "nominations/upload_list.html", {"plan": plan, "unit": unit, "form": form, "has_rows": has_rows}, status=status)


@require_safe
def list_form(request: HttpRequest) -> HttpResponse:
    """The portal's empty form for one unit and plan."""
    plan, unit = _own(request, request.GET.get("plan", ""), request.GET.get("unit", ""))
    terms = terms_of(plan, unit, request.user)
    return _file(request, plan, unit, lambda: summary_workbook(_lines(plan, unit), [], terms), name="mau-danh-sach", face="xlsx")


def confirm_list(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """What the file would make and change, with every fault; sent, exactly that is written. Another person's file is not found."""
    plan, unit, kept = _kept(request, upload)
    if request.method == "POST" and (link := sent_before(request.user, request.POST.get("form_token", ""))):
        return redirect(link)
    here = f"{reverse('nominations:upload-list')}?plan={plan.pk}&unit={unit.pk}"
    try:
        seen = read_file(plan, unit, sheet_upload.kept_content(kept), by=request.user)
    except XlsxRefused as refused:  # the plan's categories have changed since
        messages.error(request, str(refused))
        return redirect(here)
    form, reasons, status = _form(request, seen), [], 200
    if request.method == "POST":
        status = 422
        if seen.mark != request.POST.get("mark"):
            status, reasons, form = 409, [OVERTAKEN], _form(request, seen, again=True)
        elif form.is_valid():
            try:
                return redirect(once(request.user, form.cleaned_data["form_token"], lambda: _write(request, plan, unit, seen, kept, form)))
            except Overtaken:
                return redirect(request.path)  # the page shows the dossiers as they are now
            except Refused as refused:
                status, reasons = 409, refused.reasons
    context = {"plan": plan, "unit": unit, "upload": kept, "here": here, "form": form, "reasons": reasons}
    return render(request, "nominations/confirm_list.html", context | _shown(plan, unit, kept, seen), status=status)


def _form(request: HttpRequest, seen: Preview, *, again: bool = False) -> ListConfirmForm:
    """`again`: what was shown has changed, so that nothing is confirmed yet."""
    sent: Any = request.POST if request.method == "POST" and not again else None
    doubtful = [verdict for verdict in seen.verdicts if verdict.doubles]
    return ListConfirmForm(sent, mark=seen.mark, wrong=len(_wrong_rows(seen)), doubtful=len(doubtful), unusual=len(seen.unusual))


def _write(request: HttpRequest, plan: Plan, unit: Unit, seen: Preview, kept: Upload, form: ListConfirmForm) -> str:
    chosen = form.cleaned_data
    options = {"mark": chosen["mark"], "usual": chosen.get("usual", True), "with_doubtful": chosen.get("doubtful", False)}
    begun, changed = write_list(plan, unit, seen, **options, upload=kept, by=request.user)
    said = [f"lập {begun} hồ sơ mới"] * bool(begun) + [f"sửa {changed} hồ sơ"] * bool(changed)
    messages.success(request, f"Đã nhập tệp “{kept.name}”: {', '.join(said)}.")
    return f"{reverse('nominations:dossiers')}?plan={plan.pk}&unit={unit.pk}"


def _wrong_rows(seen: Preview) -> set[tuple[str, int]]:
    return {(subject, fault.row) for subject, faults in _faults(seen).items() for fault in faults}


def _faults(seen: Preview) -> dict[str, list[Wrong]]:
    """By subject, in the order of the rows."""
    return {
        subject: sorted((*table.faults, *seen.compared[subject].locked), key=lambda fault: fault.row) for subject, table in seen.tables.items()
    }


def _sentences(faults: Iterable[tuple[str, Wrong]], *, with_sheet: bool) -> list[str]:
    """Each names its cell; one that holds for many rows, such as a missing column, stands there once."""
    rows: dict[tuple[str, str], list[str]] = {}
    for sheet, fault in faults:
        rows.setdefault((sheet, fault.sentence), []).append(str(fault.row))
    said = []
    for (sheet, sentence), at in rows.items():
        of_many = f" ({len(at)} dòng: {', '.join(at[:SEVERAL])}{', …' * (len(at) > SEVERAL)})" if len(at) > 1 else ""
        said.append(f"Trang “{sheet}”: {sentence}{of_many}" if with_sheet else f"{sentence}{of_many}")
    return said


def _shown(plan: Plan, unit: Unit, kept: Upload, seen: Preview) -> dict[str, Any]:
    faults = _faults(seen)
    named = {category.key: category.label for category in seen.terms.categories}
    states = {state: [verdict for verdict in seen.verdicts if verdict.state == state] for state in (NEW, CHANGED, SAME)}
    tables = list(seen.tables.items())
    listed = [(seen.tables[subject].found.sheet, fault) for subject, of_one in faults.items() for fault in of_one]
    return {
        "sheets": [(table.found.sheet, "người" if subject == PERSON else "tập thể", len(table.lines)) for subject, table in tables],
        "faults": listed,
        "sentences": _sentences(listed, with_sheet=len(tables) > 1),
        "wrong": len(_wrong_rows(seen)),
        "warnings": [warning for _, table in tables for warning in table.found.warnings],
        "doubts": [doubt for _, table in tables for doubt in table.doubts],
        "unborn": [line for _, table in tables for line in table.lines if line.subject == PERSON and not line.birth_year],
        "notes": [note for _, table in tables for note in (*table.found.notes, *table.notes)],
        "skipped": [(table.found.sheet, one) for _, table in tables for one in table.skipped],
        "doubtful": [verdict for verdict in seen.verdicts if verdict.doubles],
        "new": [(verdict, named.get(verdict.line.category, "")) for verdict in states[NEW]],
        "changed": states[CHANGED],
        "same": states[SAME],
        "unusual": seen.unusual,
        "earlier": sheet_upload.earlier(kept, of=imported_of(plan, unit)),
        "may_write": bool(states[NEW] or states[CHANGED]),
    }


@require_safe
def list_faults(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """The rows of the file with a column that says what is wrong; it can be mended and sent again."""
    plan, unit, kept = _kept(request, upload)
    try:
        seen = read_file(plan, unit, sheet_upload.kept_content(kept), by=request.user)
    except XlsxRefused as refused:
        raise Http404 from refused
    faults = _faults(seen)
    sheets = [faults_sheet(table.found, faults[subject], kept.name, wide=WIDE) for subject, table in seen.tables.items()]
    return _file(request, plan, unit, lambda: write(sheets), name="loi-danh-sach", face="xlsx")


@require_safe
def summary_file(request: HttpRequest, face: str) -> HttpResponse:
    """The list of a unit's dossiers for a plan: as a sheet that can come in again, or as the official paper."""
    if face not in FACES:
        raise Http404
    plan, unit = _seen(request, request.GET.get("plan", ""), request.GET.get("unit", ""))
    rows = listed(Dossier.objects.visible_to(request.user).filter(plan=plan, unit=unit))
    if face == "xlsx":
        terms = paper_terms(plan)
        return _file(request, plan, unit, lambda: summary_workbook(_lines(plan, unit), rows, terms), name="danh-sach-trich-ngang", face=face)
    paper = summary_paper(plan, unit, rows, paper_terms(plan), at=clock.now())
    return _file(request, plan, unit, lambda: render_paper(paper, face), name="danh-sach-trich-ngang", face=face)


def _lines(plan: Plan, unit: Unit) -> tuple[str, ...]:
    return f"DANH SÁCH TRÍCH NGANG ĐỀ NGHỊ KHEN THƯỞNG – {unit.label}", f"Kế hoạch {plan.number or 'chưa có số'}: {' '.join(plan.title.split())}"


def _file(request: HttpRequest, plan: Plan, unit: Unit, make: Any, *, name: str, face: str) -> HttpResponse:
    back = ("Danh sách hồ sơ", f"{reverse('nominations:dossiers')}?plan={plan.pk}&unit={unit.pk}")
    return file_answer(request, make, name=f"{name}-{plan.pk}-{unit.pk}", face=face, back=back)


# --- whose list it is


def _own(request: HttpRequest, plan_id: str, unit_id: str) -> tuple[Plan, Unit]:
    """An open plan, and a unit for which the person drafts dossiers."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    plan_key, unit_key = _keys(plan_id, unit_id)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).open_for_filing().select_related("unit"), pk=plan_key)
    unit = get_object_or_404(Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(RIGHT)), pk=unit_key)
    return plan, unit


def _seen(request: HttpRequest, plan_id: str, unit_id: str) -> tuple[Plan, Unit]:
    """A plan one sees, and a unit whose dossiers one may see: one's own, or one below one's office."""
    plan_key, unit_key = _keys(plan_id, unit_id)
    mine = reach(request.user)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=plan_key)
    units = Unit.objects.all() if request.user.is_superuser else Unit.objects.filter(pk__in=mine.filing_ids) | Unit.objects.filter(under(mine.office_paths))
    return plan, get_object_or_404(units, pk=unit_key)


def _keys(*typed: str) -> list[int]:
    keys = [as_key(key) for key in typed]
    if None in keys:
        raise Http404
    return keys


def _kept(request: HttpRequest, upload: uuid.UUID) -> tuple[Plan, Unit, Upload]:
    """One's own file that was sent as a list, with what it was sent for."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    kept = get_object_or_404(Upload, pk=upload, owner=request.user)
    found = KEPT.search(kept.content_type)
    if not found:
        raise Http404
    return (*_own(request, found[1], found[2]), kept)
