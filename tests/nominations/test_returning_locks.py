"""While a dossier is mended item by item nothing else of it changes, on whatever path somebody writes."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from nominations import actions
from nominations.actions import move_dossier
from nominations.actions.answers import confirm
from nominations.actions.mending import explain_items
from nominations.actions.returning import return_items
from nominations.eligibility import mark_of
from nominations.models import Dossier, Nominee
from nominations.returning import items_of, rounds_of
from portal import clock
from portal.moves import Overtaken, Refused
from tests.builders import a_file, make_dossier, with_paper
from tests.nominations.filing_pages import new, pdf, step, text, typed

DUE, BEFORE_FILING = date(2020, 4, 27), datetime(2020, 4, 1, tzinfo=UTC)
REFUSED = "“{}” không nằm trong các mục được trả lại nên giữ nguyên như đã nộp. Cần sửa thì đề nghị LĐLĐ tỉnh Lai Châu trả lại cả mục này."
KEPT = "Không được trả lại nên giữ nguyên như đã nộp"


@pytest.fixture
def filed(campaign, april, ldtt):
    campaign.plan.criteria.create(position=1, text="Gương mẫu.").categories.set(campaign.plan.categories.all())
    who = Nominee.objects.create(
        unit=campaign.school, kind_id="person", name="Lò Thị Mẫu", position="Giáo viên", birth_date=date(1985, 3, 5), created_by=campaign.filer
    )
    for year in (2018, 2019):
        who.achievements.create(honour=ldtt, year=year, number=f"{year}/QĐ", by=campaign.filer, at=BEFORE_FILING)
    return with_paper(make_dossier(campaign.plan, campaign.school, status="submitted", nominee=who), campaign.filer)


def sent_back(dossier, campaign, *keys):
    picked = dict.fromkeys(keys, "Hãy xem lại.")
    return_items(dossier, picked=picked, due_on=DUE, version=dossier.version, by=campaign.officer)
    return Dossier.objects.get(pk=dossier.pk)


def line(dossier, year):
    return f"line-{dossier.nominee.achievements.get(year=year).mark}"


def said(dossier):
    return {item.key: item.words for item in items_of(Dossier.objects.get(pk=dossier.pk))}


def versions(dossier):
    row = Dossier.objects.get(pk=dossier.pk)
    return {"version": row.version, "nominee_version": row.nominee.version}


# --- the actions


def who(dossier, by, **facts):
    return actions.save_who(dossier, fields={}, facts=facts, by=by, **versions(dossier))


def record(dossier, by, *lines, **fields):
    return actions.save_record(dossier, fields=fields, lines=lines, by=by, **versions(dossier))


def test_a_fact_that_was_sent_back_changes_and_another_is_refused_by_name(campaign, filed):
    dossier = sent_back(filed, campaign, "who-birth")
    before = said(dossier)
    with pytest.raises(Refused) as refused:
        who(dossier, campaign.filer, birth_date=date(1986, 3, 5), birth_year=1986, sex="female", is_head=True)
    assert refused.value.reasons == [REFUSED.format("Giới tính"), REFUSED.format("Là người đứng đầu cơ quan, đơn vị")]
    assert said(dossier) == before
    who(dossier, campaign.filer, birth_date=date(1986, 3, 5), birth_year=1986)
    assert said(dossier) == before | {"who-birth": "05/03/1986"}


def test_only_the_lines_that_were_sent_back_change_and_none_is_added(campaign, filed, ldtt):
    dossier = sent_back(filed, campaign, line(filed, 2019))
    first, second = filed.nominee.achievements.order_by("year")
    values = {"honour": ldtt.pk, "year": 2019, "number": "15/QĐ-UBND"}
    record(dossier, campaign.filer, (second.mark, values))
    with pytest.raises(Refused) as refused:
        record(dossier, campaign.filer, (first.mark, values | {"year": 2018}))
    assert refused.value.reasons == [REFUSED.format("Danh hiệu thi đua: Lao động tiên tiến 2018")]
    with pytest.raises(Refused) as refused:
        record(dossier, campaign.filer, (first.mark, None))
    assert refused.value.reasons == [REFUSED.format("một dòng thành tích đã bị bỏ")]
    with pytest.raises(Refused) as refused:
        record(dossier, campaign.filer, ("5d1a4c1e-8c52-4b39-9f3e-0d9a8c1e2f3a", values | {"year": 2017}))
    assert refused.value.reasons == [REFUSED.format("Danh hiệu thi đua: Lao động tiên tiến 2017")]
    with pytest.raises(Refused) as refused:
        record(dossier, campaign.filer, achievements="Khác hẳn.")
    assert refused.value.reasons == [REFUSED.format("Báo cáo thành tích")]
    assert list(filed.nominee.achievements.order_by("year").values_list("year", "number")) == [(2018, "2018/QĐ"), (2019, "15/QĐ-UBND")]


def test_where_lines_were_missing_new_ones_come_and_the_old_ones_stay(campaign, filed, ldtt):
    dossier = sent_back(filed, campaign, "new-lines")
    first = filed.nominee.achievements.get(year=2018)
    values = {"honour": ldtt.pk, "year": 2017, "number": "7/QĐ"}
    record(dossier, campaign.filer, ("5d1a4c1e-8c52-4b39-9f3e-0d9a8c1e2f3a", values))
    with pytest.raises(Refused):
        record(dossier, campaign.filer, (first.mark, values | {"year": 2018}))
    assert sorted(filed.nominee.achievements.values_list("year", flat=True)) == [2017, 2018, 2019]
    (one,) = rounds_of(dossier)[0].items
    assert (one.is_mended, one.after["words"]) == (True, "Lao động tiên tiến, năm 2017. Quyết định số 7/QĐ")


def test_papers_consents_and_confirmed_standards_are_closed_too(campaign, filed):
    dossier = sent_back(filed, campaign, "who-birth")
    with pytest.raises(Refused) as refused:
        actions.save_papers(dossier, wanted={"other": None}, version=dossier.version, by=campaign.filer)
    assert refused.value.reasons == [REFUSED.format("Giấy tờ khác")]
    with pytest.raises(Refused) as refused:
        actions.save_consents(dossier, consents={}, version=dossier.version, by=campaign.filer)
    assert refused.value.reasons == [REFUSED.format("Đồng ý lập và xét hồ sơ đề nghị")]
    with pytest.raises(Refused) as refused:
        confirm(dossier, mark_of("Gương mẫu."), by=campaign.filer)
    assert refused.value.reasons == [REFUSED.format("Gương mẫu.")]
    assert (dossier.papers.count(), dossier.consents.count(), dossier.answers.count()) == (1, 1, 0)


def test_a_paper_a_consent_and_a_standard_that_were_sent_back_are_open(campaign, filed):
    dossier = sent_back(filed, campaign, "paper-other", "consent-press", f"standard-{mark_of('Gương mẫu.')}")
    file = {"state": "attached", "file": a_file(campaign.filer, "moi.pdf")}
    dossier = actions.save_papers(dossier, wanted={"other": file}, version=dossier.version, by=campaign.filer)
    kept = dossier.consents.get()
    consents = {"nomination": {name: getattr(kept, name) for name in ("words", "way", "given_on")}}
    consents["press"] = {"words": "Đồng ý.", "way": "spoken", "given_on": date(2020, 4, 20)}
    actions.save_consents(dossier, consents=consents, version=dossier.version, by=campaign.filer)
    confirm(dossier, mark_of("Gương mẫu."), by=campaign.filer)
    assert [one.is_mended for one in rounds_of(dossier)[0].items] == [True, True, True]


def test_another_dossier_of_the_same_nominee_changes_nothing_either(campaign, filed, ldtt):
    dossier = sent_back(filed, campaign, "who-birth")
    other = make_dossier(campaign.plan, campaign.school, nominee=filed.nominee, name="Lò Thị Mẫu")
    with pytest.raises(Refused) as refused:
        who(other, campaign.filer, sex="female")
    assert refused.value.reasons == [
        "Không sửa được “Giới tính” của Lò Thị Mẫu: hồ sơ theo kế hoạch 154/KH-LĐLĐ đang được trả lại để sửa những mục khác. "
        "Hãy nộp lại hồ sơ ấy trước, hoặc đề nghị LĐLĐ tỉnh Lai Châu trả lại cả mục này."
    ]
    with pytest.raises(Refused):
        record(other, campaign.filer, (filed.nominee.achievements.get(year=2018).mark, None))
    facts = {"plan": campaign.plan, "unit": campaign.school, "category": dossier.category, "name": "Lò Thị Mẫu", "by": campaign.filer}
    known = {"nominee": filed.nominee, "nominee_version": filed.nominee.version}
    with pytest.raises(Refused):
        actions.draft_dossier(**facts, **known, facts={"rank": "none"})
    record(other, campaign.filer, achievements="Báo cáo của hồ sơ khác.")  # what is its own is its own
    who(other, campaign.filer, birth_date=date(1986, 3, 5), birth_year=1986)  # and what was sent back is open from here too
    assert said(dossier)["who-birth"] == "05/03/1986"


def test_what_only_reads_the_same_is_no_less_closed(campaign, filed, ldtt):
    """A number that moves into the text, a scan beside a line, other words of a consent; a box left alone changes nothing."""
    first = filed.nominee.achievements.get(year=2018)
    first.text, first.number = "Máy hái chè", "5"
    first.save()
    dossier = sent_back(filed, campaign, "report")
    other = make_dossier(campaign.plan, campaign.school, nominee=filed.nominee, name="Lò Thị Mẫu")
    same = {"honour": ldtt.pk, "year": 2018, "text": "Máy hái chè", "number": "5"}
    alike = same | {"text": "Máy hái chè. Quyết định số 5", "number": ""}
    with_scan = same | {"evidence": a_file(campaign.filer, "giay-khen.pdf")}
    for values in (alike, with_scan):
        with pytest.raises(Refused, match="của Lò Thị Mẫu: hồ sơ theo kế hoạch 154/KH-LĐLĐ đang được trả lại"):
            record(other, campaign.filer, (first.mark, values))
    kept = dossier.consents.get()
    with pytest.raises(Refused) as refused:
        consents = {"nomination": {"words": "Lời khác.", "way": kept.way, "given_on": kept.given_on}}
        actions.save_consents(dossier, consents=consents, version=dossier.version, by=campaign.filer)
    assert refused.value.reasons == [REFUSED.format("Đồng ý lập và xét hồ sơ đề nghị")]
    for stored, sent in ((None, False), (False, None)):
        Nominee.objects.update(is_direct=stored)
        who(other, campaign.filer, is_direct=sent)
        assert Nominee.objects.get().is_direct is stored
    assert record(other, campaign.filer, (first.mark, same)).pk == other.pk  # nothing changed


def test_a_box_that_was_sent_back_may_be_left_unticked(campaign, filed):
    dossier = sent_back(filed, campaign, "who-is_direct")
    who(dossier, campaign.filer, is_direct=False)
    assert Nominee.objects.get().is_direct is False


def test_the_record_of_the_unit_speaks_for_its_head_while_that_dossier_is_mended(campaign, filed, ldtt):
    Nominee.objects.filter(pk=filed.nominee.pk).update(is_head=True)
    unit = Nominee.objects.create(unit=campaign.school, kind_id="unit", name="Trường THCS Than Uyên", created_by=campaign.filer)
    line = unit.achievements.create(honour=ldtt, year=2019, number="9/QĐ", by=campaign.filer, at=BEFORE_FILING)
    of_unit = make_dossier(campaign.plan, campaign.school, key="collective-public", status="returned", nominee=unit, name=unit.name)
    change = (line.mark, {"honour": ldtt.pk, "year": 2019, "number": "10/QĐ"})
    sent_back(filed, campaign, "report")
    with pytest.raises(Refused) as refused:
        record(of_unit, campaign.filer, change)
    assert [reason.split(":")[0] for reason in refused.value.reasons] == ["Không sửa được “Danh hiệu thi đua"]
    Dossier.objects.filter(pk=of_unit.pk).update(status="submitted")
    of_unit = sent_back(Dossier.objects.get(pk=of_unit.pk), campaign, f"line-{line.mark}")  # the office itself asks for it
    record(of_unit, campaign.filer, change)
    assert unit.achievements.get().number == "10/QĐ"


def test_what_was_sent_back_as_a_whole_is_open_as_a_whole(campaign, filed):
    move_dossier(filed, "return", by=campaign.officer, note="Xem lại.")
    who(filed, campaign.filer, sex="female", rank="none")
    assert (said(filed)["who-sex"], said(filed)["who-rank"]) == ("nữ", "không giữ chức vụ lãnh đạo")


# --- coming again


def test_it_comes_again_only_when_every_item_is_mended_or_explained(campaign, filed):
    dossier = sent_back(filed, campaign, "who-birth", "report")
    who(dossier, campaign.filer, birth_date=date(1986, 3, 5), birth_year=1986)
    dossier.refresh_from_db()
    with pytest.raises(Refused) as refused:
        move_dossier(dossier, "endorse", by=campaign.head)
    assert refused.value.reasons == [
        "Mục được trả lại “Báo cáo thành tích” chưa sửa: hãy sửa, hoặc ghi lời giải thích ở phần “Cần bổ sung” trên trang hồ sơ."
    ]
    report = rounds_of(dossier)[0].items[1].item
    explain_items(dossier, words={report.pk: "Báo cáo đã đủ số liệu."}, version=dossier.version, by=campaign.filer)
    move_dossier(dossier, "endorse", by=campaign.head)
    with clock.standing_at(datetime(2020, 4, 28, 3, tzinfo=UTC)):
        move_dossier(dossier, "submit", by=campaign.head)
    (one,) = rounds_of(dossier)
    assert (one.is_open, one.round.came_late, one.mended) == (False, True, 1)
    assert [(view.item.before["words"], view.after["words"], view.item.explanation) for view in one.items] == [
        ("05/03/1985", "05/03/1986", ""),
        ("Năm năm liền Lao động tiên tiến.", "Năm năm liền Lao động tiên tiến.", "Báo cáo đã đủ số liệu."),
    ]
    second = sent_back(Dossier.objects.get(pk=dossier.pk), campaign, "report")
    assert [(view.number, view.is_open) for view in rounds_of(second)] == [(2, True), (1, False)]
    record(second, campaign.filer, achievements="Sửa lại.")


def test_an_explanation_is_refused_where_nothing_is_mended_and_told_when_late(campaign, filed):
    with pytest.raises(Refused):
        explain_items(filed, words={}, version=filed.version, by=campaign.filer)
    dossier = sent_back(filed, campaign, "report")
    with pytest.raises(Overtaken):
        explain_items(dossier, words={}, version=dossier.version - 1, by=campaign.filer)


# --- the pages of the wizard


@pytest.fixture
def mended(client, campaign, filed, filer):
    return sent_back(filed, campaign, "who-birth")


def test_closed_fields_are_shown_but_not_typed_into(client, mended):
    form = client.get(step(mended, "who")).context["form"]
    assert {name: field.disabled for name, field in form.fields.items() if not field.widget.is_hidden} == {
        **dict.fromkeys(("category", "name", "position", "sex", "rank", "is_head", "is_direct", "member_since", "works_since"), True),
        "birth": False,
    }
    rows = [row for _, rows in client.get(step(mended, "record")).context["form"].groups for row in rows if row.is_line]
    assert {name: field.disabled for row in rows for name, field in row.fields.items() if name != "mark"} == dict.fromkeys(
        ("honour", "year", "number", "date", "issuer"), True
    )
    said = text(client.get(step(mended, "record")))
    assert "Chỉ sửa được những mục được trả lại." in said
    assert 'value="add-title"' not in said


def test_the_open_field_is_saved_by_what_a_browser_sends(client, mended):
    page = client.get(step(mended, "who"))
    sent = {name: value for name, value in typed(page).items() if name in ("form_token", "version", "nominee_version", "birth")}
    assert client.post(step(mended, "who"), sent | {"birth": "05/03/1986"}).status_code == 302
    before = said(mended)
    for name in ("record", "papers", "consent"):  # going on through the other steps changes nothing
        sent = {key: value for key, value in typed(client.get(step(mended, name))).items() if key.endswith(("token", "version", "-mark", "-rows"))}
        assert client.post(step(mended, name), sent).status_code == 302
    assert said(mended) == before
    assert before["who-birth"] == "05/03/1986"


@pytest.mark.parametrize(
    ("name", "changes", "place"),
    [
        ("who", {"name": "Lò Thị Mỷ"}, "Họ và tên"),
        ("who", {"rank": "none"}, "Chức vụ lãnh đạo"),
        ("who", {"is_direct": "on"}, "Trực tiếp sản xuất, công tác"),
        ("record", {"achievements": "Khác hẳn."}, "Báo cáo thành tích"),
        ("record", {"title-0-number": "99/QĐ"}, "Danh hiệu thi đua dòng"),
        ("papers", {"other-on_paper": "on"}, "Nộp bản giấy"),
        ("papers", {"other-drop": "on"}, "Bỏ tệp đang có"),
        ("consent", {"agrees_press": "on"}, "đưa tin"),
        ("consent", {"given_on": "02/04/2020"}, "Ngày đồng ý"),
    ],
)
def test_a_page_that_was_opened_before_is_refused_by_name_and_keeps_what_was_typed(client, mended, name, changes, place):
    before, page = said(mended), client.get(step(mended, name))
    if name == "record":
        rows = [row for _, rows in page.context["form"].groups for row in rows]
        at = next(row.prefix for row in rows if row.is_line)
        changes = {key.replace("title-0", at): value for key, value in changes.items()}
    answer = client.post(step(mended, name), typed(page) | changes)
    assert answer.status_code == 422
    faults = answer.context["form"].faults
    assert [place in label and KEPT in words for _, label, words in faults] == [True]
    assert all(value in ("on", *text(answer).split('"')) or value in text(answer) for value in changes.values())
    assert said(mended) == before


def test_a_file_for_a_closed_slot_is_refused(client, mended):
    page = client.get(step(mended, "papers"))
    answer = client.post(step(mended, "papers"), typed(page) | {"other-file": pdf()})
    assert (answer.status_code, KEPT in text(answer)) == (422, True)
    assert mended.papers.get().file.name == "thanh-tich.pdf"


def test_a_new_dossier_of_the_same_nominee_says_why_not(client, mended, campaign):
    address = new(campaign, nominee=mended.nominee_id)
    answer = client.post(address, typed(client.get(address)) | {"sex": "female", "rank": "none", "position": "Giáo viên"})
    assert (answer.status_code, "đang được trả lại để sửa những mục khác" in text(answer)) == (409, True)


# --- the page of the dossier


def test_the_unit_reads_what_to_mend_and_is_led_to_the_place(client, campaign, filed, filer):
    dossier = sent_back(filed, campaign, "who-birth", line(filed, 2019), "new-lines", "report", "paper-other", "consent-press")
    said = text(client.get(f"/dossiers/{dossier.pk}/"))
    assert "Cần bổ sung 6 mục." in said
    assert "Thứ Hai 27/04/2020" in said
    places = ("who/#div_id_birth", f"record/#{line(filed, 2019)}", "record/#step", "record/#div_id_achievements", "papers/#slot-other", "consent/#div_id_agrees_press")
    for place in places:
        address, _, anchor = place.partition("#")
        assert f'href="/dossiers/{dossier.pk}/edit/{place}"' in said
        assert f'id="{anchor}"' in text(client.get(f"/dossiers/{dossier.pk}/edit/{address}"))


def test_both_sides_see_before_and_after_word_by_word(client, campaign, filed, filer):
    dossier = sent_back(filed, campaign, "report")
    record(dossier, campaign.filer, achievements="Sáu năm liền Lao động tiên tiến.")
    for reader in (campaign.filer, campaign.officer):
        client.force_login(reader)
        said = text(client.get(f"/dossiers/{dossier.pk}/"))
        assert '<del><span class="visually-hidden">bỏ: </span>Năm</del><ins><span class="visually-hidden">thêm: </span>Sáu</ins> năm liền' in said


def test_a_word_of_explanation_is_typed_on_the_dossier_page(client, campaign, filed, filer):
    dossier = sent_back(filed, campaign, "report")
    page = client.get(f"/dossiers/{dossier.pk}/")
    form = page.context["explanations"]
    sent = {bound.html_name: bound.value() for bound in form}
    (word,) = [name for name in sent if name.startswith("word-")]
    address = reverse("nominations:explain-items", args=[dossier.pk])
    assert client.post(address, sent | {word: "x" * 1001}).status_code == 422
    late = client.post(address, sent | {word: "Đã đủ.", "version": dossier.version - 1})
    assert (late.status_code, "Đã đủ." in text(late)) == (409, True)
    assert "Đã lưu lời giải thích." in text(client.post(address, sent | {word: "Đã đủ."}, follow=True))
    assert rounds_of(dossier)[0].items[0].item.explanation == "Đã đủ."
