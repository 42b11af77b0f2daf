"""Who screens a dossier: whoever acts on it takes it, and nobody takes it from a colleague without saying so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from nominations.actions.asking import ask
from nominations.models import Dossier
from organizations.models import User
from portal import clock, notices
from portal.moves import Refused, write_down, write_down_all

RIGHT = "nominations.screen_dossier"
TAKEN = (Dossier.Status.SUBMITTED, Dossier.Status.ACCEPTED, Dossier.Status.HELD)  # what lies with the office
OWN_MATTER = ("take", "let-go", "take-over", "assign")  # in the journal, for the office alone
FIELDS = ("screener", "screener_since")
BATCH = 500


@transaction.atomic
def take(dossier: Dossier, *, by: User, instead_of: int | None = None) -> None:
    """“Nhận xử lý”; `instead_of` names the officer whom the page showed, and is asked for where somebody has it.

    Raises PermissionDenied, and Refused where somebody else has taken it, or where it does not lie with the office.
    """
    row = locked(dossier, by)
    if row.status not in TAKEN:
        raise Refused([_not_there(row)])
    if row.screener_id == by.pk:
        return
    former = row.screener
    give_to(row, by=by, instead_of=instead_of)
    if former is None:
        write_down(row, "take", "Nhận xử lý", by=by)


@transaction.atomic
def let_go(dossier: Dossier, *, by: User) -> None:
    """Back to whoever comes first; only one's own, and a second press changes nothing."""
    row = locked(dossier, by)
    if row.screener_id != by.pk:
        return
    row.screener = row.screener_since = None
    row.save(update_fields=FIELDS)
    write_down(row, "let-go", "Thôi nhận xử lý", by=by)


def locked(dossier: Dossier, by: User) -> Dossier:
    """Who has it is asked after the lock: PostgreSQL reads what is joined to a locked row before it waits."""
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("plan__unit", "unit", "category")
    row = rows.get(pk=dossier.pk)
    ask(RIGHT, row, by)
    return row


def give_to(row: Dossier, *, by: User, instead_of: int | None = None) -> None:
    """The locked dossier becomes that of the officer who acts; whoever had it is told."""
    former = row.screener
    if former and former.pk == by.pk:
        return
    if former and former.pk != instead_of:
        raise Refused([taken_by(row)])
    row.screener, row.screener_since = by, clock.now()
    row.save(update_fields=FIELDS)
    if former:
        write_down(row, "take-over", "Nhận thay", by=by, note=f"Thay cho {former}.")
        _tell([former], f"{by} nhận thay hồ sơ của {row.unit.label}", reverse("nominations:screen", args=[row.pk]))


def taken_by(row: Dossier) -> str:
    since = f"{timezone.localtime(row.screener_since):%H:%M ngày %d/%m/%Y}"
    return f"{row.screener} đang xử lý hồ sơ này từ {since}. Nếu vẫn cần xử lý, hãy chọn “Nhận thay {row.screener}” ở bàn thẩm định."


@transaction.atomic
def assign(dossiers: Iterable[Dossier], to: User, *, by: User) -> list[tuple[Dossier, str]]:
    """Gives many to one officer at once; those that cannot be given are left, each with its reason. As many queries for one as
    for hundreds; whoever gets them, or had them, is told once."""
    rows = list(
        Dossier.objects.select_for_update(of=("self",))
        .filter(pk__in=[one.pk for one in dossiers])
        .select_related("plan__unit", "unit")
        .prefetch_related("screener")
        .order_by("pk")
    )
    left, given = [], []
    for row in rows:
        ask(RIGHT, row, by)
        if reason := _why_not(row, to):
            left.append((row, reason))
        elif row.screener_id != to.pk:
            given.append(row)
    _give_all(given, to, by)
    return left


def _why_not(row: Dossier, to: User) -> str:
    if row.status not in TAKEN:
        return _not_there(row)
    return "" if to.has_perm(RIGHT, row) else f"{to} không có quyền thẩm định ở {row.plan.unit.label}."


def _not_there(row: Dossier) -> str:
    return f"Hồ sơ đang ở trạng thái “{row.get_status_display()}”, không nhận xử lý lúc này."


def _give_all(rows: Sequence[Dossier], to: User, by: User) -> None:
    if not rows:
        return
    now, former = clock.now(), {row.screener for row in rows if row.screener}
    for row in rows:
        row.screener, row.screener_since = to, now
    bulk_update_with_history(rows, Dossier, list(FIELDS), batch_size=BATCH, default_user=by)
    write_down_all(rows, "assign", "Giao xử lý", by=by, note=f"Cho {to}.")
    queue = reverse("nominations:screening")
    if to.pk != by.pk:
        _tell([to], f"{by} giao {len(rows)} hồ sơ để thẩm định", f"{queue}?officer={to.pk}")
    _tell([one for one in former if one.pk != by.pk], f"{by} chuyển hồ sơ đang thẩm định cho {to}", queue)


def _tell(people: Iterable[User], title: str, link: str) -> None:
    """Inside the portal only: it is the office's own matter, and many of them come in a day."""
    notices.tell(people, title=title, link=link, mail=False)
