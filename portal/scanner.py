"""Asks clamd about a file, over its socket (clamd(8), INSTREAM); nothing else knows how it speaks."""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO

from django.conf import settings

PIECE = 1 << 16
SECONDS = 120  # clamd's own MaxScanTime is as long


class ScannerAway(Exception):
    """Nobody answered, or not with a word about the file: it can be asked again later."""


class TooMuchToScan(Exception):
    """The file is over a limit of clamd's own, which has therefore not seen all of it."""


def found_in(file: BinaryIO) -> str:
    """The name of what clamd found in the file; empty if nothing. Raises `ScannerAway` or `TooMuchToScan`."""
    family, address = _where()
    try:
        with socket.socket(family) as line:
            line.settimeout(SECONDS)
            line.connect(address)
            answer = _ask(line, file)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    if answer == "stream: OK":
        return ""
    if "size limit exceeded" in answer or "Heuristics.Limits.Exceeded" in answer:
        raise TooMuchToScan(answer)
    if not answer.endswith(" FOUND"):
        raise ScannerAway(answer or "no answer")
    return answer.removeprefix("stream: ").removesuffix(" FOUND")


def _where() -> tuple[int, str | tuple[str, int]]:
    """CLAMD is the path of a Unix socket, or host:port."""
    if "/" in settings.CLAMD:
        return socket.AF_UNIX, settings.CLAMD
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.AF_INET, (host, int(port))


def _ask(line: socket.socket, file: BinaryIO) -> str:
    try:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)  # it has heard enough: past the error lies its answer
    with line.makefile("rb") as answer:
        return answer.read().rstrip(b"\0").decode(errors="replace")
