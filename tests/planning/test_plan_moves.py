"""The moves of a plan: in every state, by everybody; and nobody decides on their own."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.people.domain.assignments import appoint_appraiser
from portal.people.domain.mandates import give_mandate
from portal.people.models import AppraiserAssignment
from portal.planning.domain import expectations, plans
from portal.planning.models import PlannedResult, UnitExpectation
from portal.planning.states import PLAN_TABLE, WRITABLE_PLAN, ChangeReason, PlanState
from tests.factories.people import KEEPER, SINCE
from tests.factories.planning import (
    NOTE,
    add_result,
    make_draft,
    make_plan,
)
from tests.factories.planning import actor_of as acting
from tests.helpers import reload

from .plan_states import REASON, WRITERS, version_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
ROLES = ["owner", "head", "colleague", "outsider", "auditor", "superuser"]


MOVES = {
    "submit_plan": plans.submit_plan,
    "take_back_plan": plans.take_back_plan,
    "return_plan": lambda version, actor: plans.return_plan(version, NOTE, actor=actor),
    "agree_plan": plans.agree_plan,
    "discard_plan": plans.discard_version,
    "supersede_plan": None,
    "close_plan": None,
}
def facts_of(version):
    """Everything that a refused verb must leave as it was."""
    rows = version.plan.versions.order_by("number")
    return (
        list(rows.values_list("number", "state", "revision", "approach", "return_note")),
        list(PlannedResult.objects.order_by("pk").values_list("pk", "statement")),
        version.plan.own_expectations.count(),
    )


def attempt(verb, version, actor):
    """Whether the verb went through; what it did is undone either way."""
    before = facts_of(version)
    with transaction.atomic():
        try:
            with transaction.atomic():
                verb(reload(version), actor=actor)
        except (PermissionDenied, DomainError):
            assert facts_of(version) == before
            done = False
        else:
            assert facts_of(version) != before
            done = True
        transaction.set_rollback(True)
    return done


# --- State x role x action --------------------------------------------------------------


def test_every_move_of_the_table_is_tried():
    assert set(MOVES) == {move.name for move in PLAN_TABLE}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", PlanState)
def test_moves_are_open_only_where_they_are_lawful(everyone, state, role):
    version = version_in(everyone.owner, state)
    actor = Actor(user=everyone.users[role])
    decides = {"return_plan", "agree_plan"}

    for move in PLAN_TABLE:
        if move.by_system:
            continue
        by = "head" if move.name in decides else "owner"
        lawful = role == by and state in move.sources
        assert attempt(MOVES[move.name], version, actor) == lawful, move.name


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", PlanState)
def test_writing_is_open_to_the_owner_of_a_version_in_hand(everyone, state, role):
    version = version_in(everyone.owner, state)
    actor = Actor(user=everyone.users[role])

    for name, verb in WRITERS.items():
        lawful = role == "owner" and state in WRITABLE_PLAN
        assert attempt(verb, version, actor) == lawful, name


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", PlanState)
def test_expectations_of_a_person_are_set_by_the_appraiser_while_it_waits(everyone, state, role):
    version = version_in(everyone.owner, state)

    def verb(version, actor):
        expectations.set_expectations(version.plan, {1: "Datang tepat waktu"}, actor=actor)

    lawful = role == "head" and state == PlanState.SUBMITTED
    assert attempt(verb, version, Actor(user=everyone.users[role])) == lawful


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", PlanState)
def test_change_is_opened_by_the_owner_of_an_agreed_plan_without_an_open_one(
    everyone, state, role
):
    version = version_in(everyone.owner, state)

    def verb(version, actor):
        plan = version.plan
        plans.open_change(plan, ChangeReason.PRIORITY, REASON, plan.starts_on, actor=actor)

    # A superseded or discarded version has an agreed one beside it.
    agreed = {PlanState.AGREED, PlanState.SUPERSEDED, PlanState.DISCARDED}
    lawful = role == "owner" and state in agreed
    assert attempt(verb, version, Actor(user=everyone.users[role])) == lawful


@pytest.mark.parametrize("role", ROLES)
def test_no_person_closes_a_plan(everyone, role):
    plan = make_plan(everyone.owner)

    with pytest.raises(PermissionDenied):
        plans.close_plan(plan, actor=Actor(user=everyone.users[role]))
    assert plan.versions.get().state == PlanState.AGREED


@pytest.mark.parametrize("role", ROLES)
def test_plan_is_begun_by_whoever_holds_the_post(everyone, role):
    post = everyone.owner.positions.get()
    actor = Actor(user=everyone.users[role])

    if role == "owner":
        plan = plans.draft_plan(post, 2026, actor=actor)
        assert plans.draft_plan(post, 2026, actor=actor) == plan
        assert plan.versions.get().number == 1
    else:
        with pytest.raises(PermissionDenied):
            plans.draft_plan(post, 2026, actor=actor)
        assert not post.plans.exists()


@pytest.mark.parametrize("role", ROLES)
def test_expectations_of_a_unit_are_set_by_its_head(everyone, role):
    actor = Actor(user=everyone.users[role])
    texts = {1: "Layani warga lebih dahulu"}

    if role == "head":
        expectations.set_unit_expectations(everyone.unit, 2026, texts, actor=actor)
        assert UnitExpectation.objects.get().text == texts[1]
    else:
        with pytest.raises(PermissionDenied):
            expectations.set_unit_expectations(everyone.unit, 2026, texts, actor=actor)
        assert not UnitExpectation.objects.exists()


def test_post_that_is_not_held_in_the_year_has_no_plan(everyone):
    post = everyone.owner.positions.get()

    with pytest.raises(DomainError):
        plans.draft_plan(post, 2019, actor=acting(everyone.owner))


# --- Nobody decides on their own ----------------------------------------------------------


def decide(version, actor):
    """Agree and return, each refused."""
    for verb in (MOVES["agree_plan"], MOVES["return_plan"]):
        with pytest.raises((DomainError, PermissionDenied)):
            verb(reload(version), actor=actor)
    assert reload(version).state == PlanState.SUBMITTED


def test_owner_who_is_named_as_own_appraiser_does_not_decide(everyone):
    version = version_in(everyone.owner, PlanState.SUBMITTED)
    AppraiserAssignment.objects.create(
        employee_assignment=everyone.owner.positions.get(), appraiser=everyone.owner,
        valid_from=SINCE, acting=True,
    )  # fmt: skip

    decide(version, acting(everyone.owner))


def test_owner_who_is_a_superuser_does_not_decide(everyone):
    version = version_in(everyone.owner, PlanState.SUBMITTED)
    everyone.owner.user.is_superuser = True
    everyone.owner.user.save()

    decide(version, acting(everyone.owner))


def test_helper_under_a_mandate_of_the_owner_does_not_decide(everyone):
    version = version_in(everyone.owner, PlanState.SUBMITTED)
    mandate = give_mandate(
        everyone.owner, everyone.head, "evidence", TODAY, actor=acting(everyone.owner)
    )

    decide(
        version,
        Actor(user=everyone.head.user, on_behalf_of=everyone.owner.user, mandate=mandate),
    )


def test_owner_typing_for_the_leader_does_not_decide(everyone):
    version = version_in(everyone.owner, PlanState.SUBMITTED)
    mandate = give_mandate(
        everyone.head, everyone.owner, "evidence", TODAY, actor=acting(everyone.head)
    )

    decide(
        version,
        Actor(user=everyone.owner.user, on_behalf_of=everyone.head.user, mandate=mandate),
    )


def test_acting_appraiser_decides_before_the_regular_one(everyone):
    version = version_in(everyone.owner, PlanState.SUBMITTED)
    appoint_appraiser(
        everyone.owner.positions.get(), everyone.colleague, TODAY, actor=KEEPER, acting=True,
        valid_until=TODAY + timedelta(days=30),
    )

    with pytest.raises(PermissionDenied):
        plans.agree_plan(reload(version), actor=acting(everyone.head))
    plans.agree_plan(reload(version), actor=acting(everyone.colleague))

    agreed = reload(version)
    assert agreed.agreed_by == everyone.colleague
    assert agreed.people["appraiser"]["name"] == everyone.colleague.name


def test_former_appraiser_does_not_decide_any_more(everyone):
    version = version_in(everyone.owner, PlanState.SUBMITTED)
    appoint_appraiser(
        everyone.owner.positions.get(), everyone.colleague, TODAY, actor=KEEPER
    )

    with pytest.raises(PermissionDenied):
        plans.agree_plan(reload(version), actor=acting(everyone.head))
    assert reload(version).state == PlanState.SUBMITTED
    plans.agree_plan(reload(version), actor=acting(everyone.colleague))
    assert reload(version).state == PlanState.AGREED


def test_plan_without_an_appraiser_is_not_handed_in(everyone):
    version = make_draft(everyone.colleague)

    with pytest.raises(DomainError):
        plans.submit_plan(version, actor=acting(everyone.colleague))
    assert reload(version).state == PlanState.DRAFT


def test_agreement_holds_for_what_was_read(everyone):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    version = plan.versions.get()
    read = version.revision
    plans.take_back_plan(version, actor=acting(everyone.owner))
    add_result(version, 2)
    plans.submit_plan(reload(version), actor=acting(everyone.owner))

    with pytest.raises(TransitionRefused):
        plans.agree_plan(reload(version), actor=acting(everyone.head), revision=read)
    assert reload(version).state == PlanState.SUBMITTED
    now = reload(version)
    plans.agree_plan(now, actor=acting(everyone.head), revision=now.revision)
    assert reload(version).state == PlanState.AGREED


@pytest.mark.parametrize("note", ["", "   ", "perbaiki", "x" * 9])
def test_note_of_a_return_says_something(everyone, note):
    version = version_in(everyone.owner, PlanState.SUBMITTED)

    with pytest.raises(DomainError):
        plans.return_plan(version, note, actor=acting(everyone.head))
    assert reload(version).state == PlanState.SUBMITTED
