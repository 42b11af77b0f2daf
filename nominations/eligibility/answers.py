"""The four answers."""

from __future__ import annotations

from enum import Enum


class Answer(Enum):
    """What can be said of a clause."""

    MET = "met"
    NOT_MET = "not_met"
    NO_EVIDENCE = "no_evidence"
    NEEDS_PERSON = "needs_person"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Answer.MET: "đạt",
    Answer.NOT_MET: "chưa đạt",
    Answer.NO_EVIDENCE: "thiếu minh chứng",
    Answer.NEEDS_PERSON: "cần người xem",
}
MET, NOT_MET, NO_EVIDENCE, NEEDS_PERSON = Answer
