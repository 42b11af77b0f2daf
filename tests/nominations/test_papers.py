"""The decision as plain data, and as the clerk reads it on paper."""

from datetime import UTC, date, datetime

import pytest

from nominations.models import Decision, Presentation
from nominations.papers.certificates import certificates
from nominations.papers.decision import counted, decision_paper
from nominations.papers.presenting import presenters_list, receipt_list
from nominations.presenting import in_order
from papers.faces import pdf
from papers.paper import Appendix, Article, Column, Head, Heading, Issuer, Item, Paper, Paragraph, Row, Signature, Table
from tests.builders import make_decision, make_dossier
from tests.papers.reading import page_number, pages, text

AT = datetime(2020, 4, 17, 2, tzinfo=UTC)
BLANK = "\u00a0" * 6
PROVINCE = "Liên đoàn Lao động tỉnh Lai Châu"
TEAM = Table(
    columns=(Column(1, "center"), Column(13)),
    head=((Head("STT"), Head("Tên tập thể")),),
    rows=(Row(("Công đoàn cơ sở Trường THCS Than Uyên",), "group"), Row(("1", "Tổ Toán (mẫu)"))),
)
PEOPLE = Table(
    columns=(Column(1, "center"), Column(5), Column(8)),
    head=((Head("STT"), Head("Họ và tên"), Head("Chức vụ, đơn vị công tác")),),
    rows=(
        Row(("Công đoàn cơ sở Trường THCS Than Uyên",), "group"),
        Row(("1", "Lò Thị Ánh", "Giáo viên")),
        Row(("2", "Vàng A Dế", "Hiệu trưởng")),
        Row(("Công đoàn cơ sở Trung tâm Y tế Than Uyên",), "group"),
        Row(("3", "Nguyễn Văn Bình", "Bác sĩ")),
    ),
)


@pytest.fixture
def honoured(campaign):
    """A team and three people of two unions, entered in no order."""
    plan, clinic = campaign.plan, campaign.tree.than_uyen_clinic
    return [
        make_dossier(plan, clinic, status="decided", name="Nguyễn Văn Bình", position="Bác sĩ"),
        make_dossier(plan, campaign.school, status="decided", name="Vàng A Dế", position="Hiệu trưởng"),
        make_dossier(plan, campaign.school, status="decided", key="collective-public", name="Tổ Toán (mẫu)", position=""),
        make_dossier(plan, campaign.school, status="decided", name="Lò Thị Ánh", position="Giáo viên"),
    ]


@pytest.fixture
def issued(campaign, honoured):
    return make_decision(
        campaign.plan,
        honoured,
        status="issued",
        number="87/QĐ-LĐLĐ",
        date=date(2020, 4, 17),
        award_form="Bằng khen của LĐLĐ tỉnh",
        merit="đã có thành tích xuất sắc, giai đoạn 2016 - 2020",
        fund="ngân sách công đoàn tỉnh",
        grounds=["Căn cứ Điều lệ Công đoàn Việt Nam", "Xét đề nghị của các đơn vị"],
    )


def bodies(paper: Paper) -> list[str]:
    return [block.text for block in paper.body]


def names(paper: Paper) -> list[str]:
    """The names of the list in the order printed."""
    tables = [block for block in paper.appendices[0].body if isinstance(block, Table)]
    return [row.cells[1] for table in tables for row in table.rows if row.kind == "body"]


# --- the data -------------------------------------------------------------------------------------------------------


