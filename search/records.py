"""What goes into an engine and what comes out: frozen, no Django models.

Every record carries the tokens of those who may find it, every request the
tokens of the person who asks (``portal.core.audience``). Both are demanded by
the types: there is no record without tokens and no request without an asker.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

#: Facets that a record may carry; all of them can be filtered by.
FACET_NAMES: Final = ("kind", "unit", "year", "period", "state", "owner", "source")
#: Facets that are counted for a page when the request names no others.
COUNTED_FACETS: Final = ("source", "kind", "unit", "period", "year", "state")

#: Deeper pages are refused by narrowing down instead: hits 1 to 10,000.
DEEPEST_HIT: Final = 10_000
LARGEST_PAGE: Final = 100
#: Text of one record that is indexed, in characters; what lies behind is not found.
TEXT_LIMIT: Final = 5_000_000


class Sort(StrEnum):
    """Order of the hits. Equal ones keep the order of the index, so pages never overlap."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class Breadth(StrEnum):
    """How much of a query a record must say to be a hit.

    AUTO demands every concept, and some of them of questions or where no
    record says all. ALL and SOME are the person's own choice.
    """

    AUTO = "auto"
    ALL = "all"
    SOME = "some"


class Matching(StrEnum):
    """What the hits of a page have in common with the query."""

    BROWSE = "browse"  # no query: everything that passes the filters
    ALL = "all"  # every concept
    SOME = "some"  # some concepts; those with all of them first
    SIMILAR = "similar"  # none as written, but similar spelling
    NOTHING = "nothing"  # there was nothing to search for


@dataclass(frozen=True)
class PageContent:
    """Text of one page, sheet or slide, with the number and label people see."""

    number: int
    label: str
    text: str


def _facets(facets: Mapping[str, Iterable[str]], what: str) -> Mapping[str, frozenset[str]]:
    unknown = set(facets) - set(FACET_NAMES)
    if unknown:
        raise ValueError(f"{what} names unknown facets: {', '.join(sorted(unknown))}")
    return MappingProxyType(
        {
            # A lone surrogate cannot be written in UTF-8, which every engine wants.
            name: frozenset(
                value.encode("utf-8", "replace").decode()
                for value in ({values} if isinstance(values, str) else values)
            )
            for name, values in facets.items()
            if values
        }
    )


