"""Figures of reading a law: ``python -m bench.reading``.

A law of 400 articles, written for the tests, is read signed out, beside a bare
view of Django in the same process: same handler and middleware, no query, no
template. Bytes are those of the compressed body.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Any

from bench.pages import bare, measure

ARTICLES = 400


@dataclass(frozen=True)
class Row:
    """One page: milliseconds, ratio to the bare view, queries, bytes of the compressed body."""

    name: str
    p50_ms: float
    p95_ms: float
    ratio: float
    queries: int
    body_bytes: int


def run(times: int = 60) -> list[Row]:
    """Measure in the portal of the settings, which must be migrated and empty."""
    from django.test import Client
    from django.urls import path

    from portal import urls
    from tests.guidelines.making import big_law, make_citing, make_live, make_text, relate

    law = make_live("Hal Contoh yang Panjang", kind="uu", number="1", year=2001)
    make_text(law, *big_law(ARTICLES))
    relate(make_live("Perubahan"), "amends", law)
    make_citing(law, "pasal-200")
    urls.urlpatterns.insert(0, path("bare/", bare))
    addresses = {
        "bare Django view": "/bare/",
        "list of regulations": "/aturan/",
        "record and contents": law.portal_address(),
        "article": law.article_address("pasal-200"),
        "article of definitions": law.article_address("pasal-1"),
        "chapter of 20 articles": law.article_address("bab-x"),
        "article as PDF": law.article_address("pasal-200") + "pdf/",
        f"print of all {ARTICLES} articles": law.portal_address() + "cetak/",
    }
    client, packed = Client(), {"Accept-Encoding": "gzip"}
    rows: list[Row] = []
    for name, address in addresses.items():

        def ask(address: str = address) -> Any:
            return client.get(address, headers=packed)

        found, queries = measure(ask, max(3, times // 10) if "all" in name else times)
        middle = statistics.median(found)
        base = rows[0].p50_ms if rows else middle
        last = found[round((len(found) - 1) * 0.95)]
        rows.append(
            Row(
                name, round(middle, 2), round(last, 2), round(middle / base, 1), queries,
                len(ask().content),
            )
        )  # fmt: skip
    return rows


if __name__ == "__main__":
    from bench.ground import own_portal  # beside its only use

    with own_portal():
        for row in run():
            print(
                f"{row.name:28} {row.p50_ms:8} {row.p95_ms:8} ms {row.ratio:6} x {row.queries:4}"
                f" {row.body_bytes:8} B"
            )
