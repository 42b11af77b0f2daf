"""Texts spoiled at random: a reading may find less, but it never breaks and always is a plan file."""

import random

import pytest

from conferences.plan_file import read as read_file
from conferences.plan_file.write import written
from conferences.reading import NotAPlan, read
from portal.sources import SourceRefused
from portal.sources.reading import text_source
from tests.conferences.test_reading import TEXTS

MARKS = ("1. ", "a) ", "+ ", "- ", "V. ", "** ", "2.3.1 ", "* ", "| ")
TEXT_FILES = sorted([*TEXTS.glob("*.txt"), *(TEXTS.parent / "reading").glob("*.txt")])


def spoiled(lines: list[str], chance: random.Random) -> str:
    """Lines lost, doubled, cut, joined, set in capitals, parted by tabs, or numbered wrongly."""
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        line = lines[at]
        lines[at : at + 1] = chance.choice(
            [
                [],
                [line, line],
                [line[: chance.randrange(len(line) + 1)]],
                [line + lines[at - 1]],
                [line.upper()],
                [line.replace(" ", "\t", 3)],
                [chance.choice(MARKS) + line],
            ]
        )
    return "\n".join(lines)


def broken(seed: int) -> list[str]:
    """What is wrong with the reading of one spoiled text; a title or issuers may be lost with their lines."""
    chance = random.Random(seed)
    file = TEXT_FILES[seed % len(TEXT_FILES)]
    try:
        reading = read(text_source(spoiled(file.read_text(encoding="utf-8").split("\n"), chance)))
    except (NotAPlan, SourceRefused):
        return []
    faults = read_file(written(reading.data).encode()).faults
    return [str(fault) for fault in faults if "thiếu khóa “title”" not in fault.says and "thiếu khóa “issuers”" not in fault.says]


def test_a_spoiled_text_is_read_or_refused():
    assert {seed: found for seed in range(35) if (found := broken(seed))} == {}


@pytest.mark.soak
def test_a_thousand_spoiled_texts_are_read_or_refused():
    assert {seed: found for seed in range(1000) if (found := broken(seed))} == {}
