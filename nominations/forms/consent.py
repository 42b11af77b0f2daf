"""That the nominee agrees: one unticked box for each purpose, the words kept as they were read (Luật 91/2025/QH15, Điều 9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from nominations.catalogues import CONSENT_WORDS, consent_words
from nominations.forms.versions import StepForm
from nominations.models import Consent, Dossier
from nominations.standing import StandardLine
from portal import clock
from portal.fields import VnDateField


class ConsentForm(StepForm):
    """The fourth step: which purposes, how it was given and when; and the standards on which only the unit's word counts."""

    way = forms.ChoiceField(label="Người được đề nghị đồng ý bằng cách", choices=Consent.Way.choices, widget=forms.RadioSelect, required=False)
    given_on = VnDateField(label="Ngày đồng ý", required=False)

    def __init__(self, *args: Any, dossier: Dossier, asked: Sequence[StandardLine] = (), **kwargs: Any):
        self.asked = [line for line in asked if line.asks_the_unit]
        self.left_alone: dict[str, Consent] = {}
        self.kept = kept = {consent.purpose: consent for consent in dossier.consents.all()}
        one = next(iter(kept.values()), None)
        kwargs.setdefault("initial", {
            "version": dossier.version, "way": one.way if one else Consent.Way.SIGNED, "given_on": one.given_on if one else clock.today(),
            **{f"agrees_{purpose}": purpose in kept for purpose in CONSENT_WORDS},
            **{f"standard_{line.mark}": line.confirmed is not None for line in self.asked},
        })  # fmt: skip
        super().__init__(*args, **kwargs)
        self.words = consent_words(dossier)
        for purpose in CONSENT_WORDS:
            self.fields[f"agrees_{purpose}"] = forms.BooleanField(label=self.words[purpose], required=False)
        for line in self.asked:
            self.fields[f"standard_{line.mark}"] = forms.BooleanField(label=line.text, required=False)
        self.fields["given_on"].max_value = clock.today()
        self.order_fields([*(f"agrees_{purpose}" for purpose in CONSENT_WORDS), "way", "given_on"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if any(values.get(f"agrees_{purpose}") for purpose in CONSENT_WORDS):
            for name, sentence in (("way", "Hãy chọn cách đồng ý."), ("given_on", "Hãy ghi ngày đồng ý.")):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return values

    @property
    def agreement(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("standard_")]

    @property
    def standards(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith("standard_")]

    def confirmed(self) -> dict[str, bool]:
        """By mark of each standard that asks the unit: whether it confirms."""
        return {line.mark: self.cleaned_data[f"standard_{line.mark}"] for line in self.asked}

    def open_to(self, opened: frozenset[str]) -> None:
        """Way and day are asked once for all: what may not change keeps its own."""
        self.left_alone = {purpose: one for purpose, one in self.kept.items() if f"consent-{purpose}" not in opened}

    def is_open(self, name: str, opened: frozenset[str]) -> bool:
        if name in ("way", "given_on"):
            return any(key.startswith("consent-") for key in opened)
        kind, _, rest = name.partition("_")
        return f"{'consent' if kind == 'agrees' else kind}-{rest}" in opened

    def consents(self) -> dict[str, dict[str, Any]]:
        """By purpose agreed to: words, way and day."""
        values = self.cleaned_data
        kept = {purpose: {name: getattr(one, name) for name in ("words", "way", "given_on")} for purpose, one in self.left_alone.items()}
        return {
            str(purpose): {"words": self.words[purpose], "way": values["way"], "given_on": values["given_on"]}
            for purpose in CONSENT_WORDS
            if values.get(f"agrees_{purpose}")
        } | kept
