"""The worker process: takes jobs one by one and keeps each within its limits.

With fork (the default) every job runs in a child that is killed with its whole
process group at the time limit. Nothing that starts threads may be imported by
such a worker (Tantivy does): ``--no-fork`` runs the jobs of the index queue in
the worker itself, where a limit can only interrupt Python code; when even that
does not help, the worker ends itself and its service manager starts it again.
"""

import contextlib
import faulthandler
import logging
import os
import select
import signal
import socket
import sys
import time
import types
from collections.abc import Iterator, Sequence

from django.db import DatabaseError, InterfaceError, connections, reset_queries

from .. import clock
from . import alive, claiming, limits
from .models import Job, WorkerBeat
from .registry import Pump, UnknownJob, pumps_of, type_named
from .running import Outcome, TimeLimit, call
from .schedule import run_schedules
from .states import Cause

logger = logging.getLogger("portal.jobs")

POLL_SECONDS = 0.25
BEAT_SECONDS = 10.0
LEASES_SECONDS = 1.0
SCHEDULE_SECONDS = 2.0
# One claim in so many begins with the last queue, so that a full first queue starves none.
OTHER_QUEUE_EVERY = 10
LONGEST_TROUBLE_PAUSE = 30.0
UNKNOWN_JOB_MEMORY = 1_500_000_000


class _Stopped(BaseException):
    """The second stop signal came while a job ran in this process."""


class Worker:
    """Runs jobs of ``queues``, preferred in this order, until it is told to stop.

    The first SIGTERM or SIGINT lets the running job finish; the second stops it
    and gives it back without counting a failed try.
    """

    def __init__(self, queues: Sequence[str], *, fork: bool = True, name: str = "") -> None:
        self.queues = tuple(queues)
        self.fork = fork
        self.name = (name or f"{socket.gethostname()}:{os.getpid()}")[:100]
        self.stop_signals = 0
        self._lock: int | None = None
        self._interruptible = False
        self._claims = 0
        self._troubles = 0
        self._trouble = ""
        self._next: dict[str, float] = {}
        self._pump_rest: dict[Pump, float] = {}

    def run(self) -> None:
        """Work until a stop signal; trouble with the database is waited out.

        Raises:
            alive.NameTaken: another living worker has this name.
        """
        self._lock = alive.hold(self.name)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        if self.fork and limits.thread_count() > 1:
            logger.warning("This worker has %s threads: unsafe to fork.", limits.thread_count())
        while not self.stop_signals:
            try:
                worked = self.work_once()
                self._troubles = 0
            except (DatabaseError, InterfaceError) as error:
                worked = False
                self._wait_out(error)
            if not worked and not self.stop_signals:
                time.sleep(POLL_SECONDS)
        with contextlib.suppress(DatabaseError, InterfaceError):
            # Whoever stops us may have stopped the database first; the row then grows old.
            WorkerBeat.objects.filter(name=self.name).delete()
        connections.close_all()
        alive.release(self.name, self._lock)

    def _on_signal(self, number: int, frame: types.FrameType | None) -> None:
        self.stop_signals += 1
        if self.stop_signals > 1 and self._interruptible:
            raise _Stopped

    def _wait_out(self, error: Exception) -> None:
        self._troubles += 1
        self._trouble = f"{type(error).__name__}: {error}"
        # All duties are due again: they may not have been done.
        self._next.clear()
        logger.warning("The database is in trouble, the worker waits: %s", error)
        connections.close_all()
        end = time.monotonic() + min(2.0**self._troubles / 2, LONGEST_TROUBLE_PAUSE)
        while time.monotonic() < end and not self.stop_signals:
            time.sleep(POLL_SECONDS)

    def work_once(self) -> bool:
        """Keep house, pump, and run one job. True when there was something to do."""
        self._keep_house()
        worked = False
        if not self.fork:
            for queue in self.queues:
                for pump in pumps_of(queue):
                    worked |= self._pump(pump)
            reset_queries()
        if self.stop_signals:
            return worked
        job = claiming.claim(self._queues_in_order(), self.name)
        if job is None:
            return worked
        outcome = self._run_forked(job) if self.fork else self._run_here(job)
        self._settle(job, outcome)
        return True

    def _queues_in_order(self) -> Sequence[str]:
        self._claims += 1
        return self.queues[::-1] if self._claims % OTHER_QUEUE_EVERY == 0 else self.queues

    def _is_due(self, duty: str, seconds: float) -> bool:
        now = time.monotonic()
        if now < self._next.get(duty, 0):
            return False
        self._next[duty] = now + seconds
        return True

    def _keep_house(self) -> None:
        if self._is_due("beat", BEAT_SECONDS):
            self._beat()
        if self._is_due("leases", LEASES_SECONDS):
            self._recover_lost()
        if self._is_due("schedule", SCHEDULE_SECONDS):
            run_schedules()

    def _recover_lost(self) -> None:
        def is_dead(worker: str) -> bool:
            # We run nothing just now: what runs under our name is left from a predecessor,
            # or its outcome could not be written.
            return alive.is_dead(worker) or (worker == self.name and self._lock is not None)

        claiming.recover_lost(is_dead)

    def _beat(self) -> None:
        now = clock.now()
        WorkerBeat.objects.update_or_create(
            name=self.name,
            defaults={
                "queues": ",".join(self.queues),
                "pid": os.getpid(),
                "seen_at": now,
                "trouble": self._trouble,
            },
            create_defaults={
                "queues": ",".join(self.queues),
                "pid": os.getpid(),
                "started_at": now,
                "seen_at": now,
                "trouble": self._trouble,
            },
        )
        self._trouble = ""

    def _pump(self, pump: Pump) -> bool:
        """Call a pump; one that fails rests a while and shows as the worker's trouble."""
        if time.monotonic() < self._pump_rest.get(pump, 0):
            return False
        try:
            return pump()
        # The boundary of background work: one broken pump must not stop the others' jobs.
        except Exception as error:
            logger.exception("A pump failed: %s", pump)
            self._trouble = f"{type(error).__name__}: {error}"
            self._pump_rest[pump] = time.monotonic() + BEAT_SECONDS
            self._next["beat"] = 0
            connections.close_all()
            return False

    def _settle(self, job: Job, outcome: Outcome | None) -> None:
        """Write the outcome, or give the job back when there is none; again when refused at first.

        When the database stays away the lease runs out and the job runs again.
        """
        for pause in (0.2, 1.0, None):
            try:
                written = claiming.give_back(job) if outcome is None else outcome.write(job)
                break
            except (DatabaseError, InterfaceError):
                connections.close_all()
                if pause is None:
                    raise
                time.sleep(pause)
        if not written:
            logger.warning("%s, start %s: the outcome came too late.", job, job.attempt)
        if outcome is not None and outcome.cause not in ("", Cause.GONE):
            logger.warning("%s, start %s: %s %s", job, job.attempt, outcome.cause, outcome.facts)

    def _run_here(self, job: Job) -> Outcome | None:
        """Run the job in this process, interrupted at its limit if it is Python code."""
        limit = claiming.limit_of(job)
        try:
            with _alarm(limit):
                self._interruptible = True
                outcome, _error = call(job)
                self._interruptible = False
        except _Stopped:
            return None
        except TimeLimit:
            # It struck between the end of the job and the end of the block.
            return Outcome(cause=Cause.TIME, facts=f"{limit:g}")
        finally:
            self._interruptible = False
            for connection in connections.all(initialized_only=True):
                connection.close_if_unusable_or_obsolete()
        return outcome

    def _run_forked(self, job: Job) -> Outcome | None:
        """Run the job in a child process; None when the second stop signal ended it."""
        answer, child_end = os.pipe()
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        parent_pid = os.getpid()
        pid = os.fork()
        if pid == 0:
            os.close(answer)
            _run_in_child(job, parent_pid, child_end)
        os.close(child_end)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # Also done by the child itself; whoever comes first.
            os.setpgid(pid, pid)
        try:
            return self._wait_for(pid, answer, claiming.limit_of(job))
        finally:
            os.close(answer)

    def _wait_for(self, pid: int, answer: int, limit: float) -> Outcome | None:
        deadline = time.monotonic() + limit
        message = bytearray()
        ended = os.pidfd_open(pid)
        poller = select.poll()
        poller.register(answer, select.POLLIN)
        poller.register(ended, select.POLLIN)
        early: Outcome | None = None
        stopped = False
        try:
            while True:
                left = deadline - time.monotonic()
                events = dict(poller.poll(max(0, min(left, POLL_SECONDS)) * 1000))
                if answer in events and not _read_into(message, answer):
                    poller.unregister(answer)
                if ended in events:
                    break
                if time.monotonic() >= deadline:
                    early = Outcome(cause=Cause.TIME, facts=f"{limit:g}")
                    break
                if self.stop_signals > 1:
                    stopped = True
                    break
                if self._is_due("beat", BEAT_SECONDS):
                    with contextlib.suppress(DatabaseError, InterfaceError):
                        # The job goes on; the main loop will tell when the trouble lasts.
                        self._beat()
        finally:
            # Before the child is reaped its number cannot belong to anybody else.
            limits.kill_group(pid)
            _pid, status = os.waitpid(pid, 0)
            os.close(ended)
        os.set_blocking(answer, False)
        with contextlib.suppress(BlockingIOError):
            while _read_into(message, answer):
                pass
        whole = Outcome.from_bytes(bytes(message))
        if whole is not None:
            return whole
        if stopped:
            return None
        return early or _ended_badly(os.waitstatus_to_exitcode(status))


