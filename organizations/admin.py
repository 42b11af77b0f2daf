"""The administrator's desk for units, blocs and people.

What one sees comes from `visible_to`, what one may change from `administered_by`; both also hold for every choice that
a form offers. Nobody can hand out here what lies outside their own units: no field carries a right, and roles are given
at administered units only.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_POST

from organizations import actions
from organizations.forms import AssignmentForm, NewPersonForm, NewUnitForm, PersonForm, UnitForm
from organizations.models import Assignment, Bloc, MemberCount, Unit, UnitKind, UnitVersion, User
from portal import clock
from portal.desk import DeskPage
from portal.fields import VnCharField, VnDateField, VnIntegerField
from portal.moves import Refused

VN_FIELDS = {
    models.CharField: {"form_class": VnCharField},
    models.DateField: {"form_class": VnDateField, "widget": forms.TextInput},
    models.IntegerField: {"form_class": VnIntegerField, "widget": forms.TextInput},
}


class UnitChoices:
    """Choices of units: where something is written down, one is administrator; whoever is named, one sees."""

    def formfield_for_foreignkey(self, field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> forms.Field:
        if field.related_model is Unit:
            kwargs["queryset"] = Unit.objects.administered_by(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def formfield_for_manytomany(
        self, field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        kwargs["queryset"] = field.related_model.objects.visible_to(request.user)
        return super().formfield_for_manytomany(field, request, **kwargs)


class RowsOfUnit(UnitChoices, admin.TabularInline):
    extra = 0
    can_delete = False
    formfield_overrides = VN_FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).visible_to(request.user)


class OrganizationDesk(UnitChoices, DeskPage):
    """Changes through `administered_by`."""

    formfield_overrides = VN_FIELDS

    def administers(self, request: HttpRequest, obj: Any) -> bool:
        return type(obj).objects.administered_by(request.user).filter(pk=obj.pk).exists()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.administers(request, obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        """The form knows who fills it in. The class is made anew for each request."""
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form


@admin.register(UnitKind)
class UnitKindDesk(admin.ModelAdmin):
    list_display = ("name", "short", "tier", "ended")
    list_filter = ("tier",)
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = VN_FIELDS

    def has_delete_permission(self, request: HttpRequest, obj: UnitKind | None = None) -> bool:
        return False


class MemberCountRows(RowsOfUnit):
    model = MemberCount


class UnitVersionRows(RowsOfUnit):
    """Read only: versions are made by changing the unit."""

    model = UnitVersion
    fk_name = "unit"
    fields = readonly_fields = ("valid_from", "valid_to", *actions.DATED, "above")

    @admin.display(description="trực thuộc")
    def above(self, version: UnitVersion) -> Unit | None:
        return version.parent

    def has_add_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        return False


@admin.register(Unit)
class UnitDesk(OrganizationDesk):
    list_display = ("in_tree", "short_name", "kind", "sector", "status")
    list_filter = (("kind", admin.RelatedOnlyFieldListFilter), "sector", "status")
    list_select_related = ("kind",)
    readonly_fields = ("position",)
    inlines = (MemberCountRows, UnitVersionRows)

    @admin.display(description="tên đầy đủ", ordering="path")
    def in_tree(self, unit: Unit) -> str:
        return "\u2003" * (unit.depth - 1) + unit.name

    @admin.display(description="vị trí")
    def position(self, unit: Unit) -> str:
        return " › ".join(above.label for above in [*Unit.objects.get_ancestors(unit), unit])

    def get_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        if obj is None:
            return NewUnitForm._meta.fields
        if self.administers(request, obj):
            return ("position", *UnitForm._meta.fields)
        return ("position", "kind", *actions.DATED, "sector", "status")

    def get_form(
        self, request: HttpRequest, obj: Unit | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        if obj is None or self.administers(request, obj):
            kwargs["form"] = UnitForm if obj else NewUnitForm
        return super().get_form(request, obj, change, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Unit | None) -> tuple:
        return self.inlines if obj else ()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """As a choice of a form (autocomplete) only units that the form takes: see `UnitChoices`."""
        named = request.GET.get("field_name")
        if named and named != "members":
            queryset = queryset.administered_by(request.user)
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request: HttpRequest, unit: Unit, form: ModelForm, change: bool) -> None:
        given = {name: form.cleaned_data[name] for name in form.fields}
        if not change:
            unit.pk = actions.create_unit(**given).pk
            unit.refresh_from_db()
            return
        on = given.pop("on")
        changes = {name: given[name] for name in form.changed_data if name in given}
        renamed = {name: changes.pop(name) for name in actions.DATED if on and name in changes}
        if renamed:
            actions.rename_unit(unit, on=on, **renamed)
        actions.correct_unit(unit, **changes)


@admin.register(Bloc)
class BlocDesk(OrganizationDesk):
    list_display = ("name", "group", "owner", "sector")
    list_filter = ("sector",)
    list_select_related = ("owner",)
    fields = ("owner", "group", "name", "sector", "members")
    autocomplete_fields = ("owner", "members")

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        actions.set_members(form.instance, form.cleaned_data["members"], by=request.user)

    def has_delete_permission(self, request: HttpRequest, bloc: Bloc | None = None) -> bool:
        allowed = request.user.has_perm("organizations.delete_bloc")
        return allowed and (bloc is None or self.administers(request, bloc))


class AssignmentRows(RowsOfUnit):
    """The person's roles at units that one administers; those elsewhere are none of one's business here."""

    model = Assignment
    form = AssignmentForm
    autocomplete_fields = ("unit",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).administered_by(request.user).select_related("unit")


@admin.register(User)
class UserDesk(OrganizationDesk):
    list_display = ("full_name", "username", "roles_today", "is_active", "last_login")
    list_filter = ("is_active",)
    ordering = ("sort_key", "pk")
    inlines = (AssignmentRows,)
    change_form_template = "organizations/desk/person.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        roles = Assignment.objects.visible_to(request.user).on(clock.today()).select_related("unit")
        return super().get_queryset(request).prefetch_related(Prefetch("assignments", roles, to_attr="current"))

    @admin.display(description="vai trò")
    def roles_today(self, person: User) -> str:
        return "; ".join(str(assignment) for assignment in person.current)

    def has_change_permission(self, request: HttpRequest, person: User | None = None) -> bool:
        """Of a person with a role further up only the roles below can be changed; of a superuser nothing."""
        allowed = request.user.has_perm("organizations.change_user")
        return allowed and (person is None or not person.is_superuser or request.user.is_superuser)

    def get_fields(self, request: HttpRequest, person: User | None = None) -> tuple[str, ...]:
        return (PersonForm if person else NewPersonForm)._meta.fields

    def get_readonly_fields(self, request: HttpRequest, person: User | None = None) -> tuple[str, ...]:
        return () if person is None or self.administers(request, person) else PersonForm._meta.fields

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        if obj is None or self.administers(request, obj):
            kwargs["form"] = PersonForm if obj else NewPersonForm
        return super().get_form(request, obj, change, **kwargs)

    def get_inlines(self, request: HttpRequest, person: User | None) -> tuple:
        return self.inlines if person else ()

    def save_model(self, request: HttpRequest, person: User, form: ModelForm, change: bool) -> None:
        if change:
            if form.changed_data:
                person.save(update_fields=[*form.changed_data, "search_key", "sort_key"])
            return
        person.pk = actions.create_person(**form.cleaned_data, by=request.user).pk
        person.refresh_from_db()
        self._send_link(request, person)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool) -> None:
        formset.save(commit=False)  # what has changed, for the log entry; the actions below write
        for assignment in formset.new_objects:
            given = {name: getattr(assignment, name) for name in ("user", "role", "unit", "start", "end")}
            actions.assign(**given, by=request.user)
        for assignment, _ in formset.changed_objects:
            actions.end_assignment(assignment, on=assignment.end, by=request.user)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(require_POST(self.send_link))
        return [path("<int:pk>/link/", view, name="send-password-link"), *super().get_urls()]

    def send_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._send_link(request, get_object_or_404(self.get_queryset(request), pk=pk))
        return redirect("admin:organizations_user_change", pk)

    def _send_link(self, request: HttpRequest, person: User) -> None:
        try:
            actions.send_password_link(person, by=request.user)
        except Refused as refused:
            messages.error(request, " ".join(refused.reasons))
        else:
            messages.success(request, f"Đã gửi liên kết đặt mật khẩu tới {person.email}.")
