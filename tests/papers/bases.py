"""Right papers, as short as can be, that the wrong papers of `wrong/` are made from."""

from papers.paper import Appendix, Article, Heading, Item, Paper, Paragraph
from tests.papers import samples
from tests.papers.samples import PURPOSE, REFERENCE

END = Paragraph("Trên đây là Kế hoạch tổ chức Hội nghị, đề nghị các đơn vị thực hiện./.")
LETTERS = tuple(Item(f"{letter})", f"Tiêu chuẩn thứ {order};") for order, letter in enumerate("abcdđe", 1))


def plan(**changes) -> Paper:
    """One page: sections, clauses, points, a dash."""
    body = (
        Heading(1, "I", "Mục đích"),
        Paragraph(PURPOSE, number="1."),
        Paragraph("Thành phần gồm có:", number="2."),
        Item("-", "Lãnh đạo Liên đoàn Lao động tỉnh."),
        Heading(1, "II", "Tiêu chuẩn"),
        *LETTERS[:6],
        Heading(1, "III", "Tổ chức thực hiện"),
        END,
    )
    return samples.plan(**{"body": body, "appendices": ()} | changes)


def long_plan() -> Paper:
    """Three pages of running text."""
    return plan(body=(Heading(1, "I", "Mục đích"), *(Paragraph(PURPOSE) for _ in range(17)), END))


def table_plan() -> Paper:
    """A table that goes on overleaf, with a row of totals."""
    return plan(body=(Heading(1, "I", "Phân bổ"), samples.allocation(17), END))


def appendices_plan() -> Paper:
    """Two appendices, the first of two pages."""
    first = Appendix("Đề cương báo cáo", tuple(Paragraph(PURPOSE) for _ in range(11)), number="I", reference=REFERENCE)
    second = Appendix("Bảng phân bổ đại biểu", (samples.allocation(3),), number="II", reference=REFERENCE, landscape=True)
    return plan(appendices=(first, second))


def decision() -> Paper:
    """An issued decision with its list."""
    listed = samples.decision().appendices[0]
    reference = "(Kèm theo Quyết định số 87/QĐ-LĐLĐ ngày 17 tháng 4 năm 2020 của Liên đoàn Lao động tỉnh Lai Châu)"
    return samples.decision(
        number="Số: 87/QĐ-LĐLĐ",
        place_date="Lai Châu, ngày 17 tháng 4 năm 2020",
        appendices=(Appendix(listed.title, listed.body, reference=reference),),
        body=(Article(1, PURPOSE), Article(2, PURPOSE), Article(3, "Quyết định này có hiệu lực kể từ ngày ký./.")),
        draft=False,
        notes=(),
    )


BASES = {
    "plan": plan,
    "long_plan": long_plan,
    "table_plan": table_plan,
    "appendices_plan": appendices_plan,
    "decision": decision,
    "draft": samples.decision,
    "joint": lambda: samples.joint(body=(Paragraph(PURPOSE), END)),
    "letter": samples.letter,
    "proposal": samples.proposal,
    "regulation": samples.regulation,
}
