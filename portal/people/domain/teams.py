"""Work teams, roles by letter."""

from datetime import date
from typing import Any

from django.db import transaction

from portal.core.actor import Actor
from portal.core.history import record_event

from ..models import Employee, OrgUnit, ScopedRole, TeamMembership, WorkTeam
from ..signals import membership_changed
from .units import require_people_keeper


@transaction.atomic
def found_team(unit: OrgUnit, name: str, valid_from: date, *, actor: Actor) -> WorkTeam:
    """Found a work team in a unit."""
    require_people_keeper(actor)
    team = WorkTeam.objects.create(
        agency=unit.agency, unit=unit, name=name, valid_from=valid_from
    )
    record_event(team, "found_team", actor=actor, unit=unit)
    return team


@transaction.atomic
def join_team(
    team: WorkTeam, employee: Employee, valid_from: date, *, actor: Actor, is_lead: bool = False
) -> TeamMembership:
    """Make an employee a member, or the lead, of a team."""
    require_people_keeper(actor)
    membership = TeamMembership.objects.create(
        team=team, employee=employee, valid_from=valid_from, is_lead=is_lead
    )
    record_event(team, "join_team", actor=actor, unit=team.unit, detail=employee.name)
    membership_changed.send(TeamMembership, membership=membership)
    return membership


@transaction.atomic
def leave_team(membership: TeamMembership, on: date, *, actor: Actor) -> None:
    """End a membership from ``on``."""
    require_people_keeper(actor)
    membership.valid_until = on
    membership.save(update_fields=["valid_until"])
    record_event(
        membership.team, "leave_team", actor=actor, unit=membership.team.unit,
        detail=membership.employee.name,
    )
    membership_changed.send(TeamMembership, membership=membership)


@transaction.atomic
def grant_role(
    employee: Employee, role: str, valid_from: date, *, actor: Actor, **scope: Any
) -> ScopedRole:
    """Grant a role over one ``unit``, ``team`` or employee (``about``), with classes and aspect.

    Raises:
        ValidationError: no or several scopes, or no class for a role that opens files.
    """
    require_people_keeper(actor)
    granted = ScopedRole(
        employee=employee, role=role, valid_from=valid_from, granted_by=actor.user, **scope
    )
    granted.full_clean()
    granted.save()
    record_event(employee, "grant_role", actor=actor, unit=granted.unit, detail=role)
    return granted
