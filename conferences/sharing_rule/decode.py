"""A rule out of JSON or a form, with everything that is wrong with it at once.

A fault's `key` is the row or category that it is about (empty: a pool or the whole rule), its `field` the place in the data:
`pools.0.places`, `pools.1.exceptions.unit-12.floor`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from conferences.apportionment import METHODS, Fault, Unshareable
from conferences.sharing_rule.rule import (
    EACH,
    FIGURES,
    KINDS,
    PERCENT,
    PROPORTIONAL,
    UPLOADED,
    Bounds,
    Pool,
    Rule,
    SharedCategory,
    SharedRow,
    pool_name,
)

MOST_PLACES = 100_000  # of one pool; the whole country gives less
WHOLE = Decimal(100)


def decode(data: Any, categories: Sequence[SharedCategory], rows: Sequence[SharedRow]) -> Rule:
    """The rule that the data say, for these categories and rows; raises `Unshareable` with all faults."""
    reader = _Reader({category.key: category for category in categories}, {row.key: row.label for row in rows})
    rule = reader.rule(data)
    if reader.faults:
        raise Unshareable(reader.faults)
    return rule


class _Reader:
    def __init__(self, categories: Mapping[str, SharedCategory], rows: Mapping[str, str]) -> None:
        self.categories, self.rows = categories, rows
        self.faults: list[Fault] = []

    def rule(self, data: Any) -> Rule:
        data = data if isinstance(data, Mapping) else {}
        weights = data.get("weights")
        weights = weights if isinstance(weights, Mapping) else {}
        pools = data.get("pools")
        pools = pools if isinstance(pools, list) else []
        rule = Rule(
            tuple(self.pool(f"pools.{at}", pool if isinstance(pool, Mapping) else {}) for at, pool in enumerate(pools)),
            on=str(weights.get("on") or ""),
            uploaded=str(weights.get("uploaded") or ""),
        )
        self.each_category_once(rule)
        self.day(rule)
        return rule

    def say(self, field: str, sentence: str, key: str = "") -> None:
        self.faults.append(Fault(key, field, sentence))

    # --- the whole

    def each_category_once(self, rule: Rule) -> None:
        named = Counter(key for pool in rule.pools for key in pool.categories)
        for key, category in self.categories.items():
            if named[key] != 1:
                wrong = "chưa thuộc nhóm chia nào" if not named[key] else f"nằm trong {named[key]} nhóm chia"
                self.say("pools", f"{category.label}: {wrong}; mỗi đối tượng phải thuộc đúng một nhóm.", key)
        for key in named:
            if key not in self.categories:
                self.say("pools", f"Kế hoạch không có đối tượng “{key}”.", key)

    def day(self, rule: Rule) -> None:
        if rule.on:
            try:
                date.fromisoformat(rule.on)
            except ValueError:
                self.say("weights.on", f"Ngày lấy số đoàn viên “{rule.on}” không phải là một ngày.")
        elif any(pool.kind != EACH and pool.figure != UPLOADED for pool in rule.pools):
            self.say("weights.on", "Hãy ghi ngày lấy số đoàn viên để chia.")

    # --- a pool

    def pool(self, place: str, data: Mapping[str, Any]) -> Pool:
        named = data.get("categories")
        keys = tuple(str(key) for key in named) if isinstance(named, list) else ()
        name = pool_name(Pool(keys), self.categories) or "Nhóm chia"
        if not keys:
            self.say(place, "Nhóm chia chưa có đối tượng nào.")
        kind = self.choice(data, "kind", KINDS, PROPORTIONAL, place, name)
        pool = Pool(
            categories=keys,
            kind=kind,
            places=self.count(data, "places", f"{place}.places", f"{name}: số suất", asked=kind == PROPORTIONAL) or 0,
            method=self.choice(data, "method", METHODS, "largest_remainder", place, name),
            figure=self.choice(data, "figure", FIGURES, "total", place, name),
            each=self.count(data, "each", f"{place}.each", f"{name}: số suất của mỗi đơn vị", asked=kind == EACH) or 0,
            percent=self.share(data, "percent", place, f"{name}: phần trăm đoàn viên", asked=kind == PERCENT) or Decimal(0),
            floor=self.count(data, "floor", f"{place}.floor", f"{name}: số suất ít nhất") or 0,
            ceiling=self.count(data, "ceiling", f"{place}.ceiling", f"{name}: số suất nhiều nhất"),
            floor_percent=self.share(data, "floor_percent", place, f"{name}: tỷ lệ ít nhất"),
            ceiling_percent=self.share(data, "ceiling_percent", place, f"{name}: tỷ lệ nhiều nhất"),
            exceptions=self.exceptions(data.get("exceptions"), place, name),
            split=self.split(data.get("split"), keys, place, name),
        )
        for fault in self.crossed(pool, place, name):
            self.faults.append(fault)
        return pool

    def choice(self, data: Mapping[str, Any], word: str, known: Mapping[str, Any], usual: str, place: str, name: str) -> str:
        value = data.get(word, usual)
        if isinstance(value, str) and value in known:
            return value
        self.say(f"{place}.{word}", f"{name}: “{value}” không có trong các lựa chọn.")
        return usual

    def count(self, data: Mapping[str, Any], word: str, place: str, says: str, *, asked: bool = False, key: str = "") -> int | None:
        """A whole number from 0; None where there is none and none is asked."""
        value = data.get(word)
        if value is None and not asked:
            return None
        if value is None:
            self.say(place, f"{says}: chưa ghi.", key)
        elif type(value) is not int:
            self.say(place, f"{says}: “{value}” không phải là số nguyên.", key)
        elif value < 0:
            self.say(place, f"{says}: {value} là số âm.", key)
        elif value > MOST_PLACES:
            self.say(place, f"{says}: {value} lớn quá mức.", key)
        else:
            return value
        return None

    def share(self, data: Mapping[str, Any], word: str, place: str, says: str, *, asked: bool = False) -> Decimal | None:
        """A percentage from 0 to 100."""
        value = data.get(word)
        if value is None:
            if asked:
                self.say(f"{place}.{word}", f"{says}: chưa ghi.")
            return None
        try:
            percent = Decimal(str(value))
        except InvalidOperation:
            percent = Decimal("NaN")
        if percent.is_finite() and 0 <= percent <= WHOLE:
            return percent
        self.say(f"{place}.{word}", f"{says}: {value} không nằm trong khoảng 0 đến 100.")
        return None

    def exceptions(self, data: Any, place: str, name: str) -> dict[str, Bounds]:
        found = {}
        for row, bounds in (data if isinstance(data, Mapping) else {}).items():
            at = f"{place}.exceptions.{row}"
            if row not in self.rows:
                self.say(at, f"{name}: ngoại lệ ghi cho “{row}”, bảng không có dòng ấy.", row)
                continue
            given = bounds if isinstance(bounds, Mapping) else {}
            says = f"{self.rows[row]}, {name}"
            least = self.count(given, "floor", f"{at}.floor", f"{says}: số suất ít nhất", key=row)
            most = self.count(given, "ceiling", f"{at}.ceiling", f"{says}: số suất nhiều nhất", key=row)
            if least is not None or most is not None:
                found[row] = Bounds(least, most)
        return found

    def split(self, data: Any, keys: tuple[str, ...], place: str, name: str) -> dict[str, int] | None:
        """The totals of a pool's categories: of each of them, or of none."""
        if not isinstance(data, Mapping) or len(keys) < 2:
            return None
        for key in data:
            if key not in keys:
                self.say(f"{place}.split.{key}", f"{name}: tổng ghi cho “{key}” không thuộc nhóm này.", key)
        labels = {key: self.categories[key].label if key in self.categories else key for key in keys}
        return {
            key: self.count(data, key, f"{place}.split.{key}", f"{labels[key]}: tổng số suất", asked=True, key=key) or 0 for key in keys
        }

    def crossed(self, pool: Pool, place: str, name: str) -> Iterator[Fault]:
        """A ceiling below its floor, for everybody or for a row."""
        usual = pool.bounds("")
        if usual.ceiling is not None and usual.ceiling < usual.floor:
            says = f"{name}: nhiều nhất {usual.ceiling} suất thì ít hơn số suất ít nhất {usual.floor}."
            yield Fault("", f"{place}.ceiling", says)
        for row in pool.exceptions:
            own = pool.bounds(row)
            if own.ceiling is not None and own.ceiling < own.floor:
                says = f"{self.rows[row]}, {name}: nhiều nhất {own.ceiling} suất thì ít hơn số suất ít nhất {own.floor}."
                yield Fault(row, f"{place}.exceptions.{row}.ceiling", says)
