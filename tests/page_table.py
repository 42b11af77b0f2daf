"""The page table: for every address the answer that each role gets, in each relation to the thing it is about.

A cell holds four answers, by where the person's unit stands to the thing's unit: own, above it, below it, sibling.
One number stands for all four. Things are asked for twice: once known outside the office (issued, published, submitted),
once as drafts. The sentences of the design ("Who sees what") can be read off the rows. `tests/test_pages.py` walks it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = ("filer", "head", "officer", "approver", "clerk", "admin")
RELATIONS = ("own", "above", "below", "sibling")
UNIT, OFFICE = ("filer", "head"), ("officer", "approver", "clerk", "admin")

Cells = dict[str, str]


def row(every: str = "404", **roles: str) -> Cells:
    """Answers by role: `units` and `offices` stand for several roles, a role's own name overrides them."""
    cells = dict.fromkeys(ROLES, every)
    cells |= dict.fromkeys(UNIT, roles.pop("units", every)) | dict.fromkeys(OFFICE, roles.pop("offices", every))
    return {role: _four(answers) for role, answers in (cells | roles).items()}


def _four(answers: str) -> str:
    return answers if " " in answers else " ".join([answers] * 4)


@dataclass(frozen=True)
class Page:
    """One row. `name` is the name of an address, or the address itself with `{pk}` in it where it has no name.

    `nobody` is what somebody gets whose last role has ended: 404 for things, if the row does not say otherwise. `root` is
    what a superuser gets where that is more than the best-placed person of any role.
    """

    name: str
    out: Cells
    draft: Cells | None = None
    thing: str = ""
    method: str = "get"
    kwargs: dict[str, str] = field(default_factory=dict)
    query: str = ""
    nobody: int = 404
    root: int | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.kwargs.get('name', '')}".strip()


ALL = row("200")
# A plan, its table and its papers, once out: the office, units above it and units below it; not a sibling's. From above
# only offices look down.
OUT = row(units="200 404 200 404", offices="200 200 200 404")
OFFICE_ONLY = row(units="404", offices="200 404 404 404")
# Nobody but the role named may do it, at its own unit; whoever may look at the thing is told so, the others see nothing.
NOT_THEIRS = {"units": "403 404 403 404", "offices": "403 403 403 404"}
NOT_THEIRS_IN_OFFICE = {"units": "404", "offices": "403 404 404 404"}
# A submitted dossier: its unit's people, and offices at or above its unit.
FILED = row(units="200 404 404 404", offices="200 200 404 404")
OWN_UNIT = row(units="200 404 404 404", offices="404")
# A decision that is out: the office, offices above it, and the units whose nominees it honours.
HONOURED = row(units="404 404 200 404", offices="200 200 200 404")
NOT_THEIRS_IF_HONOURED = {"units": "404 404 403 404", "offices": "403 403 403 404"}

# The editor: an officer writes the drafts of the own office; what has left the draft is closed to it.
OUT_IS_CLOSED = row(**NOT_THEIRS, officer="302 403 403 404")
DRAFTED = row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404")
EDITOR = (("edit-part", {"part": "head"}), ("edit-part", {"part": "criteria"}))

EVERYBODY = [
    Page("nominations:home", ALL, nobody=200),
    Page("nominations:search", ALL, query="?q=mau", nobody=200),
    Page("nominations:dossiers", ALL, nobody=200),
    Page("nominations:gathered", ALL, nobody=200),
    Page("nominations:decisions", ALL, nobody=200),
    Page("conferences:plans", ALL, nobody=200),
    Page("conferences:calendar", ALL, nobody=200),
    Page("organizations:units", ALL, nobody=200),
    Page("organizations:account", ALL, nobody=200),
    Page("organizations:people", row(units="403", offices="200"), nobody=403),
    Page("notices", ALL, nobody=200),
    Page("read-all-notices", row("302"), method="post", nobody=302),
    Page("password-change", ALL, nobody=200),
    Page("logout", row("302"), method="post", nobody=302),
    # other people's notices and jobs
    Page("read-notice", row("404"), None, "notice", "post"),
    Page("job", row("404"), None, "job"),
    Page("job-result", row("404"), None, "job"),
]

