"""Questions about units and roles that answer with reasons; none is yes."""

from __future__ import annotations

from datetime import date

from organizations.models import Assignment, Unit, UnitVersion, User
from portal.fields import screen_date


def may_change_from(version: UnitVersion, on: date, today: date) -> list[str]:
    """Whether the names that hold now may give way to others from a day on: versions never overlap."""
    if on > today:
        return [f"Ngày {screen_date(on)} chưa tới: hãy ghi thay đổi khi nó có hiệu lực."]
    if version.valid_from and on <= version.valid_from:
        return [
            f"Đã có một thay đổi từ ngày {screen_date(version.valid_from)}: ngày mới phải sau ngày đó, "
            "hoặc để trống ngày để sửa lại cho đúng."
        ]
    return []


def may_move(unit: Unit, under: Unit | None) -> list[str]:
    if under is None:
        return []
    if under.pk == unit.pk or under.is_descendant_of(unit):
        return [f"“{unit.label}” không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó."]
    if under.status != Unit.Status.ACTIVE:
        return [f"“{under.label}” {under.get_status_display()}: hãy chọn đơn vị đang hoạt động."]
    return []


def may_end(assignment: Assignment, on: date, today: date) -> list[str]:
    """A role that is over is history: neither lengthened nor shortened."""
    if assignment.end and assignment.end < today:
        return [f"Vai trò này đã hết từ ngày {screen_date(assignment.end)}; cần thì giao một vai trò mới."]
    if on < assignment.start:
        return [f"Vai trò bắt đầu từ ngày {screen_date(assignment.start)}: ngày cuối không thể trước ngày đó."]
    return []


def may_get_link(user: User) -> list[str]:
    reasons = []
    if not user.is_active:
        reasons.append(f"Tài khoản của {user} đang khóa: hãy mở lại trước khi gửi liên kết.")
    if not user.email:
        reasons.append(f"{user} chưa có địa chỉ thư: hãy ghi thư điện tử rồi gửi lại.")
    return reasons
