"""Who looks at the page: the employee, what they may keep, and what waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from evidence.models import EvidenceVersion
from evidence.states import ProcessingState
from portal.calendar.dates import today
from portal.core.jobs.models import Job
from portal.core.jobs.permissions import MANAGE_JOBS
from portal.core.jobs.states import State
from portal.files.permissions import CHECK_FILES
from portal.people.models import AppraiserAssignment, Employee, ScopedRole, StepWindow, User
from portal.people.queries import open_windows

from .waiting import waiting_number

UNOPENED = (ProcessingState.LOCKED, ProcessingState.UNREADABLE)
# Steps that have a page here; later pieces bring theirs.
STEPS = ("evidence",)
# A window counts as "waits for you" in its last week; before, it is told among what is open.
SOON = timedelta(days=7)
# Who was in office on the last day of a period still rates it after the change.
RATES_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Person:
    """The signed-in person within one request. ``employee`` is None for a technical account.

    ``unopened``: own newest versions that nobody can open. ``leads``: appraises
    somebody today, or did within a year; ``checks``: is named to check evidence today.
    ``failed_jobs``: of the whole portal, told only to who keeps the jobs.
    """

    user: Any
    employee: Employee | None
    day: date
    keeps_jobs: bool
    keeps_files: bool
    unopened: int
    failed_jobs: int
    leads: bool = False
    checks: bool = False

    @property
    def keeps_house(self) -> bool:
        """Whether any staff page is theirs."""
        return self.keeps_jobs or self.keeps_files

    @cached_property
    def windows(self) -> list[StepWindow]:
        """Steps open today for the person's unit, the first to close first; one query."""
        return open_windows(self.employee, self.day, STEPS) if self.employee else []

    @property
    def windows_closing(self) -> list[StepWindow]:
        """Those of the open windows whose last day is near."""
        return [row for row in self.windows if row.closes - timedelta(days=1) - self.day <= SOON]

    @cached_property
    def waiting_count(self) -> int:
        """How many things wait, as the frame tells on every page."""
        own = 0
        if self.employee is not None:
            own = waiting_number(
                self.user, self.employee, self.day, leads=self.leads, checks=self.checks
            )
        return self.unopened + len(self.windows_closing) + own


def unopened_versions() -> QuerySet[EvidenceVersion]:
    """Newest versions that were stored but cannot be opened."""
    return EvidenceVersion.objects.current().filter(state__in=UNOPENED)


def _holds(permission: str) -> Exists:
    app_label, codename = permission.split(".")
    granted = Permission.objects.filter(
        content_type__app_label=app_label, codename=codename
    )
    return Exists(granted.filter(Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk"))))


def _count(rows: QuerySet[Any]) -> Coalesce:
    """Number of rows as a subquery."""
    numbers = rows.order_by().values(one=Coalesce(1, 1)).annotate(number=Count("pk"))
    return Coalesce(Subquery(numbers.values("number"), output_field=IntegerField()), 0)


def _of_today(rows: QuerySet[Any], *, ended_within: timedelta = timedelta(0)) -> QuerySet[Any]:
    """Rows in force on the day of the portal's zone: whether a place is shown needs no more."""
    day = today()
    return rows.filter(
        Q(valid_until=None) | Q(valid_until__gt=day - ended_within), valid_from__lte=day
    )


def person_of(request: HttpRequest) -> Person:
    """The person of a signed-in request, asked once within it, with one query.

    The two permissions of the house are answered as ``has_perm`` would, in the
    query that every page needs anyway.
    """
    known: Person | None = getattr(request, "_person", None)
    if known is not None:
        return known
    user = request.user
    row = (
        User.objects.filter(pk=user.pk)
        .select_related("employee__agency")
        .annotate(
            keeps_jobs=_holds(MANAGE_JOBS),
            keeps_files=_holds(CHECK_FILES),
            unopened=_count(unopened_versions().filter(evidence__owner__user=OuterRef("pk"))),
            failed_jobs=_count(Job.objects.filter(state=State.FAILED)),
            leads=Exists(_of_today(
                AppraiserAssignment.objects.filter(appraiser__user=OuterRef("pk")),
                ended_within=RATES_FOR,
            )),
            checks=Exists(_of_today(ScopedRole.objects.filter(
                employee__user=OuterRef("pk"), role=ScopedRole.Role.HELPER
            ))),
        )
        .get()
    )
    employee: Employee | None = getattr(row, "employee", None)
    person = Person(
        user=user,
        employee=employee,
        day=today(employee.agency if employee else None),
        keeps_jobs=row.keeps_jobs or user.is_superuser,
        keeps_files=row.keeps_files or user.is_superuser,
        unopened=row.unopened,
        failed_jobs=row.failed_jobs,
        leads=row.leads,
        checks=row.checks,
    )
    request._person = person  # type: ignore[attr-defined]  # asked again by the frame (2026-11-24)
    return person
