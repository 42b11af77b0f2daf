"""A Word document that somebody sent is opened: looked at as an archive, then read in a limited child; all else is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from portal.child import ChildFailed, run_limited
from portal.word.errors import WordError

OPENED_LIMIT = 40 * 1024 * 1024
MEMORY_MB = 512
T = TypeVar("T")


@dataclass(frozen=True)
class Refusals:
    """What a person is told: by a page that reads plans something else than by one that looks for words."""

    broken: str
    too_large: str


def opened(
    data: bytes, read: Callable[[bytes], T], told: Refusals, *, seconds: int, look: Callable[[zipfile.ZipFile], None] = lambda _: None
) -> T:
    """What `read` makes of the bytes in a child of its own; `look` may refuse the archive first. Raises `WordError` only."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > OPENED_LIMIT:
                raise WordError(told.too_large)
            look(archive)
        return run_limited(read, data, seconds=seconds, memory_mb=MEMORY_MB)
    except WordError:
        raise
    except ChildFailed as failure:
        raise WordError(told.broken if failure.reason == "crash" else told.too_large) from failure
    except Exception as error:  # what python-docx says of a broken file has no end: KeyError, ValueError, XMLSyntaxError ...
        raise WordError(told.broken) from error
