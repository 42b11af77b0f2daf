"""The official summary list (danh sách trích ngang) of a unit's dossiers, law-and-format 6.5: people by given name with the birth
date in the man's or the woman's column, collectives apart, two confirmations at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from conferences.models import Plan
from nominations.summary_list import COLLECTIVE, PERSON, Known, Terms
from nominations.summary_list.columns import BORN
from nominations.summary_list.facts import ETHNIC_GROUP, PARTY
from nominations.summary_list.words import born, record
from organizations.models import Unit
from organizations.querysets import as_of
from papers.lines import dated
from papers.paper import Block, Column, Head, Heading, Issuer, Paper, Paragraph, Row, Signature, Table, ended
from portal.fields import number, padded, roman, screen_date

INTERNAL = "LƯU HÀNH NỘI BỘ"
CONFIRMED = ("XÁC NHẬN CỦA CẤP ỦY/CHÍNH QUYỀN",)
SIGNED = ("TM. BAN CHẤP HÀNH CÔNG ĐOÀN", "CHỦ TỊCH")
TITLES = {COLLECTIVE: "Tập thể", PERSON: "Cá nhân"}
WORDS = {COLLECTIVE: "tập thể", PERSON: "cá nhân"}


def summary_paper(plan: Plan, unit: Unit, listed: Sequence[Known], terms: Terms, *, at: datetime) -> Paper:
    """The list as it stands. It is marked for internal use where ethnic group or party stands in it."""
    on = timezone.localdate(at)
    version = as_of(unit, on) or unit
    parent = version.parent if version is not unit else unit.get_parent()
    asks = terms.asks & {ETHNIC_GROUP, PARTY}
    by_subject = {subject: [one for one in listed if one.subject == subject] for subject in (COLLECTIVE, PERSON)}
    present = {subject: some for subject, some in by_subject.items() if some}
    body: list[Block] = []
    for order, (subject, some) in enumerate(present.items(), 1):
        body += [Heading(1, roman(order) if len(present) > 1 else "", TITLES[subject])]
        body += [_people(some, terms, asks) if subject == PERSON else _collectives(some, terms)]
    counts = [f"{padded(len(present[subject]))} {WORDS[subject]}" for subject in present]
    body.append(Paragraph(f"Danh sách gồm có {' và '.join(counts)}" if counts else "Danh sách chưa có tên nào"))
    place = f"{version.place or unit.place}, " if version.place or unit.place else ""
    day = Paragraph(f"{place}{dated(None, on.year)}", align="right", italic=True)  # of a list below it
    reference = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch chưa có số"
    return Paper(
        issuers=(Issuer(version.name, version.superior_line or (parent.name if parent else "")),),
        type_name="DANH SÁCH",
        title=f"trích ngang {' và '.join(WORDS[subject] for subject in present) or 'tập thể, cá nhân'} được đề nghị khen thưởng\n({reference})",
        body=(*ended(body), day),
        signatures=(Signature(CONFIRMED, ""), Signature(SIGNED, "")),
        mark=INTERNAL if asks and PERSON in present else "",
        landscape=True,
    )


def _people(some: Sequence[Known], terms: Terms, asks: frozenset[str]) -> Table:
    """Columns that nobody fills are left out but for the births, which are asked of every list."""
    columns = [Column(1.2, "center"), Column(3.2), Column(3), Column(2.5, "center"), Column(2.5, "center")]
    first = [Head("STT", rows=2), Head("Họ và tên", rows=2), Head("Chức vụ, đơn vị công tác", rows=2), Head(BORN, span=2)]
    wanted = [(ETHNIC_GROUP, "Dân tộc", 1.4), (PARTY, "Ngày vào Đảng", 2.5)]
    for key, label, weight in wanted:
        if key in asks:
            columns.append(Column(weight, "center"))
            first.append(Head(label, rows=2))
    columns += [Column(4), Column(4.4), Column(3.6), Column(2.6)]
    labels = ("Tóm tắt thành tích", "Danh hiệu, hình thức đã đạt (số QĐ, ngày)", "Sáng kiến (tên, số QĐ công nhận)", "Đối tượng")
    first += [Head(label, rows=2) for label in labels]
    rows = [Row(tuple(_person(one, at, terms, asks))) for at, one in enumerate(some, 1)]
    return Table(tuple(columns), (tuple(first), (Head("Nam"), Head("Nữ"))), tuple(rows))


def _person(one: Known, at: int, terms: Terms, asks: frozenset[str]) -> list[str]:
    man, woman = (born(one) if one.sex == sex else "" for sex in ("male", "female"))
    besides = [one.ethnic_group] * (ETHNIC_GROUP in asks) + [screen_date(one.party_since) if one.party_since else ""] * (PARTY in asks)
    return [str(at), one.dossier.name, one.dossier.position, man, woman, *besides, *_merits(one, terms)]


def _collectives(some: Sequence[Known], terms: Terms) -> Table:
    columns = (Column(1.1, "center"), Column(4.5), Column(2, "center"), Column(6), Column(5), Column(3.6), Column(2.8))
    labels = ("STT", "Tên tập thể", "Tổng số lao động/ đoàn viên", "Tóm tắt thành tích", "Danh hiệu, hình thức đã đạt (số QĐ, ngày)")
    head = tuple(Head(label) for label in (*labels, "Sáng kiến (tên, số QĐ công nhận)", "Đối tượng"))
    rows = [
        Row((str(at), one.dossier.name, "" if one.people is None else number(one.people), *_merits(one, terms))) for at, one in enumerate(some, 1)
    ]
    return Table(columns, (head,), tuple(rows))


def _merits(one: Known, terms: Terms) -> list[str]:
    """What has been achieved, and as what it is nominated."""
    category = next((known.label for known in terms.categories if known.key == one.dossier.category), "")
    return [one.dossier.summary, *(record(one, terms, initiatives=initiatives) for initiatives in (False, True)), category]
