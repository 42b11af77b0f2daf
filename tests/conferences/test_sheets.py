"""The allocation table as a workbook: read again, cell by cell."""

import io

import openpyxl
import pytest

from conferences.sheets import SHEETS, allocation_sheet
from tests.builders import make_plan, make_table

pytestmark = pytest.mark.django_db


def cells(content: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.values)


def test_the_real_table(real_plan):
    rows = cells(allocation_sheet(real_plan.allocations.current()))
    assert rows[0][0] == "Bảng phân bổ lần 1"
    assert rows[1][0].startswith("Kế hoạch 154/KH-LĐLĐ: Tổ chức Hội nghị")
    assert rows[2][0] == "dự thảo, bản lưu số 1"
    assert rows[4] == ("STT", "Tên đơn vị", "Đại biểu dự Hội nghị", None, None, "Trong đó", None, None, None)
    assert rows[5][2:5] == ("Tổng số", "Tập thể", "Cá nhân")
    assert rows[6] == (1, "LĐLĐ Thành phố", 17, 5, 12, 2, 3, 5, 7)
    assert rows[16] == (11, "Công đoàn viên chức", 15, 3, 12, 2, 1, 8, 4)
    assert rows[17] == (None, "Tổng số", 112, 30, 82, 19, 11, 56, 26)
    assert len(rows) == 18


def test_a_name_that_looks_like_a_formula_stays_text(tree):
    plan = make_plan(tree.province)
    table = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)})
    table.rows.update(label="=1+1")
    assert cells(allocation_sheet(table))[6][:2] == (1, "=1+1")


def test_the_kinds():
    assert list(SHEETS) == ["allocation"]
