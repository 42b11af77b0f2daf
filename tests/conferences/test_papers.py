"""The papers of a plan as plain data, compared by value; the real plan of Lai Châu among them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from conferences.actions import issue_plan
from conferences.models import Allocation, Conference, Plan, Section
from conferences.papers import PAPERS
from conferences.papers.agenda import agenda_paper
from conferences.papers.allocation import allocation_paper
from conferences.papers.plan import plan_paper, text_blocks
from conferences.papers.words import days_text, enumeration, full_name, ground_line, sentence, span, time_text
from papers.paper import Appendix, Block, Column, Head, Heading, Issuer, Item, Paper, Paragraph, Row, Signature, Table
from tests.builders import make_plan, make_table, person

pytestmark = pytest.mark.django_db
AT = datetime(2020, 4, 1, 2, tzinfo=UTC)
BLANK = "\u00a0" * 6

QUOTA_ROWS = (
    Row(("1", "LĐLĐ Thành phố", "17", "05", "12", "02", "03", "05", "07")),
    Row(("2", "LĐLĐ huyện Phong Thổ", "12", "04", "08", "02", "02", "04", "04")),
    Row(("3", "LĐLĐ huyện Tam Đường", "08", "02", "06", "01", "01", "05", "01")),
    Row(("4", "LĐLĐ huyện Sìn Hồ", "12", "04", "08", "03", "01", "06", "02")),
    Row(("5", "LĐLĐ huyện Tân Uyên", "08", "02", "06", "01", "01", "02", "04")),
    Row(("6", "LĐLĐ huyện Than Uyên", "09", "03", "06", "02", "01", "04", "02")),
    Row(("7", "LĐLĐ huyện Nậm Nhùn", "06", "01", "05", "01", "0", "05", "0")),
    Row(("8", "LĐLĐ huyện Mường Tè", "08", "02", "06", "02", "0", "06", "0")),
    Row(("9", "Công đoàn ngành Y Tế", "11", "03", "08", "02", "01", "06", "02")),
    Row(("10", "Công đoàn ngành Giáo dục", "06", "01", "05", "01", "0", "05", "0")),
    Row(("11", "Công đoàn viên chức", "15", "03", "12", "02", "01", "08", "04")),
    Row(("", "Tổng số", "112", "30", "82", "19", "11", "56", "26"), kind="total"),
)
QUOTA_HEAD = (
    (Head("STT", rows=2), Head("Tên đơn vị", rows=2), Head("Đại biểu dự Hội nghị", span=3), Head("Trong đó", span=4)),
    (
        *(Head("Tổng số"), Head("Tập thể"), Head("Cá nhân")),
        *(Head("Tập thể khối hành chính, sự nghiệp"), Head("Tập thể khối sản xuất kinh doanh")),
        *(Head("Cá nhân khối hành chính, sự nghiệp"), Head("Cá nhân khối sản xuất kinh doanh")),
    ),
)
FINDINGS = (
    "Lời văn kế hoạch ghi tập thể 32, bảng phân bổ cộng được 30.",
    "Lời văn kế hoạch ghi cá nhân 80, bảng phân bổ cộng được 82.",
)


def numbers(paper: Paper) -> list[str]:
    """The numbers of headings and numbered clauses, in their order."""
    return [block.number for block in paper.body if isinstance(block, (Heading, Paragraph)) and block.number]


def after(paper: Paper, heading: str) -> tuple[Block, ...]:
    """The blocks below a heading, up to the next numbered one."""
    start = next(at for at, block in enumerate(paper.body) if isinstance(block, Heading) and block.text == heading) + 1
    rest = paper.body[start:]
    end = next((at for at, block in enumerate(rest) if isinstance(block, Heading) and block.number), len(rest))
    return rest[:end]


# --- the real plan --------------------------------------------------------------------------------------------------


def test_the_frame_of_the_real_plan(real_plan):
    paper = plan_paper(real_plan, at=AT)
    assert paper.issuers == (Issuer("Liên đoàn Lao động tỉnh Lai Châu", "Tổng Liên đoàn Lao động Việt Nam"),)
    assert (paper.type_name, paper.number) == ("KẾ HOẠCH", "Số: 154/KH-LĐLĐ")
    assert paper.place_date == "Lai Châu, ngày 16 tháng 3 năm 2020"
    assert paper.title == real_plan.title
    assert paper.grounds == tuple(real_plan.grounds)
    assert paper.signatures == (Signature(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Nguyễn Thị Thiệu"),)
    assert paper.recipients == tuple(real_plan.recipients)
    assert paper.body[-1].text.endswith("phối hợp thực hiện./.")
    assert (paper.draft, paper.notes) == (True, FINDINGS)


def test_the_real_plan_is_numbered_without_a_gap(real_plan):
    """The office's own numbering jumps from III to V."""
    assert numbers(plan_paper(real_plan, at=AT)) == [
        *("I", "1.", "2.", "3.", "4.", "5."),
        *("II", "1", "2", "3", "4"),
        "III",
        *("IV", "1", "2", "2.1", "2.2", "3"),
        *("V", "1", "2"),
    ]