def test_an_issued_decision_with_its_list(issued):
    assert decision_paper(issued, at=AT) == Paper(
        issuers=(Issuer(PROVINCE),),
        number="Số: 87/QĐ-LĐLĐ",
        place_date="Lai Châu, ngày 17 tháng 4 năm 2020",
        type_name="QUYẾT ĐỊNH",
        title="Về việc tặng Bằng khen của LĐLĐ tỉnh cho tập thể và cá nhân",
        deciding_body=f"BAN THƯỜNG VỤ {PROVINCE}",
        grounds=("Căn cứ Điều lệ Công đoàn Việt Nam", "Xét đề nghị của các đơn vị"),
        decides="QUYẾT ĐỊNH:",
        body=(
            Article(
                1,
                "Tặng Bằng khen của LĐLĐ tỉnh cho 01 (một) tập thể, 03 (ba) cá nhân đã có thành tích xuất sắc, "
                "giai đoạn 2016 - 2020 (có danh sách kèm theo).",
            ),
            Article(
                2,
                "Tiền thưởng kèm theo Bằng khen của LĐLĐ tỉnh thực hiện theo quy định, trích từ ngân sách công đoàn tỉnh.",
            ),
            Article(
                3,
                "Quyết định này có hiệu lực kể từ ngày ký. Các đơn vị liên quan và các tập thể, cá nhân có tên tại Điều 1 "
                "chịu trách nhiệm thi hành Quyết định này./.",
            ),
        ),
        signatures=(Signature(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Nguyễn Thị Mẫu"),),
        recipients=("Như Điều 3", "Lưu: VT"),
        appendices=(
            Appendix(
                title="DANH SÁCH\ntập thể và cá nhân được tặng Bằng khen của LĐLĐ tỉnh",
                reference=f"(Kèm theo Quyết định số 87/QĐ-LĐLĐ ngày 17 tháng 4 năm 2020 của {PROVINCE})",
                body=(
                    Heading(1, "I", "tập thể"),
                    TEAM,
                    Heading(1, "II", "cá nhân"),
                    PEOPLE,
                    Paragraph("Danh sách gồm có 01 (một) tập thể, 03 (ba) cá nhân./."),
                ),
            ),
        ),
        draft=False,
    )


@pytest.mark.parametrize("status", ["draft", "returned", "submitted", "approved"])
def test_until_it_is_issued_it_is_a_draft_with_blanks_for_number_and_date(issued, status):
    issued.status, issued.number, issued.date = status, "", None
    paper = decision_paper(issued, at=AT)
    assert paper.draft is True
    assert paper.number == f"Số: {BLANK}/QĐ-LĐLĐ"
    assert paper.place_date == f"Lai Châu, ngày{BLANK}tháng{BLANK}năm 2020"
    assert paper.appendices[0].reference == (
        f"(Kèm theo Quyết định số {BLANK}/QĐ-LĐLĐ ngày{BLANK}tháng{BLANK}năm 2020 của {PROVINCE})"
    )


def test_the_blank_year_is_the_year_in_vietnam(issued):
    issued.date = None
    paper = decision_paper(issued, at=datetime(2020, 12, 31, 18, tzinfo=UTC))
    assert paper.place_date == f"Lai Châu, ngày{BLANK}tháng{BLANK}năm 2021"


def test_only_people(campaign, honoured):
    decision = make_decision(campaign.plan, honoured[:1], listing="appendix")
    paper = decision_paper(decision, at=AT)
    assert paper.title == "Về việc tặng Bằng khen cho cá nhân"
    assert bodies(paper)[0] == "Tặng Bằng khen cho 01 (một) cá nhân đã có thành tích xuất sắc (có danh sách kèm theo)."
    assert [block for block in paper.appendices[0].body if isinstance(block, Heading)] == [Heading(1, "I", "cá nhân")]
    assert names(paper) == ["Nguyễn Văn Bình"]


def test_only_collectives(campaign, honoured):
    paper = decision_paper(make_decision(campaign.plan, honoured[2:3], listing="appendix"), at=AT)
    assert paper.appendices[0].title == "DANH SÁCH\ntập thể được tặng Bằng khen"
    assert paper.appendices[0].body == (
        Heading(1, "I", "tập thể"),
        TEAM,
        Paragraph("Danh sách gồm có 01 (một) tập thể./."),
    )


def test_a_list_still_empty_reads_without_a_hole(campaign):
    paper = decision_paper(make_decision(campaign.plan, []), at=AT)
    assert bodies(paper)[0] == (
        "Tặng Bằng khen cho tập thể, cá nhân đã có thành tích xuất sắc (có danh sách kèm theo)."
    )
    assert paper.appendices[0].body == (Paragraph("Danh sách chưa có tên nào./."),)


SCHOOL, CLINIC = "Công đoàn cơ sở Trường THCS Than Uyên", "Công đoàn cơ sở Trung tâm Y tế Than Uyên"


def test_few_names_stand_in_the_first_article(campaign, honoured):
    paper = decision_paper(make_decision(campaign.plan, honoured[:3]), at=AT)
    assert paper.appendices == ()
    assert paper.body[:-2] == (
        Article(1, "Tặng Bằng khen cho 01 (một) tập thể, 02 (hai) cá nhân đã có thành tích xuất sắc, gồm:"),
        Item("a)", "Tập thể:"),
        Item("1.", f"Tổ Toán (mẫu), {SCHOOL};", 2),
        Item("b)", "Cá nhân:"),
        Item("1.", f"Vàng A Dế, Hiệu trưởng, {SCHOOL};", 2),
        Item("2.", f"Nguyễn Văn Bình, Bác sĩ, {CLINIC}.", 2),
    )


def test_few_people_alone_need_no_headings(campaign, honoured):
    paper = decision_paper(make_decision(campaign.plan, honoured[:2]), at=AT)
    assert paper.body[1:-2] == (
        Item("1.", f"Vàng A Dế, Hiệu trưởng, {SCHOOL};"),
        Item("2.", f"Nguyễn Văn Bình, Bác sĩ, {CLINIC}."),
    )


@pytest.mark.parametrize(("listing", "inside"), [("auto", [True, True, False]), ("inside", [True] * 3), ("appendix", [False] * 3)])
def test_where_the_names_stand_follows_their_number_unless_somebody_chose(campaign, honoured, listing, inside):
    found = [not decision_paper(make_decision(campaign.plan, honoured[:0], listing=listing), at=AT).appendices]
    for names in (1, 3, 4):
        decision = make_decision(campaign.plan, honoured[:names], listing=listing)
        found.append(not decision_paper(decision, at=AT).appendices)
        decision.lines.all().delete()
    assert found == [False, *inside]  # an empty list has no names to write anywhere


def test_names_in_the_first_article_are_printed_with_it(campaign, honoured):
    [only] = printed(make_decision(campaign.plan, honoured, listing="inside"))
    words = text(only)
    assert f"Cá nhân: 1. Lò Thị Ánh, Giáo viên, {SCHOOL}; 2. Vàng A Dế, Hiệu trưởng, {SCHOOL}; 3. Nguyễn Văn Bình, Bác sĩ, {CLINIC}. Điều 2." in words


def test_without_a_fund_none_is_named(campaign, honoured):
    paper = decision_paper(make_decision(campaign.plan, honoured), at=AT)
    assert bodies(paper)[1] == "Tiền thưởng kèm theo Bằng khen thực hiện theo quy định."


def test_a_joint_decision_bears_both_issuers_and_the_joint_symbol(issued, campaign):
    authority = ["TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"]
    issued.plan.issuers.create(
        position=2, unit=campaign.tree.dien_bien, name="Ủy ban nhân dân tỉnh", authority=authority, signer="Lê Văn Mẫu"
    )
    issued.number = ""
    paper = decision_paper(issued, at=AT)
    assert paper.issuers == (Issuer(PROVINCE), Issuer("Ủy ban nhân dân tỉnh"))
    assert paper.number == f"Số: {BLANK}/QĐ-LT"
    assert [signature.signer for signature in paper.signatures] == ["Nguyễn Thị Mẫu", "Lê Văn Mẫu"]
    assert paper.deciding_body == f"BAN THƯỜNG VỤ {PROVINCE}\nỦy ban nhân dân tỉnh"
    assert paper.appendices[0].reference.endswith(f"của {PROVINCE} và Ủy ban nhân dân tỉnh)")
    lines = in_order(issued)
    assert receipt_list(issued, lines, at=AT).issuers == presenters_list(issued, lines, Presentation(decision=issued)).issuers == paper.issuers
    texts = certificates(issued, lines[:1])[0].texts
    assert [texts[name] for name in ("signer", "second_signer", "second_authority")] == ["Nguyễn Thị Mẫu", "Lê Văn Mẫu", "TM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH"]


@pytest.mark.parametrize(
    ("authority", "body"),
    [
        (["TM. BAN CHẤP HÀNH", "CHỦ TỊCH"], f"BAN CHẤP HÀNH {PROVINCE}"),
        (["TM. LIÊN ĐOÀN LAO ĐỘNG"], PROVINCE),  # its name says it already
        (["TM. BTV LĐLĐ TỈNH", "CHỦ TỊCH"], f"BAN THƯỜNG VỤ {PROVINCE}"),  # as An Dương shortens it
        (["TM. BAN THƯỜNG VỤ LIÊN ĐOÀN"], f"BAN THƯỜNG VỤ {PROVINCE}"),
        (["TM. BAN THƯỜNG VỤ LIÊN"], f"BAN THƯỜNG VỤ {PROVINCE}"),
        ([], PROVINCE),
    ],
)
def test_the_body_that_decides_is_the_one_for_which_the_signer_signs(issued, authority, body):
    issued.plan.issuers.update(authority=authority)
    assert decision_paper(issued, at=AT).deciding_body == body


def test_the_list_prints_names_as_they_stood_when_it_was_made(issued, honoured, campaign):
    campaign.school.name = "Công đoàn cơ sở mới"
    campaign.school.save()
    honoured[3].name = "Tên mới"
    honoured[3].save()
    assert set(names(decision_paper(issued, at=AT))) == {"Tổ Toán (mẫu)", "Lò Thị Ánh", "Vàng A Dế", "Nguyễn Văn Bình"}
    assert "Công đoàn cơ sở mới" not in repr(decision_paper(issued, at=AT))


def test_counts_are_counted(campaign, honoured):
    assert counted(make_decision(campaign.plan, honoured).lines.all()) == "01 tập thể và 03 cá nhân"
    assert counted([]) == ""


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_whatever_its_length(campaign, django_assert_num_queries, count):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="accepted") for _ in range(count)]
    made = make_decision(campaign.plan, dossiers, listing="appendix")
    decision = Decision.objects.select_related("plan__unit").get(pk=made.pk)
    with django_assert_num_queries(6):
        decision_paper(decision, at=AT)


