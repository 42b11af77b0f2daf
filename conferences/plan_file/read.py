"""A plan file, read: its data as the table of keys knows them, and all its faults. Touches no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from conferences.plan_file.check import Check
from conferences.plan_file.decode import decoded
from conferences.plan_file.faults import MAX_FAULTS, Fault, Faulty
from conferences.plan_file.sense import findings
from conferences.plan_file.shape import PLAN
from portal.yaml import YamlError, tree


@dataclass(frozen=True)
class PlanFile:
    """Data with dates as dates and text as clean text. Where there are faults, the data are only what could be read."""

    data: dict[str, Any]
    faults: list[Fault]
    lines: dict[str, int] = field(default_factory=dict)

    def located(self, findings: Iterable[tuple[str, str]]) -> list[Fault]:
        """Paths and sentences as faults with their lines."""
        return [Fault(self._line(path), path, says) for path, says in findings]

    def _line(self, path: str) -> int:
        """The line of the place, or of the nearest thing around it that is written down."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)


def read(content: bytes) -> PlanFile:
    """Read a whole file; what cannot be read at all has no data."""
    check = Check()
    try:
        data = check.value(tree(decoded(content)), PLAN, "") or {}
    except Faulty as error:
        return PlanFile({}, error.faults)
    except YamlError as error:
        return PlanFile({}, [Fault(error.line, "", str(error))])
    file = PlanFile(data, check.faults, check.lines)
    if not data and not file.faults:
        file.faults.append(Fault(1, "", "tệp không có nội dung."))
    file.faults.extend(file.located(islice(findings(data), MAX_FAULTS)))
    return file
