"""Real plans typed into the editor from an empty page, with the keyboard alone: what is stored, and what the PDF says.

No mouse is used and no address is typed: Tab leads from field to field, Enter presses, arrow keys choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from conferences.actions import import_plan
from conferences.editing.parts import AGENDA_KEYS, CONFERENCE_KEYS, SECTION_KEYS, WHOLE, Part, slice_of
from conferences.editing.typed import are_boxes, are_rows, row_map, typed_from
from conferences.facts import resolved
from conferences.models import Plan
from conferences.papers.references import references
from conferences.plan_file import read
from conferences.plan_file.shape import CONFERENCE, SECTION, Choice, Flag, Kind, Many, Map, Tally
from conferences.plan_rows import plan_data
from conferences.querysets import table_of, table_to_print
from papers.checking import departures
from tests.builders import person
from tests.papers import reading

EXAMPLES = Path(__file__).resolve().parent.parent / "conferences" / "examples"
SHORT = 40  # letters that are typed one by one; longer lines come at once, as from an input method
MOST_TABS = 80
PRINT_SECONDS = 60
FIRST = ("head", "issuers", "opening", "categories")  # what the other parts offer to choose from
NOT_TYPED = ("notes",)  # what a reader was not sure of


class Typist:
    """Hands on a keyboard, before the editor of one plan."""

    def __init__(self, page: Page):
        self.page = page
        self.keys = page.keyboard

    def follows(self, link: str) -> None:
        self.page.locator("#main").get_by_role("link", name=link).press("Enter")

    def begins(self, kind: str, title: str) -> None:
        """From the list of plans, an empty page."""
        self.page.get_by_role("link", name="Kế hoạch", exact=True).press("Enter")
        self.follows("Lập kế hoạch")
        self.page.locator("input[type=radio]:checked").focus()
        for _ in range(5):
            if self.active("value") == f"blank-{kind}":
                break
            self.keys.press("ArrowDown")
        self.keys.press("Tab")
        self.keys.type(title)
        self.keys.press("Enter")
        expect(self.page.locator("#part[data-part=head]")).to_be_visible()

    def opens(self, part: str) -> None:
        if self.page.url.endswith(f"/edit/{part}/"):
            return
        self.page.locator(f".editor-outline a[href$='/edit/{part}/']").press("Enter")
        expect(self.page.locator(f"#part[data-part={part}]")).to_be_visible()

    def presses(self, button: str) -> str:
        """A button that adds a section or a conference; the name of the part that opens."""
        before = self.page.url
        self.page.get_by_role("button", name=button, exact=True).first.press("Enter")
        self.page.wait_for_url(lambda url: url != before)
        return self.page.url.rstrip("/").rpartition("/")[2]

    def active(self, name: str) -> str:
        return self.page.evaluate("name => document.activeElement[name] ?? ''", name)

    def goes_to(self, name: str, value: str | None = None) -> None:
        """With Tab, forwards from where the hands are."""
        for _ in range(MOST_TABS):
            if self.active("name") == name and value in (None, self.active("value")):
                return
            self.keys.press("Tab")
        raise AssertionError(f"no way with Tab to {name}")

    def types(self, kind: Map, tree: dict[str, Any], name: str = "f") -> None:
        """Everything of one part, in the order of its fields."""
        for key, below in kind.keys.items():
            if key in tree:
                self.field(below, tree[key], f"{name}.{key}")

    def field(self, kind: Kind, typed: Any, name: str) -> None:
        if isinstance(kind, Map):
            self.types(kind, typed, name)
        elif are_rows(kind):
            self.rows(kind, typed, name)
        elif isinstance(kind, Tally):
            for key, count in typed.items():
                self.writes(f"{name}.{key}", count[0])
        elif are_boxes(kind):
            for value in typed:
                self.goes_to(name, value)
                self.keys.press("Space")
        elif isinstance(kind, Choice | Flag) or name.endswith(".of"):
            self.chooses(name, typed[0])
        else:
            self.writes(name, typed[0])

    def rows(self, kind: Many, rows: dict[str, Any], name: str) -> None:
        table = self.page.locator(f"[data-rows='{name}']")
        there = table.locator("[data-list]").first.locator("> [data-row]")
        for place, row in enumerate(rows.values()):
            if place >= there.count():
                table.locator("> button[data-add]").press("Enter")
            self.types(row_map(kind), row, there.nth(place).get_attribute("data-row"))

    def writes(self, name: str, text: str) -> None:
        self.goes_to(name)
        self.keys.press("Control+A")
        for place, line in enumerate(text.split("\n")):
            if place:
                self.keys.press("Enter")
            if len(line) <= SHORT:
                self.keys.type(line)
            else:
                self.keys.insert_text(line)

    def chooses(self, name: str, value: str) -> None:
        self.goes_to(name)
        values = self.page.evaluate("[...document.activeElement.options].map((one) => one.value)")
        steps = values.index(value) - self.page.evaluate("document.activeElement.selectedIndex")
        for _ in range(abs(steps)):
            self.keys.press("ArrowDown" if steps > 0 else "ArrowUp")

    # --- whole plans ------------------------------------------------------------------------------------------------

    def plan(self, data: dict[str, Any]) -> None:
        self.begins(data["kind"], data["title"])
        for name in FIRST:
            self.part(WHOLE[name], data)
        for item in data.get("conferences", []):
            part = self.presses("Thêm hội nghị")
            self.types_part(CONFERENCE, CONFERENCE_KEYS, item)
            self.opens(part.replace("conference", "agenda"))
            self.types_part(CONFERENCE, AGENDA_KEYS, item)
        for name, part in WHOLE.items():
            if name not in (*FIRST, *NOT_TYPED) and slice_of(data, part):
                self.part(part, data)
        self.sections(data.get("sections", []), "Thêm mục")
        self.opens("head")

    def part(self, part: Part, data: dict[str, Any]) -> None:
        self.opens(part.name)
        self.types_part(part.of, part.keys, data)

    def types_part(self, kind: Map, keys: tuple[str, ...], data: dict[str, Any]) -> None:
        shown = Map({key: kind.keys[key] for key in keys})
        self.types(shown, typed_from(shown, {key: data[key] for key in keys if key in data}))

    def sections(self, items: list[dict[str, Any]], first: str) -> None:
        """Each below the one before; what stands under one is typed before the next."""
        part = ""
        for item in items:
            if part:
                self.opens(part)
            part = self.presses("Thêm mục sau" if part else first)
            self.types_part(SECTION, SECTION_KEYS, item)
            self.sections(item.get("sections", []), "Thêm mục con")


def without_blanks(text: str) -> str:
    return "".join(text.split())


def printed_texts(data: dict[str, Any]) -> Iterator[str]:
    """Every text of the plan that a reader of the paper must find in it."""
    yield from (data["title"], *data.get("grounds", []), data.get("lead", ""), data.get("closing", ""))
    yield from (*data.get("recipients", []), *(one["signer"] for one in data["issuers"] if one.get("signer")))
    yield from section_texts(data.get("sections", []))
    shown = [shown for section in all_sections(data.get("sections", [])) for shown in section.get("shows", [])]
    whats = {one["what"] for one in shown}
    own = next((one for one in data.get("conferences", []) if one.get("own")), {})
    yield from (item["title"] for item in own.get("agenda", []) if "agenda" in whats)
    yield from (line for line in own.get("attendees", []) if "attendees" in whats)
    rows = data.get("quotas", {}).get("rows", [])
    yield from (word for row in rows for word in row["target"].split() if "quotas" in whats)  # a cell breaks its lines
    for key in ("dossier", "procedure", "budget", "awards"):
        yield from (line for line in data.get(key, []) if key in whats)
    yield from (one["text"] for one in data.get("criteria", []) if "criteria" in whats)
    yield from (line for one in data.get("tasks", []) for line in one.get("items", []) if "tasks" in whats)


def all_sections(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        yield from all_sections(item.get("sections", []))


def section_texts(items: list[dict[str, Any]]) -> Iterator[str]:
    for section in all_sections(items):
        yield section.get("heading", "")
        for text in (section.get("text", ""), section.get("after", "")):
            yield from (line.removeprefix("- ").removeprefix("+ ") for line in text.split("\n"))


def words_of(pdf: bytes) -> str:
    """All that the paper says, whatever its lines and pages."""
    return without_blanks("".join(reading.text(page) for page in reading.pages(pdf)))


def example(name: str, *, long: bool = True) -> Any:
    return pytest.param(EXAMPLES / f"{name}.yaml", id=name, marks=[pytest.mark.soak] if long else [])


@pytest.mark.one_database
@pytest.mark.parametrize("path", [example("bau-bang-2025", long=False), example("lai-chau-2020"), example("an-duong-2024")])
def test_a_real_plan_is_typed_with_the_keyboard_and_printed(visit, path):
    wanted = import_plan(read(path.read_bytes()), create_units=True).plan
    wanted.criteria.update(rule={})  # built on a page of their own, not typed
    officer = person("officer", wanted.unit)
    data = plan_data(wanted)
    typist = Typist(visit(officer))
    typist.page.goto("/")
    typist.plan(data)

    typed = Plan.objects.exclude(pk=wanted.pk).get()
    assert plan_data(typed) == {key: value for key, value in data.items() if key not in NOT_TYPED}

    address = typist.page.get_by_role("link", name="Xem PDF").get_attribute("href")
    pdf = typist.page.request.get(address, timeout=PRINT_SECONDS * 1000).body()
    words = words_of(pdf)
    table = table_to_print(typed)
    facts = references(typed, table_of(table) if table else None)
    texts = [without_blanks(resolved(text, facts)).replace("**", "").rstrip(".;:/") for text in printed_texts(data)]
    assert [text for text in texts if text.casefold() not in words.casefold()] == []
    assert departures(pdf) == []
