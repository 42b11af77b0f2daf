"""Who asks for places, and everything that keeps places from being shared among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Weight = int | Decimal | Fraction


@dataclass(frozen=True)
class Claim:
    """Who asks for places: at least `floor`, at most `ceiling` (None: any number); both the same are fixed places."""

    key: str
    weight: Weight
    floor: int = 0
    ceiling: int | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong, with its place: the key of a claim (empty: the whole table) and the field of it."""

    key: str
    field: str
    sentence: str


class Unshareable(ValueError):
    """Places that cannot be shared so; `faults` names every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)


def faults_of(claims: Sequence[Claim], places: int) -> list[Fault]:
    """Everything that keeps these places from being shared."""
    found = [fault for claim in claims for fault in _claim_faults(claim)]
    twice = [key for key, number in Counter(claim.key for claim in claims).items() if number > 1]
    found += [Fault(key, "key", f"{key}: có hai dòng; hãy gộp lại làm một.") for key in twice]
    if places < 0:
        found.append(Fault("", "places", f"Tổng số suất là {places}; phải từ 0 trở lên."))
    return found or _table_faults(claims, places)


def _claim_faults(claim: Claim) -> Iterator[Fault]:
    if claim.weight < 0:
        yield Fault(claim.key, "weight", f"{claim.key}: trọng số {claim.weight} là số âm.")
    if claim.floor < 0:
        yield Fault(claim.key, "floor", f"{claim.key}: số suất ít nhất {claim.floor} là số âm.")
    if claim.ceiling is not None and claim.ceiling < claim.floor:
        sentence = f"{claim.key}: nhiều nhất {claim.ceiling} suất thì ít hơn số suất ít nhất {claim.floor}."
        yield Fault(claim.key, "ceiling", sentence)


def _table_faults(claims: Sequence[Claim], places: int) -> list[Fault]:
    floors = sum(claim.floor for claim in claims)
    if floors > places:
        return [Fault("", "floor", f"Số suất ít nhất cộng lại là {floors}, nhiều hơn {places} suất được chia.")]
    growing = [claim for claim in claims if claim.weight > 0]
    if places > floors and not growing:
        return [Fault("", "weight", f"Còn {places - floors} suất mà mọi trọng số đều bằng 0: không biết chia cho ai.")]
    if all(claim.ceiling is not None for claim in growing):
        room = floors + sum(claim.ceiling - claim.floor for claim in growing)
        if places > room:
            return [Fault("", "ceiling", f"Số suất nhiều nhất cộng lại chỉ {room}, ít hơn {places} suất được chia.")]
    return []
