"""Questions about dossiers, proposals and decisions that answer with reasons; an empty list is yes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from conferences.models import Allocation
from conferences.paper_slots import bundle_slots, dossier_slots
from nominations.amendments import amendment_is_ready
from nominations.council import not_agreed
from nominations.deadlines import closing, in_words, last_day, own_closing
from nominations.issuing import signer_may_decide, units_are_there
from nominations.models import ClauseAnswer, Consent, Decision, DecisionLine, Dossier, Extension, Proposal
from nominations.places import holder_of, place_for, places_held
from nominations.reclaiming import Reclaim
from nominations.record import LOST
from nominations.returning import left_as_it_was, rounds_of
from nominations.shares import Shares
from organizations.models import Unit
from portal.fields import screen_date
from portal.moves import history

EDITABLE = (Allocation.Status.DRAFT, Allocation.Status.RETURNED)
MEETING = {"meeting_on": "ngày", "meeting_place": "nơi họp", "chair": "chủ trì", "secretary": "thư ký", "summoned": "số triệu tập"}
MEETING |= {"present": "số có mặt"}
SCREENING = ("accept", "return", "hold", "decline")  # moves of the office
RECLAIMED = re.compile(r"Thu hồi \d+ suất chưa dùng đến ngày [\d/]+ và chia lại")  # why of a version that only reclaims


def dossier_is_complete(dossier: Dossier, at: datetime) -> list[str]:
    """What must be there before a dossier is signed; each sentence says what to add."""
    reasons = []
    if dossier.is_person and not dossier.position.strip():
        reasons.append("Chưa ghi chức vụ, nơi làm việc của người được đề nghị.")
    if not dossier.achievements.strip():
        reasons.append("Chưa viết báo cáo thành tích.")
    held = {paper.slot for paper in dossier.papers.select_related("file") if paper.file is None or paper.file.scan not in LOST}
    reasons += [
        f"Thiếu giấy tờ: {slot.label}." for slot in dossier_slots(dossier.plan.dossier) if slot.needed and slot.key not in held
    ]
    if dossier.is_person and not any(one.purpose == Consent.Purpose.NOMINATION for one in dossier.consents.all()):
        reasons.append("Chưa ghi sự đồng ý của người được đề nghị.")
    return reasons


def returned_items_are_answered(dossier: Dossier, at: datetime) -> list[str]:
    """What the office sent back is mended, or the unit says why it stays as it was."""
    if not dossier.rounds.filter(mended_at=None).exists():
        return []
    return [
        f"Mục được trả lại “{item.label}” chưa sửa: hãy sửa, hoặc ghi lời giải thích ở phần “Cần bổ sung” trên trang hồ sơ."
        for item in left_as_it_was(rounds_of(dossier)[0])
    ]


def plan_takes_dossiers(dossier: Dossier, at: datetime) -> list[str]:
    plan = dossier.plan
    if plan.status != "issued":
        return [f"Kế hoạch {plan.number} {plan.get_status_display()}, không nhận hồ sơ."]
    if not plan.allocations.filter(status="published").exists():
        return ["Bảng phân bổ của kế hoạch chưa công bố nên chưa nhận hồ sơ."]
    return []


def deadline_is_open(dossier: Dossier, at: datetime) -> list[str]:
    """A dossier that was filed in time and returned may come again later: the office sets the pace of mending."""
    closes_at = closing(dossier.plan, dossier.unit)
    if dossier.submitted_at is not None or closes_at is None or at < closes_at:
        return []
    own = own_closing(dossier.plan)
    longer = f", {dossier.unit.label} được gia hạn đến {in_words(closes_at)}" if closes_at > own else ""
    return [
        f"Đã quá hạn nộp hồ sơ: ngày cuối là {screen_date(last_day(own))}{longer}."
        + (f" Kế hoạch ghi: “{dossier.plan.late}”." if dossier.plan.late else "")
    ]


def more_time_makes_sense(extension: Extension, at: datetime) -> list[str]:
    """For a unit below the office, later than the plan's own day, and not over before it begins."""
    plan, own = extension.plan, own_closing(extension.plan)
    reasons = [] if plan.status == "issued" else [f"Kế hoạch {plan.number} {plan.get_status_display()}, không nhận hồ sơ."]
    if not (extension.unit.path.startswith(plan.unit.path) and extension.unit.path != plan.unit.path):
        reasons.append(f"{extension.unit.label} không phải là đơn vị cấp dưới của {plan.unit.label}.")
    if own is None:
        reasons.append("Kế hoạch không ghi hạn nộp hồ sơ nên không có gì để gia hạn.")
    elif extension.until <= own:
        reasons.append(f"Hạn mới phải sau hạn của kế hoạch, ngày cuối {screen_date(last_day(own))}.")
    if extension.until <= at:
        reasons.append("Hạn mới đã qua.")
    return reasons


