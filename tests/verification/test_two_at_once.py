"""Two checkers at the same instant: on a file database, truly committed."""

import pytest

from portal.core.errors import DomainError
from portal.people.domain.teams import grant_role
from portal.people.models import ScopedRole
from portal.planning.domain.realizations import reopen_realization
from portal.planning.states import UseState
from portal.verification.models import EvidenceReview
from portal.verification.states import Outcome
from tests.evidence.test_two_at_once import at_once
from tests.factories.people import (
    KEEPER,
    SINCE,
    make_employee_with_appraiser,
    make_employee_with_user,
)
from tests.factories.planning import actor_of, appraiser_actor, judge, make_plan, make_use
from tests.helpers import reload

pytestmark = pytest.mark.usefixtures("pristine", "clock")


@pytest.fixture
def use():
    return make_use(make_plan(make_employee_with_appraiser()))


@pytest.mark.parametrize("round_number", range(3))
def test_of_two_checkers_at_once_one_wins(use, round_number):
    plan = use.realization.plan
    helper = make_employee_with_user(plan.unit, "Pemeriksa Kedua")
    grant_role(
        helper, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, unit=plan.unit, classes=["ordinary"]
    )

    results = at_once(
        lambda: judge(reload(use), actor=appraiser_actor(plan)),
        lambda: judge(reload(use), actor=actor_of(helper)),
    )

    won = [result for result in results if isinstance(result, EvidenceReview)]
    assert len(won) == 1, results
    assert isinstance(next(one for one in results if one is not won[0]), DomainError)
    assert EvidenceReview.objects.get() == won[0]
    assert reload(use).state == UseState.ACCEPTED
    assert reload(use).checked_sha256


def test_verdict_and_taking_back_at_once_leave_one_truth(use):
    plan = use.realization.plan
    results = at_once(
        lambda: judge(reload(use), Outcome.RETURNED, actor=appraiser_actor(plan)),
        lambda: reopen_realization(
            reload(use.realization), "Angka keliru ketik.", actor=actor_of(plan.employee)
        ),
    )

    now = reload(use)
    reviews = EvidenceReview.objects.filter(use=use)
    assert not [one for one in results if one is None]
    assert (now.state == UseState.RETURNED) == reviews.exists(), results
