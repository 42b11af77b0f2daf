"""Long lists to print in tests."""

from papers.paper import Appendix, Column, Head, Paper, Row, Table
from tests.papers import samples

HEAD = ((Head("STT"), Head("Họ và tên"), Head("Đơn vị công tác"), Head("Tiền thưởng")),)
COLUMNS = (Column(1.2, "center"), Column(4), Column(4.6), Column(2.6, "right"))  # room for 10000 and 25.300.000.000
BRANCH = 40  # people below a group row
PRIZE = 2_530_000


def people(count: int) -> Table:
    """A list of so many people in groups, every seventh of them with a long unit, and the total of their prizes."""
    rows = []
    for number in range(1, count + 1):
        if number % BRANCH == 1:
            rows.append(Row((f"{number // BRANCH + 1}. CÔNG ĐOÀN NGÀNH Y TẾ",), kind="group"))
        unit = "Trường PTDTBT Tiểu học và THCS xã Hua Bum, huyện Nậm Nhùn" if number % 7 == 0 else "Trạm Y tế xã Nậm Manh"
        rows.append(Row((str(number), f"Nguyễn Thị Ánh Tuyết {number}", unit, money(PRIZE))))
    return Table(COLUMNS, HEAD, (*rows, Row(("", "Cộng", "", money(PRIZE * count)), kind="total")))


def money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def decision(count: int, **changes) -> Paper:
    """A decision whose list is an appendix."""
    title = "Danh sách cá nhân được tặng Bằng khen"
    appendix = Appendix(title, (people(count),), reference=samples.UNNUMBERED)
    return samples.decision(**{"draft": False, "notes": (), "appendices": (appendix,)} | changes)
