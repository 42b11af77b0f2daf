"""`paper KIND REF OUT`: a paper as a file, its face chosen by the ending of `OUT`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q, QuerySet

from conferences.models import Allocation
from conferences.papers import PAPERS
from conferences.papers.explanation import explained, explanation_paper
from conferences.plan_ref import NoSuchPlan, plan_by_ref
from conferences.sheets import SHEETS
from nominations.models import Decision, Dossier, Proposal
from nominations.papers.decision import decision_paper
from nominations.papers.presenting import presenters_list, presenters_workbook, receipt_list, receipts_workbook
from nominations.papers.proposal import minutes_paper, proposal_paper
from nominations.papers.ranking import ranking_paper, ranking_workbook
from nominations.papers.summary_list import summary_paper
from nominations.presenting import in_order, is_paid, presentation_of
from nominations.ranking_rows import groups_of, people_of, terms_of
from nominations.summary_rows import listed, paper_terms
from organizations.models import Unit
from papers.faces import RENDER, render
from papers.paper import Paper
from portal import clock
from portal.fields import clean_text
from portal.keys import as_key
from portal.pdf import PdfError

DECISION, EXPLANATION = "decision", "explanation"
OF_PROPOSAL = {"proposal": ("Tờ trình", proposal_paper), "selection-minutes": ("Biên bản bình xét", minutes_paper)}
SUMMARY_LIST, RANKING = "summary-list", "ranking"
OF_DECISION = {"presenters": "Danh sách trao", "prize-receipts": "Ký nhận tiền thưởng"}
KINDS = (*PAPERS, DECISION, EXPLANATION, *OF_PROPOSAL, SUMMARY_LIST, RANKING, *OF_DECISION)
WITH_SHEET = (*RENDER, "xlsx")


class Command(BaseCommand):
    help = "In một văn bản ra tệp .pdf, .docx hoặc .xlsx; `paper --list` kể các loại văn bản."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", nargs="?", help="loại văn bản, xem --list")
        parser.add_argument("ref", nargs="?", help="số hoặc id")
        parser.add_argument("out", nargs="?", type=Path, help="tệp ra; phần đuôi chọn dạng")
        parser.add_argument("--list", action="store_true", help="kể các loại văn bản và REF của mỗi loại")

    def handle(self, *args: Any, kind: str | None, ref: str | None, out: Path | None, **options: Any) -> None:
        if options["list"]:
            return self._list()
        if out is None:
            raise CommandError("Cần đủ ba phần: paper LOẠI SỐ-HOẶC-ID TỆP-RA. Xem các loại bằng: paper --list")
        if kind not in KINDS:
            raise CommandError(f"Không có loại văn bản “{kind}”; có: {', '.join(KINDS)}.")
        face = out.suffix.lstrip(".").lower()
        if face not in _faces(kind):
            raise CommandError(f"Văn bản “{kind}” in được ra: {', '.join('.' + known for known in _faces(kind))}.")
        try:
            out.write_bytes(self._content(kind, ref, face))
        except (NoSuchPlan, PdfError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {out}: {error.strerror}.") from error
        self.stdout.write(f"Đã in {out}.")

    def _list(self) -> None:
        for name, kind in PAPERS.items():
            self.stdout.write(f"{name:<12} {kind.label:<16} REF: số hoặc id của kế hoạch   {' '.join(kind.faces)}")
        ref = "REF: số hoặc id của quyết định, hoặc số của kế hoạch"
        self.stdout.write(f"{DECISION:<12} {'Quyết định':<16} {ref}   {' '.join(RENDER)}")
        ref = "REF: id của bảng phân bổ, hoặc id/số thứ tự của dòng (12/3)"
        self.stdout.write(f"{EXPLANATION:<12} {'Giải trình':<16} {ref}   {' '.join(RENDER)}")
        for name, (label, _) in OF_PROPOSAL.items():
            self.stdout.write(f"{name:<12} {label:<16} REF: số hoặc id của tờ trình   {' '.join(RENDER)}")
        ref = "REF: số hoặc id của kế hoạch, rồi /id hoặc tên đơn vị (12/34)"
        self.stdout.write(f"{SUMMARY_LIST:<12} {'Danh sách trích ngang':<16} {ref}   {' '.join(RENDER)}")
        self.stdout.write(f"{RANKING:<12} {'Xếp hạng':<16} REF: số hoặc id của kế hoạch   {' '.join(WITH_SHEET)}")
        for name, label in OF_DECISION.items():
            self.stdout.write(f"{name:<12} {label:<16} REF: số hoặc id của quyết định, hoặc số của kế hoạch   {' '.join(WITH_SHEET)}")

    def _content(self, kind: str, ref: str, face: str) -> bytes:
        if kind == DECISION:
            return render(decision_paper(_decision(ref), at=clock.now()), face)
        if kind in OF_DECISION:
            return _of_decision(kind, _decision(ref), face)
        if kind == RANKING:
            return _ranking(ref, face)
        if kind == EXPLANATION:
            return render(_explanation(ref), face)
        if kind in OF_PROPOSAL:
            return render(OF_PROPOSAL[kind][1](_proposal(ref), at=clock.now()), face)
        if kind == SUMMARY_LIST:
            return render(_summary_list(ref), face)
        thing = PAPERS[kind].thing(plan_by_ref(ref))
        if thing is None:
            raise CommandError(f"Kế hoạch {ref} chưa có {PAPERS[kind].label.lower()}.")
        return SHEETS[kind](thing) if face == "xlsx" else render(PAPERS[kind].build(thing, at=clock.now()), face)


def _faces(kind: str) -> tuple[str, ...]:
    if kind in PAPERS:
        return PAPERS[kind].faces
    return WITH_SHEET if kind in (RANKING, *OF_DECISION) else tuple(RENDER)


def _of_decision(kind: str, decision: Decision, face: str) -> bytes:
    """The presenter's list, or the receipt list, which is there once every name has its prize."""
    lines = in_order(decision)
    if kind == "presenters":
        of = (decision, lines, presentation_of(decision))
        return presenters_workbook(*of) if face == "xlsx" else render(presenters_list(*of), face)
    if not is_paid(lines):
        raise CommandError(f"{decision.heading} chưa có mức thưởng cho mọi tên nên chưa có danh sách ký nhận.")
    return receipts_workbook(decision, lines) if face == "xlsx" else render(receipt_list(decision, lines, at=clock.now()), face)


