"""Forms of a session of the council: who sat and who is voted on; the ballots and the votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from conferences.models import Honour
from nominations.actions.council import ROOM_FIELDS, VOTE_FIELDS
from nominations.forms.sending import BAD_TIME, EARLIEST
from nominations.forms.versions import VersionForm
from nominations.models import Ballot, Dossier, Member, Session
from papers.forms import printable
from portal.fields import VnCharField, VnDateField, VnIntegerField, VnTextField

SPARE, MOST_SEATS, MOST_VOTES, MOST_KEY = 3, 40, 999, 2**63 - 1
FACTS = ("award", "number", "place", "way", "percent", "more_than", "discussion")
VOTE_LABELS = dict(zip(VOTE_FIELDS, ("Đồng ý", "Không", "Văn bản: đồng ý", "Văn bản: không"), strict=True))
SEAT = ("name", "post", "role", "attendance")


def awards() -> Any:
    """What a council votes on: titles and award forms that are in force; ended ones stay with old sessions."""
    return Honour.objects.filter(kind__in=(Honour.Kind.AWARD, Honour.Kind.TITLE), valid_to=None).order_by("kind", "position", "id")


class SessionForm(VersionForm):
    """The meeting, its members, its nominees. May be saved half done; what is missing is said before the closing."""

    award = forms.ModelChoiceField(label="Hình thức đề nghị", queryset=Honour.objects.none(), required=False, empty_label="Chưa chọn")
    percent = VnIntegerField(label="Tỷ lệ đồng ý cần đạt (%)", min_value=1, max_value=100, help_text="Tính trên tổng số thành viên Hội đồng.")
    more_than = forms.BooleanField(label="Phải trên tỷ lệ này (quá bán: trên 50 %)", required=False)
    number = VnCharField(label="Số, ký hiệu biên bản", max_length=41, required=False, validators=[printable], help_text="Theo sổ của Hội đồng.")
    day = VnDateField(label="Ngày họp", required=False, min_value=EARLIEST)
    begins = forms.TimeField(label="Bắt đầu lúc", required=False, input_formats=["%H:%M"], error_messages={"invalid": BAD_TIME}, help_text="Ví dụ 14:00.")
    finishes = forms.TimeField(label="Kết thúc lúc", required=False, input_formats=["%H:%M"], error_messages={"invalid": BAD_TIME})
    place = VnCharField(label="Địa điểm", max_length=200, required=False, validators=[printable])
    way = forms.ChoiceField(label="Hình thức bỏ phiếu", choices=Session.Way.choices, widget=forms.RadioSelect)
    discussion = VnTextField(
        label="Diễn biến, ý kiến", max_length=8000, required=False, validators=[printable], widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, choices: Iterable[Dossier], chosen: Iterable[int], seats: Sequence[Member | Mapping[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choices, self.chosen = list(choices), set(chosen)
        self.fields["award"].queryset = awards() | Honour.objects.filter(pk=self.initial.get("award") or 0)
        for name in ("award", "day", "begins", "finishes", "place"):
            self.fields[name].needed = "cần khi chốt"
        self.seats_shown = min(MOST_SEATS, _sent_seats(self.data) if self.is_bound else len(seats) + SPARE)
        for at in range(self.seats_shown):
            self._seat_fields(at, seats[at] if at < len(seats) else {})

    def _seat_fields(self, at: int, seat: Member | Mapping[str, Any]) -> None:
        known = {name: getattr(seat, name) for name in (*SEAT, "pk")} if isinstance(seat, Member) else dict(seat)
        fields = {
            "name": VnCharField(label=f"Họ và tên, thành viên {at + 1}", max_length=100, required=False, validators=[printable]),
            "post": VnCharField(label=f"Chức vụ, thành viên {at + 1}", max_length=200, required=False, validators=[printable]),
            "role": forms.ChoiceField(label=f"Trong Hội đồng, thành viên {at + 1}", choices=Member.Role.choices),
            "attendance": forms.ChoiceField(label=f"Tham dự, thành viên {at + 1}", choices=Member.Attendance.choices),
            "pk": forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_KEY),
        }
        default = {"role": Member.Role.MEMBER, "attendance": Member.Attendance.PRESENT}
        for name, field in fields.items():
            field.initial, field.short = known.get(name, default.get(name)), str(field.label or "").partition(",")[0]
            self.fields[f"seat-{at}-{name}"] = field

    def rows(self) -> list[dict[str, forms.BoundField]]:
        """The table of members."""
        return [{name: self[f"seat-{at}-{name}"] for name in (*SEAT, "pk")} for at in range(self.seats_shown)]

    def meeting(self) -> list[forms.BoundField]:
        return [self[name] for name in ("award", "percent", "more_than", "number", "day", "begins", "finishes", "place", "way", "discussion")]

    def nominees(self) -> list[tuple[Dossier, bool]]:
        ticked = set(self.data.getlist("dossier")) if self.is_bound else {str(key) for key in self.chosen}
        return [(dossier, str(dossier.pk) in ticked) for dossier in self.choices]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        begins, finishes = values.get("begins"), values.get("finishes")
        if begins and finishes and finishes < begins:
            self.add_error("finishes", f"Kết thúc lúc {finishes:%H:%M}, trước giờ bắt đầu {begins:%H:%M}.")
        if (begins or finishes) and not values.get("day") and "day" not in self.errors:
            self.add_error("day", "Hãy ghi ngày họp.")
        if values.get("day") and not begins and "begins" not in self.errors:
            self.add_error("begins", "Hãy ghi giờ bắt đầu.")
        self._one_each(values)
        if self.is_bound and (lost := len(set(self.data.getlist("dossier")) - {str(one.pk) for one in self.choices})):
            self.add_error(None, f"{lost} hồ sơ đã chọn không còn chờ Hội đồng (bị treo, trả lại, hoặc đã vào quyết định); hãy xem lại danh sách.")
        return values

    def _one_each(self, values: Mapping[str, Any]) -> None:
        """One chair, one secretary, nobody twice."""
        first: dict[Any, int] = {}
        for at in range(self.seats_shown):
            name, role = values.get(f"seat-{at}-name"), values.get(f"seat-{at}-role")
            if not name:
                if values.get(f"seat-{at}-post"):
                    self.add_error(f"seat-{at}-name", "Hãy ghi họ và tên của thành viên này, hoặc xóa cả dòng.")
                continue
            if first.setdefault(("name", name.casefold(), values.get(f"seat-{at}-post")), at) != at:
                self.add_error(f"seat-{at}-name", f"“{name}” đã có ở dòng {first['name', name.casefold(), values.get(f'seat-{at}-post')] + 1}.")
            if role in (Member.Role.CHAIR, Member.Role.SECRETARY) and first.setdefault(role, at) != at:
                self.add_error(f"seat-{at}-role", f"{Member.Role(role).label} đã có ở dòng {first[role] + 1}.")

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in FACTS} | {name: _moment(data["day"], data[of]) for name, of in (("starts", "begins"), ("ends", "finishes"))}

    def seats(self) -> list[dict[str, Any]]:
        """The rows that name somebody."""
        rows = [{name: self.cleaned_data[f"seat-{at}-{name}"] for name in (*SEAT, "pk")} for at in range(self.seats_shown)]
        return [row for row in rows if row["name"]]

    def dossiers(self) -> list[Dossier]:
        return [dossier for dossier, ticked in self.nominees() if ticked]


def _sent_seats(data: Any) -> int:
    """How many rows of members the page had."""
    sent = [name.split("-")[1] for name in data if name.startswith("seat-") and name.endswith("-name")]
    return 1 + max((int(at) for at in sent if at.isascii() and at.isdecimal() and len(at) < 4), default=-1)


def _moment(day: Any, hour: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, hour)) if day and hour else None


def session_initial(session: Session) -> dict[str, Any]:
    starts, ends = (timezone.localtime(moment) if moment else None for moment in (session.starts, session.ends))
    facts = {name: getattr(session, name) for name in FACTS} | {"award": session.award_id, "version": session.version}
    return facts | {"day": starts and starts.date(), "begins": starts and f"{starts:%H:%M}", "finishes": ends and f"{ends:%H:%M}"}


class VotesForm(VersionForm):
    """The ballots that were given out and came back, and the votes on each nominee of one category."""

    issued = VnIntegerField(label="Phát ra", required=False, min_value=0, max_value=MOST_VOTES)
    returned = VnIntegerField(label="Thu về", required=False, min_value=0, max_value=MOST_VOTES)
    valid = VnIntegerField(label="Hợp lệ", required=False, min_value=0, max_value=MOST_VOTES)
    invalid = VnIntegerField(label="Không hợp lệ", required=False, min_value=0, max_value=MOST_VOTES)
    fill = forms.BooleanField(label="Dòng nào còn trống “Đồng ý” thì ghi là mọi phiếu hợp lệ đều đồng ý", required=False)

    def __init__(self, *args: Any, session: Session, ballots: Sequence[Ballot], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.session, self.ballots = session, ballots
        for name in ROOM_FIELDS:
            self.fields[name].needed = "cần khi chốt"
        self.members = list(session.members.all())
        for ballot in ballots:
            for name, label in VOTE_LABELS.items():
                field = VnIntegerField(label=f"{ballot}: {label}", required=False, min_value=0, max_value=MOST_VOTES)
                field.initial = getattr(ballot, name)
                self.fields[f"{name}-{ballot.pk}"] = field

    @property
    def has_letters(self) -> bool:
        return any(member.attendance == Member.Attendance.IN_WRITING for member in self.members)

    def room(self) -> list[forms.BoundField]:
        return [self[name] for name in ROOM_FIELDS] if self.session.way == Session.Way.SECRET else []

    def columns(self) -> list[str]:
        return list(VOTE_LABELS.values()) if self.has_letters else list(VOTE_LABELS.values())[:2]

    def lines(self) -> list[tuple[Ballot, list[tuple[str, forms.BoundField]], list[tuple[Member, bool]]]]:
        shown = list(VOTE_LABELS.items())[: len(self.columns())]
        return [(ballot, [(label, self[f"{name}-{ballot.pk}"]) for name, label in shown], self._barred(ballot)) for ballot in self.ballots]

    def _barred(self, ballot: Ballot) -> list[tuple[Member, bool]]:
        if self.is_bound:
            ticked = set(self.data.getlist(f"barred-{ballot.pk}"))
        else:
            ticked = {str(member.pk) for member in ballot.barred.all()}
        return [(member, str(member.pk) in ticked) for member in self.members]

    def room_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ROOM_FIELDS}

    def votes(self) -> dict[int, dict[str, int | None]]:
        sent = [ballot for ballot in self.ballots if f"yes-{ballot.pk}" in self.data]  # others came since the page was opened
        found = {ballot.pk: {name: self.cleaned_data[f"{name}-{ballot.pk}"] for name in VOTE_FIELDS} for ballot in sent}
        barred = self.barred()
        for key, votes in found.items() if self.cleaned_data["fill"] else ():
            if votes["yes"] is None:
                votes["yes"] = max(self._voices(barred[key]) - (votes["no"] or 0), 0)
        return found

    def _voices(self, barred: Sequence[int]) -> int:
        """How many may vote on one nominee in the room, but for those who take no part."""
        here = [member for member in self.members if member.attendance == Member.Attendance.PRESENT and member.pk not in barred]
        valid = self.cleaned_data["valid"]
        return len(here) if valid is None or self.session.way == Session.Way.OPEN else min(len(here), valid)

    def barred(self) -> dict[int, list[int]]:
        return {ballot.pk: [member.pk for member, ticked in self._barred(ballot) if ticked] for ballot in self.ballots}
