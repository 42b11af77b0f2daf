"""Judging dossiers beside a bare loop that only reads the same fields of the same plain data.

100,000 candidates of Lai Châu's four categories, made before the clock starts: records that meet the standards and records that
just do not, leaders, heads with their unit's record, collectives with their people. Both walk them all; the processor's time of
the judging may be ten times that of the bare loop. Nothing is kept of one candidate when the next comes, so memory stays where
it was: what is still held after 100,000 may be 1 MB more than after 1,000.
"""

from __future__ import annotations

import gc
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence

from nominations.eligibility import Answer, Candidate, Entry, Standards
from tests.nominations.eligibility_cases import standards_of

CANDIDATES, WARM_UP = 100_000, 1_000
LIMIT, MOST_MB = 10.0, 1.0
BEST_OF = 3


def measure() -> list[str]:
    """Print the line; what did not hold."""
    ready, candidates = standards_of("lai-chau-2020"), made(CANDIDATES)
    bare, entries = timed(lambda: read(candidates))
    ours, answers = timed(lambda: judge(ready, candidates))
    found = {judged.answer for one in candidates[:WARM_UP] for judged in ready.judge(one)}
    megabytes = growth(ready, candidates)
    ratio = ours / bare
    print(f"\n{'judging':<19}{'entries':>10}{'answers':>10}{'ours s':>9}{'bare s':>9}{'ratio':>8}{'MB':>7}")
    size = f"{CANDIDATES} dossiers"
    print(f"{size:<19}{entries:>10}{answers:>10}{ours:>9.2f}{bare:>9.2f}{ratio:>8.2f}{megabytes:>7.2f}", flush=True)
    broken = [f"judging takes {ratio:.1f} times the bare loop"] if ratio > LIMIT else []
    broken += [f"judging keeps {megabytes:.1f} MB"] if megabytes > MOST_MB else []
    return broken + [f"nobody is {answer.label}" for answer in Answer if answer not in found]


def read(candidates: Sequence[Candidate]) -> int:
    """The bare loop: every field once."""
    entries = 0
    for one in candidates:
        one.category, one.rank, one.is_head, one.is_direct, one.member_since, one.works_since  # noqa: B018
        one.people, one.papers, one.consents, one.confirmed  # noqa: B018
        for record in (one.record, one.unit_record or ()):
            for entry in record:
                entry.honour, entry.year, entry.people, entry.proven, entry.id  # noqa: B018
                entries += 1
    return entries


def judge(ready: Standards, candidates: Sequence[Candidate]) -> int:
    """Every answer of everybody; how many there were."""
    answers = 0
    for one in candidates:
        answers += len(ready.judge(one))
    return answers


def growth(ready: Standards, candidates: Sequence[Candidate]) -> float:
    """Megabytes held after all, above what was held after the first thousand."""
    gc.collect()
    tracemalloc.start()
    judge(ready, candidates[:WARM_UP])
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    judge(ready, candidates[: CANDIDATES // 5])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (peak - before) / 1024 / 1024


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """The least processor seconds of a few calls, and the answer."""
    best, answer = float("inf"), None
    for _ in range(BEST_OF):
        start = time.process_time()
        answer = call()
        best = min(best, time.process_time() - start)
    return best, answer


def made(count: int) -> list[Candidate]:
    source = random.Random(6)
    return [one(source, at) for at in range(count)]


def one(source: random.Random, at: int) -> Candidate:
    """Five years of titles and ratings, initiatives and awards: now and then a year, a step or a proof is missing."""
    category = source.choice(("person-public", "person-business", "collective-public", "collective-business"))
    is_person = category.startswith("person")
    titles = ("ldtt", "cstd-co-so", "dvcd-xuat-sac") if is_person else ("tt-ldtt", "tt-ldxs")
    found = [(source.choice(titles), year) for year in range(2016, 2021) if source.random() < 0.9]
    found += [(source.choice(("ht", "ht-tot", "ht-xuat-sac", "ht-xuat-sac")), year) for year in range(2016, 2021)]
    found += [(source.choice(("sk-don-vi", "sk-co-so", "sk-tinh")), source.randint(2015, 2020)) for _ in range(2)]
    found += [(source.choice(("gk-cdcs", "bk-tinh", "bk-tld", "bk-ttg", "bang-ldst", "giai-st-tinh")), source.randint(2016, 2020))]
    found += [("khien-trach", 2018)] if source.random() < 0.05 else []
    people = [None if is_person or source.random() < 0.7 else source.randint(1, 9) for _ in found]
    proven = [source.random() < 0.95 for _ in found]
    record = tuple(Entry(code, year, at * 20 + n, people[n], proven[n]) for n, (code, year) in enumerate(found))
    is_head = is_person and source.random() < 0.1
    unit = tuple(Entry("tt-ldxs", year, at * 20 + year) for year in range(2018, 2020 + source.randint(-1, 1))) if is_head else None
    return Candidate(
        category,
        record,
        rank=source.choice(("none", "to-truong", "pho-phong", "truong-phong", "")) if is_person else "",
        is_head=is_head,
        people=None if is_person else 12,
        unit_record=unit,
    )
