"""The pages of the editor: what a form answers with and without the script, two editors, versions, the number of queries."""

import json
from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from conferences.actions import plan_versions
from conferences.models import Plan, PlanPresence
from conferences.plan_parts import outline
from conferences.plan_rows import plan_data, whole_plan
from tests.builders import hold, lai_chau, make_plan, make_table, make_user, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return lai_chau()


@pytest.fixture
def plan(tree):
    return make_plan(tree.province, status="draft", number="")


@pytest.fixture
def officer(client, tree):
    user = person("officer", tree.province)
    client.force_login(user)
    return user


def address(plan: Plan, part: str) -> str:
    return reverse("conferences:edit-part", args=[plan.pk, part])


def opened(client, plan: Plan, part: str) -> str:
    """The version with which a page is opened."""
    return client.get(address(plan, part)).context["version"]


def by_script(client, plan: Plan, part: str, version: str, **fields: str):
    sent = {f"f.{name}": value for name, value in fields.items()} | {"version": version}
    answer = client.post(address(plan, part), sent, headers={"accept": "application/json"})
    return answer.status_code, json.loads(answer.content)


def test_the_script_is_told_when_it_was_saved_and_the_new_version(client, officer, plan):
    status, told = by_script(client, plan, "closing", opened(client, plan, "closing"), closing="Hết.")
    assert (status, told["state"], told["warnings"]) == (200, "saved", {})
    assert told["version"] == opened(client, plan, "closing")
    assert Plan.objects.get().closing == "Hết."


def test_the_script_is_told_what_is_wrong_by_field(client, officer, plan):
    status, told = by_script(client, plan, "head", opened(client, plan, "head"), **{"date": "31/2/2020", "period.from": "hai"})
    assert (status, told["state"], sorted(told["errors"])) == (422, "faulty", ["f.date", "f.period.from"])


def test_the_script_is_told_of_somebody_else(client, officer, plan):
    version = opened(client, plan, "closing")
    by_script(client, plan, "closing", version, closing="Một.")
    assert by_script(client, plan, "closing", version, closing="Hai.") == (409, {"state": "overtaken"})
    Plan.objects.update(status="submitted")
    status, told = by_script(client, plan, "closing", version, closing="Hai.")
    assert (status, told) == (409, {"state": "refused", "reasons": ["Kế hoạch đã trình, không sửa được nữa."]})


def test_without_the_script_a_button_saves_and_comes_back(client, officer, plan):
    sent = {"f.closing": "Hết.", "version": opened(client, plan, "closing")}
    answer = client.post(address(plan, "closing"), sent, follow=True)
    assert answer.redirect_chain == [(f"{address(plan, 'closing')}?saved=1", 302)]
    assert "Đã lưu lúc" in answer.content.decode()


def test_without_the_script_wrong_values_stay_with_their_sentences(client, officer, plan):
    sent = {"f.deadlines.0.what": "dossier", "f.deadlines.0.date": "32/1/2020", "version": opened(client, plan, "deadlines")}
    answer = client.post(address(plan, "deadlines"), sent)
    page = answer.content.decode()
    assert (answer.status_code, 'value="32/1/2020"' in page) == (422, True)
    assert "Ngày “32/1/2020” sai: tháng 1 năm 2020 có các ngày từ 1 đến 31." in page
    assert "Chưa lưu được: xem chỗ ghi màu đỏ." in page
    assert "Chưa lưu được" not in client.get(address(plan, "deadlines")).content.decode()


def test_without_the_script_the_second_saver_sees_both_texts_and_may_go_on(client, officer, plan):
    version = opened(client, plan, "closing")
    client.post(address(plan, "closing"), {"f.closing": "Đề nghị các đơn vị thực hiện.", "version": version})
    answer = client.post(address(plan, "closing"), {"f.closing": "Yêu cầu các đơn vị thực hiện.", "version": version})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Đề</del><ins>Yêu</ins>" in page.replace("\n", "")
    assert "<del>nghị</del><ins>cầu</ins>" in page
    assert "Yêu cầu các đơn vị thực hiện.</textarea>" in page
    assert Plan.objects.get().closing == "Đề nghị các đơn vị thực hiện."
    again = {"f.closing": "Yêu cầu các đơn vị thực hiện.", "version": answer.context["version"]}
    assert client.post(address(plan, "closing"), again).status_code == 302
    assert Plan.objects.get().closing == "Yêu cầu các đơn vị thực hiện."