# --- on paper -------------------------------------------------------------------------------------------------------


def printed(decision: Decision) -> list:
    return pages(pdf.render(decision_paper(decision, at=AT)))


def test_the_printed_decision_reads_as_its_data(issued):
    first, appendix = printed(issued)
    words = text(first)
    in_order = [
        "LIÊN ĐOÀN LAO ĐỘNG",
        "Số: 87/QĐ-LĐLĐ",
        "QUYẾT ĐỊNH Về việc tặng Bằng khen của LĐLĐ tỉnh cho tập thể và cá nhân",
        f"BAN THƯỜNG VỤ {PROVINCE.upper()}",
        "Căn cứ Điều lệ Công đoàn Việt Nam; Xét đề nghị của các đơn vị.",
        "QUYẾT ĐỊNH: Điều 1. Tặng Bằng khen của LĐLĐ tỉnh cho 01 (một) tập thể, 03 (ba) cá nhân",
        "Điều 2. Tiền thưởng",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        "- Như Điều 3;",
        "Nguyễn Thị Mẫu",
    ]
    found = [words.find(part) for part in in_order]
    assert -1 not in found
    assert found == sorted(found)
    assert "DỰ THẢO" not in first.extract_text()
    people = appendix.extract_tables()[1]
    assert people == [
        ["STT", "Họ và tên", "Chức vụ, đơn vị công tác"],
        ["Công đoàn cơ sở Trường THCS Than Uyên", None, None],
        ["1", "Lò Thị Ánh", "Giáo viên"],
        ["2", "Vàng A Dế", "Hiệu trưởng"],
        ["Công đoàn cơ sở Trung tâm Y tế Than Uyên", None, None],
        ["3", "Nguyễn Văn Bình", "Bác sĩ"],
    ]
    assert text(appendix).endswith("Danh sách gồm có 01 (một) tập thể, 03 (ba) cá nhân./.")


