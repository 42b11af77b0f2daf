"""The summary list as a workbook: empty as the portal's form, or filled in; what goes out can come in again."""

from __future__ import annotations

from collections.abc import Sequence

from nominations.summary_list import COLLECTIVE, PERSON, Known, Terms
from nominations.summary_list.columns import BORN, COLLECTIVE_LABELS, LABELS
from nominations.summary_list.facts import ETHNIC_GROUP, PARTY, SEXES
from nominations.summary_list.words import born, record
from portal import xlsx
from portal.fields import screen_date

PEOPLE_SHEET, TEAMS_SHEET, GUIDE = "Cá nhân", "Tập thể", "Hướng dẫn"
SPARE_ROWS = 60  # empty ones, drawn
WIDTHS = {"number": 6, "name": 26, "position": 30, "male": 13, "female": 13, "birth": 13, "sex": 9, "ethnic_group": 12, "party_since": 13}
WIDTHS |= {"summary": 50, "awards": 46, "initiatives": 42, "category": 28, "note": 16, "kind": 24, "people": 12, "women": 9}
BIRTHS = ("male", "female", "birth")
FIGURES = ("number", "people", "women")
CENTRED = ("number", *BIRTHS, "sex", "ethnic_group", "party_since", "people", "women")
HOW = (
    ("Cách ghi", ""),
    ("Một người, một dòng", "Không gộp ô, không để hai người trong một ô. Thứ tự cột và dòng thế nào cũng được."),
    ("Họ và tên", "Viết hoa chữ cái đầu, có dấu, phông Unicode; ví dụ Nguyễn Thị Hoa, H'Hen Niê."),
    ("Ngày sinh", "Ghi ở cột Nam hoặc cột Nữ, dạng 05/03/1985; chỉ biết năm thì ghi 1985."),
    ("Giới tính", "Chỉ cần khi chưa ghi ngày sinh."),
    ("Danh hiệu, khen thưởng", "Mỗi mục một dòng trong ô (Alt+Enter), có năm; ví dụ:"),
    ("", "2019: Chiến sĩ thi đua cơ sở (QĐ số 12/QĐ-UBND ngày 05/01/2020 của UBND huyện)"),
    ("", "Lao động tiên tiến các năm 2016, 2017, 2018"),
    ("Sáng kiến", "Mỗi sáng kiến một dòng, có năm và cấp công nhận; ví dụ:"),
    ("", "2018: Sáng kiến cấp cơ sở – Cải tiến lò sấy chè (QĐ số 5/QĐ-CT ngày 01/02/2018)"),
    ("Tập thể", "Ghi ở trang “Tập thể”."),
    ("Ô để trống", "Khi tải lại danh sách: giữ nguyên điều cổng đã có."),
)


def summary_workbook(lines: Sequence[str], listed: Sequence[Known], terms: Terms) -> bytes:
    """Both sheets and the guide. `lines` stand above the tables; without anybody listed it is the empty form."""
    offered = _offers(terms)
    labels = {category.key: category.label for category in terms.categories}
    people = _people_columns(terms, listed)
    sheets = [
        _sheet(PEOPLE_SHEET, (lines[0] + " – CÁ NHÂN", *lines[1:]), people, _heads(people, LABELS), offered, _rows(listed, PERSON, people, terms, labels)),
        _sheet(TEAMS_SHEET, (lines[0] + " – TẬP THỂ", *lines[1:]), list(COLLECTIVE_LABELS), _heads(list(COLLECTIVE_LABELS), COLLECTIVE_LABELS),
               offered, _rows(listed, COLLECTIVE, list(COLLECTIVE_LABELS), terms, labels)),
        _guide(terms),
    ]  # fmt: skip
    return xlsx.write(sheets)


def _people_columns(terms: Terms, listed: Sequence[Known]) -> list[str]:
    """Ethnic group and party only where the plan asks for them."""
    asked = {"ethnic_group": ETHNIC_GROUP in terms.asks, "party_since": PARTY in terms.asks}
    asked["birth"] = any(born(one) and not one.sex for one in listed)
    return [key for key in LABELS if asked.get(key, True)]


