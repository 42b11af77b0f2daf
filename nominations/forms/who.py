"""Who is nominated: the first step of a dossier, the same for a new one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from conferences.models import Category, Honour, Plan, Subject
from nominations.forms.versions import SharedForm, given
from nominations.models import Dossier, Nominee, NomineeKind
from nominations.places import Place
from nominations.record import ASKED_AS, asked_of
from papers.forms import printable
from portal import clock
from portal.fields import VnCharField, VnDateField, VnIntegerField, parse_date, screen_date

YOUNGEST = 15  # Bộ luật Lao động 2019, Điều 3
OLDEST_BIRTH = 1900
LEADS_NOBODY = "none"
PERSON_FIELDS = ("sex", "birth_date", "birth_year", "rank", "is_head", "is_direct", "member_since", "works_since")
WHY_ASKED = "Dữ liệu cá nhân nhạy cảm; hỏi vì kế hoạch này cần đến."
COLLECTIVE_FIELDS = ("kind", "people", "women")


class WhoForm(SharedForm):
    """The nominee as the dossier names it, and what the standards ask of it. `subject` says which fields there are."""

    category = forms.ModelChoiceField(
        label="Đối tượng",
        queryset=Category.objects.none(),
        empty_label=None,
        error_messages={"required": "Hãy chọn đối tượng được đề nghị."},
    )
    name = VnCharField(max_length=200, validators=[printable])
    kind = forms.ModelChoiceField(label="Loại tập thể", queryset=NomineeKind.objects.none(), empty_label=None, required=False)
    position = VnCharField(label="Chức vụ, nơi làm việc", max_length=300, required=False, validators=[printable])
    sex = forms.ChoiceField(label="Giới tính", choices=Nominee.Sex.choices, widget=forms.RadioSelect, required=False)
    birth = VnCharField(
        label="Ngày sinh",
        max_length=40,
        required=False,
        help_text="Ví dụ 05/3/1985; chỉ biết năm thì ghi 1985.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    rank = forms.ChoiceField(label="Chức vụ lãnh đạo", required=False)
    is_head = forms.BooleanField(label="Là người đứng đầu cơ quan, đơn vị", required=False)
    is_direct = forms.BooleanField(label="Trực tiếp sản xuất, công tác", required=False)
    member_since = VnDateField(label="Vào công đoàn ngày", required=False)
    works_since = VnDateField(label="Làm việc tại đơn vị từ ngày", required=False)
    people = VnIntegerField(label="Tổng số người", required=False, min_value=1, max_value=1_000_000)
    women = VnIntegerField(label="Trong đó nữ", required=False, min_value=0, max_value=1_000_000)
    ethnic_group = VnCharField(label="Dân tộc", max_length=60, required=False, validators=[printable], help_text=WHY_ASKED)
    party_since = VnDateField(label="Vào Đảng ngày", required=False, help_text=WHY_ASKED)
    nominee = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, subject: str, places: dict[int, Place], dossier: Dossier | None = None,
                 nominee: Nominee | None = None, category: Category | None = None, **kwargs: Any):  # fmt: skip
        self.plan, self.subject = plan, subject
        kwargs.setdefault("initial", self._initial(dossier, nominee, category))
        super().__init__(*args, **kwargs)
        self._leave_out()
        self._ask_category(places, dossier)
        is_person = subject == Subject.PERSON
        name = self.fields["name"]
        name.label = "Họ và tên" if is_person else "Tên tập thể"
        name.help_text = "Viết đúng như sẽ in trên quyết định" + (", ví dụ: Nguyễn Thị Hoa." if is_person else ".")
        name.error_messages["required"] = "Hãy ghi họ và tên." if is_person else "Hãy ghi tên tập thể."
        if is_person:
            self.fields["rank"].choices = [("", "Chọn"), (LEADS_NOBODY, "Không giữ chức vụ lãnh đạo"), *_ranks()]
            self.fields["position"].needed = self.fields["rank"].needed = "cần khi ký duyệt"
            self.fields["position"].help_text = "Ví dụ: Tổ trưởng tổ may 2, Công ty TNHH May Tam Đường."
        else:
            self.fields["position"].label = "Thuộc cơ quan, doanh nghiệp"
            self.fields["kind"].queryset = NomineeKind.objects.filter(subject=Subject.COLLECTIVE)

    def _leave_out(self) -> None:
        person = ("sex", "birth", "rank", "is_head", "is_direct", "member_since", "works_since", *ASKED_AS)
        unwanted = set(COLLECTIVE_FIELDS if self.subject == Subject.PERSON else person)
        unwanted |= {name for name, key in ASKED_AS.items() if key not in asked_of(self.plan)}
        for name in unwanted:
            del self.fields[name]

    def _ask_category(self, places: dict[int, Place], dossier: Dossier | None) -> None:
        """Of the same subject, with places; a filed dossier keeps its own."""
        field = self.fields["category"]
        known = [*places, *([dossier.category_id] if dossier else [])]
        rows = self.plan.categories.filter(pk__in=known, subject=self.subject)
        field.queryset = rows.filter(pk=dossier.category_id) if dossier and dossier.submitted_at else rows
        field.label_from_instance = lambda category: with_places(category, places.get(category.pk))

    def _initial(self, dossier: Dossier | None, nominee: Nominee | None, category: Category | None) -> dict[str, Any]:
        known = (dossier.nominee if dossier else None) or nominee
        values: dict[str, Any] = {"category": category.pk if category else None}
        if known:
            fields = ("name", "position", "sex", "rank", "member_since", "works_since", "people", "women", *ASKED_AS)
            values |= {name: getattr(known, name) for name in fields}
            values |= {"kind": known.kind_id, "is_head": bool(known.is_head), "is_direct": bool(known.is_direct), "nominee": known.pk}
            values["nominee_version"] = known.version
            values["birth"] = screen_date(known.birth_date) if known.birth_date else known.birth_year
        if dossier:
            values |= {"category": dossier.category_id, "name": dossier.name, "position": dossier.position, "version": dossier.version}
        return values

    def clean_birth(self) -> str:
        """The day, or the year alone; `values` has them apart."""
        typed, today = self.cleaned_data["birth"], clock.today()
        if not typed:
            return ""
        only_year = typed.isascii() and typed.isdecimal() and len(typed) == 4
        try:
            self.born = int(typed) if only_year else parse_date(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        year = self.born if only_year else self.born.year
        if not OLDEST_BIRTH < year <= today.year:
            raise forms.ValidationError(f"Năm sinh phải sau {OLDEST_BIRTH} và không sau năm nay.")
        if today.year - year < YOUNGEST:
            raise forms.ValidationError(f"Người được đề nghị phải đủ {YOUNGEST} tuổi.")
        return typed

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        born = getattr(self, "born", None)
        for name in ("member_since", "works_since", "party_since"):
            day = values.get(name)
            if day is None:
                continue
            if day > clock.today():
                self.add_error(name, "Ngày này chưa đến.")
            elif born and day.year - (born.year if isinstance(born, date) else born) < YOUNGEST:
                self.add_error(name, f"Ngày này trước khi người ấy đủ {YOUNGEST} tuổi; hãy xem lại ngày sinh.")
        if None not in (values.get("people"), values.get("women")) and values["women"] > values["people"]:
            self.add_error("women", f"Số nữ ({values['women']}) nhiều hơn tổng số người ({values['people']}).")
        return values

    def is_open(self, name: str, opened: frozenset[str]) -> bool:
        return f"who-{name}" in opened

    def values(self) -> dict[str, Any]:
        """What the dossier keeps of its own."""
        return given(self.cleaned_data, ("category", "name", "position"))

    def nominee_values(self) -> dict[str, Any]:
        """What the nominee keeps; without an answer about leading, neither is known who heads what."""
        values = given(self.cleaned_data, ("name", "position", *PERSON_FIELDS, *ASKED_AS, *COLLECTIVE_FIELDS))
        if self.subject == Subject.PERSON:
            born = getattr(self, "born", None)
            values["birth_date"] = born if isinstance(born, date) else None
            values["birth_year"] = born.year if isinstance(born, date) else born
            if not values["rank"] and not values["is_head"]:
                values["is_head"] = None
        return {name: value for name, value in values.items() if not (name == "kind" and value is None)}


def with_places(category: Category, place: Place | None) -> str:
    if place is None:
        return category.label
    if place.takes_reserve:
        return f"{category.label} – hết suất, nhận dự phòng"
    return f"{category.label} – còn {max(place.left, 0)} trong {place.kept} suất"


def _ranks() -> list[tuple[str, str]]:
    return list(Honour.objects.filter(kind=Honour.Kind.RANK, valid_to=None).order_by("step", "position").values_list("code", "name"))
