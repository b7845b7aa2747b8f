"""Marks in the original text: which words a query meant, and the part worth showing.

Pure, and without HTML: a text becomes pieces, marked or not, that a template
escapes and wraps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from search.language import fold_word, stems_of, word_spans
from search.query import Concept, QueryReading

#: Characters of a snippet, and how far around a word the text is looked at.
SNIPPET_LENGTH: Final = 220
#: Places of one text that are looked at; a page full of the word needs no more.
_PLACES: Final = 60
#: Words that the database is asked for when pages are chosen.
NEEDLE_LIMIT: Final = 8
_NEEDLE_LENGTH: Final = 3
# The first letter of a root that meN- or peN- may swallow (kumpul: mengumpulkan).
_SWALLOWED: Final = "kpst"


@dataclass(frozen=True)
class Piece:
    """A run of text."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Snippet:
    """A part of one page. ``page`` is its number, ``label`` its name where it has one (a sheet)."""

    pieces: tuple[Piece, ...]
    page: int = 0
    label: str = ""
    starts_inside: bool = False
    ends_inside: bool = False


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    concept: int


class Marker:
    """Finds the words of one query in original texts."""

    def __init__(self, reading: QueryReading) -> None:
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._phrases: list[tuple[tuple[str, ...], int]] = []
        for index, concept in enumerate(reading.concepts):
            self._take(index, concept)
        for index, phrase in enumerate(reading.phrases, start=len(reading.concepts)):
            self._phrases.append((phrase, index))

    def _take(self, index: int, concept: Concept) -> None:
        for word in (*concept.words, *concept.spelled):
            self._words.setdefault(word, index)
        for stem in concept.stems:
            self._stems.setdefault(stem, index)
        for word in concept.spelled:
            for stem in stems_of(word):
                self._stems.setdefault(stem, index)
        self._prefixes += [(prefix, index) for prefix in concept.prefixes]
        self._phrases += [(phrase, index) for phrase in concept.phrases]

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Parts of words, one of which stands in every text that can be marked.

        For choosing pages in the database: short, without regard to case. The
        words found there are folded and compared before they are marked.
        """
        found = [
            stem[1:] if len(stem) > 4 and stem[0] in _SWALLOWED else stem for stem in self._stems
        ]
        found += [prefix for prefix, _ in self._prefixes]
        found += [max(phrase, key=len) for phrase, _ in self._phrases]
        found += self._words
        kept: list[str] = []
        for needle in dict.fromkeys(found):
            is_covered = any(other in needle for other in kept)
            if not is_covered and (len(needle) >= _NEEDLE_LENGTH or needle.isdigit()):
                kept.append(needle)
        return tuple(kept[:NEEDLE_LIMIT])

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """A whole text, such as a title."""
        return _cut(text, self._spans(text, 0), 0, len(text))

    def snippet(self, text: str) -> Snippet | None:
        """The part of a page that shows most of the query, or ``None`` where nothing is marked."""
        spans = self._near_needles(text)
        if not spans:
            return None
        best = max(spans, key=lambda first: _worth(first, spans))
        within = [span for span in spans if 0 <= span.start - best.start <= SNIPPET_LENGTH * 2 // 3]
        middle = (best.start + within[-1].end) // 2
        start = max(0, min(middle - SNIPPET_LENGTH // 2, best.start - 20))
        end = min(len(text), max(start + SNIPPET_LENGTH, within[-1].end))
        if start:
            blank = text.find(" ", start, best.start)
            start = blank + 1 if blank >= 0 else start
        if end < len(text):
            blank = text.rfind(" ", within[-1].end, end)
            end = blank if blank >= 0 else end
        shown = [span for span in spans if span.start >= start and span.end <= end]
        return Snippet(
            pieces=tuple(
                Piece(re.sub(r"\s+", " ", piece.text), piece.is_marked)
                for piece in _cut(text, shown, start, end)
            ),
            starts_inside=bool(text[:start].strip()),
            ends_inside=bool(text[end:].strip()),
        )

    def _near_needles(self, text: str) -> list[_Span]:
        """Spans around the first places where a needle stands."""
        if not self.needles:
            return []
        # Longer ones first, so that the alternation takes the whole of a word's beginning.
        pattern = "|".join(re.escape(n) for n in sorted(self.needles, key=len, reverse=True))
        spans: dict[tuple[int, int], _Span] = {}
        looked_until = -1
        for count, place in enumerate(re.finditer(pattern, text, re.IGNORECASE)):
            if count >= _PLACES:
                break
            if place.start() < looked_until:
                continue
            start = _blank_before(text, place.start())
            end = _blank_after(text, place.end())
            looked_until = end
            for span in self._spans(text[start:end], start):
                spans[span.start, span.end] = span
        return sorted(spans.values(), key=lambda span: span.start)

    def _spans(self, text: str, offset: int) -> list[_Span]:
        words = list(word_spans(text))
        spans: list[_Span] = []
        for start, end, word in words:
            concept = self._concept_of(word)
            if concept is not None:
                spans.append(_Span(offset + start, offset + end, concept))
        folded = [word for _, _, word in words]
        for phrase, concept in self._phrases:
            for first in range(len(words) - len(phrase) + 1):
                if tuple(folded[first : first + len(phrase)]) == phrase:
                    last = words[first + len(phrase) - 1]
                    spans.append(_Span(offset + words[first][0], offset + last[1], concept))
        return _merged(spans)

    def _concept_of(self, word: str) -> int | None:
        if word in self._words:
            return self._words[word]
        for stem in stems_of(fold_word(word)):
            if stem in self._stems:
                return self._stems[stem]
        return next((index for prefix, index in self._prefixes if word.startswith(prefix)), None)


def _worth(first: _Span, spans: list[_Span]) -> tuple[int, int, int]:
    """Different concepts, then marks, within one snippet from ``first`` on; earlier ones win."""
    within = [s for s in spans if 0 <= s.start - first.start <= SNIPPET_LENGTH * 2 // 3]
    return len({s.concept for s in within}), min(len(within), 6), -first.start


def _merged(spans: list[_Span]) -> list[_Span]:
    """Spans in their order, overlapping ones joined."""
    result: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if result and span.start < result[-1].end:
            last = result[-1]
            result[-1] = _Span(last.start, max(last.end, span.end), last.concept)
        else:
            result.append(span)
    return result


def _cut(text: str, spans: list[_Span], start: int, end: int) -> tuple[Piece, ...]:
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    pieces = [
        Piece(text[left:right], is_marked=bool(index % 2))
        for index, (left, right) in enumerate(pairwise(edges))
    ]
    return tuple(piece for piece in pieces if piece.text)


def _blank_before(text: str, place: int) -> int:
    """Where the words around a place begin: enough of them for a phrase, within bounds."""
    earliest = max(0, place - 80)
    blank = text.rfind(" ", earliest, max(0, place - 40))
    return blank + 1 if blank >= 0 else earliest


def _blank_after(text: str, place: int) -> int:
    latest = min(len(text), place + 120)
    blank = text.find(" ", min(latest, place + 40), latest)
    return blank if blank >= 0 else latest
