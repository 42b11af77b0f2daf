"""The papers of a plan as plain data, and the one table that names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from conferences.papers.agenda import agenda_paper, has_agenda
from conferences.papers.allocation import FILE_NAME, allocation_paper, table_insert
from conferences.papers.plan import plan_paper
from papers.paper import Paper


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: `build(thing, at=...)` makes it of a plan or of one version of its table."""

    label: str
    of: Literal["plan", "allocation"]
    build: Callable[..., Paper]
    file_name: str  # without the number of the plan and the ending; no personal data
    faces: tuple[str, ...] = ("pdf", "docx")
    stands_in: Callable[[Any], bool] = lambda plan: True  # whether the plan holds anything of it

    def thing(self, plan: Any) -> Any:
        """What the paper of a plan is made of: the plan, or the newest version of its table; None where it holds nothing of it."""
        if self.of == "plan":
            return plan if self.stands_in(plan) else None
        return plan.allocations.current()


TITLE_PAPER = "plan"  # the one that bears the number; the others go with it
PAPERS: dict[str, PaperKind] = {
    "plan": PaperKind("Kế hoạch", "plan", plan_paper, "ke-hoach"),
    "agenda": PaperKind("Chương trình", "plan", agenda_paper, "chuong-trinh", stands_in=has_agenda),
    "allocation": PaperKind("Bảng phân bổ", "allocation", allocation_paper, FILE_NAME, ("pdf", "docx", "xlsx")),
}


def insert_name(kind: str, thing: Any) -> str:
    """By what name the paper is frozen with its plan: each version of the table is a paper of its own."""
    return table_insert(thing) if PAPERS[kind].of == "allocation" else PAPERS[kind].file_name
