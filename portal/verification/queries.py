"""What waits to be checked, by due date and age; what the search over uses lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from portal.calendar.dates import today
from portal.core import audience, clock
from portal.core.audience import tokens_for
from portal.planning.domain.locks import is_locked
from portal.planning.models import EvidenceUse
from portal.planning.queries import decides_on_posts
from portal.planning.states import UseState

from .models import EvidenceReview
from .states import Outcome


def checkable_by(user: Any) -> QuerySet[EvidenceUse]:
    """Handed-in uses the person may judge: as appraiser in office, or as named helper.

    Twin of ``check_use`` for lists, own records and files one linked left out.
    """
    employee = getattr(user, "employee", None)
    if employee is None or not user.is_active:
        return EvidenceUse.objects.none()
    posts = decides_on_posts(employee, today(employee.agency))
    mine = Q(realization__plan__position_assignment_id__in=posts)
    checks = audience.checks(tokens_for(user))
    helped = Q(pk__in=[])
    if checks:
        helped = Q(pk__in=EvidenceUse.objects.checkable(checks).values("pk"))
    return (
        EvidenceUse.objects.filter(mine | helped)
        .exclude(state__in=[UseState.DRAFT, UseState.WITHDRAWN])
        .exclude(realization__plan__employee=employee)
        .exclude(linked_by=user)
    )


def _waiting_for(user: Any) -> QuerySet[EvidenceUse]:
    return checkable_by(user).filter(state=UseState.SUBMITTED).exclude(is_locked("realization__"))


def queue_of(user: Any) -> QuerySet[EvidenceUse]:
    """What waits for the person: the oldest period first, then the oldest file.

    What a delivered evaluation rests on is judged no more, so it does not wait.
    """
    return (
        _waiting_for(user)
        .select_related(
            "realization__plan__employee__agency", "realization__plan__unit",
            "realization__period", "realization__indicator__result", "version__evidence__kind",
            "version__stored_file",
        )
        .order_by("realization__period__until", "submitted_at", "pk")
    )


def next_of(waiting: QuerySet[EvidenceUse], use: EvidenceUse) -> EvidenceUse | None:
    """What follows a use in the order of ``queue_of``, from the start again after the last one."""
    until, since = use.realization.period.until, use.submitted_at
    later = Q(realization__period__until__gt=until)
    if since is not None:
        same_period = Q(realization__period__until=until)
        later |= same_period & Q(submitted_at__gt=since)
        later |= same_period & Q(submitted_at=since, pk__gt=use.pk)
    others = waiting.exclude(pk=use.pk)
    return others.filter(later).first() or others.first()


def uses_to_search(user: Any) -> QuerySet[EvidenceUse]:
    """What the person may check, waiting or judged, the newest first, for the search over it."""
    return (
        checkable_by(user)
        .select_related(
            "realization__plan__employee", "realization__plan__unit", "realization__period",
            "realization__indicator", "version__evidence__kind",
        )
        .order_by("-submitted_at", "-pk")
    )


def returns_elsewhere(use: EvidenceUse, user: Any) -> QuerySet[EvidenceReview]:
    """Returns of the same bytes in other uses that the person may see, the newest first."""
    return (
        EvidenceReview.objects.visible_to(user)
        .filter(
            version_sha256=use.version.stored_file.sha256, outcome=Outcome.RETURNED
        )
        .exclude(use=use)
        .select_related(
            "use__realization__plan__employee", "use__realization__period", "reviewer"
        )
        .order_by("-at", "-pk")
    )


@dataclass(frozen=True)
class QueueFacts:
    """The strip above the queue: how many wait, and for how many days the oldest does."""

    waiting: int
    oldest_days: int


def queue_facts(user: Any) -> QueueFacts:
    """Numbers of the queue; one query."""
    found = _waiting_for(user).aggregate(
        waiting=Count("pk"), oldest=Min("submitted_at")
    )
    oldest: datetime | None = found["oldest"]
    days = (clock.now() - oldest).days if oldest else 0
    return QueueFacts(found["waiting"], days)


def may_check(user: Any) -> bool:
    """Whether there is anybody whose files the person may check, today."""
    employee = getattr(user, "employee", None)
    if employee is None or not user.is_active:
        return False
    return is_checker(user) or bool(decides_on_posts(employee, today(employee.agency)))


def is_checker(user: Any) -> bool:
    """Whether a letter names the person to check, today."""
    return any(token.startswith("verify:") for token in tokens_for(user))
