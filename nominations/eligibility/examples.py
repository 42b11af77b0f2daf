"""Three invented people and three invented collectives, with which an office sees what a rule would say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nominations.eligibility.facts import Candidate, Entry

Line = tuple[str, int, int]  # code, from and to which year before the last


@dataclass(frozen=True)
class Example:
    """Who it is, and the same as plain data."""

    name: str
    candidate: Candidate


PEOPLE: tuple[tuple[str, dict, tuple[Line, ...], tuple[Line, ...] | None], ...] = (
    (
        "Chị Lò Thị Mẫu, giáo viên: 5 năm Lao động tiên tiến, năm cuối hoàn thành xuất sắc, 2 sáng kiến cấp cơ sở, Bằng khen tỉnh",
        {"rank": "none", "is_head": False, "is_direct": True},
        (("ldtt", 4, 0), ("ht-tot", 4, 1), ("ht-xuat-sac", 0, 0), ("sk-co-so", 2, 1), ("bk-tinh", 1, 1), ("dvcd-xuat-sac", 1, 1)),
        None,
    ),
    (
        "Anh Nguyễn Văn Mẫu, trưởng phòng, đứng đầu đơn vị: 2 năm hoàn thành xuất sắc, 1 sáng kiến cấp tỉnh; "
        "đơn vị 2 năm Tập thể lao động xuất sắc",
        {"rank": "truong-phong", "is_head": True, "is_direct": False},
        (("ldtt", 4, 2), ("cstd-co-so", 1, 0), ("ht-tot", 4, 2), ("ht-xuat-sac", 1, 0), ("sk-tinh", 1, 1)),
        (("tt-ldxs", 1, 0),),
    ),
    (
        "Anh Giàng A Mẫu, công nhân: 1 năm Lao động tiên tiến, Giấy khen của công ty, bị khiển trách",
        {"rank": "none", "is_head": False, "is_direct": True},
        (("ldtt", 0, 0), ("ht-tot", 1, 0), ("gk-don-vi", 0, 0), ("khien-trach", 1, 1)),
        None,
    ),
)
COLLECTIVES: tuple[tuple[str, tuple[Line, ...], tuple[tuple[str, int, int], ...]], ...] = (
    (
        "Phòng Mẫu, 12 người: 5 năm liền Tập thể lao động tiên tiến, 2 năm hoàn thành xuất sắc, Bằng khen tỉnh; 1 người có sáng kiến "
        "cấp tỉnh, 9 người Lao động tiên tiến",
        (("tt-ldtt", 4, 0), ("ht-tot", 4, 2), ("ht-xuat-sac", 1, 0), ("bk-tinh", 1, 1)),
        (("sk-tinh", 1, 1), ("ldtt", 0, 9), ("bk-tinh", 1, 1), ("ht-xuat-sac", 0, 3)),
    ),
    (
        "Tổ sản xuất Mẫu, 12 người: 4 năm Tập thể lao động tiên tiến, thiếu một năm giữa; 5 người Lao động tiên tiến",
        (("tt-ldtt", 4, 3), ("tt-ldtt", 1, 0), ("ht-tot", 4, 0)),
        (("ldtt", 0, 5),),
    ),
    ("Đội Mẫu, 12 người: mới lập, một người bị cảnh cáo", (("ht", 0, 0),), (("canh-cao", 0, 1),)),
)


def examples(subject: str, category: str, last: int, mark: str) -> list[Example]:
    """Three of the subject, their years counted back from `last`; the first one's unit confirms the standard."""
    found = []
    if subject == "person":
        for at, (name, facts, lines, unit) in enumerate(PEOPLE):
            given = {"member_since": date(last - 6, 1, 1), "works_since": date(last - 6, 1, 1)} | facts
            record = None if unit is None else _record(unit, last)
            found.append((name, Candidate(category, _record(lines, last), unit_record=record, confirmed=_marks(mark, at), **given)))
    else:
        for at, (name, lines, people) in enumerate(COLLECTIVES):
            record = _record(lines, last)
            record += tuple(Entry(code, last - back, 0, count) for code, back, count in people)
            found.append((name, Candidate(category, record, people=12, confirmed=_marks(mark, at))))
    return [Example(name, candidate) for name, candidate in found]


def _marks(mark: str, at: int) -> frozenset[str]:
    return frozenset({mark} if at == 0 else ())


def _record(lines: tuple[Line, ...], last: int) -> tuple[Entry, ...]:
    return tuple(Entry(code, year, 0) for code, first, end in lines for year in range(last - first, last - end + 1))
