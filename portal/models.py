"""Rows of the tools: history of moves, jobs, notices, mail, uploads, form tokens. No word of the domain."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from portal import clock
from portal.file_kinds import SHOWN_IN_PAGE


class MoveRecord(models.Model):
    """One row per move: who, when, from, to, why. Written by `portal.moves`, of papers by `papers.actions`; never changed."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    name = models.CharField(max_length=40)
    label = models.CharField("việc", max_length=80)
    source = models.CharField("từ", max_length=20)
    target = models.CharField("sang", max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người làm", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=clock.now)
    note = models.TextField("lý do", blank=True)

    pressed_again = False  # set on what `perform` returns to a second press: nothing new happened

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["content_type", "object_id", "id"], name="move_of_thing")]

    def __str__(self) -> str:
        return f"{self.label}: {self.source} → {self.target}"


class Job(models.Model):
    """A background job as a person sees it: progress, heartbeat, result. The queue itself is django-tasks'."""

    class Status(models.TextChoices):
        WAITING = "waiting", "đang chờ"
        RUNNING = "running", "đang chạy"
        DONE = "done", "đã xong"
        FAILED = "failed", "không thành"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=120)
    title = models.CharField("việc", max_length=200)
    args = models.JSONField(default=list)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="jobs")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.ForeignKey("Upload", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=clock.now)
    heartbeat = models.DateTimeField(default=clock.real_now)

    class Meta:
        ordering = ["-created"]
        indexes = [models.Index(fields=["status", "heartbeat"], name="job_stale")]

    def __str__(self) -> str:
        return self.title


class Upload(models.Model):
    """A private file under a random name. Who may read it is asked of the thing it belongs to.

    What people sent is held back while a virus scanner is set up and has not called it clean: ask `is_open` before a page
    offers it, or a rule counts it as there.
    """

    class Scan(models.TextChoices):
        NONE = "none", "không quét"  # no scanner is set up, or the portal made the file itself: nothing is known, nothing said
        WAITING = "waiting", "đang chờ quét virus"
        CLEAN = "clean", "đã quét, không có virus"
        INFECTED = "infected", "có virus, đã xóa"
        TOO_MUCH = "too_much", "không quét virus được"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to="%Y/%m", max_length=120)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField("số trang", default=0)  # 0 where nobody counted them
    scan = models.CharField("quét virus", max_length=10, choices=Scan.choices, default=Scan.NONE)
    scanned = models.DateTimeField("quét lúc", null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["created"], condition=models.Q(scan="waiting"), name="upload_waits_for_scan")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_viewable(self) -> bool:
        """Whether a browser shows it."""
        return self.content_type in SHOWN_IN_PAGE

    @property
    def is_open(self) -> bool:
        """Whether those who may see it may have its bytes."""
        return self.scan in (self.Scan.NONE, self.Scan.CLEAN)


class Notice(models.Model):
    """A message that stands in the portal for one person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(default=clock.now)
    read = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created", "-id"]
        indexes = [
            models.Index(fields=["user", "read"], name="notice_unread"),
            models.Index(fields=["user", "-created", "-id"], name="notice_recent"),
        ]

    def __str__(self) -> str:
        return self.title


class Mail(models.Model):
    """The outbox: a letter is written in the transaction of what it tells, and sent by a job afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # also the Message-ID: sent twice, read once
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created = models.DateTimeField(default=clock.now)
    due = models.DateTimeField(default=clock.real_now)
    sent = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư đi"
        ordering = ["created"]
        indexes = [models.Index(fields=["due"], condition=models.Q(sent=None), name="mail_waiting")]

    def __str__(self) -> str:
        return self.subject


class FormToken(models.Model):
    """A form that was acted on: pressing twice finds the row and goes to the result of the first press."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    link = models.CharField(max_length=200)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="form_token_once")]

    def __str__(self) -> str:
        return str(self.token)
