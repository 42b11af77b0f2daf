"""A unit's summary list from Excel: read, set beside whom the unit has, and written as it was shown; all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from conferences.models import Plan
from nominations.actions.asking import ask
from nominations.models import Achievement, Dossier, Nominee, NomineeKind
from nominations.summary_list import PERSON, Compared, Line, Merit, ReadList, Terms, Verdict, compare, read_list, wanted_tables
from nominations.summary_list.comparing import CHANGED, SAME
from nominations.record import asked_of
from nominations.summary_rows import RIGHT, known_of, terms_of
from organizations.models import Unit, User
from portal import clock
from portal.models import Upload
from portal.moves import Overtaken, Refused
from portal.xlsx.reading import read_tables

OTHER_KIND = "other"
BATCH = 500
LINE_FIELDS = ("position", "sex", "birth_date", "birth_year", "ethnic_group", "party_since", "people", "women")


@dataclass(frozen=True)
class Preview:
    """A file beside what the unit has now; `compared` by subject."""

    terms: Terms
    tables: ReadList
    compared: Mapping[str, Compared]

    @property
    def mark(self) -> str:
        """Of what would be written."""
        return "-".join(compared.mark for compared in self.compared.values())

    @property
    def verdicts(self) -> list[Verdict]:
        return [verdict for compared in self.compared.values() for verdict in compared.verdicts]

    @property
    def unusual(self) -> list[Line]:
        """Whose names stand in capitals, or in none."""
        return [line for table in self.tables.values() for line in table.lines if line.usual]


def kept_of(plan: Plan, unit: Unit) -> str:
    """Under which the files are kept that were sent for a list (`portal.sheet_upload`)."""
    return f"list={plan.pk}/{unit.pk}"


def imported_of(plan: Plan, unit: Unit) -> str:
    """The same once the list was written."""
    return f"{kept_of(plan, unit)}; imported"


def read_file(plan: Plan, unit: Unit, content: bytes, *, by: User) -> Preview:
    """The file beside what the unit has; raises `portal.xlsx.book.XlsxRefused` where no list can be read out of it."""
    terms = terms_of(plan, unit, by)
    return preview(plan, unit, terms, read_list(read_tables(content, wanted_tables(asked_of(plan))), terms))


def preview(plan: Plan, unit: Unit, terms: Terms, tables: ReadList, *, usual: bool = True) -> Preview:
    """`usual` writes names in usual capitals where the file has them in all or none."""
    known, loose = known_of(plan, unit)
    compared = {}
    for subject, table in tables.items():
        lines = [replace(line, name=line.usual) if usual and line.usual else line for line in table.lines]
        own, others = ([one for one in some if one.subject == subject] for some in (known, loose))
        compared[subject] = compare(lines, own, others, categories=terms.categories, kinds=terms.kinds, honours=terms.honours)
    return Preview(terms, tables, compared)


@transaction.atomic
def write_list(
    plan: Plan, unit: Unit, seen: Preview, *, mark: str, usual: bool, with_doubtful: bool, upload: Upload, by: User
) -> tuple[int, int]:
    """Write what was shown: how many dossiers were begun, and how many changed.

    `mark` is that of the shown preview; raises Overtaken when anybody has changed anything of it since. `with_doubtful` also
    begins dossiers of people who may be known already: the person says that they are others.
    """
    ask(RIGHT, Dossier(plan=plan, unit=unit), by)
    Unit.objects.select_for_update().get(pk=unit.pk)  # the second of two lists waits here
    list(Dossier.objects.select_for_update(of=("self",)).filter(Q(unit=unit) | Q(nominee__unit=unit)).order_by("pk").values_list("pk"))
    list(Nominee.objects.select_for_update(of=("self",)).filter(unit=unit).order_by("pk"))
    if preview(plan, unit, seen.terms, seen.tables).mark != mark:
        raise Overtaken
    now = preview(plan, unit, seen.terms, seen.tables, usual=usual)
    chosen = [verdict for verdict in now.verdicts if verdict.state != SAME and (with_doubtful or not verdict.doubles)]
    if not chosen:
        raise Refused(["Không còn dòng nào để nhập."])
    _Writer(plan, unit, by, f"Từ tệp Excel “{upload.name}”.").write(chosen)
    upload.content_type = upload.content_type.partition("; imported")[0] + "; imported"
    upload.save(update_fields=["content_type"])
    return sum(verdict.makes_dossier for verdict in chosen), sum(not verdict.makes_dossier for verdict in chosen)


class _Writer:
    """Rows by the hundred, each with its history."""

    def __init__(self, plan: Plan, unit: Unit, by: User, note: str) -> None:
        self.plan, self.unit, self.by, self.note, self.now = plan, unit, by, note, clock.now()
        self.kinds = {kind.code: kind for kind in NomineeKind.objects.all()}
        self.categories = {category.pk: category for category in plan.categories.all()}

    def write(self, verdicts: Sequence[Verdict]) -> None:
        known = [verdict.known.key for verdict in verdicts if verdict.known]
        nominees = {nominee.pk: nominee for nominee in Nominee.objects.select_related("kind").filter(pk__in=known)}
        new = [verdict for verdict in verdicts if verdict.known is None]
        made = self._made([self._nominee(verdict.line) for verdict in new], Nominee)
        people = {id(verdict): nominee for verdict, nominee in zip(new, made, strict=True)}
        people |= {id(verdict): nominees[verdict.known.key] for verdict in verdicts if verdict.known}
        self._mend_nominees([verdict for verdict in verdicts if verdict.known and (verdict.fields or verdict.added or verdict.mended)], people)
        begun = [verdict for verdict in verdicts if verdict.makes_dossier]
        self._made([self._dossier(verdict.line, people[id(verdict)]) for verdict in begun], Dossier)
        self._mend_dossiers([verdict for verdict in verdicts if not verdict.makes_dossier and verdict.state == CHANGED])
        added = [self._achievement(merit, people[id(verdict)]) for verdict in verdicts for merit in verdict.added]
        self._made(added, Achievement)
        self._mend_record([merit for verdict in verdicts for merit in verdict.mended])

    def _made(self, rows: list[Any], model: type) -> list[Any]:
        return bulk_create_with_history(rows, model, batch_size=BATCH, default_user=self.by, default_change_reason=self.note)

    def _mended(self, rows: list[Any], model: type, fields: Sequence[str]) -> None:
        if rows:
            bulk_update_with_history(rows, model, list(fields), batch_size=BATCH, default_user=self.by, default_change_reason=self.note)

    # --- new rows

    def _nominee(self, line: Line) -> Nominee:
        kind = self.kinds[line.kind or (PERSON if line.subject == PERSON else OTHER_KIND)]
        facts = {name: getattr(line, name) for name in LINE_FIELDS}
        nominee = Nominee(unit=self.unit, kind=kind, name=line.name, created_by=self.by, created=self.now, changed=self.now, **facts)
        nominee.set_keys()
        return nominee

    def _dossier(self, line: Line, nominee: Nominee) -> Dossier:
        dossier = Dossier(
            plan=self.plan,
            unit=self.unit,
            category=self.categories[line.category],
            nominee=nominee,
            name=line.name,
            position=line.position or nominee.position,
            achievements=line.summary,
            created_by=self.by,
            created=self.now,
            changed=self.now,
        )
        dossier.set_keys()
        return dossier

    def _achievement(self, merit: Merit, nominee: Nominee) -> Achievement:
        facts = {"year": merit.year, "text": merit.text, "people": merit.people, "number": merit.number, "date": merit.date}
        return Achievement(nominee=nominee, honour_id=merit.honour, issuer=merit.issuer, by=self.by, at=self.now, **facts)

    # --- changed rows

    def _mend_nominees(self, verdicts: Sequence[Verdict], people: Mapping[int, Nominee]) -> None:
        rows = []
        for verdict in verdicts:
            nominee = people[id(verdict)]
            for name, value in verdict.fields.items():
                setattr(nominee, "kind_id" if name == "kind" else name, value)
            nominee.version, nominee.changed = nominee.version + 1, self.now
            nominee.set_keys()
            rows.append(nominee)
        Dossier.objects.filter(nominee__in=rows).exclude(saved_by_form=None).update(saved_by_form=None)  # no page goes on as before
        self._mended(rows, Nominee, ("name", "kind", *LINE_FIELDS, "version", "changed", "search_key", "sort_key"))

    def _mend_dossiers(self, verdicts: Sequence[Verdict]) -> None:
        stored = {row.pk: row for row in Dossier.objects.select_related("category").filter(pk__in=[one.known.dossier.key for one in verdicts])}
        rows = []
        for verdict in verdicts:
            row, line = stored[verdict.known.dossier.key], verdict.line
            said = {"name": line.name, "position": line.position, "achievements": line.summary}
            if line.name.casefold() == row.name.casefold():
                del said["name"]
            for name, value in said.items():
                if value:
                    setattr(row, name, value)
            if line.category:
                row.category = self.categories[line.category]
            row.version, row.changed, row.saved_by_form = row.version + 1, self.now, None  # no open page may go on as before
            row.set_keys()
            rows.append(row)
        fields = ("name", "position", "achievements", "category", "version", "saved_by_form", "changed", "search_key", "text_key", "sort_key")
        self._mended(rows, Dossier, fields)

    def _mend_record(self, merits: Sequence[Merit]) -> None:
        stored = {row.pk: row for row in Achievement.objects.filter(pk__in=[merit.key for merit in merits])}
        rows = []
        for merit in merits:
            row = stored[merit.key]
            for name in ("text", "people", "number", "date", "issuer"):
                setattr(row, name, getattr(merit, name))
            rows.append(row)
        self._mended(rows, Achievement, ("text", "people", "number", "date", "issuer"))
