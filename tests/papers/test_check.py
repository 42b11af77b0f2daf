"""Anybody checks a paper, by its code and by the file; nothing else of it is told, and nothing is kept."""

from __future__ import annotations

import hashlib
import random

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organizations.actions import rename_unit
from papers import layout
from papers.actions import attach_copy
from papers.code import LETTERS, grouped, new_code, typed_code
from papers.models import IssuedPaper
from portal.models import Upload
from portal.uploads import CleanFile, Kind
from tests.papers.issuing import ON, builder, issue_plan

pytestmark = pytest.mark.django_db


def look(code: str, **answer_is):
    answer = Client().get(reverse("papers:check", args=[code]))
    assert answer.status_code == answer_is.get("status", 200)
    return answer.content.decode()


def shown_with(paper: IssuedPaper, content: bytes) -> str:
    file = SimpleUploadedFile("van-ban.pdf", content, "application/pdf")
    answer = Client().post(reverse("papers:check", args=[paper.code]), {"file": file})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_code_has_128_random_bits_in_letters_nobody_mistakes():
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 26 and set(code) <= set(LETTERS) for code in codes)
    assert not set("ILOU") & set(LETTERS)
    assert max(codes)[0] <= "7"  # 26 letters hold 130 bits, of which 128 are used


def test_a_code_is_read_as_people_type_it():
    code = new_code()
    assert typed_code(grouped(code).lower().replace("0", "o").replace("1", "l")) == code
    assert typed_code(f" {code[:5]} {code[5:]} ") == code
    assert [typed_code(text) for text in ("", "123", code + "A", code[:-1] + "U")] == ["", "", "", ""]


def test_the_check_page_tells_what_the_paper_is_and_nothing_more(province, clerk):
    paper = issue_plan(province, clerk, lead="Nội dung kín.")
    shown = look(paper.code)
    for told in ("01/KH-LĐLĐ", "17/04/2020", "Liên đoàn Lao động tỉnh Lai Châu", "Kế hoạch", paper.title, paper.sha256):
        assert told in shown
    assert "Văn bản có hiệu lực" in shown
    for kept in ("Nguyễn Thị Mẫu", "Nội dung kín", "Ban CSPL", clerk.username):
        assert kept not in shown


def test_a_wrong_code_is_a_calm_page_and_guessing_is_slowed_down(province, clerk):
    paper = issue_plan(province, clerk)
    page = look("sai-ma", status=404)
    assert "Không có văn bản mang mã này" in page and 'value="sai-ma"' in page  # what was typed stays
    for _ in range(29):
        look(new_code(), status=404)
    assert "Hãy chờ một lát" in look(paper.code, status=429)


def test_the_code_may_be_typed(province, clerk):
    paper = issue_plan(province, clerk)
    answer = Client().get(reverse("papers:ask-check"), {"code": grouped(paper.code).lower()}, follow=True)
    assert "01/KH-LĐLĐ" in answer.content.decode()
    assert Client().get(reverse("papers:ask-check"), {"code": ""}).status_code == 422
    assert Client().get(reverse("papers:ask-check"), {"code": "../../x"}, follow=True).status_code == 404


def test_the_standing_names_the_newer_paper(province, clerk):
    old = issue_plan(province, clerk)
    named = {"lead": f"Về văn bản số {old.number_text}."}
    correction = issue_plan(province, clerk, given={"corrects": old, "reason": "Sai ngày."}, **named)
    shown = look(old.code)
    assert "đã được đính chính" in shown and correction.number_text in shown and correction.code in shown
    cancelling = issue_plan(province, clerk, given={"cancels": old, "reason": "Sai."}, **named)
    shown = look(old.code)
    assert "Văn bản đã bị hủy bỏ" in shown and cancelling.number_text in shown
    assert "Hủy bỏ <a" in look(cancelling.code)


def test_a_paper_of_which_a_part_was_cancelled_holds_otherwise_and_is_not_called_corrected(province, clerk):
    old = issue_plan(province, clerk)
    cutting = issue_plan(province, clerk, given={"cancels_part": old, "reason": "Khai không đúng."}, lead=f"Về văn bản số {old.number_text}.")
    shown = look(old.code)
    assert "Văn bản có hiệu lực, đã bị hủy bỏ một phần" in shown and cutting.number_text in shown and cutting.code in shown
    assert "đính chính" not in shown
    assert "Hủy bỏ một phần <a" in look(cutting.code)


