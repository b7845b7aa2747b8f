"""Comparing the index with the database, in parts, and giving back what differs.

A part reads a batch of keys, builds their records as the drain would, and
compares digests. Changes that still wait are left out: they are on their way.
What differs becomes outbox rows; the index process mends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import F

from portal.core import clock
from search.backends.base import SearchBackend
from search.indexing import pending_keys
from search.models import IndexCheck, IndexTarget, note_changes
from search.sources.base import Source
from search.sources.registry import SOURCES

PART: Final = 500
#: Checks that are kept.
KEPT_CHECKS: Final = 30


@dataclass(frozen=True)
class Difference:
    """Keys of one source that differ, and how many records were compared.

    ``last_key`` is where the next part begins; ``""`` where this was the last.
    """

    source: str
    checked: int = 0
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    last_key: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that differ."""
        return self.missing + self.stale + self.extra


def compare_part(
    backend: SearchBackend, target: IndexTarget, source: Source, after: str
) -> Difference:
    """Compare the next keys of a source after ``after``."""
    keys = source.keys_after(after, PART)
    waiting = pending_keys(target, source.name, keys)
    looked_at = [key for key in keys if key not in waiting]
    expected = {each.record.id: each.record.digest for each in source.load(looked_at)}
    found = backend.digests(target.name, [f"{source.name}:{key}" for key in looked_at])
    missing = expected.keys() - found.keys()
    extra = found.keys() - expected.keys()
    stale = {id for id in expected.keys() & found.keys() if expected[id] != found[id]}
    return Difference(
        source.name,
        len(expected),
        _keys(missing),
        _keys(stale),
        _keys(extra),
        keys[-1] if keys else "",
    )


def compare_rest(backend: SearchBackend, target: IndexTarget, source: Source) -> Difference:
    """What only the index has: records whose key the database does not know any more."""
    prefix = f"{source.name}:"
    indexed = {
        id.removeprefix(prefix) for id in backend.digests(target.name) if id.startswith(prefix)
    }
    known: set[str] = set()
    after = ""
    while keys := source.keys_after(after, 10 * PART):
        known.update(keys)
        after = keys[-1]
    strangers = indexed - known
    return Difference(source.name, extra=tuple(sorted(strangers)))


def note_difference(check: IndexCheck, difference: Difference) -> None:
    """Add a part's outcome to a check, and give what differs back to the index process."""
    with transaction.atomic():
        IndexCheck.objects.filter(pk=check.pk).update(
            checked=F("checked") + difference.checked,
            missing=F("missing") + len(difference.missing),
            stale=F("stale") + len(difference.stale),
            extra=F("extra") + len(difference.extra),
        )
        note_changes(difference.source, difference.keys)


def begin_check(target: IndexTarget) -> IndexCheck:
    """A new check, and no more than the newest thirty."""
    old = IndexCheck.objects.order_by("-started_at").values_list("pk", flat=True)
    IndexCheck.objects.filter(pk__in=list(old[KEPT_CHECKS - 1 :])).delete()
    return IndexCheck.objects.create(target=target, started_at=clock.now())


def finish_check(check: IndexCheck) -> None:
    """All sources were compared."""
    IndexCheck.objects.filter(pk=check.pk).update(finished_at=clock.now())


def next_source(name: str) -> str:
    """The source after ``name``; the first after ``""``; ``""`` after the last."""
    names = ["", *SOURCES, ""]
    return names[names.index(name) + 1]


def _keys(ids: set[str]) -> tuple[str, ...]:
    return tuple(sorted(id.partition(":")[2] for id in ids))
