"""What a decision gives: the award as the catalogue knows it, the money by subject on its day and in all; and who on its list has
been honoured already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from conferences.models import BaseSalary, Honour, Prize, Subject
from conferences.prizes import prize
from nominations.models import Achievement, Decision, DecisionLine, Dossier
from nominations.record import evidence, filed_at
from portal import clock
from portal.fields import search_key


def honour_of(decision: Decision) -> Honour | None:
    """What stands in a record: the award of the catalogue, also one whose name or short name was typed instead of being chosen."""
    return decision.award or award_called(decision.award_form)


def award_called(words: str) -> Honour | None:
    rows = Honour.objects.filter(kind__in=(Honour.Kind.AWARD, Honour.Kind.TITLE), valid_to=None).order_by("kind", "position", "id")
    return next((row for row in rows if _is_called(row, words)), None)


def _is_called(award: Honour, words: str) -> bool:
    return search_key(words) in {search_key(name) for name in (award.name, award.name[:120], *award.aliases)}


def disagree(award: Honour | None, words: str) -> str:
    """Why what is printed would not be what is given: the words are the name of another award. Words of its own are the officer's."""
    other = None if award is None or _is_called(award, words) else award_called(words)
    return f"Trong danh mục đây là hình thức khác với “{award.name}” đã chọn; hãy chọn lại, hoặc sửa chữ." if award and other else ""


def leaves_no_history(decision: Decision, lines: Collection[DecisionLine]) -> str:
    """Why those on the list will have no line of this award in their records, and what helps; empty where they will. Whoever
    looks at their standing in later years would not find it."""
    if decision.is_amendment or decision.status == Decision.Status.ISSUED or not lines or honour_of(decision):
        return ""
    return (
        f"“{decision.award_form}” không có trong danh mục, nên khi công bố, lần khen này không được ghi vào thành tích của {len(lines)} tên trong "
        "danh sách. Trước khi phát hành: chọn ở ô “Danh hiệu, hình thức” khi quyết định còn sửa được, hoặc nhờ quản trị thêm hình thức này "
        "(hay cách viết này của nó) vào danh mục."
    )


@dataclass(frozen=True)
class Money:
    """Of each subject on the list the sum for one, where it is known; and all together."""

    each: dict[str, int | None]
    total: int

    @property
    def is_known(self) -> bool:
        return bool(self.each) and all(amount is not None for amount in self.each.values())


def money_of(decision: Decision, lines: Iterable[DecisionLine], day: date) -> Money:
    """What is printed: of an approved or issued decision what was approved or issued, of a draft what it would say on that day."""
    by_subject: dict[str, list[DecisionLine]] = {}
    for line in lines:
        by_subject.setdefault(line.dossier.category.subject, []).append(line)
    if decision.status == Decision.Status.ISSUED or (decision.status == Decision.Status.APPROVED and decision.approved_on):
        each = {subject: some[0].prize for subject, some in by_subject.items()}
    else:
        each = {subject: amount for subject, amount in prizes_on(decision, day).items() if subject in by_subject}
    return Money(each, sum((each[subject] or 0) * len(some) for subject, some in by_subject.items()))


def prizes_on(decision: Decision, day: date) -> dict[str, int | None]:
    """What the decision's award is worth on a day, by subject; nothing is known of an award outside the catalogue."""
    if decision.award is None:
        return dict.fromkeys(Subject.values)
    rows = [row.plain() for row in Prize.objects.filter(award=decision.award.code)]
    salaries = [row.plain() for row in BaseSalary.objects.all()]
    return {subject: prize(rows, salaries, award=decision.award.code, subject=subject, day=day) for subject in Subject.values}


def also_honoured(lines: Iterable[DecisionLine], decision: Decision, user: Any) -> list[str]:
    """Whose names stand on another decision of the same year that this reader may know of, or who have an award of that year in
    their record: one achievement is honoured once (Luật Thi đua, khen thưởng, Điều 5), and whether it is the same one a person must say."""
    lines = list(lines)
    people = {line.dossier.nominee_id: line.name for line in lines if line.dossier.nominee_id}
    year = (decision.date or clock.today()).year
    issued = DecisionLine.objects.standing().filter(Q(decision__date__year=year) | Q(decision__date=None), decision__status__in=("approved", "issued"))
    known = issued.exclude(decision__in=Decision.objects.kept_from(user))
    others = known.filter(dossier__nominee__in=people).exclude(decision=decision).select_related("decision", "dossier")
    said = [f"“{people[one.dossier.nominee_id]}” có tên trong {one.decision.heading} ({one.decision.award_form}); có phải cùng một thành tích?" for one in others]
    awards = _awards_of([line.dossier for line in lines], year)
    return said + [f"“{people[one.nominee_id]}” đã được {one.honour.name} năm {year}; có phải cùng một thành tích?" for one in awards]


def _awards_of(dossiers: list[Dossier], year: int) -> list[Achievement]:
    """Awards of a year in the record of the nominees, as it stood when their dossiers were filed; the portal's own are told as decisions."""
    filed = filed_at(dossiers)
    until = {one.nominee_id: filed.get(one.pk) for one in dossiers if one.nominee_id}
    rows = Achievement.objects.filter(nominee__in=until, year=year, honour__kind=Honour.Kind.AWARD, line=None).select_related("honour")
    return [row for row in rows if evidence([row], until[row.nominee_id])]
