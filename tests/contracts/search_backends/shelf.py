"""The engines under test, records to fill them with, and ways to ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from search.backends.base import SearchBackend
from search.backends.embedded import EmbeddedBackend
from search.records import IndexRecord, PageContent, SearchRequest

BACKENDS: dict[str, Callable[[Path], SearchBackend]] = {
    "embedded": lambda folder: EmbeddedBackend(folder / "index"),
}

ANI, BUDI = "person:1", "person:2"
HERS, HIS = frozenset({ANI}), frozenset({BUDI})
BOTH = HERS | HIS


def record(key: int | str, title: str, *texts: str, tokens: frozenset[str] = HERS, **more):
    """A record of the source ``evidence``; texts are its pages."""
    facets = {"kind": "notulen", "unit": "7", "year": "2026", "state": "read"}
    return IndexRecord(
        id=f"evidence:{key}",
        group=more.pop("group", str(key)),
        source="evidence",
        title=title,
        tokens=tokens,
        url=f"/bukti/{key}/",
        pages=tuple(PageContent(number, "", text) for number, text in enumerate(texts, start=1)),
        facets=facets | more.pop("facets", {}),
        **more,
    )


def find(backend: SearchBackend, text: str = "", tokens: frozenset[str] = HERS, **more):
    return backend.search(SearchRequest(tokens=tokens, text=text, **more))


def ids(backend: SearchBackend, text: str = "", tokens: frozenset[str] = HERS, **more):
    return [hit.id.removeprefix("evidence:") for hit in find(backend, text, tokens, **more).hits]


def counts(page, name: str) -> dict[str, int]:
    return {value.value: value.count for value in page.facet(name).values if value.count}


ODD_TEXTS = [
    '"', '""', '"""', "“", "'", "\\", "\x00", "a\x00b", "\ud800", "\ufffd", "(", ")", "((((", "[",
    "{", "+", "-", "--", "&&", "||", "!", "^", "~", "*", "?", "*a", "a*", "ab*", "abc*", ".*",
    "abc.*", "a|b*", "(abc*", "[abc*", ":", "title:notulen", "tokens:person:2", "/", "//", "<b>",
    "%", "_", "AND", "OR", "NOT", "notulen AND", "notulen OR (", "TO", "[a TO z]", "yang dan di",
    '"yang"', '"yang dan"', "... , ; :", "   ", "\t\n", "\u3000", "\u200b", "\u202e", "😀",
    "👨‍👩‍👧‍👦",
    "ﷺ", "½", "a" * 10_000, "kata " * 2_000, '"' * 10_000, "x" * 70 + "*", "عربى", "漢字", "नमस्ते",
    "i̇", "ß", "ǅ", "a\u0300" * 3_000, "'; DROP TABLE x; --", "{{ 7*7 }}", "0", "00", "-1", "1e999",
    "1/0", "١٢٣", "²", "notulen~5", "notulen^10", '"notulen', '"notulen rapat', '"a" "b" "c"',
    "𝐧𝐨𝐭𝐮𝐥𝐞𝐧", "no\u00adtulen", "/" * 500, "1/" * 500, "a-" * 500, "-a" * 500, "ab-ab-ab",
]  # fmt: skip