def test_prose_prints_what_the_table_adds_up_to(real_plan):
    """The office stated 32 and 80."""
    sentence, table = after(plan_paper(real_plan, at=AT), "Phân bổ số lượng")
    assert sentence == Paragraph(
        "Tổng số tập thể, cá nhân điển hình tiên tiến là đại biểu chính thức dự hội nghị 112; "
        "trong đó tập thể là 30 và cá nhân 82."
    )
    assert (table.head, table.rows) == (QUOTA_HEAD, QUOTA_ROWS)
    assert [column.align for column in table.columns] == ["center", "left", *["center"] * 7]


def test_live_sections_of_the_real_plan(real_plan):
    paper = plan_paper(real_plan, at=AT)
    assert after(paper, "Thời gian") == (Paragraph("01 ngày, dự kiến trung tuần tháng 6 năm 2020."),)
    assert after(paper, "Địa điểm") == (Paragraph("Thành phố Lai Châu."),)
    assert after(paper, "Số lượng") == (Paragraph("150 đại biểu."),)
    attendees = after(paper, "Thành phần")
    assert attendees[0] == Item("-", "Thường trực Tỉnh uỷ, HĐND, UBND tỉnh Lai Châu;")
    assert attendees[-1].text.endswith("Cổng Thông tin điện tử tỉnh Lai Châu.")
    agenda = after(paper, "Nội dung, chương trình Hội nghị")
    assert [item.marker for item in agenda] == [f"{place}." for place in range(1, 13)]
    assert (agenda[1], agenda[-1]) == (Item("2.", "Chào cờ."), Item("12.", "Bế mạc Hội nghị."))
    tasks = after(paper, "LĐLĐ huyện, thành phố, công đoàn ngành, công đoàn viên chức")
    assert tasks[0].text.endswith("(qua Ban công tác cơ sở) trước ngày 15 tháng 5 năm 2020.")


def test_criteria_stand_under_their_category_and_the_note_for_heads_stands_once(real_plan):
    blocks = after(plan_paper(real_plan, at=AT), "Đối với cá nhân")
    assert [(type(block).__name__, block.text[:32]) for block in blocks] == [
        ("Heading", "Cá nhân khối hành chính, sự nghi"),
        ("Item", "Là những cá nhân tiêu biểu từ nă"),
        ("Item", "Đối với đoàn viên không giữ chức"),
        ("Item", "Có phẩm chất chính trị vững vàng"),
        ("Heading", "Cá nhân khối sản xuất kinh doanh"),
        ("Item", "Là những cá nhân tiêu biểu trong"),
        ("Item", "Có 2 năm trở lên hoàn thành tốt "),
        ("Item", "Có đề tài, sáng kiến đề xuất các"),
        ("Item", "Có phẩm chất chính trị vững vàng"),
        ("Paragraph", "Lưu ý: Cá nhân là người đứng đầu"),
    ]


def test_the_appendix_of_speeches(real_plan):
    (appendix,) = plan_paper(real_plan, at=AT).appendices
    assert appendix.reference == (
        "(Kèm theo Kế hoạch số 154/KH-LĐLĐ\nngày 16 tháng 3 năm 2020 của Liên đoàn Lao động tỉnh Lai Châu)"
    )
    assert appendix.number == ""
    (table,) = appendix.body
    assert table.head == ((Head("STT"), Head("Đơn vị"), Head("Nội dung tham luận"), Head("Ghi chú")),)
    assert [row.cells[:2] for row in table.rows] == [
        ("1", "Công đoàn viên chức"),
        ("2", "LĐLĐ Thành phố"),
        ("3", "CĐN giáo dục"),
        ("4", "LĐLĐ huyện Than Uyên"),
        ("5", "Công đoàn ngành Y Tế"),
        ("6", "LĐLĐ huyện Tân Uyên"),
    ]
    assert {row.cells[3] for row in table.rows} == {"07 phút"}


