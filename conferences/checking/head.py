"""Head and foot of a plan: what NĐ 30/2020, Điều 8 asks of every paper, and how it is to be written."""

from __future__ import annotations

from collections.abc import Iterator

from conferences.checking.case import Case, same
from conferences.checking.finding import ERROR, HINT, WARNING, Finding
from conferences.checking.words import quoted
from papers.authority import in_full, spelled_out
from portal.fields import screen_date

TYPE_NAME = "ke hoach"


def title(case: Case) -> Iterator[Finding]:
    """The paper puts KẾ HOẠCH above the title, which is written as a sentence (Phụ lục I, II.5)."""
    text = (case.data.get("title") or "").strip()
    if not text:
        yield case.finding(ERROR, "no-title", "title", "Kế hoạch chưa có trích yếu.", "Hãy ghi kế hoạch về việc gì.")
    elif same(text).startswith(f"{TYPE_NAME} "):
        says = "Trích yếu mở đầu bằng “Kế hoạch”, mà tên loại KẾ HOẠCH đã in ở dòng trên: chữ sẽ in hai lần."
        yield case.finding(WARNING, "title-repeats-type", "title", says, "Hãy bỏ chữ “Kế hoạch” ở đầu trích yếu.")
    if text and text == text.upper():
        says = "Trích yếu viết hoa toàn bộ; Nghị định 30/2020/NĐ-CP quy định chữ in thường."
        yield case.finding(WARNING, "title-in-capitals", "title", says, "Hãy viết lại bằng chữ thường, viết hoa tên riêng.")


def issuers(case: Case) -> Iterator[Finding]:
    """A paper names who issues it, in what power and by whose hand (Điều 8.2, Điều 13)."""
    found = case.items("issuers")
    if not found:
        yield case.finding(ERROR, "no-issuer", "issuers", "Kế hoạch chưa có cơ quan ban hành.", "Hãy chọn cơ quan ban hành.")
    for path, issuer in found:
        name = quoted(issuer.get("name", ""))
        if not (issuer.get("signer") or "").strip():
            says = f"Chưa có họ tên người ký của {name}."
            yield case.finding(ERROR, "no-signer", f"{path}.signer", says, "Hãy ghi họ tên người ký.")
        if not any((line or "").strip() for line in issuer.get("authority") or []):
            says = f"Chưa có quyền hạn, chức vụ của người ký của {name}."
            yield case.finding(ERROR, "no-authority", f"{path}.authority", says, "Ví dụ: TM. BAN THƯỜNG VỤ, CHỦ TỊCH.")


def signing_body(case: Case) -> Iterator[Finding]:
    """The collective is written in full (Phụ lục I, II.7b). Our papers print it in full; other copies may not."""
    for path, issuer in case.items("issuers"):
        for at, line in enumerate(issuer.get("authority") or [], 1):
            if isinstance(line, str) and in_full(line).split() != line.split():
                says = f"Khối chữ ký viết tắt tên tập thể: “{line}”; thể thức quy định ghi đầy đủ."
                remedy = f"Hãy ghi “{spelled_out(line, issuer.get('name', ''))}”; văn bản in từ cổng đã in như vậy."
                yield case.finding(WARNING, "short-signing-body", f"{path}.authority", says, remedy)


def place(case: Case) -> Iterator[Finding]:
    """Box 4: place and date."""
    if not (case.data.get("place") or "").strip():
        says = "Kế hoạch chưa có địa danh."
        yield case.finding(WARNING, "no-place", "place", says, "Hãy ghi địa danh đứng trước ngày ban hành, ví dụ “Lai Châu”.")


def day_of_plan(case: Case) -> Iterator[Finding]:
    """A number is given on a working day (Điều 15: after signing, at the latest on the next working day)."""
    day = case.data.get("date")
    if day and (why := case.days.why_off(day)):
        says = f"Ngày ban hành {screen_date(day)} là ngày nghỉ ({why})."
        yield case.finding(HINT, "plan-on-day-off", "date", says, "Hãy xem lại ngày ban hành.")


def text(case: Case) -> Iterator[Finding]:
    if not case.sections:
        yield case.finding(ERROR, "no-text", "sections", "Kế hoạch chưa có nội dung.", "Hãy viết ít nhất một mục.")


def period(case: Case) -> Iterator[Finding]:
    """A campaign honours the merit of some years; without them nobody knows which years to report."""
    years = case.data.get("period") or {}
    if case.data.get("kind", "conference") == "conference" and not (years.get("from") and years.get("to")):
        says = "Kế hoạch chưa ghi xét thành tích của những năm nào."
        yield case.finding(HINT, "no-period", "period", says, "Hãy ghi năm đầu và năm cuối.")


CHECKS = (title, issuers, signing_body, place, day_of_plan, text, period)
