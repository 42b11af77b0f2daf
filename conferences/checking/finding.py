"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = {ERROR: "Lỗi", WARNING: "Nên sửa", HINT: "Gợi ý"}  # worst first
ORDER = {severity: place for place, severity in enumerate(SEVERITIES)}


@dataclass(frozen=True)
class Finding:
    """One thing about one place of a plan.

    `error`: must not leave the office as it is. `warning`: most likely a slip, or trouble for somebody. `hint`: could be better.
    `where` is a path of the plan file, counted from 1; `place` says it in words.
    """

    severity: str
    code: str
    where: str
    place: str
    says: str
    remedy: str = ""

    @property
    def label(self) -> str:
        return SEVERITIES[self.severity]

    @property
    def key(self) -> str:
        """Names the finding as it stands: it changes when its place or its figures do."""
        return sha256(f"{self.code}|{self.where}|{self.says}".encode()).hexdigest()[:20]

    def __str__(self) -> str:
        """One line: how grave, where, what, what to do."""
        return f"{self.label} · {self.place}: {self.says}{f' {self.remedy}' if self.remedy else ''}"