def test_a_paper_that_was_replaced_says_by_which_and_not_that_it_was_cancelled(province, clerk):
    old = issue_plan(province, clerk)
    named = {"lead": f"Kế hoạch này thay thế Kế hoạch số {old.number_text}."}
    newer = issue_plan(province, clerk, given={"replaces": old, "reason": "Điều chỉnh."}, **named)
    shown = look(old.code)
    assert f'Đã được thay thế bằng <a href="{reverse("papers:check", args=[newer.code])}">{newer}</a>' in shown
    assert ("hủy bỏ" in shown, "Văn bản có hiệu lực" in shown) == (False, False)
    assert "Thay thế <a" in look(newer.code)


def test_a_file_without_content_or_too_large_is_told_so(province, clerk, settings):
    paper = issue_plan(province, clerk)
    assert "Hãy chọn tệp PDF" in Client().post(reverse("papers:check", args=[paper.code])).content.decode()
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    assert "nặng hơn 1 MB" in shown_with(paper, b"%PDF-" + b"x" * 1024 * 1024)


def altered(content: bytes, chance: random.Random) -> bytes:
    """One byte of it changed, lost or added."""
    at = chance.randrange(len(content))
    changed = bytes([content[at] ^ 1 + chance.randrange(255)])
    return content[:at] + chance.choice([changed, b"", content[at : at + 1] + b" "]) + content[at + 1 :]


@pytest.mark.parametrize(("papers", "copies"), [(2, 4), pytest.param(500, 50, marks=pytest.mark.soak)])
def test_hash_file_and_check_page_agree_and_altered_copies_are_refused(client, province, clerk, papers, copies):
    client.force_login(clerk)
    issued = [issue_plan(province, clerk, lead=f"Văn bản thứ {order}.") for order in range(papers)]
    for paper in issued:
        served = client.get(reverse("papers:file", args=[paper.pk, "pdf"])).content
        assert hashlib.sha256(served).hexdigest() == paper.sha256
        assert paper.sha256 in look(paper.code)
    chance = random.Random(30)
    for paper in chance.choices(issued, k=copies):
        content = bytes(paper.pdf.content)
        assert "Không phải văn bản này" in shown_with(paper, altered(content, chance))
        cache.clear()
    assert "Đúng là văn bản này" in shown_with(issued[0], bytes(issued[0].pdf.content))
    assert "Không phải văn bản này" in shown_with(issued[0], bytes(issued[1].pdf.content))
    assert Upload.objects.count() == 0


def test_word_is_not_the_paper_but_an_attached_copy_is(province, clerk):
    paper = issue_plan(province, clerk)
    shown = shown_with(paper, bytes(paper.files.get(kind="docx").content))
    assert ("Không phải văn bản này" in shown, "Tệp vừa gửi không phải PDF." in shown) == (True, True)
    assert "Tệp vừa gửi không phải PDF." not in shown_with(paper, bytes(paper.pdf.content) + b"\n")
    signed = bytes(paper.pdf.content) + b"\n% signed"
    attach_copy(paper, CleanFile(signed, Kind.PDF, hashlib.sha256(signed).hexdigest()), name="ký.pdf", by=clerk)
    assert "bản ký, bản quét mà văn thư đã gắn" in shown_with(paper, signed)


def test_what_goes_with_the_paper_is_not_taken_for_it(province, clerk):
    agenda = builder(type_name="CHƯƠNG TRÌNH", signatures=(), recipients=())("", ON)
    paper = issue_plan(province, clerk, given={"inserts": lambda: {"chuong-trinh": agenda}})
    shown = shown_with(paper, bytes(paper.files.get(kind="pdf", insert="chuong-trinh").content))
    assert "Đúng là bản kèm theo văn bản này" in shown and "KH-LĐLĐ-01-2020-chuong-trinh.pdf, in kèm văn bản" in shown


def test_after_a_new_name_and_new_measures_the_bytes_are_the_same(client, province, clerk, monkeypatch):
    paper = issue_plan(province, clerk)
    before = bytes(paper.pdf.content)
    rename_unit(province, on=ON.replace(month=5), name="Liên đoàn Lao động tỉnh Mới")
    monkeypatch.setattr(layout, "BODY_SIZE", 9)
    client.force_login(clerk)
    assert client.get(reverse("papers:file", args=[paper.pk, "pdf"])).content == before
    assert "Liên đoàn Lao động tỉnh Lai Châu" in look(paper.code)
    assert bytes(issue_plan(province, clerk).pdf.content) != before  # the control: what is issued now is printed otherwise
