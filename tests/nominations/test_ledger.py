"""The ledger: every figure is what its link opens, the rows add up, and nobody sees what others file."""

import io
from dataclasses import astuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nominations.ledger import COLUMNS, ledger_of
from nominations.models import DecisionLine
from organizations.models import Bloc
from tests.builders import give_on, make_amendment, make_decision, make_dossier, make_plan, make_table, make_unit, person

PUBLIC, BUSINESS = "person-public", "person-business"


@pytest.fixture
def filing(campaign):
    """Than Uyên has (1, 0, 2, 1) places and gave one of the persons to its school, Tân Uyên (1, 1, 1, 1)."""
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
    plan, tree = campaign.plan, campaign.tree
    make_dossier(plan, campaign.school, status="returned")
    make_dossier(plan, tree.than_uyen_clinic, status="accepted")
    make_dossier(plan, tree.than_uyen_clinic, status="submitted", reserve=1)
    make_dossier(plan, tree.than_uyen_clinic, key=BUSINESS, status="decided")
    make_dossier(plan, tree.tan_uyen_school, key="collective-public", status="endorsed")  # not filed yet
    return campaign


def lines(ledger):
    return [(entry.label, *astuple(entry.total), entry.total.remaining) for entry in ledger.entries]


def test_a_row_counts_everything_below_it(filing):
    assert lines(ledger_of(filing.plan, filing.officer)) == [
        # allotted, shared, filed, returned, approved, decided, reserves, revoked; remaining
        ("LĐLĐ huyện Than Uyên", 4, 1, 3, 1, 1, 1, 1, 0, 1),
        ("LĐLĐ huyện Tân Uyên", 4, 0, 0, 0, 0, 0, 0, 0, 4),
    ]


def test_going_down_shows_the_own_part_and_the_rows_below_and_their_sum_is_the_row(filing):
    row = filing.table.rows.get(unit=filing.tree.than_uyen)
    inside = lines(ledger_of(filing.plan, filing.officer, row.pk))
    assert inside == [
        ("LĐLĐ huyện Than Uyên (phần giữ lại)", 3, 0, 2, 0, 1, 1, 1, 0, 1),
        ("CĐCS Trường THCS Than Uyên", 1, 0, 1, 1, 0, 0, 0, 0, 0),
    ]
    whole = lines(ledger_of(filing.plan, filing.officer))[0]
    sums = [sum(figures) for figures in zip(*(line[1:] for line in inside), strict=True)]
    assert sums == [4, 0, *whole[3:]]  # what was given on stands in the row below


def test_a_unit_sees_its_own_row_and_what_it_gave_on_the_office_all(filing):
    def labels(user):
        return [line[0] for line in lines(ledger_of(filing.plan, user))]

    tree = filing.tree
    assert labels(person("head", tree.than_uyen)) == ["LĐLĐ huyện Than Uyên"]
    assert labels(person("officer", tree.tan_uyen)) == ["LĐLĐ huyện Tân Uyên"]
    assert labels(filing.head) == ["CĐCS Trường THCS Than Uyên"]
    assert labels(person("head", tree.than_uyen_clinic)) == []
    assert labels(person("filer", tree.province)) == []
    assert labels(person("approver", tree.central)) == ["LĐLĐ huyện Than Uyên", "LĐLĐ huyện Tân Uyên"]
    row = filing.table.rows.get(unit=tree.than_uyen)
    assert ledger_of(filing.plan, person("head", tree.tan_uyen), row.pk) is None


def test_the_members_of_a_bloc_file_against_its_line(campaign):
    plan = make_plan(campaign.tree.province, number="23/KH-LĐLĐ")
    bloc = Bloc.objects.create(owner=campaign.tree.province, name="Khối Trường học")
    bloc.members.add(campaign.tree.than_uyen)
    make_table(plan, {bloc: (0, 0, 3, 0)})
    make_dossier(plan, campaign.school, status="submitted")
    assert lines(ledger_of(plan, campaign.officer)) == [("Khối Trường học", 3, 0, 1, 0, 0, 0, 0, 0, 2)]
    assert lines(ledger_of(plan, person("head", campaign.tree.than_uyen))) == []


def test_whoever_lost_the_row_is_still_counted(filing):
    filing.table.status = "superseded"
    filing.table.save()
    make_table(filing.plan, {filing.tree.tan_uyen: (1, 0, 0, 0)}, number=2)
    found = ledger_of(filing.plan, filing.officer)
    assert [(line[0], line[1], line[3]) for line in lines(found)] == [
        ("LĐLĐ huyện Tân Uyên", 1, 0),
        ("LĐLĐ huyện Than Uyên", 0, 2),
        ("CĐCS Trường THCS Than Uyên", 0, 1),
    ]


