"""The preview of a summary list beside a bare openpyxl read of the same file: 2,000 rows of invented people.

Both are timed by the processor in this process, in turns; ours reads the tables as the limited child does, understands every cell
and compares the lines with as many nominees. The bare read loads the workbook and walks over its cells. Above three times its
time, or above 150 MB at the peak of a child that does all of it, the run fails.
"""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable
from statistics import median

from openpyxl import load_workbook

from nominations.summary_list import Known, compare, read_list, wanted_tables
from portal.child import run_limited
from portal.xlsx.reading import tables_in
from tests.nominations.summary_lists import CATEGORIES, ENTRIES, KINDS, invented, people_list, terms

ROWS, RUNS, RATIO, MEGABYTES = 2000, 5, 3.0, 150


def measure() -> list[str]:
    """Print the line; the names of the limits that did not hold."""
    content = people_list(invented(ROWS))
    ours, theirs = (median(_seconds(call, content) for _ in range(RUNS)) for call in (previewed, bare))
    before, peak = run_limited(peak_of_preview, content, seconds=60, memory_mb=1024)
    print(f"\n{'summary list':<19}{'rows':>8}{'ours s':>9}{'bare s':>9}{'ratio':>8}{'MB':>8}")
    print(f"{'preview':<19}{ROWS:>8}{ours:>9.2f}{theirs:>9.2f}{ours / theirs:>8.2f}{peak - before:>8.0f}", flush=True)
    return ["slower than three times"] * (ours / theirs > RATIO) + ["more than 150 MB"] * (peak - before > MEGABYTES)


def previewed(content: bytes) -> int:
    """From the bytes to what would be new, changed, wrong."""
    wanted = terms()
    tables = read_list(tables_in(content, wanted_tables(wanted.asks), ROWS * 2), wanted)
    lines = tables["person"].lines
    known = [Known(at, "person", line.name, birth_date=line.birth_date, birth_year=line.birth_year) for at, line in enumerate(lines)]
    found = compare(lines, known, categories=CATEGORIES, kinds=KINDS, honours=ENTRIES)
    return len(found.verdicts)


def bare(content: bytes) -> int:
    """What openpyxl takes to load the book and to show every cell once."""
    return sum(cell is not None for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True) for cell in row)


def peak_of_preview(content: bytes) -> tuple[float, float]:
    """Runs in a child: its memory before and at the peak, in MB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    previewed(content)
    return before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(call: Callable[[bytes], int], content: bytes) -> float:
    start = time.process_time()
    call(content)
    return time.process_time() - start
