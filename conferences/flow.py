"""The lives of a plan and of an allocation, to be read aloud."""

from conferences import rules
from portal.moves import Move

PLAN_MOVES = (
    Move(
        "submit",
        "Trình duyệt",
        ("draft", "returned"),
        "submitted",
        "conferences.submit_plan",
        (rules.plan_is_complete, rules.plan_has_no_open_error, rules.version_fits),
    ),
    Move(
        "approve",
        "Duyệt kế hoạch",
        ("submitted",),
        "approved",
        "conferences.approve_plan",
        (rules.plan_is_complete, rules.plan_has_no_open_error, rules.table_is_approved, rules.version_fits),
        apart_from=("submit",),
    ),
    Move(
        "return",
        "Trả lại",
        ("submitted",),
        "returned",
        "conferences.approve_plan",
        needs_note=True,
        tone="danger",
    ),
    Move(
        "issue",
        "Phát hành",
        ("approved",),
        "issued",
        "conferences.issue_plan",
        (rules.plan_is_complete, rules.plan_has_no_open_error, rules.version_fits),
        word="PHÁT HÀNH",
    ),
    Move("suspend", "Tạm dừng, hoãn", ("issued",), "suspended", "conferences.approve_plan", needs_note=True, tone="secondary"),
    Move("resume", "Tiếp tục thực hiện", ("suspended",), "issued", "conferences.approve_plan", needs_note=True),
    Move("supersede", "Thay bằng bản mới", ("issued",), "superseded", "conferences.issue_plan"),
    Move("close", "Kết thúc", ("issued", "suspended"), "closed", "conferences.approve_plan", needs_note=True, tone="secondary"),
)

# `issue` is made by `actions.issue_plan` from the clerk's page, which gives the date, and then `supersede` where the plan is
# a new version of another; never by buttons of their own.
ISSUE, SUPERSEDE = (next(move for move in PLAN_MOVES if move.name == name) for name in ("issue", "supersede"))
PLAN_BUTTONS = tuple(move for move in PLAN_MOVES if move not in (ISSUE, SUPERSEDE))
PAUSES = ("suspend", "resume")  # everybody whom the plan concerns is told, with the reason

ALLOCATION_MOVES = (
    Move(
        "submit",
        "Trình duyệt",
        ("draft", "returned"),
        "submitted",
        "conferences.submit_allocation",
        (rules.table_has_places,),
    ),
    Move(
        "approve",
        "Duyệt bảng phân bổ",
        ("submitted",),
        "approved",
        "conferences.approve_allocation",
        (rules.table_has_places,),
        apart_from=("submit",),
    ),
    Move(
        "return",
        "Trả lại",
        ("submitted",),
        "returned",
        "conferences.approve_allocation",
        needs_note=True,
        tone="danger",
    ),
    Move(
        "publish",
        "Công bố",
        ("approved",),
        "published",
        "conferences.approve_allocation",
        (rules.plan_has_left_office, rules.table_covers_what_is_in_use),
        word="CÔNG BỐ",
    ),
    Move(
        "supersede",
        "Thay bằng bảng mới",
        ("published",),
        "superseded",
        "conferences.approve_allocation",
    ),
)
# `supersede` is made by `actions.publish_allocation` for the version before, never by a button of its own.
ALLOCATION_BUTTONS = tuple(move for move in ALLOCATION_MOVES if move.name != "supersede")

ADJUSTMENT_MOVES = (
    Move("grant", "Chấp thuận", ("open",), "granted", "conferences.answer_adjustment", (rules.adjustment_still_fits,)),
    Move("decline", "Không chấp thuận", ("open",), "declined", "conferences.answer_adjustment", needs_note=True, tone="danger"),
    Move("withdraw", "Rút đề nghị", ("open",), "withdrawn", "conferences.ask_adjustment", tone="secondary"),
)

# Made from the clerk's page, which gives number and date; the table stays as published.
ISSUE_NOTICE = Move(
    "issue-notice",
    "Phát hành thông báo",
    ("published",),
    "published",
    "conferences.issue_notice",
    (rules.notice_is_due,),
    word="PHÁT HÀNH",
)
