"""Whether the portal is well, for everybody: numbers and yes or no, nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, InterfaceError

from portal.core import clock
from portal.core.jobs.queue import queue_figures
from portal.files.models import StoredFile
from portal.files.room import can_write, has_little_room
from search.status import index_figures

from . import house
from .backup_notes import last_made, last_verified

UNREACHABLE = (DatabaseError, InterfaceError)


@dataclass(frozen=True)
class Health:
    """The facts of the health page. Durations are None where nothing waits.

    ``backup_made_at``: when the newest backup was written to its end.
    ``backup_verified_at``: when a backup was last restored and found identical.
    ``has_room``: enough free bytes, and a small file could be written just now.
    ``damaged_files``: stored files that stand noted as missing or changed.
    """

    waiting_jobs: int
    oldest_job: timedelta | None
    failed_jobs: int
    idle_queues: list[str]
    search_answers: bool
    index_waiting: int
    index_lag: timedelta
    backup_made_at: datetime | None
    backup_verified_at: datetime | None
    has_room: bool
    damaged_files: int

    @property
    def backup_age(self) -> timedelta | None:
        """How old the newest backup is; None without one."""
        return clock.now() - self.backup_made_at if self.backup_made_at else None

    @property
    def works(self) -> bool:
        """Searches are answered, every queue is served, nothing waits long."""
        late = max(self.oldest_job or timedelta(), self.index_lag)
        return self.search_answers and not self.idle_queues and late <= house.LONG_WAIT

    @property
    def is_well(self) -> bool:
        """Work goes on, what arrives can be kept, and what was kept is whole."""
        return self.works and self.has_room and not self.damaged_files

    def as_json(self) -> dict[str, Any]:
        """For monitoring. Durations in whole seconds, instants in ISO 8601."""
        return {
            "well": self.is_well,
            "database": True,
            "jobs_waiting": self.waiting_jobs,
            "jobs_oldest_seconds": _seconds(self.oldest_job),
            "jobs_failed": self.failed_jobs,
            "queues_without_worker": self.idle_queues,
            "search_answers": self.search_answers,
            "index_waiting": self.index_waiting,
            "index_lag_seconds": _seconds(self.index_lag),
            "disk_has_room": self.has_room,
            "files_damaged": self.damaged_files,
            "backup_made_at": self.backup_made_at.isoformat() if self.backup_made_at else None,
            "backup_verified_at": (
                self.backup_verified_at.isoformat() if self.backup_verified_at else None
            ),
        }


# What is told when the database itself does not answer: nothing else can be known then.
UNKNOWN: dict[str, Any] = {"well": False, "database": False}


def _seconds(span: timedelta | None) -> int:
    return int(span.total_seconds()) if span else 0


def _instant_of(note: dict[str, Any] | None) -> datetime | None:
    return datetime.fromisoformat(note["at"]) if note else None


def health() -> Health:
    """The facts now.

    Raises:
        DatabaseError, InterfaceError: the database does not answer (``UNREACHABLE``).
    """
    figures = queue_figures().values()
    index = index_figures()
    return Health(
        waiting_jobs=sum(row.waiting for row in figures),
        oldest_job=max((row.oldest for row in figures if row.oldest), default=None),
        failed_jobs=sum(row.failed for row in figures),
        idle_queues=house.queues_without_worker(house.workers()),
        search_answers=index.is_answering,
        index_waiting=index.waiting,
        index_lag=index.lag,
        backup_made_at=_instant_of(last_made()),
        backup_verified_at=_instant_of(last_verified()),
        has_room=not has_little_room() and can_write(),
        damaged_files=StoredFile.objects.filter(damaged_at__isnull=False).count(),
    )
