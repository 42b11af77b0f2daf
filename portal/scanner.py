"""Asks clamd about a file, over its socket (clamd(8), INSTREAM); nothing else knows how it speaks."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from typing import BinaryIO

from django.conf import settings

PIECE, SECONDS = 1 << 16, 120  # clamd's own MaxScanTime is as long


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
    host, _, port = settings.CLAMD.rpartition(":")
    return (socket.AF_UNIX, settings.CLAMD) if "/" in settings.CLAMD else (socket.AF_INET, (host, int(port)))


def _ask(line: socket.socket, file: BinaryIO) -> str:
    with suppress(BrokenPipeError, ConnectionResetError):  # it has heard enough, and its answer says why
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
    answer = b""
    for _ in range(2):  # a line closed with bytes of ours unread tells an error once; past it lies the answer
        with suppress(ConnectionResetError):
            while piece := line.recv(4096):
                answer += piece
            break
    return answer.rstrip(b"\0").decode(errors="replace")