# --- the page -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(client, filing):
    """`page(query, by=officer)`: the context of the list."""

    def get(query="", by=None):
        client.force_login(by or filing.officer)
        return client.get(reverse("nominations:ledger", args=[filing.plan.pk]) + query)

    return get


def every_cell(listing):
    """(name of the column, figure, address) of every line, details and foot included."""
    groups = [(cells, details) for _, cells, details in listing.lines] + [listing.foot]
    for cells, details in groups:
        for row in (cells, *(below for _, below in details)):
            for name, (figure, link) in zip(listing.names, row, strict=True):
                yield name, figure, link


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("who", ["province", "district"])
def test_every_figure_of_dossiers_opens_a_list_of_as_many(client, filing, page, down, who):
    row = filing.table.rows.get(unit=filing.tree.than_uyen)
    user = filing.officer if who == "province" else person("officer", filing.tree.than_uyen)
    asked = 0
    for name, figure, link in every_cell(page(f"?row={row.pk}" if down else "", by=user).context["list"]):
        if name in ("allotted", "shared", "remaining"):
            continue
        assert client.get(link).context["list"].count == figure, (name, link)
        asked += 1
    assert asked >= 5 * 6


def test_who_was_revoked_stays_decided_keeps_the_place_and_is_counted_beside(client, filing, page):
    assert "revoked" not in page().context["list"].names  # nobody yet
    decided = filing.plan.dossiers.get(status="decided")
    award = make_decision(filing.plan, [decided], status="issued")
    DecisionLine.objects.update(revoked=make_amendment(award, status="issued").changes.get())
    assert lines(ledger_of(filing.plan, filing.officer))[0] == ("LĐLĐ huyện Than Uyên", 4, 1, 3, 1, 1, 1, 1, 1, 1)
    listing = page().context["list"]
    cells = [(figure, client.get(link).context["list"].count) for name, figure, link in every_cell(listing) if name == "revoked" and link]
    assert cells == [(figure, figure) for figure, _ in cells] and max(cells) == (1, 1)
    assert f">{COLUMNS['revoked']}</th>" in page().content.decode()
    rows = list(load_workbook(io.BytesIO(page("?format=xlsx").content)).active.values)
    assert rows[:2] == [("Đơn vị", "Đối tượng", *COLUMNS.values()), ("LĐLĐ huyện Than Uyên", "Cộng", 4, 1, 3, 1, 1, 1, 1, 1, 1)]


def test_places_open_the_table_and_what_was_given_on(filing, page):
    row = filing.table.rows.get(unit=filing.tree.than_uyen)
    found = list(every_cell(page().context["list"]))
    assert found[0] == ("allotted", 4, reverse("conferences:allocation", args=[filing.table.pk]))
    assert found[6] == ("remaining", 1, found[0][2])
    assert found[1] == ("shared", 1, reverse("nominations:share-places", args=[row.pk]))


def test_rows_add_up_to_the_total_and_categories_to_the_sum(page):
    listing = page().context["list"]
    heads = [[figure for figure, _ in cells] for _, cells, _ in listing.lines]
    foot, details = listing.foot
    assert [sum(column) for column in zip(*heads, strict=True)] == [figure for figure, _ in foot]
    assert [sum(column) for column in zip(*([figure for figure, _ in cells] for _, cells in details), strict=True)] == [
        figure for figure, _ in foot
    ]


def test_who_has_not_filed_is_found_counted_and_searched(filing, page):
    assert [entry.label for entry in page("?filing=none").context["list"].shown] == ["LĐLĐ huyện Tân Uyên"]
    assert page().context["not_yet"] == 1
    collective = filing.plan.categories.get(key="collective-public").pk
    assert page(f"?filing=none&category={collective}").context["list"].count == 2
    assert [entry.label for entry in page("?q=tan uyen").context["list"].shown] == ["LĐLĐ huyện Tân Uyên"]
    for strange in ("?filing=x&category=999&page=99", "?q=%25", "?show=sum", "?filing=full", "?filing=reserve", "?filing=left"):
        assert page(strange).status_code == 200
    assert [page(f"?row={strange}").status_code for strange in ("999999", "9" * 30, "x")] == [404, 200, 200]


