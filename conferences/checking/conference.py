"""A conference's own figures: who comes, how many, who sits in front."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from conferences.checking.case import Case
from conferences.checking.finding import ERROR, HINT, WARNING, Finding
from conferences.checking.words import conference_name
from portal.fields import number, padded

EXEMPLARY = "exemplary"
WHOLE = 100


def whole(case: Case) -> Iterator[Finding]:
    """A conference plan says when, where and how many."""
    if case.data.get("kind", "conference") != "conference":
        return
    if case.own is None:
        says = "Kế hoạch hội nghị nhưng chưa có hội nghị của cơ quan ban hành."
        yield case.finding(WARNING, "no-conference", "conferences", says, "Hãy ghi thời gian, địa điểm, số đại biểu của hội nghị.")
        return
    path, own = case.own
    when = own.get("when") or {}
    if not (when.get("text") or when.get("from")):
        yield case.finding(WARNING, "no-time", f"{path}.when", "Hội nghị chưa có thời gian.", "Hãy ghi ngày, hoặc khoảng thời gian dự kiến.")
    if not own.get("where"):
        yield case.finding(WARNING, "no-venue", f"{path}.where", "Hội nghị chưa có địa điểm.", "Hãy ghi nơi họp.")
    if not _figure(own, "delegates", "planned") and not _figure(own, "delegates", "at_most"):
        yield case.finding(HINT, "no-delegates", f"{path}.delegates", "Hội nghị chưa ghi số đại biểu.", "Hãy ghi số dự kiến hoặc số tối đa.")
    if not own.get("agenda"):
        yield case.finding(HINT, "no-agenda", f"{path}.agenda", "Hội nghị chưa có chương trình.", "Hãy ghi các nội dung theo thứ tự.")


def ceilings(case: Case) -> Iterator[Finding]:
    """Nobody plans more people than the ceiling, nor honours more than there are seats."""
    for path, conference in case.items("conferences"):
        planned, at_most = _figure(conference, "delegates", "planned"), _figure(conference, "delegates", "at_most")
        if planned and at_most and planned > at_most:
            says = f"Dự kiến {number(planned)} đại biểu, vượt số tối đa {number(at_most)}."
            yield case.finding(ERROR, "above-ceiling", f"{path}.delegates", says, "Hãy giảm số dự kiến hoặc nâng số tối đa.")
    if case.own:
        seats = _figure(case.own[1], "delegates", "planned") or _figure(case.own[1], "delegates", "at_most")
        total = case.totals["total"]
        if seats and total > seats:
            says = f"Bảng phân bổ có {number(total)} suất, nhiều hơn {number(seats)} đại biểu của hội nghị."
            yield case.finding(WARNING, "more-places-than-seats", "quotas", says, "Hãy giảm chỉ tiêu hoặc tăng số đại biểu.")


def shares(case: Case) -> Iterator[Finding]:
    """Shares of one whole add up to 100."""
    for path, conference in case.items("conferences"):
        found = [one for one in conference.get("composition") or [] if isinstance(one, dict) and one.get("percent") is not None]
        total = sum((Decimal(str(one["percent"])) for one in found), Decimal(0))
        where = f"{path}.composition"
        if total > WHOLE:
            says = f"Tỷ lệ các thành phần cộng lại {number(total.normalize())}%, quá 100%."
            yield case.finding(ERROR, "shares-above-100", where, says, "Hãy sửa để cộng đúng 100%.")
        elif found and total < WHOLE:
            says = f"Tỷ lệ các thành phần cộng lại mới được {number(total.normalize())}%."
            yield case.finding(WARNING, "shares-below-100", where, says, "Hãy ghi thêm thành phần còn thiếu, hoặc sửa tỷ lệ.")


def shares_against_places(case: Case) -> Iterator[Finding]:
    """The share of honoured people, out of all delegates, is what the table gives places to."""
    if not case.own:
        return
    path, own = case.own
    seats, total = _figure(own, "delegates", "planned"), case.totals["total"]
    share = next((one for one in own.get("composition") or [] if isinstance(one, dict) and one.get("group") == EXEMPLARY), None)
    if not seats or not total or not share or share.get("percent") is None:
        return
    meant = seats * Decimal(str(share["percent"])) / WHOLE
    slack = Decimal(seats * case.limits.about) / WHOLE if share.get("about") else Decimal(1)
    if abs(meant - total) > slack:
        about = "khoảng " if share.get("about") else ""
        percent = number(Decimal(str(share["percent"])).normalize())
        says = f"{about.capitalize()}{percent}% của {number(seats)} đại biểu là {number(round(meant))}, bảng phân bổ có {number(total)} suất."
        yield case.finding(WARNING, "share-against-places", f"{path}.composition", says, "Hãy sửa tỷ lệ, số đại biểu hoặc chỉ tiêu.")


def presidium(case: Case) -> Iterator[Finding]:
    """As many as are said, and the honoured among them."""
    for path, conference in case.items("conferences"):
        sizes = conference.get("presidium") or {}
        least, most = sizes.get("min"), sizes.get("max") or sizes.get("min")
        some, many = sizes.get("exemplary_min"), sizes.get("exemplary_max") or sizes.get("exemplary_min")
        where = f"{path}.presidium"
        if least and most and least > most:
            says = f"Đoàn Chủ tịch ghi từ {padded(least)} đến {padded(most)} người."
            yield case.finding(ERROR, "presidium-range", where, says, "Hãy đổi lại hai số.")
        if some and many and some > many:
            says = f"Số điển hình trong Đoàn Chủ tịch ghi từ {padded(some)} đến {padded(many)}."
            yield case.finding(ERROR, "presidium-range", where, says, "Hãy đổi lại hai số.")
        if many and most and many > most:
            says = f"{conference_name(conference)}: Đoàn Chủ tịch nhiều nhất {padded(most)} người, không thể có {padded(many)} điển hình trong đó."
            yield case.finding(ERROR, "presidium-exemplary", where, says, "Hãy sửa số điển hình hoặc số người.")


def boundaries(case: Case) -> Iterator[Finding]:
    """“Dưới 300” and “trên 300” leave exactly 300; a figure that both rules cover is as bad."""
    for path, conference in case.items("conferences"):
        below, above = conference.get("plenary_below"), conference.get("delegates_above")
        if not below or not above or above == below - 1:
            continue
        where = f"{path}.delegates_above"
        if above >= below:
            gap = f"đúng {number(below)}" if above == below else f"từ {number(below)} đến {number(above)}"
            says = f"“Dưới {number(below)}” và “trên {number(above)}” đoàn viên bỏ sót nơi có {gap} đoàn viên."
            yield case.finding(WARNING, "boundary-gap", where, says, f"Hãy ghi “từ {number(below)} đoàn viên trở lên”.")
        else:
            says = f"Nơi có từ {number(above + 1)} đến {number(below - 1)} đoàn viên thuộc cả hai quy định."
            yield case.finding(WARNING, "boundary-overlap", where, says, f"Hãy ghi “từ {number(below)} đoàn viên trở lên”.")


def _figure(conference: dict[str, Any], outer: str, inner: str) -> int | None:
    return (conference.get(outer) or {}).get(inner)


CHECKS = (whole, ceilings, shares, shares_against_places, presidium, boundaries)
