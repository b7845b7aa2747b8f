"""How the index is, for the staff page and the commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from portal.core import clock
from search.backends.base import SearchBackend, SearchUnavailable
from search.backends.current import current_backend
from search.indexing import active_target, filling_target
from search.models import IndexChange, IndexCheck, IndexTarget


@dataclass(frozen=True)
class IndexFigures:
    """The index at a glance.

    Attributes:
        active: the index that answers, or ``None``.
        filling: the index being filled, or ``None``.
        is_answering: whether searches are answered by the engine now.
        records: records in the active index; ``None`` where it cannot be asked.
        waiting: changes that wait for the index process.
        lag: age of the oldest of them; zero where none waits.
        last_check: the newest finished comparison with the database, or ``None``.
        trouble: what the engine said last, ``""`` without trouble.
    """

    active: IndexTarget | None
    filling: IndexTarget | None
    is_answering: bool
    records: int | None
    waiting: int
    lag: timedelta
    last_check: IndexCheck | None
    trouble: str
    retry_at: datetime | None


def index_figures(backend: SearchBackend | None = None) -> IndexFigures:
    """The figures now. Never raises for the engine."""
    backend = backend or current_backend()
    active, filling = active_target(), filling_target()
    records, trouble = None, ""
    is_answering = False
    if active is not None:
        try:
            is_answering = backend.generation() == active.name
            records = backend.count(active.name)
        except SearchUnavailable as error:
            trouble = str(error)
    now = clock.now()
    changes = IndexChange.objects.aggregate(waiting=Count("pk"), oldest=Min("created_at"))
    troubled = next((t for t in (active, filling) if t is not None and t.trouble), None)
    return IndexFigures(
        active=active,
        filling=filling,
        is_answering=is_answering,
        records=records,
        waiting=changes["waiting"],
        lag=max(timedelta(), now - changes["oldest"]) if changes["oldest"] else timedelta(),
        last_check=IndexCheck.objects.exclude(finished_at=None).order_by("-started_at").first(),
        trouble=troubled.trouble if troubled else trouble,
        retry_at=troubled.retry_at if troubled else None,
    )
