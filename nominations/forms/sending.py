"""Forms of proposals, paper sets and more time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from conferences.models import Plan
from nominations.forms.versions import VersionForm
from nominations.models import Dossier, Proposal
from organizations.models import Unit
from organizations.querysets import under
from papers.forms import printable
from portal.fields import VnCharField, VnDateField, VnIntegerField, VnTextField, search_key
from portal.once import OnceForm

EARLIEST, MOST_PEOPLE, MOST_SETS = date(2000, 1, 1), 9999, 99
PROPOSAL_FIELDS = ("number", "date", "signer", "meeting_on", "meeting_place", "chair", "secretary", "summoned", "present")
SEVERAL_SHOWN = 5
BAD_TIME = "Hãy ghi giờ theo dạng 17:00."


class ProposalForm(VersionForm):
    """The letter, the meeting, and which of the unit's dossiers go with it, each with its votes. May be saved half done."""

    number = VnCharField(
        label="Số, ký hiệu tờ trình", max_length=41, required=False, validators=[printable], help_text="Theo sổ của đơn vị, ví dụ: 05/TTr-CĐCS."
    )
    date = VnDateField(label="Ngày tờ trình", required=False, min_value=EARLIEST)
    signer = VnCharField(label="Người ký", max_length=100, required=False, validators=[printable])
    meeting_on = VnDateField(label="Họp bình xét ngày", required=False, min_value=EARLIEST)
    meeting_place = VnCharField(label="Nơi họp", max_length=200, required=False, validators=[printable])
    chair = VnCharField(label="Chủ trì", max_length=100, required=False, validators=[printable])
    secretary = VnCharField(label="Thư ký", max_length=100, required=False, validators=[printable])
    summoned = VnIntegerField(label="Số người triệu tập", required=False, min_value=1, max_value=MOST_PEOPLE)
    present = VnIntegerField(label="Số người có mặt", required=False, min_value=1, max_value=MOST_PEOPLE)

    def __init__(self, *args: Any, choices: Iterable[Dossier], chosen: Mapping[int, int | None], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choices = list(choices)
        for name in PROPOSAL_FIELDS:
            self.fields[name].needed = "cần khi gửi"
        for dossier in self.choices:
            key = dossier.pk
            self.fields[f"chosen-{key}"] = forms.BooleanField(label=dossier.name, required=False, initial=key in chosen)
            self.fields[f"votes-{key}"] = VnIntegerField(
                label=f"Số phiếu đồng ý cho {dossier.name}",
                required=False,
                min_value=0,
                max_value=MOST_PEOPLE,
                initial=chosen.get(key),
            )

    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in PROPOSAL_FIELDS[:3]]

    def meeting(self) -> list[forms.BoundField]:
        return [self[name] for name in PROPOSAL_FIELDS[3:]]

    def lines(self) -> list[tuple[Dossier, forms.BoundField, forms.BoundField]]:
        return [(dossier, self[f"chosen-{dossier.pk}"], self[f"votes-{dossier.pk}"]) for dossier in self.choices]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        summoned, present = values.get("summoned"), values.get("present")
        if summoned is not None and present is not None and present > summoned:
            self.add_error("present", f"Có mặt {present} người, nhiều hơn số triệu tập {summoned}.")
        for dossier in self.choices:
            votes = values.get(f"votes-{dossier.pk}")
            if present is not None and votes is not None and votes > present:
                self.add_error(f"votes-{dossier.pk}", f"{votes} phiếu, nhiều hơn {present} người có mặt.")
        return values

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PROPOSAL_FIELDS}

    def votes(self) -> dict[Dossier, int | None]:
        """What goes with the letter, in the order of the page."""
        chosen = [dossier for dossier in self.choices if self.cleaned_data[f"chosen-{dossier.pk}"]]
        return {dossier: self.cleaned_data[f"votes-{dossier.pk}"] for dossier in chosen}


def proposal_initial(proposal: Proposal) -> dict[str, Any]:
    return {name: getattr(proposal, name) for name in (*PROPOSAL_FIELDS, "version")}


class SetsForm(VersionForm):
    """How many paper sets have come, and when the last of them."""

    received = VnIntegerField(label="Đã nhận (bộ)", min_value=0, max_value=MOST_SETS)
    on = VnDateField(label="Ngày nhận", min_value=EARLIEST)


class ExtensionForm(OnceForm):
    """Which unit, until when, why. A unit is found by its name as people write it."""

    unit = VnCharField(
        label="Đơn vị",
        max_length=200,
        help_text="Tên đầy đủ hoặc tên ngắn; các đơn vị cấp dưới của đơn vị này được gia hạn theo.",
        error_messages={"required": "Hãy ghi tên đơn vị được gia hạn."},
    )
    last_day = VnDateField(label="Ngày cuối được nộp", error_messages={"required": "Hãy ghi ngày cuối được nộp."})
    hour = forms.TimeField(
        label="Đến giờ", required=False, input_formats=["%H:%M"], error_messages={"invalid": BAD_TIME}, help_text="Ví dụ 17:00; trống là hết ngày."
    )
    reason = VnTextField(
        label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Hãy ghi lý do gia hạn."}
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean_unit(self) -> Unit:
        typed = self.cleaned_data["unit"]
        below = Unit.objects.filter(under([self.plan.unit.path], "path")).exclude(pk=self.plan.unit_id)
        key = search_key(typed)
        found = list(below.search(typed)[: SEVERAL_SHOWN * 4])
        same = [unit for unit in found if key in (search_key(unit.name), search_key(unit.short_name))]
        found = same or found
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(f"Không có đơn vị nào của {self.plan.unit.label} tên như vậy.")
        names = "; ".join(unit.name for unit in found[:SEVERAL_SHOWN])
        raise forms.ValidationError(f"Có nhiều đơn vị tên như vậy, hãy ghi tên đầy đủ: {names}.")

    def until(self) -> datetime:
        """The first moment that is too late."""
        day, hour = self.cleaned_data["last_day"], self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(day, hour) if hour else datetime.combine(day + timedelta(days=1), time.min))
