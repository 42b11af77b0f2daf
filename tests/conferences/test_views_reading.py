"""From a document to a draft in the browser's terms: upload, look, confirm; nothing before the confirmation."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conferences.models import Plan
from conferences.plan_file import read as read_file
from conferences.plan_rows import plan_data
from conferences.views import reading
from organizations.models import Unit
from portal.jobs import AT_ONCE
from portal.models import Job, Upload
from portal.pdf import html_to_pdf
from portal.sources.reading import read_source
from portal.file_forms import PrivateFileForm
from tests.builders import hold, make_unit, make_user, person
from tests.conferences.documents import old_word, word_of
from tests.conferences.leaves import compared
from tests.conferences.plan_files import make_units
from tests.conferences.test_reading import EXAMPLES, TEXTS

pytestmark = pytest.mark.django_db
UPLOAD = "/plans/read/"


@pytest.fixture
def province(db) -> Unit:
    return make_units()


@pytest.fixture
def officer(client, province):
    user = person("officer", province)
    client.force_login(user)
    return user


def sent(client, content: bytes, name: str = "ke-hoach.docx"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), "text": ""})


def lai_chau() -> str:
    return (TEXTS / "lai-chau-2020.txt").read_text(encoding="utf-8")


def token(page) -> str:
    return str(page.context["form"]["form_token"].value())


def test_a_word_file_becomes_the_draft_that_its_transcription_would(client, officer, province):
    page = client.get(sent(client, word_of(read_source(lai_chau().encode())))["Location"])
    assert page.status_code == 200
    assert "11 đơn vị của bảng phân bổ đã khớp với cây đơn vị." in page.content.decode()
    assert (Plan.objects.count(), Upload.objects.count()) == (0, 1)

    answer = client.post(page.request["PATH_INFO"], {"form_token": token(page), "unit-0": province.pk})
    plan = Plan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("conferences:plan", args=[plan.pk]))
    assert (plan.status, plan.unit, plan.date) == ("draft", province, date(2020, 3, 16))
    found = compared(read_file((EXAMPLES / "lai-chau-2020.yaml").read_bytes()).data, plan_data(plan))
    assert (found.missing, found.different, found.besides) == ({}, {}, {}), str(found)
    assert plan.history.first().history_user == officer


def test_sent_twice_it_makes_one_draft(client, officer, province):
    page = client.get(client.post(UPLOAD, {"text": lai_chau()})["Location"])
    form = {"form_token": token(page), "unit-0": province.pk}
    first, second = (client.post(page.request["PATH_INFO"], form)["Location"] for _ in range(2))
    assert (first, Plan.objects.count()) == (second, 1)


def test_doubtful_points_stand_beside_their_facts_and_in_the_source(client, officer):
    page = client.get(client.post(UPLOAD, {"text": lai_chau()})["Location"])
    text = page.content.decode()
    assert ("Bố cục", 1) in [(group.title, group.doubtful) for group in page.context["groups"]]
    labels = [(label, says) for label, says, _ in page.context["points"]]
    assert ("Mục", "Văn bản nguồn đánh số V (“THÀNH PHẦN, TIÊU CHUẨN, PHÂN BỐ SỐ LƯỢNG”) ở chỗ phải là IV.") in labels
    marked = [line.text for _, line, _, doubtful in page.context["lines"] if doubtful and line]
    assert "V. THÀNH PHẦN, TIÊU CHUẨN, PHÂN BỐ SỐ LƯỢNG" in marked
    number = next(row for row in page.context["groups"][0].rows if row.label == "Số, ký hiệu")
    assert (number.lines, number.doubts) == (("154/KH-LĐLĐ",), ())
    assert f'href="#line-{number.at}"' in text and f'<p id="line-{number.at}" class="">Số: 154/KH-LĐLĐ</p>' in text


def test_facts_show_what_the_paper_will_print_and_no_braces(client, officer):
    read = (TEXTS / "an-duong-2024.txt").read_text(encoding="utf-8")
    page = client.get(client.post(UPLOAD, {"text": read})["Location"])
    lines = [line for group in page.context["groups"] for row in group.rows for line in row.lines]
    assert [line for line in lines if "{deadline" in line or "**" in line] == []
    assert len([line for line in lines if "gửi về Văn phòng Liên đoàn Lao động huyện trước ngày 08/7/2024." in line]) == 1


def test_markup_in_a_document_is_shown_and_never_read_as_markup(client, officer):
    text = 'Công đoàn cơ sở <a href="//ac.vn">Chè</a>\n' + lai_chau()
    page = client.get(client.post(UPLOAD, {"text": text})["Location"]).content.decode()
    assert "Văn bản ghi “Công đoàn cơ sở &lt;a href=&quot;//ac.vn&quot;&gt;Chè&lt;/a&gt;”." in page
    assert '<a href="//ac.vn"' not in page


def test_nobody_fills_the_queue_with_documents(client, officer):
    long = html_to_pdf(f"<p>{lai_chau()}</p>") + b"\n" * 250_000
    for _ in range(AT_ONCE):
        Job.objects.create(task=reading.TASK, title="Đọc", owner=officer)
    answer = sent(client, long, "dai.pdf")
    assert (answer.status_code, Job.objects.count()) == (429, AT_ONCE)
    assert f"Bạn đang có {AT_ONCE} việc cùng loại chưa xong" in answer.content.decode()


def test_nobody_sends_documents_without_end(client, officer):
    codes = [client.post(UPLOAD, {"text": "Một dòng"}).status_code for _ in range(reading.READINGS + 1)]
    assert codes == [422] * reading.READINGS + [429]


def test_a_document_that_nobody_looked_at_is_no_attachment(client, officer):
    """A long PDF is kept for the job that reads it: it may hold anything."""
    sent(client, html_to_pdf(f"<p>{lai_chau()}</p>") + b"\n" * 250_000, "dai.pdf")
    kept = Upload.objects.get(name="dai.pdf")
    form = PrivateFileForm({"sent_before": str(kept.pk)}, owner=officer)
    assert (form.is_valid(), form.upload) == (True, None)


def test_a_unit_of_another_name_is_asked_for_with_suggestions(client, officer, province):
    page = client.get(client.post(UPLOAD, {"text": lai_chau().replace("LĐLĐ huyện Sìn Hồ", "LĐLĐ huyện Sìn Hồồ")})["Location"])
    [name] = [name for name in page.context["form"].fields if name.startswith("unit-") and name != "unit-0"]
    choices = [label for _, label in page.context["form"].fields[name].choices]
    assert choices[0] == "Chọn đơn vị" and choices[-1] == "Giữ thành một khối, chưa có đơn vị thành viên"
    assert "Liên đoàn Lao động huyện Sìn Hồ" in choices

    form = {"form_token": token(page), "unit-0": province.pk}
    refused = client.post(page.request["PATH_INFO"], form)
    assert (refused.status_code, Plan.objects.count()) == (422, 0)
    assert refused.context["form"].errors[name] == ["Hãy chọn đơn vị."]
    assert refused.content.decode().count('role="alert"') == 1  # said once, and at its field

    chosen = next(key for key, label in page.context["form"].fields[name].choices if label == "Liên đoàn Lao động huyện Sìn Hồ")
    assert client.post(page.request["PATH_INFO"], form | {name: chosen}).status_code == 302
    row = Plan.objects.get().allocations.current().rows.get(unit_id=chosen)
    assert row.position == 4


def test_a_row_may_stay_a_bloc(client, officer, province):
    page = client.get(client.post(UPLOAD, {"text": lai_chau().replace("LĐLĐ huyện Sìn Hồ", "Khu vực Sìn Hồ cũ")})["Location"])
    [name] = [name for name in page.context["form"].fields if name.startswith("unit-") and name != "unit-0"]
    form = {"form_token": token(page), "unit-0": province.pk, name: "bloc"}
    assert client.post(page.request["PATH_INFO"], form).status_code == 302
    assert Plan.objects.get().allocations.current().rows.get(position=4).bloc.name == "Khu vực Sìn Hồ cũ"


def test_what_cannot_be_read_is_said_at_the_field_and_nothing_is_kept(client, officer):
    for content, sentence in (
        (old_word(), "Tệp Word kiểu cũ (.doc): hãy mở bằng Word, lưu thành .docx rồi tải lên."),
        (b"A recipe\n1. Take an egg", "Tài liệu này không giống một kế hoạch"),
    ):
        page = sent(client, content)
        assert page.status_code == 422
        assert sentence in page.content.decode()
    empty = client.post(UPLOAD, {"text": " "})
    assert (empty.status_code, "Hãy chọn một tệp, hoặc dán văn bản vào ô dưới." in empty.content.decode()) == (422, True)
    assert empty.content.decode().count('role="alert"') == 1
    assert (Upload.objects.count(), Job.objects.count()) == (0, 0)


def test_a_plan_of_another_office_becomes_ones_own(client, province):
    """Last year's plan of a neighbour is a fine beginning: the officer's own office issues it."""
    other = make_unit("Liên đoàn Lao động tỉnh Đông Giang", kind="province")
    client.force_login(person("officer", other))
    text = lai_chau().partition("3. Phân bổ số lượng")[0] + lai_chau().partition("\t26\n")[2]
    page = client.get(client.post(UPLOAD, {"text": text})["Location"])
    assert "Văn bản ghi “Liên đoàn Lao động tỉnh Lai Châu”." in page.content.decode()
    assert client.post(page.request["PATH_INFO"], {"form_token": token(page), "unit-0": other.pk}).status_code == 302
    assert Plan.objects.get().unit == other
    assert client.post(page.request["PATH_INFO"], {"form_token": token(page), "unit-0": province.pk}).status_code == 422


def test_somebody_elses_upload_is_not_there(client, officer, province):
    address = client.post(UPLOAD, {"text": lai_chau()})["Location"]
    assert client.get(address).status_code == 200
    hold(colleague := make_user("dong-nghiep"), "officer", province)
    client.force_login(colleague)
    assert client.get(address).status_code == 404


def printed(text: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    return html_to_pdf(f"<html lang=vi><head><style>@page {{ size: A4 }}</style></head><body>{paragraphs}</body></html>")


@pytest.mark.django_db(transaction=True)  # a job begins when its transaction ends
def test_a_long_pdf_is_read_by_a_job(client, officer, monkeypatch):
    monkeypatch.setattr(reading, "LONG_PDF", 0)
    text = (TEXTS.parent / "reading" / "district-list.txt").read_text(encoding="utf-8")
    waiting = sent(client, printed(text), "ke-hoach.pdf")["Location"]
    job = Job.objects.get()
    assert (waiting, job.status) == (reverse("conferences:reading-job", args=[job.pk]), "done")
    page = client.get(client.get(waiting)["Location"])
    assert page.status_code == 200
    assert "08/KH-LĐLĐ" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_finds_no_plan_says_so(client, officer, monkeypatch):
    monkeypatch.setattr(reading, "LONG_PDF", 0)
    recipe = printed("Món canh chua có cà chua, dứa, giá và rau thơm, nấu trong mười lăm phút.")
    waiting = sent(client, recipe, "mon-an.pdf")["Location"]
    page = client.get(waiting)
    assert (page.status_code, "Tài liệu này không giống một kế hoạch" in page.content.decode()) == (200, True)
