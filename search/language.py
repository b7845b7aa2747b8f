"""Indonesian folding: every word reaches every engine through this module.

Three readings of a text go into an index:

* *words*: the words as written, folded (case, accents, apostrophes); stop
  words stay, so that a quoted phrase is exact;
* *stems*: what the derived forms, misspellings and one-word abbreviations of a
  word have in common, without stop words;
* *grams*: runs of four characters, which bridge glued words of a bad scan and
  misspellings.

Pure: no Django, no engine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import snowballstemmer

from search.vocabulary import ROOTS, STOP_WORDS, VARIANTS, VOCABULARY_VERSION

#: Part of every engine's schema version: an index folded otherwise is rebuilt.
FOLDING_VERSION: Final = f"2.{VOCABULARY_VERSION}"

#: An engine drops terms that are too long in silence; words are cut instead.
WORD_LENGTH: Final = 64
GRAM_LENGTH: Final = 4

# A word: letters, digits and marks that combine with them; an apostrophe inside
# (Jum'at, Qur'an) belongs to it, as do the soft hyphen and zero-width joiners.
_APOSTROPHES = "'\u2018\u2019\u02bc\u0060\u00b4"
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
WORD_PATTERN: Final = re.compile(rf"{_LETTER}(?:[{_APOSTROPHES}{_JOINERS}]?{_LETTER})*")
_DROPPED = re.compile(rf"[{_APOSTROPHES}{_JOINERS}\u0300-\u036f]")
_NO_LETTER = re.compile(r"[\W_]+")
# musyawarah-\nmufakat and e-kinerja: parts are words, the joined form a stem.
# Found from the hyphen outwards: a search for letters first would be quadratic.
_HYPHEN = re.compile(r"[-\u2010\u2011](?:\r?\n[ \t]{0,80})?")
_LETTERS_BEFORE = re.compile(rf"{_LETTER}+\Z")
_LETTERS_AFTER = re.compile(rf"{_LETTER}+")

_TAILS = ("", "nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("", "kan", "an", "i")
# Prefix -> letters that the root may have lost behind it ("" = none).
_PREFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("memper", ("",)),
    ("diper", ("",)),
    ("keber", ("",)),
    ("keter", ("",)),
    ("kese", ("",)),
    ("penge", ("",)),
    ("menge", ("",)),
    ("meny", ("s", "")),
    ("peny", ("s", "")),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("pember", ("",)),
    ("pembel", ("",)),
    ("pel", ("",)),
    ("bel", ("",)),
    ("ber", ("", "r")),
    ("ter", ("", "r")),
    ("per", ("", "r")),
    ("me", ("",)),
    ("pe", ("",)),
    ("be", ("",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
)

_snowball = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """One written word, folded: NFKC, no case, no accents or apostrophes, cut at 64."""
    if word.isascii():
        return _DROPPED.sub("", word.lower())[:WORD_LENGTH]
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    # NFKC may unfold one sign into several words (U+FDFA): only letters stay.
    return unicodedata.normalize("NFC", _NO_LETTER.sub("", plain))[:WORD_LENGTH]


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order, stop words included."""
    return [folded for word in WORD_PATTERN.findall(text) if (folded := fold_word(word))]


def joined_of(text: str) -> list[str]:
    """Joined forms of hyphenated words: e-kinerja gives ekinerja, buku-buku nothing new."""
    found: list[str] = []
    for hyphen in _HYPHEN.finditer(text):
        before = _LETTERS_BEFORE.search(text, max(0, hyphen.start() - WORD_LENGTH), hyphen.start())
        after = _LETTERS_AFTER.match(text, hyphen.end(), hyphen.end() + WORD_LENGTH)
        if before and after:
            first, second = fold_word(before[0]), fold_word(after[0])
            if first and second and first != second:
                found.append((first + second)[:WORD_LENGTH])
    return found


@lru_cache(maxsize=200_000)
def root_of(word: str) -> str | None:
    """The listed root that a word is a regular form of, or ``None``.

    Every combination of particle, suffix and prefix is tried, with the letter
    that meN- and peN- swallow restored; the longest root found wins.
    """
    if word in ROOTS:
        return word
    found: set[str] = set()
    for base in {word[: len(word) - len(tail)] for tail in _TAILS if word.endswith(tail)}:
        for suffix in _SUFFIXES:
            if not base.endswith(suffix):
                continue
            stem = base[: len(base) - len(suffix)]
            if stem in ROOTS:
                found.add(stem)
            for prefix, lost_letters in _PREFIXES:
                if stem.startswith(prefix):
                    rest = stem[len(prefix) :]
                    found.update(
                        lost + rest for lost in lost_letters if rest and lost + rest in ROOTS
                    )
    return max(found, key=lambda root: (len(root), root), default=None)


