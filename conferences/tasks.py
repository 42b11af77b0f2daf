"""Background jobs of plans."""

from __future__ import annotations

from conferences.actions.reading import keep_reading
from conferences.reading import NotAPlan
from portal.jobs import Progress
from portal.models import Upload
from portal.moves import Refused
from portal.sources import SourceRefused
from portal.sources.reading import read_source


def read_document(progress: Progress, upload: str) -> None:
    """Parse a long document that somebody has uploaded; the result is its source."""
    found = Upload.objects.select_related("owner").get(pk=upload)
    with found.file.open("rb") as file:
        content = file.read()
    try:
        kept = keep_reading(read_source(content), name=found.name, owner=found.owner)
    except (SourceRefused, NotAPlan) as error:
        raise Refused([str(error)]) from error
    progress.result(kept)
