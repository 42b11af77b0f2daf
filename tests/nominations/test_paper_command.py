"""`paper KIND REF OUT`: every kind and face, and errors that a person understands."""

import io
import os

import pytest
from django.core.management import CommandError, call_command

from nominations.management.commands.paper import Command
from portal import word
from tests.builders import make_decision, make_dossier, make_plan, make_proposal
from tests.papers.reading import pages, text

KINDS = ["plan", "agenda", "allocation", "decision", "explanation", "proposal", "selection-minutes", "summary-list", "ranking", "presenters", "prize-receipts"]
NUMBER = "154/KH-LĐLĐ"


@pytest.fixture
def decision(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="decided")
    return make_decision(campaign.plan, [dossier], status="issued", number="87/QĐ-LĐLĐ")


def said(*words) -> str:
    out = io.StringIO()
    call_command("paper", *map(str, words), stdout=out)
    return out.getvalue()


def error(*words) -> str:
    with pytest.raises(CommandError) as caught:
        said(*words)
    assert caught.value.returncode == 1
    return str(caught.value)


TITLES = [("plan", "KẾ HOẠCH"), ("agenda", "CHƯƠNG TRÌNH"), ("allocation", "BẢNG PHÂN BỔ"), ("decision", "QUYẾT ĐỊNH")]


@pytest.mark.parametrize(("kind", "title"), TITLES)
def test_every_kind_as_pdf(decision, tmp_path, kind, title):
    out = tmp_path / "out.pdf"
    assert said(kind, NUMBER, out) == f"Đã in {out}.\n"
    assert title in text(pages(out.read_bytes())[0])


@pytest.mark.parametrize(("kind", "title"), TITLES)
def test_every_kind_as_a_word_document(decision, tmp_path, kind, title):
    out = tmp_path / "out.docx"
    assert said(kind, NUMBER, out) == f"Đã in {out}.\n"
    assert title in word.read(out.read_bytes())


def test_the_table_as_a_workbook_whatever_the_case_of_the_ending(decision, tmp_path):
    out = tmp_path / "bảng.XLSX"
    said("allocation", decision.plan_id, out)
    assert out.read_bytes()[:2] == b"PK"


def test_the_list_names_every_kind_with_its_ref_and_faces(db):
    assert [line.split()[0] for line in said("--list").splitlines()] == KINDS
    assert said("--list").splitlines()[2].endswith("pdf docx xlsx")
    assert "REF: số hoặc id của quyết định" in said("--list")


@pytest.mark.parametrize("ref", ["87/QĐ-LĐLĐ", " 87/QĐ-LĐLĐ ", "id", NUMBER])
def test_a_decision_is_called_by_number_id_or_its_plan(decision, tmp_path, ref):
    out = tmp_path / "out.pdf"
    said("decision", decision.pk if ref == "id" else ref, out)
    assert "Số: 87/QĐ-LĐLĐ" in text(pages(out.read_bytes())[0])


def test_an_explanation_is_called_by_its_table_and_row(decision, tmp_path):
    out, table = tmp_path / "out.pdf", decision.plan.allocations.current()
    says = f"Không có bảng phân bổ id {table.pk} được chia theo một cách chia."
    assert error("explanation", table.pk, out) == says
    pools = [{"categories": [category.key for category in decision.plan.categories.all()], "kind": "each", "each": 0}]
    type(table).objects.update(rule={"pools": pools})
    assert said("explanation", f"{table.pk}/1", out) == f"Đã in {out}.\n"
    assert "GIẢI TRÌNH" in text(pages(out.read_bytes())[0])
    assert error("explanation", f"{table.pk}/99", out).endswith("không có dòng 99.")
    assert error("explanation", "154/KH", out) == "“154/KH” không phải là id của bảng phân bổ, hay id/số thứ tự của dòng."


def test_a_summary_list_is_called_by_plan_and_unit(decision, tmp_path):
    out, unit = tmp_path / "out.pdf", decision.lines.first().dossier.unit
    for ref in (f"{decision.plan.pk}/{unit.pk}", f"{NUMBER}/{unit.label}"):
        assert said("summary-list", ref, out) == f"Đã in {out}.\n"
        assert "trích ngang" in text(pages(out.read_bytes())[0])
    assert error("summary-list", "12", out) == "“12” thiếu đơn vị: hãy viết KẾ-HOẠCH/ĐƠN-VỊ, ví dụ 12/34."
    assert error("summary-list", f"{NUMBER}/Xyz", out) == "Không có đơn vị “Xyz”."


@pytest.mark.parametrize(("kind", "title"), [("ranking", "Xếp hạng hồ sơ"), ("presenters", "Trao Bằng khen"), ("prize-receipts", "Ký nhận tiền thưởng")])
def test_the_lists_around_a_decision_have_three_faces(decision, tmp_path, kind, title):
    decision.lines.update(prize=600_000)
    out = [tmp_path / f"out.{face}" for face in ("pdf", "docx", "xlsx")]
    assert [said(kind, NUMBER, one) for one in out] == [f"Đã in {one}.\n" for one in out]
    assert title in text(pages(out[0].read_bytes())[0])
    assert "DANH SÁCH" in word.read(out[1].read_bytes())
    assert out[2].read_bytes()[:2] == b"PK"


def test_without_prizes_there_is_no_list_to_sign(decision, tmp_path):
    out = tmp_path / "out.pdf"
    assert error("prize-receipts", NUMBER, out) == "Quyết định 87/QĐ-LĐLĐ chưa có mức thưởng cho mọi tên nên chưa có danh sách ký nhận."
    assert said("presenters", NUMBER, out) == f"Đã in {out}.\n"


