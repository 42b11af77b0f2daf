"""Plans and tables on the administrator's desk: to be read, with buttons for their papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from conferences.models import Allocation, BaseSalary, Holiday, Honour, LegalGround, Plan, Prize
from conferences.papers import PAPERS
from organizations.admin import VN_FIELDS
from organizations.models import Unit, UnitKind
from organizations.reach import reach
from portal.desk import DeskPage
from portal.fields import clean_text

FACES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


class PaperDesk(DeskPage):
    """Read-only. The buttons lead to the same addresses as the pages, which call the same builders."""

    change_form_template = "conferences/desk.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def buttons(self, request: HttpRequest, thing: Any) -> list[tuple[str, str]]:
        """Label and address of what the thing can be opened or printed as."""
        return paper_buttons(thing)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        buttons = self.buttons(request, self.get_object(request, object_id))
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "paper_buttons": buttons})


def paper_buttons(plan: Plan) -> list[tuple[str, str]]:
    """Label and address of each paper in each face; a plan without a table has no table to print."""
    kinds = {name: kind for name, kind in PAPERS.items() if kind.thing(plan) is not None}
    return [
        (f"{kind.label} ({FACES[face]})", reverse("conferences:paper", args=[plan.pk, name, face]) + "?download=1")
        for name, kind in kinds.items()
        for face in kind.faces
    ]


@admin.register(Plan)
class PlanDesk(PaperDesk):
    fields = ("unit", "status", "kind", "number", "place", "date", "title", "period_from", "period_to", "lead", "closing")
    list_display = ("__str__", "unit", "date", "status")
    list_filter = ("status", "kind")
    list_select_related = ("unit",)


@admin.register(Allocation)
class AllocationDesk(PaperDesk):
    fields = ("plan", "number", "status")
    list_display = ("__str__", "plan", "status")
    list_filter = ("status",)
    list_select_related = ("plan",)

    def buttons(self, request: HttpRequest, thing: Allocation) -> list[tuple[str, str]]:
        return paper_buttons(thing.plan)


class CatalogueDesk(DeskPage):
    """Dated rows that the checks of a plan read; whoever administers an office keeps them."""

    formfield_overrides = VN_FIELDS

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(f"conferences.delete_{self.opts.model_name}")


@admin.register(Holiday)
class HolidayDesk(CatalogueDesk):
    fields = ("date", "name", "worked", "source")
    list_display = ("date", "name", "worked", "source")
    list_filter = ("worked",)


@admin.register(LegalGround)
class LegalGroundDesk(CatalogueDesk):
    fields = ("number", "name", "issued", "since", "until", "replaced_by", "source")
    list_display = ("__str__", "since", "until", "replaced_by")


class OnePerLine(forms.Field):
    """A list of short names, each on a line of its own."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(filter(None, (clean_text(line, keep_lines=False) for line in (value or "").splitlines()))))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


@admin.register(Honour)
class HonourDesk(CatalogueDesk):
    """Rules name entries by their code, and old merit keeps its row: what somebody has cannot be deleted."""

    formfield_overrides = {**VN_FIELDS, models.SlugField: {}}
    fields = ("kind", "code", "name", "aliases", "subject", "level", "ladder", "step", "decided_by")
    fields += ("votes_percent", "votes_more_than", "valid_from", "valid_to", "source", "position")
    list_display = ("__str__", "code", "kind", "ladder", "step", "valid_from", "valid_to")
    list_filter = ("kind", "level")

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == "aliases":
            return OnePerLine(label="Cách viết khác", required=False, help_text="Mỗi cách viết một dòng, ví dụ LĐTT.")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class SharedMoneyDesk(CatalogueDesk):
    """Rows by which every office of the portal pays: the top office writes them, the others read. Each change keeps what was there."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and self._at_the_top(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._at_the_top(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._at_the_top(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or request.user.has_perm(f"conferences.change_{self.opts.model_name}")

    def _at_the_top(self, request: HttpRequest) -> bool:
        right = f"conferences.change_{self.opts.model_name}"
        top = Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(right), depth=1).exclude(kind__tier=UnitKind.Tier.STATE)
        return request.user.is_superuser or top.exists()


@admin.register(BaseSalary)
class BaseSalaryDesk(SharedMoneyDesk):
    fields = ("valid_from", "amount", "source")
    list_display = ("valid_from", "amount", "source")


@admin.register(Prize)
class PrizeDesk(SharedMoneyDesk):
    """A coefficient or a sum; what it is on a day follows from the base salary."""

    formfield_overrides = {**VN_FIELDS, models.SlugField: {}}
    fields = ("award", "subject", "coefficient", "amount", "valid_from", "valid_to", "source")
    list_display = ("award", "subject", "coefficient", "amount", "valid_from", "valid_to", "source")
    list_filter = ("subject",)