def test_the_second_saver_sees_both_texts_though_some_of_the_own_cannot_be_read(client, officer, plan):
    deadlines, opening = (opened(client, plan, part) for part in ("deadlines", "opening"))
    client.post(address(plan, "opening"), {"f.grounds": "Luật Công đoàn", "version": opening})
    answer = client.post(address(plan, "opening"), {"f.grounds": "Luật Công đoàn năm 2012\nLuật \U0001f600", "version": opening})
    assert (answer.status_code, answer.context["changes"][0].after) == (409, "Luật Công đoàn năm 2012")
    assert "\U0001f600</textarea>" in answer.content.decode()
    plan.deadlines.create(position=9, what="report", date=date(2020, 5, 20))
    rows = {"f.deadlines.0.what": "ngày mai", "f.deadlines.1.what": "report", "f.deadlines.1.date": "32/1/2020"}
    assert client.post(address(plan, "deadlines"), rows | {"version": deadlines}).status_code == 409


def test_what_is_sensitive_is_ticked_saved_compared_and_unticked(client, officer, plan):
    page = client.get(address(plan, "dossier")).content.decode()
    assert page.count('name="f.asks" value="ethnic_group" aria-describedby="f.asks_hint"') == 1
    ticked = {"f.asks": ["ethnic_group", "party"], "f.dossier": "Tờ trình", "version": opened(client, plan, "dossier")}
    assert client.post(address(plan, "dossier"), ticked).status_code == 302
    assert Plan.objects.get().asks == ["ethnic_group", "party"]
    face = client.get(reverse("conferences:criteria", args=[plan.pk])).content.decode()
    assert face.count("Hỏi thêm về người được đề nghị: dân tộc, ngày vào Đảng") == 1

    version = client.get(reverse("conferences:plan-version", args=[plan.pk, plan.versions.order_by("pk").last().pk]))
    assert "Hỏi thêm về người được đề nghị" in [change.place for _, _, found in version.context["groups"] for change in found]

    none = {"f.dossier": "Tờ trình", "version": opened(client, plan, "dossier")}
    assert client.post(address(plan, "dossier"), none).status_code == 302
    assert (Plan.objects.get().asks, Plan.objects.get().dossier) == ([], ["Tờ trình"])
    assert "Hỏi thêm" not in client.get(reverse("conferences:criteria", args=[plan.pk])).content.decode()


def test_nothing_else_about_a_person_can_be_asked(client, officer, plan):
    wrong = {"f.asks": ["party", "religion"], "version": opened(client, plan, "dossier")}
    page = client.post(address(plan, "dossier"), wrong)
    assert page.status_code == 422
    assert "“religion” không dùng được; nhận: ethnic_group, party." in page.content.decode()
    assert Plan.objects.get().asks == []


def test_row_buttons_work_without_the_script_and_save_nothing(client, officer, plan):
    sent = {"version": opened(client, plan, "speeches"), "do": "up:f.speeches.1"}
    sent |= {"f.speeches.0.by": "Một", "f.speeches.1.by": "Hai"}
    answer = client.post(address(plan, "speeches"), sent)
    rows = answer.context["members"][0].rows
    assert [row.members[0].value for row in rows] == ["Hai", "Một"]
    assert (answer.status_code, plan.speeches.count()) == (200, 0)
    assert len(client.post(address(plan, "speeches"), sent | {"do": "add:f.speeches"}).context["members"][0].rows) == 3


# Names that no page has: a row where a text is due and the other way round, endless tokens, attributes of Python.
ODD_NAMES = (
    *("categories", "categories.0", "categories.0.label", "categories.0.label.x", "categories.0.key.x", "categories.9.9.9.9"),
    *("deadlines", "deadlines." + "9" * 5000, "deadlines.²", "deadlines.NEWROW.what", "__class__.__init__", "title.0.title"),
    *("quotas.rows.0.places.a.b", "quotas.rows.0.places", "quotas", "sections.0.sections.0", "speeches." + "a." * 2000 + "b"),
    *("", ".", "..", "period", "period.from.0", "phases", "issuers.0.authority.0", "criteria.0.category.0"),
)