def test_faults_are_sentences(decision, tmp_path):
    out = tmp_path / "out.pdf"
    assert error() == "Cần đủ ba phần: paper LOẠI SỐ-HOẶC-ID TỆP-RA. Xem các loại bằng: paper --list"
    assert error("plan", NUMBER) == error()
    assert error("badge", NUMBER, out) == "Không có loại văn bản “badge”; có: plan, agenda, allocation, decision, explanation, proposal, selection-minutes, summary-list, ranking, presenters, prize-receipts."
    assert error("plan", NUMBER, tmp_path / "out.xlsx") == "Văn bản “plan” in được ra: .pdf, .docx."
    assert error("allocation", NUMBER, tmp_path / "out") == "Văn bản “allocation” in được ra: .pdf, .docx, .xlsx."
    assert error("plan", "9/KH", out) == "Không có kế hoạch nào có số hoặc id “9/KH”."
    assert error("plan", "9" * 30, out) == f"Không có kế hoạch nào có số hoặc id “{'9' * 30}”."
    missing = tmp_path / "nowhere" / "out.pdf"
    assert error("plan", NUMBER, missing) == f"Không ghi được tệp {missing}: {os.strerror(2)}."
    (tmp_path / "folder.pdf").mkdir()
    assert "Không ghi được tệp" in error("agenda", NUMBER, tmp_path / "folder.pdf")
    assert not out.exists()


def test_a_plan_without_a_table_or_a_decision_says_so(campaign, tmp_path):
    out = tmp_path / "out.pdf"
    make_plan(campaign.tree.province, number="2/KH")
    assert error("allocation", "2/KH", out) == "Kế hoạch 2/KH chưa có bảng phân bổ."
    assert error("decision", "2/KH", out) == (
        "Không có quyết định nào có số hoặc id “2/KH”, và kế hoạch số ấy chưa có quyết định."
    )
    assert error("decision", "99/QĐ", out).startswith("Không có quyết định nào có số hoặc id “99/QĐ”")


def test_what_is_meant_by_several_is_asked_for_by_id(decision, campaign, tmp_path):
    other = make_plan(campaign.tree.dien_bien)
    sentence = error("plan", NUMBER, tmp_path / "out.pdf")
    assert sentence.startswith("Có 2 kế hoạch số 154/KH-LĐLĐ, hãy gọi bằng id:")
    assert f"id {campaign.plan.pk}: LĐLĐ tỉnh Lai Châu, 16/03/2020, đã phát hành" in sentence
    assert f"id {other.pk}: LĐLĐ tỉnh Điện Biên" in sentence
    second = make_decision(other, [])
    listed = f"  id {decision.pk}: 87/QĐ-LĐLĐ · Bằng khen (đã phát hành)\n  id {second.pk}: "
    by_plan = error("decision", NUMBER, tmp_path / "out.pdf")
    assert by_plan.startswith(f"Có 2 quyết định, hãy gọi bằng id:\n{listed}Chưa có số")
    second.number = decision.number
    second.save()
    assert error("decision", "87/QĐ-LĐLĐ", tmp_path / "out.pdf") == (
        f"Có 2 quyết định, hãy gọi bằng id:\n{listed}87/QĐ-LĐLĐ · Bằng khen (dự thảo)"
    )


def test_a_paper_that_cannot_be_printed_says_why_and_writes_nothing(decision, tmp_path):
    decision.merit = "đã có \u2610"
    decision.save()
    out = tmp_path / "out.pdf"
    assert error("decision", decision.pk, out).startswith("Phông chữ của văn bản không có chữ “\u2610” (U+2610)")
    assert not out.exists()


def test_a_plan_without_issuer_is_no_traceback(decision, campaign, tmp_path):
    campaign.plan.issuers.all().delete()
    out = tmp_path / "out.pdf"
    assert error("decision", decision.pk, out) == "Kế hoạch của quyết định này chưa có cơ quan ban hành."


def test_the_command_line_ends_with_1_and_no_traceback(decision, tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        Command().run_from_argv(["manage.py", "paper", "plan", "9/KH", str(tmp_path / "out.pdf")])
    assert end.value.code == 1
    assert capsys.readouterr().err.strip().endswith("Không có kế hoạch nào có số hoặc id “9/KH”.")


@pytest.mark.parametrize(("kind", "title"), [("proposal", "TỜ TRÌNH"), ("selection-minutes", "BIÊN BẢN")])
def test_the_papers_of_a_proposal_by_its_number_or_id(campaign, tmp_path, kind, title):
    proposal = make_proposal(campaign.plan, campaign.school, [make_dossier(campaign.plan, campaign.school)])
    for ref, out in ((proposal.number, tmp_path / "out.pdf"), (proposal.pk, tmp_path / "out.docx")):
        assert said(kind, ref, out) == f"Đã in {out}.\n"
    assert title in text(pages((tmp_path / "out.pdf").read_bytes())[0])
    assert title in word.read((tmp_path / "out.docx").read_bytes())
    assert error(kind, "99/TTr", tmp_path / "out.pdf") == "Không có tờ trình nào có số hoặc id “99/TTr”."
    make_proposal(campaign.plan, campaign.tree.tan_uyen, number=proposal.number)
    assert error(kind, proposal.number, tmp_path / "out.pdf").startswith("Có 2 tờ trình, hãy gọi bằng id:\n  id ")
