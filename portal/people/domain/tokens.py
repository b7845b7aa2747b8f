"""What a person holds in the vocabulary of ``core.audience``, from posts, teams and roles today."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from portal.calendar.dates import today
from portal.calendar.models import Period
from portal.core import audience

from ..models import (
    AppraiserAssignment,
    Employee,
    Mandate,
    MandateScope,
    OrgUnit,
    PositionAssignment,
    ScopedRole,
    TeamMembership,
)


def tokens_of(user: Any) -> Iterator[str]:
    """Tokens of the employee behind ``user``; nothing for an account without one."""
    employee = Employee.objects.select_related("agency").filter(user=user).first()
    if employee is None:
        return
    day = today(employee.agency)
    yield audience.person(employee.pk)
    yield from _units(employee, day)
    yield from _teams(employee, day)
    yield from _lines(employee, day)
    yield from _roles(employee, day)


def _units(employee: Employee, day: date) -> Iterator[str]:
    """Own units; for a head also every unit below."""
    held = PositionAssignment.objects.filter(employee=employee).in_force(day)
    below = Q()
    for unit_id, path, is_head in held.values_list(
        "position__unit_id", "position__unit__path", "position__is_head"
    ):
        yield audience.unit(unit_id)
        if is_head:
            below |= Q(path__startswith=path)
    if below:
        for unit_id in OrgUnit.objects.filter(below).values_list("pk", flat=True):
            yield audience.unit(unit_id)


def _teams(employee: Employee, day: date) -> Iterator[str]:
    memberships = TeamMembership.objects.filter(employee=employee).in_force(day)
    for team_id in memberships.values_list("team_id", flat=True):
        yield audience.team(team_id)


def _lines(employee: Employee, day: date) -> Iterator[str]:
    """Every appraisal this person ever had: the grants on records decide which years match."""
    leaders = [employee.pk, *Mandate.objects.filter(
        helper=employee, scope=MandateScope.PREPARE
    ).in_force(day).values_list("owner_id", flat=True)]
    own = AppraiserAssignment.objects.filter(appraiser_id__in=leaders)
    for assignment_id in own.values_list("pk", flat=True):
        yield audience.line(assignment_id)
    appraised = (
        AppraiserAssignment.objects.filter(appraiser=employee)
        .in_force(day)
        .values("employee_assignment__employee_id")
    )
    # Of a post that ended under somebody who left the agency, the present appraiser decides.
    inherited = AppraiserAssignment.objects.filter(
        appraiser__left_on__isnull=False, employee_assignment__valid_until__lte=day,
        employee_assignment__employee_id__in=appraised,
    )
    for assignment_id in inherited.values_list("pk", flat=True):
        yield audience.line(assignment_id)
    # Who has left is appraised by nobody any more: whoever was named last steps in for them.
    newest = AppraiserAssignment.objects.filter(
        employee_assignment__employee=OuterRef("employee_assignment__employee")
    ).order_by("-valid_from", "-pk")
    gone = AppraiserAssignment.objects.filter(
        appraiser=employee, employee_assignment__employee__left_on__isnull=False,
        pk=Subquery(newest.values("pk")[:1]),
    ).values("employee_assignment__employee_id")
    below = AppraiserAssignment.objects.filter(
        Q(appraiser_id__in=appraised) | Q(appraiser_id__in=gone)
    )
    for assignment_id in below.values_list("pk", flat=True):
        yield audience.superior(assignment_id)


def _roles(employee: Employee, day: date) -> Iterator[str]:
    roles = ScopedRole.objects.filter(employee=employee).in_force(day).select_related("unit")
    for role in roles:
        units: list[int] = []
        if role.unit is not None:
            units = list(OrgUnit.objects.below(role.unit).values_list("pk", flat=True))
        if role.role == ScopedRole.Role.AUDITOR:
            for unit_id in units:
                for class_name in role.classes:
                    yield audience.audit(unit_id, class_name)
        elif role.role == ScopedRole.Role.HELPER:
            yield from _helper(employee, role, units)


def _helper(employee: Employee, role: ScopedRole, units: list[int]) -> Iterator[str]:
    """Periods that overlap the role's validity, for each thing in its scope."""
    periods = Period.objects.filter(agency=employee.agency, until__gt=role.valid_from)
    if role.valid_until is not None:
        periods = periods.filter(starts_on__lt=role.valid_until)
    scopes: list[tuple[audience.Scope, int]] = [("unit", unit_id) for unit_id in units]
    if role.team_id is not None:
        scopes.append(("team", role.team_id))
    if role.about_id is not None:
        scopes.append(("employee", role.about_id))
    for period_id in periods.values_list("pk", flat=True):
        for scope, scope_id in scopes:
            for class_name in role.classes:
                yield audience.verify(scope, scope_id, period_id, class_name)
