"""Deciding is shut twice for one's own: the verb says why, and the permission is not held."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from portal.core.errors import DomainError
from portal.people.domain.assignments import appoint_appraiser
from portal.people.models import AppraiserAssignment, User
from portal.planning import permissions as p
from portal.planning.domain import action_plans, expectations, plans, realizations
from portal.planning.models import EvidenceUse
from portal.planning.queries import plans_to_decide
from portal.planning.report import plan_report
from portal.planning.states import ActionState, PlanState, RealizationState
from portal.verification.domain.verdicts import give_verdict, seen_now
from portal.verification.queries import checkable_by
from portal.verification.states import Outcome
from tests.factories.people import (
    KEEPER,
    SINCE,
    make_agency,
    make_employee_with_appraiser,
    make_employee_with_user,
    make_unit,
)
from tests.factories.planning import (
    NOTE,
    actor_of,
    make_action_plan,
    make_draft,
    make_plan,
    make_realization,
    make_use,
)
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
# Half past midnight in Jayapura, while Jakarta and Greenwich still have the day before.
JUST_DECEMBER = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)


def waiting_version(owner):
    return reload(make_plan(owner, state=PlanState.SUBMITTED).versions.get())


def waiting_action_plan(owner):
    return reload(make_action_plan(make_plan(owner), state=ActionState.SUBMITTED))


def waiting_realization(owner):
    return reload(make_realization(make_plan(owner), state=RealizationState.SUBMITTED))


def waiting_use(owner):
    """Linked by a helper: who linked a file is shut out for that reason alone."""
    use = make_use(make_plan(owner))
    helper = make_employee_with_user(owner.positions.get().position.unit, "Lina Marlina")
    EvidenceUse.objects.filter(pk=use.pk).update(linked_by=helper.user)
    return reload(use)


# verb: (permission, record, how it is called)
DECISIONS = {
    "agree_plan": (
        p.DECIDE_PLAN, waiting_version,
        lambda record, actor: plans.agree_plan(record, actor=actor),
    ),
    "return_plan": (
        p.DECIDE_PLAN, waiting_version,
        lambda record, actor: plans.return_plan(record, NOTE, actor=actor),
    ),
    "set_expectations": (
        p.SET_EXPECTATIONS, waiting_version,
        lambda record, actor: expectations.set_expectations(
            record.plan, {1: "Datang tepat waktu"}, actor=actor
        ),
    ),
    "agree_action_plan": (
        p.DECIDE_ACTION_PLAN, waiting_action_plan,
        lambda record, actor: action_plans.agree_action_plan(record, actor=actor),
    ),
    "return_action_plan": (
        p.DECIDE_ACTION_PLAN, waiting_action_plan,
        lambda record, actor: action_plans.return_action_plan(record, NOTE, actor=actor),
    ),
    "accept_realization": (
        p.DECIDE_REALIZATION, waiting_realization,
        lambda record, actor: realizations.accept_realization(record, actor=actor),
    ),
    "return_realization": (
        p.DECIDE_REALIZATION, waiting_realization,
        lambda record, actor: realizations.return_realization(record, NOTE, actor=actor),
    ),
    "give_verdict": (
        p.CHECK_USE, waiting_use,
        lambda record, actor: give_verdict(
            record, Outcome.ACCEPTED, actor=actor, seen=seen_now(record)
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("verb", DECISIONS)
def test_who_is_named_as_their_own_appraiser_is_told_why_not(everyone, verb):
    permission, waiting, call = DECISIONS[verb]
    record = waiting(everyone.owner)
    AppraiserAssignment.objects.create(
        employee_assignment=everyone.owner.positions.get(), appraiser=everyone.owner,
        valid_from=SINCE, acting=True,
    )  # fmt: skip
    user = User.objects.get(pk=everyone.owner.user.pk)

    assert not user.has_perm(permission, record)
    with override("en"), pytest.raises(DomainError, match="Nobody decides on their own record"):
        call(record, actor_of(everyone.owner))


# --- Whose day it is --------------------------------------------------------------------


@pytest.fixture
def far_owner():
    """Somebody of an agency two hours east of the portal's own zone."""
    return make_employee_with_appraiser(make_unit(make_agency(time_zone="Asia/Jayapura")))


def test_successor_decides_from_midnight_of_the_agency_on(far_owner, clock):
    use = waiting_use(far_owner)
    plan = use.realization.plan
    change = plans.open_change(
        plan, "priority", "Prioritas berubah.", plan.starts_on, actor=actor_of(far_owner)
    )
    plans.submit_plan(change, actor=actor_of(far_owner))
    post = far_owner.positions.get()
    former = post.appraisers.get().appraiser
    successor = make_employee_with_user(post.position.unit, "Nurul Hidayah")
    named = appoint_appraiser(post, successor, date(2026, 12, 1), actor=KEEPER)

    def decides(person):
        user = User.objects.get(pk=person.user.pk)
        found = {
            user.has_perm(p.DECIDE_REALIZATION, reload(use.realization)),
            use in checkable_by(user), change in plans_to_decide(user.employee),
        }
        assert len(found) == 1
        return found.pop()

    assert (decides(former), decides(successor)) == (True, False)
    clock.move_to(JUST_DECEMBER)
    assert (decides(former), decides(successor)) == (False, True)
    assert plan_report(reload(change)).appraiser.name == successor.name
    plans.agree_plan(reload(change), actor=actor_of(successor))
    assert reload(change).appraiser_assignment == named


def test_plan_is_handed_in_from_the_first_day_of_the_first_appraiser_on(clock):
    unit = make_unit(make_agency(time_zone="Asia/Jayapura"))
    owner = make_employee_with_user(unit)
    leader = make_employee_with_user(unit, "Hendra Gunawan")
    appoint_appraiser(owner.positions.get(), leader, date(2026, 12, 1), actor=KEEPER)
    version = make_draft(owner)
    with pytest.raises(DomainError):
        plans.submit_plan(reload(version), actor=actor_of(owner))

    clock.move_to(JUST_DECEMBER)
    plans.submit_plan(reload(version), actor=actor_of(owner))
    assert reload(version).state == PlanState.SUBMITTED


def test_head_sets_expectations_from_midnight_of_the_agency_on(clock):
    unit = make_unit(make_agency(time_zone="Asia/Jayapura"))
    head = make_employee_with_user(unit, is_head=True, valid_from=date(2026, 12, 1))

    assert not head.user.has_perm(p.SET_UNIT_EXPECTATIONS, unit)
    clock.move_to(JUST_DECEMBER)
    assert User.objects.get(pk=head.user.pk).has_perm(p.SET_UNIT_EXPECTATIONS, unit)


def test_day_of_the_agreement_is_that_of_the_agency(far_owner, clock):
    clock.move_to(JUST_DECEMBER)

    version = make_plan(far_owner).versions.get()

    assert plan_report(version).agreed_on == date(2026, 12, 1)
