"""What a plan stands on: grounds in force, dated before it, cited so that they can be found (law-and-format 1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from conferences.checking.case import Case, Ground, same
from conferences.checking.finding import ERROR, HINT, WARNING, Finding
from conferences.checking.said_dates import DATE, dates_in
from conferences.facts import NAMED_PAPERS
from portal.fields import screen_date

OPENINGS = ("can cu", "thuc hien", "theo", "xet", "trien khai", "tiep tuc", "nham", "thi hanh", "tren co so", "de thuc hien")
OPENINGS += ("huong ung", "duoc su", "nhan dip", "nhan ky niem")
OF_GROUNDS = ("can cu", "co so phap ly")  # headings of a section that lists the grounds
# Types of paper that always bear a number and a date; a union's programme or regulation may be cited by its name alone.
NUMBERED_TYPES = re.compile(
    r"^\W*(?:Căn cứ|Thực hiện|Theo|Triển khai)\s+(?:Kế hoạch|Quyết định|Hướng dẫn|Công văn|Chương trình|Thông tư|Nghị định)\b",
    re.IGNORECASE,
)
CITED_NUMBER = re.compile(r"\bsố\s*:?\s*\d+[\w./-]*|\b\d+\s*[/-]\s*[A-ZĐ][\w/-]*", re.IGNORECASE)
OWN_DATE = re.compile(r"\bsố\s*:?\s*\d[^\s,;]*\s*,?\s*(?:ban hành\s+)?(?=ngày\b)", re.IGNORECASE)
CLOSE = 40  # letters behind a number or name within which its date stands
LAWS = ("Luật", "Bộ luật", "Pháp lệnh")


def in_force(case: Case) -> Iterator[Finding]:
    """What has ended gives no power to act (Luật Ban hành văn bản quy phạm pháp luật); in running text it may be history."""
    for ground in case.grounds if case.day else ():
        for path, text in case.paragraphs:
            if cites(text, ground):
                yield from _ended(case, ground, path)


def _ended(case: Case, ground: Ground, path: str) -> Iterator[Finding]:
    name = f"{ground.name}{f' số {ground.number}' if ground.number else ''}"
    if ground.until and ground.until < case.day:
        says = f"{name} đã hết hiệu lực từ sau ngày {screen_date(ground.until)}."
        remedy = f"Hãy thay bằng {ground.replaced_by}." if ground.replaced_by else "Hãy thay bằng văn bản đang có hiệu lực."
        yield case.finding(ERROR if path.startswith("grounds") else WARNING, "ground-ended", path, says, remedy)
    elif ground.since and ground.since > case.day:
        says = f"{name} chỉ có hiệu lực từ ngày {screen_date(ground.since)}."
        yield case.finding(WARNING, "ground-not-yet", path, says, "Hãy dùng văn bản đang có hiệu lực vào ngày ban hành.")


def cites(text: str, ground: Ground) -> bool:
    """By its number, unless another date stands behind it; a law, which is cited without number, by name with date or year."""
    if ground.number:
        for match in re.finditer(rf"(?<![\w/-]){re.escape(ground.number)}(?![\w/-])", text, re.IGNORECASE):
            said = dates_in(text[match.end() : match.end() + CLOSE])
            if not said or ground.issued in (None, said[0].day):
                return True
    if not ground.name.startswith(LAWS) or ground.issued is None:
        return False
    for match in re.finditer(re.escape(ground.name), text, re.IGNORECASE):
        after = text[match.end() : match.end() + CLOSE].split(";")[0]
        said = dates_in(after)
        if (said and said[0].day == ground.issued) or (not said and re.match(rf"\W*(?:năm\s+)?{ground.issued.year}\b", after)):
            return True
    return False


def dated_before(case: Case) -> Iterator[Finding]:
    """A plan cannot carry out what was not yet there."""
    for path, text in case.texts("grounds"):
        if case.day and (day := own_date(text)) and day > case.day:
            whose = "ngày ban hành kế hoạch" if case.data.get("date") else "hôm nay"
            says = f"Căn cứ đề ngày {screen_date(day)}, sau {whose} ({screen_date(case.day)})."
            yield case.finding(ERROR, "ground-after-plan", path, says, "Hãy xem lại ngày của căn cứ.")


def own_date(text: str) -> date | None:
    """The date that belongs to the paper cited: the one right behind its number."""
    if number := OWN_DATE.search(text):
        if (said := DATE.match(text, number.end())) and (found := dates_in(said[0])):
            return found[0].day
    return None


def wording(case: Case) -> Iterator[Finding]:
    """A ground opens with its verb (the paper adds it to one that only names a paper), and gives number and date to find it by."""
    for path, text in case.texts("grounds"):
        if not same(text).startswith(OPENINGS) and not text.startswith(NAMED_PAPERS):
            says = "Căn cứ không mở đầu bằng “Căn cứ”, “Thực hiện”, “Theo”: đọc không ra là căn cứ."
            yield case.finding(HINT, "no-ground", path, says, "Hãy thêm chữ mở đầu, hoặc chuyển câu này vào lời dẫn.")
        elif NUMBERED_TYPES.match(text) and not (CITED_NUMBER.search(text) and dates_in(text)):
            missing = " và ".join(
                word for word, there in (("số, ký hiệu", CITED_NUMBER.search(text)), ("ngày ban hành", dates_in(text))) if not there
            )
            says = f"Căn cứ chưa ghi {missing} của văn bản."
            yield case.finding(HINT, "ground-incomplete", path, says, "Hãy ghi đủ tên loại, số, ký hiệu, cơ quan, ngày và trích yếu.")


def some(case: Case) -> Iterator[Finding]:
    """A lead may carry the ground (“Thực hiện Kế hoạch số ..., ...”), a section may list them."""
    headings = [same(section.get("heading") or "") for _, section in case.sections]
    if any(heading.startswith(OF_GROUNDS) for heading in headings):
        return
    if not case.data.get("grounds") and not same(case.data.get("lead") or "").startswith(OPENINGS):
        says = "Kế hoạch chưa nêu căn cứ nào."
        yield case.finding(HINT, "no-grounds", "grounds", says, "Hãy nêu kế hoạch cấp trên hoặc quy định mà kế hoạch này thực hiện.")


CHECKS = (in_force, dated_before, wording, some)
