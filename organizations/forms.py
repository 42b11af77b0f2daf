"""Forms of the administrator's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

from organizations import rules
from organizations.actions import DATED
from organizations.models import Assignment, Unit, User
from organizations.roles import ROLE_CHOICES
from portal import clock
from portal.fields import VnDateField

# Thirty thousand units do not fit into a select: their names are searched for while typing.
UNIT_SEARCH = AutocompleteSelect(Assignment._meta.get_field("unit"), admin.site)


class NewUnitForm(forms.ModelForm):
    """`by` is set by the desk: a unit is made below one that they administer; only superusers make roots."""

    by: User
    parent = forms.ModelChoiceField(Unit.objects.none(), label="Trực thuộc", required=False, widget=UNIT_SEARCH)
    since = VnDateField(label="Có từ ngày", required=False, help_text="Để trống nếu không rõ.")

    class Meta:
        model = Unit
        fields = ("parent", "kind", "name", *DATED[1:], "sector", "since")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Unit.objects.administered_by(self.by).filter(status=Unit.Status.ACTIVE)
        self.fields["parent"].required = not self.by.is_superuser


class UnitForm(forms.ModelForm):
    """A change of names from a day on, or a correction; the place in the tree is not changed here."""

    on = VnDateField(
        label="Đổi tên từ ngày",
        required=False,
        help_text="Ngày tên mới có hiệu lực; tên cũ được giữ cho văn bản cũ. Để trống nếu chỉ sửa lại cho đúng.",
    )

    class Meta:
        model = Unit
        fields = ("kind", *DATED, "on", "sector", "status")

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on:
            reasons = rules.may_change_from(self.instance.versions.get(valid_to=None), on, clock.today())
            if reasons:
                raise ValidationError(reasons)
        return on


class NewPersonForm(forms.ModelForm):
    """An account is made with its first role: without one, its maker could not see it again."""

    by: User
    role = forms.ChoiceField(label="Vai trò", choices=ROLE_CHOICES)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Tại đơn vị", widget=UNIT_SEARCH)
    start = VnDateField(label="Từ ngày", initial=clock.today)

    class Meta:
        model = User
        fields = ("full_name", "username", "email", "phone", "role", "unit", "start")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.administered_by(self.by)
        self.fields["email"].required = True


class PersonForm(forms.ModelForm):
    """Nothing here gives a right: what a person may do comes from the roles below the form."""

    by: User

    class Meta:
        model = User
        fields = ("full_name", "username", "email", "phone", "is_active")

    def clean_is_active(self) -> bool:
        active = self.cleaned_data["is_active"]
        if self.instance == self.by and not active:
            raise ValidationError("Không tự khóa tài khoản của chính mình được.")
        return active


class AssignmentForm(forms.ModelForm):
    """A new role, or the last day of one that stands; the rest of a standing role is history."""

    class Meta:
        model = Assignment
        fields = ("role", "unit", "start", "end")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("role", "unit", "start"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if self.instance.pk and "end" in self.changed_data:
            before = Assignment.objects.get(pk=self.instance.pk)
            reasons = rules.may_end(before, end, clock.today()) if end else ["Ghi ngày cuối của vai trò."]
            if reasons:
                self.add_error("end", reasons)
        elif start and end and end < start:
            self.add_error("end", "Ngày cuối không thể trước ngày bắt đầu.")
        return data
