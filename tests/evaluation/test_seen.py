"""Who sees an evaluation: the queryset and the rule say the same for everybody in every state."""

from datetime import UTC, datetime

import pytest

from portal.evaluation.models import Evaluation
from portal.evaluation.permissions import VIEW_EVALUATION
from portal.evaluation.states import LOCKING, EvaluationState
from tests.evaluation.people import Line
from tests.factories.evaluation import make_evaluation
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import make_plan, period_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_every_state(everyone, clock):
    """One evaluation of the owner in each state, a quarter each, and one of a stranger."""
    clock.move_to(datetime(2026, 12, 28, 3, tzinfo=UTC))
    plan = make_plan(everyone.owner)
    made = {
        state: make_evaluation(plan, period_of(plan, number), state=state)
        for number, state in enumerate(EvaluationState, 1)
    }
    make_evaluation(make_plan(make_employee_with_appraiser()))
    return made


@pytest.fixture
def line(everyone, in_every_state):
    """The others around the owner, named after the evaluations were made."""
    return Line(everyone)


def test_visible_to_agrees_with_view_evaluation(everyone, line, in_every_state):
    extra = [line.former.user, line.superior.user, line.preparer.user]
    for user in [*everyone, *extra]:
        allowed = {one for one in Evaluation.objects.all() if user.has_perm(VIEW_EVALUATION, one)}
        assert set(Evaluation.objects.visible_to(user)) == allowed, user


def seen_states(user):
    return {one.state for one in Evaluation.objects.visible_to(user)}


def test_employee_never_sees_what_is_being_rated(everyone, in_every_state):
    assert seen_states(everyone.owner.user) == LOCKING


def test_line_and_preparer_see_every_state_and_strangers_none(everyone, line, in_every_state):
    for person in (line.rater, line.superior, line.preparer):
        assert seen_states(person.user) == set(EvaluationState), person
    assert seen_states(everyone.auditor.user) == LOCKING
    for user in (everyone.outsider.user, everyone.colleague.user, everyone.superuser):
        assert seen_states(user) == set(), user


def test_former_rater_sees_what_overlaps_their_time_only(line, in_every_state):
    seen = set(Evaluation.objects.visible_to(line.former.user))

    quarters = {one.period.starts_on.month for one in seen}
    # Until 15 July: the first three quarters.
    assert quarters == {1, 4, 7}
