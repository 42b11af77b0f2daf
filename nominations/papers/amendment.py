"""A decision that corrects or revokes names of an older one, as plain data: what was issued is mended by a paper of equal form
(NĐ 30/2020, Điều 18.3), and an award that should not have been given is revoked ("hủy bỏ", as the Luật Thi đua, khen thưởng says),
the artefact and the money handed back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from nominations.amendments import changes_of, to_recover
from nominations.models import Decision, LineChange
from nominations.papers.decision_frame import SUBJECTS, frame
from papers.paper import Article, Block, Item, Paper, ended
from portal.fields import in_words, long_date, money_in_words, number, padded

LABELS = ("", "chức vụ ", "đơn vị ")  # of a name, its position, its unit
ARTICLE = "Điều 1"  # whom an award decision honours


def amendment_paper(decision: Decision, *, at: datetime) -> Paper:
    changes = changes_of(decision)
    body = _corrects(decision, changes) if decision.kind == Decision.Kind.CORRECTION else _revokes(decision, changes)
    return Paper(**frame(decision, at), title=_title(decision, changes), body=ended(body))


def named(old: Decision) -> str:
    """ "Quyết định số 87/QĐ-LĐLĐ ngày 17 tháng 4 năm 2020"."""
    return f"Quyết định số {old.number}" + (f" {long_date(old.date)}" if old.date else "")


def _title(decision: Decision, changes: Sequence[LineChange]) -> str:
    if decision.kind == Decision.Kind.CORRECTION:
        return f"Về việc đính chính {_whom(changes)} tại {named(decision.old)}"
    if decision.whole:
        return f"Về việc hủy bỏ {named(decision.old)}"
    return f"Về việc hủy bỏ việc tặng {decision.old.award_form} cho {_whom(changes)} tại {named(decision.old)}"


def _corrects(decision: Decision, changes: Sequence[LineChange]) -> list[Block]:
    old = decision.old
    return [
        Article(1, f"Đính chính nội dung của {_counted(changes)} có tên tại {ARTICLE} {named(old)} về việc tặng {old.award_form}, như sau:"),
        *_items(f"{differences(change)}{_corrected_before(change)}. Lý do: {_reason(change)}" for change in changes),
        Article(2, f"Các nội dung khác của {named(old)} không thay đổi."),
        Article(
            3,
            f"Quyết định này có hiệu lực kể từ ngày ký và là một phần không tách rời của {named(old)}. Các đơn vị liên quan và "
            f"{_whom(changes)} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
        ),
    ]


def _revokes(decision: Decision, changes: Sequence[LineChange]) -> list[Block]:
    old = decision.old
    if decision.whole:
        first: list[Block] = [Article(1, f"Hủy bỏ toàn bộ {named(old)} về việc tặng {old.award_form} cho {_counted(changes)}. Lý do: {decision.reason.rstrip('. ')}.")]
    else:
        said = f"Hủy bỏ việc tặng {old.award_form} cho {_counted(changes)} có tên tại {ARTICLE} {named(old)}, gồm:"
        first = [Article(1, said), *_items(f"{_known(change)}. Lý do: {_reason(change)}" for change in changes)]
    return [
        *first,
        Article(2, _recovered(changes, old)),
        Article(
            3,
            f"Quyết định này có hiệu lực kể từ ngày ký. Các đơn vị liên quan và {_whom(changes)} có tên tại "
            f"{ARTICLE} {named(old) if decision.whole else 'Quyết định này'} chịu trách nhiệm thi hành Quyết định này.",
        ),
    ]


def _recovered(changes: Sequence[LineChange], old: Decision) -> str:
    """The artefact and the money come back (Luật Thi đua, khen thưởng, Chương VII)."""
    money = to_recover(changes)
    if not money:
        return f"Thu hồi hiện vật khen thưởng và tiền thưởng đã trao (nếu có) kèm theo {old.award_form}."
    return f"Thu hồi hiện vật khen thưởng và tiền thưởng kèm theo {old.award_form}: {number(money)} đồng ({money_in_words(money)})."


def _items(texts: Iterable[str]) -> list[Item]:
    items = [Item(f"{order}.", f"{text};") for order, text in enumerate(texts, 1)]
    return [*items[:-1], *(replace(item, text=item.text.removesuffix(";") + ".") for item in items[-1:])]


def differences(change: LineChange) -> str:
    """What stood there and what is right: "“Lò Thị Mây” sửa thành “Lò Thị Mấy”"."""
    was, now = change.before, change.words
    told = [_difference(label, before, after) for label, before, after in zip(LABELS, was, now) if before != after]
    whose = "" if was.name != now.name else f"“{was.name}”: "
    return whose + ", ".join(told)


def _corrected_before(change: LineChange) -> str:
    return f" (chữ đã đính chính tại {named(change.previous.decision)})" if change.previous else ""


def _difference(label: str, before: str, after: str) -> str:
    """Where nothing stood, or nothing shall stand, no empty quotes are printed."""
    if not before:
        return f"bổ sung {label}“{after}”"
    return f"{label}“{before}” sửa thành “{after}”" if after else f"bỏ {label}“{before}”"


def _known(change: LineChange) -> str:
    line = change.line
    place = ", ".join(part for part in (line.name_now, line.position_now, line.unit_name_now) if part)
    return place + (f" (số vào sổ khen thưởng {line.register_label})" if line.register_label else "")


def _reason(change: LineChange) -> str:
    return change.reason.strip().rstrip(".;")


def _counts(changes: Iterable[LineChange]) -> dict[str, int]:
    subjects = [change.line.dossier.category.subject for change in changes]
    return {subject: subjects.count(subject) for subject in SUBJECTS if subject in subjects}


def _counted(changes: Iterable[LineChange]) -> str:
    return ", ".join(f"{padded(count)} ({in_words(count)}) {SUBJECTS[subject]}" for subject, count in _counts(changes).items())


def _whom(changes: Iterable[LineChange]) -> str:
    return ", ".join(SUBJECTS[subject] for subject in _counts(changes)) or "tập thể, cá nhân"
