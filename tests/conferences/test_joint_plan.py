"""The joint plan of An Dương: two bodies, places given to blocs. Its file is the whole plan, and so is its print."""

import unicodedata
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from conferences.actions import import_plan
from conferences.facts import REFERENCE
from conferences.models import Plan
from conferences.papers.agenda import agenda_paper
from conferences.papers.allocation import allocation_paper
from conferences.papers.plan import plan_paper
from conferences.plan_file import read
from conferences.querysets import table_of
from conferences.sheets import allocation_sheet
from nominations.papers.decision import decision_paper
from organizations.models import Unit
from papers.faces import render
from papers.paper import Head, Issuer, Item, Paper, Paragraph, Row, Signature
from tests.builders import make_decision, make_kind, make_unit, person
from tests.conferences.plan_files import AN_DUONG, leaves_of
from tests.conferences.test_papers import after, numbers
from tests.conferences.test_sheets import cells
from tests.papers.reading import TOP_MARGIN, pages

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]  # about the papers; the round trip asks both databases
AT = datetime(2024, 7, 5, 2, tzinfo=UTC)
UNION, COMMITTEE = "Liên đoàn Lao động huyện An Dương", "Ủy ban nhân dân huyện An Dương"
ISSUERS = (Issuer(UNION, "Liên đoàn Lao động thành phố Hải Phòng"), Issuer(COMMITTEE))
SIGNATURES = (
    Signature(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Lê Văn Thịnh"),
    Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lương Thế Quý"),
)
BLOCS = (
    Row(("**1**", "**Khối Giáo dục**", "**51**", "**51**", "**0**")),
    Row(("1.1", "Mầm non", "18", "18", "0")),
    Row(("1.2", "Tiểu học", "17", "17", "0")),
    Row(("1.3", "THCS", "16", "16", "0")),
    Row(("2", "Khối Xã, thị trấn", "16", "16", "0")),
    Row(("3", "Khối các cơ quan HCSN", "13", "13", "0")),
    Row(("4", "Khối Doanh nghiệp", "15", "0", "15")),
    Row(("", "Tổng số", "95", "80", "15"), kind="total"),
)


@pytest.fixture
def imported(db):
    for code in ("district", "peoples_committee"):
        make_kind(code)
    return import_plan(read(AN_DUONG.read_bytes()), create_units=True)


@pytest.fixture
def plan(imported) -> Plan:
    return imported.plan


def printed(paper: Paper) -> str:
    """The letters between the margins, without blanks and capitals: lines and cells may break anywhere."""
    return bare("".join(char["text"] for page in pages(render(paper, "pdf")) for char in page.chars if char["top"] > TOP_MARGIN))


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split()).replace("**", "")


# --- what an import makes -------------------------------------------------------------------------------------------


def test_two_bodies_stand_side_by_side_and_neither_gets_the_joint_symbol(imported):
    lead, committee = (issuer.unit for issuer in imported.plan.issuers.all())
    assert (lead, lead.name, lead.kind_id, lead.symbol) == (imported.plan.unit, UNION, "district", "")
    assert (committee.name, committee.kind_id, committee.symbol) == (COMMITTEE, "peoples_committee", "")
    assert [Unit.objects.get_parent(unit) for unit in (lead, committee)] == [None, None]
    assert imported.said == [
        f"Cổng chưa có “Liên đoàn Lao động thành phố Hải Phòng”, cấp trên của “{UNION}”.",
        f"Đã tạo đơn vị “{UNION}” ở gốc cây đơn vị, loại “Liên đoàn Lao động huyện”; hãy xem lại loại và tên ngắn.",
        f"Đã tạo đơn vị “{COMMITTEE}” ở gốc cây đơn vị, loại “Ủy ban nhân dân”; hãy xem lại loại và tên ngắn.",
        "Đã tạo 6 khối chưa có đơn vị thành viên: “Mầm non”, “Tiểu học”, “THCS”, “Khối Xã, thị trấn”, “Khối các cơ quan HCSN”, "
        "“Khối Doanh nghiệp”; hãy ghi các đơn vị của từng khối.",
    ]


def test_a_second_import_makes_nothing_new(imported):
    again = import_plan(read(AN_DUONG.read_bytes()), create_units=True)
    assert (again.plan, again.is_new, again.said) == (imported.plan, False, [])


def test_its_places_are_given_to_blocs_three_of_one_group(plan):
    table = plan.allocations.get()
    assert [(row.bloc.group, row.label) for row in table.rows.all()] == [
        ("Khối Giáo dục", "Mầm non"),
        ("Khối Giáo dục", "Tiểu học"),
        ("Khối Giáo dục", "THCS"),
        ("", "Khối Xã, thị trấn"),
        ("", "Khối các cơ quan HCSN"),
        ("", "Khối Doanh nghiệp"),
    ]
    assert table_of(table).totals == {"total": 95, "collective": 0, "person": 95}


