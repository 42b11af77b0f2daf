"""Forms for private files: one, or several that become one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from portal.file_kinds import ENDINGS, PAPERS, UploadRefused, list_of
from portal.joining import join_files
from portal.models import Upload
from portal.storing import check_quota, open_again, store_clean, store_upload

MEGABYTE = 1024 * 1024


class PrivateFileForm(forms.Form):
    """A form with one private file. `kept` is the file that the thing has already; `upload` is the one it shall have.

    A file that was sent with a form that had errors elsewhere need not be chosen again. A subclass says which `kinds` it takes.
    """

    kinds = PAPERS
    file = forms.FileField(label="Tệp đính kèm", required=False, allow_empty_file=True)
    sent_before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, owner: Any, kept: Upload | None = None, **kwargs: Any):
        self.owner, self.upload = owner, kept
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(ENDINGS[kind] for kind in self.kinds)
        self.fields["file"].help_text = self._help_text()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        judged = [kind.content_type for kind in self.kinds]  # not what the portal has made for the person itself
        before = Upload.objects.filter(pk=values.get("sent_before"), owner=self.owner, content_type__in=judged).first()
        if before and before.scan == Upload.Scan.INFECTED and not values.get("file"):
            self.add_error("file", ValidationError(f"Tệp “{before.name}” có virus nên đã bị xóa: hãy chọn tệp khác."))
        elif before:
            self.upload = before
        if values.get("file"):
            self._take(values["file"])
        self["file"].help_text = self._help_text()
        return values

    def _take(self, sent: Any) -> None:
        try:
            self.upload = self._stored(sent)
        except UploadRefused as refused:
            self.add_error("file", ValidationError(str(refused)))
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("sent_before")] = str(self.upload.pk)

    def _stored(self, sent: UploadedFile) -> Upload:
        return store_upload(sent, owner=self.owner, kinds=self.kinds)

    def _help_text(self) -> str:
        limits = f"Tệp {list_of(self.kinds)}, nhiều nhất {settings.UPLOAD_MAX_BYTES // MEGABYTE} MB."
        kept = format_html("Đang có: {}. Chọn tệp khác nếu muốn thay. ", self.upload.name) if self.upload else ""
        return format_html("{}{}", kept, limits)


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """The files in the order in which they were chosen."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data and self.required:
            raise ValidationError(self.error_messages["required"], "required")
        return [super(SeveralFilesField, self).clean(file, initial) for file in data or ()]


class PrivateFilesForm(PrivateFileForm):
    """As `PrivateFileForm`, for photos of a paper of several pages: what is chosen together becomes one PDF, `upload`.

    One file alone stays what it is. Once there is a file, new pages can be put behind it: a phone's camera gives one photo
    at a time.
    """

    file = SeveralFilesField(label="Tệp đính kèm", required=False, allow_empty_file=True)
    add_pages = forms.BooleanField(label="Thêm vào sau các trang đang có (không chọn: thay bằng tệp mới)", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._offer_adding()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self._offer_adding()
        return values

    def _offer_adding(self) -> None:
        self.fields["add_pages"].widget = forms.HiddenInput() if self.upload is None else forms.CheckboxInput()

    def _stored(self, sent: list[UploadedFile]) -> Upload:
        if len(sent) > settings.UPLOAD_MAX_FILES:
            raise UploadRefused(f"Mỗi lần gửi nhiều nhất {settings.UPLOAD_MAX_FILES} tệp: hãy gửi làm nhiều lần.")
        before = self.upload if self.cleaned_data.get("add_pages") else None
        if before is None and len(sent) == 1:
            return super()._stored(sent[0])
        for file in sent:
            if file.size > settings.UPLOAD_MAX_BYTES:  # the rest of it was cut off on the way in
                limit = settings.UPLOAD_MAX_BYTES // MEGABYTE
                raise UploadRefused(f"“{file.name}” nặng hơn {limit} MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn.")
        check_quota(self.owner, sum(file.size for file in sent))
        named = [(file.name, file) for file in sent]
        if before is None:
            return store_clean(join_files(named), name=joined_name(sent[0].name, len(sent)), owner=self.owner)
        with open_again(before) as kept:
            return store_clean(join_files([(before.name, kept), *named]), name=before.name, owner=self.owner)

    def _help_text(self) -> str:
        several = f"Chọn nhiều ảnh một lúc (tối đa {settings.UPLOAD_MAX_FILES}), cổng ghép thành một tệp PDF theo thứ tự chọn."
        return format_html("{} {}", super()._help_text(), several)


def joined_name(first: str, files: int) -> str:
    """What the joined file is called: as its first page, with how many files it was."""
    stem = first.rsplit(".", 1)[0]
    return f"{stem[:150]} ({files} tệp).pdf"
