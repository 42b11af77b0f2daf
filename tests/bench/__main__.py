"""`make bench`: how much slower the lists are than a bare Django page, and what printing costs.

Read it so: each list page stands beside a bare page (`bare.py`), measured in turns in the same run and process, through the
whole stack of middleware, as an officer of the province. `ms` and `bare` are medians, `ratio` is the median of the one over
the other, `queries` what either asks of the database. First there are 300 rows of each kind, then 30,000; a page shows 50.
A ratio above 3 fails the run. On a busy machine both times grow and the ratio stays. `first` is the page whose count nobody
has asked for in the last half minute (`portal.lists` remembers long counts); every other time is of a page that finds it
remembered.

Then each kind of print stands beside LibreOffice (`against_office.py`, `certificates.py`), with limits of its own that fail the
run; then the sharing of places beside two public libraries (`sharing.py`) and the judging of dossiers beside a bare loop
(`eligibility.py`).

The database is thrown away: SQLite in a temporary folder, or `scripts/with_postgres.py python -m tests.bench`. This is never
part of the suite: a test that measures time fails on a busy day.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

import django

FOLDER = tempfile.mkdtemp(prefix="portal-bench-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "DJANGO_ENV": "development",
    "PORTAL_TESTING": "1",  # plain static files: nothing has to be collected first
    "PORTAL_VAR": FOLDER,
    "PORTAL_NOW": "",
}
django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from tests.bench import against_office, bare, certificates, eligibility, lists, office, printing, sharing, world  # noqa: E402

LIMIT = 3.0
SIZES = (300, 30_000)
WARM_UP, RUNS, FIRSTS, PRINTS = 5, 101, 9, 5


def main() -> int:
    """Everything happens on a test database, which Django makes beside the real one and takes away again."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{FOLDER}/bench.sqlite3"
    real = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with override_settings(ROOT_URLCONF="tests.bench.bare"):
            return measure()
    finally:
        connection.creation.destroy_test_db(real, verbosity=0)


def measure() -> int:
    officer, client, slow = world.officer(), Client(), []
    client.force_login(officer)
    print(f"{connection.vendor:<12}{'rows':>8}{'ms':>9}{'bare':>9}{'ratio':>8}{'queries':>10}{'first':>9}")
    for size in SIZES:
        world.fill(size, officer)
        slow += [f"{name} of {size}" for name in bare.list_pages() if measure_list(client, name, size) > LIMIT]
    print(f"\n{'PDF':<12}{'pages':>8}{'ms':>9}{'child MB':>10}")
    for kind in ("plan", "allocation"):
        measure_print(client, kind)
    print(f"\nAbove {LIMIT:g} times the bare page: {', '.join(slow) or 'none'}.")
    broken = against_office.measure() + certificates.measure() if office.installed() else ["LibreOffice is not installed"]
    print(f"\nLimits of printing that did not hold: {', '.join(broken) or 'none'}.")
    behind = sharing.measure()
    print(f"\nSharing that is wrong, or slower than the library: {', '.join(behind) or 'none'}.")
    dear = eligibility.measure()
    print(f"\nLimits of judging that did not hold: {', '.join(dear) or 'none'}.")
    heavy = lists.measure()
    print(f"\nLimits of a list's preview that did not hold: {', '.join(heavy) or 'none'}.")
    return 1 if slow or broken or behind or dear or heavy else 0


def measure_list(client: Client, name: str, size: int) -> float:
    """One line of the table; the ratio."""
    page, plain = reverse(name), reverse(f"bare:{bare.short(name)}")
    asked = f"{queries(client, page, name)} / {queries(client, plain, name)}"
    ms, bare_ms, ratio = in_turns(lambda: client.get(page), lambda: client.get(plain))
    first = median(milliseconds(lambda: client.get(page), before=cache.clear) for _ in range(FIRSTS))
    print(f"{bare.short(name):<12}{size:>8}{ms:>9.2f}{bare_ms:>9.2f}{ratio:>8.2f}{asked:>10}{first:>9.2f}", flush=True)
    return ratio


def queries(client: Client, address: str, name: str) -> int:
    """How many queries the page asks the second time, when the session has been written; it does show its fifty rows."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    rows = max(response.content.count(mark) for mark in (b"<tr", b"<li"))
    if response.status_code != 200 or rows < bare.ROWS:
        sys.exit(f"{address}: {response.status_code}, {rows} rows")
    return len(asked)


def in_turns(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float, float]:
    """Median milliseconds of both, and the median of how many times the first takes longer than the second.

    They are called in turns so that whatever disturbs the machine hits both, and each turn is compared by itself: a machine
    that changes its speed half way would shift one median and not the other.
    """
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for _ in range(WARM_UP + RUNS):
        for call, found in zip((first, second), times, strict=True):
            found.append(milliseconds(call))
    firsts, seconds = (found[WARM_UP:] for found in times)
    return median(firsts), median(seconds), median(one / other for one, other in zip(firsts, seconds, strict=True))


def milliseconds(call: Callable[[], object], before: Callable[[], object] = bool) -> float:
    before()
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def measure_print(client: Client, kind: str) -> None:
    """The paper of Lai Châu's plan from the click to the bytes, and the memory of the child that prints it."""
    plan = world.lai_chau_plan()
    address = reverse("conferences:paper", args=[plan.pk, kind, "pdf"])
    first = client.get(address)  # starts the nursery
    if not first.content.startswith(b"%PDF"):
        sys.exit(f"{address}: {first.status_code}, no PDF")
    times = [milliseconds(lambda: client.get(address)) for _ in range(PRINTS)]
    pages, peak = printing.pages_and_peak(kind, plan)
    print(f"{kind:<12}{pages:>8}{median(times):>9.0f}{peak:>10.0f}")


if __name__ == "__main__":
    sys.exit(main())