def test_a_printed_draft_says_so_and_leaves_room_for_the_pen(campaign, honoured):
    drafted = printed(make_decision(campaign.plan, honoured))
    assert ["DỰ THẢO" in page.extract_text() for page in drafted] == [True, True]
    assert "Số: /QĐ-LĐLĐ" in text(drafted[0])


def test_the_longest_names_and_positions_are_printed_whole(campaign):
    team = "Tập thể Tổ Nghiệp vụ " + "và công tác phong trào " * 7 + "số 2"
    name = "Nguyễn " + "Hoàng " * 30 + "Anh"
    position = "Phó trưởng phòng kiêm " + "Tổ trưởng tổ chuyên môn liên trường " * 7 + "khu vực"
    dossiers = [
        make_dossier(campaign.plan, campaign.school, status="accepted", key="collective-public", name=team),
        make_dossier(campaign.plan, campaign.school, status="accepted", name=name, position=position),
    ]
    cells = [" ".join(cell.split()) for page in printed(make_decision(campaign.plan, dossiers, listing="appendix")) for cell in _cells(page)]
    assert [cell for cell in cells if len(cell) > 100] == [team, name, position]


def _cells(page) -> list[str]:
    return [cell for table in page.extract_tables() for row in table for cell in row if cell]


def test_a_long_list_runs_over_pages_with_its_head_on_each(campaign):
    school = campaign.school
    dossiers = [make_dossier(campaign.plan, school, status="accepted", name=f"Người {order:03d}") for order in range(90)]
    _, *appendix = printed(make_decision(campaign.plan, dossiers))
    assert [page_number(page) for page in appendix] == ["", "2", "3", "4"]
    assert [page.extract_tables()[0][0] for page in appendix] == [["STT", "Họ và tên", "Chức vụ, đơn vị công tác"]] * 4
    rows = [row for page in appendix for row in page.extract_tables()[0] if row[0].isdigit()]
    assert [row[:2] for row in rows] == [[str(order + 1), f"Người {order:03d}"] for order in range(90)]
