"""Answering one request: which hits, in which order, with which counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from search.backends.embedded.library import tantivy
from search.backends.embedded.queries import QueryBuilder, is_mendable, typing_errors
from search.backends.embedded.schema import facet_field, hit_of
from search.language import is_within
from search.query import Concept, QueryReading, read_query
from search.records import (
    Breadth,
    Facet,
    FacetValue,
    Hit,
    Matching,
    ResultPage,
    SearchRequest,
    Sort,
    Suggestion,
    bounded_page,
)
from search.vocabulary import STOP_WORDS

if TYPE_CHECKING:
    from tantivy import Query, Searcher

#: Distinct values of a facet that are counted at all, and that are listed.
_FACET_COUNTED: Final = 10_000
_FACET_LISTED: Final = 100
#: Words of one beginning letter that are compared for a spelling.
_SPELLING_WORDS: Final = 2_000


class Answer:
    """One request against one searcher; every count is under the permission filter."""

    def __init__(
        self,
        searcher: Searcher,
        builder: QueryBuilder,
        request: SearchRequest,
        reading: QueryReading,
    ) -> None:
        self._searcher = searcher
        self._build = builder
        self._request = request
        self._reading = reading
        self._permission = builder.permission(request.tokens)
        self._filters = [self._permission, *builder.filters(request)]

    def page(self) -> ResultPage:
        """The page of hits with everything around it."""
        matching, match, unknown = self._matching()
        hits, total, page = self._hits(matching, match, unknown)
        facets, groups = self._facets(match)
        return ResultPage(
            hits=hits,
            total=total,
            group_total=groups,
            page=page,
            page_size=self._request.page_size,
            facets=facets,
            matching=matching,
            spelling=self._spelling(unknown),
        )

    def _matching(self) -> tuple[Matching, Query, tuple[Concept, ...]]:
        """The first breadth at which the person finds anything, its query, and
        the concepts that no record of theirs says.

        Decided without the facets, so that choosing one narrows the same hits.
        """
        build, reading, breadth = self._build, self._reading, self._request.breadth
        if reading.is_empty:
            return Matching.BROWSE, build.all_of([]), ()
        every = build.match_all(reading)
        wants_some = breadth is Breadth.SOME or (
            breadth is Breadth.AUTO and reading.is_question and reading.has_parts
        )
        if not reading.concepts or (not wants_some and self._count(every)):
            return Matching.ALL, every, ()
        unknown = tuple(c for c in reading.concepts if not self._count(build.says(c)))
        if breadth is Breadth.ALL:
            return Matching.ALL, every, unknown
        matching = Matching.SIMILAR if len(unknown) == len(reading.concepts) else Matching.SOME
        return matching, build.match_some(reading, unknown), unknown

    def _count(self, query: Query) -> int:
        """Records of the person that match, whatever is filtered."""
        allowed = self._build.all_of([self._permission, query])
        # The library's type stubs leave "count" out.
        found: Any = self._searcher.search(allowed, limit=1, count=True)
        return int(found.count)

    def _hits(
        self, matching: Matching, match: Query, unknown: tuple[Concept, ...]
    ) -> tuple[tuple[Hit, ...], int, int]:
        request, order = self._request, tantivy().Order
        query = self._build.all_of([*self._filters, match])
        by: dict[str, Any] = {}
        if request.sort is Sort.TITLE:
            by = {"order_by_field": "title_order", "order": order.Asc}
        elif request.sort is Sort.OLDEST:
            by = {"order_by_field": "day", "order": order.Asc}
        elif request.sort is Sort.NEWEST or matching is Matching.BROWSE:
            by = {"order_by_field": "day", "order": order.Desc}
        else:
            query = self._build.ranked(
                self._reading,
                match,
                self._filters,
                all_first=matching is Matching.SOME and not unknown,
                unknown=unknown,
            )
        size = request.page_size
        page = bounded_page(request, request.page * size)
        while True:
            found: Any = self._searcher.search(
                query, limit=size, offset=(page - 1) * size, count=True, **by
            )
            total = int(found.count)
            if page <= bounded_page(request, total):
                break
            page = bounded_page(request, total)
        hits = tuple(
            hit_of(str(self._searcher.doc(address).get_first("hit")), 0.0 if by else float(key))
            for key, address in found.hits
        )
        return hits, total, page

    def _facets(self, match: Query) -> tuple[tuple[Facet, ...], int]:
        """Facets, each counted under all filters but its own, and the groups."""
        request = self._request
        size = {"size": _FACET_COUNTED, "segment_size": _FACET_COUNTED}
        wanted = {name: {"terms": {"field": facet_field(name), **size}} for name in request.facets}
        chosen = [name for name in request.facets if request.filters.get(name)]
        together = {name: count for name, count in wanted.items() if name not in chosen}
        counted = self._searcher.aggregate(
            self._build.all_of([*self._filters, match]),
            {**together, "groups": {"cardinality": {"field": "group"}}},
        )
        for name in chosen:
            others = [self._permission, *self._build.filters(request, without=name)]
            counted |= self._searcher.aggregate(
                self._build.all_of([*others, match]), {name: wanted[name]}
            )
        facets = tuple(
            _facet(name, counted[name]["buckets"], request.filters.get(name, frozenset()))
            for name in request.facets
        )
        return facets, round(counted["groups"]["value"] or 0)

    def _spelling(self, unknown: tuple[Concept, ...]) -> str:
        """The query with each word that the person cannot find mended, or ``""``."""
        mended = {concept.text: self._mended(concept) for concept in unknown}
        if not any(mended.values()):
            return ""
        quoted = [f'"{" ".join(phrase)}"' for phrase in self._reading.phrases]
        texts = [concept.text for concept in self._reading.concepts]
        return " ".join([*quoted, *(mended.get(text) or text for text in texts)])

    def _mended(self, concept: Concept) -> str:
        word = concept.text
        if not concept.words or not is_mendable(word):
            return ""
        # Only words of records that the person may find are looked at.
        near = self._build.all_of([self._permission, self._build.spelled_like(word)])
        candidates = self._searcher.terms_with_prefix("words", word[0], near, _SPELLING_WORDS)
        for errors in range(1, typing_errors(word) + 1):
            for candidate, _count in candidates:
                if is_within(word, candidate, errors):
                    return str(candidate)
        return ""


def _facet(name: str, buckets: Iterable[dict[str, Any]], chosen: frozenset[str]) -> Facet:
    counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    ranked = sorted(counts, key=lambda value: (-counts[value], value))[:_FACET_LISTED]
    listed = [*ranked, *sorted(chosen.difference(ranked))]
    return Facet(
        name,
        tuple(FacetValue(value, counts.get(value, 0), value in chosen) for value in listed),
    )


def completions(
    searcher: Searcher,
    builder: QueryBuilder,
    before: list[str],
    last: str,
    tokens: frozenset[str],
    limit: int,
) -> tuple[Suggestion, ...]:
    """Words beginning with ``last`` in records that say everything ``before`` it.

    Words of titles come first, then words of the text.
    """
    said = builder.match_all(read_query(" ".join(before)))
    within = builder.all_of([builder.permission(tokens), said])
    found: dict[str, int] = {}
    for field in ("title_words", "words"):
        if len(found) < limit:
            # Twice as many, because some are stop words or stand there already.
            for term, count in searcher.terms_with_prefix(field, last, within, limit * 2):
                if term not in STOP_WORDS and term not in before:
                    found.setdefault(str(term), int(count))
    return tuple(
        Suggestion(" ".join([*before, term]), count) for term, count in list(found.items())[:limit]
    )
