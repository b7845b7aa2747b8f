"""The index process: drains the outbox, fills new indexes, replaces lost ones.

Everything is done in bounded steps by :func:`pump`, which the worker of the
queue "index" calls between jobs. A step may be killed anywhere: the engine is
written first, then the rows that say so; what was not yet said is done again, to
the same end.

*Drain.* Read a batch of outbox ids; load the records those keys have now; write
them to the engine and remove the others; commit; note what is searchable;
delete exactly the ids that were read. Ids are taken before their commit, so a
lower one may still appear later: nothing is ever deleted by range.

*Fill.* A new index is a target before its filling reads the first record. When
all sources are read it drains its own rows, takes the place of the active one,
and the old one is removed.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from portal.core import clock
from search.backends.base import IndexBusy, IndexMissing, SearchBackend, SearchUnavailable
from search.backends.current import current_backend
from search.models import IndexChange, IndexTarget, note_changes
from search.sources.registry import SOURCES

logger = logging.getLogger(__name__)

DRAIN_BATCH: Final = 200
FILL_BATCH: Final = 1_000
#: Records that are held in memory between reading and writing.
_WRITE_BATCH: Final = 50
_SEPARATOR: Final = "\x1f"
#: The cursor of an index whose sources are all read.
_FILLED: Final = f"{_SEPARATOR}filled"

Step = Callable[[SearchBackend, IndexTarget], bool]


def pump() -> bool:
    """One bounded step with the engine of the settings; True where there may be more to do."""
    return step(current_backend())


def step(backend: SearchBackend) -> bool:
    """Drain and fill a little. Trouble with an index makes it wait, each time longer.

    Raises:
        SearchUnavailable: there is no index, and none can be made.
    """
    targets = {target.state: target for target in IndexTarget.objects.all()}
    active = targets.get(IndexTarget.State.ACTIVE)
    filling = targets.get(IndexTarget.State.FILLING)
    is_lost = active is None or backend.generation() != active.name
    if is_lost and filling is None:
        if active is not None:
            logger.warning("The index %s is gone or outdated; a new one is filled", active.name)
        begin_rebuild(backend)
        return True
    worked = False
    if active is not None and not is_lost:
        worked |= _guarded(drain_step, backend, active)
    if filling is not None:
        worked |= _guarded(fill_step, backend, filling)
    return worked


def active_target() -> IndexTarget | None:
    """The index that answers, as the database knows it."""
    return IndexTarget.objects.filter(state=IndexTarget.State.ACTIVE).first()


def filling_target() -> IndexTarget | None:
    """The index that is being filled."""
    return IndexTarget.objects.filter(state=IndexTarget.State.FILLING).first()


def _guarded(work: Step, backend: SearchBackend, target: IndexTarget) -> bool:
    """Run a step of a target, unless it rests; note the engine's trouble."""
    if target.waits(clock.now()):
        return False
    try:
        return work(backend, target)
    except IndexBusy:
        # Another process (a command) is at it; it goes on there.
        return False
    except SearchUnavailable as error:
        logger.warning("%s waits: %s", target, error)
        target.note_trouble(error)
        return False


# -- draining -----------------------------------------------------------------------


def drain_step(backend: SearchBackend, target: IndexTarget) -> bool:
    """Bring one batch of changes into an index; False where none waits."""
    changes = _take(target)
    if not changes:
        return False
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for change in changes:
        keys[change.source].append(change.key)
    notes = {name: _write(backend, target.name, name, found) for name, found in keys.items()}
    backend.commit(target.name)
    with transaction.atomic():
        if target.state == IndexTarget.State.ACTIVE:
            for name, found in notes.items():
                if found:
                    SOURCES[name].committed(found)
        target.note_commit()
        IndexChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return True


def _take(target: IndexTarget) -> list[IndexChange]:
    """The next changes for a target. Those for all are spread where there are several targets."""
    rows = IndexChange.objects.filter(Q(target=target) | Q(target=None)).order_by("pk")
    waiting = list(rows[:DRAIN_BATCH])
    own = [change for change in waiting if change.target_id is not None]
    if own or not waiting:
        return own
    # Asked after the rows were read: a target that is not there yet begins to
    # read the database later than these rows were committed.
    targets = list(IndexTarget.objects.all())
    if len(targets) < 2:
        return waiting
    with transaction.atomic():
        IndexChange.objects.bulk_create(
            IndexChange(
                target=each, source=change.source, key=change.key, created_at=change.created_at
            )
            for change in waiting
            for each in targets
        )
        IndexChange.objects.filter(pk__in=[change.pk for change in waiting]).delete()
    return list(IndexChange.objects.filter(target=target).order_by("pk")[:DRAIN_BATCH])


