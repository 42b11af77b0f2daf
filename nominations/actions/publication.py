"""The verbs of a published list: publishing it, objecting to it, answering."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.actions.allocation import people_at
from conferences.models import Plan
from nominations.actions.asking import ask, other_hands
from nominations.actions.dossiers import move_dossier, officers
from nominations.models import Dossier, Objection, Publication, RankingTerms
from nominations.publication import OBJECT, last_day_of, may_object, running_list
from nominations.ranking_rows import RANKED, Group, groups_of, people_of, said_in
from nominations.record import LOST
from organizations.models import User
from portal import clock, notices
from portal.fields import screen_date
from portal.models import Upload
from portal.moves import Refused, write_down

PUBLISH, ANSWER = "nominations.publish_list", "nominations.answer_objection"
MOVES = {Objection.Result.HELD: "hold", Objection.Result.DECLINED: "decline"}
STILL_WAITING = (
    "Kiến nghị bạn đã gửi về hồ sơ của {name} đang chờ trả lời. Nội dung thêm thì gửi sau khi được trả lời, hoặc gửi văn bản cho cơ quan "
    "công khai danh sách."
)
NOT_ASKED = "Kế hoạch chưa ghi số ngày công khai danh sách. Hãy ghi ở “Bảng điểm, cách xếp” trước."
DECIDED = (
    "Hồ sơ đã có quyết định, không tạm treo, không loại được nữa. Hãy trả lời “giữ nguyên”; nếu kiến nghị đúng thì hủy bỏ tên ấy "
    "bằng một quyết định khác, sau khi quyết định này phát hành."
)


@transaction.atomic
def publish_list(plan: Plan, *, starts: date, by: User) -> Publication:
    """Freeze who stands above the line, and tell every unit below. Raises Refused with every reason."""
    ask(PUBLISH, Publication(plan=plan), by)
    RankingTerms.objects.get_or_create(plan=plan)
    terms = said_in(RankingTerms.objects.select_for_update().get(plan=plan))
    groups = groups_of(plan, terms, list(plan.categories.all()), people_of(plan, terms))
    if reasons := _against(plan, groups, starts, terms.notice_days) + _changed_meanwhile(groups):
        raise Refused(reasons)
    ends = last_day_of(starts, terms.notice_days or 1)
    made = Publication.objects.create(plan=plan, starts=starts, days=terms.notice_days, ends=ends, rows=_rows(groups), by=by, at=clock.now())
    made.dossiers.set([person.dossier for group in groups for person in group.above])
    said = f"từ ngày {screen_date(starts)} đến hết ngày {screen_date(ends)}"
    write_down(plan, "publish", "Đăng công khai danh sách", by=by, note=f"{len(made.rows)} hồ sơ, {said}")
    link = f"/publications/{made.pk}/" if starts <= clock.today() else f"/plans/{plan.pk}/tasks/"  # where it stands from its first day on
    text = f"Kế hoạch {plan.number}: danh sách đề nghị khen thưởng được công khai {said}."
    notices.tell(people_at([plan.unit]), title="Công khai danh sách đề nghị khen thưởng", text=text, link=link)
    return made


def _against(plan: Plan, groups: list[Group], starts: date, days: int | None) -> list[str]:
    today = clock.today()
    reasons = [] if days else [NOT_ASKED]
    if starts < today:
        reasons.append(f"Ngày bắt đầu, {screen_date(starts)}, đã qua.")
    if running := running_list(plan):
        reasons.append(f"Một danh sách của kế hoạch đang công khai đến hết ngày {screen_date(running.ends)}.")
    tied = [f"“{group.label}” ({len(group.tied)} hồ sơ)" for group in groups if group.tied]
    if tied:
        reasons.append(f"Còn hồ sơ ngang nhau tại ranh giới ở {', '.join(tied)}; hãy phân định trước khi công khai.")
    if not any(group.above for group in groups):
        reasons.append("Chưa có hồ sơ nào trong số suất để công khai.")
    return reasons


def _changed_meanwhile(groups: list[Group]) -> list[str]:
    """Who stands above the line is locked and looked at again: a list that is frozen names nobody whom a colleague has just declined."""
    above = [person.dossier.pk for group in groups for person in group.above]
    rows = Dossier.objects.select_for_update().filter(pk__in=above).order_by("pk")
    return [f"“{row.name}” vừa chuyển sang “{row.get_status_display()}”; hãy xem lại danh sách rồi đăng." for row in rows if row.status not in RANKED]


def _rows(groups: list[Group]) -> list[dict[str, Any]]:
    """As they are shown from now on, whatever becomes of the dossiers."""
    return [
        {"dossier": one.pk, "category": group.category.label, "place": at, "name": one.name, "position": one.position, "unit": one.unit.label}
        for group in groups
        for at, one in enumerate((person.dossier for person in group.above), 1)
    ]


@transaction.atomic
def file_objection(
    publication: Publication, *, dossier: Dossier, objector: str, text: str, received_on: date, by: User, file: Upload | None = None
) -> Objection:
    """Somebody objects while the list is published. The office alone is told who, by one letter a day while others wait."""
    if not may_object(by, publication):
        raise PermissionDenied
    reasons = []
    if received_on > clock.today():
        reasons.append(f"Ngày nhận, {screen_date(received_on)}, chưa đến.")
    if not publication.starts <= received_on <= publication.ends:
        said = f"từ {screen_date(publication.starts)} đến hết {screen_date(publication.ends)}"
        reasons.append(f"Kiến nghị nhận ngày {screen_date(received_on)}, ngoài thời gian công khai {said}.")
    if file and file.scan in LOST:
        reasons.append(f"Tệp “{file.name}” có virus hoặc không quét được: hãy chọn tệp khác.")
    Publication.objects.select_for_update(of=("self",), no_key=True).get(pk=publication.pk)  # of two at once the second is counted
    waiting = publication.objections.waiting()
    if not by.has_perm(OBJECT, publication) and waiting.filter(dossier=dossier, by=by).exists():
        reasons.append(STILL_WAITING.format(name=dossier.name))
    if reasons:
        raise Refused(reasons)
    is_first_today = not waiting.filter(at__date=clock.today()).exists()
    facts = {"objector": objector, "text": text, "received_on": received_on, "file": file}
    made = Objection.objects.create(publication=publication, dossier=dossier, by=by, at=clock.now(), **facts)
    told = f"Kế hoạch {publication.plan.number}: có kiến nghị về danh sách đang công khai."
    notices.tell(officers(publication.plan), title="Có kiến nghị về danh sách công khai", text=told, link=f"/objections/{made.pk}/", mail=is_first_today)
    return made


@transaction.atomic
def answer_objection(objection: Objection, *, result: str, answer: str, note: str, by: User) -> None:
    """Answered once; what the office decides about the dossier happens in the same moment. `note` stands in the dossier's journal,
    which its unit reads: it names nobody who objected."""
    row = Objection.objects.select_for_update(of=("self",)).select_related("publication__plan__unit", "dossier").get(pk=objection.pk)
    ask(ANSWER, row, by)
    other_hands([row.dossier], "trả lời kiến nghị", by)
    if row.result:
        raise Refused([f"Kiến nghị này đã được trả lời: {row.get_result_display()}."])
    if move := MOVES.get(Objection.Result(result)):
        if row.dossier.status == Dossier.Status.DECIDED:
            raise Refused([DECIDED])
        move_dossier(row.dossier, move, by=by, note=note)
    row.result, row.answer, row.answered_by, row.answered_at = result, answer, by, clock.now()
    row.save()
    told = f"Kế hoạch {row.publication.plan.number}: kiến nghị của bạn về danh sách công khai đã được trả lời."
    notices.tell([row.by], title="Kiến nghị đã được trả lời", text=told, link=f"/objections/{row.pk}/")
