"""Fields of the Tantivy index, and how a record fills them.

============== ============================ ==========================================
field          holds                        for
============== ============================ ==========================================
id             the record's id              update and delete
fingerprint    id, US, digest               comparing with the database
hit            JSON of what a hit shows     stored, nothing else is
tokens         who may find it              the permission filter
words          folded words, positions      ranking, phrases, prefixes, spelling
stems, grams   readings of ``language``     ranking, matching
title_stems    stems of title and keywords  ranking
title_words    words of title and names     suggestions
number_key     the whole number, joined     the exact hit
number_runs    runs of its parts, joined    matching
facet_<name>   values                       filters and counts
group          what it belongs to           counting groups
day            proleptic ordinal            range, newest, oldest
title_order    sort key of the title        sort by title
============== ============================ ==========================================
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from search.backends.embedded.library import tantivy
from search.language import (
    FOLDING_VERSION,
    grams_text,
    joined_of,
    number_key,
    number_runs,
    sort_key,
    stems_text,
    words_of,
    words_text,
)
from search.records import FACET_NAMES, TEXT_LIMIT, Hit, IndexRecord

if TYPE_CHECKING:
    from tantivy import Document, Schema, SchemaBuilder

#: Raised with every change of the fields below.
SCHEMA_VERSION: Final = f"2/{FOLDING_VERSION}"
SEPARATOR: Final = "\x1f"


def facet_field(name: str) -> str:
    """Field of a facet."""
    return f"facet_{name}"


def build_schema() -> Schema:
    """The schema of a new generation."""
    builder: SchemaBuilder = tantivy().SchemaBuilder()
    raw: dict[str, Any] = {"tokenizer_name": "raw", "index_option": "basic"}
    # Text arrives folded: nothing is left to do but cut at the blanks.
    spaced: dict[str, Any] = {"tokenizer_name": "whitespace"}
    for name in ("id", "fingerprint", "tokens", "number_key", "number_runs"):
        builder.add_text_field(name, **raw)
    builder.add_text_field("hit", stored=True, **raw)
    builder.add_text_field("words", index_option="position", **spaced)
    for name in ("stems", "grams", "title_stems"):
        builder.add_text_field(name, index_option="freq", **spaced)
    builder.add_text_field("title_words", index_option="basic", **spaced)
    for name in FACET_NAMES:
        builder.add_text_field(facet_field(name), fast=True, **raw)
    builder.add_text_field("group", fast=True, **raw)
    builder.add_text_field("title_order", fast=True, **raw)
    builder.add_unsigned_field("day", fast=True, indexed=True)
    return builder.build()


def document_of(record: IndexRecord) -> Document:
    """A record as a Tantivy document."""
    document: Document = tantivy().Document()
    document.add_text("id", record.id)
    document.add_text("fingerprint", f"{record.id}{SEPARATOR}{record.digest}")
    document.add_text("hit", _hit_text(record))
    document.add_text("group", record.group)
    document.add_text("title_order", sort_key(record.title) or "\uffff")
    for token in record.tokens:
        document.add_text("tokens", token)
    for name, values in record.facets.items():
        for value in values:
            document.add_text(facet_field(name), value)
    if record.date is not None:
        document.add_unsigned("day", record.date.toordinal())
    if record.number:
        document.add_text("number_key", number_key(record.number))
        for run in number_runs(record.number):
            document.add_text("number_runs", run)

    title = [
        *words_of(record.title),
        *(word for text in record.keywords for word in words_of(text)),
    ]
    document.add_text("title_stems", stems_text([*title, *joined_of(record.title)]))
    names = [word for name in record.names for word in words_of(name)]
    document.add_text("title_words", words_text(dict.fromkeys([*title, *names])))
    everything: list[str] = []
    for text in _texts(record):
        words = words_of(text)
        # One value each: the gap between values keeps a phrase inside a page.
        document.add_text("words", words_text(words))
        everything += words
        everything += joined_of(text)
    document.add_text("stems", stems_text(everything))
    document.add_text("grams", grams_text(everything))
    return document


def _texts(record: IndexRecord) -> Iterator[str]:
    yield record.title
    yield record.number
    yield from record.names
    yield from record.keywords
    left = TEXT_LIMIT
    for page in record.pages:
        if left <= 0:
            return
        yield page.text[:left]
        left -= len(page.text)


def _hit_text(record: IndexRecord) -> str:
    return json.dumps(
        {
            "id": record.id,
            "group": record.group,
            "source": record.source,
            "title": record.title,
            "url": record.url,
            "number": record.number,
            "names": record.names,
            "facets": {name: sorted(values) for name, values in record.facets.items()},
            "date": record.date.isoformat() if record.date else None,
        }
    )


def hit_of(text: str, score: float) -> Hit:
    """The hit that :func:`document_of` stored."""
    stored = json.loads(text)
    facets: Mapping[str, list[str]] = stored["facets"]
    return Hit(
        id=stored["id"],
        group=stored["group"],
        source=stored["source"],
        title=stored["title"],
        url=stored["url"],
        number=stored["number"],
        names=tuple(stored["names"]),
        facets={name: frozenset(values) for name, values in facets.items()},
        date=datetime.date.fromisoformat(stored["date"]) if stored["date"] else None,
        score=score,
    )
