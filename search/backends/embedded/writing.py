"""The one writer of each generation that this process holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from search.backends.base import SearchUnavailable
from search.backends.embedded.folder import IndexFolder
from search.backends.embedded.library import engine_errors, tantivy

if TYPE_CHECKING:
    from tantivy import IndexWriter

_BYTES: Final = 64_000_000


class IndexWriters:
    """Writers by generation, opened by their first use."""

    def __init__(self, folder: IndexFolder) -> None:
        self._folder = folder
        self._writers: dict[str, IndexWriter] = {}

    @contextmanager
    def writing(self, generation: str, doing: str) -> Iterator[IndexWriter]:
        """The writer of a generation.

        A writer that failed (full disk, folder gone) never works again: it is
        dropped with what it had not committed, and the next use opens another.

        Raises:
            IndexMissing: the generation is gone.
            IndexBusy: another process writes to it.
            SearchUnavailable: anything else.
        """
        for other in list(self._writers):
            if not self._folder.generation_path(other).exists():
                self.drop(other)
        try:
            with engine_errors(doing):
                self._folder.stamp(generation)
                if generation not in self._writers:
                    path = str(self._folder.generation_path(generation))
                    index = tantivy().Index.open(path)
                    # One thread: the machine also serves pages meanwhile.
                    self._writers[generation] = index.writer(_BYTES, 1)
                yield self._writers[generation]
        except SearchUnavailable:
            self.drop(generation)
            raise

    def drop(self, generation: str) -> None:
        """Let go of a generation's writer and its lock."""
        self._writers.pop(generation, None)

    def close(self) -> None:
        """Let go of all writers."""
        self._writers.clear()