def test_the_agenda_of_the_real_plan(real_plan):
    paper = agenda_paper(real_plan, at=AT)
    assert (paper.type_name, paper.number, paper.place_date) == ("CHƯƠNG TRÌNH", "", "")
    assert paper.title == "Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV, năm 2020"
    time, place, table = paper.body
    assert time == Paragraph("**Thời gian:** 01 ngày, dự kiến trung tuần tháng 6 năm 2020.")
    assert place == Paragraph("**Địa điểm:** Thành phố Lai Châu.")
    assert table.head == ((Head("STT"), Head("Nội dung")),)
    assert (len(table.rows), table.rows[-1]) == (12, Row(("12", "Bế mạc Hội nghị")))


def test_the_allocation_table_of_the_real_plan(real_plan):
    paper = allocation_paper(real_plan.allocations.current(), at=AT)
    assert (paper.type_name, paper.draft, paper.notes, paper.landscape) == ("BẢNG PHÂN BỔ", True, FINDINGS, False)
    reference, table = paper.body
    assert (reference.align, reference.italic) == ("center", True)
    assert (table.head, table.rows) == (QUOTA_HEAD, QUOTA_ROWS)


# --- letterhead, number, date ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("", f"Số: {BLANK}/KH-LĐLĐ"),
        ("/KH-LĐLĐ", f"Số: {BLANK}/KH-LĐLĐ"),
        ("/KH-UBND", f"Số: {BLANK}/KH-UBND"),
        ("05/KH-LĐLĐ", "Số: 05/KH-LĐLĐ"),
    ],
)
def test_a_plan_without_number_leaves_room_for_it(tree, number, printed):
    plan = make_plan(tree.province, number=number, date=None, status="draft")
    paper = plan_paper(plan, at=AT)
    assert paper.number == printed
    assert paper.place_date == f"Lai Châu, ngày{BLANK}tháng{BLANK}năm 2020"


def test_a_joint_plan_has_two_letterheads_and_two_signatures(tree):
    plan = make_plan(tree.province, number="", status="draft")
    plan.issuers.create(
        position=2, unit=tree.central, name="Ủy ban nhân dân tỉnh", authority=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], signer="B"
    )
    paper = plan_paper(plan, at=AT)
    assert [issuer.name for issuer in paper.issuers] == ["Liên đoàn Lao động tỉnh Lai Châu", "Ủy ban nhân dân tỉnh"]
    assert paper.signatures[1] == Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "B")
    assert paper.number == f"Số: {BLANK}/KH-LT"


@pytest.mark.parametrize(
    ("status", "draft"), [("draft", True), ("approved", True), ("issued", False), ("closed", False), ("suspended", False)]
)
def test_a_plan_is_a_draft_until_issued_and_only_a_draft_carries_findings(tree, status, draft):
    plan = make_plan(tree.province, status=status)
    make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, stated_collective=3)
    paper = plan_paper(plan, at=AT)
    assert paper.draft is draft
    assert paper.notes == (("Lời văn kế hoạch ghi tập thể 3, bảng phân bổ cộng được 2.",) if draft else ())


def test_an_issued_plan_does_not_print_a_newer_draft_of_its_table(tree):
    plan = make_plan(tree.province, status="issued")
    plan.sections.create(position=2, text="Có {quotas.total} suất.")
    make_table(plan, {tree.than_uyen: (1, 1, 1, 1)})
    make_table(plan, {tree.than_uyen: (9, 9, 9, 9)}, status="draft", number=2)
    assert plan_paper(plan, at=AT).body[-1].text == "Có 04 suất./."
    plan.status = "draft"
    plan.save()
    assert plan_paper(plan, at=AT).body[-1].text == "Có 36 suất./."


def test_a_table_is_a_draft_until_it_is_decided_on(tree):
    plan = make_plan(tree.province, status="issued")
    tables = [make_table(plan, {}, status=status, number=at) for at, status in enumerate(("draft", "approved", "published"), 1)]
    assert [allocation_paper(table, at=AT).draft for table in tables] == [True, False, False]


def test_a_table_that_did_not_go_out_with_its_issued_plan_is_a_draft(tree):
    plan = make_plan(tree.province, number="", date=None, status="approved")
    table = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status="approved")
    issue_plan(plan, on=date(2020, 3, 16), by=person("clerk", tree.province))
    plan = Plan.objects.get()
    later = make_table(plan, {tree.than_uyen: (2, 2, 2, 2)}, status="approved", number=2)
    assert [allocation_paper(Allocation.objects.get(pk=one.pk), at=AT).draft for one in (table, later)] == [False, True]


