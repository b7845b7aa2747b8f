"""From a request to Tantivy's query objects.

Nothing typed is parsed by Tantivy. Calls that make it panic are not made: no
phrase of one word, no empty set of clauses, no limit of zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from search.backends.embedded.library import tantivy
from search.backends.embedded.schema import facet_field
from search.language import stems_of
from search.query import Concept, QueryReading
from search.records import SearchRequest

if TYPE_CHECKING:
    from tantivy import Occur, Query, Schema

# Weights of the three readings: tuned on the training sets of real Indonesian
# questions, words carry precision, stems forms, grams spelling.
WORDS: Final = 0.4
STEMS: Final = 0.6
GRAMS: Final = 0.3
TITLE: Final = 0.5
PHRASE: Final = 1.0
#: Another way to say it counts less than the typed one.
ALTERNATIVE: Final = 0.5
# Levels, far above what BM25 adds up to: first the exact number, then a run of
# its parts, then records that say everything.
EXACT_NUMBER: Final = 4_000.0
NUMBER_RUN: Final = 50.0
ALL_CONCEPTS: Final = 500.0
#: A word within the typing errors of one that nobody says.
SPELLING: Final = 4.0
#: Share of a word's grams that must occur for "similar spelling".
SIMILAR_SHARE: Final = 0.6


def is_mendable(word: str) -> bool:
    """Whether a word is long enough, and enough of a word, to have a typing error."""
    return len(word) >= 4 and word.isalpha()


def typing_errors(word: str) -> int:
    """How many typing errors a word may have."""
    return 1 if len(word) < 7 else 2


class QueryBuilder:
    """Builds the queries of one request against one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._query: type[Query] = tantivy().Query
        self._occur: type[Occur] = tantivy().Occur

    # -- pieces ---------------------------------------------------------------

    def term(self, field: str, value: str, option: str = "basic") -> Query:
        """Records whose field holds the term."""
        return self._query.term_query(self._schema, field, value, option)

    def any_of(self, queries: Sequence[Query], at_least: int = 1) -> Query:
        """Records that match at least so many of the queries; none of no queries."""
        if not queries:
            return self._query.empty_query()
        if len(queries) == 1:
            return queries[0]
        clauses = [(self._occur.Should, query) for query in queries]
        return self._query.boolean_query(
            clauses, minimum_number_should_match=min(at_least, len(queries))
        )

    def all_of(self, queries: Sequence[Query]) -> Query:
        """Records that match every query; all of no queries."""
        if not queries:
            return self._query.all_query()
        if len(queries) == 1:
            return queries[0]
        return self._query.boolean_query([(self._occur.Must, query) for query in queries])

    def best_of(self, queries: Sequence[Query]) -> Query:
        """Like :meth:`any_of`, scored by the best query only."""
        if len(queries) < 2:
            return self.any_of(queries)
        return self._query.disjunction_max_query(list(queries), 0.0)

    def phrase(self, words: Sequence[str]) -> Query:
        """Records that hold the words side by side, in one page or field."""
        if len(words) < 2:
            return self.any_of([self.term("words", word, "freq") for word in words])
        return self._query.phrase_query(self._schema, "words", list(words))

    def prefix(self, beginning: str) -> Query:
        """Records that hold a word beginning so (letters and digits only)."""
        return self._query.regex_query(self._schema, "words", f"{beginning}.*")

    # -- filters --------------------------------------------------------------

    def permission(self, tokens: Iterable[str]) -> Query:
        """Records that a holder of the tokens may find."""
        return self._query.term_set_query(self._schema, "tokens", sorted(tokens))

    def filters(self, request: SearchRequest, *, without: str = "") -> list[Query]:
        """The chosen facets and dates, all but the facet named."""
        chosen = [
            self._query.term_set_query(self._schema, facet_field(name), sorted(values))
            for name, values in request.filters.items()
            if values and name != without
        ]
        if request.dated_from is not None or request.dated_until is not None:
            low = request.dated_from.toordinal() if request.dated_from else 0
            high = request.dated_until.toordinal() if request.dated_until else 4_000_000
            chosen.append(
                self._query.range_query(
                    self._schema,
                    "day",
                    tantivy().FieldType.Unsigned,
                    low,
                    high,
                    include_upper=False,
                )
            )
        return chosen

    # -- matching -------------------------------------------------------------

    def says(self, concept: Concept) -> Query:
        """Records that say a concept in one of its ways."""
        ways = [self.term("words", word) for word in concept.words]
        ways += [self.term("stems", stem) for stem in dict.fromkeys(concept.stems)]
        ways += [self.phrase(phrase) for phrase in concept.phrases]
        ways += [self.prefix(prefix) for prefix in concept.prefixes]
        if concept.number:
            ways.append(self.term("number_runs", concept.number))
        if concept.spelled:
            ways.append(self.all_of([self._says_word(word) for word in concept.spelled]))
        return self.any_of(ways)

    def _says_word(self, word: str) -> Query:
        return self.any_of([self.term("stems", stem) for stem in stems_of(word)])

    def says_similar(self, concept: Concept) -> Query:
        """Records with a similar spelling of a concept that nobody says as typed."""
        ways = [self.spelled_like(word) for word in concept.words if is_mendable(word)]
        grams = [self.term("grams", gram) for gram in dict.fromkeys(concept.grams)]
        if len(grams) > 1:
            ways.append(self.any_of(grams, max(2, round(len(grams) * SIMILAR_SHARE))))
        return self.any_of(ways)

    def spelled_like(self, word: str) -> Query:
        """Records with a word that a few typing errors would turn into this one."""
        return self._query.fuzzy_term_query(self._schema, "words", word, typing_errors(word))

    def quoted(self, reading: QueryReading) -> list[Query]:
        """What stood in quotes; demanded at every breadth."""
        return [self.phrase(phrase) for phrase in reading.phrases]

    def match_all(self, reading: QueryReading) -> Query:
        """Records that say every concept."""
        return self.all_of(
            self.quoted(reading) + [self.says(concept) for concept in reading.concepts]
        )

    def match_some(self, reading: QueryReading, unknown: Collection[Concept]) -> Query:
        """Records that say any concept, or something like one that is unknown."""
        ways = [self.says(concept) for concept in reading.concepts]
        ways += [self._says_word(word) for concept in reading.concepts for word in concept.spelled]
        ways += [self.says_similar(concept) for concept in unknown]
        return self.all_of([*self.quoted(reading), self.any_of(ways)])

    # -- ranking --------------------------------------------------------------

    def ranked(
        self,
        reading: QueryReading,
        match: Query,
        filters: Sequence[Query],
        *,
        all_first: bool,
        unknown: Collection[Concept] = (),
    ) -> Query:
        """``match`` within ``filters``, scored.

        With ``all_first``, records that say every concept come before all
        others. What only filters adds nothing to the score.
        """
        clauses = [
            (self._occur.Must, self._query.const_score_query(query, 0.0))
            for query in (*filters, match)
        ]
        scores = [score for concept in reading.concepts for score in self._scores(concept)]
        scores += [self._boost(self.phrase(phrase), PHRASE) for phrase in reading.phrases]
        scores += [
            self._query.const_score_query(self.term("number_key", number), EXACT_NUMBER)
            for number in reading.numbers
        ]
        scores += [
            self._boost(self.spelled_like(word), SPELLING)
            for concept in unknown
            for word in concept.words
            if is_mendable(word)
        ]
        if all_first:
            scores.append(self._query.const_score_query(self.match_all(reading), ALL_CONCEPTS))
        clauses += [(self._occur.Should, score) for score in scores]
        return self._query.boolean_query(clauses)

    def _scores(self, concept: Concept) -> list[Query]:
        scores: list[Query] = []
        words = [concept.words] if concept.words else []
        stems = [concept.stems] if concept.stems else []
        words += [(word,) for word in concept.spelled]
        stems += [stems_of(word) for word in concept.spelled]
        scores += [self._graded("words", ways, WORDS) for ways in words]
        for ways in stems:
            scores.append(self._graded("stems", ways, STEMS))
            scores.append(self._graded("title_stems", ways, TITLE))
        scores += [
            self._boost(self.term("grams", gram, "freq"), GRAMS)
            for gram in dict.fromkeys(concept.grams)
        ]
        scores += [self._boost(self.phrase(phrase), PHRASE) for phrase in concept.phrases]
        scores += [self._query.const_score_query(self.prefix(p), PHRASE) for p in concept.prefixes]
        if concept.number:
            weight = NUMBER_RUN if len(concept.number) > 3 else PHRASE
            scores.append(
                self._query.const_score_query(self.term("number_runs", concept.number), weight)
            )
        return scores

    def _graded(self, field: str, ways: Sequence[str], weight: float) -> Query:
        """The best of several terms; all but the first count less."""
        return self.best_of(
            [
                self._boost(self.term(field, way, "freq"), weight * (ALTERNATIVE if rank else 1.0))
                for rank, way in enumerate(dict.fromkeys(ways))
            ]
        )

    def _boost(self, query: Query, weight: float) -> Query:
        return self._query.boost_query(query, weight)
