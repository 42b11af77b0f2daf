"""The lives of a dossier, of a proposal, of a session of the council and of a decision, to be read aloud."""

from nominations import amendments, council, issuing, levels, publication, rules
from portal.moves import Move

OF_THE_UNITS = ("endorse", "submit", "pass_up", "back", "forward", "file_up")  # whoever signed or sent it judges it nowhere above
FILING = (
    rules.dossier_is_complete,
    rules.returned_items_are_answered,
    rules.plan_takes_dossiers,
    levels.goes_straight,
    rules.deadline_is_open,
    rules.place_is_free,
)
GATHER = "nominations.gather_dossier"

DOSSIER_MOVES = (
    Move(
        "endorse",
        "Ký duyệt",
        ("draft", "returned"),
        "endorsed",
        "nominations.endorse_dossier",
        (rules.dossier_is_complete, rules.returned_items_are_answered),
    ),
    Move("reopen", "Mở lại để sửa", ("endorsed",), "draft", "nominations.endorse_dossier", tone="secondary"),
    Move(
        "submit",
        "Nộp hồ sơ",
        ("endorsed",),
        "submitted",
        "nominations.submit_dossier",
        FILING,
    ),
    # `submit` is `pass_up` where a unit in between gathers first; that unit says back, turn_down or give_back, and its proposal
    # makes forward or file_up (actions/levels.py).
    Move(
        "pass_up",
        "Gửi cấp trên trực tiếp",
        ("endorsed",),
        "between",
        "nominations.submit_dossier",
        (
            rules.dossier_is_complete,
            rules.plan_takes_dossiers,
            levels.level_is_open,
            levels.category_has_places,
            levels.somebody_gathers,
        ),
    ),
    Move("back", "Đồng ý", ("between", "unchosen"), "backed", GATHER, (levels.choice_is_open,), apart_from=("endorse", "submit", "pass_up")),
    Move("turn_down", "Không chọn", ("between", "backed"), "unchosen", GATHER, (levels.choice_is_open,), needs_note=True),
    Move("give_back", "Trả lại bổ sung", ("between", "backed", "unchosen"), "returned", GATHER, needs_note=True),
    Move(
        "forward",
        "Chuyển cấp trên trực tiếp",
        ("backed",),
        "between",
        "nominations.send_proposal",
        (rules.plan_takes_dossiers, rules.deadline_is_open, levels.category_has_places, levels.somebody_gathers),
    ),
    Move("file_up", "Chuyển lên, nộp hồ sơ", ("backed",), "submitted", "nominations.send_proposal", FILING),
    Move("accept", "Chấp nhận", ("submitted",), "accepted", "nominations.screen_dossier", apart_from=OF_THE_UNITS),
    Move(
        "return",
        "Trả lại bổ sung",
        ("submitted",),
        "returned",
        "nominations.screen_dossier",
        needs_note=True,
        tone="danger",
    ),
    Move(
        "hold",
        "Tạm treo",
        ("submitted", "accepted"),
        "held",
        "nominations.screen_dossier",
        needs_note=True,
        tone="danger",
    ),
    Move("release", "Bỏ treo, thẩm định tiếp", ("held",), "submitted", "nominations.screen_dossier", needs_note=True, tone="secondary"),
    Move(
        "decline",
        "Không đạt",
        ("submitted", "accepted", "held"),
        "declined",
        "nominations.screen_dossier",
        needs_note=True,
        tone="danger",
    ),
    Move(
        "reopen_screening",
        "Xét lại",
        ("declined",),
        "submitted",
        "nominations.screen_dossier",
        (rules.place_is_free_again,),
        needs_note=True,
        tone="secondary",
    ),
    Move(
        "withdraw",
        "Rút hồ sơ",
        ("draft", "endorsed", "between", "submitted", "returned"),
        "withdrawn",
        "nominations.withdraw_dossier",
        (rules.nobody_has_screened, levels.nobody_in_between_has_acted),
        needs_note=True,
        tone="danger",
    ),
    Move(
        "decide",
        "Ghi quyết định",
        ("accepted",),
        "decided",
        "nominations.approve_decision",
        (rules.decision_is_approved, rules.dossier_has_a_place, publication.nothing_is_open),
        apart_from=OF_THE_UNITS,
    ),
)
# `decide` is made by `actions.approve_decision` for every name on the list, never by a button of its own.
NO_BUTTONS = {"decide", "pass_up", "back", "turn_down", "give_back", "forward", "file_up"}
DOSSIER_BUTTONS = tuple(move for move in DOSSIER_MOVES if move.name not in NO_BUTTONS)

PROPOSAL_MOVES = (
    Move("send", "Gửi tờ trình", ("draft",), "sent", "nominations.send_proposal", (rules.proposal_is_ready, levels.nobody_is_left_behind)),
)
SEND = PROPOSAL_MOVES[0]  # `actions.send_proposal` files every dossier on it in the same transaction

SESSION_MOVES = (
    Move(
        "close",
        "Chốt kết quả",
        ("draft",),
        "closed",
        "nominations.close_session",
        (council.session_reconciles,),
        word="CHỐT",
    ),
)
CLOSE = SESSION_MOVES[0]  # `actions.close_session` writes down who passed in the same transaction

DECISION_MOVES = (
    Move(
        "submit",
        "Trình duyệt",
        ("draft", "returned"),
        "submitted",
        "nominations.submit_decision",
        (rules.list_is_ready, publication.list_was_published),
    ),
    Move(
        "approve",
        "Duyệt quyết định",
        ("submitted",),
        "approved",
        "nominations.approve_decision",
        (rules.list_is_ready, publication.list_was_published),
        apart_from=("submit",),
        word="QUYẾT ĐỊNH",
    ),
    Move(
        "return",
        "Trả lại",
        ("submitted",),
        "returned",
        "nominations.approve_decision",
        needs_note=True,
        tone="danger",
    ),
    Move(  # of two that change the same name one is left over; nothing stands on it before it is issued
        "send_back",
        "Trả lại để sửa hoặc bỏ",
        ("approved",),
        "returned",
        "nominations.approve_decision",
        (amendments.only_amends,),
        needs_note=True,
        tone="danger",
    ),
    Move(
        "reapprove",
        "Duyệt lại số tiền",
        ("approved",),
        "approved",
        "nominations.approve_decision",
        (issuing.sums_have_changed,),
        apart_from=("submit",),
        word="QUYẾT ĐỊNH",
        tone="secondary",
    ),
    Move(
        "issue",
        "Phát hành",
        ("approved",),
        "issued",
        "nominations.issue_decision",
        (issuing.list_still_stands, publication.nobody_objects),
        word="PHÁT HÀNH",
    ),
)
# `issue` is made by `actions.issue_decision` from the clerk's page, which gives the date; never by a button of its own.
ISSUE = next(move for move in DECISION_MOVES if move.name == "issue")
DECISION_BUTTONS = tuple(move for move in DECISION_MOVES if move is not ISSUE)

REQUEST_MOVES = (
    Move("answer", "Trả lời", ("open",), "answered", "nominations.answer_request"),
    Move("withdraw", "Rút yêu cầu", ("open",), "withdrawn", "nominations.ask_unit", needs_note=True, tone="danger"),
)
# `answer` is made by `actions.requests.answer_request` with the words of the answer, never by a button of its own.
REQUEST_BUTTONS = REQUEST_MOVES[1:]
