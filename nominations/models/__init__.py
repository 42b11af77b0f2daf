"""WHOM: nominees and what they have achieved, dossiers, decisions."""

from nominations.models.amendment import LineChange
from nominations.models.council import Ballot, Member, Session
from nominations.models.decision import AwardYear, Decision, DecisionLine
from nominations.models.dossier import ClauseAnswer, Consent, Dossier, DossierPaper
from nominations.models.levels import IN_ORDER, LevelResult
from nominations.models.nominee import Achievement, Nominee, NomineeKind
from nominations.models.presenting import CertificatePrint, CertificateStock, Presentation, PresentedLine
from nominations.models.ranking import Objection, Publication, RankingTerms, RankRuling, Score
from nominations.models.remarks import Remark
from nominations.models.requests import UnitRequest
from nominations.models.returning import ReturnItem, ReturnRound
from nominations.models.sending import Extension, Proposal, ProposalLine, ProposalPaper, Receipt, ReceiptYear

__all__ = [
    "Achievement",
    "AwardYear",
    "Ballot",
    "CertificatePrint",
    "CertificateStock",
    "ClauseAnswer",
    "Consent",
    "Decision",
    "DecisionLine",
    "Dossier",
    "DossierPaper",
    "Extension",
    "IN_ORDER",
    "LevelResult",
    "LineChange",
    "Member",
    "Nominee",
    "NomineeKind",
    "Presentation",
    "PresentedLine",
    "Objection",
    "Proposal",
    "ProposalLine",
    "ProposalPaper",
    "Publication",
    "RankRuling",
    "RankingTerms",
    "Receipt",
    "ReceiptYear",
    "Remark",
    "ReturnItem",
    "ReturnRound",
    "Score",
    "Session",
    "UnitRequest",
]
