"""A transfer within the year: two plans, each for its part of it."""

from datetime import date

import pytest

from portal.core.errors import DomainError
from portal.people.domain.assignments import appoint_appraiser, transfer_employee
from portal.planning.domain.realizations import begin_realization
from portal.planning.models import Plan
from portal.planning.queries import indicators_of, periods_of
from tests.factories.people import KEEPER, make_position
from tests.factories.planning import actor_of, make_plan, period_of
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MOVED = date(2026, 8, 1)


def quarters(plan):
    return [period.starts_on.month for period in periods_of(plan)]


def test_each_plan_has_the_periods_in_which_its_post_is_held(everyone):
    owner = everyone.owner
    first = make_plan(owner)
    fourth = period_of(first, 4)
    post = transfer_employee(
        owner, make_position(everyone.other_unit, "Penelaah"), MOVED, actor=KEEPER
    )
    appoint_appraiser(post, everyone.outsider, MOVED, actor=KEEPER)
    second = make_plan(owner)

    first = Plan.objects.get(pk=first.pk)
    assert (first.until, second.starts_on) == (MOVED, MOVED)
    # The quarter of the transfer belongs to both.
    assert (quarters(first), quarters(second)) == ([1, 4, 7], [7, 10])
    with pytest.raises(DomainError):
        begin_realization(
            first, fourth, indicators_of(first.standing_version)[0].line, actor=actor_of(owner)
        )


def test_plan_of_an_earlier_year_keeps_its_end(everyone):
    plan = make_plan(everyone.owner)
    Plan.objects.filter(pk=plan.pk).update(until=date(2026, 7, 1))

    transfer_employee(
        everyone.owner, make_position(everyone.other_unit, "Penelaah"), MOVED, actor=KEEPER
    )

    assert reload(plan).until == date(2026, 7, 1)
