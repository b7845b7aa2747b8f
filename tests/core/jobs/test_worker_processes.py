"""Real worker processes on a real database: what a job does to them, and what kills do."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection, transaction

from portal.core.jobs.models import Job, WorkerBeat
from portal.core.jobs.queue import enqueue
from portal.core.jobs.registry import type_of
from portal.core.jobs.states import State

from . import sample_jobs
from .processes import Workers, wait_until

KILLS = int(os.environ.get("PORTAL_KILLS", "5"))


def is_running(pid: int) -> bool:
    """Whether the process lives; one that is dead but not yet reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def child_of(worker: subprocess.Popen[bytes]) -> int:
    """The process in which the worker runs its job."""
    (child,) = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    return int(child)


def ended(job: Job) -> Job | None:
    """The row once the job has ended, else None."""
    return Job.objects.filter(
        pk=job.pk, state__in=[State.DONE, State.FAILED], lease_until=None
    ).first()


def lines_of(path: Path) -> list[str]:
    """The lines of a file that may not be there yet."""
    return path.read_text().splitlines() if path.exists() else []


class TestWhatAJobCannotDo:
    """One worker survives them all, in this order, and still works."""

    def test_a_worker_outlives_every_misbehaving_job(
        self, workers: Workers, tmp_path: Path
    ) -> None:
        left_behind, hanging = tmp_path / "left", tmp_path / "hanging"
        jobs = [
            enqueue(sample_jobs.hang_in_c),
            enqueue(sample_jobs.eat_memory),
            enqueue(sample_jobs.crash),
            enqueue(sample_jobs.leave),
            enqueue(sample_jobs.fail, "plainly"),
            enqueue(sample_jobs.leave_programs, str(left_behind), False),
            enqueue(sample_jobs.leave_programs, str(hanging), True),
            enqueue(sample_jobs.look_around),
        ]
        worker = workers.start("--queue", "fast")
        hung, hog, crashed, left, failed, leaver, hanger, looked = (
            wait_until(lambda job=job: ended(job) or (job is jobs[4] and tried(job)))
            for job in jobs
        )
        assert worker.poll() is None

        assert (hung.state, hung.reason) == (State.FAILED, Job(cause="time", facts="1").reason)
        taken = (hung.finished_at - hung.started_at).total_seconds()
        assert 1 <= taken < 3
        assert (hog.state, hog.cause, hog.facts) == (State.FAILED, "memory", "381")
        assert (crashed.state, crashed.facts) == (State.FAILED, "11 (SIGSEGV)")
        assert crashed.attempt == 2
        assert (left.cause, left.facts) == ("exit", "7")
        assert (failed.cause, failed.facts) == ("error", "ValueError: plainly")
        assert (leaver.state, hanger.cause) == (State.DONE, "time")
        for path in (left_behind, hanging):
            assert not is_running(int(path.read_text()))
        around = looked.result
        assert around["threads"] == 1
        assert around["pid"] == around["group"] != worker.pid

    def test_in_the_process_of_the_worker(self, workers: Workers, tmp_path: Path) -> None:
        pump = tmp_path / "pump"
        pump.write_text("one\ntwo\n")
        hung = enqueue(sample_jobs.hang_here)
        looked = enqueue(sample_jobs.process_of_index)
        worker = workers.start("--queue", "index", "--no-fork")
        assert wait_until(lambda: ended(hung)).reason == Job(cause="time", facts="0.5").reason
        assert wait_until(lambda: ended(looked)).result == worker.pid
        wait_until(lambda: not lines_of(pump))

        pump.write_text("bad\nthree\n")
        wait_until(lambda: "index is broken" in WorkerBeat.objects.get().trouble)
        looked = enqueue(sample_jobs.process_of_index)
        assert wait_until(lambda: ended(looked)).result == worker.pid

        stuck = enqueue(sample_jobs.hang_here_in_c)
        assert wait_until(lambda: worker.poll() is not None, 5)
        assert worker.returncode != 0
        workers.start("--queue", "index", "--no-fork")
        assert wait_until(lambda: ended(stuck)).cause == "lost"


def tried(job: Job) -> Job | None:
    """The row once a first try went wrong, else None."""
    return Job.objects.filter(pk=job.pk, failures__gt=0).first()


