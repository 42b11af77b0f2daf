"""The decision with its list, as plain data (individual decision, Mẫu 1.2 of Phụ lục III, NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from nominations.issuing import bodies
from nominations.models import Decision, DecisionLine
from nominations.papers.amendment import amendment_paper
from nominations.papers.decision_frame import SUBJECTS, day, decision_number, frame
from nominations.prizes import Money, money_of
from papers.paper import Appendix, Article, Block, Column, Head, Heading, Item, Paper, Paragraph, Row, Table, ended
from portal.fields import in_words, money_in_words, number, padded, roman, vietnamese_letter

MOST_INSIDE = 3  # names in Điều 1; more go with the decision as a list


def decision_paper(decision: Decision, *, at: datetime) -> Paper:
    """The decision as it stands; counts are counted from its list, never typed."""
    if decision.is_amendment:
        return amendment_paper(decision, at=at)
    lines = list(decision.lines.select_related("dossier__category"))
    money = money_of(decision, lines, decision.date or timezone.localdate(at))
    return Paper(
        **frame(decision, at),
        title=f"Về việc tặng {decision.award_form} cho {who(lines)}",
        body=ended(articles(decision, lines, money)),
        appendices=() if is_inside(decision, lines) else (_list(decision, lines, at, money),),
    )


def counts(lines: Iterable[DecisionLine]) -> dict[str, int]:
    """How many of each subject stand on a list."""
    subjects = [line.dossier.category.subject for line in lines]
    return {subject: subjects.count(subject) for subject in SUBJECTS}


def counted(lines: Iterable[DecisionLine]) -> str:
    """ "30 tập thể và 82 cá nhân"."""
    return " và ".join(f"{padded(count)} {SUBJECTS[subject]}" for subject, count in counts(lines).items() if count)


def spelled(lines: Iterable[DecisionLine]) -> str:
    """ "05 (năm) tập thể, 12 (mười hai) cá nhân", as the decision itself counts."""
    return ", ".join(f"{padded(count)} ({in_words(count)}) {SUBJECTS[subject]}" for subject, count in counts(lines).items() if count)


def is_inside(decision: Decision, lines: Sequence[DecisionLine]) -> bool:
    """Whether the names stand in Điều 1 itself, without a list that goes with the decision."""
    if decision.listing == Decision.Listing.AUTO:
        return 0 < len(lines) <= MOST_INSIDE
    return decision.listing == Decision.Listing.INSIDE and bool(lines)


def who(lines: Iterable[DecisionLine]) -> str:
    """ "tập thể và cá nhân", as far as the list has them."""
    return " và ".join(SUBJECTS[subject] for subject, count in counts(lines).items() if count) or "tập thể, cá nhân"


def articles(decision: Decision, lines: list[DecisionLine], money: Money) -> list[Block]:
    inside = is_inside(decision, lines)
    rest = ", gồm:" if inside else " (có danh sách kèm theo)."
    return [
        Article(1, f"Tặng {decision.award_form} cho {spelled(lines) or who(lines)} {decision.merit}{rest}"),
        *(_named(lines) if inside else ()),
        Article(2, _prizes(decision, money)),
        Article(
            3,
            "Quyết định này có hiệu lực kể từ ngày ký. Các đơn vị liên quan và các tập thể, cá nhân có tên tại Điều 1 "
            "chịu trách nhiệm thi hành Quyết định này.",
        ),
    ]


def _named(lines: Sequence[DecisionLine]) -> list[Block]:
    """The names below Điều 1: numbered through, each subject under a heading of its own where there are both."""
    present = [subject for subject, count in counts(lines).items() if count]
    blocks: list[Block] = []
    for at, subject in enumerate(present):
        chosen = [line for line in lines if line.dossier.category.subject == subject]
        if len(present) > 1:
            blocks.append(Item(f"{vietnamese_letter(at + 1)})", f"{SUBJECTS[subject].capitalize()}:"))
        blocks += [Item(f"{order}.", f"{named_with_place(line)};", 2 if len(present) > 1 else 1) for order, line in enumerate(chosen, 1)]
    return [*blocks[:-1], replace(blocks[-1], text=blocks[-1].text.removesuffix(";") + ".")]


def named_with_place(line: DecisionLine) -> str:
    """A name as running text: "Lò Thị Ánh, Giáo viên, Công đoàn cơ sở Trường THCS Than Uyên"."""
    return ", ".join(part for part in (line.name, line.position, line.unit_name) if part)


def _prizes(decision: Decision, money: Money) -> str:
    """What each gets and all together, in figures and words, where it is known."""
    fund = f", trích từ {decision.fund}" if decision.fund else ""
    if not money.is_known:
        return f"Tiền thưởng kèm theo {decision.award_form} thực hiện theo quy định{fund}."
    each = ", ".join(f"mỗi {SUBJECTS[subject]} {number(amount)} đồng" for subject, amount in sorted(money.each.items()))
    return f"Tiền thưởng kèm theo {decision.award_form}: {each}; tổng số tiền {number(money.total)} đồng ({money_in_words(money.total)}){fund}."


def _list(decision: Decision, lines: list[DecisionLine], at: datetime, money: Money) -> Appendix:
    """The list (danh sách) has no number of its own and names the decision it goes with (NĐ 30/2020, Phụ lục III)."""
    body: list[Block] = []
    present = [subject for subject, count in counts(lines).items() if count]
    for order, subject in enumerate(present, 1):
        chosen = [line for line in lines if line.dossier.category.subject == subject]
        body += [Heading(1, roman(order), SUBJECTS[subject]), table(subject, chosen, money.each[subject] if money.is_known else None)]
    body.append(Paragraph(f"Danh sách gồm có {spelled(lines)}" if lines else "Danh sách chưa có tên nào"))
    names = " và ".join(body.name for body in bodies(decision))
    return Appendix(
        title=f"DANH SÁCH\n{who(lines)} được tặng {decision.award_form}",
        reference=f"(Kèm theo Quyết định số {decision_number(decision)} {day(decision, at)} của {names})",
        body=ended(body),
    )


def table(subject: str, lines: list[DecisionLine], prize: int | None = None) -> Table:
    """The names of one subject, grouped by unit, with the money where it is known; no birth date, no personal number
    (law-and-format 6.9)."""
    if subject == "collective":
        heads, columns = ("STT", "Tên tập thể"), (Column(1, "center"), Column(13 if prize is None else 10))
    else:
        heads, columns = ("STT", "Họ và tên", "Chức vụ, đơn vị công tác"), (Column(1, "center"), Column(5), Column(8 if prize is None else 5))
    width = len(heads)
    money = () if prize is None else (number(prize),)
    if money:
        heads, columns = (*heads, "Tiền thưởng (đồng)"), (*columns, Column(3, "right"))
    rows: list[Row] = []
    for order, line in enumerate(lines, 1):
        if order == 1 or line.dossier.unit_id != lines[order - 2].dossier.unit_id:  # two units may share a name
            rows.append(Row((line.unit_name,), "group"))
        rows.append(Row((*(str(order), line.name, line.position)[:width], *money)))
    return Table(columns=columns, head=(tuple(Head(text) for text in heads),), rows=tuple(rows))
