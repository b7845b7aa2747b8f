"""Repeated jobs, and the sweep of old rows."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.core import clock
from portal.core.jobs import schedule
from portal.core.jobs.claiming import claim
from portal.core.jobs.models import Job, JobSchedule, WorkerBeat
from portal.core.jobs.queue import enqueue, run_pending_inline
from portal.core.jobs.registry import schedules, type_of
from portal.core.jobs.schedule import prune_jobs, run_schedules
from portal.core.jobs.states import State

from . import sample_jobs

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DECLARED = schedules()


@pytest.fixture(autouse=True)
def _only_the_hourly_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.jobs.registry._schedules", {"sample.hourly": HOUR})
    sample_jobs.served.clear()


@pytest.fixture
def now():
    """The clock, set; the hourly job is known since ``MORNING``."""
    with clock.set_clock(MORNING) as now:
        assert run_schedules() == 0
        yield now


class TestSchedule:
    def test_due_after_each_interval(self, now: clock.SetClock) -> None:
        for hours in (1, 2, 3):
            now.move_to(MORNING + hours * HOUR - timedelta(seconds=1))
            assert run_schedules() == 0
            now.move_to(MORNING + hours * HOUR)
            assert run_schedules() == 1
            assert run_schedules() == 0
            run_pending_inline(["fast"])
        assert sample_jobs.served == ["hourly"] * 3

    def test_two_workers_enqueue_once(
        self, now: clock.SetClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now.move_to(MORNING + HOUR)
        stale = list(JobSchedule.objects.all())
        assert run_schedules() == 1
        run_pending_inline(["fast"])
        monkeypatch.setattr(JobSchedule.objects, "all", lambda: stale, raising=False)
        assert run_schedules() == 0
        assert not Job.objects.filter(state=State.READY).exists()

    def test_missed_runs_are_made_up_for_once(self, now: clock.SetClock) -> None:
        now.move_to(MORNING + 10.5 * HOUR)
        assert run_schedules() == 1
        assert run_schedules() == 0
        assert JobSchedule.objects.get().due_at == MORNING + 11.5 * HOUR

    def test_they_do_not_pile_up_while_no_worker_takes_them(self, now: clock.SetClock) -> None:
        for hours in range(1, 5):
            now.move_to(MORNING + hours * HOUR)
            run_schedules()
        assert Job.objects.count() == 1

    def test_a_clock_that_jumped_ahead_and_was_put_right(self, now: clock.SetClock) -> None:
        now.move_to(MORNING + timedelta(days=4000))
        assert run_schedules() == 1
        now.move_to(MORNING + timedelta(minutes=1))
        assert run_schedules() == 0
        assert JobSchedule.objects.get().due_at == MORNING + timedelta(minutes=61)

    def test_a_crash_between_the_mark_and_the_job_loses_neither(
        self, now: clock.SetClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*arguments: object, **options: object) -> None:
            raise RuntimeError

        now.move_to(MORNING + HOUR)
        with monkeypatch.context() as patch, pytest.raises(RuntimeError):
            patch.setattr(schedule, "enqueue", broken)
            run_schedules()
        assert run_schedules() == 1


class TestPrune:
    def test_ended_jobs_go_after_their_days_and_the_rest_stays(
        self, now: clock.SetClock, settings
    ) -> None:
        settings.PORTAL = {**settings.PORTAL, "JOB_KEEP_DAYS": 10}
        enqueue(sample_jobs.serve, "done")
        enqueue(sample_jobs.give_up)
        run_pending_inline(["fast"], raise_errors=False)
        enqueue(sample_jobs.serve, "running")
        claim(["fast"], "one")
        enqueue(sample_jobs.serve, "waiting")
        now.move_to(MORNING + timedelta(days=10))
        assert prune_jobs() == 0
        now.move_to(MORNING + timedelta(days=10, seconds=1))
        assert prune_jobs() == 1
        assert set(Job.objects.values_list("state", flat=True)) == {"failed", "running", "ready"}

    def test_failed_runs_of_a_repeated_job_go_too(self, now: clock.SetClock) -> None:
        enqueue(sample_jobs.give_up, key=schedule.SCHEDULE_KEY)
        run_pending_inline(["fast"], raise_errors=False)
        now.move_to(MORNING + timedelta(days=100))
        assert prune_jobs() == 1

    def test_many_go_in_batches(self, now: clock.SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schedule, "PRUNE_BATCH", 2)
        for _number in range(5):
            enqueue(sample_jobs.serve, "done")
        run_pending_inline(["fast"])
        now.move_to(MORNING + timedelta(days=100))
        assert prune_jobs() == 5

    def test_gone_workers_and_schedules_are_forgotten(self, now: clock.SetClock) -> None:
        for name, minutes in (("alive", 0), ("gone", 61)):
            seen = MORNING - timedelta(minutes=minutes)
            WorkerBeat.objects.create(
                name=name, queues="fast", pid=1, started_at=seen, seen_at=seen
            )
        JobSchedule.objects.create(name="sample.removed", due_at=MORNING)
        prune_jobs()
        assert WorkerBeat.objects.get().name == "alive"
        assert JobSchedule.objects.get().name == "sample.hourly"
        assert WorkerBeat.objects.get().is_alive(MORNING + timedelta(seconds=59))
        assert not WorkerBeat.objects.get().is_alive(MORNING + timedelta(seconds=60))


def test_the_sweep_itself_is_repeated() -> None:
    assert DECLARED[type_of(prune_jobs).name] == timedelta(hours=6)
