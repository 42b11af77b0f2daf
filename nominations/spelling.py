"""Whether a person is called the same in every paper: one tone mark makes somebody else of them, and nobody sees it in a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from nominations.models import Ballot, DecisionLine, Session
from portal.fields import screen_date, search_key


@dataclass(frozen=True)
class Difference:
    """The ways in which one person is written, each with the places where; `only_marks`: but for marks, case and blanks the same."""

    line: DecisionLine
    spellings: tuple[tuple[str, tuple[str, ...]], ...]
    only_marks: bool

    @property
    def sentence(self) -> str:
        """ "Lò Thị Mây / Lò Thị Mấy"."""
        return " / ".join(spelling for spelling, _ in self.spellings)


def differences(lines: Sequence[DecisionLine]) -> list[Difference]:
    """Of each line with its dossier and nominee: what decision, dossier, the nominee's record and consent and the council's minutes say.
    Two queries more."""
    prefetch_related_objects([line.dossier for line in lines], "consents")
    recorded: dict[int, list[Ballot]] = {}
    closed = Ballot.objects.filter(dossier__in=[line.dossier_id for line in lines], session__status=Session.Status.CLOSED).exclude(name="")
    for ballot in closed.select_related("session").order_by("session__starts", "pk"):
        recorded.setdefault(ballot.dossier_id, []).append(ballot)
    found = []
    for line in lines:
        places: dict[str, list[str]] = {}
        for place, said in _places(line, recorded.get(line.dossier_id, ())):
            places.setdefault(said, []).append(place)
        if len(places) > 1:
            keys = {_bare(said) for said in places}
            found.append(Difference(line, tuple((said, tuple(where)) for said, where in places.items()), len(keys) == 1))
    return found


def _places(line: DecisionLine, ballots: Sequence[Ballot]) -> list[tuple[str, str]]:
    dossier = line.dossier
    said = [("quyết định", line.name_now), ("hồ sơ, tờ trình", dossier.name)]
    if dossier.nominee:
        said.append(("lý lịch", dossier.nominee.name))
    said += [("lời đồng ý của người được đề nghị", name) for consent in dossier.consents.all() if (name := _agreed_as(consent.words))]
    days = [(timezone.localdate(ballot.session.starts) if ballot.session.starts else None, ballot.name) for ballot in ballots]
    return said + [(f"biên bản Hội đồng{f' ngày {screen_date(day)}' if day else ''}", name) for day, name in days]


def _agreed_as(words: str) -> str:
    """The name in the sentence to which the nominee agreed: "Lò Thị Mây đồng ý để ..."."""
    name, agrees, _ = words.partition(" đồng ý ")
    return name if agrees else ""


def _bare(name: str) -> str:
    return "".join(search_key(name).split())
