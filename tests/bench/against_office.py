"""What printing must hold, beside LibreOffice in the same run.

`python -m tests.bench.against_office` measures this alone. The Word files are made beforehand: LibreOffice is only asked to
turn them into PDF.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from tests.bench import office
from tests.bench.office import Measure

LIST_RATIO = 1.0  # a list of 1,000 rows takes no longer than LibreOffice
LIST_MB = 250  # for all processes together
PLAN_RATIO = 0.5  # a plan of three pages, warm, takes half of the time of one call
FLAT_RATIO = 1.5  # of 10,000 rows no process takes so much more memory than of 1,000
RUNS, LONG_ROWS = 5, 10_000


def measure() -> list[str]:
    """The table, and the limits that did not hold."""
    from papers.faces import pdf, word
    from tests.papers import samples
    from tests.papers.lists import decision

    pdf.render(decision(1))  # warm: a worker prints many papers
    office.soffice(word.render(decision(1)), office.measured)  # makes its profile
    print(f"\n{'beside office':<18}{'pages':>7}{'s':>8}{'office':>8}{'ratio':>7}{'MB':>6}{'office':>8}{'one MB':>8}")
    short = samples.plan(body=samples.plan().body[:16] + samples.plan().body[-4:], appendices=())
    plan = beside("plan", lambda: pdf.render(short), word.render(short))
    thousand, tens = decision(1000), decision(LONG_ROWS)
    listed = beside("1,000 rows", lambda: pdf.render(thousand), word.render(thousand))
    archived = office.measured(lambda: pdf.render(thousand, archival=True))
    line("  archival", archived)
    long = office.measured(lambda: pdf.render(tens))
    line(f"{LONG_ROWS:,} rows", long)
    limits = {
        f"a plan in {PLAN_RATIO:.0%} of the time": ratio(*plan) <= PLAN_RATIO,
        "1,000 rows not slower": ratio(*listed) <= LIST_RATIO,
        f"1,000 rows in {LIST_MB} MB": listed[0].together_mb <= LIST_MB,
        f"{LONG_ROWS:,} rows with flat memory": long.highest_mb <= FLAT_RATIO * listed[0].highest_mb,
    }
    return [name for name, holds in limits.items() if not holds]


def beside(name: str, render: Callable[[], bytes], document: bytes) -> tuple[Measure, Measure]:
    """Both measured once, and the middle one of the times of some runs of each, in turns."""
    first = office.measured(render), office.soffice(document, office.measured)
    times = [(office.seconds_of(render), office.soffice(document, office.seconds_of)) for _ in range(RUNS)]
    both = tuple(replace(one, seconds=median(column)) for one, column in zip(first, zip(*times, strict=True), strict=True))
    line(name, *both)
    return both


def ratio(ours: Measure, theirs: Measure) -> float:
    return ours.seconds / theirs.seconds


def line(name: str, ours: Measure, theirs: Measure | None = None) -> None:
    print(f"{name:<18}{ours.pages:>7}{ours.seconds:>8.2f}", end="")
    print(f"{theirs.seconds:>8.2f}{ratio(ours, theirs):>7.2f}" if theirs else f"{'':>15}", end="")
    print(f"{ours.together_mb:>6.0f}{theirs.together_mb if theirs else 0:>8.0f}{ours.highest_mb:>8.0f}", flush=True)


def main() -> int:
    """Without a database: papers are plain data."""
    import django

    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DJANGO_ENV": "development", "PORTAL_TESTING": "1"}
        os.environ["PORTAL_VAR"] = folder
        django.setup()
        broken = measure()
    print(f"\nLimits of printing that did not hold: {', '.join(broken) or 'none'}.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
