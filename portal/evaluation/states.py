"""States and lawful moves of an evaluation (domain.md 1.15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.states import Transition

from .permissions import ANSWER_EVALUATION, RATE_EVALUATION, RECEIVE_EVALUATION


class EvaluationState(models.TextChoices):
    """State of the evaluation of one plan in one period."""

    OPEN = "open", pgettext_lazy("evaluation", "being rated")
    DELIVERED = "delivered", pgettext_lazy("evaluation", "delivered")
    ACCEPTED = "accepted", pgettext_lazy("evaluation", "received")
    CLOSED = "closed", pgettext_lazy("evaluation", "closed")


# From delivery on nothing the evaluation rests on may change.
LOCKING = frozenset({EvaluationState.DELIVERED, EvaluationState.ACCEPTED, EvaluationState.CLOSED})

DELIVER = Transition(
    "deliver_evaluation", frozenset({EvaluationState.OPEN}), EvaluationState.DELIVERED,
    RATE_EVALUATION,
)
RECALL = Transition(
    "recall_evaluation", frozenset({EvaluationState.DELIVERED}), EvaluationState.OPEN,
    RATE_EVALUATION,
)
ACCEPT = Transition(
    "accept_evaluation", frozenset({EvaluationState.DELIVERED}), EvaluationState.ACCEPTED,
    ANSWER_EVALUATION,
)
COUNT_AS_RECEIVED = Transition(
    "count_as_received", frozenset({EvaluationState.DELIVERED}), EvaluationState.ACCEPTED,
    RECEIVE_EVALUATION, by_system=True,
)
CLOSE = Transition(
    "close_evaluation", frozenset({EvaluationState.ACCEPTED}), EvaluationState.CLOSED,
    RECEIVE_EVALUATION, by_system=True,
)
EVALUATION_TABLE = (DELIVER, RECALL, ACCEPT, COUNT_AS_RECEIVED, CLOSE)


class Demand(models.TextChoices):
    """What does not block a rating but asks for a reason."""

    UNCHECKED = "unchecked", _("evidence that nobody checked yet")
    RETURNED = "returned", _("evidence that was returned and not replaced")
    NOT_ACCEPTED = "not_accepted", _("realizations that are missing or not accepted")
    NO_TARGET = "no_target", _("targets of the period that were not agreed")


class Form(models.TextChoices):
    """Official forms of an evaluation (domain.md 1.13)."""

    F4 = "F4", _("Evaluation of a senior leader")
    F5 = "F5", _("Evaluation, quantitative")
    F6 = "F6", _("Evaluation, qualitative")
    F7 = "F7", _("Document of the evaluation")
