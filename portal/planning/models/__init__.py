"""Models of planning: plans, action plans, realizations and uses of evidence."""

from .action_plan import ActionPlan, ActionPlanLine
from .plan import (
    Accumulation,
    Approach,
    Aspect,
    Indicator,
    Perspective,
    Plan,
    PlanExpectation,
    PlannedResult,
    PlanVersion,
    ResultKind,
    TargetKind,
    UnitExpectation,
    with_unit,
)
from .realization import EvidenceUse, Realization

__all__ = [
    "Accumulation",
    "ActionPlan",
    "ActionPlanLine",
    "Approach",
    "Aspect",
    "EvidenceUse",
    "Indicator",
    "Perspective",
    "Plan",
    "PlanExpectation",
    "PlanVersion",
    "PlannedResult",
    "Realization",
    "ResultKind",
    "TargetKind",
    "UnitExpectation",
    "with_unit",
]
