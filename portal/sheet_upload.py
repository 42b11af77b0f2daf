"""A sheet that somebody sends to be read: kept privately for thirty days as it came, told apart from the same file sent before.

    kept = sheet_upload.keep(content, of=f"table={table.pk}", name=file.name, owner=request.user)
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from portal import storing, throttle
from portal.models import Upload
from portal.moves import Refused
from portal.xlsx.container import MAX_BYTES

FILES, SECONDS = 30, 600  # so many of one person in ten minutes
TOO_MANY = f"Bạn vừa gửi {FILES} tệp trong {SECONDS // 60} phút: hãy chờ ít phút rồi gửi tiếp."


class SheetForm(forms.Form):
    """The file that a table comes in."""

    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Hãy chọn một tệp."},
    )

    def __init__(self, *args: Any, best: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"Tệp .xlsx, nhiều nhất 10 MB. {best}"


def sent_content(request: HttpRequest, form: SheetForm) -> bytes:
    """The bytes of a valid form's file, counted against what one person may send in a while; raises `Refused`."""
    if throttle.used_up("sheet", request, FILES):
        raise Refused([TOO_MANY])
    throttle.count("sheet", request, SECONDS)
    return form.cleaned_data["file"].read(MAX_BYTES + 1)


def content_type(of: str) -> str:
    """Under which the files are kept that were sent for one thing."""
    return f"{storing.IMPORTS}; {of}"


def keep(content: bytes, *, of: str, name: str, owner: Any) -> Upload:
    """`UploadRefused` where the person's files have no room left."""
    storing.check_quota(owner, len(content))
    return storing.keep(content, name=storing.shown_name(name, "xlsx"), content_type=content_type(of), owner=owner)


def kept_content(upload: Upload) -> bytes:
    with upload.file.open("rb") as file:
        return file.read()


def earlier(upload: Upload, *, of: str) -> Upload | None:
    """The last time that the very same file was sent for this thing."""
    same = Upload.objects.filter(sha256=upload.sha256, content_type=content_type(of)).exclude(pk=upload.pk)
    return same.filter(created__lte=upload.created).select_related("owner").order_by("-created").first()
