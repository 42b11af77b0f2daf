"""Forms of dossiers and decisions: what was typed stays, all faults at once."""

from __future__ import annotations

from typing import Any

from django import forms

from conferences.models import Category, Plan
from nominations.models import Decision, Dossier
from nominations.places import Place
from papers.forms import printable
from portal.fields import VnCharField, VnTextField
from portal.once import OnceForm
from portal.storing import PrivateFileForm

DOSSIER_FIELDS = ("category", "name", "position", "achievements")
DECISION_FIELDS = ("award_form", "merit", "fund", "grounds")


class VersionForm(OnceForm):
    """A form that knows which version of the thing it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def over(self, stored: Dossier | Decision) -> Dossier | Decision:
        """Somebody saved `stored` meanwhile: what was typed stays, and saving it again is then a choice made knowingly."""
        self.data = self.data.copy()
        self.data["version"] = stored.version
        return stored


class DossierForm(VersionForm, PrivateFileForm):
    """One dossier of one unit for one plan. `places` are the cells the unit may file against, by category id."""

    category = forms.ModelChoiceField(
        label="Đối tượng",
        queryset=Category.objects.none(),
        empty_label="Chọn đối tượng",
        error_messages={"required": "Hãy chọn đối tượng được đề nghị."},
    )
    name = VnCharField(
        label="Họ và tên, hoặc tên tập thể",
        max_length=200,
        validators=[printable],
        help_text="Viết đúng như sẽ in trên quyết định, ví dụ: Nguyễn Thị Hoa; Phòng Kế hoạch – Tài chính.",
        error_messages={"required": "Hãy ghi họ và tên, hoặc tên tập thể."},
    )
    position = VnCharField(
        label="Chức vụ, nơi làm việc",
        max_length=300,
        required=False,
        validators=[printable],
        help_text="Ví dụ: Tổ trưởng tổ may 2, Công ty TNHH May Tam Đường.",
    )
    achievements = VnTextField(
        label="Thành tích",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Danh hiệu, sáng kiến, khen thưởng theo từng năm; số và ngày quyết định nếu có. Có thể lưu dở rồi viết tiếp.",
    )
    field_order = (*DOSSIER_FIELDS, "file")

    def __init__(self, *args: Any, plan: Plan, places: dict[int, Place], dossier: Dossier | None = None, **kwargs: Any):
        if dossier is not None:
            kwargs.setdefault("initial", {name: getattr(dossier, name) for name in DOSSIER_FIELDS} | {"version": dossier.version})
        super().__init__(*args, **kwargs)
        known = [*places, *([dossier.category_id] if dossier else [])]
        self.fields["category"].queryset = plan.categories.filter(pk__in=known)
        self.fields["position"].needed = "cần khi đề nghị cá nhân"
        self.fields["achievements"].needed = "cần khi ký duyệt, chưa cần khi lưu"
        if plan.dossier:
            self.fields["file"].needed = "cần khi ký duyệt, chưa cần khi lưu"
        self.fields["category"].label_from_instance = lambda category: _with_places(category, places.get(category.pk))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DOSSIER_FIELDS}


def _with_places(category: Category, place: Place | None) -> str:
    if place is None:
        return category.label
    if place.takes_reserve:
        return f"{category.label} – hết suất, nhận dự phòng"
    return f"{category.label} – còn {max(place.left, 0)} trong {place.kept} suất"


class DossierChoice(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > 18:  # more than a key column holds: SQLite would stop with an error of its own
                raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": f"{key}"[:18]})
        return super().clean(value)

    def label_from_instance(self, dossier: Dossier) -> str:
        return f"{dossier.name} · {dossier.category.label} · {dossier.unit.label}"


class DecisionForm(VersionForm):
    """A decision with its list, chosen from the accepted dossiers of one plan."""

    award_form = VnCharField(
        label="Hình thức khen thưởng",
        max_length=120,
        validators=[printable],
        help_text="Ví dụ: Bằng khen của Ban Chấp hành LĐLĐ tỉnh.",
    )
    merit = VnCharField(label="Thành tích ghi trong Điều 1", max_length=500, validators=[printable])
    fund = VnCharField(label="Nguồn tiền thưởng", max_length=300, required=False, validators=[printable])
    grounds = VnTextField(
        label="Căn cứ",
        max_length=4000,
        validators=[printable],
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi căn cứ một dòng; dấu chấm phẩy do cổng tự đặt.",
    )
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

    def clean_grounds(self) -> list[str]:
        lines = [line.strip().rstrip(";.").strip() for line in self.cleaned_data["grounds"].splitlines()]
        kept = [line for line in lines if line]
        if not kept:
            raise forms.ValidationError("Hãy ghi ít nhất một căn cứ.")
        return kept

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DECISION_FIELDS}


def _decision_initial(decision: Decision) -> dict[str, Any]:
    kept = {name: getattr(decision, name) for name in DECISION_FIELDS} | {"version": decision.version}
    return kept | {"grounds": "\n".join(decision.grounds), "dossiers": [line.dossier_id for line in decision.lines.all()]}
