"""The overall rating: looked up in the matrix of the rule set, never computed (domain.md 1.11)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.core.errors import DomainError
from portal.rulesets.models import MatrixCell, RuleSet, Scale, ScaleLevel


def overall_rating(
    result: ScaleLevel, behavior: ScaleLevel, rule_set: RuleSet
) -> ScaleLevel:
    """The predikat for two ratings.

    Raises:
        DomainError: a level of another rule set or scale, or no such cell.
    """
    for level, scale in ((result, Scale.RESULT), (behavior, Scale.BEHAVIOR)):
        if level.rule_set_id != rule_set.pk or level.scale != scale:
            raise DomainError(_("This rating does not belong to the rule set of the plan."))
    cell = (
        MatrixCell.objects.filter(
            rule_set=rule_set, result_level=result, behavior_level=behavior
        )
        .select_related("overall_level")
        .first()
    )
    if cell is None:
        raise DomainError(_("The rule set has no overall rating for these two. Tell the keeper."))
    return cell.overall_level


def levels_of(rule_set: RuleSet, scale: str) -> list[ScaleLevel]:
    """Levels of a scale, the best first."""
    return list(rule_set.levels.filter(scale=scale).order_by("-rank"))


def matrix_of(rule_set: RuleSet) -> dict[tuple[int, int], ScaleLevel]:
    """The whole matrix by the keys of its two levels; one query."""
    return {
        (cell.result_level_id, cell.behavior_level_id): cell.overall_level
        for cell in rule_set.matrix.select_related("overall_level")
    }
