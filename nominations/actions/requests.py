"""An office asks a unit below it, the unit answers; the day may be moved with a reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nominations.actions.asking import ask, named
from nominations.flow import REQUEST_MOVES
from nominations.models import Dossier, UnitRequest
from nominations.record import LOST
from organizations.models import Unit, User
from organizations.roles import roles_with
from portal import clock, notices
from portal.fields import screen_date
from portal.models import MoveRecord, Upload
from portal.moves import Overtaken, Refused, perform, write_down

ASK, ANSWER = "nominations.ask_unit", "nominations.answer_request"


@transaction.atomic
def ask_unit(*, office: Unit, unit: Unit, title: str, text: str, due_on: date, by: User, dossier: Dossier | None = None) -> UnitRequest:
    """Raises PermissionDenied, and Refused with every reason."""
    asked = UnitRequest(office=office, unit=unit, dossier=dossier, title=title, text=text, due_on=due_on, by=by)
    ask(ASK, asked, by)
    reasons = [] if due_on >= clock.today() else [f"Hạn trả lời, {screen_date(due_on)}, đã qua."]
    if not (unit.path.startswith(office.path) and unit.path != office.path):
        reasons.append(f"{unit.label} không phải là đơn vị cấp dưới của {office.label}.")
    if unit.status != Unit.Status.ACTIVE:
        reasons.append(f"{unit.label} {unit.get_status_display()}, không nhận yêu cầu được.")
    if dossier and not (dossier.submitted_at and dossier.unit.path.startswith(unit.path)):
        reasons.append(f"Hồ sơ đã chọn không phải của {unit.label} hoặc đơn vị cấp dưới.")
    if reasons:
        raise Refused(reasons)
    asked.save()
    write_down(asked, "ask", "Gửi yêu cầu", by=by, note=f"Hạn trả lời {screen_date(due_on)}.")
    _tell_unit(asked, f"Yêu cầu mới của {office.label}, hạn {screen_date(due_on)}")
    return asked


@transaction.atomic
def answer_request(asked: UnitRequest, *, text: str, file: Upload | None, by: User) -> MoveRecord:
    """Once: whoever comes second is told. A file that the scanner threw away is no answer."""
    if file and file.scan in LOST:
        raise Refused([f"Tệp “{file.name}” có virus hoặc không quét được: hãy chọn tệp khác."])
    stamp = {"answer": text, "file": file, "answered_by": by, "answered_at": clock.now(), "version": asked.version + 1}
    record = perform(asked, named(REQUEST_MOVES, "answer"), by=by, stamp=stamp)
    asked.refresh_from_db()
    if asked.answer != text:
        raise Refused(["Yêu cầu đã được trả lời, với nội dung khác. Muốn nói thêm, hãy liên hệ cơ quan yêu cầu."])
    if not record.pressed_again:
        people = User.objects.holding(roles_with(ASK), asked.office, clock.today())
        _tell(asked, people, f"{asked.unit.label} đã trả lời yêu cầu")
    return record


@transaction.atomic
def move_request(asked: UnitRequest, name: str, *, by: User, note: str = "") -> MoveRecord:
    """The moves with a button."""
    record = perform(asked, named(REQUEST_MOVES, name), by=by, note=note)
    if not record.pressed_again:
        _tell_unit(asked, f"{asked.office.label} rút yêu cầu")
    return record


@transaction.atomic
def move_due(asked: UnitRequest, *, due_on: date, reason: str, version: int, by: User) -> None:
    """Another day, earlier or later. Raises Overtaken when the request has changed since the page was opened."""
    row = UnitRequest.objects.select_for_update(of=("self",)).select_related("office", "unit").get(pk=asked.pk)
    ask(ASK, row, by)
    if row.version != version:
        raise Overtaken
    reasons = [] if row.status == UnitRequest.Status.OPEN else [f"Yêu cầu {row.get_status_display()}, không đổi hạn được nữa."]
    reasons += [] if due_on >= clock.today() else [f"Hạn mới, {screen_date(due_on)}, đã qua."]
    reasons += [f"Hạn hiện nay đã là {screen_date(due_on)}."] if due_on == row.due_on else []
    if reasons:
        raise Refused(reasons)
    before, row.due_on = row.due_on, due_on
    row.version, row.reminded_before, row.reminded_on_day = row.version + 1, None, None
    row.save()
    write_down(row, "due", "Đổi hạn trả lời", by=by, note=f"Từ {screen_date(before)} sang {screen_date(due_on)}. {reason}")
    _tell_unit(row, f"{row.office.label} đổi hạn trả lời yêu cầu: {screen_date(due_on)}")


def _tell_unit(asked: UnitRequest, title: str) -> None:
    _tell(asked, User.objects.holding(roles_with(ANSWER), asked.unit, clock.today()), title)


def _tell(asked: UnitRequest, people: object, title: str) -> None:
    """What was typed may name people: it stands in the portal, not in the letter."""
    text = f"{asked.office.label} gửi {asked.unit.label}, hạn trả lời {screen_date(asked.due_on)}."
    notices.tell(people, title=title, text=text, inside=f"{asked.title}\n{text}", link=f"/requests/{asked.pk}/")
