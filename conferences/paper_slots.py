"""The papers that a plan asks for as named slots: which there are, whose they are, what the portal writes itself.

A plan says it in its own lines (“Tờ trình đề nghị, Biên bản họp bình bầu của BCH Công đoàn cơ sở”): one line may ask for two
papers. Papers of the `bundle` go once with the proposal of a unit, those of the `dossier` with each nominee.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from portal.fields import search_key

Scope = Literal["bundle", "dossier"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One paper: `line` is the plan's own words, empty where the plan does not name it. Needed papers hold up the signing."""

    key: str
    label: str
    scope: Scope
    line: str = ""
    needed: bool = True


# (key, label, scope, words by which a line of a plan asks for it), in the order in which a dossier is put together.
KINDS: tuple[tuple[str, str, Scope, tuple[str, ...]], ...] = (
    ("proposal", "Tờ trình đề nghị", "bundle", ("tờ trình", "công văn đề nghị")),
    ("minutes", "Biên bản họp bình xét", "bundle", ("biên bản",)),
    ("summary-list", "Danh sách trích ngang", "bundle", ("trích ngang", "danh sách")),
    ("report", "Báo cáo thành tích", "dossier", ("báo cáo thành tích", "bản thành tích", "tóm tắt thành tích")),
    ("decisions", "Bản sao quyết định, giấy chứng nhận", "dossier", ("bản sao", "quyết định công nhận", "giấy chứng nhận")),
    ("party-consent", "Ý kiến của cấp ủy", "dossier", ("ý kiến của cấp ủy", "nhất trí của cấp ủy", "xác nhận của cấp ủy")),
    (
        "management-consent",
        "Ý kiến của chính quyền, chuyên môn",
        "dossier",
        ("ý kiến của chính quyền", "ý kiến của chuyên môn", "nhất trí của chính quyền", "xác nhận của chính quyền"),
    ),
    ("photo", "Ảnh chân dung", "dossier", ("ảnh chân dung", "ảnh thẻ", "ảnh 4x6")),
)
OTHER = Slot("other", "Giấy tờ khác", "dossier", needed=False)


def slots_of(lines: Iterable[str]) -> tuple[Slot, ...]:
    """The slots of a plan's `dossier` lines, each once; a line that names no known paper is a paper of the dossier by itself.

    A confirmation on a list (“danh sách ..., có xác nhận của cấp ủy”) stands on that list: it asks for no further paper.
    """
    found: dict[str, Slot] = {}
    for at, line in enumerate(lines, 1):
        asked = _asked_by(line) or (Slot(f"paper-{at}", line[:1].upper() + line[1:].rstrip(" .;"), "dossier", line),)
        for slot in asked:
            found.setdefault(slot.key, slot)
    order = {key: at for at, (key, *_) in enumerate(KINDS)}
    return (*sorted(found.values(), key=lambda slot: order.get(slot.key, len(order))), OTHER)


def dossier_slots(lines: Iterable[str]) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots_of(lines) if slot.scope == "dossier")


def bundle_slots(lines: Iterable[str]) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots_of(lines) if slot.scope == "bundle")


def _asked_by(line: str) -> tuple[Slot, ...]:
    words = search_key(line)
    asked = [(key, label, scope) for key, label, scope, names in KINDS if any(search_key(name) in words for name in names)]
    on_a_list = any(key == "summary-list" for key, *_ in asked)
    kept = [one for one in asked if not (on_a_list and one[0] in ("report", "party-consent", "management-consent"))]
    return tuple(Slot(key, label, scope, line) for key, label, scope in kept)
