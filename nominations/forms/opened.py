"""A step of a dossier that is mended item by item: what was not sent back is shown, and refused where it comes back otherwise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nominations.forms.versions import StepForm, plain, shown

NOT_SAID = {"form_token", "version", "nominee_version", "nominee", "mark"}


def open_only(step: StepForm, opened: frozenset[str], office: str) -> None:
    """Fields of items that are not `opened` can no longer be typed into. One that was sent with other words (from a page that
    was opened before, or by hand) stays as it was typed, with a sentence: nothing is dropped in silence."""
    step.open_to(opened)
    for one in (step, *step.further()):
        for name in [name for name in one.fields if name not in NOT_SAID and not one.is_open(name, opened)]:
            if one.is_bound and _sent_otherwise(one, name):
                step.closed.append((one, name, _sentence(one, name, office)))
            else:
                one.fields[name].disabled = True


def _sent_otherwise(one: forms.BaseForm, name: str) -> bool:
    field, key = one.fields[name], one.add_prefix(name)
    if isinstance(field, forms.FileField):
        return bool(one.files.getlist(key))
    if key not in one.data:
        return False
    try:
        typed: Any = field.to_python(field.widget.value_from_datadict(one.data, one.files, key))
    except ValidationError:
        return True
    return plain(typed) != plain(one.get_initial_for_field(field, name))


def _sentence(one: forms.BaseForm, name: str, office: str) -> str:
    kept = "" if isinstance(one.fields[name], forms.FileField) else f": “{shown(one[name])}”"
    return f"Không được trả lại nên giữ nguyên như đã nộp{kept}. Hãy ghi lại như cũ, hoặc đề nghị {office} trả lại cả mục này."
