"""Forms of dossiers and decisions."""

from nominations.forms.consent import ConsentForm
from nominations.forms.decision import DecisionForm
from nominations.forms.papers import PapersForm
from nominations.forms.record import RecordForm
from nominations.forms.who import WhoForm

__all__ = ["ConsentForm", "DecisionForm", "PapersForm", "RecordForm", "WhoForm"]