def _write(
    backend: SearchBackend, generation: str, source_name: str, keys: Iterable[str]
) -> list[Any]:
    """Write what the keys of a source are now, without a commit; the notes of what was written."""
    source = SOURCES.get(source_name)
    if source is None:
        logger.warning("Nothing is known of the source “%s”; its changes are dropped", source_name)
        return []
    gone = {f"{source_name}:{key}" for key in keys}
    notes: list[Any] = []
    loaded = source.load([id.partition(":")[2] for id in gone])
    while batch := list(islice(loaded, _WRITE_BATCH)):
        backend.upsert(generation, [each.record for each in batch])
        gone.difference_update(each.record.id for each in batch)
        notes += [each.note for each in batch if each.note is not None]
    backend.remove(generation, gone)
    return notes


# -- filling ------------------------------------------------------------------------


def begin_rebuild(backend: SearchBackend) -> IndexTarget:
    """Add a new, empty index as a target; the one under way where there is one already.

    Raises:
        SearchUnavailable: the engine could not make one.
    """
    under_way = filling_target()
    if under_way is not None:
        return under_way
    name = backend.create()
    try:
        with transaction.atomic():
            return IndexTarget.objects.create(name=name, created_at=clock.now())
    except IntegrityError:
        # Another process began at the same moment.
        backend.discard(name)
        return IndexTarget.objects.get(state=IndexTarget.State.FILLING)


def fill_step(backend: SearchBackend, target: IndexTarget) -> bool:
    """Fill an index a little further, or let it take its place; True until it has."""
    try:
        if target.cursor != _FILLED:
            _fill_part(backend, target)
        elif not drain_step(backend, target):
            _take_place(backend, target)
    except IndexMissing:
        # Its folder was deleted while it was filled: the next step begins another.
        logger.warning("%s is gone; filling begins again", target)
        target.delete()
    return True


def _fill_part(backend: SearchBackend, target: IndexTarget) -> None:
    names = list(SOURCES)
    name, _, key = target.cursor.partition(_SEPARATOR)
    name = name or names[0]
    keys = SOURCES[name].keys_after(key, FILL_BATCH)
    if keys:
        _write(backend, target.name, name, keys)
        backend.commit(target.name)
        cursor = f"{name}{_SEPARATOR}{keys[-1]}"
    else:
        following = names[names.index(name) + 1 :]
        cursor = f"{following[0]}{_SEPARATOR}" if following else _FILLED
    target.cursor = cursor
    target.save(update_fields=["cursor"])
    if keys:
        target.note_commit()


def _take_place(backend: SearchBackend, target: IndexTarget) -> None:
    """Make a filled index the active one. Killed between the two moves, the second is repeated."""
    backend.activate(target.name)
    with transaction.atomic():
        IndexTarget.objects.filter(state=IndexTarget.State.ACTIVE).delete()
        target.state = IndexTarget.State.ACTIVE
        target.save(update_fields=["state"])
        # While it was filled nobody could find them in it: they are noted now.
        for source in SOURCES.values():
            note_changes(source.name, source.unnoted())
    remove_leftovers(backend)


def remove_leftovers(backend: SearchBackend) -> None:
    """Remove generations that are no target: replaced ones, and those of dead processes."""
    known = set(IndexTarget.objects.values_list("name", flat=True))
    known.add(backend.generation() or "")
    for generation in backend.generations():
        if generation not in known:
            backend.discard(generation)


def pending_keys(target: IndexTarget, source: str, keys: Collection[str]) -> set[str]:
    """Keys that an index has not looked at again yet."""
    waiting = IndexChange.objects.filter(source=source, key__in=keys)
    return set(waiting.filter(target=target).values_list("key", flat=True)) | set(
        waiting.filter(target=None).values_list("key", flat=True)
    )


def is_known(generation: str | None) -> bool:
    """Whether a generation is filled by this database; one from elsewhere must not answer."""
    return generation is not None and IndexTarget.objects.filter(name=generation).exists()
