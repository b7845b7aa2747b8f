"""Questions about people for the pages: who keeps whose data, who belongs where."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from .models import (
    Employee,
    OrgUnit,
    PositionAssignment,
    ScopedRole,
    StepWindow,
    TeamMembership,
)
from .roles import PEOPLE_KEEPER


def keepers_of(unit: OrgUnit | None, employee: Employee, on: date) -> list[Employee]:
    """Who mends the personal data of a unit's people on a day, the nearest first.

    HR administrators named for the unit or the nearest unit above it that has
    one; where nobody is named, the keepers of the whole agency.
    """
    if unit is not None:
        roles = (
            ScopedRole.objects.filter(
                role=ScopedRole.Role.HR, unit_id__in=unit.ancestor_ids, employee__left_on=None
            )
            .in_force(on)
            .select_related("employee", "unit")
        )
        by_depth: dict[int, list[Employee]] = {}
        for role in roles:
            by_depth.setdefault(len(role.unit.ancestor_ids), []).append(role.employee)
        if by_depth:
            return sorted(by_depth[max(by_depth)], key=lambda keeper: keeper.name)
    return list(
        Employee.objects.active()
        .filter(agency=employee.agency, user__groups__name=PEOPLE_KEEPER, user__is_active=True)
        .order_by("name")
    )


def path_of(unit: OrgUnit) -> list[OrgUnit]:
    """The unit and those above it, from the top down."""
    return list(OrgUnit.objects.filter(pk__in=unit.ancestor_ids).order_by("path"))


def memberships_of(employee: Employee, on: date) -> list[TeamMembership]:
    """Teams of an employee on a day."""
    return list(
        TeamMembership.objects.filter(employee=employee)
        .in_force(on)
        .select_related("team__unit")
        .order_by("team__name")
    )


def roles_of(employee: Employee, on: date) -> list[ScopedRole]:
    """Roles by letter of an employee on a day."""
    return list(
        ScopedRole.objects.filter(employee=employee)
        .in_force(on)
        .select_related("unit", "team", "about")
        .order_by("role", "pk")
    )


def colleagues_near(units: list[int], employee: Employee, on: date, most: int = 100) -> list[str]:
    """Names of people in the same units, as ideas while a name is typed."""
    return list(
        Employee.objects.active()
        .in_units(units, on)
        .exclude(pk=employee.pk)
        .order_by("name")
        .values_list("name", flat=True)[:most]
    )


def open_windows(employee: Employee, on: date, steps: Collection[str]) -> list[StepWindow]:
    """Windows open on a day for the employee's posts, the first to close first.

    Where several units up the tree set the same step of a period, the nearest
    decides, also when its window has closed already.
    """
    posts = (
        PositionAssignment.objects.filter(employee=employee)
        .in_force(on)
        .filter(position__unit__path__startswith=OuterRef("unit__path"))
    )
    windows = (
        StepWindow.objects.filter(Exists(posts), step__in=steps, opens__lte=on)
        # Nobody keeps a step open for years; without a floor the list would only grow.
        .filter(period__until__gt=on - timedelta(days=366))
        .select_related("unit", "period")
    )
    nearest: dict[tuple[int, str], StepWindow] = {}
    for window in windows:
        key = (window.period_id, window.step)
        known = nearest.get(key)
        if known is None or len(window.unit.path) > len(known.unit.path):
            nearest[key] = window
    return sorted(
        (window for window in nearest.values() if window.closes > on),
        key=lambda window: (window.closes, window.period.starts_on),
    )
