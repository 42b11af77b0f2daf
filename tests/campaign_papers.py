"""The papers of a whole campaign as a machine reads them: their names, counts and sums, for tests/test_journey_campaign.py."""

from __future__ import annotations

import io
import re
from collections import Counter

import openpyxl

from nominations.demonstration.deciding import PRIZES
from nominations.models import Dossier
from portal.fields import money_in_words, number
from tests.papers import reading

MONEY = dict(PRIZES)


def columns_of(sheet: bytes, *wanted: str) -> list[tuple]:
    """These columns of a list as a sheet."""
    head, *rows = openpyxl.load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True)
    return [tuple(row[head.index(name)] for name in wanted) for row in rows]


def words(paper: bytes) -> str:
    return " ".join(reading.text(page) for page in reading.pages(paper))


def rows_in(paper: bytes) -> list[list[str]]:
    """The rows of the paper's tables, each cell on one line."""
    rows = [row for page in reading.pages(paper) for table in page.extract_tables() for row in table]
    return [[" ".join((cell or "").split()) for cell in row] for row in rows]


def names_in(paper: bytes) -> Counter[str]:
    """The second cell of each numbered line of the paper's tables."""
    return Counter(row[1] for row in rows_in(paper) if re.fullmatch(r"\d+", row[0]))


def assert_letters(letters: list[bytes], filed: Counter[str]) -> None:
    """Each counts what it lists; all together list whoever was not filed alone, each once."""
    listed = [names_in(letter) for letter in letters]
    for letter, names in zip(letters, listed, strict=True):
        [said] = re.findall(r"khen thưởng (\d[^,]*), gồm:", words(letter))
        assert sum(int(figure) for figure in re.findall(r"\d+", said)) == names.total()
    alone = Counter(Dossier.objects.filter(proposals=None).values_list("name", flat=True))
    assert sum(listed, Counter()) == filed - alone
    assert 3 * sum(names.total() for names in listed) > filed.total()  # the control: there were letters to read


def assert_receipts(paper: bytes, counts: dict[str, int], total: int) -> None:
    """Each name with the prize of its subject; the sums of the units and the sum of all are what stands above them."""
    rows = rows_in(paper)
    prizes = Counter(row[3] for row in rows if row[0].isdigit())
    assert prizes == {number(MONEY[subject]): many for subject, many in counts.items()}
    units = [int(row[3].replace(".", "")) for row in rows if row[1] == "Cộng của đơn vị"]
    assert (len(units) > 20, sum(units)) == (True, total)
    assert [(row[2], row[3]) for row in rows if row[1] == "TỔNG CỘNG"] == [(f"{sum(counts.values())} suất", number(total))]
    assert f"Tổng số tiền (bằng chữ): {money_in_words(total)}./." in words(paper)


def assert_certificates(paper: bytes, names: Counter[str]) -> None:
    """A sheet a name."""
    sheets = [" ".join(page.extract_text().split()).casefold() for page in reading.pages(paper)]
    assert len(sheets) == names.total()
    assert [name for name, number in names.items() if sum(name.casefold() in sheet for sheet in sheets) < number] == []
