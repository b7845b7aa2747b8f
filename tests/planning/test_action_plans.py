"""The verbs of an action plan: who, from which state, and what follows from an agreed target."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import history_of
from portal.core.transitions import available
from portal.planning.domain import action_plans, locks
from portal.planning.domain.action_plans import LineInput
from portal.planning.domain.common import Conflict
from portal.planning.models import ActionPlan
from portal.planning.states import (
    ACTION_TABLE,
    WRITABLE_ACTION,
    ActionState,
    PlanState,
    RealizationState,
    UseState,
)
from tests.factories.planning import (
    NOTE,
    actor_of,
    indicator_of,
    judge,
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
    period_of,
)
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ROLES = ["owner", "head", "colleague", "outsider", "auditor", "superuser"]
OWNERS = {"submit_action_plan", "reopen_action_plan"}
VERBS = {
    "submit_action_plan": lambda record, actor: action_plans.submit_action_plan(
        record, actor=actor
    ),
    "return_action_plan": lambda record, actor: action_plans.return_action_plan(
        record, NOTE, actor=actor
    ),
    "agree_action_plan": lambda record, actor: action_plans.agree_action_plan(record, actor=actor),
    "reopen_action_plan": lambda record, actor: action_plans.reopen_action_plan(
        record, actor=actor
    ),
}


def may(role, verb):
    """Owner writes, head decides, nobody else does either."""
    return role == ("owner" if verb in OWNERS else "head")


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


def test_every_move_has_a_verb_here():
    assert set(VERBS) == {move.name for move in ACTION_TABLE}


@pytest.mark.parametrize("move", ACTION_TABLE, ids=lambda move: move.name)
@pytest.mark.parametrize("state", ActionState)
@pytest.mark.parametrize("role", ROLES)
def test_move_is_made_by_its_person_from_its_states_only(everyone, plan, move, state, role):
    record = make_action_plan(plan, state=state)
    record = reload(record)
    user = everyone.users[role]
    lawful = may(role, move.name) and state in move.sources

    assert (move.name in available(record, user, ACTION_TABLE)) == lawful
    if lawful:
        VERBS[move.name](record, Actor(user=user))
        assert reload(record).state == move.target
        assert history_of(record).last().verb == move.name
    else:
        with pytest.raises((PermissionDenied, DomainError)):
            VERBS[move.name](record, Actor(user=user))
        assert reload(record).state == state


@pytest.mark.parametrize("state", ActionState)
@pytest.mark.parametrize("role", ROLES)
def test_lines_are_written_by_their_owner_while_in_their_hands(everyone, plan, state, role):
    record = reload(make_action_plan(plan, state=state))
    lines = {indicator_of(plan).line: LineInput("Aksi baru", "5")}
    lawful = role == "owner" and state in WRITABLE_ACTION

    def save():
        return action_plans.save_action_plan(
            record, lines, actor=Actor(user=everyone.users[role]), revision=record.revision
        )

    if lawful:
        save()
        assert record.lines.get().target_text == "5"
    else:
        with pytest.raises((PermissionDenied, DomainError)):
            save()
        assert record.lines.get().target_text == "3"


@pytest.mark.parametrize("role", ROLES)
def test_action_plan_is_begun_by_the_owner_only(everyone, plan, role):
    actor = Actor(user=everyone.users[role])

    if role == "owner":
        first = action_plans.begin_action_plan(plan, period_of(plan), actor=actor)
        assert action_plans.begin_action_plan(plan, period_of(plan), actor=actor) == first
    else:
        with pytest.raises(PermissionDenied):
            action_plans.begin_action_plan(plan, period_of(plan), actor=actor)
        assert not ActionPlan.objects.exists()


@pytest.mark.parametrize("state", PlanState)
def test_action_plan_needs_a_plan_that_stands(everyone, state):
    plan = make_plan(everyone.owner, state=state)
    stands = plan.standing_version is not None

    if stands:
        action_plans.begin_action_plan(plan, period_of(plan), actor=actor_of(everyone.owner))
    else:
        with pytest.raises(DomainError):
            action_plans.begin_action_plan(plan, period_of(plan), actor=actor_of(everyone.owner))
    assert ActionPlan.objects.exists() == stands


def test_second_tab_does_not_overwrite(everyone, plan):
    record = make_action_plan(plan, state=ActionState.DRAFT)
    line = indicator_of(plan).line
    mine = actor_of(everyone.owner)
    seen = record.revision
    action_plans.save_action_plan(record, {line: LineInput("Satu", "4")}, actor=mine, revision=seen)

    with pytest.raises(Conflict):
        action_plans.save_action_plan(
            record, {line: LineInput("Dua", "9")}, actor=mine, revision=seen
        )

    assert record.lines.get().target_text == "4"


def test_filing_never_waits_for_the_action_plan(everyone, plan):
    realization = make_realization(plan, state=RealizationState.ACCEPTED)

    assert not ActionPlan.objects.exists()
    assert reload(realization).state == RealizationState.ACCEPTED


@pytest.mark.parametrize("state", ActionState)
def test_realization_is_handed_in_whatever_the_action_plan_does(plan, state):
    make_action_plan(plan, state=state)

    realization = make_realization(plan, state=RealizationState.SUBMITTED)

    assert reload(realization).state == RealizationState.SUBMITTED


@pytest.mark.parametrize("outcome", [UseState.ACCEPTED, UseState.RETURNED])
def test_agreed_target_that_changes_undoes_verdicts_with_history(everyone, plan, outcome):
    record = make_action_plan(plan, target="3")
    use = make_use(plan, state=outcome)
    mine = actor_of(everyone.owner)
    action_plans.reopen_action_plan(reload(record), actor=mine)
    record = reload(record)
    record = action_plans.save_action_plan(
        record, {indicator_of(plan).line: LineInput("Aksi", "6")}, actor=mine,
        revision=record.revision,
    )
    assert reload(use).state == outcome

    action_plans.submit_action_plan(record, actor=mine)
    assert reload(use).state == outcome
    action_plans.agree_action_plan(record, actor=actor_of(everyone.head))

    assert reload(use).state == UseState.SUBMITTED
    verbs = [event.verb for event in history_of(use)]
    assert verbs[-1] == "undo_verdict"
    assert {"accept_use", "return_use"} & set(verbs)
    assert record.lines.get().agreed_target == "6 dokumen"


def test_target_agreed_anew_without_a_change_undoes_nothing(everyone, plan):
    record = make_action_plan(plan, target="3")
    use = make_use(plan, state=UseState.ACCEPTED)
    action_plans.reopen_action_plan(record, actor=actor_of(everyone.owner))
    action_plans.submit_action_plan(record, actor=actor_of(everyone.owner))
    action_plans.agree_action_plan(record, actor=actor_of(everyone.head))

    assert reload(use).state == UseState.ACCEPTED


def test_what_was_agreed_holds_until_it_is_agreed_anew(everyone, plan):
    record = make_action_plan(plan, target="3")
    mine = actor_of(everyone.owner)
    action_plans.reopen_action_plan(record, actor=mine)
    record = reload(record)
    action_plans.save_action_plan(
        record, {indicator_of(plan).line: LineInput("Aksi", "9")}, actor=mine,
        revision=record.revision,
    )

    assert record.lines.get().agreed_target == "3 dokumen"
    use = make_use(plan)
    judge(use)
    assert reload(use).state == UseState.ACCEPTED


# --- Locks ------------------------------------------------------------------------------


@pytest.fixture
def lock(monkeypatch):
    """Locks every period, as a delivered evaluation does."""
    monkeypatch.setattr(locks, "_locks", [lambda plan, period: "Terkunci."])


@pytest.mark.parametrize("move", ACTION_TABLE, ids=lambda move: move.name)
def test_locked_period_refuses_every_move(everyone, plan, move, request):
    record = reload(make_action_plan(plan, state=sorted(move.sources)[0]))
    request.getfixturevalue("lock")
    person = everyone.owner if move.name in OWNERS else everyone.head

    with pytest.raises(TransitionRefused, match="Terkunci"):
        VERBS[move.name](record, actor_of(person))

    assert reload(record).state == record.state


def test_first_lock_that_holds_is_told_and_registering_twice_changes_nothing(monkeypatch):
    monkeypatch.setattr(locks, "_locks", [])

    def second(plan, period):
        return "Kedua."

    locks.register_lock(lambda plan, period: "")
    locks.register_lock(second)
    locks.register_lock(second)

    assert len(locks._locks) == 2
    assert locks.lock_reason(None, None) == "Kedua."
    with pytest.raises(TransitionRefused):
        locks.require_unlocked(None, None)


def test_nothing_is_locked_where_nobody_says_so(monkeypatch):
    monkeypatch.setattr(locks, "_locks", [lambda plan, period: ""])

    locks.require_unlocked(None, None)

    assert locks.lock_reason(None, None) == ""
