"""A file that is named on the command line."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError


def content_of(path: str | Path, most: int) -> bytes:
    """The bytes of the file; of a larger one than `most` only so many that whoever reads them sees it is too large."""
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
