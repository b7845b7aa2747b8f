"""All figures as tables of Markdown: ``python -m bench [--quick]``, ``make bench``.

Every part runs in a process and a database of its own, one after the other.
``--quick`` runs small sizes in a few minutes, to see that everything
still runs; its figures are not for ``docs/benchmarks.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path

from bench import search

ROOT_DIR = Path(__file__).resolve().parents[1]
PARTS = ("upload", "pages", "cycle", "reading", "jobs", "documents", "regulations")


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """One table of Markdown under its heading; None becomes an empty cell."""
    lines = [f"## {title}", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for row in rows:
        cells = ["" if cell is None else _text_of(cell) for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _text_of(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def part(name: str, quick: bool) -> list[list[object]]:
    """Rows of one part, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--part", name, *(["--quick"] if quick else [])],
        cwd=ROOT_DIR, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def measure(name: str, quick: bool) -> list[Sequence[object]]:
    """Measure one part in this process, where Django is not set up yet."""
    if name == "regulations":
        from bench import regulations  # it takes ``table`` from here

        return [astuple(row) for row in regulations.run()]
    if name == "jobs":
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.core.jobs.process_settings"
        import django  # the settings must be named first

        django.setup()
        from bench import jobs

        if quick:
            jobs.WAITING, jobs.IDLE_SECONDS = 2_000, 3
        return [tuple(figure) for figure in jobs.run()]
    from bench import cycle, documents, pages, reading, upload
    from bench.ground import own_portal

    parts = {
        "upload": (upload, 3, 15),
        "pages": (pages, 10, 60),
        "cycle": (cycle, 5, 30),
        "reading": (reading, 10, 60),
        "documents": (documents, 5, 30),
    }
    module, few, many = parts[name]
    with own_portal():
        rows = module.run(times=few if quick else many)
    return [astuple(row) for row in rows]


def _print_regulations(quick: bool) -> None:
    from bench import regulations  # it takes ``table`` from here

    if not regulations.FOLDER.is_dir():
        print("## Reading of laws\n\nNot measured: the folder ../shared/data is absent.\n")
        return
    rows = [regulations.Row(*row) for row in part("regulations", quick)]
    print(table("Reading of laws", regulations.HEADS, (astuple(row) for row in rows)))
    print(f"{regulations.totals(rows)}\n", flush=True)


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes only")
    parser.add_argument("--part", choices=PARTS, help="one part, as JSON")
    options = parser.parse_args()
    if options.part:
        print(json.dumps(measure(options.part, options.quick)))
        return
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    stamp = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    print(f"{stamp}, {os.cpu_count()} cores, load {load}\n")
    heads = ("MB", "upload p50 ms", "raw write p50 ms", "ratio")
    print(table("Upload", heads, part("upload", options.quick)), flush=True)
    heads = ("page", "p50 ms", "p95 ms", "ratio to bare view", "queries")
    print(table("Pages", heads, part("pages", options.quick)), flush=True)
    print(table("Pages of the cycle", heads, part("cycle", options.quick)), flush=True)
    heads = ("page", "p50 ms", "p95 ms", "ratio to bare view", "queries", "bytes")
    print(table("Reading a law", heads, part("reading", options.quick)), flush=True)
    heads = ("what", "value", "unit", "note")
    print(table("Jobs", heads, part("jobs", options.quick)), flush=True)
    heads = ("pages", "form p50 ms", "plain paragraphs p50 ms", "ratio", "kB")
    print(table("Official forms", heads, part("documents", options.quick)), flush=True)
    _print_regulations(options.quick)
    for records in (2_000,) if options.quick else (20_000, 200_000):
        heads = ("what", "p50 ms", "p95 ms", "ratio to bare engine", "note")
        rows = [astuple(row) for row in search.run(records)]
        print(table(f"Search, {records:,} records", heads, rows), flush=True)


if __name__ == "__main__":
    main()
