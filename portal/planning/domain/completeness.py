"""What a version must have before it can be handed in: named sentences, never a silent no."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Approach, Aspect, PlanVersion, ResultKind
from ..validators import validate_target


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; ``result`` is the key of the planned result it is about."""

    message: str
    result: int | None = None


def gaps_of(version: PlanVersion) -> list[Gap]:
    """Everything that is missing for handing in (PP 30/2019 Pasal 9 and 10)."""
    results = list(version.results.prefetch_related("indicators"))
    gaps: list[Gap] = []
    if not any(result.kind == ResultKind.MAIN for result in results):
        gaps.append(Gap(_("The plan has no main result yet. Add at least one.")))
    for result in results:
        indicators = list(result.indicators.all())
        title = {"title": result.statement}
        if not indicators:
            gaps.append(
                Gap(_("“%(title)s” has no indicator yet. Add at least one.") % title, result.pk)
            )
        elif version.approach == Approach.QUANTITATIVE and not any(
            indicator.aspect == Aspect.QUANTITY for indicator in indicators
        ):
            gaps.append(
                Gap(
                    _("“%(title)s” has no indicator of quantity. There must always be one.")
                    % title,
                    result.pk,
                )
            )
        for indicator in indicators:
            if not indicator.target_text.strip():
                message = _("“%(title)s” has no target yet.") % {"title": indicator.statement}
                gaps.append(Gap(message, result.pk))
                continue
            try:
                validate_target(indicator.target_text, indicator.target_unit)
            except ValidationError as error:
                gaps.append(Gap(error.messages[0], result.pk))
    return gaps


def require_complete(version: PlanVersion) -> None:
    """Stop while anything is missing.

    Raises:
        ValidationError: every gap, a sentence each.
    """
    gaps = gaps_of(version)
    if gaps:
        raise ValidationError([gap.message for gap in gaps])
