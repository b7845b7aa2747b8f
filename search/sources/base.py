"""What a source does: from rows of the database to index records, and back to people's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from search.marks import Piece, Snippet
from search.query import QueryReading
from search.records import IndexRecord


@dataclass(frozen=True)
class Loaded:
    """A record as the database has it now, and what to note once the index holds it.

    ``note`` is handed to :meth:`Source.committed`; ``None`` notes nothing.
    """

    record: IndexRecord
    note: Any = None


@dataclass(frozen=True)
class Shown:
    """A hit in people's words, marked.

    ``state`` is the stored word for the shape of its tag, ``state_label`` what is
    read (``""``: no tag), ``state_hint`` how a file is found whose text is not.
    ``unit`` says where it belongs: an office, a chapter, a stage. ``period`` and
    ``proves``: of a use, when it counts and the indicator it is evidence for.
    """

    url: str
    title: Sequence[Piece]
    kind: str
    state: str = ""
    state_label: str = ""
    state_hint: str = ""
    number: Sequence[Piece] = ()
    unit: str = ""
    date: date | None = None
    person: str = ""
    period: str = ""
    proves: Sequence[Piece] = ()
    snippet: Snippet | None = None


@dataclass(frozen=True)
class Plain:
    """What the database alone finds while the engine is away: ids in their order, and how many."""

    ids: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Choices:
    """What the facets but ``source`` are filtered by, known to be well-formed."""

    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dated_from: date | None = None
    dated_until: date | None = None


class Source(Protocol):
    """One kind of thing that can be found. Its records have ids ``name:key``.

    ``label`` is what people call all of them together.
    """

    name: str
    label: Any

    def keys_after(self, key: str, limit: int) -> list[str]:
        """The next keys in a fixed order, after ``key`` (``""``: from the first), to fill from."""

    def load(self, keys: Collection[str]) -> Iterator[Loaded]:
        """Records of those keys that have one now. The others are to be removed."""

    def committed(self, notes: Iterable[Any]) -> None:
        """The index holds the records that carried these notes."""

    def unnoted(self) -> list[str]:
        """Keys whose record the index should hold and that were not noted yet."""

    def show(self, ids: Sequence[str], user: Any, reading: QueryReading) -> dict[str, Shown]:
        """Those of the ids that ``user`` may see at this moment, in words and with marks."""

    def labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        """Words for values of a facet but ``source``; unknown values are left out."""

    def find_plainly(
        self, words: Sequence[str], user: Any, choices: Choices, start: int, end: int
    ) -> Plain:
        """Titles and numbers that hold every word, from the database, of what ``user`` may see."""
