"""The clerk issues a paper: number, date, frozen data and code at once, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pytest import raises

from organizations.actions import rename_unit
from papers.actions import issue, save_series, series_for, set_start
from papers.actions.issuing import register_entry
from papers.frozen import thaw
from papers.models import IssuedPaper, NumberSeries, SeriesYear
from papers.paper import Issuer, Signature
from portal.moves import Refused, history
from tests.builders import person
from tests.papers.issuing import ON, builder, issue_plan

pytestmark = pytest.mark.django_db


def reasons(*args, **kwargs) -> list[str]:
    with raises(Refused) as refused, transaction.atomic():
        issue_plan(*args, **kwargs)
    return refused.value.reasons


# --- the act ----------------------------------------------------------------------------------------------------------


def test_an_issued_paper_has_number_data_code_and_history(province, clerk):
    issued = issue_plan(province, clerk)
    assert (issued.number, issued.year, issued.number_text, issued.date) == (1, 2020, "01/KH-LĐLĐ", ON)
    assert thaw(issued.data) == builder()("01/KH-LĐLĐ", ON)
    assert (issued.type_name, issued.title) == ("Kế hoạch", "Tổ chức Hội nghị điển hình tiên tiến")
    assert (issued.issuer, issued.signers) == ("Liên đoàn Lao động tỉnh Lai Châu", "Nguyễn Thị Mẫu")
    assert (issued.recipients, issued.kept_by) == ("Như trên", "VT, Ban CSPL")
    assert (len(issued.code), issued.issued_by) == (26, clerk)
    assert [(move.name, move.by) for move in history(issued)] == [("issue", clerk), ("print", clerk)]


@pytest.mark.parametrize(
    ("lines", "sent_to", "kept_by"),
    [
        (("Như trên", "Lưu VT."), "Như trên", "VT"),
        (("- Như trên;", "- Lưu: VT, BTC;", "Lưu: CĐCS"), "- Như trên;", "VT, BTC; CĐCS"),
        (("Trung tâm Lưu trữ tỉnh", "Lưu trữ tỉnh"), "Trung tâm Lưu trữ tỉnh\nLưu trữ tỉnh", ""),
    ],
)
def test_the_register_says_who_got_the_paper_and_who_keeps_it(lines, sent_to, kept_by):
    entry = register_entry(builder(recipients=lines)("01/KH-LĐLĐ", ON), "KH")
    assert (entry["recipients"], entry["kept_by"]) == (sent_to, kept_by)


def test_printed_it_has_its_files_and_their_hash(province, clerk):
    issued = issue_plan(province, clerk)
    assert issued.status == "printed"
    assert [(file.kind, file.name) for file in issued.files.all()] == [
        ("pdf", "KH-LĐLĐ-01-2020.pdf"),
        ("docx", "KH-LĐLĐ-01-2020.docx"),
    ]
    assert issued.sha256 == issued.pdf.sha256
    assert bytes(issued.pdf.content).startswith(b"%PDF-")


def test_only_the_clerk_of_that_very_office_issues(tree, province, clerk):
    for stranger in (person("officer", province), person("approver", province), person("clerk", tree.than_uyen)):
        with raises(PermissionDenied):
            issue_plan(province, stranger)
    assert issue_plan(province, clerk).number == 1


# --- numbers ------------------------------------------------------------------------------------------------------------


def test_numbers_follow_each_other_for_all_types_and_begin_anew_each_year(province, clerk):
    decision = {"type_code": "QĐ", "symbol": "QĐ-LĐLĐ"}
    issued = [
        issue_plan(province, clerk),
        issue_plan(province, clerk, given=decision, type_name="QUYẾT ĐỊNH"),
        issue_plan(province, clerk, on=date(2021, 1, 4)),
        issue_plan(province, clerk),
    ]
    assert [paper.number_text for paper in issued] == ["01/KH-LĐLĐ", "02/QĐ-LĐLĐ", "01/KH-LĐLĐ", "03/KH-LĐLĐ"]


def test_a_failed_transaction_gives_its_number_back(province, clerk):
    issue_plan(province, clerk)
    with raises(RuntimeError), transaction.atomic():
        assert issue_plan(province, clerk).number == 2
        raise RuntimeError
    with raises(ZeroDivisionError):
        issue(lambda number, on: 1 / 0, unit=province, type_code="KH", symbol="KH-LĐLĐ", on=ON, by=clerk)
    assert issue_plan(province, clerk).number == 2


def test_how_numbers_are_split_is_data(province, clerk):
    NumberSeries.objects.create(unit=province, name="Văn bản đi")
    NumberSeries.objects.create(unit=province, name="Quyết định", type_codes="QĐ, NQ")
    codes = ["KH", "QĐ", "NQ", "KH", "QĐ"]
    issued = [issue_plan(province, clerk, given={"type_code": code, "symbol": f"{code}-LĐLĐ"}) for code in codes]
    assert [paper.number_text for paper in issued] == ["01/KH-LĐLĐ", "01/QĐ-LĐLĐ", "02/NQ-LĐLĐ", "02/KH-LĐLĐ", "03/QĐ-LĐLĐ"]


def test_a_council_has_numbers_of_its_own(province, clerk):
    council = {"body": "Hội đồng Thi đua - Khen thưởng", "symbol": "KH-HĐTĐKT"}
    assert [issue_plan(province, clerk).number, issue_plan(province, clerk, given=council).number] == [1, 1]


def test_numbers_go_on_after_those_given_elsewhere(province, clerk):
    series = series_for(province, "KH")
    set_start(series, year=2020, start=153, by=clerk)
    assert issue_plan(province, clerk).number_text == "154/KH-LĐLĐ"
    with raises(Refused) as refused:
        set_start(series, year=2020, start=200, by=clerk)
    assert refused.value.reasons == ["Năm 2020 sổ đã cấp số 154/KH-LĐLĐ, không đổi số bắt đầu được nữa."]
    with raises(PermissionDenied):
        set_start(series, year=2021, start=5, by=person("officer", province))


def test_a_series_split_off_during_the_year_does_not_give_a_number_twice(province, clerk):
    issue_plan(province, clerk)
    own = save_series(NumberSeries(unit=province, name="Kế hoạch", type_codes="KH"), by=clerk)
    assert reasons(province, clerk) == [
        "Số 01/KH-LĐLĐ năm 2020 đã cấp ở sổ “Văn bản đi”; hãy ghi số cuối đã cấp của sổ này trước khi cấp tiếp."
    ]
    set_start(own, year=2020, start=1, by=clerk)
    assert issue_plan(province, clerk).number_text == "02/KH-LĐLĐ"


def test_series_of_one_body_do_not_cover_a_type_twice(province, clerk):
    save_series(NumberSeries(unit=province, name="Văn bản đi"), by=clerk)
    save_series(NumberSeries(unit=province, name="Quyết định", type_codes="QĐ"), by=clerk)
    with raises(Refused) as refused:
        save_series(NumberSeries(unit=province, name="Khác", type_codes="NQ, QĐ"), by=clerk)
    assert refused.value.reasons == ["Loại QĐ đã thuộc sổ “Quyết định”."]
    with raises(Refused) as refused:
        save_series(NumberSeries(unit=province, name="Khác"), by=clerk)
    assert refused.value.reasons == ["Sổ “Văn bản đi” đã nhận mọi loại văn bản; hãy ghi rõ các loại của sổ này."]
    save_series(NumberSeries(unit=province, body="Ban Tổ chức", name="Khác"), by=clerk)


def test_a_type_that_no_series_covers_gets_no_number(province, clerk):
    NumberSeries.objects.create(unit=province, name="Quyết định", type_codes="QĐ")
    assert reasons(province, clerk) == [
        "Chưa có sổ nào của Liên đoàn Lao động tỉnh Lai Châu nhận loại văn bản KH; hãy sửa sổ cấp số."
    ]


def test_a_day_before_the_last_number_is_noted(province, clerk):
    issue_plan(province, clerk)
    earlier = issue_plan(province, clerk, on=date(2020, 4, 16))
    assert history(earlier).first().note == "Văn bản trước, số 01/KH-LĐLĐ, ghi ngày 17/04/2020, sau ngày 16/04/2020."
    assert history(issue_plan(province, clerk)).first().note == ""


# --- what is missing ----------------------------------------------------------------------------------------------------


def test_everything_that_is_missing_is_said_at_once(province, clerk):
    empty = {"issuers": (), "type_name": "", "title": " ", "place_date": "", "body": (), "signatures": (), "recipients": ()}
    assert reasons(province, clerk, on=None, given={"symbol": ""}, number="", **empty) == [
        "Chưa có ngày ban hành.",
        "Chưa có ký hiệu.",
        "Chưa có cơ quan ban hành.",
        "Chưa có tên loại văn bản.",
        "Chưa có trích yếu.",
        "Văn bản chưa in số 01/.",
        "Chưa có địa danh.",
        "Chưa có nội dung.",
        "Chưa có người ký.",
        "Chưa có nơi nhận.",
    ]
    assert (IssuedPaper.objects.count(), SeriesYear.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issuers": (Issuer(" "),)}, "Chưa có cơ quan ban hành."),
        ({"signatures": (Signature(("CHỦ TỊCH",), ""),)}, "Chưa có họ tên người ký (CHỦ TỊCH)."),
        ({"signatures": (Signature((), "Lò Thị Mẫu"),)}, "Chưa có quyền hạn, chức vụ của người ký Lò Thị Mẫu."),
        ({"signatures": (Signature(("CHỦ TỊCH",), "M" * 51),)}, "Họ tên người ký dài 51 chữ; nhiều nhất 50."),
        ({"title": "T" * 501}, "Trích yếu dài 501 chữ; nhiều nhất 500."),
        ({"number": "Số: 02/KH-LĐLĐ"}, "Văn bản chưa in số 01/KH-LĐLĐ."),
        ({"number": "Số: 101/KH-LĐLĐ"}, "Văn bản chưa in số 01/KH-LĐLĐ."),
        ({"place_date": "Lai Châu, ngày 18 tháng 4 năm 2020"}, "Văn bản chưa in ngày 17 tháng 4 năm 2020."),
        ({"place_date": ", ngày 17 tháng 4 năm 2020"}, "Chưa có địa danh."),
        ({"draft": True}, "Văn bản còn là dự thảo."),
        ({"notes": ("Tổng số không khớp.",)}, "Còn điều chưa giải quyết: Tổng số không khớp."),
        ({"recipients": ()}, "Chưa có nơi nhận."),
        ({"lead": "中"}, "Phông chữ của văn bản không có chữ “中” (U+4E2D): hãy thay bằng chữ khác."),
        ({"lead": "a\x00b"}, "Phông chữ của văn bản không có chữ U+0000: hãy thay bằng chữ khác."),
    ],
)
def test_one_thing_missing_is_one_sentence(province, clerk, changes, sentence):
    assert reasons(province, clerk, **changes) == [sentence]


@pytest.mark.parametrize(
    ("on", "symbol", "sentence"),
    [
        (date(2999, 1, 1), "KH-LĐLĐ", "Ngày ban hành ở sau hôm nay."),
        (ON, "KH - LĐLĐ", "Ký hiệu “KH - LĐLĐ” có dấu cách hoặc dấu gạch chéo: viết liền như KH-LĐLĐ."),
        (ON, "2020/KH", "Ký hiệu “2020/KH” có dấu cách hoặc dấu gạch chéo: viết liền như KH-LĐLĐ."),
        (ON, "K" * 31, "Ký hiệu dài 31 chữ; nhiều nhất 30."),
    ],
)
def test_number_and_date_that_cannot_be(province, clerk, on, symbol, sentence):
    assert reasons(province, clerk, on=on, given={"symbol": symbol}) == [sentence]


def test_a_letter_has_no_type_and_minutes_no_place(province, clerk):
    letter = issue_plan(province, clerk, given={"type_code": "CV", "symbol": "LĐLĐ-CSPL"}, type_name="")
    minutes = issue_plan(province, clerk, given={"type_code": "BB", "symbol": "BB-LĐLĐ"}, type_name="BIÊN BẢN", place_date="")
    assert [letter.type_name, minutes.type_name] == ["Công văn", "Biên bản"]


# --- what the database forbids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spoil",
    [
        {},  # number in its series
        {"number": 2, "code": "A" * 26},  # positive control below: this one may be
        {"code": "B" * 26},
        {"number": 3},  # the code is taken
        {"number": 4, "code": "C" * 26, "status": "printed"},
        {"number": 5, "code": "D" * 26, "names_as": "cancels"},
        {"number": 6, "code": "E" * 26, "names_as": "replaces"},
    ],
)
def test_the_database_forbids(province, clerk, spoil):
    issued = issue_plan(province, clerk)
    facts = {name: getattr(issued, name) for name in FIELDS} | {"status": "numbered"} | spoil
    if spoil.get("number") == 2:
        IssuedPaper.objects.create(**facts)
        return
    with raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.create(**facts)


FIELDS = (
    "unit series year number symbol number_text date type_code type_name title issuer signers data code issued_by".split()
)


# --- correction and cancellation ------------------------------------------------------------------------------------------


def naming(old: IssuedPaper, **changes):
    return {"lead": f"Căn cứ Kế hoạch số {old.number_text};", **changes}


def test_a_letter_corrects_a_plan(province, clerk):
    old = issue_plan(province, clerk)
    letter = {"type_code": "CV", "symbol": "LĐLĐ", "corrects": old, "reason": "In nhầm ngày."}
    new = issue_plan(province, clerk, given=letter, **naming(old))
    assert (new.names, new.names_as, new.reason) == (old, "corrects", "In nhầm ngày.")
    assert (old.corrected_by, old.ended_by) == ([new], None)
    assert [(move.label, move.note) for move in history(old)][-1] == ("Bị đính chính bởi 02/LĐLĐ", "In nhầm ngày.")


def test_a_paper_of_the_same_form_cancels_it_once(province, clerk):
    old = issue_plan(province, clerk)
    cancel = {"cancels": old, "reason": "Sai chỉ tiêu."}
    new = issue_plan(province, clerk, given=cancel, **naming(old))
    assert (old.ended_by, old.corrected_by) == (new, [])
    assert reasons(province, clerk, given=cancel, **naming(old)) == ["Văn bản 01/KH-LĐLĐ đã bị hủy bỏ bởi 02/KH-LĐLĐ."]


def test_a_plan_that_replaced_another_is_replaced_by_a_plan_and_not_undone_by_a_decision(province, clerk):
    first = issue_plan(province, clerk)
    second = issue_plan(province, clerk, given={"replaces": first, "reason": "Điều chỉnh."}, **naming(first))
    third = issue_plan(province, clerk, given={"replaces": second, "reason": "Điều chỉnh."}, **naming(second))
    assert (first.ended_by, second.ended_by) == (second, third)
    by_decision = {"type_code": "QĐ", "symbol": "QĐ-LĐLĐ", "reason": "Sai.", "cancels": third}
    assert reasons(province, clerk, given=by_decision, **naming(third)) == [
        "Văn bản 03/KH-LĐLĐ đã thay thế văn bản khác; không hủy bỏ nó được, hãy ban hành văn bản mới."
    ]
    again = {"replaces": first, "reason": "Sai."}
    assert reasons(province, clerk, given=again, **naming(first)) == ["Văn bản 01/KH-LĐLĐ đã bị thay thế bởi 02/KH-LĐLĐ."]


def test_a_correction_that_was_cancelled_corrects_no_more(province, clerk):
    old = issue_plan(province, clerk)
    correction = issue_plan(province, clerk, given={"corrects": old, "reason": "Sai."}, **naming(old))
    issue_plan(province, clerk, given={"cancels": correction, "reason": "Sai nữa."}, **naming(correction))
    assert IssuedPaper.objects.get(pk=old.pk).corrected_by == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"type_code": "TB"}, "Hủy bỏ hoặc thay thế Kế hoạch số 01/KH-LĐLĐ phải bằng văn bản có hình thức tương đương: "
         "Kế hoạch hoặc Quyết định."),
        ({"reason": " "}, "Hãy ghi lý do hủy bỏ văn bản 01/KH-LĐLĐ."),
    ],
)  # fmt: skip
def test_a_cancellation_that_does_not_fit(province, clerk, given, sentence):
    old = issue_plan(province, clerk)
    assert reasons(province, clerk, given={"cancels": old, "reason": "Sai."} | given, **naming(old)) == [sentence]


@pytest.mark.parametrize("said", ["", "Căn cứ Kế hoạch số 101/KH-LĐLĐ;", "Căn cứ Kế hoạch số 01/KH-LĐLĐ-CSPL;"])
def test_the_new_paper_must_name_the_old_one(province, clerk, said):
    old = issue_plan(province, clerk)
    unsaid = ["Văn bản mới chưa nhắc đến số 01/KH-LĐLĐ."]
    assert reasons(province, clerk, given={"cancels": old, "reason": "Sai."}, lead=said) == unsaid


def test_its_own_number_of_another_year_does_not_name_the_old_one(province, clerk):
    old = issue_plan(province, clerk)
    cancel, next_year = {"cancels": old, "reason": "Sai."}, date(2021, 1, 4)
    assert reasons(province, clerk, on=next_year, given=cancel) == ["Văn bản mới chưa nhắc đến số 01/KH-LĐLĐ."]
    assert issue_plan(province, clerk, on=next_year, given=cancel, **naming(old)).number_text == old.number_text


def test_a_paper_of_another_office_is_not_corrected_here(tree, province, clerk):
    old = issue_plan(tree.than_uyen, person("clerk", tree.than_uyen))
    assert reasons(province, clerk, given={"corrects": old, "reason": "Sai."}, **naming(old)) == [
        "Văn bản 01/KH-LĐLĐ là của cơ quan khác, không đính chính được ở đây."
    ]


def test_the_frozen_paper_outlives_the_name_of_its_unit(province, clerk):
    issued = issue_plan(province, clerk)
    rename_unit(province, on=date(2020, 5, 1), name="Liên đoàn Lao động tỉnh Mới")
    issued.refresh_from_db()
    assert thaw(issued.data) == replace(builder()("01/KH-LĐLĐ", ON))
