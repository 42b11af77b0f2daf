"""The same thing done by several people at the same moment, each with a database connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

WAIT_SECONDS = 30


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed returned or raised, in their order. Needs `transactional_db`: the rows must be committed."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        start.wait(WAIT_SECONDS)
        try:
            return deed()
        except Exception as error:  # the test says which ones it expects
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
