"""An office archive by its directory alone: what it would unpack to, and whether an office program can have written it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import Literal

OPENED_BYTES = 100 * 1024 * 1024  # a sheet of a million coloured, empty rows takes 70
MOST_PARTS = 2000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# zipfile's ways to say that it cannot read an archive.
UNREADABLE = (zipfile.BadZipFile, ValueError, EOFError, OverflowError, NotImplementedError)
PACKED = (".zip", ".xlsx", ".xls", ".docx", ".7z", ".rar", ".gz")


def directory_fault(parts: Sequence[zipfile.ZipInfo], size: int) -> Literal["", "many", "large", "broken"]:
    """What is wrong with the directory of an archive of `size` bytes; empty if nothing.

    The sizes that it declares bound what is ever unpacked, for zipfile stops there.
    """
    if len(parts) > MOST_PARTS:
        return "many"
    if sum(part.file_size for part in parts) > OPENED_BYTES:
        return "large"
    names = [part.filename for part in parts]
    # One stretch of bytes that serves several parts, or a name twice, is no way of any office program.
    overlapping = sum(part.compress_size for part in parts) > size or len({part.header_offset for part in parts}) < len(parts)
    outside = any(name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name for name in names)
    strange = any(part.flag_bits & 1 or part.compress_type not in METHODS for part in parts)
    return "broken" if overlapping or outside or strange or len({name.lower() for name in names}) < len(names) else ""
