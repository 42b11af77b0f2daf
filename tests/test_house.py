"""The house stands as drawn: every module is a known room, imports only point through the doors (docs/house.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Between apps: an app imports the apps before it.
APPS = ("portal", "organizations", "papers", "conferences", "nominations")

# Inside an app, downwards: a room imports rooms of lower rank only. Rooms of one rank do not import each other,
# except inside one folder.
ROOMS: dict[str, int] = {
    "apps": 96,  # wires the app together at start-up
    "catalogues": 40,
    "roles": 0,
    "models": 20,
    "querysets": 10,
    "rules": 30,
    "flow": 35,
    "papers": 40,
    "sheets": 40,
    "actions": 50,
    "tasks": 60,
    "forms": 70,
    "views": 80,
    "urls": 90,
    "admin": 80,
    "templatetags": 80,
    "management": 95,
    "examples": 0,
}
# Rooms of one app, beside those that every app may have: arithmetic (plain data in and out), data, tools.
OWN_ROOMS: dict[str, dict[str, int]] = {
    "organizations": {"reach": 5, "rights": 15, "context": 80},
    "papers": {
        "authority": 5,
        "code": 5,
        "document_types": 5,
        "layout": 5,
        "paper": 5,
        "frozen": 6,
        "lines": 6,
        "stock": 6,
        "fitting": 7,
        "certificates": 8,
        "stock_picture": 9,
        "frames": 7,
        "limits": 7,
        "checking": 8,
        "register": 40,
        "faces": 40,
    },
    "conferences": {
        "facts": 5,
        "honours_catalogue": 0,
        "prizes_catalogue": 0,
        "in_use": 5,
        "apportionment": 5,
        "quota_states": 6,
        "criterion_rule": 6,
        "sharing_rule": 6,
        "working_days": 5,
        "prizes": 5,
        "paper_slots": 5,
        "quota_upload": 7,
        "plan_file": 8,
        "checking": 9,
        "editing": 9,
        "reading": 9,
        "calendar": 10,
        "dues": 25,
        "honours": 25,
        "plan_ref": 25,
        "plan_rows": 25,
        "sub_rows": 25,
        "weights": 25,
        "compared": 26,
        "plan_check": 28,
        "plan_parts": 40,
        "workshop": 45,
        "feeds": 40,
        "work": 45,
    },
    "nominations": {
        "eligibility": 5,
        "summary_list": 5,
        "doubles": 5,
        "ballots": 5,
        "ranking": 5,
        "ranking_querysets": 10,
        "scoring": 5,
        "record": 25,
        "seen": 25,
        "places": 25,
        "deadlines": 25,
        "shares": 26,
        "reclaiming": 26,
        "ledger": 26,
        "reports": 26,
        "levels": 26,
        "gathering": 27,
        "summary_rows": 29,
        "double_rows": 26,
        "standing": 27,
        "amendments": 27,
        "ranking_rows": 27,
        "ranking_parts": 28,
        "publication": 28,
        "screening": 28,
        "council": 27,
        "prizes": 27,
        "issuing": 28,
        "spelling": 27,
        "splitting": 28,
        "returning": 28,
        "presenting": 27,
        "work": 45,
        "demonstration": 65,
    },
}
# Where each foreign library has its door: a folder, or the modules named.
LIBRARY_DOORS = {
    "weasyprint": ("portal/pdf/",),
    "pikepdf": ("portal/pdf/", "portal/pdf_check.py"),
    "fontTools": ("portal/pdf/",),
    "pdfplumber": ("portal/pdf/",),
    "reportlab": ("portal/canvas.py",),
    "segno": ("portal/pdf/", "portal/canvas.py"),
    "openpyxl": ("portal/xlsx/",),
    "defusedxml": ("portal/xlsx/", "portal/office.py"),
    "docx": ("portal/word/",),
    "PIL": ("portal/pictures.py",),
    "pillow_heif": ("portal/pictures.py",),
    "yaml": ("portal/yaml.py",),
    "django_tasks": ("portal/jobs.py",),
    "icalendar": ("portal/ics.py",),
}


def modules(root: Path) -> list[Path]:
    """Every module of the apps but migrations."""
    found = [path for app in APPS for path in (root / app).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts and path.stem != "__init__" or _has_code(path))


def _has_code(path: Path) -> bool:
    return path.stem == "__init__" and "migrations" not in path.parts and path.stat().st_size > 0


def imports(path: Path) -> set[str]:
    """The dotted names a module imports anywhere, also inside functions and type-checking blocks at run time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(node) for block in ast.walk(tree) if _is_type_checking(block) for node in ast.walk(block)}
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            names |= {f"{base}.{alias.name}" for alias in node.names} | {base}
    return names


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def room_of(app: str, parts: tuple[str, ...]) -> str | None:
    """The room of `app.parts`: the first word below the app."""
    return parts[0] if parts else None


