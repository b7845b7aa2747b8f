"""The matrix that the page draws is the one in which the overall rating is looked up."""

import pytest
from django.utils.translation import override

from portal.evaluation.domain.ratings import levels_of, matrix_of, overall_rating
from portal.rulesets.models import Scale
from tests.evaluation.pages import at
from tests.factories.evaluation import level, make_evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_every_cell_is_the_overall_rating_of_its_two(plan):
    cells = matrix_of(plan.rule_set)

    for result in levels_of(plan.rule_set, Scale.RESULT):
        for behavior in levels_of(plan.rule_set, Scale.BEHAVIOR):
            expected = overall_rating(result, behavior, plan.rule_set)
            assert cells[(result.pk, behavior.pk)] == expected, (result.code, behavior.code)
    assert len(cells) == 9


@pytest.mark.parametrize(
    ("result", "behavior", "overall"),
    [("below", "above", "needs_improvement"), ("above", "below", "poor")],
)
def test_lit_cell_says_the_overall_rating(leader, plan, result, behavior, overall):
    evaluation = make_evaluation(plan, result=result, behavior=behavior)
    assert evaluation.overall_level.code == overall

    rows = leader.get(at(plan)).context["matrix"]["rows"]

    lit = [(row.code, cell.label) for row, cells in rows for cell in cells if cell.is_lit]
    with override("en"):
        assert lit == [(result, str(level(plan, Scale.OVERALL, overall)))]
