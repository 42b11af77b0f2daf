"""What arrives with a form: a file too large is cut off on the disk while the rest of the form is still read."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from portal.file_kinds import NO_ROOM

MEGABYTE = 1024 * 1024


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keeps one byte more than is allowed, and the true size: enough to refuse it with everything typed still there.

    Stopping the request instead would lose the fields that stand behind the file. A file that the disk has no room for, or
    that the files before it left none of UPLOAD_REQUEST_BYTES for, arrives empty; its `cut_off` is the sentence that says so.
    """

    written = 0  # of all files of the request: one handler serves them

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._lose(NO_ROOM)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.UPLOAD_MAX_BYTES + 1 - start
        piece = raw_data[: max(room, 0)]
        if hasattr(self.file, "cut_off") or not piece:
            return
        self.written += len(piece)
        if self.written > settings.UPLOAD_REQUEST_BYTES:
            self._lose(f"Các tệp gửi cùng lúc nặng hơn {settings.UPLOAD_REQUEST_BYTES // MEGABYTE} MB: hãy gửi làm nhiều lần.")
            return
        try:
            self.file.write(piece)
        except OSError:
            self._lose(NO_ROOM)

    def file_complete(self, file_size: int) -> UploadedFile:
        try:
            self.file.flush()
        except OSError:
            self._lose(NO_ROOM)
        return super().file_complete(file_size)

    def _lose(self, sentence: str) -> None:
        with suppress(OSError, AttributeError):  # closing writes what is still to be written; there may be no file at all
            self.file.close()
        self.file = SimpleUploadedFile(self.file_name, b"", self.content_type)
        self.file.cut_off = sentence