def _read_into(message: bytearray, answer: int) -> bool:
    part = os.read(answer, 65536)
    message += part
    return bool(part)


def _ended_badly(code: int) -> Outcome:
    if code >= 0:
        return Outcome(cause=Cause.EXIT, facts=str(code))
    try:
        name = f" ({signal.Signals(-code).name})"
    except ValueError:
        name = ""
    return Outcome(cause=Cause.SIGNAL, facts=f"{-code}{name}")


def _run_in_child(job: Job, parent_pid: int, answer: int) -> None:
    """The whole life of a child; never returns."""
    code = 1
    try:
        try:
            memory_bytes = type_named(job.name).memory_bytes
        except UnknownJob:
            memory_bytes = UNKNOWN_JOB_MEMORY
        limits.bind_child(parent_pid, memory_bytes)
        outcome, _error = call(job)
        connections.close_all()
        message = memoryview(outcome.to_bytes())
        while message:
            message = message[os.write(answer, message) :]
        sys.stdout.flush()
        sys.stderr.flush()
        code = 0
    finally:
        # Nothing of the worker's own endings may run here: no handlers at exit, no stack above.
        os._exit(code)


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise ``TimeLimit`` in the block after ``seconds``; end the process a second after that."""

    def over(number: int, frame: types.FrameType | None) -> None:
        raise TimeLimit

    before = signal.signal(signal.SIGALRM, over)
    faulthandler.dump_traceback_later(seconds + 1, exit=True)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)
