"""Log lines without the words of people: an exception's message may quote a name, a mail address or what was typed."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType


class NamelessFormatter(logging.Formatter):
    """Prints the frames and the type of an exception and of its causes, never the message."""

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:  # noqa: N802
        parts: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"Traceback (most recent call last):\n{frames}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nAfter:\n".join(parts)
