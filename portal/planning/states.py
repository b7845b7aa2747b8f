"""States and lawful moves of plans, action plans, realizations and uses (domain.md 1.15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.states import Transition

from .permissions import (
    CHECK_USE,
    CLOSE_PLAN,
    DECIDE_ACTION_PLAN,
    DECIDE_PLAN,
    DECIDE_REALIZATION,
    RECORD_REALIZATION,
    REOPEN_REALIZATION,
    UNDO_VERDICT,
    WRITE_ACTION_PLAN,
    WRITE_PLAN,
)


class PlanState(models.TextChoices):
    """State of one version of a plan."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", pgettext_lazy("plan", "waits for agreement")
    RETURNED = "returned", pgettext_lazy("plan", "returned")
    AGREED = "agreed", pgettext_lazy("plan", "agreed")
    SUPERSEDED = "superseded", pgettext_lazy("plan", "replaced by a newer version")
    CLOSED = "closed", pgettext_lazy("plan", "closed with the year")
    DISCARDED = "discarded", pgettext_lazy("plan", "discarded")


OPEN_PLAN = frozenset({PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED})
WRITABLE_PLAN = frozenset({PlanState.DRAFT, PlanState.RETURNED})
# What realizations are measured against and forms are printed from.
STANDING_PLAN = frozenset({PlanState.AGREED, PlanState.CLOSED})

SUBMIT_PLAN = Transition("submit_plan", WRITABLE_PLAN, PlanState.SUBMITTED, WRITE_PLAN)
TAKE_BACK_PLAN = Transition(
    "take_back_plan", frozenset({PlanState.SUBMITTED}), PlanState.DRAFT, WRITE_PLAN
)
RETURN_PLAN = Transition(
    "return_plan", frozenset({PlanState.SUBMITTED}), PlanState.RETURNED, DECIDE_PLAN
)
AGREE_PLAN = Transition(
    "agree_plan", frozenset({PlanState.SUBMITTED}), PlanState.AGREED, DECIDE_PLAN
)
DISCARD_PLAN = Transition("discard_plan", WRITABLE_PLAN, PlanState.DISCARDED, WRITE_PLAN)
SUPERSEDE_PLAN = Transition(
    "supersede_plan", frozenset({PlanState.AGREED}), PlanState.SUPERSEDED, CLOSE_PLAN,
    by_system=True,
)
CLOSE_YEAR = Transition(
    "close_plan", frozenset({PlanState.AGREED}), PlanState.CLOSED, CLOSE_PLAN, by_system=True
)
PLAN_TABLE = (
    SUBMIT_PLAN, TAKE_BACK_PLAN, RETURN_PLAN, AGREE_PLAN, DISCARD_PLAN, SUPERSEDE_PLAN, CLOSE_YEAR,
)


class ActionState(models.TextChoices):
    """State of the action plan of one period."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", pgettext_lazy("plan", "waits for agreement")
    RETURNED = "returned", pgettext_lazy("plan", "returned")
    AGREED = "agreed", pgettext_lazy("plan", "agreed")


WRITABLE_ACTION = frozenset({ActionState.DRAFT, ActionState.RETURNED})
SUBMIT_ACTION = Transition(
    "submit_action_plan", WRITABLE_ACTION, ActionState.SUBMITTED, WRITE_ACTION_PLAN
)
RETURN_ACTION = Transition(
    "return_action_plan", frozenset({ActionState.SUBMITTED}), ActionState.RETURNED,
    DECIDE_ACTION_PLAN,
)
AGREE_ACTION = Transition(
    "agree_action_plan", frozenset({ActionState.SUBMITTED}), ActionState.AGREED,
    DECIDE_ACTION_PLAN,
)
REOPEN_ACTION = Transition(
    "reopen_action_plan", frozenset({ActionState.SUBMITTED, ActionState.AGREED}),
    ActionState.DRAFT, WRITE_ACTION_PLAN,
)
ACTION_TABLE = (SUBMIT_ACTION, RETURN_ACTION, AGREE_ACTION, REOPEN_ACTION)


class RealizationState(models.TextChoices):
    """State of the realization of one indicator in one period."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", pgettext_lazy("realization", "handed in")
    ACCEPTED = "accepted", pgettext_lazy("realization", "accepted")
    RETURNED = "returned", pgettext_lazy("realization", "returned")


WRITABLE_REALIZATION = frozenset({RealizationState.DRAFT, RealizationState.RETURNED})
SUBMIT_REALIZATION = Transition(
    "submit_realization", WRITABLE_REALIZATION, RealizationState.SUBMITTED, RECORD_REALIZATION
)
ACCEPT_REALIZATION = Transition(
    "accept_realization", frozenset({RealizationState.SUBMITTED}), RealizationState.ACCEPTED,
    DECIDE_REALIZATION,
)
RETURN_REALIZATION = Transition(
    "return_realization", frozenset({RealizationState.SUBMITTED}), RealizationState.RETURNED,
    DECIDE_REALIZATION,
)
REOPEN = Transition(
    "reopen_realization", frozenset({RealizationState.SUBMITTED, RealizationState.ACCEPTED}),
    RealizationState.DRAFT, REOPEN_REALIZATION,
)
REALIZATION_TABLE = (SUBMIT_REALIZATION, ACCEPT_REALIZATION, RETURN_REALIZATION, REOPEN)


class UseState(models.TextChoices):
    """State of one use: a version of a file, for one realization. The verdict lives here."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", pgettext_lazy("use", "not checked yet")
    ACCEPTED = "accepted", pgettext_lazy("use", "accepted")
    RETURNED = "returned", pgettext_lazy("use", "returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("use", "taken out")


JUDGED = frozenset({UseState.ACCEPTED, UseState.RETURNED})
HANDED_IN = frozenset({UseState.SUBMITTED, UseState.ACCEPTED, UseState.RETURNED})
SUBMIT_USE = Transition(
    "submit_use", frozenset({UseState.DRAFT}), UseState.SUBMITTED, RECORD_REALIZATION,
    by_system=True,
)
ACCEPT_USE = Transition(
    "accept_use", frozenset({UseState.SUBMITTED, UseState.RETURNED}), UseState.ACCEPTED, CHECK_USE
)
RETURN_USE = Transition(
    "return_use", frozenset({UseState.SUBMITTED, UseState.ACCEPTED}), UseState.RETURNED, CHECK_USE
)
UNDO = Transition("undo_verdict", JUDGED, UseState.SUBMITTED, UNDO_VERDICT, by_system=True)
WITHDRAW_USE = Transition(
    "withdraw_use", frozenset({UseState.DRAFT, UseState.SUBMITTED, UseState.RETURNED}),
    UseState.WITHDRAWN, RECORD_REALIZATION,
)
USE_TABLE = (SUBMIT_USE, ACCEPT_USE, RETURN_USE, UNDO, WITHDRAW_USE)


class ChangeReason(models.TextChoices):
    """The six lawful reasons to change a plan within the year (PP 30/2019 Pasal 28)."""

    OFFICE_HOLDER = "office_holder", _("another person holds the post")
    STRATEGY = "strategy", _("strategy, program or budget changed")
    PRIORITY = "priority", _("priorities or assumptions changed")
    LEAVE = "leave", _("sickness or leave of more than a month")
    ASSIGNMENT = "assignment", _("another official assignment of more than a month")
    MINISTER = "minister", _("other conditions approved by the Minister")
