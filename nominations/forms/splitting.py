"""The form that makes several drafts at once: the words of each, and for each dossier in which draft it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from nominations.forms.grounds import GroundsField
from conferences.models import Honour
from nominations.forms.council import awards
from nominations.models import Dossier
from nominations.prizes import disagree
from nominations.splitting import Draft
from papers.forms import printable
from portal.fields import VnCharField
from portal.once import OnceForm

LEFT = ""  # stands in no draft for now
SHOWN = 40


class SplitForm(OnceForm):
    def __init__(self, *args: Any, drafts: Sequence[Draft], merit: str, grounds: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        self.awards = {str(one.pk): one for one in (*awards(), *(draft.award for draft in drafts if draft.award))}
        known = [("", "Không có trong danh mục"), *((key, one.name) for key, one in self.awards.items())]
        choices = [(draft.key, f"Dự thảo {at}") for at, draft in enumerate(drafts, 1)] + [(LEFT, "Để lại")]
        for at, draft in enumerate(drafts, 1):
            first = str(draft.award.pk) if draft.award else ""
            self.fields[f"award-{draft.key}"] = forms.ChoiceField(label=f"Danh hiệu, hình thức của dự thảo {at}", choices=known, required=False, initial=first)
            self.fields[f"form-{draft.key}"] = VnCharField(
                label=f"Hình thức khen thưởng của dự thảo {at}, như in trong quyết định", max_length=120, required=False, validators=[printable], initial=draft.award.name[:120] if draft.award else ""
            )
            self.fields[f"merit-{draft.key}"] = VnCharField(label=f"Thành tích ghi trong Điều 1 của dự thảo {at}", max_length=500, validators=[printable], initial=merit)
            for dossier in draft.dossiers:
                self.fields[f"in-{dossier.pk}"] = forms.ChoiceField(label=f"{dossier.name[:SHOWN]}: đưa vào", choices=choices, initial=draft.key, required=False)
        self.fields["fund"] = VnCharField(label="Nguồn tiền thưởng", max_length=300, required=False, validators=[printable])
        self.fields["grounds"] = GroundsField(
            label="Căn cứ, chung cho các dự thảo", initial="\n".join(grounds), help_text="Mỗi căn cứ một dòng; sửa riêng từng dự thảo sau khi lập."
        )

    def groups(self) -> list[tuple[Draft, list[forms.BoundField], list[tuple[Dossier, forms.BoundField]]]]:
        return [
            (draft, [self[f"award-{draft.key}"], self[f"form-{draft.key}"], self[f"merit-{draft.key}"]], [(dossier, self[f"in-{dossier.pk}"]) for dossier in draft.dossiers])
            for draft in self.drafts
        ]

    def common(self) -> list[forms.BoundField]:
        return [self["fund"], self["grounds"]]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        gone = [name for name in self.data if name.startswith("in-") and name not in self.fields]
        if gone:
            self.add_error(None, f"{len(gone)} hồ sơ trên trang này không còn chờ quyết định; danh sách dưới đây là mới nhất.")
        lists = self.lists()
        if not any(lists.values()):
            self.add_error(None, "Chưa đưa hồ sơ nào vào dự thảo.")
        for draft in self.drafts:
            if lists[draft.key] and not values.get(f"form-{draft.key}") and f"form-{draft.key}" not in self.errors:
                self.add_error(f"form-{draft.key}", "Hãy ghi hình thức khen thưởng.")
            elif lists[draft.key] and (reason := disagree(self._award(draft), values.get(f"form-{draft.key}", ""))):
                self.add_error(f"form-{draft.key}", reason)
        return values

    def lists(self) -> dict[str, list[Dossier]]:
        """By draft the dossiers that the officer put there."""
        found: dict[str, list[Dossier]] = {draft.key: [] for draft in self.drafts}
        for draft in self.drafts:
            for dossier in draft.dossiers:
                if (key := self.cleaned_data.get(f"in-{dossier.pk}")) in found:
                    found[key].append(dossier)
        return found

    def _award(self, draft: Draft) -> Honour | None:
        """What the officer chose: the money and the record follow it, not the vote."""
        return self.awards.get(self.cleaned_data.get(f"award-{draft.key}", ""))

    def values(self) -> list[dict[str, Any]]:
        """What each draft with names is made of."""
        lists = self.lists()
        said = {name: self.cleaned_data[name] for name in ("fund", "grounds")}
        return [
            {"award": self._award(draft), "award_form": self.cleaned_data[f"form-{draft.key}"], "merit": self.cleaned_data[f"merit-{draft.key}"], "dossiers": lists[draft.key], **said}
            for draft in self.drafts
            if lists[draft.key]
        ]
