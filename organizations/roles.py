"""The one table of rights: what each role may do. A person holds a role at a unit, for a time (design, "Rights")."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """`of_office`: acts for its unit on everything below; otherwise on its own unit only."""

    label: str
    of_office: bool
    rights: frozenset[str]


FEED = "conferences.renew_feed"  # the calendar address of the unit
OBJECTING = "nominations.file_objection"
FILING = {"nominations.draft_dossier", "nominations.withdraw_dossier", "nominations.draft_proposal", "nominations.answer_request", OBJECTING, FEED}

ROLES: dict[str, Role] = {
    "filer": Role("Cán bộ lập hồ sơ", False, frozenset(FILING)),
    "head": Role(
        "Chủ tịch đơn vị",
        False,
        frozenset(
            FILING
            | {
                "nominations.endorse_dossier",
                "nominations.submit_dossier",
                "nominations.send_proposal",
                "nominations.gather_dossier",
                "conferences.share_places",
                "conferences.ask_adjustment",
            }
        ),
    ),
    "officer": Role(
        "Chuyên viên",
        True,
        frozenset(
            {
                FEED,
                "conferences.draft_plan",
                "conferences.submit_plan",
                "conferences.draft_allocation",
                "conferences.submit_allocation",
                "conferences.share_places",
                "conferences.ask_adjustment",
                "conferences.answer_adjustment",
                "nominations.screen_dossier",
                "nominations.note_dossier",
                "nominations.ask_unit",
                "nominations.answer_request",
                "nominations.rank_dossiers",
                "nominations.publish_list",
                OBJECTING,
                "nominations.answer_objection",
                "nominations.gather_dossier",
                "nominations.extend_deadline",
                "nominations.receive_sets",
                "nominations.hold_session",
                "nominations.close_session",
                "nominations.draft_decision",
                "nominations.submit_decision",
                "nominations.print_certificates",
                "papers.view_register",
            }
        ),
    ),
    "approver": Role(
        "Lãnh đạo",
        True,
        frozenset(
            {
                "conferences.approve_plan",
                "conferences.accept_finding",
                "conferences.approve_allocation",
                "conferences.answer_adjustment",
                "nominations.extend_deadline",
                "nominations.note_dossier",
                "nominations.approve_decision",
                "nominations.answer_objection",
                "papers.view_register",
            }
        ),
    ),
    "clerk": Role(
        "Văn thư",
        True,
        frozenset(
            {
                "conferences.issue_plan",
                "conferences.issue_notice",
                "nominations.issue_decision",
                "nominations.print_certificates",
                "nominations.receive_sets",
                "papers.issue_paper",
                "papers.view_register",
            }
        ),
    ),
    "admin": Role(
        "Quản trị",
        True,
        frozenset(
            {
                FEED,
                "organizations.use_desk",
                *(
                    f"organizations.{verb}_{thing}"
                    for thing in ("user", "unit", "bloc", "assignment", "membercount")
                    for verb in ("view", "add", "change")
                ),
                "organizations.view_unitkind",
                "organizations.view_unitversion",
                "organizations.delete_bloc",
                "conferences.view_plan",
                "conferences.view_allocation",
                *(
                    f"conferences.{verb}_{thing}"
                    for thing in ("holiday", "honour", "legalground", "basesalary", "prize")
                    for verb in ("view", "add", "change", "delete")
                ),
                "nominations.view_dossier",
                "nominations.view_decision",
                "papers.view_register",
                "papers.view_issuedpaper",
                *(f"papers.{verb}_numberseries" for verb in ("view", "add", "change")),
            }
        ),
    ),
}
ROLE_CHOICES = [(name, role.label) for name, role in ROLES.items()]
OFFICE_ROLES = frozenset(name for name, role in ROLES.items() if role.of_office)
UNIT_ROLES = frozenset(ROLES) - OFFICE_ROLES


def roles_with(right: str) -> frozenset[str]:
    """The roles that carry a right."""
    return frozenset(name for name, role in ROLES.items() if right in role.rights)
