"""The one way a record changes its state."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from evidence.models import EvidenceVersion
from evidence.states import (
    FINISH_READING,
    QUARANTINE,
    START_READING,
    VERSION_TABLE,
    ProcessingState,
)
from portal.core.actor import Actor
from portal.core.errors import TransitionRefused
from portal.core.history import history_of
from portal.core.models import HistoryEvent
from portal.core.signals import state_changed
from portal.core.transitions import available, move
from tests.factories.evidence import make_version
from tests.factories.people import make_employee_with_user
from tests.helpers import reload

READER = Actor.system("reader")
STATES = list(ProcessingState)


@pytest.fixture
def owner(db):
    return make_employee_with_user()


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("transition", VERSION_TABLE, ids=lambda transition: transition.name)
def test_a_move_starts_only_from_its_sources(owner, state, transition):
    version = make_version(owner, state=state)
    events = history_of(version).count()
    actor = READER if transition.by_system else Actor(user=owner.user)

    if state in transition.sources:
        event = move(version, transition, actor=actor)
        assert reload(version).state == version.state == transition.target
        assert event.verb == transition.name
        assert (event.before, event.after) == (state, transition.target)
        assert history_of(version).count() == events + 1
    else:
        with pytest.raises(TransitionRefused):
            move(version, transition, actor=actor)
        assert reload(version).state == state
        assert history_of(version).count() == events


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["colleague", "head", "auditor", "outsider", "foreigner", "superuser", "anonymous"]
)
def test_nobody_but_the_owner_quarantines(everyone, name):
    version = make_version(everyone.owner, sharing="unit")

    with pytest.raises(PermissionDenied):
        move(version, QUARANTINE, actor=Actor(user=everyone.users[name]))
    assert reload(version).state == ProcessingState.RECEIVED


@pytest.mark.django_db
def test_the_system_makes_only_moves_of_the_system(owner):
    version = make_version(owner)

    with pytest.raises(PermissionDenied):
        move(version, QUARANTINE, actor=READER)
    move(version, START_READING, actor=READER)
    assert HistoryEvent.objects.filter(system_name="reader", actor=None).count() == 1


@pytest.mark.django_db
def test_no_person_makes_a_move_of_the_system(everyone):
    version = make_version(everyone.owner)

    for user in everyone:
        with pytest.raises(PermissionDenied):
            move(version, START_READING, actor=Actor(user=user))


@pytest.mark.django_db
def test_an_actor_without_anybody_may_nothing(owner):
    with pytest.raises(PermissionDenied):
        move(make_version(owner), QUARANTINE, actor=Actor())


@pytest.mark.django_db
def test_acting_for_another_needs_a_mandate(everyone):
    version = make_version(everyone.owner)
    actor = Actor(user=everyone.colleague.user, on_behalf_of=everyone.owner.user)

    with pytest.raises(PermissionDenied):
        move(version, QUARANTINE, actor=actor)


@pytest.mark.django_db
def test_changes_are_written_with_the_state(owner):
    version = make_version(owner, state=ProcessingState.READING)

    move(version, FINISH_READING["read"], actor=READER, changes={"page_count": 7})

    assert (reload(version).page_count, version.page_count) == (7, 7)


@pytest.mark.django_db
def test_of_two_clicks_with_the_same_page_one_wins(owner):
    first = make_version(owner)
    second = reload(first)
    actor = Actor(user=owner.user)
    move(first, QUARANTINE, actor=actor)

    with pytest.raises(TransitionRefused):
        move(second, QUARANTINE, actor=actor, changes={"page_count": 99})
    assert reload(first).page_count is None
    assert [event.verb for event in history_of(first)].count("quarantine") == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_time_exactly_one_wins(pristine):
    owner = make_employee_with_user()
    version = make_version(owner, state=ProcessingState.READING)
    start = threading.Barrier(4)
    outcomes = []

    def try_it():
        try:
            mine = EvidenceVersion.objects.get(pk=version.pk)
            start.wait(10)
            move(mine, FINISH_READING["empty"], actor=READER)
            outcomes.append("won")
        except TransitionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == ["refused", "refused", "refused", "won"]
    assert [event.verb for event in history_of(version)].count("finish_empty") == 1


@pytest.mark.django_db
def test_a_failing_receiver_undoes_the_move(owner):
    version = make_version(owner)

    def fail(sender, **kwargs):
        raise RuntimeError("no")

    state_changed.connect(fail, dispatch_uid="test")
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            move(version, START_READING, actor=READER)
    finally:
        state_changed.disconnect(dispatch_uid="test")

    assert reload(version).state == ProcessingState.RECEIVED
    assert "start_reading" not in [event.verb for event in history_of(version)]


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_available_names_what_this_person_may_do_now(everyone, state):
    version = make_version(everyone.owner, state=state)

    for name, user in everyone.users.items():
        expected = (
            {"quarantine"} if name == "owner" and state != ProcessingState.QUARANTINED else set()
        )
        assert available(version, user, VERSION_TABLE) == expected
