"""A sound plan without a single finding, and for every finding a change that brings it and nothing else."""

from __future__ import annotations

import copy
import re
from datetime import date
from decimal import Decimal
from typing import Any

from conferences.checking import ERROR, HINT, WARNING, Ground
from conferences.working_days import WorkingDays

SOUND: dict[str, Any] = {
    "kind": "conference",
    "number": "20/KH-LĐLĐ",
    "place": "Lai Châu",
    "date": date(2025, 3, 10),
    "title": "Tổ chức Hội nghị điển hình tiên tiến năm 2025",
    "period": {"from": 2021, "to": 2025},
    "issuers": [
        {"name": "Liên đoàn Lao động tỉnh Lai Châu", "authority": ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"], "signer": "Nguyễn Thị Mẫu"}
    ],
    "grounds": ["Căn cứ Kế hoạch số 75/KH-TLĐ ngày 27/9/2024 của Đoàn Chủ tịch Tổng Liên đoàn về thi đua"],
    "lead": "Ban Thường vụ xây dựng kế hoạch như sau:",
    "sections": [
        {"heading": "Mục đích", "text": "Biểu dương điển hình tiên tiến giai đoạn {period.from} - {period.to}."},
        {
            "heading": "Hội nghị",
            "sections": [
                {"heading": "Thời gian, địa điểm", "shows": [{"what": "time"}, {"what": "place"}, {"what": "delegates"}]},
                {"heading": "Thành phần", "shows": [{"what": "attendees"}]},
                {"heading": "Chương trình", "shows": [{"what": "agenda"}]},
            ],
        },
        {"heading": "Tiêu chuẩn", "shows": [{"what": "criteria"}]},
        {"heading": "Phân bổ", "text": "Tổng số {quotas.total} suất.", "shows": [{"what": "quotas"}]},
        {"heading": "Hồ sơ", "text": "Gửi {deadline.dossier.short}, lập {dossier_copies} bộ.", "shows": [{"what": "dossier"}]},
        {"heading": "Tổ chức thực hiện", "shows": [{"what": "tasks"}]},
    ],
    "conferences": [
        {
            "level": "province",
            "own": True,
            "name": "Hội nghị điển hình tiên tiến",
            "when": {"text": "thứ Sáu, ngày 20/6/2025", "from": date(2025, 6, 20), "to": date(2025, 6, 20), "days": Decimal(1)},
            "where": "Hội trường Liên đoàn Lao động tỉnh",
            "delegates": {"planned": 100, "at_most": 120},
            "composition": [{"group": "exemplary", "percent": Decimal(70)}, {"group": "guest", "percent": Decimal(30)}],
            "presidium": {"min": 5, "max": 7, "exemplary_min": 2, "exemplary_max": 3},
            "attendees": ["Lãnh đạo tỉnh", "Các điển hình"],
            "agenda": [{"title": "Chào cờ"}, {"title": "Bế mạc"}],
            "backdrop": ["HỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN", "Giai đoạn 2021 - 2025"],
        },
        {
            "level": "grassroots",
            "own": False,
            "complete_by": {"date": date(2025, 5, 10), "before": True},
            "plenary_below": 300,
            "delegates_above": 299,
        },
    ],
    "deadlines": [
        {"what": "dossier", "date": date(2025, 5, 16), "before": True, "from": "Các công đoàn", "to": "LĐLĐ tỉnh"},
        {"what": "speech", "date": date(2025, 6, 2), "before": False, "to": "LĐLĐ tỉnh"},
    ],
    "categories": [
        {"key": "person-public", "subject": "person", "sector": "public", "label": "Cá nhân khối hành chính, sự nghiệp"},
        {"key": "collective-business", "subject": "collective", "sector": "business", "label": "Tập thể khối sản xuất kinh doanh"},
    ],
    "criteria": [
        {"category": "person-public", "who": "all", "text": "Hoàn thành xuất sắc nhiệm vụ."},
        {"category": "collective-business", "who": "all", "text": "Nội bộ đoàn kết."},
    ],
    "quotas": {
        "stated": {"total": 70, "collective": 10, "person": 60},
        "rows": [
            {"target": "LĐLĐ huyện Than Uyên", "kind": "unit", "places": {"person-public": 30, "collective-business": 6}},
            {"target": "LĐLĐ huyện Tân Uyên", "kind": "unit", "places": {"person-public": 30, "collective-business": 4}},
        ],
    },
    "dossier": ["Tờ trình", "Danh sách trích ngang"],
    "dossier_copies": 2,
    "late": "coi như không đề nghị",
    "tasks": [{"by": "LĐLĐ tỉnh", "items": ["Thẩm định hồ sơ"]}],
    "closing": "Trên đây là kế hoạch tổ chức Hội nghị.",
    "recipients": ["LĐLĐ các huyện", "Lưu: VT, CSPL"],
}
MOVEMENT: dict[str, Any] = {
    key: SOUND[key] for key in ("place", "date", "title", "period", "issuers", "grounds", "lead", "closing", "recipients")
} | {
    "kind": "movement",
    "sections": [{"heading": "Nội dung", "shows": [{"what": "phases"}]}],
    "movement": {
        "phases": [
            {"name": "Đợt 1", "from": date(2025, 3, 15), "to": date(2025, 6, 30)},
            {"name": "Đợt 2", "from": date(2025, 7, 1), "to": date(2025, 12, 31)},
        ]
    },
}

DAYS = WorkingDays({date(2025, 4, 30): "Ngày Chiến thắng 30/4", date(2025, 5, 1): "Quốc tế Lao động 1/5"})
GROUNDS = (
    Ground(
        "15/2003/QH11", "Luật Thi đua, khen thưởng", date(2003, 11, 26), date(2004, 7, 1), date(2023, 12, 31), "Luật năm 2022"
    ),
    Ground("06/2022/QH15", "Luật Thi đua, khen thưởng", date(2022, 6, 15), date(2024, 1, 1)),
    Ground("1689/QĐ-TLĐ", "Quyết định", date(2019, 11, 12), None, date(2024, 5, 28), "Quyết định số 999/QĐ-TLĐ"),
    Ground("152/2025/NĐ-CP", "Nghị định", date(2025, 6, 14), date(2025, 7, 1)),
)

GONE = object()


def changed(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The data with values put at paths of the plan file (from 1); GONE takes a key out, a path one past the end adds."""
    data = copy.deepcopy(data)
    for path, value in changes.items():
        *way, last = [int(step) - 1 if step.isdecimal() else step for step in re.findall(r"[a-z_-]+|\d+", path)]
        inside: Any = data
        for step in way:
            inside = inside[step]
        if value is GONE:
            del inside[last]
        elif isinstance(inside, list) and last == len(inside):
            inside.append(value)
        else:
            inside[last] = value
    return data


MERGED = "sections[1].text"
OWN, LOWER = "conferences[1]", "conferences[2]"
# code, change, what is found: (severity, place of the plan file), one or more
CASES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    # head
    ("no-title", {"title": ""}, [(ERROR, "title")]),
    ("title-repeats-type", {"title": "Kế hoạch tổ chức Hội nghị năm 2025"}, [(WARNING, "title")]),
    ("title-in-capitals", {"title": "TỔ CHỨC HỘI NGHỊ NĂM 2025"}, [(WARNING, "title")]),
    ("no-issuer", {"issuers": []}, [(ERROR, "issuers")]),
    ("no-signer", {"issuers[1].signer": " "}, [(ERROR, "issuers[1].signer")]),
    ("no-authority", {"issuers[1].authority": []}, [(ERROR, "issuers[1].authority")]),
    ("short-signing-body", {"issuers[1].authority[1]": "TM. BTV LĐLĐ TỈNH"}, [(WARNING, "issuers[1].authority")]),
    ("no-place", {"place": GONE}, [(WARNING, "place")]),
    ("plan-on-day-off", {"date": date(2025, 3, 9)}, [(HINT, "date")]),
    ("no-text", {"sections": []}, [(ERROR, "sections")]),
    ("no-period", {"period": GONE, MERGED: "Biểu dương.", "conferences[1].backdrop": []}, [(HINT, "period")]),
    # grounds
    ("ground-ended", {"grounds[2]": "Căn cứ Luật Thi đua, Khen thưởng năm 2003"}, [(ERROR, "grounds[2]")]),
    ("ground-ended", {MERGED: "Theo Quyết định số 1689/QĐ-TLĐ."}, [(WARNING, MERGED)]),
    ("ground-not-yet", {"grounds[2]": "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14/6/2024 của Chính phủ"}, []),
    ("ground-not-yet", {"grounds[2]": "Căn cứ quy định tại Nghị định 152/2025/NĐ-CP của Chính phủ"}, [(WARNING, "grounds[2]")]),
    ("ground-after-plan", {"grounds[2]": "Căn cứ Kế hoạch số 9/KH-UBND ngày 11/3/2025"}, [(ERROR, "grounds[2]")]),
    ("no-ground", {"grounds[2]": "thiết thực chào mừng ngày thành lập Công đoàn"}, [(HINT, "grounds[2]")]),
    ("ground-incomplete", {"grounds[2]": "Thực hiện Chương trình công tác năm 2025"}, [(HINT, "grounds[2]")]),
    ("no-grounds", {"grounds": []}, [(HINT, "grounds")]),
    # dates
    ("no-such-day", {MERGED: "Họp ngày 31/4/2025."}, [(ERROR, MERGED)]),
    ("wrong-weekday", {MERGED: "Họp thứ Hai, ngày 23/5/2025."}, [(ERROR, MERGED)]),
    ("when-disagrees", {f"{OWN}.when.text": "ngày 21 tháng 6 năm 2025"}, [(ERROR, f"{OWN}.when.text")]),
    ("before-the-plan", {"deadlines[2].date": date(2025, 3, 7)}, [(ERROR, "deadlines[2]")]),
    ("before-the-plan", {f"{LOWER}.complete_by.date": date(2025, 3, 10)}, [(ERROR, f"{LOWER}.complete_by")]),
    ("deadline-after-event", {"deadlines[2].date": date(2025, 6, 20)}, [(ERROR, "deadlines[2]")]),
    (
        "deadline-within-event",
        {f"{OWN}.when.text": "tháng 6/2025", f"{OWN}.when.from": date(2025, 6, 2)},
        [(WARNING, "deadlines[2]")],
    ),
    ("levels-out-of-order", {f"{LOWER}.complete_by.date": date(2025, 5, 17)}, [(ERROR, f"{LOWER}.complete_by")]),
    (
        "levels-after-event",
        {
            f"{LOWER}.complete_by.date": date(2025, 6, 21),
            "deadlines": [],
            "quotas": GONE,
            "sections[4]": {"heading": "Số lượng", "text": "Báo sau."},
            "sections[5].text": "",
        },
        [(ERROR, f"{LOWER}.complete_by")],
    ),
    ("deadline-on-day-off", {"deadlines[1].date": date(2025, 5, 19)}, [(WARNING, "deadlines[1]")]),
    ("deadline-on-day-off", {"deadlines[1].date": date(2025, 5, 2), f"{LOWER}.complete_by.date": date(2025, 5, 1)}, [(WARNING, "deadlines[1]")]),
    ("conference-on-day-off", {f"{OWN}.when": {"from": date(2025, 6, 21), "to": date(2025, 6, 21)}}, [(HINT, f"{OWN}.when")]),
    (
        "conference-on-day-off",
        {f"{LOWER}.when": {"from": date(2025, 4, 30), "to": date(2025, 5, 1)}},
        [(WARNING, f"{LOWER}.when")],
    ),
    ("few-days", {"date": date(2025, 5, 7)}, [(WARNING, "deadlines[1]")]),
    ("few-days", {"date": date(2025, 5, 14), f"{LOWER}.complete_by": GONE}, [(ERROR, "deadlines[1]")]),
    (
        "few-days-to-screen",
        {"deadlines[1].date": date(2025, 6, 16), "deadlines[1].before": False},
        [(WARNING, "deadlines[1]")],
    ),
    ("too-short", {f"{OWN}.when.days": Decimal(2)}, [(WARNING, f"{OWN}.when")]),
    (
        "two-deadlines",
        {"deadlines[3]": {"what": "speech", "date": date(2025, 6, 4), "to": "LĐLĐ tỉnh"}},
        [(ERROR, "deadlines[3]")],
    ),
    # the conference
    ("no-conference", {"conferences": [], "sections[2]": {"heading": "Hội nghị", "text": "Báo sau."}}, [(WARNING, "conferences")]),
    ("no-time", {f"{OWN}.when": {"days": Decimal(1)}}, [(WARNING, f"{OWN}.when")]),
    ("no-venue", {f"{OWN}.where": GONE, "sections[2].sections[1].shows": [{"what": "time"}]}, [(WARNING, f"{OWN}.where")]),
    ("no-delegates", {f"{OWN}.delegates": GONE, "sections[2].sections[1].shows": [{"what": "time"}]}, [(HINT, f"{OWN}.delegates")]),
    ("no-agenda", {f"{OWN}.agenda": [], "sections[2].sections[3]": {"heading": "Chương trình", "text": "Báo sau."}}, [(HINT, f"{OWN}.agenda")]),
    ("above-ceiling", {f"{OWN}.delegates.at_most": 99}, [(ERROR, f"{OWN}.delegates")]),
    (
        "more-places-than-seats",
        {f"{OWN}.delegates.planned": 69, f"{OWN}.composition": []},
        [(WARNING, "quotas")],
    ),
    ("shares-above-100", {f"{OWN}.composition[2].percent": Decimal(31)}, [(ERROR, f"{OWN}.composition")]),
    ("shares-below-100", {f"{OWN}.composition[2].percent": Decimal("29.5")}, [(WARNING, f"{OWN}.composition")]),
    (
        "share-against-places",
        {f"{OWN}.composition[1].percent": Decimal(68), f"{OWN}.composition[2].percent": Decimal(32)},
        [(WARNING, f"{OWN}.composition")],
    ),
    ("presidium-range", {f"{OWN}.presidium.min": 8}, [(ERROR, f"{OWN}.presidium")]),
    ("presidium-range", {f"{OWN}.presidium.exemplary_min": 4}, [(ERROR, f"{OWN}.presidium")]),
    ("presidium-exemplary", {f"{OWN}.presidium.exemplary_max": 8}, [(ERROR, f"{OWN}.presidium")]),
    ("boundary-gap", {f"{LOWER}.delegates_above": 300}, [(WARNING, f"{LOWER}.delegates_above")]),
    ("boundary-overlap", {f"{LOWER}.delegates_above": 250}, [(WARNING, f"{LOWER}.delegates_above")]),
    # whom
    ("stated-against-table", {"quotas.stated": {"total": 71}}, [(ERROR, "quotas.stated.total")]),
    (
        "stated-sum",
        {"quotas": {"stated": {"total": 70, "collective": 10, "person": 61}}, "sections[4]": {"heading": "Số lượng", "text": "Như trên."}},
        [(ERROR, "quotas.stated.total")],
    ),
    ("prose-against-table", {"sections[4].text": "Tổng số điển hình là 72."}, [(ERROR, "sections[4].text")]),
    ("prose-against-table", {"sections[4].text": "Gồm 11 tập thể."}, [(ERROR, "sections[4].text")]),
    ("row-without-places", {"quotas.rows[3]": {"target": "LĐLĐ huyện Sìn Hồ", "places": {}}}, [(WARNING, "quotas.rows[3]")]),
    (
        "row-twice",
        {"quotas.rows[3]": {"target": "LĐLĐ Huyện Tân Uyên", "places": {"person-public": 1}}, "quotas.stated": {}},
        [(ERROR, "quotas.rows[3]")],
    ),
    (
        "category-without-places",
        {
            "categories[3]": {"key": "c", "subject": "collective", "label": "Tập thể khác"},
            "criteria[3]": {"category": "c", "who": "all", "text": "Tốt."},
        },
        [(HINT, "categories[3]")],
    ),
    (
        "no-table",
        {"quotas": GONE, "sections[4]": {"heading": "Số lượng", "text": "Theo chỉ tiêu được phân bổ."}},
        [(WARNING, "sections[4].text")],
    ),
    ("places-without-criteria", {"criteria[2]": GONE}, [(WARNING, "categories[2]")]),
    (
        "category-without-criteria",
        {"quotas": GONE, "sections[4]": {"heading": "Số lượng", "text": "Báo sau."}, "criteria[2]": GONE},
        [(HINT, "categories[2]")],
    ),
    (
        "criterion-twice",
        {"criteria[3]": {"category": ["person-public"], "who": "all", "text": "Hoàn thành xuất sắc nhiệm vụ"}},
        [(WARNING, "criteria[3]")],
    ),
    (
        "eligible-twice",
        {"eligible": ["Đoàn viên.", "Công nhân.", "Đoàn viên"], "sections[3].shows[2]": {"what": "eligible"}},
        [(WARNING, "eligible[3]")],
    ),
    (
        "unknown-honour",
        {"criteria[1].rule": {"clauses": [{"kind": "held", "honours": ["bk-tinh", "bk-tihn"]}]}},
        [(ERROR, "criteria[1].rule.clauses[1].honours[2]")],
    ),
    # filing
    (
        "no-dossier-deadline",
        {"deadlines": [], "sections[5].text": "Gửi sớm.", "late": GONE},
        [(WARNING, "deadlines")],
    ),
    ("deadline-without-receiver", {"deadlines[1].to": GONE}, [(HINT, "deadlines[1]")]),
    ("no-dossier-papers", {"dossier": [], "sections[5].shows": []}, [(WARNING, "dossier")]),
    ("no-copies", {"dossier_copies": GONE, "sections[5].text": "Gửi {deadline.dossier.short}."}, [(HINT, "dossier_copies")]),
    ("no-late-rule", {"late": GONE}, [(HINT, "late")]),
    ("no-recipients", {"recipients": []}, [(ERROR, "recipients")]),
    ("no-archive-line", {"recipients[2]": GONE}, [(WARNING, "recipients")]),
    ("archive-line-not-last", {"recipients[3]": "Ban Dân vận"}, [(WARNING, "recipients[2]")]),
    ("two-archive-lines", {"recipients[3]": "Lưu: VT, TC"}, [(WARNING, "recipients[3]")]),
    ("archive-line-form", {"recipients[2]": "Lưu: VP"}, [(HINT, "recipients[2]")]),
    ("recipient-twice", {"recipients": ["LĐLĐ các huyện", "Ban Dân vận", "LĐLĐ các huyện.", "Lưu: VT"]}, [(WARNING, "recipients[3]")]),
    ("recipient-missing", {"recipients[1]": "Công đoàn Viên chức"}, [(WARNING, "recipients")]),
    # text
    ("section-empty", {"sections[7]": {"heading": "Kinh phí"}}, [(WARNING, "sections[7]")]),
    ("shows-nothing", {"sections[6].shows[2]": {"what": "speeches"}}, [(WARNING, "sections[6].shows[2]")]),
    ("never-shown", {"budget": ["Ngân sách công đoàn"]}, [(WARNING, "budget")]),
    ("never-shown", {"sections[6].shows": [{"what": "tasks", "of": "Ban Tổ chức"}], "tasks[2]": {"by": "Ban Tổ chức", "items": ["In giấy"]}}, [(WARNING, "tasks[1]")]),
    ("never-shown", {"sections[3].shows": [{"what": "criteria", "of": "person"}]}, [(WARNING, "categories[2]")]),
    ("never-shown", {"sections[2].sections[2]": {"heading": "Thành phần", "text": "Có giấy mời."}}, [(WARNING, f"{OWN}.attendees")]),
    ("unknown-reference", {MERGED: "Gồm {quota.total} suất."}, [(ERROR, MERGED)]),
    ("unknown-reference", {"sections[1].heading": "Mục đích năm {nam}"}, [(ERROR, "sections[1].heading")]),
    ("unknown-reference", {"recipients": ["LĐLĐ các huyện", "Khách {own.guests}", "Lưu: VT, CSPL"]}, [(ERROR, "recipients[2]")]),
    ("reference-as-typed", {f"{OWN}.agenda[2].title": "Trao {quotas.total} giấy khen"}, [(ERROR, f"{OWN}.agenda[2].title")]),
    ("reference-as-typed", {"title": "Tổ chức Hội nghị {own.name} năm 2025"}, [(ERROR, "title")]),
    ("appendix-not-named", {"appendices": [{"title": "Bảng phân bổ", "shows": [{"what": "quotas"}]}]}, [(WARNING, "appendices[1]")]),
    (
        "appendix-title",
        {"appendices": [{"title": "Phụ lục I: Bảng", "shows": [{"what": "quotas"}]}], MERGED: "Xem phụ lục."},
        [(WARNING, "appendices[1]")],
    ),
    ("appendix-empty", {"appendices": [{"title": "Bảng"}], MERGED: "Xem phụ lục."}, [(WARNING, "appendices[1]")]),
    # figures typed by hand
    ("period-against-title", {"title": "Tổng kết phong trào giai đoạn 2020 - 2025"}, [(WARNING, "period")]),
    ("period-against-title", {"title": "Tổ chức Hội nghị năm 2019"}, [(WARNING, "period")]),
    ("period-against-prose", {MERGED: "Tổng kết 5 năm (2020 - 2025)."}, [(WARNING, MERGED)]),
    ("years-miscounted", {MERGED: "Phương hướng 5 năm 2026-2035."}, [(WARNING, MERGED)]),
    ("period-on-backdrop", {f"{OWN}.backdrop[2]": "(2025 - 2030)"}, [(HINT, f"{OWN}.backdrop[2]")]),
    ("literal", {MERGED: "Thành tích từ năm 2021 đến năm 2025."}, [(HINT, MERGED)]),
    ("literal", {MERGED: "Gửi trước ngày 16/5/2025."}, [(HINT, MERGED)]),
    ("literal", {MERGED: "Hội nghị có 100 đại biểu."}, [(HINT, MERGED)]),
    ("literal", {MERGED: "Hồ sơ lập 02 bộ."}, [(HINT, MERGED)]),
    ("literal", {"sections[4].text": "Gồm 10 tập thể."}, [(HINT, "sections[4].text")]),
]
# The same for a plan without a conference.
MOVEMENT_CASES = [
    ("phase-over", {"movement.phases[1].from": date(2025, 1, 1), "movement.phases[1].to": date(2025, 3, 9)}, [(WARNING, "movement.phases[1]")]),
    ("phases-overlap", {"movement.phases[2].from": date(2025, 6, 30)}, [(WARNING, "movement.phases[2]")]),
]
# What looks like a fault and is none.
INNOCENT: list[tuple[str, dict[str, Any]]] = [
    ("a ground may follow its lead", {"grounds": [], "lead": "Thực hiện Kế hoạch số 75/KH-TLĐ, Ban Thường vụ xây dựng kế hoạch:"}),
    ("the law of 2022", {"grounds[2]": "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"}),
    ("another decision of that number", {"grounds[2]": "Căn cứ Quyết định số 1689/QĐ-TLĐ ngày 02/01/2025"}),
    ("an anniversary is no date of the ground", {"grounds[2]": "Thực hiện Chương trình số 5/CTr-LĐLĐ ngày 02/01/2025 chào mừng ngày 28/7/2025"}),
    ("a ground may be an answer", {"grounds[2]": "Hưởng ứng lời kêu gọi của Thủ tướng Chính phủ"}),
    ("a section may list the grounds", {"grounds": [], "sections[0].heading": "Căn cứ"}),
    ("the title may look ahead", {"title": "Tổ chức Hội nghị điển hình tiên tiến giai đoạn 2025 - 2030"}),
    ("the paper adds the verb", {"grounds[2]": "Hướng dẫn số 04/HD-SNV ngày 23/9/2024 của Sở Nội vụ"}),
    ("an ordinal is no weekday", {MERGED: "Hội nghị lần thứ hai, ngày 23/5/2025."}),
    ("the right weekday", {MERGED: "Họp thứ 6 (ngày 23/5/2025)."}),
    ("a report comes after", {"deadlines[3]": {"what": "report", "date": date(2025, 7, 1), "to": "LĐLĐ tỉnh"}}),
    (
        "a report at half of the year and one at its end",
        {
            "deadlines[3]": {"what": "report", "date": date(2025, 6, 26), "to": "LĐLĐ tỉnh"},
            "deadlines[4]": {"what": "report", "date": date(2025, 12, 10), "to": "LĐLĐ tỉnh"},
        },
    ),
    ("the day before a holiday", {"deadlines[1].date": date(2025, 4, 30), f"{LOWER}.complete_by.date": date(2025, 4, 20)}),
    ("ten days are enough", {"date": date(2025, 5, 6)}),
    ("about 70 of 100 may be 61", {"quotas.rows[1].places.person-public": 21, "quotas.stated": {}, f"{OWN}.composition[1].about": True}),
    ("the next five years", {MERGED: "Phương hướng 5 năm (2025 - 2030)."}),
    ("95 years are no places", {MERGED: "Kỷ niệm 70 năm ngày thành lập; bộ phận thường trực; 2 bộ phận."}),
    ("a figure that agrees", {"sections[4].text": "Tổng số các loại: 70."}),
    ("one standard for two kinds of people", {"criteria[3]": {"category": "person-public", "who": "leader", "text": "Hoàn thành xuất sắc nhiệm vụ."}}),
    ("awards that the text names", {"awards": ["Giấy khen"], MERGED: "Đề nghị tặng Giấy khen."}),
    ("attendees named in braces", {"sections[2].sections[2]": {"heading": "Thành phần", "text": "Gồm {own.where}."}, f"{OWN}.attendees": []}),
    ("everybody is served", {"recipients[1]": "Các công đoàn trực thuộc"}),
]
