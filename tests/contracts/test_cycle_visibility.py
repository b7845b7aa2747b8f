"""Twins of the cycle (plan, realization, use, verdict, evaluation): for everybody, every state."""

from datetime import date

import pytest

from evidence.states import Confidentiality
from portal.core.actor import Actor
from portal.evaluation.models import Evaluation
from portal.evaluation.permissions import VIEW_EVALUATION
from portal.evaluation.states import EvaluationState
from portal.people.domain.assignments import appoint_appraiser, end_position
from portal.people.domain.mandates import give_mandate
from portal.people.domain.teams import grant_role
from portal.people.models import ScopedRole
from portal.planning.models import EvidenceUse, Plan, Realization
from portal.planning.permissions import CHECK_USE, VIEW_PLAN, VIEW_REALIZATION, VIEW_USE
from portal.planning.states import HANDED_IN, PlanState, RealizationState, UseState
from portal.verification.models import EvidenceReview
from portal.verification.permissions import VIEW_REVIEW
from portal.verification.queries import checkable_by
from tests.factories.evaluation import make_evaluation
from tests.factories.people import KEEPER, SINCE, make_auditor, make_employee_with_user
from tests.factories.planning import make_plan, make_realization, make_use, period_of

from .test_visibility import seen_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def who_sees(everyone, model, permission):
    """Names of those who see the rows of a model; the twins agree on the way."""
    return {name for name, rows in seen_by(everyone, model, permission).items() if rows}


@pytest.mark.parametrize("state", PlanState)
def test_plan_is_seen_by_its_line_once_handed_in(everyone, state):
    make_plan(everyone.owner, state=state)

    expected = {"owner"} if state == PlanState.DRAFT else {"owner", "head", "auditor"}
    assert who_sees(everyone, Plan, VIEW_PLAN) == expected


@pytest.mark.parametrize("state", RealizationState)
def test_realization_is_seen_by_its_line_once_handed_in(everyone, state):
    make_realization(make_plan(everyone.owner), state=state)

    expected = {"owner"} if state == RealizationState.DRAFT else {"owner", "head", "auditor"}
    assert who_sees(everyone, Realization, VIEW_REALIZATION) == expected


@pytest.mark.parametrize("state", UseState)
def test_use_is_seen_by_its_line_while_it_is_handed_in(everyone, state):
    make_use(make_plan(everyone.owner), state=state)

    expected = {"owner", "head", "auditor"} if state in HANDED_IN else {"owner"}
    assert who_sees(everyone, EvidenceUse, VIEW_USE) == expected


@pytest.mark.parametrize("state", [UseState.ACCEPTED, UseState.RETURNED])
def test_verdict_is_seen_with_its_use(everyone, state):
    make_use(make_plan(everyone.owner), state=state)

    assert who_sees(everyone, EvidenceReview, VIEW_REVIEW) == {"owner", "head", "auditor"}


@pytest.mark.parametrize("state", EvaluationState)
def test_evaluation_is_seen_by_the_employee_once_it_is_delivered(everyone, state):
    make_evaluation(make_plan(everyone.owner), state=state)

    expected = {"head"} if state == EvaluationState.OPEN else {"owner", "head", "auditor"}
    assert who_sees(everyone, Evaluation, VIEW_EVALUATION) == expected


@pytest.mark.parametrize("name", Confidentiality.values)
@pytest.mark.parametrize("scope", ["unit", "team", "about"])
def test_helper_sees_uses_of_the_class_in_the_letter_only(everyone, scope, name):
    over = {"unit": everyone.root, "team": everyone.team, "about": everyone.owner}[scope]
    grant_role(
        everyone.outsider, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, classes=[name],
        **{scope: over},
    )
    plan = make_plan(everyone.owner)
    for class_name in Confidentiality.values:
        make_use(plan, confidentiality=class_name, text=f"Notulen {class_name}")
        break_up(plan)

    seen = seen_by(everyone, EvidenceUse, VIEW_USE)
    classes = {use.version.evidence.confidentiality for use in seen["outsider"]}
    assert classes == {name}
    assert who_sees(everyone, Plan, VIEW_PLAN) == {"owner", "head", "auditor"}


def break_up(plan):
    """Bring the one realization of the period back into the owner's hands for the next file."""
    from portal.planning.domain.realizations import reopen_realization

    for one in plan.realizations.filter(state=RealizationState.SUBMITTED):
        reopen_realization(one, "Menambah satu berkas lagi.", actor=Actor(user=plan.employee.user))


