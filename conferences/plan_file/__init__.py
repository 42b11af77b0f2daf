"""The plan file (docs/plan-file.md): the portal's interchange form of a whole plan, in YAML or JSON."""

from conferences.plan_file.faults import Fault, Faulty
from conferences.plan_file.read import PlanFile, read

__all__ = ["Fault", "Faulty", "PlanFile", "read"]
