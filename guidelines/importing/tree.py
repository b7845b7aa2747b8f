"""What the parser proposes of a law's text: a tree of units, and what an editor should look at.

The tree follows the frame of UU 12/2011 Lampiran II item 1: Judul, Pembukaan,
Batang Tubuh, Penutup, Penjelasan, Lampiran. Nothing here reads or writes a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypedDict


class Kind(StrEnum):
    """What a node is. The last three, and only they, are leaves."""

    ROOT = "root"
    TITLE = "title"
    """Judul: kind, number, year and name (items 2 to 13)."""
    PREAMBLE = "preamble"
    """Pembukaan, from the invocation to the words of enactment (item 14)."""
    RECITALS = "recitals"
    """Menimbang (items 17 to 27)."""
    CITATIONS = "citations"
    """Mengingat (items 28 to 52)."""
    FORMULA = "formula"
    """Diktum: MEMUTUSKAN, Menetapkan (items 53 to 60)."""
    BODY = "body"
    """Batang tubuh (items 61 to 159)."""
    BOOK = "book"
    CHAPTER = "chapter"
    """BAB (item 71)."""
    PART = "part"
    """Bagian (item 73)."""
    SUBPART = "subpart"
    """Paragraf (item 75)."""
    ARTICLE = "article"
    """Pasal (items 77 to 80)."""
    PARAGRAPH = "paragraph"
    """Ayat (items 81 to 83)."""
    POINT = "point"
    """Huruf: an item of a list numbered ``a.`` or ``a)`` (items 87 to 95)."""
    SUBPOINT = "subpoint"
    """Angka: an item of a list numbered ``1.`` or ``1)``."""
    DEFINITION = "definition"
    """A numbered item of the article that says what words mean (items 98 to 109)."""
    QUOTED = "quoted"
    """An article of the amended law, quoted by the amending one (items 230 to 236)."""
    CLOSING = "closing"
    """Penutup: order to promulgate, signatures, gazette (items 160 to 173)."""
    ELUCIDATION = "elucidation"
    """Penjelasan (items 174 to 191)."""
    GENERAL = "general"
    """Its general part, I. UMUM."""
    COMMENTS = "comments"
    """Its second part, II. PASAL DEMI PASAL."""
    COMMENT = "comment"
    """What it says about one article; ``number`` is the article's."""
    ANNEX = "annex"
    """Lampiran (items 192 to 196)."""
    LABEL = "label"
    """Leaf: number and heading of the unit it opens, as they stand in the source."""
    TEXT = "text"
    """Leaf: words of the law."""
    NOISE = "noise"
    """Leaf: what the page carried and the law does not: running heads, page numbers, catchwords."""


LEAVES = frozenset({Kind.LABEL, Kind.TEXT, Kind.NOISE})


@dataclass(frozen=True, slots=True)
class Node:
    """One unit of the text; its words are ``source[start:end]``.

    ``number`` is as read after repair ("14A", "IXA", "1a", "Kesatu", "b"), empty
    where a unit has none; ``heading`` is the title of a chapter or part on one
    line. ``key`` is unique in the tree and names the unit wherever it stands:
    ``pasal-14a/ayat-2/huruf-b/angka-1``, ``bab-ii/bagian-kesatu``,
    ``penjelasan/pasal-3``, ``lampiran-i``; leaves have their parent's key with
    ``label``, ``teks-1`` or ``derau-1`` behind it; the root's is empty. Children
    lie side by side without gaps from ``start`` to ``end``; a node without
    children is a leaf (``Kind.LABEL``, ``TEXT`` or ``NOISE``), all others are not.
    """

    kind: Kind
    number: str
    heading: str
    key: str
    start: int
    end: int
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the source."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def leaves(self) -> Iterator[Node]:
        """The leaves in order; their texts joined are the text of this node."""
        return (node for node in self.walk() if not node.children)

    def words(self, source: str) -> str:
        """Text of the law in this node, without labels and without noise of pages."""
        return "".join(
            source[leaf.start : leaf.end] for leaf in self.leaves() if leaf.kind is Kind.TEXT
        )


class FindingKind(StrEnum):
    """Why an editor should look at a place."""

    GAP = "gap"
    """A number is missing between two that are there; the place is where it would stand."""
    DOUBLED = "doubled"
    """A number stands twice; the place is the second one, whose key ends with ``--2``."""
    UNPLACED = "unplaced"
    """A heading out of order. The only one of its number became an article and is named by its
    own key; any other stayed text of the unit around, which is then named. Of very many
    the last one named tells in brackets how many more there are."""
    REPAIRED = "repaired"
    """A number was read through damage of scanning: "Pasal 1 1" as 11, "(41" as (4)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something at ``source[start:end]`` for an editor to decide.

    ``key`` is the unit meant: the missing one of a gap, the second of a doubled
    number, the repaired one, or the unit around what could not be placed.
    ``detail`` is what stands there, or for a gap the missing number: data, not a sentence.
    """

    kind: FindingKind
    key: str
    start: int
    end: int
    detail: str


class Summary(TypedDict):
    """The counts of a proposal as scripts read them."""

    chapters: int
    articles: list[str]
    gaps: list[str]
    doubled: list[str]
    unplaced: list[str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tree and findings of one text."""

    root: Node
    findings: tuple[Finding, ...] = ()
    articles: tuple[str, ...] = ()
    """Numbers of the articles in order, each once: "1", "14A"; of an amending law "I", "II"."""
    chapters: int = 0
    """How many chapters (BAB) the body has."""
    gaps: tuple[str, ...] = ()
    """Numbers of articles missing between two that are there."""
    doubled: tuple[str, ...] = ()
    """Numbers of articles that stand more than once."""
    unplaced: tuple[str, ...] = ()
    """Headings of articles or chapters out of order, as they stand in the text."""

    def summary(self) -> Summary:
        """The shape that ``import_regulation --json`` prints."""
        return {
            "chapters": self.chapters,
            "articles": list(self.articles),
            "gaps": list(self.gaps),
            "doubled": list(self.doubled),
            "unplaced": list(self.unplaced),
        }


@dataclass(frozen=True, slots=True)
class ProposedMetadata:
    """What head and closing of a text say about it; None where it does not say."""

    kind: str | None = None
    """JDIH short form: "UU", "PERPPU", "PP", "PERPRES", "PERMEN", "PERDA", "PERBUP", ..."""
    number: str | None = None
    year: int | None = None
    title: str | None = None
    """The name, after TENTANG, on one line."""
    issuer: str | None = None
    """The office that made it: "PRESIDEN REPUBLIK INDONESIA", "MENTERI KEUANGAN ..."."""
    enacted_in: str | None = None
    enacted_on: date | None = None
    """Ditetapkan or disahkan."""
    promulgated_on: date | None = None
    """Diundangkan."""
    gazette: str | None = None
    """Lembaran or Berita Negara or Daerah with year and number."""
    supplement: str | None = None
    """Number of the Tambahan Lembaran Negara, where the elucidation stands."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A word that the law gives a meaning, at ``key`` (usually ``pasal-1/angka-3``)."""

    term: str
    text: str
    """The whole sentence, on one line."""
    key: str
    abbreviation: str = ""
    """The short form: "PNS" of "Pegawai Negeri Sipil yang selanjutnya disingkat PNS"."""
    also: tuple[str, ...] = field(default=())
    """Further short forms."""
