"""Employees and their accounts: coming, changing, leaving."""

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from portal.calendar.models import Agency
from portal.core.actor import Actor
from portal.core.history import record_event

from ..models import (
    AppraiserAssignment,
    Employee,
    Mandate,
    PositionAssignment,
    ScopedRole,
    TeamMembership,
    User,
)
from ..validators import normalize_nip
from .units import require_people_keeper


@transaction.atomic
def register_employee(
    agency: Agency,
    name: str,
    status: str,
    *,
    actor: Actor,
    nip: str | None = None,
    rank: str = "",
    rank_code: str = "",
    email: str = "",
    phone: str = "",
) -> Employee:
    """Enter a person into the agency's list.

    Raises:
        ValidationError: the NIP is malformed or taken.
    """
    require_people_keeper(actor)
    employee = Employee(
        agency=agency,
        name=name,
        status=status,
        nip=normalize_nip(nip) if nip else None,
        rank=rank,
        rank_code=rank_code,
        email=email,
        phone=phone,
    )
    employee.full_clean()
    employee.save()
    record_event(employee, "register_employee", actor=actor)
    return employee


@transaction.atomic
def open_account(employee: Employee, username: str, password: str, *, actor: Actor) -> User:
    """Give an employee an account. The password is checked against the rules for passwords.

    Raises:
        ValidationError: the password is too weak, or the user name is taken or malformed.
    """
    require_people_keeper(actor)
    given, _, family = employee.name.partition(",")[0].rpartition(" ")
    user = User(username=username, first_name=given, last_name=family, email=employee.email)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    employee.user = user
    employee.save(update_fields=["user", "updated_at"])
    record_event(employee, "open_account", actor=actor)
    return user


@transaction.atomic
def retire_employee(employee: Employee, on: date, *, actor: Actor) -> None:
    """End everything an employee holds from ``on`` and close the account; history stays."""
    require_people_keeper(actor)
    employee.left_on = on
    employee.save(update_fields=["left_on", "updated_at"])
    for rows in (
        PositionAssignment.objects.filter(employee=employee),
        AppraiserAssignment.objects.filter(employee_assignment__employee=employee),
        AppraiserAssignment.objects.filter(appraiser=employee),
        TeamMembership.objects.filter(employee=employee),
        ScopedRole.objects.filter(employee=employee),
        Mandate.objects.filter(owner=employee),
        Mandate.objects.filter(helper=employee),
    ):
        rows.in_force(on - timedelta(days=1)).update(valid_until=on)
    if employee.user is not None:
        employee.user.is_active = False
        employee.user.save(update_fields=["is_active"])
    record_event(employee, "retire_employee", actor=actor, detail=on.isoformat())