def _ranking(ref: str, face: str) -> bytes:
    """All categories of a plan."""
    plan = plan_by_ref(ref)
    terms = terms_of(plan)
    groups = groups_of(plan, terms, list(plan.categories.all()), people_of(plan, terms))
    return ranking_workbook(plan, groups, terms) if face == "xlsx" else render(ranking_paper(plan, groups, terms, at=clock.now()), face)


def _explanation(ref: str) -> Paper:
    """Of a whole table by its id, or of one of its rows: "12/3"."""
    words = [as_key(word) for word in ref.split("/")]
    if len(words) > 2 or None in words:
        raise CommandError(f"“{ref}” không phải là id của bảng phân bổ, hay id/số thứ tự của dòng.")
    allocation = Allocation.objects.select_related("plan__unit").filter(pk=words[0]).first()
    found = explained(allocation) if allocation else None
    if found is None:
        raise CommandError(f"Không có bảng phân bổ id {words[0]} được chia theo một cách chia.")
    order = int(words[1]) if len(words) > 1 else None
    if order is not None and not 1 <= order <= len(found.rows):
        raise CommandError(f"Bảng có {len(found.rows)} dòng, không có dòng {order}.")
    return explanation_paper(found, row=found.rows[order - 1] if order else None)


def _summary_list(ref: str) -> Paper:
    """Of one unit's dossiers for a plan: "12/34"; the number of a plan has a slash of its own, the unit stands behind the last."""
    plan_ref, slash, unit_ref = ref.rpartition("/")
    if not slash:
        raise CommandError(f"“{ref}” thiếu đơn vị: hãy viết KẾ-HOẠCH/ĐƠN-VỊ, ví dụ 12/34.")
    plan = plan_by_ref(plan_ref)
    key = as_key(unit_ref)
    units = Unit.objects.filter(Q(name=unit_ref) | Q(short_name=unit_ref) if key is None else Q(pk=key))
    found = list(units[:2])
    if len(found) != 1:
        raise CommandError(f"Có nhiều đơn vị tên “{unit_ref}”, hãy gọi bằng id." if found else f"Không có đơn vị “{unit_ref}”.")
    rows = listed(Dossier.objects.filter(plan=plan, unit=found[0]))
    return summary_paper(plan, found[0], rows, paper_terms(plan), at=clock.now())


def _decision(ref: str) -> Decision:
    """By its own number or id, else the one decision of the plan with this number."""
    try:
        wanted = clean_text(ref)
    except ValueError as error:
        raise CommandError(str(error)) from error
    decisions = Decision.objects.select_related("plan__unit").order_by("pk")
    found = _by_number_or_id(decisions, wanted) or list(decisions.filter(plan__number=wanted))
    if not found:
        raise CommandError(f"Không có quyết định nào có số hoặc id “{wanted}”, và kế hoạch số ấy chưa có quyết định.")
    decision = _the_one(found, "quyết định")
    if not decision.plan.issuers.exists():
        raise CommandError("Kế hoạch của quyết định này chưa có cơ quan ban hành.")
    return decision


def _proposal(ref: str) -> Proposal:
    """By its own number or id."""
    try:
        wanted = clean_text(ref)
    except ValueError as error:
        raise CommandError(str(error)) from error
    found = _by_number_or_id(Proposal.objects.select_related("plan__unit", "unit__kind").order_by("pk"), wanted)
    if not found:
        raise CommandError(f"Không có tờ trình nào có số hoặc id “{wanted}”.")
    return _the_one(found, "tờ trình")


def _by_number_or_id(rows: QuerySet, wanted: str) -> list[Any]:
    found = list(rows.filter(number=wanted))
    return found or list(rows.filter(pk=as_key(wanted)))


def _the_one(found: list[Any], noun: str) -> Any:
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"  id {one.pk}: {one} ({one.get_status_display()})" for one in found)
    raise CommandError(f"Có {len(found)} {noun}, hãy gọi bằng id:\n{listed}")