# --- its papers -----------------------------------------------------------------------------------------------------


def test_the_frame_of_the_plan(plan):
    paper = plan_paper(plan, at=AT)
    assert (paper.issuers, paper.signatures) == (ISSUERS, SIGNATURES)
    assert (paper.number, paper.place_date) == ("Số: 161/KH-LT", "An Dương, ngày 04 tháng 7 năm 2024")
    assert [ground[:28] for ground in paper.grounds] == [
        "Thực hiện Quy chế số 01/QC-U",
        "Thực hiện Chương trình công ",
        "Thiết thực chào mừng kỷ niệm",
    ]
    assert paper.body[-1].text.endswith("trường học tổ chức triển khai thực hiện./.")
    assert (len(paper.recipients), paper.recipients[-1]) == (6, "Lưu: VT VP huyện; LĐLĐ huyện")
    assert paper.notes == ()  # 95 is what the blocs add up to


def test_it_is_numbered_without_the_gap_of_the_offices(plan):
    """Theirs jumps from III to V."""
    assert numbers(plan_paper(plan, at=AT)) == [
        *("I", "1.", "2.", "3.", "4."),
        *("II", "1", "1.1", "1.2", "2", "2.1", "2.2", "3", "4", "5"),
        *("III", "1", "2", "3", "4"),
        "IV",
        *("V", "1", "2", "3", "4", "5", "6"),
    ]


def test_its_live_sections(plan):
    paper = plan_paper(plan, at=AT)
    assert after(paper, "Thời gian dự kiến") == (Paragraph("½ ngày, ngày 26 tháng 7 năm 2024."),)
    assert [item.text[:22] for item in after(paper, "Khu vực hành chính, sự nghiệp")] == [
        "Các tác giả có đề tài ",
        "Cán bộ, công chức, viê",
    ]
    assert [item.text[:22] for item in after(paper, "Khu vực sản xuất kinh doanh")] == [
        "Các tác giả, nhóm tác ",
        "Quản đốc, Phó quản đốc",
    ]
    doubled = [item.text for item in after(paper, "Đối với khu vực sản xuất kinh doanh")]
    assert (len(doubled), doubled[2]) == (5, doubled[4])  # the offices' own slip
    *_, last, copies = after(paper, "Hồ sơ thủ tục")
    assert last.text.endswith("hội thi tay nghề các cấp.")
    assert copies == Paragraph("Hồ sơ gửi về LĐLĐ được lập thành 02 bộ và gửi về LĐLĐ huyện trước ngày 08/7/2024.")
    (alone,) = after(paper, "Phòng Tài chính – Kế hoạch")
    assert isinstance(alone, Paragraph)
    *_, filing = after(paper, "Các cơ quan, đơn vị, doanh nghiệp, trường học")[:2]
    assert isinstance(filing, Item)
    assert "**trước ngày 08/7/2024**. Ngoài việc" in filing.text
    assert filing.text.endswith("Quá thời hạn trên, đơn vị nào không gửi hồ sơ coi như không đề nghị biểu dương.")


def test_its_table_stands_by_bloc(plan):
    (*prose, table) = after(plan_paper(plan, at=AT), "Số lượng")
    assert prose == [Paragraph("Biểu dương 95 Lao động giỏi tiêu biểu."), Paragraph("Phân bổ theo các khối như sau:")]
    assert table.rows == BLOCS
    assert table.head[0] == (Head("STT", rows=2), Head("Khối", rows=2), Head("Tổng số", rows=2), Head("Trong đó", span=2))


def test_its_table_as_a_paper_and_as_a_sheet(plan):
    allocation = plan.allocations.get()
    paper = allocation_paper(allocation, at=AT)
    assert paper.issuers == ISSUERS
    assert paper.body[0].text == (
        f"(Kèm theo Kế hoạch số 161/KH-LT\nngày 04 tháng 7 năm 2024 của {UNION}\nvà {COMMITTEE})"
    )
    assert paper.body[1].rows == BLOCS
    assert paper.title == "Chỉ tiêu đại biểu dự Hội nghị biểu dương Lao động sáng tạo, Lao động giỏi tiêu biểu năm 2023"
    assert cells(allocation_sheet(allocation))[6:9] == [
        (1, "Khối Giáo dục", 51, 51, 0),
        ("1.1", "Mầm non", 18, 18, 0),
        ("1.2", "Tiểu học", 17, 17, 0),
    ]


def test_its_agenda(plan):
    paper = agenda_paper(plan, at=AT)
    assert paper.issuers == ISSUERS
    assert paper.title == "Hội nghị biểu dương Lao động sáng tạo, Lao động giỏi tiêu biểu năm 2023"
    assert paper.body[:2] == (
        Paragraph("**Thời gian:** ½ ngày, dự kiến ngày 26 tháng 7 năm 2024."),
        Paragraph("**Địa điểm:** Hội trường Nhà văn hóa huyện."),
    )
    assert [row.cells[0] for row in paper.body[2].rows] == ["1", "2", "3", "4", "5", "6"]


