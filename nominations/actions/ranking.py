"""The verbs of the ranked list: its terms, points, lots and places given by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction

from conferences.models import Category, Plan
from nominations import scoring
from nominations.actions.asking import ask, other_hands
from nominations.models import Dossier, RankingTerms, RankRuling, Score
from nominations.ranking_rows import people_of, rulings_mark, said_in, scores_mark
from nominations.scoring import Line
from organizations.models import User
from portal import clock
from portal.moves import Overtaken, Refused, write_down

RIGHT = "nominations.rank_dossiers"
DECIDED = "Hồ sơ đã có quyết định: điểm và thứ hạng giữ như khi quyết định."


def _hold(plan: Plan, by: User) -> RankingTerms:
    """The terms locked: whoever writes points or terms waits here for the other."""
    ask(RIGHT, RankingTerms(plan=plan), by)
    RankingTerms.objects.get_or_create(plan=plan)
    return RankingTerms.objects.select_for_update().get(plan=plan)


@transaction.atomic
def save_terms(plan: Plan, *, lines: Sequence[Line], order: Sequence[str], notice_days: int | None, version: int, by: User) -> RankingTerms:
    """Raises Overtaken when `version` is no longer the stored one, Refused where points are above a line's new most."""
    row = _hold(plan, by)
    if row.version != version:
        raise Overtaken
    if reasons := _given_beyond(plan, lines):
        raise Refused(reasons)
    row.lines, row.order, row.notice_days = [scoring.data_of(line) for line in lines], list(order), notice_days
    row.version += 1
    row.save()
    write_down(plan, "ranking-terms", "Sửa bảng điểm, cách xếp hạng", by=by)
    return row


def _given_beyond(plan: Plan, lines: Sequence[Line]) -> list[str]:
    reasons = []
    for line in scoring.typed(lines):
        beyond = Score.objects.filter(dossier__plan=plan, line=line.key, value__gt=line.most).select_related("dossier").order_by("-value").first()
        if beyond:
            given, most = scoring.points(beyond.value), scoring.points(line.most)
            reasons.append(f"“{line.label}”: đã chấm {beyond.dossier} {given} điểm, nhiều hơn mức tối đa mới là {most}. Hãy sửa điểm trước.")
    return reasons


@transaction.atomic
def save_scores(plan: Plan, category: Category, *, values: Mapping[tuple[int, str], Decimal | None], mark: str, by: User) -> int:
    """The typed points of a category, by dossier and line; None: none yet. How many changed. `mark` is that of the page's points."""
    terms = said_in(_hold(plan, by))
    people = people_of(plan, terms, category.pk)
    if scores_mark(people, terms.lines) != mark:
        raise Overtaken
    stored = {(one.dossier.pk, line.key): one.values[line.key] for one in people if not one.is_decided for line in scoring.typed(terms.lines)}
    changed = {key: values[key] for key in stored if key in values and values[key] != stored[key]}
    scored = {dossier for dossier, _ in changed}
    other_hands([one.dossier for one in people if one.dossier.pk in scored], "chấm điểm", by)
    now = clock.now()
    for (dossier, line), value in changed.items():
        if value is None:
            Score.objects.filter(dossier=dossier, line=line).delete()
        else:
            Score.objects.update_or_create(dossier_id=dossier, line=line, defaults={"value": value, "by": by, "at": now})
    if changed:
        write_down(plan, "score", "Chấm điểm", by=by, note=f"{category.label}: {len(changed)} ô")
    return len(changed)


@transaction.atomic
def rule_on_rank(dossier: Dossier, *, kind: str, number: int | None, reason: str, by: User, mark: str = "") -> None:
    """A lot or a place by hand, written in the plan's journal, which the office alone reads; without a number it is taken back.
    `mark` is that of what was ruled when the page was opened."""
    _hold(dossier.plan, by)
    row = Dossier.objects.get(pk=dossier.pk)
    if row.status == Dossier.Status.DECIDED:
        raise Refused([DECIDED])
    other_hands([row], "định thứ hạng", by)
    if rulings_mark(row) != mark:
        raise Overtaken
    label = RankRuling.Kind(kind).label
    if number is None:
        if RankRuling.objects.filter(dossier=dossier, kind=kind).delete()[0]:
            write_down(dossier.plan, "rank-ruling", f"Bỏ {label}", by=by, note=f"{dossier}: {reason}")
        return
    RankRuling.objects.update_or_create(dossier=dossier, kind=kind, defaults={"number": number, "reason": reason, "by": by, "at": clock.now()})
    write_down(dossier.plan, "rank-ruling", f"Ghi {label}", by=by, note=f"{dossier}, số {number}: {reason}")