class TestStop:
    def test_the_first_signal_lets_the_job_finish(self, workers: Workers, tmp_path: Path) -> None:
        notes = tmp_path / "notes"
        working = enqueue(sample_jobs.work_on, str(notes), 1)
        waiting = enqueue(sample_jobs.serve, "next")
        worker = workers.start("--queue", "fast")
        wait_until(lambda: lines_of(notes))
        # A service manager may signal the whole group of processes.
        os.kill(child_of(worker), signal.SIGTERM)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(5) == 0
        assert lines_of(notes) == ["began", "ended"]
        assert ended(working).state == State.DONE
        assert Job.objects.get(pk=waiting.pk).state == State.READY
        assert not WorkerBeat.objects.exists()

    @pytest.mark.parametrize("mode", ["forked", "in process"])
    def test_the_second_gives_the_job_back(
        self, workers: Workers, tmp_path: Path, mode: str
    ) -> None:
        notes = tmp_path / "notes"
        working = enqueue(sample_jobs.work_on, str(notes), 8)
        arguments = ["--no-fork"] if mode == "in process" else []
        worker = workers.start("--queue", "fast", *arguments)
        wait_until(lambda: lines_of(notes))
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(5) == 0
        row = Job.objects.get(pk=working.pk)
        assert (row.state, row.failures, row.attempt) == (State.READY, 0, 1)
        assert lines_of(notes) == ["began"]

    def test_a_killed_worker_takes_its_child_along(self, workers: Workers, tmp_path: Path) -> None:
        notes = tmp_path / "notes"
        enqueue(sample_jobs.work_on, str(notes), 3)
        worker = workers.start("--queue", "fast")
        wait_until(lambda: lines_of(notes))
        child = child_of(worker)
        worker.kill()
        worker.wait()
        wait_until(lambda: not is_running(child), 2)
        assert lines_of(notes) == ["began"]

    def test_on_the_same_machine_the_next_worker_need_not_wait_for_the_lease(
        self, workers: Workers, tmp_path: Path
    ) -> None:
        notes = tmp_path / "notes"
        worker = workers.start("--queue", "fast", "--name", "only one")
        wait_until(WorkerBeat.objects.exists)
        second = workers.start("--queue", "fast", "--name", "only one")
        assert second.wait(10) != 0
        assert "only one" in workers.log.read_text()

        working = enqueue(sample_jobs.work_on, str(notes), 1)
        for start, name in enumerate(["only one", "another"], 1):
            wait_until(lambda start=start: lines_of(notes) == ["began"] * start)
            worker.kill()
            worker.wait()
            worker = workers.start("--queue", "fast", "--name", name)
        assert wait_until(lambda: ended(working)).state == State.DONE
        taken = (ended(working).finished_at - working.created_at).total_seconds()
        assert taken < type_of(sample_jobs.work_on).limit_seconds


class TestKill:
    """kill -9 at any moment: what was acknowledged runs to its end, nothing stays stuck."""

    def test_every_job_runs_to_its_end(self, workers: Workers, tmp_path: Path) -> None:
        notes = tmp_path / "notes"
        number = 0
        for _kill in range(KILLS):
            worker = workers.start("--queue", "fast")
            wait_until(lambda pid=worker.pid: WorkerBeat.objects.filter(pid=pid).exists())
            end = time.monotonic() + random.uniform(0, 0.5)
            while time.monotonic() < end:
                number += 1
                # More than one worker can do: it is at work when the kill comes.
                enqueue(sample_jobs.write_line, str(notes), str(number), 0.06)
                time.sleep(0.04)
            worker.kill()
            worker.wait()
        workers.start("--queue", "fast")
        wait_until(lambda: not Job.objects.exclude(state=State.DONE).exists(), 30 + KILLS)
        written = Counter(lines_of(notes))
        assert set(written) == {str(line) for line in range(1, number + 1)}
        # At least once, and again only where a kill struck between the work and its outcome.
        assert written.total() - number <= KILLS
        struck = Job.objects.filter(failures__gt=0).count()
        assert struck, "No kill struck a job at work: the test shows nothing."

    def test_a_job_that_kills_its_worker_is_given_up(self, workers: Workers) -> None:
        deadly = enqueue(sample_jobs.kill_worker)
        for _try in range(2):
            worker = workers.start("--queue", "fast")
            wait_until(lambda worker=worker: worker.poll() is not None)
        workers.start("--queue", "fast")
        row = wait_until(lambda: ended(deadly))
        assert (row.state, row.cause, row.attempt) == (State.FAILED, "lost", 2)


def test_two_workers_share_the_work_and_never_an_attempt(workers: Workers, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    for number in range(60):
        enqueue(sample_jobs.write_line, str(notes), str(number), 0)
    both = [workers.start("--queue", "fast") for _worker in range(2)]
    wait_until(lambda: not Job.objects.exclude(state=State.DONE).exists())
    assert sorted(lines_of(notes), key=int) == [str(number) for number in range(60)]
    assert set(Job.objects.values_list("attempt", flat=True)) == {1}
    assert Job.objects.values("worker").distinct().count() == 2
    assert [worker.poll() for worker in both] == [None, None]


def test_a_worker_waits_out_a_database_that_is_not_ready(workers: Workers) -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(WorkerBeat)
    worker = workers.start("--queue", "fast")
    wait_until(lambda: workers.log.exists() and "is in trouble" in workers.log.read_text())
    with connection.schema_editor() as editor:
        editor.create_model(WorkerBeat)
    beat = wait_until(lambda: WorkerBeat.objects.first())
    assert (beat.pid, beat.queues) == (worker.pid, "fast")
    assert "core_workerbeat" in beat.trouble
    worker.terminate()
    assert worker.wait(5) == 0


def test_nobody_takes_a_job_whose_twin_is_being_asked_for(workers: Workers, tmp_path: Path) -> None:
    """The run must see what the second caller wrote, so it waits for that caller's commit."""
    notes = tmp_path / "notes"
    first = enqueue(sample_jobs.write_line, str(notes), "line", key="k")
    with transaction.atomic():
        assert enqueue(sample_jobs.write_line, str(notes), "line", key="k") == first
        workers.start("--queue", "fast")
        time.sleep(2)
        assert not lines_of(notes)
    assert wait_until(lambda: ended(first)).state == State.DONE


def test_the_whole_portal_can_be_forked(workers: Workers) -> None:
    """The forking worker has one thread and no search engine, with every app installed."""
    looked = enqueue(sample_jobs.look_around)
    worker = workers.start("--queue", "fast,slow", settings="portal.settings.test")
    around = wait_until(lambda: ended(looked), 60).result
    assert around["tantivy"] is False
    assert len(os.listdir(f"/proc/{worker.pid}/task")) == 1
