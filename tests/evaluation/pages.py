"""Asking the pages of an evaluation as a browser would."""

from typing import Any

from django.urls import reverse

from portal.calendar.models import Period
from portal.evaluation.models import Evaluation
from portal.planning.models import Plan
from portal.rulesets.models import Scale
from tests.factories.evaluation import REASON, level
from tests.factories.planning import period_of

PLANTED = "Catatan sangat khas 7731"
POSTS = (
    "open", "rate", "feedback", "deliver", "recall", "respond", "answer", "accept", "bkn_result",
)  # fmt: skip


def at(plan: Plan, name: str = "evaluation", *more: Any, period: Period | None = None) -> str:
    """Address of a page of an evaluation, of the third quarter unless told."""
    period = period or period_of(plan)
    return reverse(f"evaluation:{name}", args=[plan.public_id, period.pk, *more])


def text_of(response: Any) -> str:
    """The page as text."""
    return response.content.decode()


def typed(evaluation: Evaluation, **more: Any) -> dict[str, Any]:
    """Everything the rating form sends; ``more`` changes it."""
    plan = evaluation.plan
    return {
        "result_level": level(plan, Scale.RESULT, "meets").pk,
        "behavior_level": level(plan, Scale.BEHAVIOR, "above").pk,
        "rating_note": "Sesuai laporan bulanan.",
        "recommendation": "",
        "reason_not_accepted": REASON,
        "reason_no_target": REASON,
        "revision": evaluation.revision,
        **more,
    }
