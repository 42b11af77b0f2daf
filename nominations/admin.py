"""Dossiers and decisions on the administrator's desk: to be read, with buttons for the papers."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from conferences.admin import FACES, PaperDesk, PlanDesk, paper_buttons
from conferences.models import Plan
from nominations.models import Decision, Dossier
from nominations.seen import SeenBy
from papers.faces import RENDER


def decision_buttons(decision: Decision) -> list[tuple[str, str]]:
    return [
        (f"{decision.heading} ({FACES[face]})", reverse("nominations:decision-paper", args=[decision.pk, face]) + "?download=1")
        for face in RENDER
    ]


@admin.register(Dossier)
class DossierDesk(PaperDesk):
    """No printed paper of its own yet; what it holds is read on its page. An administrator of another office knows no more of a
    result than that office does, so nothing here asks for the state itself."""

    list_display = ("name", "unit", "category", "state", "submitted_at")
    list_select_related = ("unit", "category")
    exclude = ("holder", "status")  # files are served by the dossier's page, which asks who is looking
    readonly_fields = ("state",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(seen=SeenBy(request.user).status)

    @admin.display(description="trạng thái", ordering="seen")
    def state(self, dossier: Dossier) -> str:
        return str(Dossier.Status(dossier.seen).label)

    def buttons(self, request: HttpRequest, thing: Dossier) -> list[tuple[str, str]]:
        return [("Mở trang hồ sơ", reverse("nominations:dossier", args=[thing.pk]))]


@admin.register(Decision)
class DecisionDesk(PaperDesk):
    fields = ("plan", "status", "number", "date", "award_form", "merit", "fund", "lines_of_grounds")
    readonly_fields = ("lines_of_grounds",)
    list_display = ("__str__", "plan", "date", "status")
    list_filter = ("status",)
    list_select_related = ("plan",)

    @admin.display(description="căn cứ")
    def lines_of_grounds(self, decision: Decision) -> str:
        return "\n".join(decision.grounds)

    def buttons(self, request: HttpRequest, thing: Decision) -> list[tuple[str, str]]:
        return decision_buttons(thing) + paper_buttons(thing.plan)


admin.site.unregister(Plan)


@admin.register(Plan)
class WholePlanDesk(PlanDesk):
    """The plan's desk with its decisions, which its own app does not know."""

    def buttons(self, request: HttpRequest, thing: Plan) -> list[tuple[str, str]]:
        decisions = Decision.objects.visible_to(request.user).filter(plan=thing)
        return super().buttons(request, thing) + [button for decision in decisions for button in decision_buttons(decision)]
