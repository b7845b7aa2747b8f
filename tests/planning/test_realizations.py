"""The verbs of a realization: who, from which state, what is fixed, and what undoes a verdict."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import history_of
from portal.core.models import HistoryEvent
from portal.core.transitions import available
from portal.planning.domain import locks, realizations, uses
from portal.planning.domain.common import Conflict
from portal.planning.domain.realizations import RealizationInput
from portal.planning.models import Realization
from portal.planning.states import (
    JUDGED,
    REALIZATION_TABLE,
    WRITABLE_REALIZATION,
    PlanState,
    RealizationState,
    UseState,
)
from tests.factories.evidence import make_version
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import (
    NOTE,
    actor_of,
    appraiser_actor,
    indicator_of,
    make_plan,
    make_realization,
    make_use,
    period_of,
)
from tests.helpers import reload
from tests.planning.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ROLES = ["owner", "head", "colleague", "outsider", "auditor", "superuser"]
VERBS = {
    "submit_realization": lambda record, actor: realizations.submit_realization(
        record, actor=actor
    ),
    "accept_realization": lambda record, actor: realizations.accept_realization(
        record, actor=actor
    ),
    "return_realization": lambda record, actor: realizations.return_realization(
        record, NOTE, actor=actor
    ),
    "reopen_realization": lambda record, actor: realizations.reopen_realization(
        record, NOTE, actor=actor
    ),
}
PEOPLE = {
    "submit_realization": {"owner"},
    "accept_realization": {"head"},
    "return_realization": {"head"},
    "reopen_realization": {"owner", "head"},
}


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


def typed(value="3", narrative="Tiga laporan selesai tepat waktu.", data_source="buku register"):
    return RealizationInput(value, narrative, data_source)


def record(realization, words, actor=None):
    return realizations.record_realization(
        realization, words, actor=actor or actor_of(realization.plan.employee),
        revision=realization.revision,
    )


# --- Who, and from which state ----------------------------------------------------------


def test_every_move_has_a_verb_here():
    assert set(VERBS) == set(PEOPLE) == {move.name for move in REALIZATION_TABLE}


@pytest.mark.parametrize("move", REALIZATION_TABLE, ids=lambda move: move.name)
@pytest.mark.parametrize("state", RealizationState)
@pytest.mark.parametrize("role", ROLES)
def test_move_is_made_by_its_people_from_its_states_only(everyone, plan, move, state, role):
    realization = reload(make_realization(plan, state=state))
    user = everyone.users[role]
    lawful = role in PEOPLE[move.name] and state in move.sources

    assert (move.name in available(realization, user, REALIZATION_TABLE)) == lawful
    if lawful:
        VERBS[move.name](realization, Actor(user=user))
        assert reload(realization).state == move.target
        assert history_of(realization).last().verb == move.name
    else:
        with pytest.raises((PermissionDenied, DomainError)):
            VERBS[move.name](realization, Actor(user=user))
        assert reload(realization).state == state


@pytest.mark.parametrize("state", RealizationState)
@pytest.mark.parametrize("role", ROLES)
def test_words_are_written_by_their_owner_while_in_their_hands(everyone, plan, state, role):
    realization = reload(make_realization(plan, state=state))
    actor = Actor(user=everyone.users[role])

    if role == "owner" and state in WRITABLE_REALIZATION:
        record(realization, typed("9"), actor)
        assert reload(realization).value == "9"
    else:
        with pytest.raises((PermissionDenied, DomainError)):
            record(realization, typed("9"), actor)
        assert reload(realization).value == "3"


@pytest.mark.parametrize("role", ROLES)
def test_realization_is_begun_by_the_owner_only_and_once(everyone, plan, role):
    actor = Actor(user=everyone.users[role])
    line = indicator_of(plan).line

    def begin():
        return realizations.begin_realization(plan, period_of(plan), line, actor=actor)

    if role == "owner":
        assert begin() == begin()
    else:
        with pytest.raises(PermissionDenied):
            begin()
    assert Realization.objects.count() == (role == "owner")


@pytest.mark.parametrize("state", PlanState)
def test_realization_needs_a_plan_that_stands(everyone, state):
    plan = make_plan(everyone.owner, state=state)
    version = plan.versions.first()
    line = version.results.first().indicators.first().line

    def begin():
        return realizations.begin_realization(
            plan, period_of(plan), line, actor=actor_of(everyone.owner)
        )

    if plan.standing_version is None:
        with pytest.raises(DomainError):
            begin()
    else:
        assert begin().indicator.line == line


def test_superuser_may_not_accept_and_neither_may_the_owner(everyone, plan):
    realization = make_realization(plan, state=RealizationState.SUBMITTED)

    with pytest.raises(PermissionDenied):
        realizations.accept_realization(realization, actor=Actor(user=everyone.superuser))
    with pytest.raises(DomainError):
        realizations.accept_realization(realization, actor=actor_of(everyone.owner))


# --- What handing in fixes --------------------------------------------------------------


@pytest.mark.parametrize("state", [RealizationState.SUBMITTED, RealizationState.ACCEPTED])
def test_handing_in_fixes_value_and_files(everyone, plan, state):
    first = make_version(everyone.owner, text="satu")
    realization = reload(make_realization(plan, state=state, versions=(first,)))
    use = realization.uses.get()
    mine = actor_of(everyone.owner)

    with pytest.raises(Conflict):
        record(realization, typed("9"))
    with pytest.raises(TransitionRefused):
        uses.use_evidence(realization, make_version(everyone.owner, text="dua"), actor=mine)
    with pytest.raises(TransitionRefused):
        uses.withdraw_use(use, actor=mine)
    with pytest.raises(TransitionRefused):
        uses.describe_use(use, note="Lain.", count=None, actor=mine)

    assert realization.uses.get().state == UseState.SUBMITTED
    assert reload(realization).value == "3"


@pytest.mark.parametrize("value", ["", "   "])
def test_handing_in_asks_for_a_value(plan, value):
    realization = make_realization(plan, value=value)

    with pytest.raises(ValidationError):
        realizations.submit_realization(realization, actor=actor_of(plan.employee))

    assert reload(realization).state == RealizationState.DRAFT


@pytest.mark.parametrize(
    ("value", "number"), [("3", "3"), ("97,5", "97.5"), ("1.250", "1250"), ("selesai", None)]
)
def test_value_is_kept_as_typed_and_understood_where_it_is_a_number(plan, value, number):
    realization = reload(make_realization(plan, value=value))

    assert realization.value == value
    understood = realization.value_number
    assert (f"{understood.normalize():f}" if understood is not None else None) == number


def test_second_tab_does_not_overwrite(plan):
    realization = make_realization(plan)
    stale = reload(realization)
    record(realization, typed("4"))

    with pytest.raises(Conflict):
        record(stale, typed("9"))

    assert reload(realization).value == "4"


@pytest.mark.parametrize("note", ["", "kurang", "          x"])
def test_return_and_reopening_say_why(everyone, plan, note):
    realization = make_realization(plan, state=RealizationState.SUBMITTED)

    with pytest.raises(DomainError):
        realizations.return_realization(realization, note, actor=actor_of(everyone.head))
    with pytest.raises(DomainError):
        realizations.reopen_realization(realization, note, actor=actor_of(everyone.owner))

    assert reload(realization).state == RealizationState.SUBMITTED


# --- What undoes a verdict --------------------------------------------------------------


@pytest.mark.parametrize("outcome", sorted(JUDGED))
@pytest.mark.parametrize(
    "words",
    [
        typed(value="4"), typed(narrative="Ceritanya lain dari semula."),
        typed(data_source="aplikasi"),
    ],
)
def test_words_changed_after_the_verdict_undo_it_with_history(everyone, plan, outcome, words):
    use = make_use(plan, state=outcome)
    realization = reload(use.realization)
    realizations.reopen_realization(realization, NOTE, actor=actor_of(everyone.owner))
    assert reload(use).state == outcome

    record(reload(realization), words)

    use = reload(use)
    assert (use.state, use.checked_digest, use.checked_sha256) == (UseState.SUBMITTED, "", "")
    assert history_of(use).last().verb == "undo_verdict"
    assert history_of(use).filter(verb__in=["accept_use", "return_use"]).count() == 1
    assert use.reviews.count() == 1


def test_taken_back_and_handed_in_without_a_change_keeps_the_verdict(everyone, plan):
    use = make_use(plan, state=UseState.ACCEPTED)
    realization = reload(use.realization)
    mine = actor_of(everyone.owner)
    realizations.reopen_realization(realization, NOTE, actor=mine)
    record(reload(realization), typed())
    realizations.submit_realization(reload(realization), actor=mine)

    assert reload(use).state == UseState.ACCEPTED


# --- Locks ------------------------------------------------------------------------------


@pytest.fixture
def lock(monkeypatch):
    """Locks every period, as a delivered evaluation does."""
    monkeypatch.setattr(locks, "_locks", [lambda plan, period: "Terkunci."])


@pytest.mark.parametrize("move", REALIZATION_TABLE, ids=lambda move: move.name)
def test_locked_period_refuses_every_move(everyone, plan, move, request):
    realization = reload(make_realization(plan, state=sorted(move.sources)[0]))
    request.getfixturevalue("lock")
    person = everyone.users[sorted(PEOPLE[move.name])[-1]]

    with pytest.raises(TransitionRefused, match="Terkunci"):
        VERBS[move.name](realization, Actor(user=person))

    assert reload(realization).state == realization.state


def test_locked_period_takes_no_words_and_no_new_realization(everyone, plan, request):
    realization = make_realization(plan)
    request.getfixturevalue("lock")

    with pytest.raises(TransitionRefused):
        record(realization, typed("9"))
    with pytest.raises(TransitionRefused):
        realizations.begin_realization(
            plan, period_of(plan, 2), indicator_of(plan).line, actor=actor_of(everyone.owner)
        )

    assert Realization.objects.count() == 1


# --- Two at once ------------------------------------------------------------------------


@pytest.mark.usefixtures("pristine")
def test_two_accepts_at_once_accept_once():
    plan = make_plan(make_employee_with_appraiser())
    realization = make_realization(plan, state=RealizationState.SUBMITTED)
    leader = appraiser_actor(plan)

    def accept():
        return realizations.accept_realization(reload(realization), actor=leader)

    results = at_once(accept, accept)

    assert sorted(isinstance(result, TransitionRefused) for result in results) == [False, True]
    assert history_of(realization).filter(verb="accept_realization").count() == 1


@pytest.mark.usefixtures("pristine")
def test_accept_and_taking_back_at_once_leave_one_truth():
    plan = make_plan(make_employee_with_appraiser())
    realization = make_realization(plan, state=RealizationState.SUBMITTED)
    leader, mine = appraiser_actor(plan), actor_of(plan.employee)

    at_once(
        lambda: realizations.accept_realization(reload(realization), actor=leader),
        lambda: realizations.return_realization(reload(realization), NOTE, actor=leader),
        lambda: realizations.reopen_realization(reload(realization), NOTE, actor=mine),
    )

    events = HistoryEvent.objects.filter(record=f"planning.realization:{realization.pk}")
    chain = [(event.before, event.after) for event in events.order_by("at", "pk") if event.after]
    moves = [pair for pair in chain if pair[0] in RealizationState.values]
    for (_before, after), (before, _after) in zip(moves, moves[1:], strict=False):
        assert after == before
    assert moves[-1][1] == reload(realization).state