def nobody_has_screened(dossier: Dossier, at: datetime) -> list[str]:
    """What is filed may be taken back until the office has begun with it; what the office sent back is the unit's own again."""
    if dossier.status != Dossier.Status.SUBMITTED:
        return []
    ruled = dossier.answers.exclude(says=ClauseAnswer.Says.CONFIRMED).exists()
    if not ruled and not history(dossier).filter(name__in=SCREENING).exists():
        return []
    office = dossier.plan.unit.label
    return [f"{office} đã thẩm định hồ sơ này nên đơn vị không tự rút được nữa. Muốn rút, hãy đề nghị {office} trả lại hồ sơ."]


def place_is_free(dossier: Dossier, at: datetime) -> list[str]:
    """Filing beyond the quota is refused with the reason, where the table takes no reserves. Asked again under the lock."""
    if dossier.submitted_at is not None:
        return []
    place = place_for(dossier.plan, dossier.unit, dossier.category)
    if place is None or place.quota.places == 0:
        return [f"{dossier.unit.label} không có chỉ tiêu ở đối tượng “{dossier.category.label}”."]
    if place.left > 0 or place.takes_reserve:
        return []
    given = f", đã chia tiếp {place.given}" if place.given else ""
    return [
        f"Đã hết chỉ tiêu: {place.quota.row.label} có {place.quota.places} suất “{dossier.category.label}”{given}, "
        f"đã nộp {place.taken} hồ sơ. Hãy rút một hồ sơ đã nộp, hoặc đề nghị {dossier.plan.unit.label} phân bổ thêm."
    ]


def place_is_free_again(dossier: Dossier, at: datetime) -> list[str]:
    """What was declined gave its place back: it comes back to the same holder's places, if one is left. Asked again under the lock."""
    place = places_held(dossier.plan).get((dossier.category_id, *holder_of(dossier.holder)))
    if place and place.left > 0:
        return []
    return [
        f"{dossier.holder.label} không còn suất trống ở đối tượng “{dossier.category.label}”: suất của hồ sơ này đã trả lại. "
        "Hãy phân bổ thêm trước khi xét lại."
    ]


def proposal_is_ready(proposal: Proposal, at: datetime) -> list[str]:
    """The letter has its number and day, the meeting its figures; what the plan asks to be signed is there or comes on paper."""
    lines, today = list(proposal.lines.select_related("dossier")), timezone.localdate(at)
    asked = {slot.key: slot for slot in bundle_slots(proposal.plan.dossier) if slot.needed}
    reasons = [] if lines else ["Tờ trình chưa có hồ sơ nào."]
    reasons += _not_said(proposal, {"number": "số, ký hiệu", "date": "ngày", "signer": "người ký"}, "của tờ trình")
    if proposal.date and proposal.date > today:
        reasons.append(f"Ngày của tờ trình, {screen_date(proposal.date)}, chưa đến.")
    if "minutes" in asked:
        reasons += _not_said(proposal, MEETING, "của cuộc họp bình xét")
        without = [line.dossier.name for line in lines if line.votes is None]
        reasons += [f"Chưa ghi số phiếu của: {', '.join(without)}."] if without else []
    reasons += _meeting_adds_up(proposal, [(line.dossier.name, line.votes) for line in lines])
    if not proposal.plan.dossier_copies:
        held = {paper.slot for paper in proposal.papers.select_related("file") if paper.file.scan not in LOST}
        reasons += [f"Chưa đính kèm bản có chữ ký, dấu: {slot.label}." for key, slot in asked.items() if key not in held]
    return reasons


def _not_said(proposal: Proposal, fields: Mapping[str, str], whose: str) -> list[str]:
    missing = [label for name, label in fields.items() if getattr(proposal, name) in (None, "")]
    return [f"Chưa ghi {', '.join(missing)} {whose}."] if missing else []


def _meeting_adds_up(proposal: Proposal, votes: Iterable[tuple[str, int | None]]) -> list[str]:
    reasons, present = [], proposal.present
    if proposal.meeting_on and proposal.date and proposal.meeting_on > proposal.date:
        reasons.append(f"Họp bình xét ngày {screen_date(proposal.meeting_on)}, sau ngày của tờ trình.")
    if present is not None:
        many = [f"{name} ({count})" for name, count in votes if count is not None and count > present]
        reasons += [f"Số phiếu nhiều hơn {present} người có mặt: {', '.join(many)}."] if many else []
    return reasons


def sets_may_be_received(proposal: Proposal, on: date, today: date) -> list[str]:
    """Paper follows what was sent here."""
    if proposal.status != Proposal.Status.SENT:
        return ["Tờ trình chưa gửi nên chưa ghi bản giấy được."]
    return [f"Ngày nhận, {screen_date(on)}, chưa đến."] if on > today else []


def decision_is_approved(dossier: Dossier, at: datetime) -> list[str]:
    line = getattr(dossier, "line", None)
    if line is None or line.decision.status not in (Decision.Status.APPROVED, Decision.Status.ISSUED):
        return ["Hồ sơ chưa có tên trong một quyết định đã duyệt."]
    return []


