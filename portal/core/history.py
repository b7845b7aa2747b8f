"""Writing, reading and sealing the trail."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from . import clock
from .actor import Actor
from .models import HistoryEvent, HistorySeal


def key_of(record: Model) -> str:
    """The text key of a record: ``<app>.<model>:<pk>``."""
    return f"{record._meta.label_lower}:{record.pk}"


def record_event(
    record: Model,
    verb: str,
    *,
    actor: Actor,
    unit: Any = None,
    before: str = "",
    after: str = "",
    detail: str = "",
) -> HistoryEvent:
    """Write what ``actor`` did to ``record``; ``before``, ``after``: states or SHA-256 digests."""
    return HistoryEvent.objects.create(
        at=clock.now(),
        record=key_of(record),
        verb=verb,
        actor=actor.user,
        system_name=actor.system_name,
        on_behalf_of=actor.on_behalf_of,
        mandate=str(actor.mandate.pk) if actor.mandate is not None else "",
        unit=str(unit.pk) if unit is not None else "",
        before=before,
        after=after,
        detail=detail,
        request_id=actor.request_id,
    )


def history_of(*records: Model) -> QuerySet[HistoryEvent]:
    """What happened to the records, oldest first, with the people ready to print."""
    return (
        HistoryEvent.objects.filter(record__in=[key_of(record) for record in records])
        .select_related("actor", "on_behalf_of")
        .order_by("at", "pk")
    )


# A transaction that began before the cut may still commit an older event; an hour is far
# longer than any transaction of ours lives.
SETTLING = timedelta(hours=1)


def _chain(previous: str, start: datetime | None, until: datetime) -> tuple[int, str]:
    events = HistoryEvent.objects.filter(at__lt=until)
    if start is not None:
        events = events.filter(at__gte=start)
    sha = hashlib.sha256(previous.encode())
    count = 0
    for event in events.order_by("at", "pk").iterator(chunk_size=2000):
        sha.update(event.digest().encode())
        count += 1
    return count, sha.hexdigest()


def seal_history(until: datetime | None = None) -> HistorySeal | None:
    """Bind all settled events since the last seal into the chain; None when there are none."""
    until = until or clock.now() - SETTLING
    with transaction.atomic():
        last = HistorySeal.objects.order_by("-covers_until").first()
        start = last.covers_until if last else None
        if start is not None and until <= start:
            return None
        count, digest = _chain(last.digest if last else "", start, until)
        if not count:
            return None
        first = HistoryEvent.objects.order_by("at").values_list("at", flat=True).first()
        return HistorySeal.objects.create(
            sealed_at=clock.now(),
            covers_from=start or first,
            covers_until=until,
            event_count=count,
            digest=digest,
            previous=last.digest if last else "",
        )


def broken_seals() -> list[HistorySeal]:
    """Seals whose events no longer give the digest that was written: somebody changed the trail."""
    broken = []
    previous, start = "", None
    for seal in HistorySeal.objects.order_by("covers_until"):
        count, digest = _chain(previous, start, seal.covers_until)
        if (count, digest, previous) != (seal.event_count, seal.digest, seal.previous):
            broken.append(seal)
        previous, start = seal.digest, seal.covers_until
    return broken