@lru_cache(maxsize=200_000)
def stems_of(word: str) -> tuple[str, ...]:
    """What a folded word is found by in the *stems* reading, best first.

    One stem for a word with a listed root, for numbers and for short words.
    For other words Snowball's stem, and beside it the one with the letter that
    the prefix may have swallowed (menanam: anam, tanam), because only the
    meaning could tell which of the two is right.
    """
    word = VARIANTS.get(word, word)
    if len(word) <= 3 or not word.isalpha():
        return (word,)
    root = root_of(word)
    if root is not None:
        return (root,)
    stem = _snowball.stemWord(word)
    restored = _restored(word, stem)
    return (stem, restored) if restored and restored != stem else (stem,)


def _restored(word: str, stem: str) -> str | None:
    """The stem with the first letter that meN-/peN- may have dropped, or ``None``."""
    if stem[0] in "aeiou":
        for prefixes, letter in ((("meng", "peng"), "k"), (("men", "pen"), "t")):
            if word.startswith(prefixes):
                return letter + stem
    for prefixes, dropped, kept in (
        (("mem", "pem"), "p", "m"),
        (("meny", "peny"), "s", "ny"),
        (("men", "pen"), "t", "n"),
    ):
        if word.startswith(prefixes) and stem.startswith(dropped):
            return kept + stem[1:]
    return None


@lru_cache(maxsize=200_000)
def grams_of(word: str) -> tuple[str, ...]:
    """Runs of four characters of a folded word, its ends marked by ``_``.

    tulis gives _tul, tuli, ulis, lis_. A single letter has none.
    """
    if len(word) < 2:
        return ()
    marked = f"_{word}_"
    return tuple(
        marked[start : start + GRAM_LENGTH] for start in range(len(marked) - GRAM_LENGTH + 1)
    )


@lru_cache(maxsize=200_000)
def _stems_text(word: str) -> str:
    return "" if word in STOP_WORDS else " ".join(stems_of(word))


@lru_cache(maxsize=200_000)
def _grams_text(word: str) -> str:
    return "" if word in STOP_WORDS else " ".join(grams_of(word))


def words_text(words: Iterable[str]) -> str:
    """The *words* reading of folded words, for a whitespace tokenizer."""
    return " ".join(words)


def stems_text(words: Iterable[str]) -> str:
    """The *stems* reading of folded words, for a whitespace tokenizer."""
    return " ".join(filter(None, map(_stems_text, words)))


def grams_text(words: Iterable[str]) -> str:
    """The *grams* reading of folded words, for a whitespace tokenizer."""
    return " ".join(filter(None, map(_grams_text, words)))


def sort_key(text: str) -> str:
    """What titles are sorted by: folded words, numbers padded so that 2 < 10."""
    padded = [word.zfill(8) if word.isdigit() else word for word in words_of(text)]
    return " ".join(padded)[:200]


def number_key(number: str) -> str:
    """A document number without its separators: 800/123/KEC/2026 -> 800123kec2026."""
    return "".join(words_of(number))[:WORD_LENGTH]


#: More parts than any letter number has; runs grow with the square of it.
_NUMBER_PARTS: Final = 10


def number_runs(number: str) -> frozenset[str]:
    """Every run of neighbouring parts of a number, joined, to find it by parts.

    A part with leading zeros is also found without them.
    """
    parts = words_of(number)[:_NUMBER_PARTS]
    runs = {
        "".join(parts[start:end])[:WORD_LENGTH]
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
    }
    runs.update(part.lstrip("0") for part in parts if part.isdigit() and part.lstrip("0"))
    return frozenset(runs)


def is_within(word: str, other: str, distance: int) -> bool:
    """Whether two words differ by at most ``distance`` typing errors.

    An error is a letter too many, too few, another one, or two neighbours
    swapped.
    """
    if abs(len(word) - len(other)) > distance:
        return False
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(word, start=1):
        current = [row]
        for column, other_letter in enumerate(other, start=1):
            cost = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != other_letter),
            )
            if (
                row > 1
                and column > 1
                and letter == other[column - 2]
                and word[row - 2] == other_letter
            ):
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > distance and min(previous) > distance:
            # No later row can be smaller, also not by swapping neighbours.
            return False
        before, previous = previous, current
    return previous[-1] <= distance


def word_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded form of each word of an original text, for marking."""
    for match in WORD_PATTERN.finditer(text):
        folded = fold_word(match[0])
        if folded:
            yield match.start(), match.end(), folded
