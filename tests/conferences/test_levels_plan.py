"""The plan of Bàu Bàng: rules for grassroots conferences beside the district's own, facts named in running text."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from conferences.actions import import_plan
from conferences.facts import REFERENCE
from conferences.models import Plan
from conferences.papers.agenda import agenda_paper
from conferences.papers.plan import plan_paper
from conferences.plan_file import read
from papers.faces import word
from papers.paper import Issuer, Item, Paragraph, Signature
from tests.builders import person
from tests.conferences.plan_files import BAU_BANG, leaves_of, make_units
from tests.conferences.test_joint_plan import PRINTED_AS_THEY_ARE, bare, pieces, printed
from tests.conferences.test_papers import after, numbers
from tests.papers.word_reading import shown

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]  # about the papers; the round trip asks both databases
AT = datetime(2025, 1, 21, 2, tzinfo=UTC)
GUESTS = "Đại biểu khách mời; đại biểu đại diện các tập thể, các bộ phận, tổ, đội xuất sắc, tiêu biểu"


@pytest.fixture
def plan(db) -> Plan:
    make_units()
    return import_plan(read(BAU_BANG.read_bytes())).plan


def test_both_levels_are_kept(plan):
    own, below = plan.conferences.all()
    assert (own.level, own.own, own.planned, own.at_most, own.days) == ("district", True, 250, None, Decimal("0.5"))
    assert (own.when_text, own.tentative, own.when_from, own.when_to) == (
        *("cuối tháng 3/2025", True),
        *(date(2025, 3, 21), date(2025, 3, 31)),
    )
    assert (below.level, below.own, below.planned, below.at_most, below.days) == ("grassroots", False, None, 200, Decimal("0.5"))
    assert (below.complete_by, below.complete_before) == (date(2025, 3, 10), True)
    assert (below.plenary_below, below.delegates_above) == (300, 300)
    for conference, members, exemplary in ((own, (5, 7), (2, 3)), (below, (3, 5), (1, 2))):
        assert (conference.presidium_min, conference.presidium_max) == members
        assert (conference.presidium_exemplary_min, conference.presidium_exemplary_max) == exemplary
        shares = [(share.group, share.percent, share.about) for share in conference.composition.all()]
        assert shares == [("exemplary", 70, True), ("guest", 30, True)]
    assert (plan.parent_number, plan.categories.count(), plan.allocations.count()) == ("137/KH-LĐLĐ", 0, 0)


def test_the_frame_of_the_plan(plan):
    paper = plan_paper(plan, at=AT)
    assert paper.issuers == (Issuer("Liên đoàn Lao động huyện Bàu Bàng", "Liên đoàn Lao động tỉnh Bình Dương"),)
    assert paper.signatures == (Signature(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Phạm Nguyễn Uyên Chi"),)
    assert (paper.number, paper.place_date) == ("Số: 20/KH-LĐLĐ", "Bàu Bàng, ngày 20 tháng 01 năm 2025")
    assert [ground[:34] for ground in paper.grounds] == [
        "Căn cứ Kế hoạch số 137/KH-LĐLĐ ngà",
        "Căn cứ Hướng dẫn số 04/HD-SNV ngày",  # one paragraph of the office's, with one “Căn cứ” for both
    ]
    assert paper.body[-1].text.endswith("được hướng dẫn kịp thời./.")
    assert (paper.recipients[-1], paper.notes) == ("Lưu: VP", ())


def test_it_is_numbered_without_the_offices_doubled_one(plan):
    """Theirs begins "1. Mục đích: 1."."""
    assert numbers(plan_paper(plan, at=AT)) == [
        *("I", "1", "1.1.", "1.2.", "1.3.", "2"),
        *("II", "1", "2", "2.1", "2.2", "3", "4", "5", "5.1", "5.2", "5.3", "5.4"),
        *("III", "1", "2"),
    ]


def test_the_rules_for_the_grassroots_level_print_in_the_plans_words(plan):
    plenary, delegates, who, how_many, when, _, sending = after(plan_paper(plan, at=AT), "Đối với Công đoàn cơ sở")
    assert plenary.text.startswith("Công đoàn cơ sở có dưới 300 đoàn viên tổ chức Hội nghị toàn thể")
    assert delegates == Item(
        "-",
        "Công đoàn cơ sở có trên 300 đoàn viên khuyến khích tổ chức “Hội nghị điển hình tiên tiến”, “Hội nghị biểu dương những "
        "người lao động giỏi, lao động sáng tạo”, “Gặp mặt, giao lưu với các điển hình tiêu biểu”.",
    )
    assert who.text.startswith(f"Thành phần: {GUESTS}")
    assert who.text.endswith("quản lý, gương người tốt, việc hay (tỷ lệ đại biểu nữ, đại biểu người dân tộc thiểu số phù hợp).")
    assert how_many.text.endswith(
        "nhưng tối đa không quá 200 đại biểu (đại biểu điển hình tiên tiến khoảng 70%, đại biểu khách mời khoảng 30%)."
    )
    assert when == Item("-", "**Thời gian: ½ ngày, hoàn thành trước ngày 10/3/2025.**")
    assert sending.text.endswith("gửi hồ sơ về Liên đoàn Lao động huyện **trước ngày 15/3/2025.**")


def test_the_districts_own_conference_prints_in_the_plans_words(plan):
    form, when, who, how_many = after(plan_paper(plan, at=AT), "Đối với Liên đoàn Lao động huyện")
    assert form == Item("-", "Hình thức tổ chức: Hội nghị biểu dương “lao động giỏi, lao động sáng tạo”.")
    assert when == Item("-", "Thời gian tổ chức: ½ ngày, dự kiến trong cuối tháng 3/2025.")
    assert who.text.startswith(f"Thành phần: {GUESTS}")
    assert how_many == Item(
        "-", "Số lượng đại biểu: 250 đại biểu (đại biểu điển hình tiên tiến khoảng 70%, đại biểu khách mời khoảng 30%)."
    )


def test_the_agenda_stands_with_dashes_and_the_backdrop_line_by_line(plan):
    paper = plan_paper(plan, at=AT)
    agenda = after(paper, "Chương trình, nội dung Hội nghị")
    assert [item.marker for item in agenda] == ["-"] * 9
    assert (agenda[0], agenda[-1]) == (Item("-", "Chào cờ."), Item("-", "Tổng kết và bế mạc."))
    assert after(paper, "Trang trí phong chính của Hội nghị") == (
        Paragraph("Hội nghị", align="center"),
        Paragraph(".....", align="center"),
        Paragraph("Lần thứ ... (2025 - 2030)", align="center"),
        Paragraph("Địa điểm, ngày ... tháng ... năm 2025", align="center"),
    )


def test_the_presidiums_of_both_levels(plan):
    below, own = after(plan_paper(plan, at=AT), "Thành phần, số lượng Đoàn Chủ tịch Hội nghị")
    assert below.text.startswith("Đối với công đoàn cơ sở: số lượng Đoàn Chủ tịch từ 03-05 người; có đại diện lãnh đạo Đảng")
    assert "công đoàn và 01-02 đại biểu là Chiến sĩ thi đua" in below.text
    assert own.text.startswith("Đối với Liên đoàn Lao động huyện: số lượng Đoàn Chủ tịch từ 05-07 người; có đại diện lãnh đạo")
    assert "và có từ 02-03 đại biểu là Chiến sĩ thi đua" in own.text


def test_the_report_outline_has_items_within_items(plan):
    outline = after(
        plan_paper(plan, at=AT),
        "Báo cáo tổng kết phong trào thi đua và công tác khen thưởng 05 năm (2020 -2025) và phương hướng, nhiệm vụ công tác "
        "thi đua, khen thưởng 05 năm (2025 - 2030)",
    )
    kinds = [getattr(block, "marker", "") for block in outline]
    assert kinds == ["", "", "-", "-", *"+++++", "-", "+", "+"]


def test_what_each_has_to_do(plan):
    paper = plan_paper(plan, at=AT)
    (alone,) = after(paper, "Liên đoàn Lao động huyện")
    assert isinstance(alone, Paragraph)
    assert [block.marker for block in after(paper, "Đối với công đoàn cơ sở")[:3]] == ["-", "-", "-"]


def test_the_agenda_paper_bears_the_districts_conference(plan):
    paper = agenda_paper(plan, at=AT)
    assert paper.title == "Hội nghị điển hình tiên tiến trong công nhân, viên chức, lao động huyện Bàu Bàng năm 2025"
    assert paper.body[0] == Paragraph("**Thời gian:** ½ ngày, dự kiến cuối tháng 3/2025.")
    assert len(paper.body[1].rows) == 9


# --- the print read back --------------------------------------------------------------------------------------------


def texts_of_the_file() -> dict[str, str]:
    words = {*PRINTED_AS_THEY_ARE, "title", "backdrop", "form"} - {"group"}  # here a word of the file's own
    leaves = {path: text for path, text in leaves_of(BAU_BANG.read_bytes()).items() if not path.startswith(".notes")}
    return {path: text for path, text in leaves.items() if path.rpartition(".")[2].partition("[")[0] in words}


def test_every_text_of_the_file_stands_in_both_faces(plan):
    paper = plan_paper(plan, at=AT)
    texts = texts_of_the_file()
    assert len(texts) > 70
    for found in (printed(paper), bare("".join(shown(word.render(paper))))):
        assert [path for path, text in texts.items() if any(piece not in found for piece in pieces(text))] == []


@pytest.mark.parametrize(
    "fact",
    [
        *("20/KH-LĐLĐ", "ngày 20 tháng 01 năm 2025", "dưới 300 đoàn viên", "trên 300 đoàn viên", "không quá 200 đại biểu"),
        *("khoảng 70%, đại biểu khách mời khoảng 30%", "trước ngày 10/3/2025", "trước ngày 15/3/2025", "250 đại biểu"),
        *("½ ngày, dự kiến trong cuối tháng 3/2025", "03-05 người", "05-07 người", "01-02 đại biểu", "02-03 đại biểu"),
    ],
)
def test_what_is_computed_stands_in_the_print_too(plan, fact):
    assert bare(fact) in printed(plan_paper(plan, at=AT))


def test_no_reference_is_left(plan):
    assert REFERENCE.findall(printed(plan_paper(plan, at=AT))) == []


# --- its page -------------------------------------------------------------------------------------------------------


def test_its_page_of_conferences_tells_the_levels_apart(plan, client):
    client.force_login(person("officer", plan.unit))
    html = client.get(reverse("conferences:conference", args=[plan.pk])).content.decode()
    page = " ".join(strip_tags(html.replace("<", " <")).split())
    for fact in (
        "huyện Bàu Bàng năm 2025 Chương trình",
        "Hình thức Hội nghị biểu dương “lao động giỏi, lao động sáng tạo”",
        "Cơ cấu Điển hình tiên tiến: khoảng 70%; Khách mời: khoảng 30%",
        "Đoàn Chủ tịch 05-07 người, trong đó có 02-03 điển hình tiên tiến",
        "(cấp cơ sở)",
        "Hình thức “Hội nghị điển hình tiên tiến”, “Hội nghị biểu dương những",
        "Thời gian ½ ngày, hoàn thành trước ngày 10 tháng 3 năm 2025",
        "Nhiều nhất 200 đại biểu",
        "Hội nghị toàn thể dưới 300 đoàn viên Hội nghị đại biểu trên 300 đoàn viên",
    ):
        assert fact in page
