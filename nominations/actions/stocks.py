"""The verbs of an office's stock of certificates."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from nominations.actions.asking import ask
from nominations.actions.presenting import RIGHT
from nominations.models import CertificateStock
from organizations.models import Unit, User
from papers.stock import Stock, faults
from portal import clock
from portal.models import Upload
from portal.moves import Overtaken, Refused


@transaction.atomic
def save_stock(
    kept: CertificateStock | None,
    *,
    unit: Unit,
    stock: Stock,
    shift: tuple[float, float],
    background: Upload | None,
    version: int,
    by: User,
) -> CertificateStock:
    """A new one, or another layout of one that is kept. Raises Overtaken when somebody saved meanwhile."""
    row = CertificateStock.objects.select_for_update().filter(pk=kept.pk).first() if kept else CertificateStock(unit=unit, version=0)
    if row is None:
        raise Refused(["Phôi này vừa bị bỏ: hãy tạo phôi mới."])
    ask(RIGHT, row, by)
    if kept and row.version != version:
        raise Overtaken
    Unit.objects.select_for_update().get(pk=row.unit_id)  # two new ones of a name: the second waits here, then sees the first
    wrong = faults(stock)
    if CertificateStock.objects.filter(unit=row.unit_id, name=stock.name).exclude(pk=row.pk).exists():
        wrong.append(f"Cơ quan đã có phôi “{stock.name}”: hãy đặt tên khác.")
    if wrong:
        raise Refused(wrong)
    row.name, row.layout, row.changed = stock.name, asdict(stock), clock.now()
    row.shift_x, row.shift_y = shift
    row.background = background
    row.version += 1
    row.save()
    return row


@transaction.atomic
def discard_stock(kept: CertificateStock, *, version: int, by: User) -> None:
    """What was printed on it stays written down under its name."""
    row = CertificateStock.objects.select_for_update().filter(pk=kept.pk).first()
    if row is None:
        return
    ask(RIGHT, row, by)
    if row.version != version:
        raise Overtaken
    row.delete()