# --- sections -------------------------------------------------------------------------------------------------------


def add(plan, position, heading="", text="", parent=None, shows=()):
    return Section.objects.create(
        plan=plan, parent=parent, position=position, heading=heading, text=text, shows=[*shows]
    )


@pytest.fixture
def plan(tree):
    """A draft whose text the test writes."""
    plan = make_plan(tree.province, status="draft")
    plan.sections.all().delete()
    return plan


def test_four_levels_are_numbered_and_a_fifth_is_not(plan):
    above = None
    for heading in ("Một", "Hai", "Ba", "Bốn", "Năm"):
        above = add(plan, 1, heading, parent=above)
    assert plan_paper(plan, at=AT).body == (
        Heading(1, "I", "Một"),
        Heading(2, "1", "Hai"),
        Heading(3, "1.1", "Ba"),
        Heading(4, "a", "Bốn"),
        Heading(4, "", "Năm"),
    )


def test_clauses_without_heading_and_lists(plan):
    top = add(plan, 1, "Yêu cầu", "Mở đầu:\n- một;\n+ hai;\n\nCuối.")
    add(plan, 1, text="Nghiêm túc.\nTiết kiệm.", parent=top)
    add(plan, 2, text="- chỉ có gạch đầu dòng", parent=top)
    assert plan_paper(plan, at=AT).body == (
        Heading(1, "I", "Yêu cầu"),
        *(Paragraph("Mở đầu:"), Item("-", "một;"), Item("+", "hai;", 2), Paragraph("Cuối.")),
        *(Paragraph("Nghiêm túc.", number="1."), Paragraph("Tiết kiệm.")),
        *(Paragraph("", number="2."), Item("-", "chỉ có gạch đầu dòng./.")),
    )


def test_an_agenda_may_stand_with_dashes(plan):
    own = Conference.objects.create(plan=plan, position=1, level="province", own=True)
    own.agenda.create(position=1, title="Chào cờ")
    top = add(plan, 1, "Chương trình", shows=[{"what": "agenda", "numbered": False}])
    add(plan, 1, "Ghi chú", parent=top)
    assert plan_paper(plan, at=AT).body == (Heading(1, "I", "Chương trình"), Item("-", "Chào cờ."), Heading(2, "1", "Ghi chú"))


def test_a_fact_in_words_may_name_a_figure(plan):
    own = Conference.objects.create(
        plan=plan, position=1, level="province", own=True, planned=5, attendees=["{own.delegates.planned} khách;", "báo chí."]
    )
    own.composition.create(position=1, group="nữ", percent=30)  # a word that no reference can name
    own.composition.create(position=2, group="guest", percent=Decimal("33.50"), about=True)
    plan.late = "chờ đợt {own.ordinal} sau {deadline.dossier.short}"
    plan.save()
    add(plan, 1, text="Gồm {own.attendees} ({own.composition.guest}); {late}.")
    body = plan_paper(plan, at=AT).body
    assert body[0].text == "Gồm 05 khách; báo chí (khoảng 33,5%); chờ đợt {own.ordinal} sau trước ngày 15/5/2030./."


def test_sections_after_an_agenda_go_on_counting(plan):
    own = Conference.objects.create(plan=plan, position=1, level="province", own=True)
    for place, title in enumerate(("Chào cờ", "Bế mạc"), 1):
        own.agenda.create(position=place, title=title)
    top = add(plan, 1, "Chương trình", shows=[{"what": "agenda"}])
    add(plan, 1, "Ghi chú", parent=top)
    inner = add(plan, 2, "Nhắc lại", parent=top, shows=[{"what": "agenda", "of": "own"}])
    assert inner.parent == top
    assert plan_paper(plan, at=AT).body == (
        Heading(1, "I", "Chương trình"),
        *(Item("1.", "Chào cờ."), Item("2.", "Bế mạc.")),
        Heading(2, "3", "Ghi chú"),
        Heading(2, "4", "Nhắc lại"),
        *(Item("4.1.", "Chào cờ."), Item("4.2.", "Bế mạc./.")),
    )