def test_a_head_sees_the_figures_without_links_into_lists_that_are_not_theirs(filing, page):
    cells = list(every_cell(page(by=person("head", filing.tree.than_uyen)).context["list"]))
    assert [(name, figure, link) for name, figure, link in cells if name == "filed"][0] == ("filed", 3, "")


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("who", ["district", "school"])
def test_what_a_head_may_see_all_of_is_a_link_and_its_list_is_as_long(client, filing, page, down, who):
    """Than Uyên has filed one dossier itself; its clinic and its school filed the others, which the head of Than Uyên does not see."""
    make_dossier(filing.plan, filing.tree.than_uyen, key="collective-public", status="submitted")
    unit = {"district": filing.tree.than_uyen, "school": filing.school}[who]
    row = filing.table.rows.get(unit=unit)
    user = filing.head if who == "school" else person("head", unit)
    cells = list(every_cell(page(f"?row={row.pk}" if down else "", by=user).context["list"]))
    seen = {"with link": [], "without": []}
    for name, figure, link in cells:
        if name in ("allotted", "shared", "remaining"):
            continue
        seen["with link" if link else "without"].append(figure)
        if link:
            assert client.get(link).context["list"].count == figure, (name, link)
    assert any(seen["with link"])  # some list that is not empty
    assert bool(seen["without"]) == (who == "district")


def test_a_head_s_sums_count_nothing_that_stands_in_no_row_of_theirs(campaign, client):
    """A member of a bloc files against the bloc's line, which its head has no row of; its own row counts nothing of that."""
    plan = make_plan(campaign.tree.province, number="23/KH-LĐLĐ")
    bloc = Bloc.objects.create(owner=campaign.tree.province, name="Khối Trường học")
    bloc.members.add(campaign.school)
    table = make_table(plan, {bloc: (0, 0, 3, 0), campaign.school: (1, 0, 0, 0)})
    make_dossier(plan, campaign.school, key="collective-public", status="submitted")
    by_bloc = make_dossier(plan, campaign.school, status="submitted")
    by_bloc.holder = table.rows.get(bloc=bloc)
    by_bloc.save()
    client.force_login(campaign.head)
    listing = client.get(reverse("nominations:ledger", args=[plan.pk])).context["list"]
    figure, link = listing.foot[0][listing.names.index("filed")]
    assert (figure, client.get(link).context["list"].count) == (1, 1)


def test_the_sheet_has_every_unit_and_category_and_the_sums(page):
    sheet = load_workbook(io.BytesIO(page("?format=xlsx").content)).active
    rows = list(sheet.values)
    assert rows[0] == ("Đơn vị", "Đối tượng", *(label for name, label in COLUMNS.items() if name != "revoked"))
    assert rows[1] == ("LĐLĐ huyện Than Uyên", "Cộng", 4, 1, 3, 1, 1, 1, 1, 1)
    assert [row for row in rows if row[0] == "Tổng số"][0] == ("Tổng số", "Cộng", 8, 1, 3, 1, 1, 1, 5, 1)


def test_the_same_number_of_queries_with_two_rows_and_with_thirty(client, filing, page):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert page("?show=").status_code == 200
        return len(queries)

    asked()
    before = asked()
    for number in range(30):
        unit = make_unit(f"Công đoàn cơ sở số {number}", filing.tree.tan_uyen)
        row = filing.table.rows.create(position=10 + number, label=unit.label, unit=unit)
        for category in filing.plan.categories.all():
            row.quotas.create(category=category, places=2)
        make_dossier(filing.plan, unit, status="accepted")
    assert asked() == before


def test_a_unit_without_a_row_is_told_why_and_where_to_go_on(client, filing, page):
    """The clinic files against the district's places; the office itself has no tasks."""
    clinic = page(by=person("head", filing.tree.than_uyen_clinic)).context["list"]
    assert (clinic.count, clinic.next_step) == (0, reverse("nominations:unit-tasks", args=[filing.plan.pk]))
    assert clinic.empty_text.startswith("Đơn vị không có dòng riêng trong bảng phân bổ")
    assert client.get(clinic.next_step).status_code == 200
    early = make_plan(filing.tree.province, number="24/KH-LĐLĐ")
    make_table(early, {filing.tree.than_uyen: (1, 0, 0, 0)}, status="draft")
    client.force_login(filing.officer)
    office = client.get(reverse("nominations:ledger", args=[early.pk])).context["list"]
    assert (office.count, office.next_step, office.empty_text) == (0, "", "Bảng phân bổ chưa được công bố.")
