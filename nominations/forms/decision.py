"""The form of a decision: what was typed stays, all faults at once."""

from __future__ import annotations

from typing import Any

from django import forms

from conferences.models import Honour
from nominations.forms.council import awards
from nominations.forms.grounds import GroundsField
from nominations.forms.versions import VersionForm
from nominations.models import Decision, Dossier
from nominations.prizes import disagree
from papers.forms import printable
from portal.fields import VnCharField, VnTextField

SECOND = ("second_name", "second_superior", "second_authority", "second_signer")
DECISION_FIELDS = ("award", "award_form", "merit", "fund", "grounds", "listing", *SECOND)


class DossierChoice(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > 18:  # more than a key column holds: SQLite would stop with an error of its own
                raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": f"{key}"[:18]})
        return super().clean(value)

    def label_from_instance(self, dossier: Dossier) -> str:
        now = "" if dossier.status == Dossier.Status.ACCEPTED else f" · {dossier.get_status_display()}, chưa vào quyết định được"
        return f"{dossier.name} · {dossier.category.label} · {dossier.unit.label}{now}"


class DecisionForm(VersionForm):
    """A decision with its list, chosen from the accepted dossiers of one plan."""

    award = forms.ModelChoiceField(
        label="Danh hiệu, hình thức",
        queryset=Honour.objects.none(),
        required=False,
        empty_label="Không có trong danh mục",
        help_text="Tiền thưởng tính theo danh mục, vào ngày của quyết định.",
    )
    award_form = VnCharField(
        label="Hình thức khen thưởng, như in trong quyết định",
        max_length=120,
        validators=[printable],
        required=False,
        help_text="Ví dụ: Bằng khen của Ban Chấp hành LĐLĐ tỉnh. Trống thì in tên trong danh mục.",
    )
    merit = VnCharField(label="Thành tích ghi trong Điều 1", max_length=500, validators=[printable])
    fund = VnCharField(label="Nguồn tiền thưởng", max_length=300, required=False, validators=[printable])
    grounds = GroundsField()
    listing = forms.ChoiceField(label="Cách ghi danh sách", choices=Decision.Listing.choices, initial=Decision.Listing.AUTO)
    second_name = VnCharField(
        label="Cơ quan cùng quyết định", max_length=200, required=False, validators=[printable],
        help_text="Chỉ khi hai cơ quan cùng ký; ghi tên đầy đủ. Số của quyết định là số của cơ quan lập kế hoạch.",
    )  # fmt: skip
    second_superior = VnCharField(label="Cơ quan chủ quản của cơ quan ấy", max_length=200, required=False, validators=[printable])
    second_authority = VnTextField(
        label="Quyền hạn, chức vụ người ký của cơ quan ấy", max_length=300, required=False, validators=[printable], widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng như in trên chữ ký: TM. ỦY BAN NHÂN DÂN, xuống dòng CHỦ TỊCH.",
    )  # fmt: skip
    second_signer = VnCharField(label="Người ký của cơ quan ấy", max_length=50, required=False, validators=[printable])
    dossiers = DossierChoice(
        label="Danh sách",
        queryset=Dossier.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một hồ sơ.", "invalid_choice": "Hồ sơ %(value)s không còn chờ quyết định."},
    )

    def __init__(self, *args: Any, choices: Any, decision: Decision | None = None, **kwargs: Any):
        if decision is not None:
            kwargs.setdefault("initial", _decision_initial(decision))
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = choices
        self.fields["award"].queryset = awards() | Honour.objects.filter(pk=self.initial.get("award") or 0)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "award_form" in values and not values["award_form"]:
            if values.get("award"):
                values["award_form"] = values["award"].name[:120]
            else:
                self.add_error("award_form", "Hãy chọn hình thức trong danh mục, hoặc ghi hình thức khen thưởng.")
        if reason := disagree(values.get("award"), values.get("award_form") or ""):
            self.add_error("award_form", reason)
        self._second_is_whole(values)
        return values

    def _second_is_whole(self, values: dict[str, Any]) -> None:
        """A second body signs with everything a signature needs, or there is none."""
        if any(values.get(name) for name in SECOND):
            for name, needed in (("second_name", "tên cơ quan"), ("second_authority", "quyền hạn, chức vụ người ký"), ("second_signer", "họ tên người ký")):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, f"Hãy ghi {needed}, hoặc bỏ trống mọi ô về cơ quan cùng quyết định.")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DECISION_FIELDS}


def _decision_initial(decision: Decision) -> dict[str, Any]:
    kept = {name: getattr(decision, name) for name in DECISION_FIELDS} | {"award": decision.award_id, "version": decision.version}
    return kept | {"grounds": "\n".join(decision.grounds), "dossiers": [line.dossier_id for line in decision.lines.all()]}
