"""What a typed query asks for, before any engine: concepts, phrases, numbers.

Typed text never becomes an engine's query language. There are no operators;
only "quoted phrases" and a trailing ``*`` (musren*) mean something, everything
else is words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from search.language import (
    fold_word,
    grams_of,
    joined_of,
    number_key,
    stems_of,
    words_of,
)
from search.vocabulary import ABBREVIATIONS, QUESTION_WORDS, STOP_WORDS

#: A pasted page is read up to here; the rest cannot make the answer better.
TEXT_LENGTH: Final = 1_000
CONCEPT_LIMIT: Final = 24
PHRASE_LIMIT: Final = 6
PHRASE_WORDS: Final = 24
GRAM_LIMIT: Final = 12
#: From this many words on a query is read as a question.
QUESTION_LENGTH: Final = 6
WILDCARD_LENGTH: Final = 3

_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
}  # fmt: skip
_ARABIC = {arabic: roman for roman, arabic in _ROMAN.items()}


@dataclass(frozen=True)
class Concept:
    """One thing the query asks for, with all the ways a record may say it.

    Attributes:
        text: as folded from what was typed, for messages and spelling.
        words: folded words, any of which says it; the typed one first.
        stems: the same in the *stems* reading.
        phrases: sequences of two or more folded words that say it.
        spelled: folded words that say it together (surat + tugas), or empty.
        grams: four-character runs of the typed word, for what the rest misses.
        prefixes: beginnings of words (musren*).
        number: key of a document number or of a run of its parts, or ``""``.
    """

    text: str
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    spelled: tuple[str, ...] = ()
    grams: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class QueryReading:
    """A typed query, read.

    Attributes:
        concepts: at most :data:`CONCEPT_LIMIT`, without repetition.
        phrases: what stood in quotes; every one is demanded, word for word
            (of a question: only ranked higher).
        numbers: keys that may be a whole document number, for the exact hit.
        is_question: an answer need not say every concept.
    """

    concepts: tuple[Concept, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[str, ...] = ()
    is_question: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to search for (only signs were typed)."""
        return not self.concepts and not self.phrases

    @property
    def has_parts(self) -> bool:
        """Whether a record may say some of it without saying all of it."""
        return len(self.concepts) > 1 or any(concept.spelled for concept in self.concepts)


@lru_cache(maxsize=512)
def read_query(text: str) -> QueryReading:
    """Read a typed query. Never raises; any text is a query."""
    text = text[:TEXT_LENGTH]
    phrases = tuple(
        dict.fromkeys(
            tuple(words[:PHRASE_WORDS])
            for quoted in _QUOTED.findall(text)
            if (words := words_of(quoted))
        )
    )[:PHRASE_LIMIT]
    plain = _QUOTED.sub(" ", text)
    chunks = plain.split()
    typed = [word for chunk in chunks for word in words_of(chunk)]
    # "apa itu" asks for nothing else: then the stop words are the query.
    only_stop_words = all(word in STOP_WORDS for word in typed)
    asks = "?" in plain or (not only_stop_words and not QUESTION_WORDS.isdisjoint(typed))
    concepts = _with_abbreviations(
        [
            concept
            for chunk in chunks
            if (concept := _concept_of(chunk)) is not None
            and (only_stop_words or concept.text not in STOP_WORDS)
        ]
    )
    if asks:
        # A question names things in quotes; its answer need not repeat the name.
        concepts += [_named_concept(phrase) for phrase in phrases]
        phrases = ()
    unique = tuple({concept.text: concept for concept in concepts}.values())[:CONCEPT_LIMIT]
    return QueryReading(
        concepts=_with_numerals(unique),
        phrases=phrases,
        numbers=_numbers_of(plain, chunks),
        is_question=asks or len(unique) >= QUESTION_LENGTH,
    )


def _named_concept(phrase: tuple[str, ...]) -> Concept:
    if len(phrase) == 1:
        return Concept(text=phrase[0], words=phrase, grams=grams_of(phrase[0])[:GRAM_LIMIT])
    return Concept(
        text=" ".join(phrase),
        phrases=(phrase,),
        spelled=tuple(word for word in phrase if word not in STOP_WORDS),
    )


