"""The items of a dossier, as the steps of the wizard have them, each with what it says: these can be sent back one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from conferences.models import Honour
from nominations.models import Achievement, ClauseAnswer, Consent, Dossier, Nominee
from nominations.record import ASKED_AS, HeldPaper, asked_of, evidence, filed_at, papers_of
from nominations.standing import standing_of
from portal.fields import screen_date

Exact = tuple[dict[str, str], tuple[Any, ...] | None]
Snapshot = dict[str, str]  # "words", and of a file the digest of its bytes: two snapshots are alike where nothing changed

STEP_LABELS = {"who": "Người, tập thể", "record": "Thành tích", "papers": "Giấy tờ", "consent": "Đồng ý"}
NEW_LINES = "new-lines"
REPORT = "report"
LABEL_LENGTH = 300
# key of a fact, what it is called, which ready sentences fit it; the keys are those of the wizard's fields
OF_PERSON = (
    ("name", "Họ và tên", "name"),
    ("position", "Chức vụ, nơi làm việc", "position"),
    ("sex", "Giới tính", "fact"),
    ("birth", "Ngày sinh", "birth"),
    ("rank", "Chức vụ lãnh đạo", "fact"),
    ("is_head", "Là người đứng đầu cơ quan, đơn vị", "fact"),
    ("is_direct", "Trực tiếp sản xuất, công tác", "fact"),
    ("member_since", "Vào công đoàn ngày", "fact"),
    ("works_since", "Làm việc tại đơn vị từ ngày", "fact"),
    ("ethnic_group", "Dân tộc", "fact"),
    ("party_since", "Vào Đảng ngày", "fact"),
)
OF_COLLECTIVE = (
    ("name", "Tên tập thể", "name"),
    ("kind", "Loại tập thể", "fact"),
    ("position", "Thuộc cơ quan, doanh nghiệp", "position"),
    ("people", "Tổng số người", "fact"),
    ("women", "Trong đó nữ", "fact"),
)
LEADS_NOBODY = "none"
STORED_AS = {"birth": "birth_date", "kind": "kind_id"}  # of a fact, where its column is called otherwise
OWN_WORDS = ("name", "position")  # facts that the dossier keeps by itself


@dataclass(frozen=True)
class Item:
    """One thing that can be sent back. `step` and `kind`: where it is mended, and which sentences fit it."""

    key: str
    step: str
    kind: str
    label: str
    now: Snapshot
    raw: tuple[Any, ...] | None = None  # the stored values behind the words, where two can read alike

    @property
    def exact(self) -> Exact:
        return self.now, self.raw

    @property
    def words(self) -> str:
        return self.now["words"]


def items_of(dossier: Dossier) -> list[Item]:
    """Every item in the order of the wizard. The same number of queries whatever the dossier holds."""
    return [*_who(dossier), *_record(dossier), *_papers(dossier), *_consent(dossier)]


def exactly_now(dossier: Dossier, written: Nominee | None) -> dict[str, tuple[str, Exact]]:
    """Label and values of each item, by key, read anew from the database; besides those of the record `written` to, if it is
    another one that speaks for the dossier."""
    items = items_of(fresh(dossier))
    if written is not None and written.pk != dossier.nominee_id:
        items += [_line_item(row) for row in written.achievements.select_related("honour")]
    return {item.key: (item.label, item.exact) for item in items}


def fresh(dossier: Dossier) -> Dossier:
    """The dossier as it is stored, with nothing remembered of what it was."""
    return Dossier.objects.select_related("plan__unit", "unit", "category", "nominee__kind").get(pk=dossier.pk)


def said(words: Any, **more: str) -> Snapshot:
    return {"words": words.strip() if isinstance(words, str) else _plain(words), **more}


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else ""
    return screen_date(value) if isinstance(value, date) else str(value)


# --- who


def _who(dossier: Dossier) -> Iterator[Item]:
    yield Item("who-category", "who", "category", "Đối tượng", said(dossier.category.label))
    asked, who = asked_of(dossier.plan), dossier.nominee
    for key, label, kind in OF_PERSON if dossier.is_person else OF_COLLECTIVE:
        if key not in ASKED_AS or ASKED_AS[key] in asked:
            raw = (getattr(who, STORED_AS.get(key, key)),) if who and key not in OWN_WORDS else None
            yield Item(f"who-{key}", "who", kind, label, said(_fact(dossier, who, key)), raw)


def _fact(dossier: Dossier, who: Nominee | None, key: str) -> Any:
    """As the page of the dossier says it; what is not known and what is not so are alike."""
    if key in ("name", "position"):
        return getattr(dossier, key)
    if who is None:
        return ""
    if key == "birth":
        return who.birth_date or who.birth_year
    if key == "rank":
        return _rank(who.rank)
    return {"sex": who.get_sex_display, "kind": lambda: who.kind.name}.get(key, lambda: getattr(who, key))()


def _rank(code: str) -> str:
    if code in ("", LEADS_NOBODY):
        return "không giữ chức vụ lãnh đạo" if code else ""
    row = Honour.objects.filter(kind=Honour.Kind.RANK, code=code).order_by("-pk").first()
    return row.name if row else code


# --- the record


def _record(dossier: Dossier) -> Iterator[Item]:
    rows = dossier.nominee.achievements.select_related("honour").order_by("year", "honour__position", "pk") if dossier.nominee else ()
    for row in evidence(rows, filed_at([dossier]).get(dossier.pk)):  # what the office was given
        yield _line_item(row)
    yield Item(NEW_LINES, "record", NEW_LINES, "Thêm thành tích, minh chứng còn thiếu", said(""))
    yield Item(REPORT, "record", "report", "Báo cáo thành tích", said(dossier.achievements))


def _line_item(row: Achievement) -> Item:
    kind = row.honour.get_kind_display()
    raw = (row.honour_id, row.year, row.text, row.people, row.number, row.date, row.issuer, row.evidence_id)
    return Item(line_key(row), "record", "line", f"{kind[:1].upper()}{kind[1:]}: {row}"[:LABEL_LENGTH], said(_line(row)), raw)


def line_key(row: Achievement) -> str:
    return f"line-{row.mark}"


def _line(row: Achievement) -> str:
    """The whole line in one sentence."""
    people = f" ({row.people} người)" if row.people else ""
    decision = [f"số {row.number}"] * bool(row.number) + [f"ngày {_plain(row.date)}"] * bool(row.date) + [row.issuer] * bool(row.issuer)
    text = f": {row.text}" if row.text else ""
    return f"{row.honour.name}, năm {row.year}{people}{text}" + (f". Quyết định {', '.join(decision)}" if decision else "")


# --- papers, consent


def _papers(dossier: Dossier) -> Iterator[Item]:
    for held in papers_of(dossier):
        yield Item(f"paper-{held.slot.key}", "papers", "paper", held.slot.label[:LABEL_LENGTH], _paper(held))


def _paper(held: HeldPaper) -> Snapshot:
    if held.paper is None:
        return said("")
    if held.paper.file is None:
        return said("nộp bản giấy")
    file = held.paper.file
    return said(f"{file.name} ({file.pages} trang)" if file.pages else file.name, sha256=file.sha256)


def _consent(dossier: Dossier) -> Iterator[Item]:
    given = {one.purpose: one for one in dossier.consents.all()}
    for purpose in Consent.Purpose:
        one = given.get(purpose)
        words = f"đồng ý, {one.get_way_display()}, ngày {screen_date(one.given_on)}" if one else ""
        raw = (one.way, one.given_on, one.words, one.file_id) if one else None
        yield Item(f"consent-{purpose.value}", "consent", "consent", f"Đồng ý {purpose.label}", said(words), raw)
    confirmed = set(dossier.answers.filter(says=ClauseAnswer.Says.CONFIRMED).values_list("mark", flat=True))
    for line in standing_of(dossier).lines:
        if line.asks_the_unit:
            yes = "đơn vị xác nhận đạt" if line.mark in confirmed else ""
            yield Item(f"standard-{line.mark}", "consent", "standard", line.text[:LABEL_LENGTH], said(yes))
