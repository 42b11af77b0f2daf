"""The verbs of what follows a decision: the order in which its names go up, and its certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from nominations.actions.asking import ask
from nominations.models import CertificatePrint, Decision, DecisionLine, Presentation, PresentedLine
from organizations.models import User
from portal.models import MoveRecord
from portal.moves import Overtaken, Refused, write_down

RIGHT = "nominations.print_certificates"
NOT_ISSUED = "Chỉ in bằng khen, giấy khen của quyết định đã phát hành."
SAY_WHY = "Hãy ghi lý do in lại: trong các tên đã chọn có tên đã in rồi."
PRINTED = "print-certificates"
SHOWN = 5  # names in the journal; of more only how many


class Place(NamedTuple):
    """What somebody typed about one name: its place in the order, and how it is said."""

    position: int | None
    said: str


@transaction.atomic
def save_presentation(
    decision: Decision, *, group_size: int, givers: str, places: Mapping[int, Place], version: int, by: User
) -> Presentation:
    """Keep order, groups and how names are said. Raises Overtaken when somebody saved meanwhile."""
    row = Decision.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=decision.pk)
    ask(RIGHT, row, by)
    kept = Presentation.objects.get_or_create(decision=row)[0]
    if kept.version != version:
        raise Overtaken
    lines = set(row.lines.values_list("pk", flat=True))
    if set(places) - lines:
        raise Refused(["Danh sách của quyết định vừa đổi: hãy tải lại trang rồi sắp lại."])
    kept.group_size, kept.givers, kept.version = group_size, givers, version + 1
    kept.save()
    PresentedLine.objects.filter(line__decision=row).delete()
    typed = {line: place for line, place in places.items() if place.position or place.said}
    PresentedLine.objects.bulk_create(PresentedLine(line_id=line, position=place.position, said=place.said) for line, place in typed.items())
    return kept


@transaction.atomic
def print_certificates(decision: Decision, *, stock: str, lines: Sequence[DecisionLine], by: User, reason: str = "") -> MoveRecord:
    """Write down that certificates were printed, on which stock and for whom; for a name a second time it is a reprint, with why."""
    ask(RIGHT, decision, by)
    Decision.objects.select_for_update().get(pk=decision.pk)  # of two at once the second sees what the first has printed
    if decision.status != Decision.Status.ISSUED:
        raise Refused([NOT_ISSUED])
    again = CertificatePrint.objects.filter(decision=decision, lines__in=lines).exists()
    if again and not reason:
        raise Refused([SAY_WHY])
    printed = CertificatePrint.objects.create(decision=decision, stock=stock, reason=reason if again else "", by=by)
    printed.lines.set(lines)
    whose = f"{len(lines)} tờ" if len(lines) > SHOWN else ", ".join(line.name_now for line in lines)
    why = f". Lý do in lại: {reason}" if again else ""
    return write_down(decision, PRINTED, "In lại bằng khen" if again else "In bằng khen", by=by, note=f"{stock}: {whose}{why}")