def _concept_of(chunk: str) -> Concept | None:
    words = words_of(chunk)
    if not words:
        return None
    if len(words) == 1:
        (word,) = words
        if chunk.rstrip("\"'.,;:!?)").endswith("*") and len(word) >= WILDCARD_LENGTH:
            return Concept(text=word, prefixes=(word,))
        number = word if any(letter.isdigit() for letter in word) else ""
        return Concept(
            text=word,
            words=(word,),
            stems=stems_of(word),
            grams=grams_of(word)[:GRAM_LIMIT],
            number=number,
        )
    # buku-buku is one word said twice; e-kinerja, 800/123 are neighbours.
    if len(words) == 2 and "-" in chunk and stems_of(words[0])[0] == stems_of(words[1])[0]:
        return _concept_of(words[0])
    joined = joined_of(chunk) if len(words) == 2 else []
    return Concept(
        text=" ".join(words[:PHRASE_WORDS]),
        words=tuple(joined),
        stems=tuple(stem for word in joined for stem in stems_of(word)),
        phrases=(tuple(words[:PHRASE_WORDS]),),
        grams=tuple(gram for word in words for gram in grams_of(word))[:GRAM_LIMIT],
        number=number_key(chunk) if any(letter.isdigit() for letter in chunk) else "",
    )


def _with_abbreviations(concepts: list[Concept]) -> list[Concept]:
    """Give abbreviations their words, and words their abbreviations.

    Neighbouring concepts that spell out an abbreviation become one concept
    (surat tugas: both words, or "st", or "spt").
    """
    result: list[Concept] = []
    position = 0
    while position < len(concepts):
        for length in range(min(_LONGEST, len(concepts) - position), 1, -1):
            spelled = tuple(concept.text for concept in concepts[position : position + length])
            if spelled in _SPELLED_OUT:
                result.append(_spelled_concept(spelled))
                position += length
                break
        else:
            result.append(_expanded(concepts[position]))
            position += 1
    return result


def _expanded(concept: Concept) -> Concept:
    """An abbreviation with the words it stands for."""
    phrases = tuple(
        tuple(words_of(meaning)) for meaning in ABBREVIATIONS.get(concept.text, ()) if concept.words
    )
    if not phrases:
        return concept
    return Concept(
        text=concept.text,
        words=concept.words,
        stems=concept.stems,
        phrases=concept.phrases + phrases,
        grams=concept.grams,
        number=concept.number,
    )


def _spelled_concept(spelled: tuple[str, ...]) -> Concept:
    abbreviations = _SPELLED_OUT[spelled]
    return Concept(
        text=" ".join(spelled),
        words=abbreviations,
        stems=abbreviations,
        spelled=spelled,
        grams=tuple(gram for word in spelled for gram in grams_of(word))[:GRAM_LIMIT],
    )


def _with_numerals(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Let "triwulan 3" find "triwulan III" and the reverse, beside another word."""
    if len(concepts) < 2:
        return concepts
    return tuple(
        Concept(
            text=concept.text,
            words=(*concept.words, other),
            stems=(*concept.stems, other),
            number=concept.number,
        )
        if (other := _ROMAN.get(concept.text) or _ARABIC.get(concept.text)) and concept.words
        else concept
        for concept in concepts
    )


def _numbers_of(plain: str, chunks: list[str]) -> tuple[str, ...]:
    """Keys of what may be a whole document number: each piece with a digit, and all of it."""
    candidates = [chunk for chunk in chunks if any(letter.isdigit() for letter in chunk)]
    if len(chunks) > 1 and candidates and len(plain) <= 80:
        candidates.append(plain)
    keys = (number_key(candidate) for candidate in candidates[:PHRASE_WORDS])
    return tuple(dict.fromkeys(key for key in keys if len(key) >= 2))


def _spelled_out() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Content words of each meaning -> the abbreviations that stand for it."""
    table: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for abbreviation, meanings in ABBREVIATIONS.items():
        for meaning in meanings:
            words = tuple(word for word in words_of(meaning) if word not in STOP_WORDS)
            if len(words) > 1:
                table[words].append(fold_word(abbreviation))
    return {words: tuple(found) for words, found in table.items()}


_SPELLED_OUT: Final = _spelled_out()
_LONGEST: Final = max(map(len, _SPELLED_OUT))