@dataclass(frozen=True)
class IndexRecord:
    """One thing that can be found.

    Attributes:
        id: ``source:pk`` or ``source:pk:part``; the key in every engine.
        group: what several records belong to (one evidence), for counting.
        source: name of the source that builds it.
        title: as shown.
        tokens: who may find it; never empty.
        number: document number as written, or ``""``.
        names: people and offices in its metadata (owner, issuer).
        keywords: further words it is found by (the kind's labels).
        pages: its text.
        facets: facet name to one or several values, as strings.
        date: the day it is dated, for sorting and ranges, or ``None``.
        url: address of its own page, relative to the host.
        revision: number given by the drainer; higher is newer.

    Raises:
        ValueError: no tokens, an id that is not of the source, or an unknown facet.
    """

    id: str
    group: str
    source: str
    title: str
    tokens: frozenset[str]
    url: str
    number: str = ""
    names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    pages: tuple[PageContent, ...] = ()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    date: datetime.date | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        if not self.tokens or not all(self.tokens):
            raise ValueError(f"{self.id}: a record needs the tokens of those who may find it")
        if not self.id.startswith(f"{self.source}:"):
            raise ValueError(f"{self.id}: the id of a record starts with its source")
        object.__setattr__(self, "tokens", frozenset(self.tokens))
        object.__setattr__(self, "facets", _facets(self.facets, self.id))

    @property
    def digest(self) -> str:
        """SHA-256 (first 32 hex digits) of everything but the revision.

        Equal digests mean that the index holds what the database holds.
        """
        content = [
            self.id, self.group, self.source, self.title, sorted(self.tokens), self.url,
            self.number, self.names, self.keywords,
            [[page.number, page.label, page.text] for page in self.pages],
            {name: sorted(values) for name, values in sorted(self.facets.items())},
            self.date.isoformat() if self.date else None,
        ]  # fmt: skip
        # Lone surrogates of broken files must not stop an index run.
        text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class SearchRequest:
    """A question to an engine, from one person.

    Attributes:
        tokens: the person's tokens; empty finds nothing.
        text: as typed; empty browses everything the filters let through.
        filters: facet name to chosen values (any of them matches).
        dated_from, dated_until: range of the date; until is exclusive.
        page, page_size: from 1; brought into bounds, never an error.
        facets: which facets to count.
    """

    tokens: frozenset[str]
    text: str = ""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dated_from: datetime.date | None = None
    dated_until: datetime.date | None = None
    sort: Sort = Sort.RELEVANCE
    breadth: Breadth = Breadth.AUTO
    page: int = 1
    page_size: int = 10
    facets: tuple[str, ...] = COUNTED_FACETS

    def __post_init__(self) -> None:
        object.__setattr__(self, "tokens", frozenset(self.tokens))
        object.__setattr__(self, "filters", _facets(self.filters, "The request"))
        object.__setattr__(self, "sort", Sort(self.sort))
        object.__setattr__(self, "breadth", Breadth(self.breadth))
        object.__setattr__(self, "page", max(1, self.page))
        object.__setattr__(self, "page_size", min(max(1, self.page_size), LARGEST_PAGE))
        unknown = set(self.facets) - set(FACET_NAMES)
        if unknown:
            raise ValueError(f"The request counts unknown facets: {', '.join(sorted(unknown))}")


@dataclass(frozen=True)
class Hit:
    """One record found, as the engine keeps it; marks are added from the original."""

    id: str
    group: str
    source: str
    title: str
    url: str
    number: str = ""
    names: tuple[str, ...] = ()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    date: datetime.date | None = None
    score: float = 0.0


@dataclass(frozen=True)
class FacetValue:
    """A value with the number of hits it would leave, and whether it is chosen."""

    value: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """Values of one facet, most hits first; chosen ones are listed even with no hit."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Suggestion:
    """A completed query with the number of records that hold its last word."""

    text: str
    count: int


@dataclass(frozen=True)
class ResultPage:
    """One page of hits.

    Attributes:
        total: exact number of records found.
        group_total: number of groups they belong to (regulations of articles); beyond a
            few thousand it may be a few percent off.
        page: the page shown: the last one where a higher one was asked for.
        page_count: pages that can be reached (hits 1 to 10,000).
        matching: what the hits have in common with the query.
        spelling: the query with its unknown words mended, or ``""``.
        is_complete: False where the engine was away and only titles and
            numbers were searched.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    group_total: int = 0
    page: int = 1
    page_size: int = 10
    facets: tuple[Facet, ...] = ()
    matching: Matching = Matching.NOTHING
    spelling: str = ""
    is_complete: bool = True

    @property
    def page_count(self) -> int:
        """Number of pages, at least 1."""
        return count_pages(self.total, self.page_size)

    @property
    def first(self) -> int:
        """Rank of the first hit on this page, from 1; 0 without hits."""
        return (self.page - 1) * self.page_size + 1 if self.hits else 0

    def facet(self, name: str) -> Facet:
        """The counted facet of that name; empty where nothing was found."""
        return next((facet for facet in self.facets if facet.name == name), Facet(name, ()))


def bounded_page(request: SearchRequest, total: int) -> int:
    """The page to show: the one asked for, or the last that can be reached."""
    return min(request.page, count_pages(total, request.page_size))


def count_pages(total: int, page_size: int) -> int:
    """Number of pages that can be reached, at least 1."""
    return max(1, min(total, DEEPEST_HIT) // page_size + bool(min(total, DEEPEST_HIT) % page_size))
