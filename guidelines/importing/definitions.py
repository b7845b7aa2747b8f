"""Words that a law gives a meaning (UU 12/2011 Lampiran II items 98 to 109)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .contents import says_what_words_mean
from .tree import Definition, Kind, Node

_SENTENCES = re.compile(r"(?<=[.;:])\s+(?=[\"“]?[A-Z])")
_INTRODUCED = re.compile(
    r"(?i)^.{0,120}?yang\s+(?:di)?maksud(?:kan)?\s+dengan\s*:?\s*(?=\S)", re.DOTALL
)
_SHORT = (
    r"(?:yang\s+)?(?:untuk\s+)?(?:selanjutnya|berikutnya|kemudian|juga)\s+(?:dalam\s.{3,60}?\s)?"
    r"(?:disingkat|disebut)(?:\s+(?:dengan|sebagai|juga))?"
)
_MEANING = re.compile(
    rf"(?P<term>[\"“]?[A-Z][^.;:]{{1,160}}?)"
    rf"(?P<shorts>(?:\s*,?\s+(?:{_SHORT})\s+[^,.;:]{{1,90}}?)*)"
    r"\s*,?\s+(?:adalah|ialah|merupakan|yaitu|meliputi)\b",
    re.DOTALL,
)
_ONE_SHORT = re.compile(
    rf"{_SHORT}\s+(?P<short>[^,.;:]{{1,90}}?)(?=\s*,|\s+(?:yang\s+)?selanjutnya|\s+atau\s+disingkat|\s*$)",
    re.DOTALL,
)

_GENERAL_TERMS = frozenset({"1", "2", "3", "I"})
"""Articles where the general terms stand; later ones explain a word for one place only."""


def definitions_of(tree: Node, source: str) -> tuple[Definition, ...]:
    """Terms with their meaning, in order, from the articles that say what words mean.

    ``tree`` is the root of a proposal, ``source`` its text. Numbers lost in
    scanning do not hide a definition: sentences are read too; its key is then
    that of the unit around. Each term is given once.
    """
    found: dict[str, Definition] = {}
    for article in tree.walk():
        if article.kind not in (Kind.ARTICLE, Kind.QUOTED) or article.number not in _GENERAL_TERMS:
            continue
        begin = article.children[0].end if article.children else article.start
        if not says_what_words_mean(source, begin, article.end):
            continue
        for definition in _in_article(article, source):
            found.setdefault(definition.term, definition)
        if found and article.kind is Kind.ARTICLE:
            break
    return tuple(found.values())


def _in_article(article: Node, source: str) -> Iterator[Definition]:
    own = _text_of([c for c in article.children if not c.children], source)
    yield from _in_words(_INTRODUCED.sub("", own), article.key)
    for child in article.children:
        if child.children:
            words = _INTRODUCED.sub("", _text_of([child], source))
            yield from _in_words(words, child.key)


def _text_of(nodes: list[Node], source: str) -> str:
    """Words of some nodes; markers of inner items stay, for they belong to a meaning."""
    parts: list[str] = []
    for node in nodes:
        for leaf in node.leaves():
            own_label = leaf.kind is Kind.LABEL and leaf.start == node.start
            if leaf.kind is not Kind.NOISE and not own_label:
                parts.append(source[leaf.start : leaf.end])
    return "".join(parts).strip()


def _in_words(words: str, key: str) -> Iterator[Definition]:
    """Definitions in a run of sentences; what is none belongs to the one before."""
    term: str | None = None
    shorts: tuple[str, ...] = ()
    meaning: list[str] = []
    for sentence in _SENTENCES.split(words):
        match = _MEANING.match(sentence)
        if match is None:
            meaning.append(sentence)
            continue
        if term:
            yield _definition(term, shorts, meaning, key)
        term = _line(match["term"]).strip('"“”')
        shorts = tuple(_line(m["short"]).strip('"“”') for m in _ONE_SHORT.finditer(match["shorts"]))
        meaning = [sentence]
    if term:
        yield _definition(term, shorts, meaning, key)


def _definition(term: str, shorts: tuple[str, ...], meaning: list[str], key: str) -> Definition:
    return Definition(term, _line(" ".join(meaning)), key, shorts[0] if shorts else "", shorts[1:])


def _line(text: str) -> str:
    return " ".join(text.split())
