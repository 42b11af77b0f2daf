"""Issued papers and number series on the administrator's desk: papers to be read, series to be kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import Field, ModelForm
from django.http import HttpRequest

from organizations.models import Unit
from papers import actions
from papers.forms import SeriesForm
from papers.models import IssuedPaper, NumberSeries
from portal.desk import DeskPage


@admin.register(NumberSeries)
class NumberSeriesDesk(DeskPage):
    """Of the units that one administers. Whose numbers they are does not change once the series is there."""

    form = SeriesForm
    fields = ("unit", "body", "name", "type_codes")
    list_display = ("name", "unit", "body", "type_codes")
    list_select_related = ("unit",)
    autocomplete_fields = ("unit",)

    def formfield_for_foreignkey(self, field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Field:
        return super().formfield_for_foreignkey(
            field, request, **kwargs | {"queryset": Unit.objects.administered_by(request.user)}
        )

    def get_readonly_fields(self, request: HttpRequest, obj: NumberSeries | None = None) -> tuple[str, ...]:
        return ("unit", "body") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: NumberSeries | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or Unit.objects.administered_by(request.user).filter(pk=obj.unit_id).exists())

    def save_model(self, request: HttpRequest, series: NumberSeries, form: ModelForm, change: bool) -> None:
        actions.save_series(series, by=request.user)


@admin.register(IssuedPaper)
class IssuedPaperDesk(DeskPage):
    fields = ("number_text", "date", "type_name", "title", "issuer", "signers", "status", "sha256", "issued_by", "issued_at")
    list_display = ("number_text", "date", "type_name", "title", "unit", "status")
    list_filter = ("status", "year")
    list_select_related = ("unit",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).light()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: IssuedPaper | None = None) -> bool:
        return False
