"""What the keepers of the house see: queues, workers, stored files, and what needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.models import EvidenceVersion
from portal.core import clock
from portal.core.jobs.models import Job, WorkerBeat
from portal.core.jobs.queue import queue_figures
from portal.core.jobs.registry import QUEUES, label_of, queue_label
from portal.core.jobs.states import State
from portal.files.checking import noted_damage
from portal.files.models import StoredFile
from portal.files.room import disk_of, has_little_room
from portal.people.models import Employee
from search.status import index_figures

# A due job that nobody took for so long means that nobody works.
LONG_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Trouble:
    """One thing of the house that needs a look. ``word`` and ``tone`` make its tag."""

    label: str
    url: str
    word: str
    tone: str
    hint: str = ""


@dataclass(frozen=True)
class WorkerRow:
    """The sign of life of one worker."""

    name: str
    queues: str
    pid: int
    started_at: datetime
    seen_at: datetime
    is_alive: bool
    trouble: str


@dataclass(frozen=True)
class FileFigures:
    """Stored files: how many, how large, and how much room is left on their disk."""

    count: int
    size_bytes: int
    free_bytes: int
    disk_bytes: int


def workers() -> list[WorkerRow]:
    """Every worker that wrote a sign of life lately, without gone ones that have a successor."""
    now = clock.now()
    beats = list(WorkerBeat.objects.order_by("name"))
    living = [beat for beat in beats if beat.is_alive(now)]
    return [
        WorkerRow(
            beat.name, beat.queues, beat.pid, beat.started_at, beat.seen_at, beat.is_alive(now),
            beat.trouble,
        )
        for beat in beats
        if beat in living or not any(
            other.queues == beat.queues and other.started_at >= beat.seen_at for other in living
        )
    ]


def queues_without_worker(rows: list[WorkerRow]) -> list[str]:
    """Queues that no living worker serves."""
    served = {
        queue.strip() for row in rows if row.is_alive for queue in row.queues.split(",")
    }
    return [queue for queue in QUEUES if queue not in served]


def file_figures() -> FileFigures:
    """The figures of the file store. The folder may not exist before the first upload."""
    totals = StoredFile.objects.aggregate(count=Count("pk"), size=Sum("size_bytes"))
    disk = disk_of(Path(settings.PORTAL["FILES_DIR"]))
    return FileFigures(totals["count"], totals["size"] or 0, disk.free, disk.total)


@dataclass(frozen=True)
class CheckFacts:
    """What the newest finished check of the stored files found. Paths are cut at 1,000."""

    finished_at: datetime
    checked: int
    size_bytes: int
    is_sound: bool
    missing: list[str]
    damaged: list[str]
    orphans: list[str]


CHECK_JOB = "files.check"
FILTERS = ("state", "queue", "name")


def last_check() -> CheckFacts | None:
    """The newest check that came to its end; None when there was none yet."""
    job = (
        Job.objects.filter(name=CHECK_JOB, state=State.DONE, result__isnull=False)
        .order_by("-finished_at")
        .first()
    )
    if job is None or job.finished_at is None:
        return None
    found = job.result
    return CheckFacts(
        job.finished_at, found["checked"], found["size_bytes"], found["sound"], found["missing"],
        found["damaged"], found["orphans"],
    )


def is_checking() -> bool:
    """Whether a check runs or is due."""
    return Job.objects.filter(
        Q(state=State.RUNNING) | Q(state=State.READY, run_after__lte=clock.now()), name=CHECK_JOB
    ).exists()


def jobs_by(query: QueryDict) -> QuerySet[Job]:
    """Jobs by the filters of the list page: ``state``, ``queue``, ``name``; the newest first.

    An unknown value finds nothing rather than everything.
    """
    # PostgreSQL refuses NUL in a text; no job has one.
    wanted = {
        key: value.replace("\x00", "\ufffd") for key in FILTERS if (value := query.get(key))
    }
    return Job.objects.filter(**wanted).order_by("-pk")


def job_facets(chosen: QueryDict) -> list[dict[str, Any]]:
    """How many jobs there are by state, queue and name, as the facet component draws them."""
    labels = {"state": _("State"), "queue": _("Queue"), "name": _("Kind of job")}
    facets = []
    for key in FILTERS:
        counts = dict(Job.objects.order_by(key).values_list(key).annotate(number=Count("pk")))
        facets.append(
            {
                "label": labels[key],
                "key": key,
                "is_open": key == "state" or bool(chosen.get(key)),
                "items": [
                    {
                        "value": value,
                        "label": filter_label(key, value),
                        "count": number,
                        "is_chosen": value == chosen.get(key),
                    }
                    for value, number in counts.items()
                ],
            }
        )
    return facets


def filter_label(key: str, value: str) -> str:
    """What staff read for a value of ``FILTERS``; an unknown one stays as it was typed."""
    if key == "name":
        return label_of(value)
    if key == "queue":
        return queue_label(value)
    if key == "state" and value in State.values:
        return str(State(value).label)
    return value


def names_of(people: set[str]) -> dict[str, str]:
    """Names of the employees for whom jobs run, by the text key the jobs carry."""
    keys = [int(key) for key in people if key.isdigit()]
    rows = Employee.objects.filter(Q(pk__in=keys)).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def searchable_counts() -> tuple[int, int]:
    """Newest versions that the index holds, and all newest versions."""
    facts = EvidenceVersion.objects.current().aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(searchable_at__isnull=False))
    )
    return facts["done"], facts["all"]


def waiting_index_jobs() -> set[str]:
    """Names of comparisons and rebuilds that are asked for or run now."""
    return set(
        Job.objects.filter(
            Q(state=State.RUNNING) | Q(state=State.READY, run_after__lte=clock.now()),
            name__in=["search.rebuild", "search.check", "search.check_part"],
        ).values_list("name", flat=True)
    )


def troubles(*, keeps_jobs: bool, keeps_files: bool) -> list[Trouble]:
    """What needs a look, of the parts this person keeps."""
    found: list[Trouble] = []
    if keeps_jobs:
        found += _job_troubles()
    if keeps_files:
        found += _file_troubles()
    return found


def _job_troubles() -> list[Trouble]:
    found = []
    figures = queue_figures().values()
    failed = sum(row.failed for row in figures)
    if failed:
        found.append(
            Trouble(
                ngettext("%(count)s job gave up", "%(count)s jobs gave up", failed)
                % {"count": failed},
                reverse("home:jobs") + f"?state={State.FAILED}",
                _("failed"),
                "bad",
            )
        )
    without = queues_without_worker(workers())
    if without:
        names = ", ".join(map(queue_label, without))
        found.append(
            Trouble(
                _("No worker serves: %(queues)s") % {"queues": names},
                reverse("home:house") + "#workers",
                _("stopped"),
                "bad",
                _("Files wait unread, or new ones are not found. Start the workers."),
            )
        )
    oldest = max((row.oldest for row in figures if row.oldest), default=timedelta())
    if oldest > LONG_WAIT:
        found.append(
            Trouble(
                _("Jobs wait long"),
                reverse("home:jobs") + f"?state={State.READY}",
                _("late"),
                "warn",
                _("The oldest has waited for %(minutes)s minutes.")
                % {"minutes": int(oldest.total_seconds() // 60)},
            )
        )
    return found + _index_troubles()


def _index_troubles() -> list[Trouble]:
    index = index_figures()
    url = reverse("home:index")
    if not index.is_answering:
        hint = (
            _("A new index is being filled; it takes its place by itself.")
            if index.filling is not None
            else _("The index process makes a new one when it runs. Start it if it does not.")
        )
        return [Trouble(_("Nothing can be searched now"), url, _("stopped"), "bad", hint)]
    found = []
    if index.lag > LONG_WAIT:
        found.append(
            Trouble(
                _("The search index is behind"), url, _("late"), "warn",
                _("The oldest change has waited for %(minutes)s minutes.")
                % {"minutes": int(index.lag.total_seconds() // 60)},
            )
        )
    if index.trouble:
        found.append(Trouble(_("The search engine reports trouble"), url, _("trouble"), "warn"))
    return found


def _file_troubles() -> list[Trouble]:
    found = []
    url = reverse("home:files")
    if has_little_room():
        found.append(
            Trouble(
                _("Little room is left on the disk"), url, _("low"), "warn",
                _("Uploads are refused when it is full; nothing stored is lost."),
            )
        )
    lost = sum(len(paths) for paths in noted_damage())
    if lost:
        found.append(
            Trouble(
                ngettext(
                    "%(count)s stored file is missing or damaged",
                    "%(count)s stored files are missing or damaged",
                    lost,
                )
                % {"count": lost},
                url,
                _("bad"),
                "bad",
                _("Bring them back from the newest backup that was verified."),
            )
        )
    return found
