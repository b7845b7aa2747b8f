"""Posts and appraisers on a day: who sits where, and who answers for whom."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event

from ..models import AppraiserAssignment, Employee, OrgUnit, Position, PositionAssignment
from ..signals import appraiser_changed
from .units import require_people_keeper


@transaction.atomic
def assign_position(
    employee: Employee, position: Position, valid_from: date, *, actor: Actor, acting: bool = False
) -> PositionAssignment:
    """Put an employee into a post from a day on; ``acting`` leaves the regular post as it is."""
    require_people_keeper(actor)
    assignment = PositionAssignment.objects.create(
        employee=employee, position=position, valid_from=valid_from, acting=acting
    )
    record_event(employee, "assign_position", actor=actor, unit=position.unit, detail=str(position))
    return assignment


@transaction.atomic
def end_position(assignment: PositionAssignment, on: date, *, actor: Actor) -> None:
    """End the holding of a post, and its appraisers, from ``on``."""
    require_people_keeper(actor)
    assignment.appraisers.in_force(on).update(valid_until=on)
    assignment.valid_until = on
    assignment.save(update_fields=["valid_until"])
    appraiser_changed.send(PositionAssignment, assignment=assignment)
    record_event(
        assignment.employee, "end_position", actor=actor, unit=assignment.position.unit,
        detail=str(assignment.position),
    )


@transaction.atomic
def transfer_employee(
    employee: Employee, position: Position, on: date, *, actor: Actor
) -> PositionAssignment:
    """End the regular post on a day and begin the new one on the same day."""
    require_people_keeper(actor)
    for held in PositionAssignment.objects.filter(employee=employee, acting=False).in_force(on):
        end_position(held, on, actor=actor)
    return assign_position(employee, position, on, actor=actor)


@transaction.atomic
def appoint_appraiser(
    assignment: PositionAssignment,
    appraiser: Employee,
    valid_from: date,
    *,
    actor: Actor,
    acting: bool = False,
    valid_until: date | None = None,
) -> AppraiserAssignment:
    """Name who appraises the holder of a post from a day on; a regular one before ends there.

    Raises:
        DomainError: somebody would appraise themselves.
    """
    require_people_keeper(actor)
    if assignment.employee_id == appraiser.pk:
        raise DomainError(_("Nobody appraises themselves."))
    if not acting:
        assignment.appraisers.filter(acting=False).in_force(valid_from).update(
            valid_until=valid_from
        )
    appointed = AppraiserAssignment.objects.create(
        employee_assignment=assignment,
        appraiser=appraiser,
        valid_from=valid_from,
        valid_until=valid_until,
        acting=acting,
    )
    record_event(
        assignment.employee, "appoint_appraiser", actor=actor, unit=assignment.position.unit,
        detail=appraiser.name,
    )
    appraiser_changed.send(PositionAssignment, assignment=assignment)
    return appointed


def posts_of(employee: Employee, on: date) -> list[PositionAssignment]:
    """Posts held on a day, the regular one first."""
    return list(
        PositionAssignment.objects.filter(employee=employee)
        .in_force(on)
        .select_related("position__unit")
        .order_by("acting", "-valid_from", "pk")
    )


def unit_of(employee: Employee, on: date) -> OrgUnit | None:
    """The unit of the regular post on a day; of an acting one where there is no other."""
    held = posts_of(employee, on)
    return held[0].position.unit if held else None


def appraiser_of(employee: Employee, on: date) -> AppraiserAssignment | None:
    """Who appraises the holder of the regular post on a day: acting before regular.

    None where nobody is named, which the office must mend before a plan can be agreed.
    """
    held = posts_of(employee, on)
    if not held:
        return None
    return (
        held[0]
        .appraisers.in_force(on)
        .select_related("appraiser", "employee_assignment__position")
        .order_by("-acting", "-valid_from", "-pk")
        .first()
    )


def appraiser_in_office(assignment: PositionAssignment, on: date) -> AppraiserAssignment | None:
    """Who is named to appraise the holder of one post on a day: acting before regular.

    Of a post that has ended, who was named on its last day.
    """
    if assignment.valid_until is not None and on >= assignment.valid_until:
        on = max(assignment.valid_from, assignment.valid_until - timedelta(days=1))
    return (
        assignment.appraisers.in_force(on)
        .select_related("appraiser__user", "appraiser__agency")
        .order_by("-acting", "-valid_from", "-pk")
        .first()
    )


def answers_for(assignment: PositionAssignment, on: date) -> Employee | None:
    """The person who decides on the records of a post on a day.

    The appraiser in office; if they have left the agency, who appraises the
    employee now; if nobody does, the superior of the last one steps in (PP
    30/2019 Pasal 46). None where nobody is named at all.
    """
    named = appraiser_in_office(assignment, on)
    if named is not None and named.appraiser.left_on is None:
        return named.appraiser
    present = appraiser_of(assignment.employee, on)
    if present is not None and present.appraiser.left_on is None:
        return present.appraiser
    last = named or assignment.appraisers.order_by("-valid_from", "-pk").first()
    return superior_of(last.appraiser, on) if last is not None else None


def superior_of(appraiser: Employee, on: date) -> Employee | None:
    """Who appraises an appraiser on a day (atasan pejabat penilai); of one who left, the last."""
    named = appraiser_of(appraiser, on)
    if named is None and appraiser.left_on is not None:
        named = (
            AppraiserAssignment.objects.filter(employee_assignment__employee=appraiser)
            .select_related("appraiser")
            .order_by("-valid_from", "-pk")
            .first()
        )
    if named is None or named.appraiser.left_on is not None:
        return None
    return named.appraiser
