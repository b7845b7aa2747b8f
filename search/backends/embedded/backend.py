"""The embedded engine behind :class:`search.backends.base.SearchBackend`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from search.backends.embedded.answering import Answer, completions
from search.backends.embedded.folder import IndexFolder
from search.backends.embedded.library import engine_errors, tantivy
from search.backends.embedded.reading import IndexReader, open_index
from search.backends.embedded.schema import (
    SCHEMA_VERSION,
    SEPARATOR,
    build_schema,
    document_of,
)
from search.backends.embedded.writing import IndexWriters
from search.language import words_of
from search.query import read_query
from search.records import IndexRecord, ResultPage, SearchRequest, Suggestion

if TYPE_CHECKING:
    from tantivy import Searcher

_SUGGESTION_LENGTH: Final = 200
#: Fewer letters would offer half the vocabulary.
_SUGGESTION_FROM: Final = 2


class EmbeddedBackend:
    """A Tantivy index in a folder.

    One object may be shared by the threads of a process and survives a fork.
    """

    schema_version = SCHEMA_VERSION

    def __init__(self, path: str | Path) -> None:
        self._folder = IndexFolder(Path(path))
        self._reader = IndexReader(self._folder, self.schema_version)
        self._writers = IndexWriters(self._folder)

    # -- searching --------------------------------------------------------------

    def search(self, request: SearchRequest) -> ResultPage:
        """See :meth:`search.backends.base.SearchBackend.search`."""
        reading = read_query(request.text)
        if not request.tokens or (request.text.strip() and reading.is_empty):
            return ResultPage(page_size=request.page_size)
        with self._reader.searching("Searching") as (searcher, builder):
            return Answer(searcher, builder, request, reading).page()

    def suggest(self, prefix: str, tokens: frozenset[str], limit: int) -> tuple[Suggestion, ...]:
        """See :meth:`search.backends.base.SearchBackend.suggest`."""
        words = words_of(prefix[:_SUGGESTION_LENGTH])
        is_finished = not prefix[-1:].strip()
        if not words or not tokens or limit < 1 or is_finished:
            return ()
        *before, last = words
        if len(last) < _SUGGESTION_FROM:
            return ()
        with self._reader.searching("Suggesting") as (searcher, builder):
            return completions(searcher, builder, before, last, frozenset(tokens), limit)

    # -- generations ----------------------------------------------------------------

    def generation(self) -> str | None:
        """See :meth:`search.backends.base.SearchBackend.generation`."""
        current = self._folder.current()
        if current is None or self._folder.schema_of(current) != self.schema_version:
            return None
        return current

    def generations(self) -> tuple[str, ...]:
        """See :meth:`search.backends.base.SearchBackend.generations`."""
        return self._folder.generations()

    def create(self) -> str:
        """See :meth:`search.backends.base.SearchBackend.create`."""
        with engine_errors("Making a new index"):
            name = self._folder.create(self.schema_version)
            tantivy().Index(build_schema(), path=str(self._folder.generation_path(name)))
        return name

    def activate(self, generation: str) -> None:
        """See :meth:`search.backends.base.SearchBackend.activate`."""
        with engine_errors("Changing to the new index"):
            self._folder.activate(generation)

    def discard(self, generation: str) -> None:
        """See :meth:`search.backends.base.SearchBackend.discard`."""
        if generation == self._folder.current():
            raise ValueError("The current generation is not discarded")
        self._writers.drop(generation)
        with engine_errors("Removing an old index"):
            self._folder.discard(generation)

    # -- writing ----------------------------------------------------------------------

    def upsert(self, generation: str, records: Iterable[IndexRecord]) -> None:
        """See :meth:`search.backends.base.SearchBackend.upsert`."""
        with self._writers.writing(generation, "Writing to the index") as writer:
            for record in records:
                writer.delete_documents_by_term("id", record.id)
                writer.add_document(document_of(record))

    def remove(self, generation: str, ids: Iterable[str]) -> None:
        """See :meth:`search.backends.base.SearchBackend.remove`."""
        with self._writers.writing(generation, "Removing from the index") as writer:
            for id in ids:
                writer.delete_documents_by_term("id", id)

    def commit(self, generation: str) -> None:
        """See :meth:`search.backends.base.SearchBackend.commit`."""
        with self._writers.writing(generation, "Committing to the index") as writer:
            writer.commit()

    def close(self) -> None:
        """See :meth:`search.backends.base.SearchBackend.close`."""
        self._writers.close()

    # -- comparing ----------------------------------------------------------------------

    def count(self, generation: str) -> int:
        """See :meth:`search.backends.base.SearchBackend.count`."""
        with engine_errors("Counting the index"):
            return int(self._searcher(generation).num_docs)

    def digests(self, generation: str, ids: Iterable[str] | None = None) -> dict[str, str]:
        """See :meth:`search.backends.base.SearchBackend.digests`."""
        beginnings = [""] if ids is None else [f"{id}{SEPARATOR}" for id in ids]
        with engine_errors("Listing the index"):
            searcher = self._searcher(generation)
            # The filter leaves deleted records out, whose terms stay until a merge.
            alive = tantivy().Query.all_query()
            return dict(
                term.rsplit(SEPARATOR, 1)
                for beginning in beginnings
                for term, _count in searcher.terms_with_prefix(
                    "fingerprint", beginning, alive, None
                )
            )

    def _searcher(self, generation: str) -> Searcher:
        self._folder.stamp(generation)
        return open_index(self._folder, generation).searcher()