@pytest.mark.one_database
@pytest.mark.parametrize("part", ["categories", "criteria", "deadlines", "quotas"])
def test_no_name_of_a_field_breaks_the_editor(client, officer, plan, part):
    version = opened(client, plan, part)

    def answer(**sent: str) -> int:
        typed = urlencode(sent | {"version": version, f"f.{part}.0.label": "Tên"})
        return client.post(address(plan, part), typed, content_type="application/x-www-form-urlencoded").status_code

    for name in ODD_NAMES:
        assert answer(**{f"f.{name}": "1"}) in (302, 409, 422), name
        assert answer(**{f"f.{name}": "1", "do": f"add:f.{part}"}) == 200, name
        assert answer(do=f"add:f.{name}") == answer(do=f"up:f.{name}") == 200, name


def test_a_thousand_categories_of_one_name_get_keys(client, officer, plan):
    sent = {f"f.categories.{at}.label": "Tập thể" for at in range(1500)}
    assert client.post(address(plan, "categories"), sent | {"version": opened(client, plan, "categories")}).status_code == 422


def test_what_others_see_of_a_place_is_letters(client, officer, plan):
    client.post(reverse("conferences:plan-here", args=[plan.pk]), {"label": "Chương\x00 trình\u202e" + "x" * 200})
    assert PlanPresence.objects.get().part == ("Chương trình" + "x" * 200)[:120]


def test_a_plan_does_not_grow_without_end(client, officer, plan, monkeypatch):
    monkeypatch.setattr(plan_versions, "MOST_LETTERS", 5000)
    status, told = by_script(client, plan, "closing", opened(client, plan, "closing"), closing="Hết. " * 2000)
    assert (status, told["state"]) == (409, "refused")
    assert told["reasons"] == ["Kế hoạch đã dài quá 5.000 ký tự: hãy bớt nội dung hoặc chuyển sang phụ lục."]
    status, told = by_script(client, plan, "closing", opened(client, plan, "closing"), closing="Hết.")
    assert (status, told["state"]) == (200, "saved")


def test_what_was_typed_into_a_section_that_is_gone_is_shown(client, officer, plan):
    section = plan.sections.get()
    version = opened(client, plan, f"section-{section.pk}")
    plan.sections.all().delete()
    answer = client.post(address(plan, f"section-{section.pk}"), {"f.text": "Đoạn dài đã gõ", "version": version})
    assert (answer.status_code, "Đoạn dài đã gõ" in answer.content.decode()) == (409, True)


def test_sections_are_added_and_moved_by_buttons(client, officer, plan):
    arrange = reverse("conferences:arrange-plan", args=[plan.pk])
    answer = client.post(arrange, {"thing": "section", "do": "add"})
    new = plan.sections.last()
    assert answer["Location"] == address(plan, f"section-{new.pk}")
    client.post(arrange, {"thing": "section", "do": "up", "pk": new.pk})
    assert [one.pk for one in plan.sections.all()][0] == new.pk
    for wrong in ({}, {"thing": "section", "do": "up"}, {"thing": "unit", "do": "add"}, {"thing": "section", "do": "x", "pk": 1}):
        assert client.post(arrange, wrong).status_code == 404


def test_a_section_added_while_a_page_is_read_does_not_break_it(plan):
    read = whole_plan(plan)
    data = plan_data(read)
    plan.sections.create(position=2, heading="Mục mới")
    plan.conferences.create(position=1, level="province", own=True)
    assert [entry.part.label for entry in outline(read, data).sections] == ["Mục đích"]
    now = whole_plan(plan)
    assert [entry.part.label for entry in outline(now, plan_data(now)).sections] == ["Mục đích", "Mục mới"]


def test_who_else_has_the_plan_open_is_named(client, officer, plan, tree):
    other = make_user("nguoi-khac", "Trần Văn Khác")
    hold(other, "officer", tree.province)
    assert client.get(address(plan, "head")).context["others"] == []
    client.force_login(other)
    (told,) = client.get(address(plan, "closing")).context["others"]
    assert told.startswith("Nguyễn Văn Mẫu (Đầu văn bản), lúc ")
    client.force_login(officer)
    answer = client.post(reverse("conferences:plan-here", args=[plan.pk]), {"label": "Đầu văn bản"})
    assert json.loads(answer.content)["others"][0].startswith("Trần Văn Khác (Lời kết, nơi nhận), lúc ")
    PlanPresence.objects.filter(user=other).update(seen="2020-01-01T00:00:00Z")
    assert client.get(address(plan, "head")).context["others"] == []