def test_what_the_plan_does_not_hold_prints_nothing(plan):
    words = ("time", "place", "delegates", "attendees", "agenda", "composition", "eligible", "criteria", "quotas", "speeches")
    more = ("procedure", "dossier", "tasks", "budget", "presidium", "backdrop", "phases", "audiences", "awards")
    plan.deadlines.all().delete()
    add(plan, 1, "Mục", shows=[{"what": what} for what in (*words, *more, "deadlines")])
    assert plan_paper(plan, at=AT).body == (Heading(1, "I", "Mục"),)


def test_every_word_of_shows_prints_what_the_plan_holds(plan):
    own = Conference.objects.create(
        plan=plan, position=1, level="province", own=True, at_most=300, backdrop=["HỘI NGHỊ", "{own.ordinal}"], ordinal="IV",
        presidium_min=5, presidium_max=7, presidium_exemplary_min=2, presidium_exemplary_max=3,
    )  # fmt: skip
    own.composition.create(position=1, group="exemplary", percent=70, about=True)
    own.composition.create(position=2, group="guest", percent=Decimal("29.50"))
    plan.eligible, plan.procedure, plan.budget = ["Đoàn viên"], ["Bình bầu từ cơ sở."], ["Nguồn công đoàn"]
    plan.dossier, plan.awards = ["Tờ trình", "Biên bản"], ["Giấy khen"]
    plan.phases = [{"name": "Đợt 1", "from": "2025-01-01", "to": "2025-06-30", "occasions": ["3/2", "30/4"]}, {"name": "Đợt 2"}]
    plan.audiences = [{"name": "Công nhân", "text": "Thi đua sản xuất"}]
    plan.save()
    plan.deadlines.create(position=2, what="other", date=date(2020, 6, 1), from_whom="các ban", to_whom="Văn phòng")
    plan.tasks.create(position=1, by="Văn phòng", items=["Chuẩn bị hội trường"])
    words = ("delegates", "composition", "presidium", "backdrop", "eligible", "procedure", "budget", "dossier", "awards")
    add(plan, 1, "Mục", shows=[{"what": what} for what in (*words, "phases", "audiences", "deadlines", "tasks")])
    assert plan_paper(plan, at=AT).body[1:] == (
        Paragraph("Không quá 300 đại biểu."),
        *(Item("-", "Điển hình tiên tiến: khoảng 70%;"), Item("-", "Khách mời: 29,5%.")),
        Paragraph("Đoàn Chủ tịch gồm 05-07 người, trong đó có 02-03 điển hình tiên tiến."),
        *(Paragraph("HỘI NGHỊ", align="center"), Paragraph("IV", align="center")),
        *(Item("-", "Đoàn viên."), Item("-", "Bình bầu từ cơ sở."), Item("-", "Nguồn công đoàn.")),
        *(Item("-", "Tờ trình;"), Item("-", "Biên bản."), Item("-", "Giấy khen.")),
        *(Item("-", "Đợt 1 (từ ngày 01/01/2025 đến ngày 30/6/2025): 3/2; 30/4."), Item("-", "Đợt 2.")),
        Paragraph("**Công nhân:** Thi đua sản xuất."),
        Item("-", "Gửi hồ sơ trước ngày 15 tháng 5 năm 2030."),
        Item("-", "Các ban gửi về Văn phòng chậm nhất ngày 01 tháng 6 năm 2020."),
        *(Heading(3, "", "Văn phòng:"), Item("-", "Chuẩn bị hội trường./.")),
    )


def test_appendices_are_numbered_from_two_on(plan):
    plan.appendices.create(position=1, title="Bảng phân bổ", shows=[{"what": "quotas"}])
    plan.appendices.create(position=2, title="Tham luận", shows=[{"what": "speeches"}])
    found = plan_paper(plan, at=AT).appendices
    assert [(appendix.number, appendix.title, appendix.body) for appendix in found] == [
        ("I", "Bảng phân bổ", ()),
        ("II", "Tham luận", ()),
    ]
    assert isinstance(found[0], Appendix)


