"""Figures of the job table and its workers: ``python -m bench.jobs``.

Measured on the database that ``DATABASE_URL`` names the kind of, in a database
of its own that is removed afterwards.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

WAITING = 50_000
PEOPLE = 500
IDLE_SECONDS = 10


class Figure(NamedTuple):
    """One measured number."""

    name: str
    value: float
    unit: str
    note: str = ""


def run() -> list[Figure]:
    """Measure everything; takes about a minute. Django must be set up."""
    from tests.core.jobs.processes import Workers, own_database  # needs Django set up

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with own_database(folder) as url:
            workers = Workers(url, folder)
            try:
                return [*_full_table(), *_throughput(workers), *_idle(workers)]
            finally:
                workers.end_all()


def _median_ms(work: Callable[[], object], times: int) -> float:
    durations = []
    for _time in range(times):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations) * 1000


def _fill(count: int, *, in_pause: bool = False) -> None:
    """``count`` waiting jobs of ``PEOPLE`` people, all due or all in the pause before a retry."""
    from portal.core import clock
    from portal.core.jobs.models import Job

    now = clock.now()
    Job.objects.bulk_create(
        (
            Job(
                name="sample.serve",
                arguments=["x"],
                queue="fast",
                person=str(number % PEOPLE),
                turn=number // PEOPLE,
                run_after=now + timedelta(hours=1) if in_pause else now,
                created_at=now,
            )
            for number in range(count)
        ),
        batch_size=2000,
    )


def _full_table() -> list[Figure]:
    from portal.core.jobs import claiming
    from portal.core.jobs.models import Job
    from portal.core.jobs.queue import enqueue, queue_figures
    from tests.core.jobs import sample_jobs

    def ask(**options: object) -> object:
        return enqueue(sample_jobs.serve, "x", **options)

    note = f"{WAITING:,} waiting, {PEOPLE} people"
    _fill(WAITING)
    figures = [
        Figure("claim", _median_ms(lambda: claiming.claim(["fast"], "bench"), 100), "ms", note),
        Figure("enqueue", _median_ms(lambda: ask(person="7"), 100), "ms", note),
        Figure("enqueue, the same key waits", _median_ms(lambda: ask(key="k"), 100), "ms", note),
        Figure("figures of all queues", _median_ms(queue_figures, 10), "ms", note),
    ]
    Job.objects.all().delete()
    _fill(WAITING, in_pause=True)
    ask()
    figures.append(
        Figure(
            "claim behind retries",
            _median_ms(lambda: claiming.claim(["fast"], "bench"), 20),
            "ms",
            f"{WAITING:,} in their pause, all before the due one",
        )
    )
    Job.objects.all().delete()
    return figures


def _throughput(workers: object) -> list[Figure]:
    from portal.core.jobs.models import Job
    from portal.core.jobs.queue import enqueue
    from tests.core.jobs import sample_jobs
    from tests.core.jobs.processes import wait_until

    def undone() -> bool:
        return Job.objects.exclude(state="done").exists()

    figures = []
    for name, count, options in (
        ("empty jobs, a process each", 200, []),
        ("empty jobs, in the worker", 500, ["--no-fork"]),
    ):
        worker = workers.start("--queue", "fast", *options)
        first = enqueue(sample_jobs.serve, "x")
        wait_until(lambda first=first: Job.objects.get(pk=first.pk).state == "done")
        _fill(count)
        wait_until(lambda: not undone(), 120)
        row = Job.objects.order_by("-finished_at").first()
        seconds = (row.finished_at - row.created_at).total_seconds()
        figures.append(Figure(name, count / seconds, "jobs/s", f"{count} jobs"))
        waits = []
        for _number in range(20):
            time.sleep(0.3)
            job = enqueue(sample_jobs.serve, "x")
            wait_until(lambda job=job: Job.objects.get(pk=job.pk).state == "done")
            job.refresh_from_db()
            waits.append((job.started_at - job.created_at).total_seconds())
        figures.append(
            Figure(f"asked for until started, {name[12:]}", statistics.median(waits), "s", "idle")
        )
        worker.terminate()
        worker.wait()
        Job.objects.all().delete()
    return figures


def _idle(workers: object) -> list[Figure]:
    from portal.core.jobs.models import WorkerBeat
    from tests.core.jobs.processes import wait_until

    worker = workers.start("--queue", "fast,slow", settings="portal.settings.test")
    wait_until(WorkerBeat.objects.exists)
    time.sleep(1)
    before = _processor_seconds(worker.pid)
    time.sleep(IDLE_SECONDS)
    used = _processor_seconds(worker.pid) - before
    memory = _proportional_memory(worker.pid)
    return [
        Figure("idle worker, processor", 100 * used / IDLE_SECONDS, "% of a core"),
        Figure("idle worker, memory", memory, "MiB", "proportional set size, whole portal loaded"),
    ]


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _proportional_memory(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError("The kernel tells no proportional set size.")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.core.jobs.process_settings")
    import django  # the settings must be named first

    django.setup()
    for figure in run():
        print(f"{figure.name:45} {figure.value:10.2f} {figure.unit:12} {figure.note}")
