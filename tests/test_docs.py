"""The docs say what the code says: tables, keys, words, paths, commands and settings are compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from conferences.plan_file import Faulty, read, sense, shape
from scripts import house_tables
from tests.test_house import LIBRARY_DOORS, OWN_ROOMS, ROOMS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [README, *DOCS]
APPS = ("portal", "organizations", "papers", "conferences", "nominations")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code_words(page_text: str) -> list[str]:
    """What stands between backticks in running text."""
    return re.findall(r"`([^`\n]+)`", without_blocks(page_text))


def without_blocks(page_text: str) -> str:
    return re.sub(r"^( *)```.*?^\1```$", "", page_text, flags=re.DOTALL | re.MULTILINE)


def blocks(page_text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page_text, flags=re.DOTALL | re.MULTILINE)


# --- links, paths, commands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page):
    links = re.findall(r'\]\(([^)\s]+)\)|src="([^"]+)"', without_blocks(text(page)))
    targets = [target for pair in links for target in pair if target and not re.match(r"[a-z]+:|#", target)]
    assert [target for target in targets if not (page.parent / target.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_named_exists(page):
    kept_free = {place for places in LIBRARY_DOORS.values() for place in places}  # a door may be named before its room is built
    paths = {word.rstrip("/") for word in code_words(text(page)) if re.fullmatch(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+/?", word)}
    ours = {path for path in paths if (ROOT / path.partition("/")[0]).is_dir() and not path.startswith("var/")}
    assert sorted(path for path in ours - kept_free if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_named_exists(page):
    commands = re.findall(r"manage\.py\s+([a-z_]+)", text(page))
    assert set(commands) - set(get_commands()) == set()
    targets = re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), flags=re.MULTILINE)
    made = re.findall(r"(?:`|^ {4})(?:[A-Z_]+= )?make ([a-z]+)", text(page), flags=re.MULTILINE)
    assert set(made) - set(targets) == set()


def test_every_requirement_has_its_reason():
    pinned = re.findall(r"^([\w-]+)(?:\[\w+\])?==", text(ROOT / "requirements.txt"), flags=re.MULTILINE)
    reasons = re.findall(r"`([^`]+)`", text(README).partition("## What it stands on")[2])
    assert sorted({"Django", *reasons}) == sorted(pinned)


def test_every_file_of_docs_that_the_code_names_exists():
    named = {
        name
        for folder in (*APPS, "scripts", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".yaml", ".html", ".css", ".js")
        for name in re.findall(r"docs/[a-z-]+\.md", text(path))
    }
    assert named <= {f"docs/{page.name}" for page in DOCS}


# --- settings -------------------------------------------------------------------------------------------------------


def test_every_environment_variable_is_explained_in_the_readme():
    settings, run = text(ROOT / "portal/settings.py"), text(ROOT / "scripts/run.py")
    read_there = re.findall(r'\b(?:env(?:\.\w+)?|secret)\("([A-Z_]+)"', settings) + re.findall(r'environ\.get\("([A-Z_]+)"', run)
    explained = re.findall(r"^\| `([A-Z_]+)`", text(README), flags=re.MULTILINE)
    assert sorted(explained) == sorted(set(read_there))


# --- the house ------------------------------------------------------------------------------------------------------


def test_the_tables_of_the_house_are_those_of_the_code():
    """If not: `python -m scripts.house_tables` writes them."""
    page = text(house_tables.HOUSE)
    assert page == house_tables.filled(page)
    assert re.findall("<!-- table: ([a-z]+) -->", page) == list(house_tables.tables())


def test_the_house_names_every_room_and_every_door():
    rooms = set(ROOMS) | {room for rooms in OWN_ROOMS.values() for room in rooms}
    named = {word.rstrip("/").removesuffix(".py") for word in code_words(text(house_tables.HOUSE))}
    assert rooms - named == set()
    doors = re.findall(r"^\| (`[^|]+) \| (`[^|]+) \|", text(house_tables.HOUSE), flags=re.MULTILINE)
    listed = {library: place for libraries, place in doors for library in re.findall("`(.+?)`", libraries)}
    assert [name for name, places in LIBRARY_DOORS.items() for place in places if place not in listed.get(name, "")] == []


# --- words ----------------------------------------------------------------------------------------------------------


def test_the_glossarys_words_are_used_in_the_code():
    code = "\n".join(text(path) for app in APPS for path in (ROOT / app).rglob("*.py"))
    known = set(re.findall(r"\w+", code))
    used, _, _ = text(ROOT / "docs/glossary.md").partition("## Kept for later")
    names = [row.split("|")[2] for row in used.splitlines() if row.startswith("|")]
    assert [word for name in names for word in re.findall("`(.+?)`", name) if word not in known] == []


# --- the plan file --------------------------------------------------------------------------------------------------


def keys(kind: shape.Map, path: str = "") -> Iterator[tuple[str, str]]:
    """Every key of the file with what it holds, in the order of the table."""
    for key, below in kind.keys.items():
        where = f"{path}.{key}" if path else key
        yield where, holds(below) + (", **needed**" if key in kind.needed else "")
        inner = below.of if isinstance(below, shape.Many) else below
        inner = inner.map if isinstance(inner, shape.TextOr) else inner
        if isinstance(inner, shape.Map) and below is not shape.SHOWS and inner is not kind:
            yield from keys(inner, where if inner is below else f"{where}[]")


def holds(kind: shape.Kind) -> str:
    if kind is shape.SHOWS:
        return "what it shows"
    match kind:
        case shape.Line(limit):
            return f"line, {limit}"
        case shape.Text():
            return "text"
        case shape.Word(limit, code):
            return f"{'code' if code else 'word'}, {limit}"
        case shape.Choice(values):
            return " ".join(f"`{value}`" for value in values)
        case shape.Number(most, least):
            return f"number {least} to {most}" if least else "number"
        case shape.Decimals(most, places):
            return f"number to {most}, {places} decimal{'s' * (places > 1)}"
        case shape.Flag():
            return "`true` `false`"
        case shape.Day():
            return "date"
        case shape.Tally():
            return "numbers under category keys"
        case shape.Map() | shape.Rule():
            return "keys"
        case shape.TextOr():
            return "text or keys"
        case shape.Many(of=shape.Map()):
            return "list"
        case shape.Many(of=of, or_one=or_one):
            return f"list of {holds(of)}" + (", or one" if or_one else "")
    raise AssertionError(kind)


def table_of_keys(page_text: str) -> list[tuple[str, str]]:
    """The rows of every table whose head is "key | holds"."""
    tables = re.findall(r"^\| key \| holds \|.*\n\|.*\n((?:\|.*\n)+)", page_text, flags=re.MULTILINE)
    cells = [line.split(" | ") for table in tables for line in table.splitlines()]
    return [(key.strip("| `"), holding.strip()) for key, holding, *_ in cells]


PLAN_FILE = text(ROOT / "docs/plan-file.md")


def test_every_key_of_the_plan_file_is_described():
    assert table_of_keys(PLAN_FILE) == list(keys(shape.PLAN))


def test_every_word_of_shows_and_every_fact_is_described():
    words = set(code_words(PLAN_FILE))
    assert set(shape.SHOWN) - words == set()
    facts = {*(f"own.{fact}" for fact in sense.CONFERENCE_FACTS), "own.complete_by", "dossier_copies", "late", "period.from"}
    assert {f"{{{fact}}}" for fact in facts} - words == set()


def test_the_plan_files_shown_are_read_as_is_said():
    small, faulty = blocks(PLAN_FILE, "yaml")
    assert read(small.encode()).faults == []
    (sentences,) = blocks(PLAN_FILE, "text")
    assert str(Faulty(read(faulty.encode()).faults)) == sentences.strip()