def test_helper_of_another_period_sees_nothing(everyone):
    grant_role(
        everyone.outsider, ScopedRole.Role.HELPER, date(2026, 10, 1), actor=KEEPER,
        unit=everyone.unit, classes=["ordinary"],
    )
    plan = make_plan(everyone.owner)
    make_use(plan, period_of(plan, 3))

    assert "outsider" not in who_sees(everyone, EvidenceUse, VIEW_USE)
    make_use(plan, period_of(plan, 4), text="Berkas triwulan empat.")
    assert "outsider" in who_sees(everyone, EvidenceUse, VIEW_USE)


def test_auditor_sees_uses_of_named_classes_only(everyone):
    make_auditor(everyone.unit, everyone.outsider, "ordinary")
    make_use(make_plan(everyone.owner), confidentiality="limited")

    assert who_sees(everyone, EvidenceUse, VIEW_USE) == {"owner", "head", "auditor"}
    assert "outsider" in who_sees(everyone, Realization, VIEW_REALIZATION)


def test_successor_sees_the_year_and_the_former_one_what_overlaps(everyone):
    plan = make_plan(everyone.owner)
    for number in (2, 3, 4):
        make_use(plan, period_of(plan, number), text=f"Berkas ke-{number}")
    post = everyone.owner.positions.get()
    appoint_appraiser(post, everyone.outsider, date(2026, 7, 1), actor=KEEPER)

    seen = seen_by(everyone, EvidenceUse, VIEW_USE)
    assert {use.realization.period.starts_on.month for use in seen["head"]} == {4}
    assert {use.realization.period.starts_on.month for use in seen["outsider"]} == {4, 7, 10}
    assert len(seen_by(everyone, Realization, VIEW_REALIZATION)["head"]) == 1
    assert {"head", "outsider"} <= who_sees(everyone, Plan, VIEW_PLAN)


def test_superior_and_preparer_see_what_the_appraiser_sees(everyone):
    above = make_employee_with_user(everyone.root, "Sekda Contoh", is_head=True)
    appoint_appraiser(everyone.head.positions.get(), above, SINCE, actor=KEEPER)
    everyone.named = above
    give_mandate(
        everyone.head, everyone.colleague, "prepare", TODAY, actor=Actor(user=everyone.head.user)
    )
    plan = make_plan(everyone.owner)
    make_use(plan)
    make_evaluation(plan)

    line = {"head", "named", "colleague"}
    assert who_sees(everyone, Plan, VIEW_PLAN) == {"owner", "auditor", *line}
    assert who_sees(everyone, EvidenceUse, VIEW_USE) == {"owner", "auditor", *line}
    assert who_sees(everyone, Evaluation, VIEW_EVALUATION) == line


def test_nobody_reads_a_draft_about_themselves_by_any_line(everyone):
    # The one who prepares for the leader is rated by the same leader.
    give_mandate(
        everyone.head, everyone.owner, "prepare", TODAY, actor=Actor(user=everyone.head.user)
    )
    make_evaluation(make_plan(everyone.owner))

    assert who_sees(everyone, Evaluation, VIEW_EVALUATION) == {"head"}


def test_plan_of_a_post_that_ended_stays_with_its_line(everyone):
    plan = make_plan(everyone.owner)
    make_use(plan)
    end_position(everyone.owner.positions.get(), TODAY, actor=KEEPER)

    assert who_sees(everyone, Plan, VIEW_PLAN) == {"owner", "head", "auditor"}
    assert who_sees(everyone, EvidenceUse, VIEW_USE) == {"owner", "head", "auditor"}


@pytest.mark.parametrize("helps", [False, True])
def test_what_waits_to_be_checked_is_what_may_be_checked(everyone, helps):
    if helps:
        for person in (everyone.outsider, everyone.owner):
            grant_role(
                person, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, unit=everyone.root,
                classes=["ordinary"],
            )
    plan = make_plan(everyone.owner)
    make_use(plan)
    make_use(plan, period_of(plan, 2), text="Rahasia", confidentiality="secret")

    uses = list(EvidenceUse.objects.all())
    for name, user in everyone.users.items():
        fresh = type(user)._default_manager.get(pk=user.pk) if user.pk else user
        listed = set(checkable_by(fresh)) if user.pk else set()
        allowed = {use for use in uses if fresh.has_perm(CHECK_USE, use)}
        assert listed == allowed, name
    assert set(checkable_by(everyone.head.user)) == set(uses)
    assert len(checkable_by(everyone.outsider.user)) == int(helps)
