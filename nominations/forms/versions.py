"""A form that knows which version of the thing it was opened with, and what else is filled in with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model

from portal.fields import screen_date
from portal.once import OnceForm

EMPTY = "(để trống)"


class VersionForm(OnceForm):
    """`version` is the stored one when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def over(self, stored: Any) -> Any:
        """Somebody saved `stored` meanwhile: what was typed stays, and saving it again is then a choice made knowingly."""
        self.data = self.data.copy()
        self.data["version"] = stored.version
        return stored


class StepForm(VersionForm):
    """One step of a dossier: a form with further forms below it, judged together, all faults at once."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.closed: list[tuple[forms.BaseForm, str, str]] = []  # what may not change and was sent otherwise: form, field, sentence

    def further(self) -> Iterable[forms.BaseForm]:
        return ()

    def open_to(self, opened: frozenset[str]) -> None:
        """Only these items of the dossier may change from now on (`nominations.forms.opened`)."""

    def is_open(self, name: str, opened: frozenset[str]) -> bool:
        """Whether a field belongs to an item that may change."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        valid = all([super().is_valid(), *(form.is_valid() for form in self.further())])
        refused, self.closed = self.closed, []
        for form, name, sentence in refused:
            form.add_error(name, sentence)
        return valid and not refused

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field's box, what it is called, what is wrong) of every field, in the order of the page."""
        return [
            (f"div_{bound.auto_id}", getattr(form, "title", "") + str(bound.label), str(error))
            for form in (self, *self.further())
            for bound in form
            for error in bound.errors
        ] + [("", "", str(error)) for form in (self, *self.further()) for error in form.non_field_errors()]

    @property
    def is_multipart_step(self) -> bool:
        return any(form.is_multipart() for form in (self, *self.further()))

    def says(self) -> Iterator[tuple[Any, forms.BoundField]]:
        """Every visible field under a key that it has in another form of the same step too."""
        for form in (self, *self.further()):
            for bound in form.visible_fields():
                yield (getattr(form, "row_mark", form.prefix), bound.name), bound

    def stored_otherwise(self, stored: StepForm) -> list[tuple[str, str]]:
        """(what it is called, what is stored) where `stored`, the same step as it is now, says something else than was typed."""
        typed = {key: plain(bound.form.cleaned_data.get(bound.name)) for key, bound in self.says()}
        return [
            (f"{getattr(bound.form, 'title', '')}{bound.label}", shown(bound))
            for key, bound in stored.says()
            if getattr(bound.form, "is_line", True) and plain(bound.initial) != typed.get(key, "")
        ]


class SharedForm(StepForm):
    """A step that also writes what the nominee's other dossiers share; the nominee's version is counted apart."""

    nominee_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def over(self, stored: Any) -> Any:
        super().over(stored)
        self.over_nominee(stored.nominee)
        return stored

    def over_nominee(self, nominee: Any) -> None:
        """The same of the nominee alone, for a dossier that is only begun."""
        self.data = self.data.copy()
        self.data["nominee_version"] = nominee.version if nominee else 0


def plain(value: Any) -> str:
    """A value of a form, whether typed or stored, in one way of writing."""
    if value in (None, False):
        return ""
    if isinstance(value, date):
        return screen_date(value)
    return str(value.pk if isinstance(value, Model) else value)


def shown(bound: forms.BoundField) -> str:
    """What is stored, as somebody reads it."""
    kept = plain(bound.initial)
    if isinstance(bound.field, forms.BooleanField):
        return "có" if kept else "không"
    choices = {plain(getattr(key, "value", key)): label for key, label in getattr(bound.field, "choices", ())}
    return str(choices.get(kept, kept)) if kept else EMPTY


def given(values: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Those of the values that the form has asked for."""
    return {name: values[name] for name in names if name in values}
