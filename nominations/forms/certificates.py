"""What is chosen before certificates are printed: the stock, whose, in which order; and the order in which names go up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from nominations.actions.presenting import SAY_WHY, Place
from nominations.forms.versions import VersionForm
from nominations.models import CertificateStock, DecisionLine, Presentation
from nominations.presenting import place_of, suggested
from papers.forms import printable
from papers.stock import SAMPLES, Stock, shifted, stock_of
from portal.fields import VnCharField, VnIntegerField, VnTextField, number
from portal.once import OnceForm

STAGE, BY_UNIT = "stage", "unit"
ORDERS = ((STAGE, "theo thứ tự lên nhận"), (BY_UNIT, "theo đơn vị"))
MOST_ONCE = 1500  # sheets of one file
MOST_PLACES = 100_000


class CertificatesForm(OnceForm):
    stock = forms.ChoiceField(label="Phôi", widget=forms.RadioSelect)
    order = forms.ChoiceField(label="Thứ tự", choices=ORDERS, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    reason = VnCharField(label="Lý do in lại", required=False, max_length=300, help_text="Chỉ cần khi có tên đã in rồi, ví dụ: máy in kẹt giấy, in sai phôi.")

    def __init__(self, *args: Any, awarder: str, own: Iterable[CertificateStock], lines: Sequence[DecisionLine], printed: set[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.own = {f"own-{stock.pk}": stock for stock in own}
        self.stocks = {key: stock_of(stock.layout) for key, stock in self.own.items()}
        self.stocks |= {str(at): make(awarder) for at, make in enumerate(SAMPLES)}
        self.fields["stock"].choices = [(key, stock.name if key in self.own else f"{stock.name} (mẫu có sẵn)") for key, stock in self.stocks.items()]
        self.lines, self.printed = list(lines), printed
        units = {line.dossier.unit_id: line.unit_name_now for line in self.lines}
        self.fields["unit"].choices = [("", "mọi đơn vị"), *units.items()]

    @property
    def chosen_stock(self) -> Stock:
        return self.stocks[self.cleaned_data["stock"]]

    @property
    def stock_for_printer(self) -> Stock:
        """Moved by what the office's printer is off."""
        kept = self.own.get(self.cleaned_data["stock"])
        return shifted(self.chosen_stock, kept.shift_x, kept.shift_y) if kept else self.chosen_stock

    @property
    def background(self) -> bytes:
        """The scanned blank, for looking only."""
        kept = self.own.get(self.cleaned_data["stock"])
        if not (self.is_preview and kept and kept.background and kept.background.is_open):
            return b""
        with kept.background.file.open("rb") as file:
            return file.read()

    @property
    def is_preview(self) -> bool:
        return "preview" in self.data

    def names(self) -> list[tuple[DecisionLine, bool, bool]]:
        """Each name, whether it is ticked, and whether it was printed before."""
        ticked = set(self.data.getlist("line")) if self.is_bound else None
        return [(line, ticked is None or str(line.pk) in ticked, line.pk in self.printed) for line in self.lines]

    def chosen_lines(self) -> list[DecisionLine]:
        unit = self.cleaned_data.get("unit")
        chosen = [line for line, ticked, _ in self.names() if ticked and (not unit or str(line.dossier.unit_id) == unit)]
        if self.cleaned_data.get("order") == BY_UNIT:
            return sorted(chosen, key=lambda line: line.dossier.unit.path)  # sorting is stable: the list's order stays within a unit
        return chosen

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = self.chosen_lines()
        if not chosen:
            self.add_error(None, "Hãy chọn ít nhất một người hoặc tập thể để in.")
        elif len(chosen) > MOST_ONCE:
            self.add_error(None, f"Mỗi lần in nhiều nhất {MOST_ONCE} tờ; hãy bỏ bớt {len(chosen) - MOST_ONCE} tên rồi in làm hai lần.")
        if not self.is_preview and not values.get("reason") and any(line.pk in self.printed for line in chosen):
            self.add_error("reason", SAY_WHY)
        return values


class PresentationForm(VersionForm):
    """Groups and givers for all, and two cells for each name."""

    group_size = VnIntegerField(label="Số người lên cùng một đợt", min_value=1, max_value=100)
    givers = VnTextField(
        label="Người trao",
        required=False,
        validators=[printable],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một người (hoặc một nhóm người), lần lượt theo từng đợt. Hết dòng thì người ở dòng cuối trao các đợt còn lại.",
        max_length=4000,
    )

    def __init__(self, *args: Any, lines: Sequence[DecisionLine], presentation: Presentation, **kwargs: Any):
        stored = {name: getattr(presentation, name) for name in ("group_size", "givers", "version")}
        super().__init__(*args, initial=stored, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            presented = getattr(line, "presented", None)
            self.fields[f"position-{line.pk}"] = VnIntegerField(
                label=f"Thứ tự của {line.name_now}", required=False, min_value=1, max_value=MOST_PLACES, initial=place_of(line)
            )
            self.fields[f"said-{line.pk}"] = VnCharField(
                label=f"Cách đọc tên {line.name_now}", required=False, max_length=200, validators=[printable], initial=presented.said if presented else "",
                widget=forms.TextInput(attrs={"placeholder": suggested(line.name_now)}),
            )  # fmt: skip

    def rows(self) -> list[tuple[DecisionLine, forms.BoundField, forms.BoundField]]:
        return [(line, self[f"position-{line.pk}"], self[f"said-{line.pk}"]) for line in self.lines]

    def places(self) -> dict[int, Place]:
        return {line.pk: Place(self.cleaned_data[f"position-{line.pk}"], self.cleaned_data[f"said-{line.pk}"]) for line in self.lines}

    def about_others(self) -> list[str]:
        """What was typed about names that have left the list since the page was opened."""
        known = {str(line.pk) for line in self.lines}
        keys = {key.partition("-")[2] for key in self.data if key.startswith(("position-", "said-"))} - known
        typed = [(self.data.get(f"position-{key}", "").strip(), self.data.get(f"said-{key}", "").strip()) for key in sorted(keys)]
        return [", ".join([f"thứ tự {at}"] * bool(at) + [f"đọc là “{said}”"] * bool(said)) for at, said in typed if at or said]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        at: dict[int, str] = {}
        for line in self.lines:
            position = values.get(f"position-{line.pk}")
            if position in at:
                self.add_error(f"position-{line.pk}", f"Số {number(position)} đã là của “{at[position]}”: hãy ghi số khác.")
            elif position:
                at[position] = line.name_now
        return values
