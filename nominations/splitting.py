"""How what waits for a decision falls into decisions: by award form, and so by who decides it; collectives apart if wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conferences.models import Honour, Plan, Subject
from nominations.council import last_ballots
from nominations.models import Dossier


@dataclass(frozen=True)
class Draft:
    """A decision that could be made of these dossiers. `key` is the same as long as award and subject are."""

    key: str
    award: Honour | None
    subject: str
    dossiers: tuple[Dossier, ...]

    @property
    def authority(self) -> str:
        return self.award.decided_by or self.award.get_level_display() if self.award else ""

    @property
    def label(self) -> str:
        subject = f", {Subject(self.subject).label}" if self.subject else ""
        return f"{self.award.name if self.award else 'Chưa rõ hình thức'}{subject}"


def waiting(plan: Plan) -> list[Dossier]:
    """Accepted, agreed by the council where there is one, and on no decision."""
    rows = Dossier.objects.filter(plan=plan).undecided().agreed().select_related("category", "unit")
    return list(rows.order_by("category__position", "unit__path", "sort_key", "pk"))


def proposed(dossiers: Sequence[Dossier], *, by_subject: bool) -> list[Draft]:
    """The award of each is that of the session that voted on it last; who decides follows from the award."""
    votes = last_ballots(dossiers)
    groups: dict[tuple[int, str], list[Dossier]] = {}
    awards: dict[int, Honour | None] = {0: None}
    for dossier in dossiers:
        award = votes[dossier.pk].session.award if dossier.pk in votes else None
        awards[award.pk if award else 0] = award
        groups.setdefault((award.pk if award else 0, dossier.category.subject if by_subject else ""), []).append(dossier)
    order = sorted(groups, key=lambda key: (_rank(awards[key[0]]), key[1]))
    return [Draft(f"{award}-{subject or 'all'}", awards[award], subject, tuple(groups[award, subject])) for award, subject in order]


def _rank(award: Honour | None) -> tuple[int, int, int]:
    """The highest first; what nobody has voted on last."""
    return (0, -award.step, award.pk) if award else (1, 0, 0)
