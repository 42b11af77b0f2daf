"""What units have to know to file, and who gets the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conferences.checking.case import Case, same
from conferences.checking.finding import ERROR, HINT, WARNING, Finding
from conferences.checking.words import deadline_name, quoted

KEPT = re.compile(r"^\W*lưu\b", re.IGNORECASE)
OFFICE = re.compile(r"^\W*lưu\s*:?\s*VT\b", re.IGNORECASE)  # văn thư
# Kinds of unit by the beginning of their names, and by which words a recipient may mean them.
EVERYBODY = ("truc thuoc", "cac don vi", "cq dv", "cac cap cong doan", "cong doan cac cap", "cong doan cap duoi", "nhu tren")
KINDS = (
    ("công đoàn ngành", ("cong doan nganh",), ("cong doan nganh", "cdn", "cac cong doan", "cd nganh", "cac cd")),
    ("liên đoàn lao động huyện", ("ldld huien", "lien doan lao dong huien"), ("ldld huien", "ldld cac", "cac ldld", "cac huien", "lien doan lao dong huien", "lien doan lao dong cac")),
    ("công đoàn viên chức", ("cong doan vien chuc",), ("cong doan vien chuc", "cdvc", "cac cong doan", "cac cd")),
    ("công đoàn cơ sở", ("cong doan co so", "cdcs"), ("cong doan co so", "cdcs", "cac cong doan", "cac cd")),
)


def dossier(case: Case) -> Iterator[Finding]:
    """Who is to send dossiers must know what is in one, until when and where to."""
    deadlines = [(path, one) for path, one in case.items("deadlines") if one.get("what") == "dossier"]
    if not deadlines and case.rows:
        says = "Kế hoạch giao chỉ tiêu nhưng không có hạn gửi hồ sơ."
        yield case.finding(WARNING, "no-dossier-deadline", "deadlines", says, "Hãy ghi hạn và nơi nhận hồ sơ.")
    for path, one in deadlines:
        if not one.get("to"):
            says = f"{deadline_name(one)} chưa ghi gửi về đâu."
            yield case.finding(HINT, "deadline-without-receiver", path, says, "Hãy ghi nơi nhận hồ sơ.")
    if deadlines and not case.data.get("dossier"):
        says = "Kế hoạch yêu cầu gửi hồ sơ nhưng không ghi hồ sơ gồm những gì."
        yield case.finding(WARNING, "no-dossier-papers", "dossier", says, "Hãy ghi các giấy tờ của một bộ hồ sơ.")
    if case.data.get("dossier") and not case.data.get("dossier_copies"):
        yield case.finding(HINT, "no-copies", "dossier_copies", "Chưa ghi hồ sơ lập mấy bộ.", "Hãy ghi số bộ.")
    if deadlines and not case.data.get("late"):
        says = "Chưa ghi hồ sơ gửi muộn thì giải quyết thế nào."
        yield case.finding(HINT, "no-late-rule", "late", says, "Ví dụ: “quá thời hạn trên, coi như không đề nghị”.")


def recipients(case: Case) -> Iterator[Finding]:
    """Nơi nhận is a component of every paper; its last line says where the copy is kept (Phụ lục I, II.9)."""
    lines = case.texts("recipients")
    if not lines:
        yield case.finding(ERROR, "no-recipients", "recipients", "Kế hoạch chưa có nơi nhận.", "Hãy ghi nơi nhận, dòng cuối là “Lưu: VT”.")
        return
    kept = [(path, line) for path, line in lines if KEPT.match(line)]
    if not kept:
        says = "Nơi nhận thiếu dòng lưu."
        yield case.finding(WARNING, "no-archive-line", "recipients", says, "Hãy thêm dòng cuối “Lưu: VT, <đơn vị soạn thảo>”.")
    elif kept[-1][0] != lines[-1][0]:
        yield case.finding(WARNING, "archive-line-not-last", kept[-1][0], "Dòng lưu không đứng cuối Nơi nhận.", "Hãy chuyển xuống cuối.")
    for path, line in kept[1:]:
        yield case.finding(WARNING, "two-archive-lines", path, f"Có hơn một dòng lưu: “{line}”.", "Hãy gộp vào một dòng.")
    for path, line in kept[:1]:
        if not OFFICE.match(line):
            says = f"Dòng lưu “{line}” không ghi lưu văn thư."
            yield case.finding(HINT, "archive-line-form", path, says, "Thể thức ghi “Lưu: VT, <đơn vị soạn thảo>”.")


def recipient_twice(case: Case) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, line in case.texts("recipients"):
        key = same(line)
        if key in seen:
            says = f"{quoted(line)} có hai dòng ở Nơi nhận."
            yield case.finding(WARNING, "recipient-twice", path, says, "Hãy bỏ một dòng.")
        seen.setdefault(key, path)


def recipient_missing(case: Case) -> Iterator[Finding]:
    """Whoever gets places must get the plan. Only kinds of unit whose names are unmistakable are looked for."""
    lines = [same(line) for _, line in case.texts("recipients") if not KEPT.match(line)]
    if not lines or any(word in line for word in EVERYBODY for line in lines):
        return
    targets = [row.get("target") or "" for _, row in case.rows if row.get("kind", "unit") == "unit"]
    for name, beginnings, meant in KINDS:
        named = [target for target in targets if same(target).startswith(beginnings)]
        whole = [same(target) for target in named]
        if not named or any(word in line for word in meant for line in lines) or all(target in lines for target in whole):
            continue
        says = f"Bảng phân bổ giao suất cho {', '.join(named)} nhưng Nơi nhận không có {name}."
        yield case.finding(WARNING, "recipient-missing", "recipients", says, "Hãy thêm vào Nơi nhận.")


CHECKS = (dossier, recipients, recipient_twice, recipient_missing)
