"""What an engine must do, whatever it is.

An engine keeps *generations*: complete indexes, of which one is current and
answers searches. A change is written to a generation by name, so that a
rebuild fills a new one beside the current one and then takes its place.

Writing belongs to one process at a time per generation; searching to any
number of processes and threads.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Protocol

from search.records import IndexRecord, ResultPage, SearchRequest, Suggestion

#: Records written between two commits of a rebuild.
REBUILD_BATCH = 2_000


class SearchUnavailable(Exception):
    """The engine cannot answer or write now; nothing that was committed is lost."""


class IndexMissing(SearchUnavailable):
    """There is no usable index (deleted, damaged, or of another schema): rebuild it."""


class IndexBusy(SearchUnavailable):
    """Another process writes to this generation."""


class SearchBackend(Protocol):
    """An engine. Every method may raise :class:`SearchUnavailable`."""

    #: Changes with the engine's schema and with the folding of words.
    schema_version: str

    # -- searching -----------------------------------------------------------

    def search(self, request: SearchRequest) -> ResultPage:
        """Answer a request from the current generation.

        Records whose tokens do not meet the request's are filtered out before
        anything is ranked or counted: they show in no hit, total, facet or
        spelling.
        """

    def suggest(self, prefix: str, tokens: frozenset[str], limit: int) -> tuple[Suggestion, ...]:
        """Complete the last word of ``prefix`` with words that the tokens may find."""

    # -- generations ---------------------------------------------------------

    def generation(self) -> str | None:
        """Name of the current generation; ``None`` where none is usable."""

    def generations(self) -> tuple[str, ...]:
        """Names of all generations that exist, oldest first."""

    def create(self) -> str:
        """Make an empty generation beside the current one; its name."""

    def activate(self, generation: str) -> None:
        """Make a generation the current one, at once for every process."""

    def discard(self, generation: str) -> None:
        """Remove a generation that is not current; no error when it is gone."""

    # -- writing -------------------------------------------------------------

    def upsert(self, generation: str, records: Iterable[IndexRecord]) -> None:
        """Write records, replacing those of the same id; seen after :meth:`commit`."""

    def remove(self, generation: str, ids: Iterable[str]) -> None:
        """Remove records by id, known or not; seen after :meth:`commit`."""

    def commit(self, generation: str) -> None:
        """Make everything written so far durable and visible."""

    def close(self) -> None:
        """Let go of what writing holds; what was not committed is dropped."""

    # -- comparing -----------------------------------------------------------

    def count(self, generation: str) -> int:
        """Number of committed records."""

    def digests(self, generation: str, ids: Iterable[str] | None = None) -> dict[str, str]:
        """Id to digest (:attr:`IndexRecord.digest`) of committed records: all, or those named."""


def rebuild(backend: SearchBackend, records: Iterable[IndexRecord]) -> str:
    """Fill a new generation, make it current and remove the others; its name.

    For tests, benchmarks and single use: a portal in use rebuilds with
    ``search.indexing.rebuild``, which also drains changes that arrive meanwhile.
    """
    generation = backend.create()
    source = iter(records)
    while batch := list(islice(source, REBUILD_BATCH)):
        backend.upsert(generation, batch)
        backend.commit(generation)
    backend.activate(generation)
    backend.close()
    for other in backend.generations():
        if other != generation:
            backend.discard(other)
    return generation