# Related to the province.
PLANS = [
    Page("conferences:plan", OUT, OFFICE_ONLY, "plan"),
    Page("conferences:conference", OUT, OFFICE_ONLY, "plan"),
    Page("conferences:criteria", OUT, OFFICE_ONLY, "plan"),
    Page("conferences:plan-calendar", OUT, OFFICE_ONLY, "plan"),
    Page("nominations:unit-tasks", OUT, OFFICE_ONLY, "plan"),
    # whoever sees the plan; the rows in it are one's own, tests/nominations/test_ledger.py
    Page("nominations:ledger", OUT, OFFICE_ONLY, "plan"),
    # more time is the office's own matter: a unit is told of its own
    Page("nominations:extensions", row(**NOT_THEIRS | {"offices": "200 403 403 404"}), OFFICE_ONLY, "plan"),
    # ranking is the office's own matter, and its officers write it
    Page("nominations:ranking", row(**NOT_THEIRS | {"offices": "200 403 403 404"}), OFFICE_ONLY, "plan"),
    Page("nominations:ranking-paper", row(**NOT_THEIRS | {"offices": "200 403 403 404"}), OFFICE_ONLY, "plan", kwargs={"face": "xlsx"}),
    Page("nominations:ranking-terms", row(**NOT_THEIRS, officer="200 403 403 404"), DRAFTED, "plan"),
    Page("nominations:ranking-scores", row(**NOT_THEIRS, officer="200 403 403 404"), DRAFTED, "plan"),
    # of a dossier that is not of this plan there is nothing
    Page("nominations:rank-ruling", row(**NOT_THEIRS, officer="404 403 403 404"), row(**NOT_THEIRS_IN_OFFICE, officer="404"), "plan", kwargs={"dossier": 0}, root=404),
    # a published list is read by everybody at or below the office; what is objected to it by the office alone, and by who said it
    Page("nominations:new-publication", row(**NOT_THEIRS, officer="200 403 403 404"), DRAFTED, "plan"),
    Page("nominations:publication", OUT, None, "publication"),
    Page("nominations:new-objection", row(units="200 404 200 404", offices="403 403 403 404", officer="200 403 200 404"), None, "publication"),
    Page("nominations:objection", OFFICE_ONLY, None, "objection"),
    Page("nominations:objection-file", OFFICE_ONLY, None, "objection"),
    Page("conferences:papers", OUT, OFFICE_ONLY, "plan"),
    Page("conferences:paper", OUT, OFFICE_ONLY, "plan", kwargs={"kind": "allocation", "face": "xlsx"}),
    # the notes between officer and leadership stay in the office
    Page("conferences:history", row(**NOT_THEIRS | {"offices": "200 403 403 404"}), OFFICE_ONLY, "plan"),
    # of a plan that is no version of another
    Page("conferences:plan-changes", row(**NOT_THEIRS | {"offices": "404 403 403 404"}), None, "plan", root=404),
    Page("conferences:new-plan", row("403", officer="200"), nobody=403),
    Page("conferences:read-plan", row("403", officer="200"), nobody=403),
    # somebody else's upload and somebody else's job are not there
    Page("conferences:confirm-reading", row("403", officer="404"), None, "source", nobody=403, root=404),
    Page("conferences:reading-job", row("403", officer="404"), None, "job", nobody=403, root=404),
    *(Page(f"conferences:{name}", OUT_IS_CLOSED, DRAFTED, "plan", kwargs=kwargs) for name, kwargs in EDITOR),
    Page("conferences:edit-plan", row(**NOT_THEIRS, officer="302 403 403 404"), row(**NOT_THEIRS_IN_OFFICE, officer="302 404 404 404"), "plan"),
    Page("conferences:copy-plan", row(**NOT_THEIRS, officer="200 403 403 404"), DRAFTED, "plan"),
    Page("conferences:plan-preview", row(**NOT_THEIRS, officer="200 403 403 404"), DRAFTED, "plan"),
    Page("conferences:plan-here", row(**NOT_THEIRS, officer="200 403 403 404"), DRAFTED, "plan", "post"),
    Page("conferences:arrange-plan", row(**NOT_THEIRS, officer="404 403 403 404"), row(**NOT_THEIRS_IN_OFFICE, officer="404"), "plan", "post"),
    Page("conferences:plan-versions", row(**NOT_THEIRS, officer="200 403 403 404"), DRAFTED, "plan"),
    Page("conferences:plan-version", row(**NOT_THEIRS, officer="404 403 403 404"), None, "plan", kwargs={"version": "99999"}, root=404),
    Page("conferences:restore-part", row(**NOT_THEIRS, officer="404 403 403 404"), None, "plan", "post", {"version": "99999"}),
    # the findings stay there too; the approver answers for one that is open, with a reason
    Page("conferences:findings", row(**NOT_THEIRS | {"offices": "200 403 403 404"}), OFFICE_ONLY, "plan"),
    Page(
        "conferences:accept-finding",
        row(**NOT_THEIRS, approver="409 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, approver="409 404 404 404"),
        "plan",
        "post",
    ),
    Page(
        "conferences:withdraw-acceptance",  # of none: it is open already
        row(**NOT_THEIRS, approver="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, approver="302 404 404 404"),
        "plan",
        "post",
    ),
    Page("conferences:allocation", OUT, OFFICE_ONLY, "table"),
    Page(
        "conferences:edit-allocation",
        row(**NOT_THEIRS, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "table",
    ),
    Page(
        "conferences:allocation-terms",
        row(**NOT_THEIRS, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "table",
    ),
    Page("conferences:explanation", OUT, OFFICE_ONLY, "table"),
    Page("conferences:explanation", OUT, OFFICE_ONLY, "table", kwargs={"order": "1"}),
    Page("conferences:explanation-paper", OUT, OFFICE_ONLY, "table", kwargs={"face": "docx"}),
    Page("conferences:explanation-paper", OUT, OFFICE_ONLY, "table", kwargs={"order": "1", "face": "docx"}),
    Page(
        "conferences:workshop",
        row(**NOT_THEIRS, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "table",
    ),
    Page(
        "conferences:upload-allocation",
        row(**NOT_THEIRS, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "table",
    ),
    # somebody else's file is not there; of a table that is out, no file is looked for
    *(
        Page(
            f"conferences:{name}",
            row(**NOT_THEIRS, officer="302 403 403 404"),
            row(**NOT_THEIRS_IN_OFFICE, officer="404"),
            "table",
            kwargs={"upload": "00000000-0000-4000-8000-000000000000"},
        )
        for name in ("confirm-upload", "upload-faults")
    ),
    Page(
        "conferences:amend-plan",
        row(**NOT_THEIRS, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="409 404 404 404"),
        "plan",
        "post",
    ),
    Page(
        "conferences:discard-version",  # of none: it is gone already
        row(**NOT_THEIRS, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="302 404 404 404"),
        "plan",
        "post",
    ),
    Page(
        "conferences:issue-plan",
        row(**NOT_THEIRS, clerk="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, clerk="302 404 404 404"),
        "plan",
    ),
    Page(
        "conferences:plan-move",
        row(**NOT_THEIRS, officer="409 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="302 404 404 404"),
        "plan",
        "post",
        {"name": "submit"},
    ),
    Page(
        "conferences:plan-move",
        row(**NOT_THEIRS, approver="409 403 403 404"),  # without a reason
        row(**NOT_THEIRS_IN_OFFICE, approver="409 404 404 404"),
        "plan",
        "post",
        {"name": "suspend"},
    ),
    # sent back by the leadership alone, while it is submitted
    Page("conferences:return-allocation", row(**NOT_THEIRS, approver="302 403 403 404"), row(**NOT_THEIRS_IN_OFFICE, approver="302 404 404 404"), "table"),
    # without a reason, and of a draft
    Page(
        "conferences:revise-allocation",
        row(**NOT_THEIRS, officer="409 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="409 404 404 404"),
        "table",
        "post",
    ),
    # the first version went out with its plan
    Page("conferences:notice", row("404"), None, "table", kwargs={"face": "pdf"}),
    Page("conferences:issue-notice", row(**NOT_THEIRS, clerk="200 403 403 404"), row(**NOT_THEIRS_IN_OFFICE, clerk="302 404 404 404"), "table"),
    Page(
        "conferences:allocation-move",
        row(**NOT_THEIRS, officer="409 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="302 404 404 404"),
        "table",
        "post",
        {"name": "submit"},
    ),
]

# Dossiers are related to the district of Than Uyên, filed for the province's plan; decisions to the province: the one that
# is out honours a dossier of Than Uyên's school.
NOMINATIONS = [
    # where it is due, the officer of the office takes back what nobody has used; everybody else is told it is not theirs
    Page(
        "nominations:reclaim-places",
        row(**NOT_THEIRS, officer="200 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "table",
    ),
    # what a unit gives on of its places: its own people and the offices above it; the head and the officer of the unit share
    Page(
        "nominations:share-places",
        row(units="200 404 404 404", offices="200 200 404 404"),
        row(units="404", offices="404 200 404 404"),
        "row",
    ),
    Page(
        "nominations:share-places",
        row(filer="403 404 404 404", head="422 404 404 404", offices="403 403 404 404", officer="422 403 404 404"),
        row(units="404", offices="404 403 404 404"),
        "row",
        "post",
    ),
    Page("nominations:new-dossier", row(units="200", offices="403"), nobody=403),
    # a list is a unit's own; without a plan and a unit in the address there is none, and somebody else's file is not there
    # the office that screens it; the unit itself is told it is not theirs
    Page("nominations:doubles", row(units="403 404 404 404", offices="403 403 404 404", officer="403 200 404 404"), row(units="403 404 404 404", offices="404"), "dossier", root=200),
    Page("nominations:upload-list", row(units="200", offices="403"), nobody=403),
    Page("nominations:list-form", row(units="404", offices="403"), nobody=403, root=404),
    Page("nominations:summary-list", row("404"), kwargs={"face": "xlsx"}),
    *(
        Page(f"nominations:{name}", row(units="404", offices="403"), kwargs={"upload": "00000000-0000-4000-8000-000000000000"}, nobody=403, root=404)
        for name in ("confirm-list", "list-faults")
    ),
    # who screens for an office: its queue, and of the dossiers filed for its plans each beside its evidence
    Page("nominations:screening", row("403", officer="200"), nobody=403),
    Page("nominations:screening-chosen", row("403", officer="200"), nobody=403),
    Page("nominations:screen", row(units="403 404 404 404", offices="403 403 404 404", officer="403 200 404 404"), row(units="403 404 404 404", offices="404"), "dossier", root=200),
    *(
        Page(
            f"nominations:{name}",
            row(units="403 404 404 404", offices="403 403 404 404", officer="403 302 404 404"),
            row(units="403 404 404 404", offices="404"),
            "dossier",
            "post",
            kwargs,
        )
        for name, kwargs in (("screen-take", {}), ("screen-move", {"name": "accept"}))
    ),
    Page("nominations:dossier", FILED, OWN_UNIT, "dossier"),
    Page("nominations:dossier-paper", FILED, OWN_UNIT, "dossier", kwargs={"slot": "other"}),
    Page(
        "nominations:edit-dossier",
        row(units="302 404 404 404", offices="403 403 404 404"),
        row(units="302 404 404 404", offices="404"),
        "dossier",
    ),
    *(
        Page(
            "nominations:edit-step",
            row(units="302 404 404 404", offices="403 403 404 404"),
            row(units="200 404 404 404", offices="404"),
            "dossier",
            kwargs={"step": step},
        )
        for step in ("who", "record", "papers", "consent")
    ),
    Page(
        "nominations:move-dossier",
        row(units="403 404 404 404", offices="403 403 404 404", officer="403 302 404 404"),
        row(units="403 404 404 404", offices="404"),
        "dossier",
        "post",
        {"name": "accept"},
    ),
    Page(
        "nominations:move-dossier",
        row(units="403 404 404 404", offices="403 403 404 404", head="409 404 404 404"),
        row(filer="403 404 404 404", head="302 404 404 404", offices="404"),
        "dossier",
        "post",
        {"name": "endorse"},
    ),
    # item by item, by the office that screens; a draft is not there
    Page(
        "nominations:return-items",
        row(units="403 404 404 404", offices="403 403 404 404", officer="403 200 404 404"),
        row(units="403 404 404 404", offices="404"),
        "dossier",
        root=200,
    ),
    # of a dossier that was never sent back there is nothing to explain
    Page(
        "nominations:explain-items",
        row(units="404", offices="403 403 404 404"),
        row(units="404", offices="404"),
        "dossier",
        "post",
    ),
    # without words; a draft has nobody to talk to
    Page(
        "nominations:write-remark",
        row(units="422 404 404 404", offices="403 403 404 404", officer="403 422 404 404", approver="403 422 404 404"),
        row(units="422 404 404 404", offices="404"),
        "dossier",
        "post",
    ),
    Page("nominations:requests", ALL, nobody=200),
    Page("nominations:new-request", row("403", officer="200"), nobody=403),
    # a request of the province to the district: both sides see it, the officer of the one asks, the other answers
    Page("nominations:request", row(units="200 404 404 404", offices="200 200 404 404"), None, "request"),
    Page("nominations:request-file", row(units="200 404 404 404", offices="200 200 404 404"), None, "request"),
    Page(
        "nominations:answer-request",
        row(units="422 404 404 404", offices="403 403 404 404", officer="422 403 404 404"),
        None,
        "request",
        "post",
    ),
    Page(
        "nominations:move-request-due",
        row(units="403 404 404 404", offices="403 403 404 404", officer="403 422 404 404"),
        None,
        "request",
        "post",
    ),
    Page(
        "nominations:move-request",  # without a reason
        row(units="403 404 404 404", offices="403 403 404 404", officer="403 409 404 404"),
        None,
        "request",
        "post",
        {"name": "withdraw"},
    ),
    Page(
        "nominations:confirm-standard",
        row(units="409 404 404 404", offices="403 403 404 404"),
        row(units="409 404 404 404", offices="404"),
        "dossier",
        "post",
        {"mark": "0" * 16},
    ),
    Page(
        "nominations:rule-on-standard",
        row(units="403 404 404 404", offices="403 403 404 404", officer="403 409 404 404"),
        row(units="403 404 404 404", offices="404"),
        "dossier",
        "post",
        {"mark": "0" * 16},
    ),
    # only a unit in between weighs what lies with it; this one lies with nobody but its unit, or with the office
    Page(
        "nominations:weigh",
        row(units="403 404 404 404", offices="403 403 404 404", head="422 404 404 404", officer="422 403 404 404"),
        row(units="403 404 404 404", offices="404", head="422 404 404 404"),
        "dossier",
        "post",
    ),
    # a proposal is the unit's own until it is sent; filer and head write it, the head sends it, the office counts its paper
    Page("nominations:proposals", ALL, nobody=200),
    Page("nominations:receipts", ALL, nobody=200),
    Page("nominations:new-proposal", row("403", units="200"), nobody=403),
    Page("nominations:proposal", FILED, row(units="200 404 404 404", offices="404"), "proposal"),
    Page(
        "nominations:edit-proposal",
        row(units="302 404 404 404", offices="403 403 404 404"),
        row(units="200 404 404 404", offices="404"),
        "proposal",
    ),
    Page(
        "nominations:discard-proposal",  # without its version; the one that was sent stays
        row(units="409 404 404 404", offices="403 403 404 404"),
        row(units="409 404 404 404", offices="404"),
        "proposal",
        "post",
    ),
    Page(
        "nominations:move-proposal",
        row(units="403 404 404 404", offices="403 403 404 404", head="409 404 404 404"),
        row(filer="403 404 404 404", head="302 404 404 404", offices="404"),
        "proposal",
        "post",
        {"name": "send"},
    ),
    Page(
        "nominations:receive-sets",  # without a figure
        row(units="403 404 404 404", offices="403 403 404 404", officer="403 422 404 404", clerk="403 422 404 404"),
        row(units="403 404 404 404", offices="404"),
        "proposal",
        "post",
    ),
    Page(
        "nominations:proposal-paper",
        FILED,
        row(units="200 404 404 404", offices="404"),
        "proposal",
        kwargs={"kind": "selection-minutes", "face": "docx"},
    ),
    Page("nominations:signed-paper", FILED, row(units="200 404 404 404", offices="404"), "proposal", kwargs={"slot": "minutes"}),
    Page(
        "nominations:attach-signed",
        row(units="200 404 404 404", offices="403 403 404 404"),
        row(units="200 404 404 404", offices="404"),
        "proposal",
        kwargs={"slot": "minutes"},
    ),
    Page("nominations:receipt", FILED, None, "receipt"),
    Page("nominations:receipt-paper", FILED, None, "receipt", kwargs={"face": "docx"}),
    Page(
        "nominations:criterion-rule",
        row(**NOT_THEIRS, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "plan",
        kwargs={"of": "criteria", "place": 1},
    ),
    # how the council voted is the office's own; what is closed stays as it is
    Page("nominations:sessions", ALL, nobody=200),
    Page("nominations:new-session", row("403", officer="200"), nobody=403),
    Page("nominations:session", OFFICE_ONLY, OFFICE_ONLY, "session"),
    Page("nominations:session-minutes", OFFICE_ONLY, OFFICE_ONLY, "session", kwargs={"face": "pdf"}),
    *(
        Page(
            f"nominations:{name}",
            row(**NOT_THEIRS_IN_OFFICE, officer="302 404 404 404"),
            row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
            "session",
        )
        for name in ("edit-session", "session-votes")
    ),
    Page(
        "nominations:discard-session",
        row(**NOT_THEIRS_IN_OFFICE, officer="409 404 404 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="409 404 404 404"),  # the form's token is missing: the page says so
        "session",
        "post",
    ),
    Page(
        "nominations:move-session",
        row(units="404", offices="409 404 404 404"),  # the word is missing: that is said before anything is asked
        row(units="404", offices="409 404 404 404"),
        "session",
        "post",
        {"name": "close"},
    ),
    Page("nominations:award-register", ALL, nobody=200),
    Page("nominations:reports", ALL, nobody=200),
    *(
        Page(
            name,
            row(**NOT_THEIRS_IF_HONOURED, officer=f"{answer} 403 403 404", clerk=f"{answer} 403 403 404"),
            row(**NOT_THEIRS_IN_OFFICE, officer=f"{answer} 404 404 404", clerk=f"{answer} 404 404 404"),
            "decision",
            kwargs=kwargs,
            root=answer,
        )
        for name, answer, kwargs in (
            ("nominations:presenting", 200, {}),
            ("nominations:presenters-list", 200, {"face": "docx"}),
            ("nominations:presenters-list", 200, {"face": "xlsx"}),
            ("nominations:prize-receipts", 404, {"face": "docx"}),  # no prize was fixed
        )
    ),
    Page("nominations:stocks", row("403", officer="200", clerk="200"), nobody=403),
    Page("nominations:new-stock", row("403", officer="200", clerk="200"), nobody=403),
    Page("nominations:stock", row(officer="200 404 404 404", clerk="200 404 404 404"), None, "stock"),
    Page("nominations:stock-background", row("403", officer="200 404 404 404", clerk="200 404 404 404"), None, "background", nobody=403),
    Page("nominations:stock-trial", row(officer="200 404 404 404", clerk="200 404 404 404"), None, "stock"),
    Page("nominations:discard-stock", row(officer="302 404 404 404", clerk="302 404 404 404"), None, "stock", "post"),
    Page(
        "nominations:certificates",
        row(**NOT_THEIRS_IF_HONOURED, officer="200 403 403 404", clerk="200 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404", clerk="200 404 404 404"),
        "decision",
    ),
    Page("nominations:new-decision", row("403", officer="200"), nobody=403),
    Page("nominations:split-decisions", row("404", officer="200 404 404 404"), row("404"), "plan"),
    Page("nominations:decision", HONOURED, OFFICE_ONLY, "decision"),
    Page("nominations:decision-paper", HONOURED, OFFICE_ONLY, "decision", kwargs={"face": "pdf"}),
    Page(
        "nominations:edit-decision",
        row(**NOT_THEIRS_IF_HONOURED, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "decision",
    ),
    Page(  # a draft is still mended itself: only what was issued is corrected by another
        "nominations:new-amendment",
        row(**NOT_THEIRS_IF_HONOURED, officer="200 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="302 404 404 404"),
        "decision",
        kwargs={"kind": "revoke"},
    ),
    Page(
        "nominations:edit-amendment",
        row(**NOT_THEIRS_IF_HONOURED, officer="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="200 404 404 404"),
        "amendment",
    ),
    Page(
        "nominations:announcing",
        row(**NOT_THEIRS_IF_HONOURED, clerk="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, clerk="302 404 404 404"),
        "decision",
    ),
    Page(
        "nominations:issue-decision",
        row(**NOT_THEIRS_IF_HONOURED, clerk="302 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, clerk="302 404 404 404"),
        "decision",
    ),
    Page(
        "nominations:discard-decision",
        row(**NOT_THEIRS_IF_HONOURED, officer="409 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="409 404 404 404"),  # the form's token is missing: the page says so
        "decision",
        "post",
    ),
    Page(
        "nominations:move-decision",
        row(**NOT_THEIRS_IF_HONOURED, officer="409 403 403 404"),
        row(**NOT_THEIRS_IN_OFFICE, officer="302 404 404 404"),
        "decision",
        "post",
        {"name": "submit"},
    ),
    # a request for another figure is the unit's own, and the office's that answers it
    Page("conferences:adjustments", ALL, nobody=200),
    # asked from the units of the table, by head and officer
    Page("conferences:ask-adjustment", row(units="403 404 403 404", offices="403 403 403 404"), row(**NOT_THEIRS_IN_OFFICE), "table"),
    Page("conferences:adjustment", FILED, None, "adjustment"),
    Page(
        "conferences:adjustment-move",  # without a reason
        row(units="403 404 404 404", offices="403 403 404 404", officer="403 409 404 404", approver="403 409 404 404"),
        None,
        "adjustment",
        "post",
        {"name": "decline"},
    ),
    # units are related to the district of Than Uyên; those above are known by name to those below
    # the calendar address of a unit is renewed from the unit alone
    Page(
        "conferences:renew-feed",
        row(units="302 404 404 404", offices="403 404 404 404", officer="302 404 404 404", admin="302 404 404 404"),
        None,
        "unit",
        "post",
    ),
    Page("organizations:unit", row(units="200 404 200 404", offices="200 200 200 404"), None, "unit"),
]

# Issued papers are the office's own: the register, the paper and its bytes. The clerk keeps them.
KEPT_BY_CLERK = row(units="404", offices="403 404 404 404", clerk="302 404 404 404")
PAPERS = [
    Page("papers:register", row(units="403", offices="200"), nobody=403),
    Page("papers:register-pdf", row(units="403", offices="200 422 422 422"), nobody=403),
    Page("papers:all-series", row(units="403", offices="200"), nobody=403),
    Page("papers:new-series", row("403", clerk="200"), nobody=403),
    Page("papers:series", row(units="404", offices="403 404 404 404", admin="403 403 404 404", clerk="200 404 404 404"), None, "series"),
    Page(
        "papers:series-start",
        row(units="404", offices="403 404 404 404", admin="403 403 404 404", clerk="422 404 404 404"),
        None,
        "series",
        "post",
    ),
    Page("papers:paper", OFFICE_ONLY, OFFICE_ONLY, "paper"),
    Page("papers:file", OFFICE_ONLY, None, "paper", kwargs={"kind": "pdf"}),
    Page("papers:copy", OFFICE_ONLY, None, "copy"),
    Page("papers:attach", row(units="404", offices="403 404 404 404", clerk="422 404 404 404"), None, "paper", "post"),
    # opened by nobody: what stands there was not seen
    Page("papers:entry", row(units="404", offices="403 404 404 404", clerk="409 404 404 404"), None, "paper", "post"),
    Page("papers:name-older", row(units="404", offices="403 404 404 404", clerk="422 404 404 404"), None, "paper", "post"),
    Page("papers:correct", row(units="404", offices="403 404 404 404", clerk="200 404 404 404"), None, "paper"),
    Page(
        "papers:print-again",
        row(units="404", offices="403 404 404 404", clerk="409 404 404 404"),
        KEPT_BY_CLERK,
        "paper",
        "post",
    ),
]

# --- the administrator's desk: for everybody else it is not there
DESK, DESK_NO = row("404", admin="200"), row("404", admin="403")
AROUND = row("404", admin="200 200 200 404")
AROUND_NO = row("404", admin="403 403 403 404")
ABOVE_WRITES = row("404", admin="200 200 403 404")  # from below one may look, not write
TOP = row("404", admin="403 200 403 403")  # what every office pays by: the top office writes it, all others read
OWN_DESK, OWN_DESK_NO = row("404", admin="200 404 404 404"), row("404", admin="403 404 404 404")
DOWN, DOWN_NO = row("404", admin="200 200 404 404"), row("404", admin="403 403 404 404")


def desk(model: str, thing: str, seen: Cells, never: Cells, root: int | None = None, **others: Cells) -> list[Page]:
    """The rows of one model: `seen` is who reads a thing of it, `never` the same people asking for what nobody may.

    `others` override single pages: list, add, post (saving the form), delete. `root` is what a superuser gets where
    administrators may only look.
    """
    space, address = f"admin:{model}", f"/admin/{model.replace('_', '/')}/{{pk}}/"
    return [
        Page(f"{space}_changelist", others.get("list", DESK), root=200),
        Page(f"{space}_add", others.get("add", DESK_NO), root=root),
        Page(f"{space}_change", seen, None, thing, root=200),
        Page(f"{space}_change", others.get("post", never), None, thing, "post"),
        Page(f"{space}_history", seen, None, thing, root=200),
        Page(f"{space}_delete", others.get("delete", never), None, thing, root=root if "delete" in others else None),
        Page(address, row("404", admin="302"), None, thing),
    ]


ADMIN = [
    Page("admin:index", DESK),
    Page("admin:app_list", DESK, kwargs={"app_label": "organizations"}),
    Page("admin:jsi18n", DESK),
    Page("admin:autocomplete", DESK, query="?app_label=organizations&model_name=assignment&field_name=unit"),
    Page("admin:view_on_site", row("404"), kwargs={"content_type_id": "1", "object_id": "1"}),
    Page("/admin/no-such-page/", row("404")),
    # one log-in, one log-out, one page for the password: the desk's own addresses lead there
    Page("/admin/login/", row("302"), nobody=302),
    Page("/admin/logout/", row("302"), method="post", nobody=302),
    Page("/admin/password_change/", row("302"), nobody=302),
    Page("/admin/password_change/done/", DESK),
    *desk("organizations_unit", "unit", AROUND, AROUND_NO, add=DESK, post=ABOVE_WRITES),
    *desk("organizations_unitkind", "kind", DESK, DESK_NO, root=200),
    *desk("organizations_bloc", "bloc", AROUND, AROUND_NO, add=DESK, post=ABOVE_WRITES, delete=ABOVE_WRITES),
    *desk("organizations_user", "user", DOWN, DOWN_NO, add=DESK, post=DOWN),
    Page("admin:send-password-link", row("404", admin="302 302 404 404"), None, "user", "post"),
    *desk("conferences_plan", "plan", AROUND, AROUND_NO),
    *desk("conferences_allocation", "table", AROUND, AROUND_NO),
    *desk("conferences_holiday", "holiday", DESK, DESK_NO, add=DESK, post=DESK, delete=DESK),
    *desk("conferences_honour", "honour", DESK, DESK_NO, add=DESK, post=DESK, delete=DESK),
    *desk("conferences_legalground", "ground", DESK, DESK_NO, add=DESK, post=DESK, delete=DESK),
    *desk("conferences_basesalary", "salary", DESK, DESK_NO, 200, add=TOP, post=TOP, delete=TOP),
    *desk("conferences_prize", "prize", DESK, DESK_NO, 200, add=TOP, post=TOP, delete=TOP),
    *desk("nominations_dossier", "dossier", DOWN, DOWN_NO),
    *desk("nominations_decision", "decision", AROUND, AROUND_NO),
    *desk("papers_numberseries", "series", DOWN, DOWN_NO, add=DESK, post=DOWN),
    *desk("papers_issuedpaper", "paper", OWN_DESK, OWN_DESK_NO),
    *desk("portal_mail", "mail", DESK_NO, DESK_NO, list=DESK_NO),
]

PAGES = [*EVERYBODY, *PLANS, *NOMINATIONS, *PAPERS, *ADMIN]

OPEN = [
    Page("healthz", row("200"), nobody=200),
    Page("login", row("302"), nobody=302),
    Page("papers:ask-check", row("200"), nobody=200),
    Page("papers:check", row("200"), kwargs={"code": "0" * 26}, nobody=200),
    Page("conferences:feed", row("200"), kwargs={"secret": "0" * 43}, nobody=200),
    Page("password-reset", row("200"), nobody=200),
    Page("password-reset-sent", row("200"), nobody=200),
    Page("set-password", row("200"), kwargs={"uidb64": "MQ", "token": "no-such-token"}, nobody=200),
]
"""Pages that answer strangers, with 200."""