def _heads(keys: Sequence[str], labels: dict[str, str]) -> tuple[tuple[xlsx.Head, ...], ...]:
    """Two lines where the birth stands below its sexes."""
    if "male" not in keys:
        return (tuple(xlsx.Head(labels[key]) for key in keys),)
    births = [key for key in keys if key in BIRTHS]
    first = [xlsx.Head(BORN, span=len(births)) if key == "male" else xlsx.Head(labels[key], rows=2) for key in keys if key not in births[1:]]
    return tuple(first), tuple(xlsx.Head(labels[key]) for key in births)


def _sheet(title: str, lines: Sequence[str], keys: Sequence[str], head: tuple, offered: dict[str, str], rows: list[xlsx.Row]) -> xlsx.Sheet:
    columns = tuple(
        xlsx.Column(WIDTHS[key], "center" if key in CENTRED else "left", is_text=key not in FIGURES, choices=offered.get(f"{title}/{key}", ""))
        for key in keys
    )
    blank = [xlsx.Row((None,) * len(keys))] * max(0, SPARE_ROWS - len(rows))
    return xlsx.Sheet(title=title, lines=lines, columns=columns, head=head, rows=[*rows, *blank], landscape=True, form=True)


def _rows(listed: Sequence[Known], subject: str, keys: Sequence[str], terms: Terms, labels: dict[int, str]) -> list[xlsx.Row]:
    people = [one for one in listed if one.subject == subject]
    return [xlsx.Row([_said(one, key, at, terms, labels) for key in keys]) for at, one in enumerate(people, 1)]


def _said(one: Known, key: str, at: int, terms: Terms, labels: dict[int, str]) -> xlsx.Value:
    """One cell; as `summary_list.reading` reads it."""
    if key == "number":
        return at
    if key in BIRTHS:
        return born(one) if one.sex == key or (key == "birth" and not one.sex) else ""
    if key == "sex":
        return SEXES.get(one.sex, "") if not born(one) else ""
    if key == "party_since":
        return screen_date(one.party_since) if one.party_since else ""
    if key in ("awards", "initiatives"):
        return record(one, terms, initiatives=key == "initiatives")
    if key == "kind":
        return next((kind.name for kind in terms.kinds if kind.key == one.kind), "")
    if key == "category":
        return labels.get(one.dossier.category, "")
    if key == "summary":
        return one.dossier.summary
    if key in ("name", "position"):
        return getattr(one.dossier, key)
    return getattr(one, key, "") if key != "note" else ""


# --- the guide, with what the drop-downs offer


def _lists(terms: Terms) -> list[tuple[str, str, list[str]]]:
    """What the drop-downs offer: of which cells, under which words."""
    of = {subject: [category.label for category in terms.categories if category.subject == subject] for subject in (PERSON, COLLECTIVE)}
    return [
        (f"{PEOPLE_SHEET}/category", "Đối tượng là cá nhân", of[PERSON]),
        (f"{TEAMS_SHEET}/category", "Đối tượng là tập thể", of[COLLECTIVE]),
        (f"{TEAMS_SHEET}/kind", "Các loại tập thể", [kind.name for kind in terms.kinds]),
        (f"{PEOPLE_SHEET}/sex", "Nam, nữ", list(SEXES.values())),
        ("", "Danh hiệu, hình thức, sáng kiến có trong danh mục", [entry.name for entry in terms.honours if entry.kind != "discipline"]),
    ]


def _guide_rows(terms: Terms) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The rows below the title, and the cells of each list."""
    rows, cells = list(HOW), {}
    for key, words, choices in _lists(terms):
        rows += [("", ""), (words, "")]
        first = len(rows) + 3  # a title, an empty row
        rows += [("", choice) for choice in choices]
        if key and choices:
            cells[key] = f"'{GUIDE}'!$B${first}:$B${first + len(choices) - 1}"
    return rows, cells


def _offers(terms: Terms) -> dict[str, str]:
    return _guide_rows(terms)[1]


def _guide(terms: Terms) -> xlsx.Sheet:
    rows = [xlsx.Row(row, total=bool(row[0])) for row in _guide_rows(terms)[0]]
    return xlsx.Sheet(title=GUIDE, lines=("Hướng dẫn điền danh sách",), columns=(xlsx.Column(30), xlsx.Column(90)), head=(), rows=rows)