def test_versions_tell_what_changed_and_give_a_part_back(client, officer, plan):
    before = plan.title
    by_script(client, plan, "head", opened(client, plan, "head"), kind="conference", title="Trích yếu khác")
    first, last = plan.versions.order_by("pk")
    listed = client.get(reverse("conferences:plan-versions", args=[plan.pk])).content.decode()
    assert reverse("conferences:plan-version", args=[plan.pk, last.pk]) in listed
    page = client.get(reverse("conferences:plan-version", args=[plan.pk, last.pk]))
    assert [(name, [change.place for change in found]) for name, _, found in page.context["groups"]] == [
        ("head", ["Trích yếu", "Ngày"])
    ]
    now = client.get(reverse("conferences:plan-version", args=[plan.pk, first.pk]))
    assert "Lấy lại phần này" in now.content.decode()
    client.post(reverse("conferences:restore-part", args=[plan.pk, first.pk]), {"part": "head"})
    assert Plan.objects.get().title == before
    wrong = client.post(reverse("conferences:restore-part", args=[plan.pk, first.pk]), {"part": "unit"})
    assert wrong.status_code == 404


def test_a_plan_is_begun_from_a_template_once(client, officer):
    form = client.get(reverse("conferences:new-plan")).context["form"]
    sent = {"form_token": form["form_token"].value(), "unit": form["unit"].value(), "start": "movement", "title": "Thi đua 2025"}
    links = {client.post(reverse("conferences:new-plan"), sent)["Location"] for _ in range(2)}
    plan = Plan.objects.get()
    assert (links, plan.kind, plan.status) == ({reverse("conferences:edit-plan", args=[plan.pk])}, "movement", "draft")
    assert client.post(reverse("conferences:new-plan"), sent | {"title": ""}).status_code == 422


def test_a_plan_is_begun_from_last_year_s_from_a_file_or_from_a_template(client, officer, tree):
    page = reverse("conferences:new-plan")
    assert "Cơ quan chưa phát hành kế hoạch nào trên cổng." in client.get(page).content.decode()
    older, _, _ = (make_plan(tree.province, status=status, number=f"{at}/KH-LĐLĐ") for at, status in enumerate(("issued", "draft", "superseded")))
    make_plan(tree.central, number="9/KH-TLĐ")  # seen, and not ours to copy
    answer = client.get(page)
    assert list(answer.context["copied_from"]) == [older]
    text = answer.content.decode()
    assert [reverse("conferences:copy-plan", args=[older.pk]) in text, reverse("conferences:read-plan") in text] == [True, True]
    assert [label for _, label in answer.context["form"].fields["start"].choices] == [
        "Hội nghị biểu dương hằng năm",
        "Hội nghị điển hình tiên tiến 5 năm, có quy định cho cấp dưới",
        "Phong trào thi đua",
        "Trang trắng, kế hoạch có hội nghị",
        "Trang trắng, kế hoạch phong trào",
    ]


def test_an_issued_plan_is_copied_into_a_year(client, officer, tree):
    plan = make_plan(tree.province, status="issued")
    page = reverse("conferences:copy-plan", args=[plan.pk])
    form = client.get(page).context["form"]
    answer = client.post(page, {"form_token": form["form_token"].value(), "year": "2027"})
    copy = Plan.objects.exclude(pk=plan.pk).get()
    assert (answer["Location"], copy.status) == (reverse("conferences:edit-plan", args=[copy.pk]), "draft")
    assert client.post(page, {"form_token": form["form_token"].value(), "year": "năm"}).status_code == 422


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("part", "queries"), [("head", 29), ("criteria", 29), ("quotas", 29)])
def test_a_page_of_the_editor_costs_the_same_whatever_the_plan_holds(
    client, officer, tree, plan, django_assert_num_queries, part, queries, count
):
    own = plan.conferences.create(position=1, level="province", own=True)
    make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status="draft")
    for place in range(count):
        plan.sections.create(position=place + 2, heading="Mục")
        own.agenda.create(position=place, title="Việc")
        plan.tasks.create(position=place, by=f"Ban {place}", items=["Làm"])
        plan.criteria.create(position=place, text="Tiêu chuẩn").categories.set(plan.categories.all())
    client.get(address(plan, part))
    with django_assert_num_queries(queries):
        client.get(address(plan, part))