def dossier_has_a_place(dossier: Dossier, at: datetime) -> list[str]:
    """A reserve may be screened, and waits for a place before anything is decided on it."""
    return [] if dossier.reserve is None else [f"Hồ sơ còn là dự phòng số {dossier.reserve}, chưa có suất."]


def list_is_ready(decision: Decision, at: datetime) -> list[str]:
    if decision.is_amendment:
        return amendment_is_ready(decision)
    lines = list(decision.lines.select_related("dossier__unit"))
    if not lines:
        return ["Danh sách của quyết định chưa có ai."]
    waiting = [
        f"“{line.name}” là dự phòng số {line.dossier.reserve}, chưa có suất; hãy bỏ khỏi danh sách."
        for line in lines
        if line.dossier.reserve
    ]
    return waiting + _changed_since(lines) + not_agreed(decision, lines) + units_are_there(lines) + signer_may_decide(decision) + [
        f"“{line.name}” đang ở trạng thái “{line.dossier.get_status_display()}”, chưa được chấp nhận; hãy bỏ khỏi danh sách."
        for line in lines
        if line.dossier.status not in (Dossier.Status.ACCEPTED, Dossier.Status.DECIDED)
    ]


def _changed_since(lines: Iterable[DecisionLine]) -> list[str]:
    """A list says what the dossiers say, to the letter."""
    return [
        f"“{line.name}” trên danh sách, “{line.dossier.name}” trong hồ sơ; hãy sửa và lưu lại danh sách."
        if line.name != line.dossier.name
        else f"“{line.name}”: chức vụ trên danh sách khác trong hồ sơ; hãy sửa và lưu lại danh sách."
        for line in lines
        if (line.name, line.position) != (line.dossier.name, line.dossier.position)
    ]


def shares_fit(now: Shares, changed: Mapping[tuple[int, int], int], units: Mapping[int, Unit]) -> list[str]:
    """What a unit gives on, by unit and category: to units below it that hold nothing from somebody else, never less than they
    use and never more than the unit has left over from its own dossiers."""
    elsewhere = {place.quota.row.unit_id: place.quota.row for place in now.held.values() if place.quota.row.parent_id != now.row.pk}
    reasons = []
    for key in dict.fromkeys(unit for unit, _ in changed):
        unit = units.get(key)
        if unit is None or not (unit.path.startswith(now.row.unit.path) and unit.path != now.row.unit.path):
            reasons.append(f"{unit.label if unit else 'Đơn vị đã chọn'} không thuộc {now.row.label}.")
        elif key in elsewhere:
            reasons.append(f"{unit.label} đã có suất từ nơi khác trong bảng này; một đơn vị chỉ nhận từ một nơi.")
        elif unit.status != Unit.Status.ACTIVE and any(places for (one, _), places in changed.items() if one == key):
            reasons.append(f"{unit.label} {unit.get_status_display()}, không nhận suất được.")
    for (key, category), places in changed.items():
        place, label = now.place(category, key), f"{units[key].label if key in units else '?'}, “{now.label_of(category)}”"
        if places < 0:
            reasons.append(f"{label}: {places} là số âm.")
        elif place and key not in elsewhere and places < place.taken + place.given:
            used = [f"đã nộp {place.taken}"] * bool(place.taken) + [f"đã chia tiếp {place.given}"] * bool(place.given)
            reasons.append(f"{label}: không giảm còn {places} được, đang dùng {place.taken + place.given} ({', '.join(used)}).")
    after = now.given | dict(changed)
    for category in now.categories:
        total, room = sum(places for (_, one), places in after.items() if one == category.pk), now.room(category.pk)
        if total > room:
            own = now.place(category.pk)
            filed = f", đã tự nộp {own.taken}" if own and own.taken else ""
            has = f"{now.row.label} chỉ có {own.quota.places if own else 0}{filed}"
            reasons.append(f"“{category.label}”: chia {total} suất, {has}; thừa {total - room}.")
    return reasons


def places_may_be_reclaimed(answer: Reclaim, at: datetime) -> list[str]:
    """From the day that the published table names, while nothing else is about to change it."""
    table, today = answer.table, timezone.localdate(at)
    if table.status != Allocation.Status.PUBLISHED:
        return [f"{table} {table.get_status_display()}; chỉ thu hồi theo bảng đang công bố."]
    reasons = [] if table.plan.status == "issued" else [f"Kế hoạch {table.plan.get_status_display()}, không thu hồi suất được."]
    if table.reclaim_on is None:
        reasons.append("Bảng phân bổ không ghi ngày thu hồi suất chưa dùng.")
    elif today < table.reclaim_on:
        reasons.append(f"Chưa đến ngày thu hồi: {screen_date(table.reclaim_on)}.")
    open_one = table.plan.allocations.filter(number__gt=table.number).order_by("-number").first()
    if open_one and not (open_one.status in EDITABLE and RECLAIMED.fullmatch(open_one.why)):
        reasons.append(f"{open_one} {open_one.get_status_display()}; hãy công bố bảng ấy trước.")
    if not answer.total:
        reasons.append("Không có suất nào để thu hồi và chia lại.")
    return reasons
