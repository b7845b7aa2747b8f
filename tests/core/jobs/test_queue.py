"""Asking for jobs and in which order they are taken."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from portal.core import clock
from portal.core.jobs import claiming
from portal.core.jobs.models import Job
from portal.core.jobs.queue import (
    Gone,
    UnknownJob,
    enqueue,
    job,
    queue_figures,
    register_pump,
    run_pending_inline,
)
from portal.core.jobs.states import State

from . import sample_jobs

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ALL = ("fast", "slow")


@pytest.fixture(autouse=True)
def _forget_served() -> None:
    sample_jobs.served.clear()


def take_all() -> list[str]:
    """Claim until nothing is due; the persons in order."""
    persons = []
    while (taken := claiming.claim(ALL, "test")) is not None:
        persons.append(taken.person)
    return persons


class TestEnqueue:
    def test_the_row_says_what_was_asked(self) -> None:
        with clock.set_clock(MORNING):
            asked = enqueue(sample_jobs.serve, "Budi", person=7, priority=3)
        row = Job.objects.get(pk=asked.pk)
        assert (row.name, row.arguments, row.queue) == ("sample.serve", ["Budi"], "fast")
        assert (row.state, row.person, row.priority) == (State.READY, "7", 3)
        assert (row.created_at, row.run_after, row.max_attempts) == (MORNING, MORNING, 4)

    def test_a_rolled_back_change_leaves_no_job(self) -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            enqueue(sample_jobs.serve, "Budi")
            raise RuntimeError
        assert not Job.objects.exists()

    def test_only_declared_jobs(self) -> None:
        with pytest.raises(UnknownJob):
            enqueue(take_all)

    def test_arguments_must_be_json(self) -> None:
        with pytest.raises(TypeError), transaction.atomic():
            enqueue(sample_jobs.serve, object())

    def test_an_overlong_key_is_refused_before_the_database_cuts_it(self) -> None:
        with pytest.raises(ValueError, match="200"):
            enqueue(sample_jobs.serve, "Budi", key="k" * 201)

    def test_names_and_queues_are_checked_when_declared(self) -> None:
        with pytest.raises(ValueError, match="sample.serve"):
            job("sample.serve")(take_all)
        with pytest.raises(ValueError, match="unhurried"):
            job("sample.other", queue="unhurried")
        with pytest.raises(ValueError, match="unhurried"):
            register_pump("unhurried", bool)


class TestOrder:
    def test_people_who_wait_are_served_in_turns(self) -> None:
        for person in ["A"] * 6 + ["B"] + ["C"] * 3:
            enqueue(sample_jobs.serve, person, person=person)
        assert "".join(take_all()) == "ABCACACAAA"

    def test_who_comes_later_does_not_wait_for_all_of_the_first(self) -> None:
        for _number in range(6):
            enqueue(sample_jobs.serve, "A", person="A")
        for _number in range(3):
            claiming.claim(ALL, "test")
        enqueue(sample_jobs.serve, "B", person="B")
        enqueue(sample_jobs.serve, "B", person="B")
        assert "".join(take_all()) == "ABABA"

    def test_a_job_planned_for_later_does_not_hold_the_turn_back(self) -> None:
        with clock.set_clock(MORNING) as now:
            enqueue(sample_jobs.serve, "Z", person="Z", run_after=MORNING + timedelta(days=9))
            for _number in range(6):
                enqueue(sample_jobs.serve, "A", person="A")
            for _number in range(3):
                claiming.claim(ALL, "test")
            for _number in range(3):
                enqueue(sample_jobs.serve, "B", person="B")
            assert "".join(take_all()) == "ABABAB"
            now.move_to(MORNING + timedelta(days=9))
            assert take_all() == ["Z"]

    def test_priority_comes_before_turns(self) -> None:
        for person in ["A", "A", "B"]:
            enqueue(sample_jobs.serve, person, person=person)
        enqueue(sample_jobs.serve, "urgent", person="A", priority=1)
        enqueue(sample_jobs.serve, "late", person="C", priority=-1)
        assert "".join(take_all()) == "AABAC"

    def test_the_first_queue_is_preferred(self) -> None:
        enqueue(sample_jobs.serve_slowly, "slow", person="slow")
        enqueue(sample_jobs.serve, "fast", person="fast")
        assert take_all() == ["fast", "slow"]

    def test_only_queues_asked_for(self) -> None:
        enqueue(sample_jobs.process_of_index)
        assert claiming.claim(ALL, "test") is None
        assert claiming.claim(["index"], "test") is not None


class TestKey:
    def test_one_waits_and_it_is_the_first(self) -> None:
        first = enqueue(sample_jobs.serve, "one", key="k")
        assert enqueue(sample_jobs.serve, "two", key="k") == first
        assert enqueue(sample_jobs.serve, "other", key="another") != first
        assert enqueue(sample_jobs.serve_slowly, "other job", key="k") != first
        assert Job.objects.count() == 3

    def test_one_may_run_while_another_waits(self) -> None:
        first = enqueue(sample_jobs.serve, "one", key="k")
        claiming.claim(ALL, "test")
        assert enqueue(sample_jobs.serve, "two", key="k") != first

    def test_a_second_call_makes_it_due_earlier_and_more_urgent_never_less(self) -> None:
        with clock.set_clock(MORNING):
            later = MORNING + timedelta(hours=5)
            enqueue(sample_jobs.serve, "one", key="k", run_after=later)
            twin = enqueue(sample_jobs.serve, "one", key="k", priority=2)
            assert (twin.run_after, twin.priority) == (MORNING, 2)
            twin = enqueue(sample_jobs.serve, "one", key="k", run_after=later)
            assert (twin.run_after, twin.priority) == (MORNING, 2)

    def test_a_retry_keeps_its_pause(self) -> None:
        with clock.set_clock(MORNING):
            enqueue(sample_jobs.fail, "no", key="k")
            run_pending_inline(ALL, raise_errors=False)
            twin = enqueue(sample_jobs.fail, "no", key="k")
            assert twin.failures == 1
            assert twin.run_after > MORNING

    def test_a_failed_run_leaves_the_work_to_the_newer_job(self) -> None:
        old = enqueue(sample_jobs.fail, "no", key="k")
        taken = claiming.claim(ALL, "test")
        new = enqueue(sample_jobs.fail, "no", key="k")
        claiming.fail(taken, claiming.Cause.ERROR, "no")
        old.refresh_from_db()
        assert (old.state, old.cause, old.facts) == (State.DONE, "replaced", str(new.pk))
        assert Job.objects.filter(state=State.READY).get() == new

    def test_a_stopped_run_leaves_the_work_to_the_newer_job(self) -> None:
        old = enqueue(sample_jobs.serve, "no", key="k")
        taken = claiming.claim(ALL, "test")
        enqueue(sample_jobs.serve, "no", key="k")
        assert claiming.give_back(taken)
        old.refresh_from_db()
        assert old.state == State.DONE


class TestInline:
    def test_runs_everything_due_and_counts(self) -> None:
        enqueue(sample_jobs.serve, "a")
        enqueue(sample_jobs.serve_slowly, "b")
        assert run_pending_inline(ALL) == 2
        assert sample_jobs.served == ["a", "b"]
        assert Job.objects.get(name="sample.serve").result == "a"

    def test_stops_at_the_limit(self) -> None:
        for _number in range(3):
            enqueue(sample_jobs.serve, "a")
        assert run_pending_inline(ALL, limit=2) == 2

    def test_honors_the_set_clock(self) -> None:
        with clock.set_clock(MORNING) as now:
            enqueue(sample_jobs.serve, "later", run_after=MORNING + timedelta(hours=1))
            assert run_pending_inline(ALL) == 0
            now.move_to(MORNING + timedelta(hours=1))
            assert run_pending_inline(ALL) == 1

    def test_an_error_is_written_then_raised(self) -> None:
        asked = enqueue(sample_jobs.fail, "the disk is full")
        with pytest.raises(ValueError, match="disk"):
            run_pending_inline(ALL)
        asked.refresh_from_db()
        assert asked.is_retrying
        assert asked.facts == "ValueError: the disk is full"

    def test_an_error_undoes_what_the_job_wrote_and_nothing_else(self) -> None:
        enqueue(half_done)
        enqueue(sample_jobs.serve, "a")
        run_pending_inline(ALL, raise_errors=False)
        assert sample_jobs.served == ["a"]
        assert not Job.objects.filter(person="half").exists()

    def test_a_deleted_record_is_no_error(self) -> None:
        asked = enqueue(sample_jobs.gone)
        assert run_pending_inline(ALL) == 1
        asked.refresh_from_db()
        assert (asked.state, asked.cause) == (State.DONE, "gone")
        with pytest.raises(Gone):
            sample_jobs.gone()

    def test_pumps_run_until_they_are_dry(self, monkeypatch: pytest.MonkeyPatch) -> None:
        work = [1, 2, 3]
        monkeypatch.setattr("portal.core.jobs.registry._pumps", {})
        register_pump("index", lambda: bool(work and work.pop()))
        assert run_pending_inline(["fast"]) == 0
        assert len(work) == 3
        assert run_pending_inline(["index"]) == 0
        assert not work

    @pytest.mark.parametrize(
        ("kind", "stored"),
        [
            ("nul", "a\N{REPLACEMENT CHARACTER}b"),
            ("half", "a?b"),
            ("object", None),
            ("long", None),
        ],
    )
    def test_an_answer_no_database_can_keep_fails_nothing(self, kind: str, stored: object) -> None:
        asked = enqueue(sample_jobs.answer, kind)
        assert run_pending_inline(ALL) == 1
        asked.refresh_from_db()
        assert (asked.state, asked.result) == (State.DONE, stored)


@job("sample.half_done", max_attempts=1)
def half_done() -> None:
    """Write something, then break on a database error."""
    enqueue(sample_jobs.serve, "half", person="half")
    Job.objects.create(pk=Job.objects.first().pk, run_after=MORNING, created_at=MORNING)


class TestFigures:
    def test_every_queue_in_order_with_its_oldest(self) -> None:
        with clock.set_clock(MORNING) as now:
            enqueue(sample_jobs.serve, "a")
            now.move_to(MORNING + timedelta(minutes=10))
            enqueue(sample_jobs.serve, "b")
            enqueue(sample_jobs.serve, "later", run_after=MORNING + timedelta(days=1))
            enqueue(sample_jobs.give_up, priority=5)
            run_pending_inline(ALL, limit=1, raise_errors=False)
            claiming.claim(["fast"], "test")
            figures = queue_figures()
        assert list(figures) == ["fast", "slow", "index"]
        fast = figures["fast"]
        assert (fast.waiting, fast.planned, fast.running, fast.failed) == (1, 1, 1, 1)
        assert fast.oldest == timedelta(0)
        assert (figures["slow"].waiting, figures["slow"].oldest) == (0, None)
