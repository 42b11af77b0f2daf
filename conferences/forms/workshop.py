"""The workshop: everything that is typed to share a table, always with what was typed before.

Names of fields end with the number of a pool (`places-of-2`), the key of a category (`group-7`) or of a row (`weight-31`), or
with several of them (`least-2-31`). A pool is there when a category is put into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django import forms

from conferences.apportionment import METHODS, Fault
from conferences.forms import MOST_PLACES, places_field, reason_field
from conferences.models import Allocation, AllocationRow, Category
from conferences.sharing_rule import FIGURES, KINDS
from conferences.weights import Figures, row_key
from papers.forms import printable
from portal.fields import GridInput, VnCharField, VnDateField, VnDecimalField, VnIntegerField, number, screen_date

MOST_WEIGHT = 1_000_000_000
SETTINGS = {  # of a pool: field name → key in the rule
    "kind": "kind",
    "places-of": "places",
    "method": "method",
    "figure": "figure",
    "each": "each",
    "percent": "percent",
    "least": "floor",
    "most": "ceiling",
    "least-share": "floor_percent",
    "most-share": "ceiling_percent",
}
FIELD_OF = {key: name for name, key in SETTINGS.items()}
ASKED_BY_KIND = {"proportional": ("places-of", "figure", "method"), "each": ("each",), "percent": ("percent", "figure")}


class WorkshopForm(forms.Form):
    """Bound from the first: the page opens with `stored(...)`, later with what was sent."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, categories: Sequence[Category], rows: Sequence[AllocationRow], **kwargs: Any):
        super().__init__(data, **kwargs)
        self.categories, self.rows = list(categories), list(rows)
        self.pool_of: dict[str, int] = {}  # by the name of a field
        self.fields["on"] = VnDateField(label="Đoàn viên tính đến ngày", required=False, widget=_text())
        self.fields["uploaded"] = VnCharField(
            label="Tên cột số gõ thêm", required=False, max_length=60, widget=_text(), validators=[printable]
        )
        for category in self.categories:
            numbers = [(str(at), f"Nhóm {at}") for at in range(1, len(self.categories) + 1)]
            self.fields[f"group-{category.pk}"] = forms.ChoiceField(label=category.label, choices=numbers, widget=_select())
        for row in self.rows:
            self.fields[f"weight-{row.pk}"] = _count(f"{row.label}, cột số gõ thêm", MOST_WEIGHT, column="weight")
            for category in self.categories:
                label = f"{row.label}, {category.label}"
                self.fields[f"places-{row.pk}-{category.pk}"] = places_field(label, None, f"places-{category.pk}")
                self.fields[f"reason-{row.pk}-{category.pk}"] = reason_field(label, "")
        for pool, members in self.pools.items():
            self._add_pool(pool, members)

    @cached_property
    def pools(self) -> dict[int, list[Category]]:
        """The pools that hold any category, by number."""
        found: dict[int, list[Category]] = {}
        for at, category in enumerate(self.categories, 1):
            chosen = str(self.data.get(f"group-{category.pk}", at))
            pool = int(chosen) if chosen in {str(one) for one in range(1, len(self.categories) + 1)} else at
            found.setdefault(pool, []).append(category)
        return dict(sorted(found.items()))

    def _add_pool(self, pool: int, members: list[Category]) -> None:
        before = set(self.fields)
        name = " hoặc ".join(category.label for category in members)
        self.fields[f"kind-{pool}"] = forms.ChoiceField(label="Cách chia", choices=KINDS.items(), widget=_select())
        self.fields[f"places-of-{pool}"] = _count("Số suất", MOST_PLACES * 10)
        self.fields[f"method-{pool}"] = forms.ChoiceField(
            label="Phương pháp", choices=[(method.name, method.label) for method in METHODS.values()], widget=_select()
        )
        self.fields[f"figure-{pool}"] = forms.ChoiceField(label="Chia theo số", choices=FIGURES.items(), widget=_select())
        self.fields[f"each-{pool}"] = _count("Mỗi đơn vị", MOST_PLACES)
        self.fields[f"percent-{pool}"] = _share("Phần trăm")
        self.fields[f"least-{pool}"] = _count("Ít nhất (suất)", MOST_PLACES)
        self.fields[f"most-{pool}"] = _count("Nhiều nhất (suất)", MOST_PLACES)
        self.fields[f"least-share-{pool}"] = _share("Ít nhất (% tổng số)")
        self.fields[f"most-share-{pool}"] = _share("Nhiều nhất (% tổng số)")
        for category in members if len(members) > 1 else ():
            self.fields[f"split-{pool}-{category.pk}"] = _count(f"Tổng của {category.label}", MOST_PLACES * 10)
        for row in self.rows:
            for end, says in (("least", "ít nhất"), ("most", "nhiều nhất")):
                label = f"{row.label}, {name}, {says}"
                self.fields[f"{end}-{pool}-{row.pk}"] = _count(label, MOST_PLACES, column=f"{end}-{pool}")
        self.pool_of |= dict.fromkeys(set(self.fields) - before, pool)

    # --- what was typed, as far as it can be read

    @property
    def rule(self) -> dict[str, Any]:
        """As `conferences.sharing_rule.decode` takes it; what cannot be read is missing."""
        day = self._typed("on")
        pools = [self._pool(pool, members) for pool, members in self.pools.items()]
        return {"weights": {"on": day.isoformat() if day else "", "uploaded": self._typed("uploaded") or ""}, "pools": pools}

    def _pool(self, pool: int, members: list[Category]) -> dict[str, Any]:
        made: dict[str, Any] = {"categories": [category.key for category in members]}
        for name, key in SETTINGS.items():
            if (value := self._typed(f"{name}-{pool}")) not in (None, ""):
                made[key] = value if isinstance(value, int | str) else str(value)
        own = {
            row_key(row): {"floor": self._typed(f"least-{pool}-{row.pk}"), "ceiling": self._typed(f"most-{pool}-{row.pk}")}
            for row in self.rows
        }
        made["exceptions"] = {key: one for key, one in own.items() if any(end is not None for end in one.values())}
        split = {category.key: self._typed(f"split-{pool}-{category.pk}") for category in members}
        if len(members) > 1 and any(total is not None for total in split.values()):
            made["split"] = split
        return made

    def _typed(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def weights(self, members: Mapping[int, Figures]) -> dict[int, Figures]:
        """The figures of each row by its key: its members and the office's own column."""
        own = {row.pk: self._typed(f"weight-{row.pk}") for row in self.rows}
        return {row.pk: members.get(row.pk, {}) | ({} if own[row.pk] is None else {"uploaded": own[row.pk]}) for row in self.rows}

    @property
    def changed_by_hand(self) -> dict[tuple[int, int], int]:
        """Figures that stand instead of the rule's, by row and category."""
        keys = [(row.pk, category.pk) for row in self.rows for category in self.categories]
        typed = {key: self._typed("places-{}-{}".format(*key)) for key in keys}
        return {key: places for key, places in typed.items() if places is not None}

    @property
    def reasons(self) -> dict[tuple[int, int], str]:
        keys = [(row.pk, category.pk) for row in self.rows for category in self.categories]
        return {key: self._typed("reason-{}-{}".format(*key)) or "" for key in keys}

    # --- what is wrong

    def place_faults(self, faults: Sequence[Fault]) -> None:
        """Each fault of the rule at its field; what has none stands above.

        Of a pool in which something cannot be read only that is said: the rest of it is not what was meant.
        """
        numbers, unread = list(self.pools), {self.pool_of[name] for name in self.errors if name in self.pool_of}
        unread_day = "on" in self.errors
        for fault in faults:
            words = fault.field.split(".")
            pool = numbers[int(words[1])] if words[0] == "pools" and len(words) > 1 else None
            if pool in unread or (unread_day and words[0] == "weights"):
                continue
            name = self._field_of(words, pool, fault.key)
            self.add_error(name if name in self.fields else None, fault.sentence)

    def _field_of(self, words: list[str], pool: int | None, key: str) -> str:
        rows = {row_key(row): row.pk for row in self.rows}
        categories = {category.key: category.pk for category in self.categories}
        if words[0] == "weights":
            return words[1]
        if pool is None:
            return f"group-{categories.get(key)}"
        if words[2:3] == ["exceptions"]:
            return f"{FIELD_OF[words[4]]}-{pool}-{rows.get(words[3])}" if len(words) > 4 else ""
        if words[2:3] == ["split"]:
            return f"split-{pool}-{categories.get(key) or self.pools[pool][0].pk}"
        return f"{FIELD_OF[words[2]]}-{pool}" if len(words) > 2 and words[2] in FIELD_OF else ""


def stored(allocation: Allocation, categories: Sequence[Category], rows: Sequence[AllocationRow], day: date | None) -> dict[str, str]:
    """What the page opens with: the table's rule and changes, or a pool for each category with the places it has now."""
    rule = allocation.rule if isinstance(allocation.rule, dict) else {}
    weights = rule.get("weights") or {}
    counted = date.fromisoformat(weights["on"]) if weights.get("on") else day
    data = {"version": str(allocation.version), "on": counted, "uploaded": weights.get("uploaded")}
    known = {category.key for category in categories}
    pools = [pool for pool in rule.get("pools") or [] if known & set(pool["categories"])]
    groups = {key: at for at, pool in enumerate(pools, 1) for key in known & set(pool["categories"])}
    free = iter(at for at in range(1, len(categories) + 1) if at not in groups.values())
    for category in categories:
        data[f"group-{category.pk}"] = groups.get(category.key) or next(free)
        if category.key not in groups:
            given = sum(quota.places for row in rows for quota in row.quotas.all() if quota.category_id == category.pk)
            pool = {"kind": "proportional", "places": given, "figure": category.sector or "total", "method": "largest_remainder"}
            data |= _pool_data(data[f"group-{category.pk}"], pool, categories, rows)
    for at, pool in enumerate(pools, 1):
        data |= _pool_data(at, pool, categories, rows)
    for row in rows:
        data[f"weight-{row.pk}"] = row.weights.get("uploaded")
        for quota in row.quotas.all():
            if quota.shared is not None and quota.places != quota.shared:
                data[f"places-{row.pk}-{quota.category_id}"] = quota.places
                data[f"reason-{row.pk}-{quota.category_id}"] = quota.reason
    return {name: _shown(value) for name, value in data.items()}


def _pool_data(at: int, pool: Mapping[str, Any], categories: Sequence[Category], rows: Sequence[AllocationRow]) -> dict[str, Any]:
    data = {f"{name}-{at}": pool.get(key) for name, key in SETTINGS.items()}
    for share in ("percent", "least-share", "most-share"):
        data[f"{share}-{at}"] = str(pool.get(SETTINGS[share]) or "").replace(".", ",")
    for category in categories:
        data[f"split-{at}-{category.pk}"] = (pool.get("split") or {}).get(category.key)
    for row in rows:
        own = (pool.get("exceptions") or {}).get(row_key(row)) or {}
        data |= {f"least-{at}-{row.pk}": own.get("floor"), f"most-{at}-{row.pk}": own.get("ceiling")}
    return data


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return number(value)
    return value if isinstance(value, str) else screen_date(value)


# --- fields ---------------------------------------------------------------------------------------------------------


def _text(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control"} | attrs)


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


def _count(label: str, most: int, *, column: str = "") -> VnIntegerField:
    """A whole number that may be left empty; of a row, the scripts know its column."""
    widget = GridInput(attrs={"data-column": column, "aria-label": label}) if column else _text()
    return VnIntegerField(label=label, required=False, min_value=0, max_value=most, widget=widget)


def _share(label: str) -> VnDecimalField:
    return VnDecimalField(label=label, required=False, min_value=0, max_value=100, decimal_places=3, widget=_text())
