"""A text as a flat list of units and leaves in the order of the text, and how each is named.

This is how an edition is stored and mended: ``depth`` alone says what lies in
what, so that a step of mending replaces one stretch of the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .numbers import slug
from .tree import LEAVES, Kind, Node

UNIT_KINDS: tuple[Kind, ...] = tuple(k for k in Kind if k not in LEAVES and k is not Kind.ROOT)
"""What a unit can be."""

_WORDS: dict[str, str] = {
    Kind.TITLE: "judul",
    Kind.PREAMBLE: "pembukaan",
    Kind.RECITALS: "menimbang",
    Kind.CITATIONS: "mengingat",
    Kind.FORMULA: "diktum",
    Kind.BODY: "batang-tubuh",
    Kind.BOOK: "buku",
    Kind.CHAPTER: "bab",
    Kind.PART: "bagian",
    Kind.SUBPART: "paragraf",
    Kind.ARTICLE: "pasal",
    Kind.PARAGRAPH: "ayat",
    Kind.POINT: "huruf",
    Kind.SUBPOINT: "angka",
    Kind.QUOTED: "pasal",
    Kind.CLOSING: "penutup",
    Kind.ELUCIDATION: "penjelasan",
    Kind.GENERAL: "umum",
    Kind.COMMENTS: "pasal-demi-pasal",
    Kind.COMMENT: "penjelasan/pasal",
    Kind.ANNEX: "lampiran",
}
UNNUMBERED = frozenset(
    {
        Kind.TITLE, Kind.PREAMBLE, Kind.RECITALS, Kind.CITATIONS, Kind.FORMULA, Kind.BODY,
        Kind.CLOSING, Kind.ELUCIDATION, Kind.GENERAL, Kind.COMMENTS,
    }
)  # fmt: skip
"""Units of which there is one, and which have no number."""


class Row(NamedTuple):
    """One unit or leaf. Only leaves carry text; ``depth`` of the outermost units is 0.

    ``original`` is what the source has where ``is_corrected``; elsewhere that is
    ``text`` itself, so that the sources of all leaves joined are always the whole text.
    """

    depth: int
    kind: str
    number: str = ""
    heading: str = ""
    text: str = ""
    is_corrected: bool = False
    original: str = ""

    @property
    def is_leaf(self) -> bool:
        """Whether it carries text, not other rows."""
        return self.kind in LEAVES

    @property
    def source(self) -> str:
        """Its words as imported."""
        return self.original if self.is_corrected else self.text


def rows_of(root: Node, source: str) -> Iterator[Row]:
    """A proposed tree as rows, without its root."""
    waiting = [(child, 0) for child in reversed(root.children)]
    while waiting:
        node, depth = waiting.pop()
        text = "" if node.children else source[node.start : node.end]
        yield Row(depth, str(node.kind), node.number, node.heading, text)
        waiting.extend((child, depth + 1) for child in reversed(node.children))


def ends_of(rows: Sequence[Row]) -> list[int]:
    """Position behind the last row that lies in each row."""
    ends = [0] * len(rows)
    waiting: list[int] = []
    for place, row in enumerate(rows):
        while waiting and rows[waiting[-1]].depth >= row.depth:
            ends[waiting.pop()] = place
        waiting.append(place)
    while waiting:
        ends[waiting.pop()] = len(rows)
    return ends


def keys_of(rows: Sequence[Row]) -> list[str]:
    """The key of each row: what it is called wherever it stands, unique in the text.

    The rule is that of the proposal (``tree.Node``): articles and comments are
    named by themselves, chapters too unless each book counts its own, all else
    within its unit; what is doubled has ``--2`` behind it.
    """
    anew = _chapters_begin_anew(rows)
    taken: dict[str, int] = {}
    counts: list[dict[str, int]] = []
    keys: list[str] = []
    above: list[tuple[str, str]] = []  # kind and key of the units around

    def unique(key: str) -> str:
        times = taken.get(key, 0) + 1
        taken[key] = times
        return key if times == 1 else unique(f"{key}--{times}")

    for row in rows:
        del above[row.depth :]
        kind, around = above[-1] if above else ("", "")
        if row.is_leaf:
            while len(counts) <= row.depth:
                counts.append({})
            segment = _leaf_segment(row.kind, counts[row.depth])
            keys.append(unique(f"{around}/{segment}" if around else segment))
            continue
        # Leaves right below this row begin to count anew.
        del counts[row.depth + 1 :]
        segment = segment_of(row)
        alone = row.kind in {Kind.ARTICLE, Kind.COMMENT} or (
            row.kind == Kind.CHAPTER and not anew
        )
        is_outer = alone or kind == Kind.BODY or not around
        key = unique(segment if is_outer else f"{around}/{segment}")
        keys.append(key)
        above.append((row.kind, key))
    return keys


def segment_of(row: Row) -> str:
    """What a unit adds to a key: ``pasal-14a``, ``ayat-2``, ``menimbang``."""
    if row.kind == Kind.DEFINITION:
        word = "huruf" if row.number.isalpha() else "angka"
    else:
        word = _WORDS[row.kind]
    number = "" if row.kind in UNNUMBERED else slug(row.number)
    return f"{word}-{number}" if number else word


def _leaf_segment(kind: str, counts: dict[str, int]) -> str:
    if kind == Kind.LABEL:
        return "label"
    word = "derau" if kind == Kind.NOISE else "teks"
    counts[word] = counts.get(word, 0) + 1
    return f"{word}-{counts[word]}"


def _chapters_begin_anew(rows: Sequence[Row]) -> bool:
    """Whether each book numbers its chapters from I."""
    firsts = sum(row.kind == Kind.CHAPTER and row.number == "I" for row in rows)
    return firsts > 1 and any(row.kind == Kind.BOOK for row in rows)
