"""Who rates, asked of one evaluation and asked of a list: the twins agree in every succession."""

from datetime import date

import pytest

from portal.evaluation.permissions import RATE_EVALUATION
from portal.evaluation.queries import rated_by
from portal.evaluation.rules import rater_of
from portal.people.domain.assignments import appoint_appraiser, end_position
from portal.people.models import AppraiserAssignment, Employee, User
from portal.planning.queries import decides_on_posts
from tests.evaluation.people import TODAY, change_appraiser, post_of
from tests.factories.evaluation import make_evaluation, make_superior
from tests.factories.people import KEEPER, make_employee_with_user
from tests.factories.planning import period_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def leave(person):
    Employee.objects.filter(pk=person.pk).update(left_on=TODAY)


def named_for(owner, person, since, until):
    appoint_appraiser(
        post_of(owner), person, since, actor=KEEPER, acting=True, valid_until=until
    )


def named_after_the_end(owner, person):
    post = post_of(owner)
    end_position(post, date(2026, 9, 10), actor=KEEPER)
    AppraiserAssignment.objects.create(
        employee_assignment=post, appraiser=person, acting=True, valid_from=date(2026, 9, 15)
    )


# what happened: who rates the third quarter
SUCCESSIONS = {
    "nothing": (lambda owner, head, successor: None, "head"),
    "changed within": (
        lambda owner, head, successor: change_appraiser(owner, successor, date(2026, 9, 20)),
        "successor",
    ),
    "changed on the day after": (
        lambda owner, head, successor: change_appraiser(owner, successor, date(2026, 10, 1)),
        "head",
    ),
    "changed on the last day": (
        lambda owner, head, successor: change_appraiser(owner, successor, date(2026, 9, 30)),
        "successor",
    ),
    "acting on the last day": (
        lambda owner, head, successor: named_for(
            owner, successor, date(2026, 9, 1), date(2026, 10, 1)
        ),
        "successor",
    ),
    "acting until the last day": (
        lambda owner, head, successor: named_for(
            owner, successor, date(2026, 9, 1), date(2026, 9, 30)
        ),
        "head",
    ),
    "changed, and the former left": (
        lambda owner, head, successor: (
            change_appraiser(owner, successor, date(2026, 10, 15)), leave(head)
        ),
        "successor",
    ),
    "left without a successor": (lambda owner, head, successor: leave(head), "superior"),
    "nobody named any more": (
        lambda owner, head, successor: AppraiserAssignment.objects.filter(
            employee_assignment__employee=owner
        ).update(valid_until=date(2026, 9, 1)),
        "superior",
    ),
    "post ended within": (
        lambda owner, head, successor: (
            end_position(post_of(owner), date(2026, 9, 10), actor=KEEPER),
        ),
        "head",
    ),
    "named after the post had ended": (
        lambda owner, head, successor: named_after_the_end(owner, successor), "head",
    ),
    "to change next month": (
        lambda owner, head, successor: change_appraiser(owner, successor, date(2026, 12, 1)),
        "head",
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", [3, 4])
@pytest.mark.parametrize("succession", SUCCESSIONS)
def test_list_of_who_rates_is_the_rule(everyone, plan, succession, number):
    happens, rates = SUCCESSIONS[succession]
    people = {
        "head": everyone.head, "superior": make_superior(everyone.head),
        "successor": make_employee_with_user(everyone.unit, "Nurul Hidayah"),
        "owner": everyone.owner,
    }
    period = period_of(plan, number)
    evaluation = make_evaluation(plan, period, rated=False)

    happens(everyone.owner, everyone.head, people["successor"])

    # Whoever left the agency has no account any more and asks for no list.
    people = {
        name: person for name, person in people.items()
        if Employee.objects.filter(pk=person.pk, left_on=None).exists()
    }
    rater = rater_of(type(plan).objects.get(pk=plan.pk), period, TODAY)
    listed = {
        name for name, person in people.items()
        if evaluation in rated_by(person, decides_on_posts(person, TODAY), TODAY)
    }
    assert listed == {name for name, person in people.items() if person == rater}
    if number == 3:
        assert listed == {rates}


def test_who_is_named_as_their_own_appraiser_may_not_rate(everyone, plan):
    evaluation = make_evaluation(plan)
    AppraiserAssignment.objects.create(
        employee_assignment=post_of(everyone.owner), appraiser=everyone.owner, acting=True,
        valid_from=date(2026, 1, 1),
    )  # fmt: skip
    user = User.objects.get(pk=everyone.owner.user.pk)

    assert rater_of(plan, evaluation.period, TODAY) == everyone.owner
    assert not user.has_perm(RATE_EVALUATION, evaluation)
    assert evaluation not in rated_by(everyone.owner, [plan.position_assignment_id], TODAY)
