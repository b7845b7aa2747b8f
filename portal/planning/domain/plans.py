"""The verbs of a plan's life: begin, submit, return, agree, change, close (domain.md 1.6, 1.7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.dates import today
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import record_event
from portal.core.transitions import move
from portal.people.domain.assignments import appraiser_in_office
from portal.people.models import PositionAssignment
from portal.people.snapshots import snapshot_of
from portal.rulesets.models import RuleSet

from ..models import Approach, Plan, PlanVersion
from ..permissions import CHANGE_PLAN, CREATE_PLAN, DECIDE_PLAN, WRITE_PLAN
from ..states import (
    AGREE_PLAN,
    CLOSE_YEAR,
    DISCARD_PLAN,
    RETURN_PLAN,
    SUBMIT_PLAN,
    SUPERSEDE_PLAN,
    TAKE_BACK_PLAN,
    WRITABLE_PLAN,
    PlanState,
)
from ..validators import require_note, require_other_person, validate_effective
from .common import employee_of, take_revision
from .completeness import require_complete
from .expectations import expectations_of

PLANNER = Actor.system("planning")


def draft_plan(
    assignment: PositionAssignment,
    year: int,
    *,
    actor: Actor,
    approach: str = Approach.QUANTITATIVE,
) -> Plan:
    """Begin the plan of a post for a year, with an empty first version. Twice gives the same plan.

    Raises:
        PermissionDenied: the post is somebody else's.
        DomainError: the post is not held in that year, or no rule set was valid then.
    """
    actor.require(CREATE_PLAN, assignment)
    starts_on = max(date(year, 1, 1), assignment.valid_from)
    until = min(date(year + 1, 1, 1), assignment.valid_until or date.max)
    if starts_on >= until:
        raise DomainError(_("You do not hold this post in %(year)s.") % {"year": year})
    rule_set = RuleSet.objects.in_force(starts_on)
    if rule_set is None:
        raise DomainError(_("No rule set is loaded for %(year)s. Tell the keeper of the portal.")
                          % {"year": year})
    with transaction.atomic():
        plan, made = Plan.objects.get_or_create(
            position_assignment=assignment,
            year=year,
            defaults={
                "employee": assignment.employee,
                "unit": assignment.position.unit,
                "starts_on": starts_on,
                "until": until,
                "rule_set": rule_set,
            },
        )
        if made:
            PlanVersion.objects.create(
                plan=plan, number=1, approach=approach, effective_from=starts_on
            )
            record_event(plan, "draft_plan", actor=actor, unit=plan.unit, after=PlanState.DRAFT)
    return plan


@transaction.atomic
def save_basics(
    version: PlanVersion,
    *,
    approach: str,
    resources: str,
    accountability: str,
    consequences: str,
    actor: Actor,
    revision: int,
) -> PlanVersion:
    """Save the approach and the three annexes.

    Raises:
        PermissionDenied: not the actor's plan.
        Conflict: changed meanwhile, or no longer in the owner's hands.
    """
    actor.require(WRITE_PLAN, version)
    take_revision(version, revision, WRITABLE_PLAN)
    version.approach = approach
    version.resources, version.accountability = tidy(resources), tidy(accountability)
    version.consequences = tidy(consequences)
    version.save(
        update_fields=["approach", "resources", "accountability", "consequences", "updated_at"]
    )
    record_event(version, "save_plan", actor=actor, unit=version.plan.unit, detail="basics")
    return version


def tidy(text: str) -> str:
    """One point a line, without numbers or dashes in front and without empty lines."""
    lines = (line.strip().lstrip("-•*").strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def submit_plan(version: PlanVersion, *, actor: Actor) -> PlanVersion:
    """Hand a complete version to the appraiser in office.

    Raises:
        ValidationError: what is missing, a sentence each.
        PermissionDenied: not the actor's plan.
        DomainError: nobody is named as appraiser.
        TransitionRefused: it has left draft or returned meanwhile.
    """
    actor.require(WRITE_PLAN, version)
    require_complete(version)
    plan = version.plan
    if appraiser_in_office(plan.position_assignment, today(plan.employee.agency)) is None:
        raise DomainError(
            _(
                "Nobody is named as your appraiser, so nobody could agree. Your plan is saved; "
                "your profile says who mends this."
            )
        )
    now = clock.now()
    with transaction.atomic():
        move(version, SUBMIT_PLAN, actor=actor, changes={"submitted_at": now, "return_note": ""})
        if plan.handed_in_at is None:
            Plan.objects.filter(pk=plan.pk, handed_in_at=None).update(handed_in_at=now)
            plan.handed_in_at = now
    return version


def take_back_plan(version: PlanVersion, *, actor: Actor) -> PlanVersion:
    """Take a submitted version back to write on, before it is decided.

    Raises:
        PermissionDenied: not the actor's plan.
        TransitionRefused: it was decided meanwhile.
    """
    # What is written from here on is a draft again, and nobody else's to read.
    move(version, TAKE_BACK_PLAN, actor=actor, changes={"submitted_at": None})
    return version


def return_plan(version: PlanVersion, note: str, *, actor: Actor) -> PlanVersion:
    """Give a version back with what has to be mended.

    Raises:
        PermissionDenied: the actor is not the appraiser in office today.
        DomainError: one's own plan, or a note that says nothing.
        TransitionRefused: it was taken back or decided meanwhile.
    """
    require_other_person(actor, version.plan.employee)
    note = require_note(note)
    move(version, RETURN_PLAN, actor=actor, changes={"return_note": note}, detail=note)
    return version


def agree_plan(
    version: PlanVersion, *, actor: Actor, revision: int | None = None
) -> PlanVersion:
    """Agree on a version; it stands from then on, the one before becomes history.

    ``revision``: the one the appraiser read; without it whatever stands.

    Keeps the people of both sides as they are on this day, and the special
    expectations as they stand: forms are printed from what was agreed.

    Raises:
        PermissionDenied: the actor is not the appraiser in office today.
        DomainError: one's own plan.
        ValidationError: it is not complete any more.
        TransitionRefused: it was taken back, written on or decided meanwhile.
    """
    plan = version.plan
    require_other_person(actor, plan.employee)
    actor.require(DECIDE_PLAN, version, verb=AGREE_PLAN.name)
    decider = employee_of(actor)
    day = today(plan.employee.agency)
    named = appraiser_in_office(plan.position_assignment, day)
    with transaction.atomic():
        # The row of the plan is the lock under which one version becomes the standing one.
        Plan.objects.select_for_update().get(pk=plan.pk)
        rows = PlanVersion.objects.filter(pk=version.pk)
        if revision is not None and not rows.filter(revision=revision).exists():
            raise TransitionRefused(
                _("The plan was changed after you opened this page. Read it again, then decide.")
            )
        require_complete(version)
        before = plan.versions.filter(state=PlanState.AGREED).first()
        if version.state == PlanState.SUBMITTED and before is not None:
            move(before, SUPERSEDE_PLAN, actor=PLANNER)
        move(
            version,
            AGREE_PLAN,
            actor=actor,
            changes={
                "agreed_at": clock.now(),
                "agreed_by": decider,
                "appraiser_assignment": named,
                "people": people_on(plan, decider, day),
                "expectations": expectations_of(plan),
            },
        )
    return version


def people_on(plan: Plan, appraiser: Any, day: date) -> dict[str, dict[str, str]]:
    """Both sides of a plan as printed on a day; the employee in the post of the plan."""
    employee = snapshot_of(plan.employee, day, assignment=plan.position_assignment)
    return {
        "employee": employee.as_json(),
        "appraiser": snapshot_of(appraiser, day).as_json() if appraiser else {},
    }


def open_change(
    plan: Plan, reason: str, note: str, effective_from: date, *, actor: Actor
) -> PlanVersion:
    """Open the next version of an agreed plan, a copy to be changed (PP 30/2019 Pasal 28).

    Raises:
        PermissionDenied: not the actor's plan.
        DomainError: no agreed version to change, a day outside the year, an empty note,
            or a version is open already.
    """
    actor.require(CHANGE_PLAN, plan)
    note = require_note(note)
    validate_effective(plan, effective_from)
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)
        standing = plan.standing_version
        if standing is None or standing.state != PlanState.AGREED:
            raise DomainError(_("There is no agreed plan to change."))
        if plan.open_version is not None:
            raise TransitionRefused(_("A change is open already. Finish or discard it first."))
        last = plan.versions.order_by("-number").first()
        version = PlanVersion.objects.create(
            plan=plan,
            number=last.number + 1,
            approach=standing.approach,
            resources=standing.resources,
            accountability=standing.accountability,
            consequences=standing.consequences,
            change_reason=reason,
            change_note=note,
            effective_from=effective_from,
        )
        _copy_results(standing, version)
        record_event(
            version, "open_change", actor=actor, unit=plan.unit, after=PlanState.DRAFT,
            detail=f"{reason}: {note}",
        )
    return version


def _copy_results(source: PlanVersion, target: PlanVersion) -> None:
    for result in source.results.prefetch_related("indicators"):
        indicators = list(result.indicators.all())
        result.pk, result.version = None, target
        result._state.adding = True
        result.save()
        for indicator in indicators:
            indicator.pk, indicator.result = None, result
            indicator._state.adding = True
            indicator.save()


def discard_version(version: PlanVersion, *, actor: Actor) -> PlanVersion:
    """Give up an open change; the agreed version stands as before.

    Raises:
        PermissionDenied: not the actor's plan.
        DomainError: it is the first version, which is written on instead.
        TransitionRefused: it is not in the owner's hands.
    """
    if version.number == 1:
        raise DomainError(_("The first version is not discarded. Change what is wrong in it."))
    move(version, DISCARD_PLAN, actor=actor)
    return version


def end_with_post(assignment: PositionAssignment) -> int:
    """Let plans end with the post they belong to (a transfer, a retirement); how many did.

    Later periods belong to the plan of the next post (PP 30/2019 Pasal 24 ayat
    (3)); what was filed for them before stays where it is.
    """
    if assignment.valid_until is None:
        return 0
    plans = Plan.objects.filter(
        position_assignment=assignment, starts_on__lt=assignment.valid_until,
        until__gt=assignment.valid_until,
    )
    count = 0
    for plan in plans:
        Plan.objects.filter(pk=plan.pk).update(until=assignment.valid_until)
        record_event(
            plan, "end_with_post", actor=PLANNER, unit=plan.unit,
            before=plan.until.isoformat(), after=assignment.valid_until.isoformat(),
        )
        count += 1
    return count


def close_plan(plan: Plan, *, actor: Actor) -> None:
    """Close the year: called when the annual evaluation is closed. Twice changes nothing."""
    version = plan.versions.filter(state=PlanState.AGREED).first()
    if version is not None:
        move(version, CLOSE_YEAR, actor=actor)
