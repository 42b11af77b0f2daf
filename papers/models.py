"""PRINT: numbers, issued papers and their bytes. Lengths are those of NĐ 30/2020, Phụ lục VI."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from organizations.models import Unit
from papers.querysets import IssuedPaperQuerySet, NumberSeriesQuerySet, PaperFileQuerySet
from portal import clock
from portal.fields import search_key
from portal.models import Job


PRINTED_FACES = ("pdf", "docx")  # at issue, of the paper and of each insert


class NumberSeries(models.Model):
    """A sequence of outgoing numbers of one body. How a body splits its numbers its head says (Điều 15.1c): data.

    A council, board or group that issues under the unit's seal has numbers of its own: `body` is its name.
    """

    unit = models.ForeignKey(Unit, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="number_series")
    body = models.CharField(
        "hội đồng, ban, tổ",
        max_length=200,
        blank=True,
        help_text="Hội đồng, ban, tổ ban hành dưới con dấu của cơ quan và có số riêng; để trống: chính cơ quan.",
    )
    name = models.CharField("tên sổ", max_length=80, default="Văn bản đi")
    type_codes = models.CharField(
        "loại văn bản",
        max_length=200,
        blank=True,
        help_text="Chữ viết tắt của các loại, cách nhau bằng dấu phẩy: KH, QĐ; để trống: mọi loại chưa có sổ riêng.",
    )

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "sổ cấp số"
        verbose_name_plural = "sổ cấp số"
        ordering = ["unit", "body", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "body", "name"], name="series_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.body or self.unit.label}"

    @property
    def codes(self) -> frozenset[str]:
        """The types it covers; empty: those that no other series of the body covers."""
        return frozenset(code.strip() for code in self.type_codes.split(",") if code.strip())

    def unit_for(self, right: str) -> Unit:
        return self.unit


class SeriesYear(models.Model):
    """The counter of one series in one year. Whoever gives a number holds this row."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("năm")
    start = models.PositiveIntegerField("số cuối đã cấp ngoài hệ thống", default=0)
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)

    class Meta:
        ordering = ["series", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="series_year_once"),
            models.CheckConstraint(condition=Q(last__gte=F("start")), name="series_year_order"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class IssuedPaper(models.Model):
    """A paper with its number: what was issued never changes. Its print, the columns of the register and the older paper that
    it names are written down later."""

    class Status(models.TextChoices):
        NUMBERED = "numbered", "đã cấp số, đang in"
        PRINTED = "printed", "đã in"

    class NamesAs(models.TextChoices):
        CORRECTS = "corrects", "đính chính"
        CANCELS = "cancels", "hủy bỏ"
        CANCELS_PART = "part", "hủy bỏ một phần"
        REPLACES = "replaces", "thay thế"

    unit = models.ForeignKey(Unit, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="issued_papers")
    body = models.CharField("hội đồng, ban, tổ", max_length=200, blank=True)
    series = models.ForeignKey(NumberSeries, verbose_name="sổ", on_delete=models.PROTECT, related_name="papers")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=30)
    number_text = models.CharField("số, ký hiệu", max_length=42)  # CodeNumber 11, "/", CodeNotation 30
    date = models.DateField("ngày")
    type_code = models.CharField("mã loại", max_length=10)
    type_name = models.CharField("loại", max_length=100)
    title = models.CharField("trích yếu", max_length=500)
    issuer = models.TextField("cơ quan ban hành")  # as printed; a joint paper names several, 200 letters each
    signers = models.TextField("người ký")  # 50 letters each
    recipients = models.TextField("nơi nhận", blank=True)
    data = models.JSONField()  # papers.frozen
    inserts = models.JSONField(default=dict, blank=True)  # what goes with it under its number, by name: papers.frozen
    code = models.CharField("mã kiểm tra", max_length=26, unique=True)
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.NUMBERED)
    names = models.ForeignKey(
        "self", verbose_name="về văn bản", null=True, blank=True, on_delete=models.PROTECT, related_name="named_by"
    )
    names_as = models.CharField("quan hệ", max_length=10, choices=NamesAs.choices, blank=True)
    reason = models.TextField("lý do", blank=True)
    pdf = models.OneToOneField("PaperFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)  # of `pdf`
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("cấp số lúc", default=clock.now)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    search_key = models.CharField(max_length=800, editable=False, db_index=True)
    # columns of the register that the clerk fills in when the paper goes out (Phụ lục IV)
    kept_by = models.CharField("đơn vị, người nhận bản lưu", max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)
    sent = models.DateField("ngày chuyển", null=True, blank=True)
    receipt = models.CharField("ký nhận", max_length=200, blank=True)
    remark = models.CharField("ghi chú", max_length=300, blank=True)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã ban hành"
        verbose_name_plural = "văn bản đã ban hành"
        ordering = ["-date", "-number", "-id"]
        default_permissions = ("view",)
        permissions = [("issue_paper", "Cấp số, ban hành văn bản"), ("view_register", "Xem sổ văn bản")]
        indexes = [
            models.Index(fields=["unit", "-date", "-number", "-id"], name="issued_recent"),
            models.Index(fields=["unit", "type_code", "type_name"], name="issued_types"),  # the filter of the register
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="number_once_in_series"),
            models.UniqueConstraint(fields=["unit", "body", "year", "number", "symbol"], name="number_and_symbol_once"),
            models.CheckConstraint(
                condition=Q(status="numbered", pdf=None, sha256="") | (Q(status="printed", pdf__isnull=False) & ~Q(sha256="")),
                name="printed_has_its_pdf",
            ),
            models.CheckConstraint(
                condition=Q(names=None, names_as="") | Q(names__isnull=False, names_as__in=["corrects", "cancels", "part", "replaces"]),
                name="names_another_as_something",
            ),
            models.UniqueConstraint(fields=["names"], condition=Q(names_as__in=["cancels", "replaces"]), name="ended_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type_name} số {self.number_text}"

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(f"{self.number_text} {self.title} {self.signers}")[:800]
        super().save(*args, **kwargs)

    def unit_for(self, right: str) -> Unit:
        """Every right on a paper is asked of the body under whose seal it went out."""
        return self.unit

    @property
    def ended_by(self) -> IssuedPaper | None:
        """The paper that cancels this one or stands in its place; its `names_as` says which."""
        return next((paper for paper in self.named_by.all() if paper.names_as in ENDING), None)

    @property
    def corrected_by(self) -> list[IssuedPaper]:
        """The papers that correct this one and hold themselves."""
        return self._named_as(self.NamesAs.CORRECTS)

    @property
    def cut_by(self) -> list[IssuedPaper]:
        """The papers that cancel a part of this one, the rest of which holds."""
        return self._named_as(self.NamesAs.CANCELS_PART)

    def _named_as(self, names_as: str) -> list[IssuedPaper]:
        return [paper for paper in self.named_by.all() if paper.names_as == names_as and paper.ended_by is None]


ENDING = (IssuedPaper.NamesAs.CANCELS, IssuedPaper.NamesAs.REPLACES)  # after either the older paper holds no more


class PaperFile(models.Model):
    """The bytes of an issued paper: what the portal printed, and signed or scanned copies. Never changed."""

    class Kind(models.TextChoices):
        PDF = "pdf", "bản PDF"
        WORD = "docx", "bản Word"
        COPY = "copy", "bản ký, bản quét"

    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    insert = models.SlugField(max_length=40, blank=True)  # of which of `IssuedPaper.inserts`; empty: of the paper itself
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    added = models.DateTimeField("lúc", default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người gửi", on_delete=models.PROTECT, related_name="+")

    objects = PaperFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "kind", "insert"], condition=~Q(kind="copy"), name="printed_file_once"),
            models.UniqueConstraint(fields=["paper", "sha256"], name="same_bytes_once"),
        ]

    def __str__(self) -> str:
        return self.name
