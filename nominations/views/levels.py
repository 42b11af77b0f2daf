"""The unit in between: everything that came to it beside its places, and what it says on one dossier."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from conferences.models import Plan
from conferences.work import work_chip
from nominations.actions.levels import weigh
from nominations.forms.levels import SAYS, LevelForm
from nominations.gathering import gatherings
from nominations.models import IN_ORDER, Dossier, LevelResult
from nominations.seen import SeenBy
from nominations.views.dossiers import refused_page, visible_dossier
from nominations.views.level_parts import level_context
from nominations.work import LEVEL_WORK
from organizations.reach import reach
from portal.lists import Chip, Column, ListPage
from portal.moves import Overtaken, Refused
from portal.once import once, said_in
from portal.templatetags.portal import status

RIGHT = "nominations.gather_dossier"
OVERTAKEN = "Người khác vừa ghi kết quả xét: {says}. Điều bạn ghi còn nguyên; hãy xem lại rồi lưu."


def _plans(request: HttpRequest) -> list[tuple[int, str]]:
    came = LevelResult.objects.visible_to(request.user).order_by().values("dossier__plan")
    return [(pk, number or title) for pk, number, title in Plan.objects.filter(pk__in=came).values_list("pk", "number", "title")[:50]]


def _units(request: HttpRequest) -> list[tuple[int, str]]:
    units = {holding.unit_id: holding.unit_label for holding in reach(request.user).holdings}
    return list(units.items()) if len(units) > 1 else []


def _says(level: LevelResult) -> str:
    return str(level.get_says_display() or LevelResult.Says.WAITING.label)


def _of_dossiers(rows: QuerySet[LevelResult], waiting: Q) -> QuerySet[LevelResult]:
    return rows.open().filter(dossier__in=Dossier.objects.filter(waiting))


class GatheredList(ListPage):
    template_name = "nominations/gathered.html"
    model = LevelResult
    title = "Hồ sơ cấp dưới gửi lên"
    noun = "hồ sơ"
    file_name = "ho-so-cap-duoi"
    crumbs = (("Việc hôm nay", "nominations:home"), ("Hồ sơ", "nominations:dossiers"))
    search_placeholder = "Tìm theo tên người, tập thể hoặc đơn vị"
    empty_title = "Chưa có hồ sơ nào gửi đến."
    empty_text = "Khi bảng phân bổ ghi “hồ sơ gửi qua cấp trên trực tiếp”, hồ sơ của cấp dưới gửi đến hiện ra ở đây."
    columns = (
        Column("Tên", "dossier.name", link="nominations:dossier", link_key="dossier_id", sort="dossier__sort_key", phone="title"),
        Column("Đối tượng", "dossier.category.label", sort="dossier__category__position"),
        Column("Đơn vị", "dossier.unit.label", sort="dossier__unit__sort_key", phone="second"),
        Column(
            "Kết quả xét",
            _says,
            show=lambda one: format_html("{} {}", _says(one), "· đã trình") if one.proposal_id else _says(one),
            sort="says",
            phone="second",
        ),
        Column("Thứ tự", "position", align="right", sort="position"),
        Column("Phiếu", "votes", align="right", sort="votes"),
        Column("Hồ sơ hiện nay", "dossier.get_status_display", show=lambda one: status(one.dossier)),
        Column("Gửi đến lúc", "came", sort="came", whole=True),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        said = [("waiting", LevelResult.Says.WAITING.label), *((one.value, one.label) for one in LevelResult.Says if one.value)]
        return (
            work_chip(self.request.user, LEVEL_WORK, _of_dossiers),
            Chip("says", "Kết quả xét", said, lambda rows, value: rows.filter(says="" if value == "waiting" else value)),
            Chip("plan", "Kế hoạch", _plans, lambda rows, value: rows.filter(dossier__plan=value)),
            Chip("unit", "Cấp xét", _units),
        )

    def rows(self) -> QuerySet[LevelResult]:
        rows = super().rows().select_related("dossier__category", "dossier__unit")
        return rows.order_by("-dossier__plan", "dossier__category__position", *IN_ORDER)

    def complete(self, rows: list[LevelResult]) -> None:
        SeenBy(self.request.user).show(one.dossier for one in rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"gatherings": gatherings(self.request.user)}


@require_POST
def weigh_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = visible_dossier(request, pk)
    if not request.user.has_perm(RIGHT, dossier):
        raise PermissionDenied
    form = LevelForm(request.POST)
    if not form.is_valid():
        return _again(request, dossier, form, 422)

    def make() -> str:
        weigh(dossier, version=form.cleaned_data["version"] or 0, by=request.user, **form.values())
        return reverse("nominations:dossier", args=[pk])

    try:
        link = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
    except Overtaken:
        level = dossier.levels.filter(unit=dossier.with_unit_id).last()
        form.over(level)
        return _again(request, dossier, form, 409, [OVERTAKEN.format(says=_says(level))])
    except Refused as refused:
        return _again(request, visible_dossier(request, pk), form, 409, refused.reasons)
    messages.success(request, f"Đã ghi kết quả xét: {SAYS[form.cleaned_data['says']].lower()}.")
    return redirect(link)


def _again(request: HttpRequest, dossier: Dossier, form: LevelForm, status: int, reasons: list[str] | None = None) -> HttpResponse:
    answer = refused_page(request, dossier, reasons=reasons or [], **level_context(request.user, dossier, form))
    answer.status_code = status
    return answer
