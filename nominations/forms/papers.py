"""The papers of a dossier: one file for each slot of the plan, or the word that it comes on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from conferences.paper_slots import Slot, dossier_slots
from nominations.forms.versions import StepForm
from nominations.models import Dossier, DossierPaper
from portal.file_forms import PrivateFilesForm


class SlotForm(PrivateFilesForm):
    """One slot: a file (photos become one), or nothing but a tick that the paper itself will come."""

    drop = forms.BooleanField(label="Bỏ tệp đang có", required=False)
    on_paper = forms.BooleanField(label="Nộp bản giấy, không có tệp", required=False)

    def __init__(self, *args: Any, slot: Slot, paper: DossierPaper | None, **kwargs: Any):
        self.slot, self.paper = slot, paper
        kwargs["initial"] = {"on_paper": bool(paper and paper.state == DossierPaper.State.ON_PAPER)}
        super().__init__(*args, prefix=slot.key, kept=paper.file if paper else None, **kwargs)
        self.fields["file"].label = slot.label
        if not (paper and paper.file):
            del self.fields["drop"]
        self.fields["file"].needed = "cần khi ký duyệt, chưa cần khi lưu" if slot.needed else "không bắt buộc"

    def is_open(self, name: str, opened: frozenset[str]) -> bool:
        return f"paper-{self.slot.key}" in opened

    @property
    def wanted(self) -> dict[str, Any] | None:
        """What the slot shall hold, None for nothing."""
        if self.upload and not self.cleaned_data.get("drop"):
            return {"state": DossierPaper.State.ATTACHED, "file": self.upload}
        return {"state": DossierPaper.State.ON_PAPER, "file": None} if self.cleaned_data["on_paper"] else None


class PapersForm(StepForm):
    """The third step."""

    def __init__(self, data: Any = None, files: Any = None, *, dossier: Dossier, owner: Any, **kwargs: Any):
        super().__init__(data, files, initial={"version": dossier.version}, **kwargs)
        held = {paper.slot: paper for paper in dossier.papers.select_related("file")}
        self.slots = [
            SlotForm(data, files, slot=slot, paper=held.get(slot.key), owner=owner) for slot in dossier_slots(dossier.plan.dossier)
        ]

    def further(self) -> Iterable[forms.BaseForm]:
        return self.slots

    def is_open(self, name: str, opened: frozenset[str]) -> bool:
        return True  # it has nothing but its slots

    def says(self) -> Iterator[tuple[Any, forms.BoundField]]:
        """Files are not told in words; the page of the dossier has them."""
        return iter(())

    def wanted(self) -> dict[str, dict[str, Any] | None]:
        return {form.slot.key: form.wanted for form in self.slots}
