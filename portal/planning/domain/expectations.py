"""Special expectations of behavior: the leader's, for a unit, with changes per person."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event
from portal.people.models import OrgUnit

from ..models import Plan, PlanExpectation, UnitExpectation
from ..permissions import SET_EXPECTATIONS, SET_UNIT_EXPECTATIONS
from ..states import PlanState
from ..validators import require_other_person


def positions_of(plan: Plan) -> list[int]:
    """Numbers of the values of behavior in the plan's rule set."""
    texts = plan.rule_set.texts.filter(key="behavior-value")
    return list(texts.order_by("position").values_list("position", flat=True))


def expectations_of(plan: Plan) -> list[str]:
    """The special expectation for each value as it stands now: the person's own, else the unit's.

    Of the unit itself, or the nearest one above it that has any for the year.
    """
    own = dict(plan.own_expectations.values_list("position", "text"))
    rows = UnitExpectation.objects.filter(
        unit_id__in=plan.unit.ancestor_ids, year=plan.year
    ).select_related("unit")
    nearest: dict[int, UnitExpectation] = {}
    for row in rows:
        known = nearest.get(row.position)
        if known is None or len(row.unit.path) > len(known.unit.path):
            nearest[row.position] = row
    return [
        own.get(position) or (nearest[position].text if position in nearest else "")
        for position in positions_of(plan)
    ]


@transaction.atomic
def set_unit_expectations(
    unit: OrgUnit, year: int, texts: Mapping[int, str], *, actor: Actor
) -> None:
    """Write the special expectations of a unit for a year; an empty text removes one.

    Plans agreed before keep what was agreed.

    Raises:
        PermissionDenied: the actor heads neither the unit nor one above it.
    """
    actor.require(SET_UNIT_EXPECTATIONS, unit)
    for position, text in texts.items():
        rows = UnitExpectation.objects.filter(unit=unit, year=year, position=position)
        if text.strip():
            UnitExpectation.objects.update_or_create(
                unit=unit, year=year, position=position, defaults={"text": text.strip()}
            )
        else:
            rows.delete()
    record_event(unit, "set_unit_expectations", actor=actor, unit=unit, detail=str(year))


@transaction.atomic
def set_expectations(plan: Plan, texts: Mapping[int, str], *, actor: Actor) -> None:
    """Write what the leader expects of one person instead of the unit's words; empty goes back.

    Raises:
        PermissionDenied: the actor is not the appraiser in office.
        DomainError: one's own plan, or no version waits for agreement: an agreed one keeps
            what was agreed, and changes by a new version.
    """
    require_other_person(actor, plan.employee)
    actor.require(SET_EXPECTATIONS, plan)
    if not plan.versions.filter(state=PlanState.SUBMITTED).exists():
        raise DomainError(_("Special expectations are set while a plan waits for agreement."))
    unit_texts = _unit_texts(plan)
    for position, text in texts.items():
        text = text.strip()
        if text and text != unit_texts.get(position, ""):
            PlanExpectation.objects.update_or_create(
                plan=plan, position=position, defaults={"text": text}
            )
        else:
            PlanExpectation.objects.filter(plan=plan, position=position).delete()
    record_event(plan, "set_expectations", actor=actor, unit=plan.unit)


def _unit_texts(plan: Plan) -> dict[int, str]:
    rows = UnitExpectation.objects.filter(unit_id__in=plan.unit.ancestor_ids, year=plan.year)
    ordered = sorted(rows.select_related("unit"), key=lambda row: len(row.unit.path))
    return {row.position: row.text for row in ordered}
