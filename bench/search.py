"""Figures of the search: ``python -m bench.search --records 20000 [--json]``.

Makes files of an office in a database and an index of its own (words by Zipf's
law, 120 a file, 40 units), fills the index by the code that fills a portal's,
and asks as the head of the office, who may see nearly all. Each query is asked
of the bare engine (top 10, count, four facets; no permission, spelling or marks),
of our engine (all of it), and as the whole page.
``python -m bench.search --quality`` asks the real questions of the shared data.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import lzma
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT_DIR = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT_DIR.parent / "shared" / "data" / "search"
WORDS_A_FILE = 120
FORMS = 30_000
UNITS = 40
OWNERS = 400
BATCH = 5_000
TIMES = 30


@dataclass(frozen=True)
class Row:
    """One measured thing. ``ratio``: p50 of it against the bare engine's for the same query."""

    name: str
    p50_ms: float
    p95_ms: float
    ratio: float | None = None
    note: str = ""


def run(records: int) -> list[Row]:
    """Measure in a process, a database and an index of their own. Minutes for 200,000 records."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", "--records", str(records), "--json"],
        cwd=ROOT_DIR, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [Row(**row) for row in json.loads(done.stdout)]


# -- made files --------------------------------------------------------------------------


def _vocabulary(chance: random.Random) -> list[str]:
    """Word forms with Indonesian affixes, the most frequent first."""
    starts = ["b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w"]
    ends = ["", "", "n", "r", "s", "ng", "k", "t"]
    affixes = ["{}", "{}", "me{}", "di{}", "pe{}an", "ke{}an", "ber{}", "{}kan", "{}an", "ter{}"]
    found: dict[str, None] = {}
    while len(found) < FORMS:
        root = "".join(
            chance.choice(starts) + chance.choice("aiueo") + chance.choice(ends)
            for _ in range(chance.choice((2, 2, 3)))
        )
        found[chance.choice(affixes).format(root)] = None
    return list(found)


class _Maker:
    """Makes texts; the same ones in every run."""

    def __init__(self) -> None:
        self._chance = random.Random(2026)
        self.words = _vocabulary(self._chance)
        weights = (1 / (rank + 3) for rank in range(FORMS))
        self._weights = list(itertools.accumulate(weights))

    def text(self, length: int) -> str:
        """So many words."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._weights, k=length))


