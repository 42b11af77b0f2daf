"""The third and the fourth step of a dossier: its papers, and what the nominee agrees to."""

import pytest

from portal.models import Upload
from tests.nominations.filing_pages import begin, pdf, step, text, typed

pytestmark = pytest.mark.usefixtures("april")


def test_each_paper_of_the_plan_has_its_slot(client, campaign, filer):
    campaign.plan.dossier = ["Báo cáo thành tích", "Bản sao các quyết định"]
    campaign.plan.save()
    dossier = begin(client, campaign)
    page = client.get(step(dossier, "papers"))
    assert [form.slot.key for form in page.context["form"].slots] == ["report", "decisions", "other"]
    client.post(step(dossier, "papers"), typed(page, **{"report-file": pdf(), "decisions-on_paper": "on"}))
    held = [(paper.slot, paper.state, paper.file and paper.file.name) for paper in dossier.papers.order_by("slot")]
    assert held == [("decisions", "on_paper", None), ("report", "attached", "Báo cáo.pdf")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 program", "Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là chương trình: hãy lưu thành PDF rồi tải lên."),
        (b"%PDF-1.7" + bytes(10 * 1024 * 1024), "Tệp nặng hơn 10 MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn."),
        (b"", "Tệp rỗng: chọn lại tệp rồi tải lên."),
    ],
)
def test_a_program_called_pdf_or_a_file_too_heavy_is_refused_and_a_good_one_beside_it_is_kept(client, campaign, filer, content, sentence):
    campaign.plan.dossier = ["Báo cáo thành tích"]
    campaign.plan.save()
    dossier = begin(client, campaign)
    files = {"report-file": pdf(content=content), "other-file": pdf("Ảnh.pdf")}
    page = client.post(step(dossier, "papers"), typed(client.get(step(dossier, "papers")), **files))
    assert [(label, words) for _, label, words in page.context["form"].faults] == [("Báo cáo thành tích", sentence)]
    assert "Đang có: Ảnh.pdf." in text(page)
    assert (page.status_code, dossier.papers.count(), Upload.objects.count()) == (422, 0, 1)
    client.post(step(dossier, "papers"), typed(page))
    assert [(paper.slot, paper.file.name) for paper in dossier.papers.all()] == [("other", "Ảnh.pdf")]


def test_consent_is_asked_purpose_by_purpose_with_unticked_boxes(client, campaign, filer):
    dossier = begin(client, campaign)
    page = client.get(step(dossier, "consent"))
    assert [page.context["form"][name].value() for name in page.context["form"].fields if name.startswith("agrees")] == [False] * 3
    client.post(step(dossier, "consent"), typed(page, agrees_nomination="on", way="signed", given_on="15/04/2020"))
    consent = dossier.consents.get()
    assert (consent.purpose, consent.way, str(consent.given_on), consent.by) == ("nomination", "signed", "2020-04-15", filer)
    assert consent.words == (
        f"Lò Thị Mẫu đồng ý để {campaign.school.name} và {campaign.plan.unit.name} dùng thông tin trong hồ sơ này để lập, "
        "xét hồ sơ đề nghị khen thưởng theo kế hoạch 154/KH-LĐLĐ."
    )
    page = client.get(step(dossier, "consent"))
    client.post(step(dossier, "consent"), {name: value for name, value in typed(page).items() if not name.startswith("agrees")})
    assert dossier.consents.count() == 0


def test_a_consent_needs_its_day_and_none_of_the_future(client, campaign, filer):
    dossier = begin(client, campaign)
    page = client.get(step(dossier, "consent"))
    for given_on, sentence in (("", "Hãy ghi ngày đồng ý."), ("21/04/2020", "Nhập ngày không sau 20/04/2020.")):
        answer = client.post(step(dossier, "consent"), typed(page, agrees_press="on", given_on=given_on))
        assert answer.context["form"].errors == {"given_on": [sentence]}
