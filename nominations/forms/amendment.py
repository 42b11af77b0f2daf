"""The form of a decision that corrects or revokes names: a reason for each, and what is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from nominations.forms.grounds import GroundsField
from nominations.forms.versions import VersionForm
from nominations.models import Decision, DecisionLine, LineChange
from papers.forms import printable
from portal.fields import VnCharField, VnTextField

RIGHT_WORDS = (("name", "Tên đúng", 200), ("position", "Chức vụ đúng", 300), ("unit_name", "Đơn vị đúng", 200))


class AmendmentForm(VersionForm):
    """`lines` are the names chosen on the older decision's page; revoked as a whole there is one reason for all."""

    def __init__(self, *args: Any, kind: str, lines: Iterable[DecisionLine], whole: bool, stored: Sequence[LineChange] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind, self.lines, self.whole = kind, [] if whole else list(lines), whole
        known = {change.line_id: change for change in stored}
        self.may_drop = len(stored) > 1 and not whole
        for line in self.lines:
            self._line_fields(line, known.get(line.pk))
        if whole:
            self.fields["reason"] = VnTextField(label="Lý do hủy bỏ toàn bộ", max_length=500, validators=[printable], widget=forms.Textarea(attrs={"rows": 3}))
        self.fields["grounds"] = GroundsField()

    def _line_fields(self, line: DecisionLine, change: LineChange | None) -> None:
        if self.kind == Decision.Kind.CORRECTION:
            for name, label, length in RIGHT_WORDS:
                right = getattr(change or line.words_now, name)
                self.fields[f"{name}-{line.pk}"] = VnCharField(
                    label=f"{label} của “{line.name_now}”", max_length=length, required=bool(getattr(line.words_now, name)), validators=[printable], initial=right
                )
        self.fields[f"reason-{line.pk}"] = VnCharField(label=f"Lý do đối với “{line.name_now}”", max_length=500, validators=[printable], initial=change.reason if change else "")
        if self.may_drop:
            self.fields[f"drop-{line.pk}"] = forms.BooleanField(label=f"Bỏ “{line.name_now}” khỏi quyết định này", required=False)

    def groups(self) -> list[tuple[DecisionLine, list[forms.BoundField]]]:
        """Each name with its fields."""
        return [(line, [self[name] for name in self.fields if name.endswith(f"-{line.pk}")]) for line in self.lines]

    def common(self) -> list[forms.BoundField]:
        return [self[name] for name in ("reason", "grounds") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.lines and not self.whole:
            self.add_error(None, "Chưa chọn tên nào: hãy chọn trong danh sách của quyết định đã phát hành.")
        self._forget_dropped()
        for line in self.kept if self.kind == Decision.Kind.CORRECTION else ():
            said = [values.get(f"{name}-{line.pk}") for name, _, _ in RIGHT_WORDS]
            if None not in said and tuple(said) == line.words_now:
                self.add_error(f"name-{line.pk}", "Chưa ghi chữ nào khác với chữ hiện nay.")
        return values

    @property
    def kept(self) -> list[DecisionLine]:
        return [line for line in self.lines if not self.cleaned_data.get(f"drop-{line.pk}")]

    def _forget_dropped(self) -> None:
        """What stands beside a name that goes is not looked at; one name at least stays."""
        for line in self.lines:
            if line not in self.kept:
                for name in [name for name in self.errors if name.endswith(f"-{line.pk}")]:
                    del self.errors[name]
        if self.lines and not self.kept:
            self.add_error(None, "Đã bỏ mọi tên: hãy để lại ít nhất một tên, hoặc bỏ cả dự thảo ở trang của quyết định.")

    def values(self) -> dict[str, Any]:
        return {"changes": self.changes(), "grounds": self.cleaned_data["grounds"], "reason": self.cleaned_data.get("reason", "")}

    def changes(self) -> list[LineChange]:
        names = ("reason", *(name for name, _, _ in RIGHT_WORDS)) if self.kind == Decision.Kind.CORRECTION else ("reason",)
        return [LineChange(line=line, **{name: self.cleaned_data[f"{name}-{line.pk}"] for name in names}) for line in self.kept]
