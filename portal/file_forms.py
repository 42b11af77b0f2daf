"""Forms for private files: one, or several that become one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from portal.file_kinds import ENDINGS, PAPERS, UploadRefused, list_of
from portal.models import Upload
from portal.storing import store_upload

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
        self.upload = before or self.upload
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
