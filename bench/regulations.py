"""How completely and how fast laws are read: ``python -m bench.regulations [FOLDER] [--json]``.

One line per text: articles that stand in the text, articles found, those named
as missing, chapters, seconds, peak memory. The truth is the index of the folder,
but where its simple count errs: there it is what somebody found by reading, and
the table says why (``tests/guidelines/importing/test_real_texts.py``).
"""

from __future__ import annotations

import argparse
import csv
import json
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from bench.__main__ import table
from guidelines.importing import Proposal, normalize, propose
from tests.guidelines.importing.truth import (
    AMENDING,
    LOST,
    SKIPPED,
    TRUE_LAST,
    expected_articles,
)

ROOT_DIR = Path(__file__).resolve().parents[1]
FOLDER = ROOT_DIR.parent / "shared" / "data" / "regulations" / "asn-core"
HEADS = ("text", "KB", "true", "found", "named missing", "chapters", "seconds", "peak MB", "note")


@dataclass(frozen=True)
class Row:
    """One text; ``true`` counts all articles of the law, also those lost from the text;
    ``found`` only those that are true. ``seconds`` are without the tracing of memory."""

    text: str
    kilobytes: int
    true: int
    found: int
    missing: int
    chapters: int
    seconds: float
    peak_mb: float
    note: str


def run(folder: Path = FOLDER) -> Iterator[Row]:
    """Measure every text of the index; raises ``FileNotFoundError`` where it is absent."""
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            name = line["file"].removesuffix(".md")
            text = normalize((folder / line["file"]).read_bytes())
            yield _measure(name, text, int(line["max_pasal_seen"]))


def _measure(name: str, text: str, highest: int) -> Row:
    started = time.perf_counter()
    proposal = propose(text)
    seconds = time.perf_counter() - started
    standing = expected_articles(name, highest)
    true = len(standing) + len(LOST.get(name, ()))
    found = len(set(standing) & set(proposal.articles))
    return Row(
        name, round(len(text) / 1000), true, found,
        len(proposal.gaps), proposal.chapters, seconds, _peak_mb(text), _note(name, proposal),
    )  # fmt: skip


def _peak_mb(text: str) -> float:
    """Memory that one reading takes beside the text, measured in a run of its own."""
    tracemalloc.start()
    propose(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000


def _note(name: str, proposal: Proposal) -> str:
    notes = []
    if name in AMENDING:
        notes.append("amends: the index counts quoted articles")
    if name in TRUE_LAST:
        notes.append(TRUE_LAST[name][1])
    if name in LOST:
        notes.append(f"not in the text: {', '.join(LOST[name])}")
    if name in SKIPPED:
        notes.append(f"left out by the law itself: {', '.join(SKIPPED[name])}")
    if proposal.doubled:
        notes.append(f"doubled: {', '.join(proposal.doubled)}")
    return "; ".join(notes)


def totals(rows: list[Row]) -> str:
    """The figures of all texts in one sentence."""
    complete = sum(row.true == row.found for row in rows)
    true, found = sum(row.true for row in rows), sum(row.found for row in rows)
    slowest = max(rows, key=lambda row: row.seconds)
    peak = max(row.peak_mb for row in rows)
    return (
        f"{complete} of {len(rows)} texts complete; {found:,} of {true:,} articles found; "
        f"{sum(row.missing for row in rows)} numbers named as missing; "
        f"slowest {slowest.seconds:.2f} s ({slowest.text}); peak {peak:.1f} MB"
    )


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    options = parser.parse_args()
    rows = list(run(options.folder))
    if options.json:
        print(json.dumps([astuple(row) for row in rows]))
        return
    print(table("Reading of laws", HEADS, (astuple(row) for row in rows)))
    print(totals(rows))


if __name__ == "__main__":
    main()
