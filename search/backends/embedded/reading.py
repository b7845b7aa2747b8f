"""Opening the current generation, once per process, and keeping up with commits."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.backends.base import IndexMissing, SearchUnavailable
from search.backends.embedded.folder import IndexFolder, Stamp
from search.backends.embedded.library import engine_errors, tantivy
from search.backends.embedded.queries import QueryBuilder

if TYPE_CHECKING:
    from tantivy import Index, Searcher


@dataclass
class _Opened:
    """An open index, and what it was opened for."""

    process: int
    generation: str
    stamp: Stamp
    index: Index


#: Indexes that a parent process had open. They are kept, because closing them
#: in the child would touch locks that the fork copied in any state.
_of_the_parent: list[_Opened] = []


class IndexReader:
    """The current generation, open for searching.

    Shared by the threads of a process; after a fork the child opens its own.
    """

    def __init__(self, folder: IndexFolder, schema_version: str) -> None:
        self._folder = folder
        self._schema_version = schema_version
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        os.register_at_fork(after_in_child=self._after_fork)

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def searching(self, doing: str) -> Iterator[tuple[Searcher, QueryBuilder]]:
        """A searcher over the newest commit, with a builder for its schema.

        Raises:
            IndexMissing: there is no index, or it was made with another schema.
            SearchUnavailable: the engine failed; the next call opens it anew.
        """
        try:
            with engine_errors(doing):
                yield self._searcher()
        except SearchUnavailable:
            with self._lock:
                self._opened = None
            raise

    def _searcher(self) -> tuple[Searcher, QueryBuilder]:
        generation = self._folder.current()
        while generation is not None:
            try:
                return self._searcher_of(generation)
            except (IndexMissing, ValueError):
                # Replaced and removed between two lines of ours: take its successor.
                before, generation = generation, self._folder.current()
                if generation == before:
                    raise
        raise IndexMissing("There is no search index yet")

    def _searcher_of(self, generation: str) -> tuple[Searcher, QueryBuilder]:
        # Taken before the reload: a commit in between is seen by the next call.
        stamp = self._folder.stamp(generation)
        with self._lock:
            opened = self._opened
            if opened is not None and opened.process != os.getpid():
                _of_the_parent.append(opened)
                opened = None
            if opened is None or opened.generation != generation:
                if self._folder.schema_of(generation) != self._schema_version:
                    raise IndexMissing(f"The index {generation} was made with another schema")
                index = open_index(self._folder, generation)
                opened = self._opened = _Opened(os.getpid(), generation, stamp, index)
            elif opened.stamp != stamp:
                opened.index.reload()
                opened.stamp = stamp
            return opened.index.searcher(), QueryBuilder(opened.index.schema)


def open_index(folder: IndexFolder, generation: str) -> Index:
    """Open a generation as it was last committed."""
    index: Index = tantivy().Index.open(str(folder.generation_path(generation)))
    # Without the library's watching thread: callers compare the stamp.
    index.config_reader("manual")
    index.reload()
    return index
