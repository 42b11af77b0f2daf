"""A movement without a conference: theme, contents by audience, phases with their occasions. The plan is invented."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from conferences.actions import import_plan
from conferences.facts import REFERENCE
from conferences.models import Plan
from conferences.papers import PAPERS
from conferences.papers.plan import plan_paper
from conferences.plan_file import read
from papers.checking import departures
from papers.faces import pdf
from papers.paper import Heading, Issuer, Item, Paragraph
from tests.builders import person
from tests.conferences.plan_files import MOVEMENT, leaves_of, make_units
from tests.conferences.test_joint_plan import PRINTED_AS_THEY_ARE, bare, pieces, printed
from tests.conferences.test_papers import BLANK, after, numbers

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 2, tzinfo=UTC)


@pytest.fixture
def plan(db) -> Plan:
    make_units()
    return import_plan(read(MOVEMENT.read_bytes())).plan


def test_it_has_neither_number_nor_date_nor_conference(plan):
    paper = plan_paper(plan, at=AT)
    assert (plan.kind, plan.parent_number, plan.conferences.count()) == ("movement", "901/KH-TLĐ", 0)
    assert paper.issuers == (Issuer("Liên đoàn Lao động tỉnh Mẫu", "Tổng Liên đoàn Lao động Việt Nam"),)
    assert (paper.number, paper.place_date) == (f"Số: {BLANK}/KH-LĐLĐ", f"Mẫu, ngày{BLANK}tháng{BLANK}năm 2026")
    assert paper.lead.endswith("tổ chức phong trào thi đua năm 2026 như sau:")
    assert [name for name, kind in PAPERS.items() if kind.thing(plan) is not None] == ["plan"]


def test_it_is_numbered_without_a_gap(plan):
    assert numbers(plan_paper(plan, at=AT)) == [
        *("I", "1.", "2.", "II", "1", "2", "III", "IV", "1", "2", "V", "1", "2", "3", "VI", "VII"),
    ]


def test_its_theme_contents_and_phases(plan):
    paper = plan_paper(plan, at=AT)
    assert after(paper, "Chủ đề") == (Paragraph("“Đoàn kết, sáng tạo, vì đoàn viên”."),)
    assert [block.text.partition(":**")[0] for block in after(paper, "Nội dung theo đối tượng")] == [
        "**Công nhân, lao động trong doanh nghiệp",
        "**Cán bộ, công chức, viên chức",
        "**Cán bộ công đoàn",
    ]
    before, first, second, during = after(paper, "Các đợt thi đua")
    assert first == Item(
        "-",
        "Đợt 1 (từ ngày 01/01/2026 đến ngày 30/6/2026): Ngày thành lập Đảng Cộng sản Việt Nam 03/02; Tháng Công nhân.",
    )
    assert second.text.startswith("Đợt 2 (từ ngày 01/7/2026 đến ngày 31/12/2026): Ngày thành lập Công đoàn Việt Nam 28/7;")
    assert (before.text[:9], during.text[:13]) == ("Phong trà", "Trước mỗi đợt")


def test_its_awards_dossiers_and_deadlines(plan):
    paper = plan_paper(plan, at=AT)
    assert after(paper, "Hình thức khen thưởng") == (
        Item("-", "Cờ thi đua của Liên đoàn Lao động tỉnh;"),
        Item("-", "Bằng khen của Ban Chấp hành Liên đoàn Lao động tỉnh."),
    )
    opening, *_, late = after(paper, "Hồ sơ")
    assert opening.text == "Hồ sơ lập thành 01 bộ, gửi chậm nhất ngày 30 tháng 11 năm 2026, gồm:"
    assert late.text == "Hồ sơ gửi sau thời hạn không được xem xét."
    (register,) = after(paper, "Đăng ký thi đua")
    assert register.text.endswith("bản đăng ký thi đua chậm nhất ngày 28 tháng 02 năm 2026.")
    sending, *outline = after(paper, "Báo cáo tổng kết")
    assert sending.text.endswith("trước ngày 16 tháng 11 năm 2026, theo bố cục:")
    assert [(item.marker, item.level) for item in outline] == [("-", 1), ("-", 1), ("+", 2), ("+", 2), ("-", 1)]


def test_each_body_stands_above_its_tasks(plan):
    tasks = after(plan_paper(plan, at=AT), "Tổ chức thực hiện")
    assert tasks[0] == Heading(3, "", "Ban Chính sách pháp luật Liên đoàn Lao động tỉnh:")
    assert tasks[1].text == "Theo dõi phong trào; tổng hợp đăng ký chậm nhất ngày 28/02/2026."
    assert tasks[4].text == "Phát động phong trào với chủ đề “Đoàn kết, sáng tạo, vì đoàn viên” tới mọi công đoàn cơ sở."


def test_its_print_holds_every_text_and_has_no_departure(plan):
    words = {*PRINTED_AS_THEY_ARE, "awards", "theme", "occasions"}
    leaves = {path: text for path, text in leaves_of(MOVEMENT.read_bytes()).items() if path != ".number"}
    texts = {path: text for path, text in leaves.items() if path.rpartition(".")[2].partition("[")[0] in words}
    paper = plan_paper(plan, at=AT)
    found = printed(paper)
    assert len(texts) > 50
    assert [path for path, text in texts.items() if any(piece not in found for piece in pieces(text))] == []
    assert REFERENCE.findall(found) == []
    assert departures(pdf.render(paper)) == []


def test_its_pages_show_theme_and_superior_plan_and_offer_no_agenda(plan, client):
    client.force_login(person("officer", plan.unit))

    def page(name: str) -> str:
        html = client.get(reverse(f"conferences:{name}", args=[plan.pk])).content.decode()
        return " ".join(strip_tags(html.replace("<", " <")).split())

    assert "Chủ đề Đoàn kết, sáng tạo, vì đoàn viên Thực hiện Kế hoạch 901/KH-TLĐ" in page("plan")
    assert "Kế hoạch này không có hội nghị." in page("conference")
    assert "Chương trình" not in page("papers")
    assert client.get(reverse("conferences:paper", args=[plan.pk, "agenda", "pdf"])).status_code == 404
