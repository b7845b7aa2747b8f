"""Writing planned results with their indicators, saved one result at a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event

from ..models import Accumulation, Aspect, Indicator, PlannedResult, PlanVersion, ResultKind
from ..permissions import WRITE_PLAN
from ..queries import supportable_results
from ..states import WRITABLE_PLAN
from ..validators import validate_target
from .common import take_revision

MOST_RESULTS = 100
MOST_INDICATORS = 20


@dataclass(frozen=True)
class IndicatorInput:
    """One indicator as typed. ``line``: of the one it changes, None for a new one."""

    statement: str
    target_text: str = ""
    target_unit: str = ""
    aspect: str = Aspect.QUANTITY
    perspective: str = ""
    accumulation: str = Accumulation.CUMULATIVE
    line: uuid.UUID | None = None


@dataclass(frozen=True)
class ResultInput:
    """One planned result as typed, with all its indicators in order."""

    statement: str
    kind: str = ResultKind.MAIN
    supported_result: PlannedResult | None = None
    supported_text: str = ""
    assigned_by: str = ""
    indicators: Sequence[IndicatorInput] = field(default_factory=tuple)


@transaction.atomic
def save_result(
    version: PlanVersion,
    typed: ResultInput,
    *,
    actor: Actor,
    revision: int,
    result: PlannedResult | None = None,
) -> PlannedResult:
    """Write one result with its indicators: a new one, or ``result`` as it should be now.

    Indicators that are no longer named go; in a changed version their history
    stays with the version before. ``revision`` is the one the person saw.

    Raises:
        PermissionDenied: not the actor's plan.
        ValidationError: an empty sentence, a target without a unit.
        DomainError: too many, or a result of the leader that may not be supported.
        Conflict: the version was changed meanwhile, or is no longer in the owner's hands.
    """
    actor.require(WRITE_PLAN, version)
    if not typed.statement.strip():
        raise ValidationError({"statement": _("Write the result in a sentence.")})
    if len(typed.indicators) > MOST_INDICATORS:
        raise DomainError(
            _("A result has %(most)s indicators at most.") % {"most": MOST_INDICATORS}
        )
    supported = typed.supported_result
    if supported is not None and not (
        supportable_results(version.plan).filter(pk=supported.pk).exists()
        or (result is not None and result.supported_result_id == supported.pk)
    ):
        raise DomainError(_("This result is not one of your leader’s agreed plan."))
    for one in typed.indicators:
        # Before anything is claimed: the version in memory stays as the database has it.
        validate_target(one.target_text, one.target_unit)
    take_revision(version, revision, WRITABLE_PLAN)
    if result is None:
        if version.results.count() >= MOST_RESULTS:
            raise DomainError(_("A plan has %(most)s results at most.") % {"most": MOST_RESULTS})
        last = version.results.aggregate(last=Max("position"))["last"]
        result = PlannedResult(version=version, position=0 if last is None else last + 1)
    result.statement, result.kind = typed.statement.strip(), typed.kind
    result.supported_result, result.assigned_by = supported, typed.assigned_by.strip()
    result.supported_text = "" if supported else typed.supported_text.strip()
    result.save()
    _write_indicators(result, typed.indicators)
    record_event(
        version, "save_result", actor=actor, unit=version.plan.unit, detail=result.statement
    )
    return result


def _write_indicators(result: PlannedResult, typed: Sequence[IndicatorInput]) -> None:
    present = {indicator.line: indicator for indicator in result.indicators.all()}
    kept: set[Any] = set()
    for position, one in enumerate(typed):
        parsed = validate_target(one.target_text, one.target_unit)
        indicator = present.get(one.line) if one.line else None
        indicator = indicator or Indicator(result=result)
        indicator.position, indicator.statement = position, one.statement.strip()
        indicator.aspect, indicator.perspective = one.aspect, one.perspective
        indicator.accumulation = one.accumulation
        indicator.target_text = " ".join(one.target_text.split())
        indicator.target_unit = (one.target_unit.strip() or parsed.unit)[:60]
        indicator.target_kind = parsed.kind
        indicator.target_low, indicator.target_high = parsed.low, parsed.high
        indicator.save()
        kept.add(indicator.line)
    result.indicators.exclude(line__in=kept).delete()


@transaction.atomic
def remove_result(result: PlannedResult, *, actor: Actor, revision: int) -> None:
    """Take a result out of a version that is being written.

    Raises:
        PermissionDenied: not the actor's plan.
        Conflict: changed meanwhile, or no longer in the owner's hands.
    """
    version = result.version
    actor.require(WRITE_PLAN, version)
    take_revision(version, revision, WRITABLE_PLAN)
    record_event(
        version, "remove_result", actor=actor, unit=version.plan.unit, detail=result.statement
    )
    result.delete()
