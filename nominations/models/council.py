"""The council's session: who sat, whom it voted on, with what result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from conferences.models import Honour, Plan
from nominations.ballots import Room, Tally, Threshold
from nominations.models.dossier import Dossier
from nominations.querysets import SessionQuerySet
from organizations.models import Unit
from portal import clock
from portal.fields import screen_date


class Session(models.Model):
    """A session of the emulation council (Hội đồng Thi đua - Khen thưởng) on the nominees of one plan and one award.

    One award a session, for its threshold and the authority that decides belong together. Once closed it is a record: what was
    counted wrongly is voted on again in another session, and the last one counts.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "đang ghi"
        CLOSED = "closed", "đã chốt kết quả"

    class Way(models.TextChoices):
        SECRET = "secret", "bỏ phiếu kín"
        OPEN = "open", "biểu quyết công khai"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="sessions")
    status = models.CharField("trạng thái", max_length=8, choices=Status.choices, default=Status.DRAFT)
    award = models.ForeignKey(Honour, verbose_name="hình thức đề nghị", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField("số, ký hiệu biên bản", max_length=41, blank=True)  # the council's own series
    starts = models.DateTimeField("bắt đầu", null=True, blank=True)
    ends = models.DateTimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    way = models.CharField("hình thức", max_length=8, choices=Way.choices, default=Way.SECRET)
    percent = models.PositiveSmallIntegerField("tỷ lệ đồng ý cần đạt (%)", default=50)
    more_than = models.BooleanField("phải trên tỷ lệ này", default=True)
    issued = models.PositiveSmallIntegerField("phiếu phát ra", null=True, blank=True)
    returned = models.PositiveSmallIntegerField("phiếu thu về", null=True, blank=True)
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ", null=True, blank=True)
    invalid = models.PositiveSmallIntegerField("phiếu không hợp lệ", null=True, blank=True)
    discussion = models.TextField("diễn biến, ý kiến", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=clock.now, editable=False)
    changed = models.DateTimeField(default=clock.now, editable=False)

    objects = SessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "phiên họp Hội đồng"
        verbose_name_plural = "phiên họp Hội đồng"
        ordering = ["-changed", "-id"]
        indexes = [models.Index(fields=["-changed", "-id"], name="session_recent")]
        permissions = [("hold_session", "Ghi phiên họp Hội đồng"), ("close_session", "Chốt kết quả phiên họp")]
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="session_percent"),
            models.CheckConstraint(condition=Q(ends=None) | Q(starts=None) | Q(ends__gte=F("starts")), name="session_order"),
        ]

    def __str__(self) -> str:
        day = f" ngày {screen_date(timezone.localdate(self.starts))}" if self.starts else " chưa có ngày"
        return f"Phiên họp Hội đồng{day}"

    def unit_for(self, right: str) -> Unit:
        """The council is that of the office whose plan it is."""
        return self.plan.unit

    @property
    def threshold(self) -> Threshold:
        return Threshold(self.percent, self.more_than)

    def room(self) -> Room:
        """The people and the ballots, for the arithmetic of `nominations.ballots`."""
        seats = list(self.members.all())
        ways = [seat.attendance for seat in seats]
        papers = {name: getattr(self, name) or 0 for name in ("issued", "returned", "valid", "invalid")}
        return Room(
            members=len(seats),
            present=ways.count(Member.Attendance.PRESENT),
            in_writing=ways.count(Member.Attendance.IN_WRITING),
            **(papers if self.way == Session.Way.SECRET else {}),
        )


class Member(models.Model):
    """One seat of the council at a session: who, as what, and whether there."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chủ tịch Hội đồng"
        DEPUTY = "deputy", "Phó Chủ tịch Hội đồng"
        SECRETARY = "secretary", "Thư ký"
        MEMBER = "member", "Ủy viên"

    class Attendance(models.TextChoices):
        PRESENT = "present", "có mặt"
        IN_WRITING = "in_writing", "vắng, gửi ý kiến bằng văn bản"
        ABSENT = "absent", "vắng"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="members")
    name = models.CharField("họ và tên", max_length=100)
    post = models.CharField("chức vụ", max_length=200, blank=True)
    role = models.CharField("trong Hội đồng", max_length=10, choices=Role.choices, default=Role.MEMBER)
    attendance = models.CharField("tham dự", max_length=10, choices=Attendance.choices, default=Attendance.PRESENT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "thành viên Hội đồng"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session"], condition=Q(role="chair"), name="session_one_chair"),
            models.UniqueConstraint(fields=["session"], condition=Q(role="secretary"), name="session_one_secretary"),
        ]

    def __str__(self) -> str:
        return self.name


class Ballot(models.Model):
    """The vote on one nominee. `barred` are the members who declared an interest in this one. `passed` is set at the closing."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ballots")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="ballots")
    yes = models.PositiveSmallIntegerField("đồng ý", null=True, blank=True)
    no = models.PositiveSmallIntegerField("không đồng ý", null=True, blank=True)
    written_yes = models.PositiveSmallIntegerField("văn bản: đồng ý", null=True, blank=True)
    written_no = models.PositiveSmallIntegerField("văn bản: không đồng ý", null=True, blank=True)
    barred = models.ManyToManyField(Member, related_name="barred_from", blank=True)
    passed = models.BooleanField("đạt", null=True, editable=False)
    name = models.CharField(max_length=200, blank=True, editable=False)  # as the council knew them: set at the closing
    unit_name = models.CharField(max_length=200, blank=True, editable=False)
    counts = models.BooleanField(default=True, editable=False)  # False: the dossier went back to its unit after the vote

    class Meta:
        verbose_name = "kết quả bỏ phiếu"
        ordering = ["dossier__category__position", "dossier__unit__path", "dossier__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "dossier"], name="ballot_once")]

    def __str__(self) -> str:
        return self.name or str(self.dossier)

    @property
    def unit_label(self) -> str:
        return self.unit_name or self.dossier.unit.label

    @property
    def is_counted(self) -> bool:
        return self.yes is not None

    def tally(self) -> Tally:
        """For the arithmetic; asks for nothing more where `barred` was fetched before."""
        ways = [member.attendance for member in self.barred.all()]
        return Tally(
            str(self),
            self.yes or 0,
            self.no or 0,
            self.written_yes or 0,
            self.written_no or 0,
            ways.count(Member.Attendance.PRESENT),
            ways.count(Member.Attendance.IN_WRITING),
        )