def _make_files(records: int) -> Any:
    """Fill the database past the verbs (they would take hours); the account that asks."""
    from filer.models import File

    from evidence.models import AccessGrant, Evidence, EvidenceKind, EvidenceVersion, ExtractedPage
    from portal.core import audience
    from portal.files.models import StoredFile
    from tests.factories.people import (
        make_agency,
        make_employee,
        make_employee_with_user,
        make_unit,
    )

    maker, chance = _Maker(), random.Random(1)
    agency = make_agency()
    root = make_unit(agency, "Kabupaten")
    head = make_employee_with_user(root, "Kepala", is_head=True)
    units = [make_unit(agency, f"Unit {number}", root) for number in range(UNITS)]
    owners = [
        make_employee(unit, f"Pegawai {number} {maker.text(1)}")
        for number, unit in enumerate(itertools.islice(itertools.cycle(units), OWNERS))
    ]
    unit_of = dict(zip([owner.pk for owner in owners], itertools.cycle(units), strict=False))
    kinds = list(EvidenceKind.objects.all()[:12])
    now = datetime(2026, 11, 24, 2, tzinfo=UTC)
    for start in range(0, records, BATCH):
        numbers = range(start, min(records, start + BATCH))
        files = File.objects.bulk_create(File(name=str(number)) for number in numbers)
        stored = StoredFile.objects.bulk_create(
            StoredFile(
                filer_file=file, path=f"2026/11/{number}", sha256=f"{number:064x}", size_bytes=1,
                mime="application/pdf", stored_at=now,
            )
            for number, file in zip(numbers, files, strict=True)
        )  # fmt: skip
        made = []
        for number in numbers:
            owner = chance.choice(owners)
            made.append(
                Evidence(
                    owner=owner, uploader=head.user, unit=unit_of[owner.pk], title=maker.text(8),
                    kind=chance.choice(kinds), number=f"{number % 900}/{number}/KEC/2026",
                    dated_on=date(2022, 1, 1) + timedelta(days=chance.randrange(1780)),
                    sharing="unit",
                )
            )  # fmt: skip
        made = Evidence.objects.bulk_create(made)
        versions = EvidenceVersion.objects.bulk_create(
            EvidenceVersion(
                evidence=evidence, number=1, stored_file=file, original_name="berkas.pdf",
                uploaded_by=head.user, uploaded_at=now, page_count=2, read_at=now,
                state="empty" if chance.random() < 0.1 else "read",
            )
            for evidence, file in zip(made, stored, strict=True)
        )  # fmt: skip
        ExtractedPage.objects.bulk_create(
            ExtractedPage(
                version=version, number=page, text=maker.text(WORDS_A_FILE // 2), reader="bench",
                reader_version="1",
            )
            for version in versions
            for page in (1, 2)
        )  # fmt: skip
        AccessGrant.objects.bulk_create(
            AccessGrant(version=version, source=source, token=token)
            for version in versions
            for source, token in (
                ("owner", audience.person(version.evidence.owner_id)),
                ("sharing", audience.unit(version.evidence.unit_id)),
            )
        )
    return head.user, maker


# -- measuring ----------------------------------------------------------------------------


def _times_ms(work: Callable[[], object], times: int = TIMES) -> list[float]:
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def _row(name: str, times: list[float], bare: float | None = None, note: str = "") -> Row:
    times = sorted(times)
    p50 = statistics.median(times)
    p95 = times[min(len(times) - 1, round(len(times) * 0.95))]
    return Row(name, round(p50, 2), round(p95, 2), round(p50 / bare, 1) if bare else None, note)


def _bare_search(folder: Path, text: str) -> Callable[[], object]:
    """Top 10, count and four facets over the stems, straight with the library."""
    from search.backends.embedded.library import tantivy
    from search.language import stems_of, words_of

    library = tantivy()
    index = library.Index.open(str(folder))
    index.config_reader("manual")
    index.reload()
    query, occur, schema = library.Query, library.Occur, index.schema
    terms = [
        query.term_query(schema, "stems", stem, "freq")
        for word in words_of(text)
        for stem in stems_of(word)[:1]
    ]
    asked = (
        query.boolean_query([(occur.Must, term) for term in terms]) if terms else query.all_query()
    )
    facets = {
        name: {"terms": {"field": f"facet_{name}", "size": 100}}
        for name in ("kind", "unit", "year", "state")
    }

    def search() -> object:
        searcher = index.searcher()
        found = searcher.search(asked, 10)
        hits = [searcher.doc(address) for _score, address in found.hits]
        return hits, found.count, searcher.aggregate(asked, facets)

    return search


def measure(records: int) -> list[Row]:
    """Fill, ask, and tell. Django must be set up on an empty database."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from portal.core.audience import tokens_for
    from search.backends.current import current_backend
    from search.indexing import active_target, step
    from search.models import IndexChange
    from search.records import SearchRequest

    user, maker = _make_files(records)
    backend = current_backend()
    started = time.perf_counter()
    while step(backend):
        if active_target() is not None:
            # What was filled is noted as searchable one by one; that is not measured here.
            IndexChange.objects.all().delete()
    seconds = time.perf_counter() - started
    backend.close()
    folder = Path(settings.PORTAL["INDEX_DIR"]) / str(backend.generation())
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    note = f"{records / seconds:,.0f} records/s, index {size:,.0f} MB"
    rows = [
        Row(
            f"filling {records:,} records", round(seconds * 1000), round(seconds * 1000), None, note
        )
    ]

    client = Client()
    client.force_login(user, backend="portal.people.sign_in.NipOrNameBackend")
    tokens = tokens_for(user)
    words = maker.words
    # Words by rank: in few files, in some, in many.
    queries = {
        "rare word": words[20_000],
        "middle word": words[1_500],
        "common word": words[60],
        "word in most files": words[0],
        "two common words": f"{words[40]} {words[60]}",
        "three middle words": f"{words[900]} {words[1_000]} {words[1_100]}",
        "question": f"kapan {words[300]} {words[2_000]} {words[40]} {words[9_000]}?",
        "quoted phrase": f'"{words[0]} {words[1]}"',
        "document number": "77/977/KEC/2026",
        "misspelled word": words[1_500][:-2] + "xx",
        "nothing typed": "",
    }
    for name, text in queries.items():
        request = SearchRequest(tokens=tokens, text=text)
        found = backend.search(request)
        bare = _times_ms(_bare_search(folder, text))
        rows.append(_row(f"{name}: bare engine", bare, note=f"{found.total:,} hits"))
        base = statistics.median(bare)
        rows.append(
            _row(f"{name}: our engine", _times_ms(lambda r=request: backend.search(r)), base)
        )
        page = _times_ms(lambda t=text: client.get(reverse("search:results"), {"q": t}))
        rows.append(_row(f"{name}: page", page, base))
    units = {"unit": frozenset(found.facet("unit").values[n].value for n in range(3))}
    request = SearchRequest(tokens=tokens, text=words[60], filters=units)
    rows.append(
        _row("common word in three units: our engine", _times_ms(lambda: backend.search(request)))
    )
    rows.append(
        _row(
            "suggestions for two letters",
            _times_ms(lambda: backend.suggest(words[0][:2], tokens, 8)),
        )
    )
    rows.append(_row("another Django page (own files)", _times_ms(lambda: client.get("/bukti/"))))
    return rows


# -- quality --------------------------------------------------------------------------------


def quality() -> Iterator[tuple[str, float, float]]:
    """Name, recall@10 and MRR@10 for the valid questions of the shared data."""
    from search.backends.base import rebuild
    from search.backends.embedded import EmbeddedBackend
    from search.records import IndexRecord, PageContent, SearchRequest

    staff = frozenset({"staff"})
    for name in ("tydiqa-id", "facqa-id"):
        folder = SHARED_DATA / name
        packed = folder / "corpus.jsonl.xz"
        opened = lzma.open if packed.exists() else open
        path = packed if packed.exists() else folder / "corpus.jsonl"
        with opened(path, "rt") as source, tempfile.TemporaryDirectory() as index:
            backend = EmbeddedBackend(index)
            rebuild(
                backend,
                (
                    IndexRecord(
                        id=f"passage:{row['_id']}", group=row["_id"], source="passage",
                        title=row["title"], tokens=staff, url="/",
                        pages=(PageContent(1, "", row["text"]),),
                    )
                    for row in map(json.loads, source)
                ),
            )  # fmt: skip
            relevant: dict[str, set[str]] = {}
            with (folder / "qrels.valid.tsv").open() as lines:
                for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                    relevant.setdefault(row["query-id"], set()).add(row["corpus-id"])
            recall, reciprocal = [], []
            with (folder / "queries.valid.jsonl").open() as lines:
                for query in map(json.loads, lines):
                    page = backend.search(SearchRequest(tokens=staff, text=query["text"]))
                    ids = [hit.group for hit in page.hits]
                    wanted = relevant[query["_id"]]
                    recall.append(len(wanted & set(ids)) / len(wanted))
                    first = next((rank for rank, id in enumerate(ids, 1) if id in wanted), 0)
                    reciprocal.append(1 / first if first else 0)
            yield name, statistics.mean(recall), statistics.mean(reciprocal)


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quality", action="store_true")
    options = parser.parse_args()
    if options.quality:
        for name, recall, reciprocal in quality():
            print(f"{name:12} recall@10 {recall:.3f}   MRR@10 {reciprocal:.3f}")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        os.environ["PORTAL_TEST_DIR"] = folder
        import django  # the settings and their folder must be named first

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        import_module("portal.urls")
        rows = measure(options.records)
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))
        return
    for row in rows:
        ratio = f"{row.ratio:>8.1f} x" if row.ratio is not None else " " * 10
        print(f"{row.name:45} {row.p50_ms:>10.2f} {row.p95_ms:>10.2f} {ratio}  {row.note}")


if __name__ == "__main__":
    main()
