"""1,000 certificates in one PDF, beside LibreOffice with the same sheets as mail merge leaves them (`merged.py`), in the same run.

`python -m tests.bench.certificates` measures this alone. Ours have a QR code each, LibreOffice's have none. LibreOffice is
given the merged Word document: what the merging itself takes does not count. `ratio` is of the paragraphs, the quickest way
there is for LibreOffice; frames, which like our stock put each text where it belongs, are measured on fewer sheets, for
LibreOffice takes more than twice as long for twice as many.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from statistics import median

from portal.child import run_limited
from tests.bench import merged, office

SHEETS, FEW = 1000, 100
RUNS = 3
RATIO = 1.0  # no slower than LibreOffice; the aim is half
GROWTH_MB = 20  # from 100 sheets to 1,000, the PDF itself included
LARGEST_MB = 10
SECONDS, MEMORY_MB = 120, 1024


def measure() -> list[str]:
    """The table, and the limits that did not hold."""
    from papers.certificates import render
    from papers.stock import small_blank
    from tests.papers.certificates import AWARDER, certificates

    stock, sheets = small_blank(AWARDER), certificates(SHEETS)
    render(stock, sheets[:2])  # warm: fonts are read once in a worker
    office.soffice(merged.document(stock, sheets[:2], merged.in_paragraphs), office.measured)  # makes its profile
    print(f"\n{'certificates':<24}{'sheets':>8}{'s':>8}{'office':>8}{'ratio':>7}{'kB':>8}{'peak MB':>9}{'office':>8}")
    few, many = (run_limited(peak, count, seconds=SECONDS, memory_mb=MEMORY_MB) for count in (FEW, SHEETS))
    beside("in frames", lambda: render(stock, sheets[:FEW]), merged.document(stock, sheets[:FEW], merged.in_frames), few)
    ratio = beside("in paragraphs", lambda: render(stock, sheets), merged.document(stock, sheets, merged.in_paragraphs), many)
    limits = {
        "1,000 certificates not slower than LibreOffice": ratio <= RATIO,
        f"no more than {GROWTH_MB} MB from {FEW} to {SHEETS:,}": many - few <= GROWTH_MB,
        f"below {LARGEST_MB} MB": len(render(stock, sheets)) < LARGEST_MB * 1_000_000,
    }
    return [name for name, holds in limits.items() if not holds]


def beside(name: str, ours: Callable[[], bytes], document: bytes, peak_mb: float) -> float:
    """One line of the table: the middle of some runs of each, in turns; the ratio of the two."""
    mine, theirs = office.measured(ours), office.soffice(document, office.measured)
    if mine.pages != theirs.pages:
        sys.exit(f"{name}: {theirs.pages} pages of LibreOffice's, {mine.pages} of ours")
    times = [(office.seconds_of(ours), office.soffice(document, office.seconds_of)) for _ in range(RUNS)]
    seconds, office_s = map(median, zip(*times, strict=True))
    print(f"{name:<24}{mine.pages:>8}{seconds:>8.2f}{office_s:>8.2f}{seconds / office_s:>7.2f}", end="")
    print(f"{len(ours()) / 1000:>8.0f}{peak_mb:>9.0f}{theirs.together_mb:>8.0f}", flush=True)
    return seconds / office_s


def peak(count: int) -> float:
    """The most memory (MB) that a child ever held which printed so many, the preloaded libraries included."""
    from papers.certificates import render
    from papers.stock import small_blank
    from tests.papers.certificates import AWARDER, certificates

    render(small_blank(AWARDER), certificates(count))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Without a database: certificates are plain data."""
    if not office.installed():
        sys.exit("LibreOffice is not installed: `scripts/setup dev` installs it.")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ["PORTAL_VAR"] = folder
        broken = measure()
    print(f"\nLimits of certificates that did not hold: {', '.join(broken) or 'none'}.")
    return 1 if broken else 0


if __name__ == "__main__":
    from tests.bench import certificates  # by its own name: the child looks for `peak` there

    sys.exit(certificates.main())
