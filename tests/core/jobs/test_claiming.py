"""How an attempt ends: outcomes, retries, leases, and who may write them."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.core import clock
from portal.core.jobs import claiming
from portal.core.jobs.claiming import claim, fail, finish, give_back, recover_lost
from portal.core.jobs.models import Job
from portal.core.jobs.queue import enqueue, run_pending_inline
from portal.core.jobs.registry import type_of
from portal.core.jobs.states import Cause, State

from . import sample_jobs

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def fresh(job: Job) -> Job:
    """The row as it is in the database."""
    return Job.objects.get(pk=job.pk)


class TestClaim:
    def test_a_claimed_job_runs_under_a_lease(self) -> None:
        with clock.set_clock(MORNING):
            enqueue(sample_jobs.write_line, "path", "line", key="k")
            taken = claim(["fast"], "worker 1")
        assert (taken.state, taken.attempt, taken.worker) == (State.RUNNING, 1, "worker 1")
        assert taken.started_at == taken.last_started_at == MORNING
        limit = timedelta(seconds=type_of(sample_jobs.write_line).limit_seconds)
        assert taken.lease_until == MORNING + limit + timedelta(seconds=2)
        assert taken.waiting_key is None
        assert taken.key == "k"

    def test_nobody_takes_it_twice(self) -> None:
        enqueue(sample_jobs.serve, "a")
        assert claim(["fast"], "one") is not None
        assert claim(["fast"], "two") is None

    def test_a_row_that_changed_since_it_was_seen_is_not_taken(self) -> None:
        seen = enqueue(sample_jobs.serve, "a")
        claim(["fast"], "one")
        assert not claiming._take(seen, "two", clock.now())


class TestOutcome:
    def test_done_keeps_the_answer_and_forgets_earlier_trouble(self) -> None:
        with clock.set_clock(MORNING) as now:
            enqueue(sample_jobs.fail, "no")
            run_pending_inline(["fast"], raise_errors=False)
            now.move_to(MORNING + timedelta(hours=2))
            taken = claim(["fast"], "one")
            assert finish(taken, {"pages": 3})
        row = fresh(taken)
        assert (row.state, row.result, row.attempt, row.failures) == (
            State.DONE,
            {"pages": 3},
            2,
            1,
        )
        assert (row.reason, row.traceback, row.lease_until) == ("", "", None)
        assert (row.started_at, row.last_started_at) == (MORNING, MORNING + timedelta(hours=2))

    def test_a_late_outcome_changes_nothing(self) -> None:
        with clock.set_clock(MORNING) as now:
            enqueue(sample_jobs.write_line, "path", "line")
            late = claim(["fast"], "slow worker")
            now.move_to(MORNING + timedelta(minutes=5))
            assert recover_lost() == 1
            now.move_to(MORNING + timedelta(minutes=6))
            again = claim(["fast"], "other worker")
            assert again.attempt == 2
            assert not finish(late, "late")
            assert not fail(late, Cause.ERROR, "late")
            assert not give_back(late)
            assert fresh(again).state == State.RUNNING
            assert finish(again, "in time")
            assert fresh(again).result == "in time"

    def test_given_back_is_no_failure(self) -> None:
        enqueue(sample_jobs.serve, "a", key="k")
        taken = claim(["fast"], "one")
        assert give_back(taken)
        row = fresh(taken)
        assert (row.state, row.failures, row.attempt, row.worker) == (State.READY, 0, 1, "")
        assert row.waiting_key == "sample.serve:k"
        assert claim(["fast"], "two").attempt == 2


class TestRetries:
    def test_tried_again_after_growing_pauses_then_failed_for_good(self) -> None:
        asked = None
        pauses = []
        with clock.set_clock(MORNING) as now:
            asked = enqueue(sample_jobs.fail, "no paper")
            while run_pending_inline(["fast"], raise_errors=False):
                row = fresh(asked)
                if row.state == State.READY:
                    pauses.append((row.run_after - clock.now()).total_seconds())
                    now.move_to(row.run_after)
        row = fresh(asked)
        assert (row.state, row.failures, row.attempt) == (State.FAILED, 3, 3)
        assert row.finished_at is not None
        assert 8 <= pauses[0] <= 12
        assert 32 <= pauses[1] <= 48
        assert len(pauses) == 2
        assert row.error_class == "builtins.ValueError"
        assert "no paper" in row.traceback
        assert row.facts == "ValueError: no paper"

    def test_pauses_are_spread_and_end_at_an_hour(self) -> None:
        pauses = [
            claiming.pause_before_retry("sample.fail", failures, Cause.ERROR)
            for failures in (1, 1, 1, 1, 9, 1000)
        ]
        assert len(set(pauses[:4])) > 1
        assert all(2880 <= pause <= 4320 for pause in pauses[4:])

    def test_giving_up_is_final(self) -> None:
        asked = enqueue(sample_jobs.give_up)
        run_pending_inline(["fast"], raise_errors=False)
        row = fresh(asked)
        assert (row.state, row.failures, row.cause) == (State.FAILED, 1, Cause.REFUSED)
        assert "The file has no pages." in row.reason

    def test_a_job_of_another_version_waits_for_it_and_says_so(self) -> None:
        asked = enqueue(sample_jobs.serve, "a")
        Job.objects.update(name="sample.of_tomorrow")
        run_pending_inline(["fast"], raise_errors=False)
        row = fresh(asked)
        assert (row.state, row.cause) == (State.READY, Cause.UNKNOWN)
        assert "sample.of_tomorrow" in row.reason


class TestLease:
    def test_within_its_lease_a_job_is_left_alone(self) -> None:
        with clock.set_clock(MORNING) as now:
            enqueue(sample_jobs.write_line, "path", "line")
            taken = claim(["fast"], "one")
            now.move_to(taken.lease_until)
            assert recover_lost() == 0

    def test_after_it_the_job_runs_again_soon(self) -> None:
        with clock.set_clock(MORNING) as now:
            enqueue(sample_jobs.write_line, "path", "line")
            taken = claim(["fast"], "one")
            now.move_to(taken.lease_until + timedelta(seconds=1))
            assert recover_lost() == 1
            assert recover_lost() == 0
            row = fresh(taken)
            assert (row.state, row.failures, row.cause) == (State.READY, 1, Cause.LOST)
            assert row.run_after - clock.now() < timedelta(seconds=2)

    def test_what_takes_every_worker_down_ends_as_failed(self) -> None:
        with clock.set_clock(MORNING) as now:
            asked = enqueue(sample_jobs.serve, "a")
            for _number in range(4):
                taken = claim(["fast"], "one")
                now.move_to(taken.lease_until + timedelta(seconds=1))
                recover_lost()
                now.move_to(clock.now() + timedelta(minutes=1))
            assert fresh(asked).state == State.FAILED


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_reads_as_a_sentence(cause: Cause) -> None:
    reason = Job(cause=cause, facts="17").reason
    assert reason.endswith((".", "17"))
    assert "%" not in reason


def test_long_and_unstorable_text_is_trimmed() -> None:
    text = claiming.trim("start\x00\ud800" + "x" * 10_000 + "end")
    assert len(text) < 4100
    assert text.startswith("start\N{REPLACEMENT CHARACTER}?")
    assert text.endswith("end")