def test_a_bloc_keeps_its_group_and_one_subject_needs_no_sums(tree):
    plan = make_plan(tree.province, status="draft")
    plan.categories.filter(subject="collective").delete()
    bloc = tree.province.blocs.create(name="Khối Mầm non", group="Khối Giáo dục")
    table = allocation_paper(make_table(plan, {bloc: (18, 0), tree.than_uyen: (1, 2)}), at=AT).body[1]
    assert table == Table(
        columns=(Column(1, "center"), Column(4.5), Column(1.2, "center"), Column(1.7, "center"), Column(1.7, "center")),
        head=(
            (Head("STT", rows=2), Head("Tên đơn vị, khối", rows=2), Head("Tổng số", rows=2), Head("Trong đó", span=2)),
            (Head("Cá nhân khối hành chính, sự nghiệp"), Head("Cá nhân khối sản xuất kinh doanh")),
        ),
        rows=(
            Row(("1", "Khối Giáo dục: Khối Mầm non", "18", "18", "0")),
            Row(("2", "LĐLĐ huyện Than Uyên", "03", "01", "02")),
            Row(("", "Tổng số", "21", "19", "02"), kind="total"),
        ),
    )


def test_an_agenda_with_presenters_and_minutes_has_their_columns(plan):
    own = Conference.objects.create(plan=plan, position=1, level="province", own=True, name="Hội nghị")
    own.agenda.create(position=1, title="Chào cờ", minutes=5)
    own.agenda.create(position=2, title="Khai mạc", presenter="Chủ tịch")
    (table,) = agenda_paper(plan, at=AT).body
    assert table.head == (tuple(map(Head, ("STT", "Nội dung", "Người thực hiện", "Thời lượng"))),)
    assert table.rows == (Row(("1", "Chào cờ", "", "05 phút")), Row(("2", "Khai mạc", "Chủ tịch", "")))


def test_the_table_of_kinds(plan):
    assert {name: (kind.of, kind.faces) for name, kind in PAPERS.items()} == {
        "plan": ("plan", ("pdf", "docx")),
        "agenda": ("plan", ("pdf", "docx")),
        "allocation": ("allocation", ("pdf", "docx", "xlsx")),
    }
    assert [kind.thing(plan) for kind in PAPERS.values()] == [plan, None, None]
    own = Conference.objects.create(plan=plan, position=1, level="province", own=True)
    assert PAPERS["agenda"].thing(plan) is None  # nothing is printed that only says that nothing is said
    own.agenda.create(position=1, title="Chào cờ")
    assert PAPERS["agenda"].thing(plan) == plan


# --- words ----------------------------------------------------------------------------------------------------------


def test_a_ground_that_only_names_a_paper_gets_its_verb():
    assert ground_line("Hướng dẫn số 04/HD-SNV ngày 23/9/2024") == "Căn cứ Hướng dẫn số 04/HD-SNV ngày 23/9/2024"
    assert ground_line("thực hiện Chương trình công tác") == "Thực hiện Chương trình công tác"
    assert ground_line("Căn cứ Kế hoạch số 75/KH-TLĐ") == "Căn cứ Kế hoạch số 75/KH-TLĐ"


def test_closing_marks():
    assert [sentence(text) for text in ("Một", "Hai.", "Ba;", "Bốn:  ")] == ["Một.", "Hai.", "Ba;", "Bốn:"]
    assert enumeration(["một.", "hai;", "ba"]) == [Item("-", "một;"), Item("-", "hai;"), Item("-", "ba.")]


@pytest.mark.parametrize(("days", "text"), [("1", "01 ngày"), ("0.5", "½ ngày"), ("1.5", "1,5 ngày"), ("12.0", "12 ngày")])
def test_days(days, text):
    assert days_text(Decimal(days)) == text


def test_spans():
    assert [span(5, 7), span(5, None), span(None, 7), span(5, 5), span(None, None)] == ["05-07", "05", "07", "05", ""]


def test_time_without_words_is_the_span_of_days():
    conference = Conference(when_from=date(2024, 7, 26), when_to=date(2024, 7, 26), days=Decimal("0.5"))
    assert time_text(conference) == "½ ngày, ngày 26 tháng 7 năm 2024"
    assert time_text(Conference(complete_by=date(2025, 3, 10), complete_before=True)) == "hoàn thành trước ngày 10 tháng 3 năm 2025"
    assert time_text(Conference()) == ""


def test_the_full_name_says_nothing_twice():
    assert full_name(Conference(name="Hội nghị", ordinal="IV", when_to=date(2020, 6, 20))) == "Hội nghị lần thứ IV, năm 2020"
    assert full_name(Conference(name="Hội nghị năm 2020 lần thứ IV", ordinal="IV", when_to=date(2020, 6, 20))) == (
        "Hội nghị năm 2020 lần thứ IV"
    )
    assert full_name(Conference()) == "Hội nghị"


def test_lines_of_text():
    assert text_blocks("") == []
    assert text_blocks(" một \n-hai") == [Paragraph("một"), Paragraph("-hai")]
