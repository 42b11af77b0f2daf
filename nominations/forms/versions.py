"""A form that knows which version of the thing it was opened with, and what else is filled in with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from portal.once import OnceForm


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

    def further(self) -> Iterable[forms.BaseForm]:
        return ()

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(form.is_valid() for form in self.further())])

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


def given(values: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Those of the values that the form has asked for."""
    return {name: values[name] for name in names if name in values}
