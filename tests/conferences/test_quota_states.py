"""Two moments of a table: what they say differently."""

from conferences.facts import QuotaColumn, QuotaLine, QuotaTable
from conferences.quota_states import Change, changes, state_of

COLLECTIVE, PERSON = QuotaColumn(1, "Tập thể", "collective"), QuotaColumn(2, "Cá nhân", "person")


def table(**rows: tuple[int, ...]) -> dict:
    lines = tuple(QuotaLine(order, name, places) for order, (name, places) in enumerate(rows.items()))
    return state_of(QuotaTable((COLLECTIVE, PERSON), lines))


def test_a_state_holds_the_names_that_people_read():
    assert table(An=(1, 2)) == {"columns": ["Tập thể", "Cá nhân"], "rows": [{"label": "An", "places": [1, 2]}]}


def test_the_same_figures_in_another_order_are_no_change():
    assert changes(table(An=(1, 2), Ba=(0, 3)), table(Ba=(0, 3), An=(1, 2))) == []


def test_cells_that_differ_come_in_the_order_of_the_newer_table():
    found = changes(table(An=(1, 2), Ba=(0, 3)), table(Ba=(0, 4), An=(0, 2)))
    assert found == [Change("Ba", "Cá nhân", 3, 4), Change("An", "Tập thể", 1, 0)]
    assert [one.difference for one in found] == [1, -1]


def test_rows_that_came_and_went_are_named_with_their_places():
    assert changes(table(An=(1, 2)), table(Ba=(0, 3))) == [
        Change("Ba", "Cá nhân", None, 3),
        Change("An", "Tập thể", 1, None),
        Change("An", "Cá nhân", 2, None),
    ]
