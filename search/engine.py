"""Asking for a person: tokens as filter, hits in words, and what to do while the engine is away."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from portal.core.audience import tokens_for
from search.backends.base import IndexMissing, SearchUnavailable
from search.backends.current import current_backend
from search.forms import Question
from search.indexing import is_known
from search.language import words_of
from search.query import read_query
from search.records import (
    Facet,
    Hit,
    Matching,
    ResultPage,
    Suggestion,
    bounded_page,
)
from search.sources.base import Choices, Plain, Shown
from search.sources.registry import SOURCES

logger = logging.getLogger(__name__)

SUGGESTIONS: Final = 8
_PLAIN_WORDS: Final = 8


@dataclass(frozen=True)
class Answer:
    """A page of hits in words.

    ``labels``: facet name to the words of its values. ``is_away``: the engine
    did not answer; titles and numbers were searched in the database.
    """

    page: ResultPage
    shown: tuple[Shown, ...]
    labels: Mapping[str, Mapping[str, str]]
    is_away: bool = False


def run(question: Question, user: Any) -> Answer:
    """Answer a question with what ``user`` may see, in a fixed number of queries."""
    request = question.request(tokens_for(user))
    reading = read_query(question.text)
    is_away = False
    try:
        backend = current_backend()
        if not is_known(backend.generation()):
            raise IndexMissing("The index in the folder is not the one that this database fills")
        page = backend.search(request)
    except SearchUnavailable as error:
        logger.warning("The database answers a search: %s", error)
        page, is_away = _plain_page(question, user), True
    shown: dict[str, Shown] = {}
    for name, source in SOURCES.items():
        ids = [hit.id for hit in page.hits if hit.source == name]
        if ids:
            shown |= source.show(ids, user, reading)
    return Answer(
        page=page,
        # What the index still has and the database shows no more is left out:
        # a withdrawal or a lifted share holds at once.
        shown=tuple(shown[hit.id] for hit in page.hits if hit.id in shown),
        labels={facet.name: _labels(facet, question) for facet in page.facets},
        is_away=is_away,
    )


def suggest(text: str, user: Any) -> tuple[Suggestion, ...]:
    """Completions of the last word typed, from what ``user`` may see; none without the engine."""
    try:
        backend = current_backend()
        if not is_known(backend.generation()):
            return ()
        return backend.suggest(text, tokens_for(user), SUGGESTIONS)
    except SearchUnavailable as error:
        logger.warning("There are no suggestions: %s", error)
        return ()


def _labels(facet: Facet, question: Question) -> dict[str, str]:
    """Words for the values that the person's own hits have; others are shown as they are."""
    counted = [value.value for value in facet.values if value.count]
    found: dict[str, str] = {}
    if facet.name == "source":
        found = {name: str(source.label) for name, source in SOURCES.items()}
    else:
        for source in SOURCES.values():
            found |= source.labels(facet.name, counted)
    chosen = question.filters.get(facet.name, frozenset())
    return {value: found.get(value, value) for value in {*counted, *chosen}}


def _plain_page(question: Question, user: Any) -> ResultPage:
    """Titles and numbers from the database, without facets."""
    words = words_of(question.text)[:_PLAIN_WORDS]
    request = question.request(frozenset({"database"}))
    nothing = ResultPage(page_size=request.page_size, is_complete=False)
    if question.text and not words:
        return nothing
    page = request.page
    found = _plain_part(question, words, user, page, request.page_size)
    if bounded_page(request, found.total) < page:
        page = bounded_page(request, found.total)
        found = _plain_part(question, words, user, page, request.page_size)
    return replace(
        nothing,
        hits=tuple(
            Hit(id=id, group=id, source=id.partition(":")[0], title="", url="") for id in found.ids
        ),
        total=found.total,
        group_total=found.total,
        page=page,
        matching=Matching.ALL if words else Matching.BROWSE,
    )


def _plain_part(question: Question, words: Sequence[str], user: Any, page: int, size: int) -> Plain:
    """One page of what the chosen sources have, one source after the other."""
    chosen = question.filters.get("source", frozenset(SOURCES))
    filters = {name: values for name, values in question.filters.items() if name != "source"}
    choices = Choices(filters, question.dated_from, question.dated_until)
    ids: list[str] = []
    before, start = 0, (page - 1) * size
    for name, source in SOURCES.items():
        if name in chosen:
            # A source that begins behind the page is asked for its total only.
            first, last = max(0, start - before), max(0, start + size - before)
            found = source.find_plainly(words, user, choices, first, last)
            ids += found.ids
            before += found.total
    return Plain(tuple(ids), before)