def test_a_decision_is_of_both_bodies(plan):
    paper = decision_paper(make_decision(plan, [], award_form="Giấy khen"), at=AT)
    assert (paper.issuers, paper.signatures) == (ISSUERS, SIGNATURES)
    assert paper.number.endswith("/QĐ-LT")
    assert paper.deciding_body == f"BAN THƯỜNG VỤ {UNION}\n{COMMITTEE}"


# --- the print read back --------------------------------------------------------------------------------------------

PRINTED_AS_THEY_ARE = (
    *("number", "place", "title", "name", "superior", "authority", "signer", "grounds", "lead", "heading", "text", "after"),
    *("where", "attendees", "label", "target", "group", "dossier", "procedure", "late", "by", "items", "budget", "closing"),
    "recipients",
)


def texts_of_the_file() -> dict[str, str]:
    """The texts that print word for word, by their paths."""
    leaves = {path: text for path, text in leaves_of(AN_DUONG.read_bytes()).items() if not path.startswith(".notes")}
    return {path: text for path, text in leaves.items() if path.rpartition(".")[2].partition("[")[0] in PRINTED_AS_THEY_ARE}


def pieces(text: str) -> list[str]:
    """What stands between its facts in braces; closing marks are the paper's own."""
    return [bare(piece).strip(".;/") for piece in REFERENCE.sub("\n", text).split("\n")]


def test_every_text_of_the_file_stands_in_the_print(plan):
    """All but the one line that the office shortened and the decree wants in full."""
    found = printed(plan_paper(plan, at=AT))
    texts = texts_of_the_file()
    assert len(texts) > 100
    assert [path for path, text in texts.items() if any(piece not in found for piece in pieces(text))] == [
        ".issuers[0].authority[0]"
    ]


@pytest.mark.parametrize(
    "fact",
    [
        *("161/KH-LT", "ngày 04 tháng 7 năm 2024", "01/QC-UBND-LĐLĐ ngày 25/01/2024", "28/7/1929 - 28/7/2024"),
        *("Biểu dương 95 Lao động giỏi", "½ ngày, ngày 26 tháng 7 năm 2024", "02 bộ", "trước ngày 08/7/2024"),
        *("Khối Giáo dục", "Lê Văn Thịnh", "KT. CHỦ TỊCH", "coi như không đề nghị biểu dương."),
    ],
)
def test_what_is_computed_stands_in_the_print_too(plan, fact):
    assert bare(fact) in printed(plan_paper(plan, at=AT))


# --- who sees it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "seen"), [("draft", {UNION}), ("approved", {UNION}), ("issued", {UNION, COMMITTEE})])
def test_the_lead_acts_and_the_other_body_reads_what_was_issued(plan, status, seen):
    people = {issuer.name: person("officer", issuer.unit) for issuer in plan.issuers.all()}
    Plan.objects.update(status=status)
    plan.allocations.update(status="published")
    assert {name for name, user in people.items() if plan in Plan.objects.visible_to(user)} == seen
    assert {name for name, user in people.items() if plan.allocations.visible_to(user).exists()} == seen
    plan.refresh_from_db()
    assert [people[name].has_perm("conferences.submit_plan", plan) for name in (UNION, COMMITTEE)] == [True, False]


def test_the_other_body_needs_no_accounts_and_sees_no_other_plan(plan):
    Plan.objects.update(status="issued")
    stranger = person("officer", make_unit("Ủy ban nhân dân huyện khác", kind="peoples_committee"))
    assert not Plan.objects.visible_to(stranger).exists()


# --- its pages ------------------------------------------------------------------------------------------------------


def test_its_pages_tell_sectors_and_blocs_apart(plan, client):
    client.force_login(person("officer", plan.unit))

    def page(name: str, pk: int) -> str:
        html = client.get(reverse(f"conferences:{name}", args=[pk])).content.decode()
        return " ".join(strip_tags(html.replace("<", " <")).split())

    assert "Xét thành tích 2023 Ngày ban hành" in page("plan", plan.pk)
    assert f"Cơ quan ban hành {UNION} Cơ quan ban hành {COMMITTEE}" in page("plan", plan.pk)
    criteria = page("criteria", plan.pk)
    assert "Cá nhân khu vực sản xuất kinh doanh Đối tượng Các tác giả, nhóm tác giả" in criteria
    assert "{" not in criteria
    allocation = page("allocation", plan.allocations.get().pk)
    assert "95 suất · 6 khối" in allocation
    assert "1 Khối Giáo dục 51 51 0 1.1 Mầm non 18 18 0" in allocation