def rank(app: str, room: str) -> int | None:
    return OWN_ROOMS.get(app, {}).get(room, ROOMS.get(room))


def faults(root: Path) -> list[str]:
    """Every stray module and every import that goes through no door, one sentence each."""
    found = []
    for path in modules(root):
        relative = path.relative_to(root)
        app, *below = relative.with_suffix("").parts
        room = below[0]
        if room == "__init__":
            continue
        if app != "portal" and rank(app, room) is None:
            found.append(f"{relative}: no such room")
            continue
        found += [f"{relative}: {fault}" for fault in _wrong_imports(app, room, relative, imports(path))]
    return found


def _wrong_imports(app: str, room: str, relative: Path, names: set[str]) -> list[str]:
    wrong = []
    for name in sorted(names):
        top, *rest = name.split(".")
        if top in LIBRARY_DOORS and not str(relative).startswith(LIBRARY_DOORS[top]):
            wrong.append(f"imports {top}, whose door is {LIBRARY_DOORS[top][0]}")
        if top not in APPS:
            continue
        if APPS.index(top) > APPS.index(app) and not _is_root_urls(relative):
            wrong.append(f"imports {name}, which comes later in the story")
        elif top == app and app != "portal" and rest and rest[0] != room:
            theirs = rank(app, rest[0])
            if theirs is not None and theirs >= rank(app, room) and not _is_root_urls(relative):
                wrong.append(f"imports {name}, which lies above {room}")
    return wrong


def _is_root_urls(relative: Path) -> bool:
    return str(relative) == "portal/urls.py"


def test_every_module_is_a_known_room_and_imports_go_through_the_doors():
    assert faults(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line", "expected"),
    [
        ("conferences/rules.py", "import nominations.models", "which comes later in the story"),
        ("conferences/models.py", "from conferences.views import plan_page", "which lies above models"),
        ("nominations/papers.py", "import weasyprint", "whose door is portal/pdf"),
        ("nominations/views.py", "from openpyxl import Workbook", "whose door is portal/xlsx/"),
        ("portal/pdf_tricks.py", "import pikepdf", "whose door is portal/pdf/"),
        ("conferences/utils.py", "X = 1", "no such room"),
        ("portal/clock.py", "from organizations.models import Unit", "which comes later in the story"),
    ],
)
def test_a_door_broken_on_purpose_is_found(tmp_path, file, line, expected):
    for app in APPS:
        (tmp_path / app).mkdir()
    target = tmp_path / file
    assert faults(tmp_path) == []
    target.write_text(line + "\n")
    found = faults(tmp_path)
    assert len(found) >= 1
    assert expected in found[0]


def test_a_type_checking_import_is_no_door(tmp_path):
    for app in APPS:
        (tmp_path / app).mkdir()
    (tmp_path / "conferences/querysets.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from conferences.models import Plan\n"
    )
    assert faults(tmp_path) == []


def test_no_file_of_python_passes_300_lines():
    long = {str(path.relative_to(ROOT)): count for path in modules(ROOT) if (count := len(path.read_text().splitlines())) > 300}
    assert long == {}
