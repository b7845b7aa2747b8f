"""Background work of search: the nightly comparison, one part a job, and texts that begin."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.core.jobs.queue import Gone, enqueue, every, job
from search.backends.current import current_backend
from search.comparing import (
    begin_check,
    compare_part,
    compare_rest,
    finish_check,
    next_source,
    note_difference,
)
from search.indexing import active_target, begin_rebuild
from search.models import IndexCheck, note_changes
from search.sources import regulations
from search.sources.registry import SOURCES


@every(timedelta(days=1))
@job(
    "search.check",
    queue="index",
    limit_seconds=60,
    label=_("Begin to compare the search index with the database"),
)
def check_index() -> None:
    """Begin a comparison of the active index with the database."""
    target = active_target()
    if target is None:
        raise Gone("There is no index to compare; one is being filled.")
    enqueue(check_part, begin_check(target).pk, next_source(""), "")


# Parts instead of one long job: between two of them the index process drains.
@job(
    "search.check_part",
    queue="index",
    limit_seconds=300,
    label=_("Compare a part of the search index with the database"),
)
def check_part(check_id: int, source_name: str, after: str) -> None:
    """Compare the next records of a source, then ask for the next part."""
    check = IndexCheck.objects.select_related("target").filter(pk=check_id).first()
    target = active_target()
    if check is None or target is None or check.target_id != target.pk:
        raise Gone("Another index took its place meanwhile.")
    backend, source = current_backend(), SOURCES[source_name]
    part = compare_part(backend, target, source, after)
    if part.last_key:
        note_difference(check, part)
        enqueue(check_part, check_id, source_name, part.last_key)
        return
    note_difference(check, compare_rest(backend, target, source))
    following = next_source(source_name)
    if following:
        enqueue(check_part, check_id, following, "")
    else:
        finish_check(check)


@job("search.rebuild", queue="index", limit_seconds=60, label=_("Build a new search index"))
def rebuild_index() -> None:
    """Begin a new index beside the one that answers; the index process fills it and swaps."""
    begin_rebuild(current_backend())


@job(
    "search.begin_edition",
    queue="index",
    limit_seconds=60,
    label=_("Take up a text of a regulation that begins today"),
)
def begin_edition(page_id: int) -> None:
    """An edition takes the place of another: all articles of both are looked at again."""
    note_changes(regulations.NAME, regulations.keys_of(page_id))
