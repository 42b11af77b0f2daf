"""What arrives with a form: a file too large is cut off on the disk while the rest of the form is still read."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keeps one byte more than is allowed, and the true size: enough to refuse it with everything typed still there.

    Stopping the request instead would lose the fields that stand behind the file.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.UPLOAD_MAX_BYTES + 1 - start
        if room > 0:
            self.file.write(raw_data[:room])
