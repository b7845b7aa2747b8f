"""Compare the search index with the database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.backends.base import SearchUnavailable
from search.backends.current import current_backend
from search.comparing import compare_part, compare_rest
from search.indexing import active_target
from search.models import IndexChange, note_changes
from search.sources.registry import SOURCES


@dataclass
class Row:
    """Figures of one source in one engine."""

    source: str
    backend: str
    in_database: int = 0
    in_index: int = 0
    missing: int = 0
    stale: int = 0
    extra: int = 0


class Command(BaseCommand):
    """``manage.py check_search [--json] [--mend]``; exit code 1 where something differs."""

    help = "Compare the search index with the database, record by record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--json`` for machines, ``--mend`` to give differences to the index process."""
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument(
            "--mend", action="store_true", help="give what differs to the index process"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one row for each source."""
        backend, target = current_backend(), active_target()
        engine = str(settings.PORTAL["SEARCH_BACKEND"]).rpartition(".")[2]
        if target is None:
            raise CommandError(
                _("There is no search index yet. Run: manage.py rebuild_search")
            )
        rows: list[Row] = []
        try:
            ids = backend.digests(target.name)
            for source in SOURCES.values():
                row = Row(source.name, engine)
                row.in_index = sum(id.startswith(f"{source.name}:") for id in ids)
                parts = [compare_rest(backend, target, source)]
                after = ""
                while (part := compare_part(backend, target, source, after)).last_key:
                    parts.append(part)
                    after = part.last_key
                for part in parts:
                    row.in_database += part.checked
                    row.missing += len(part.missing)
                    row.stale += len(part.stale)
                    row.extra += len(part.extra)
                    if options["mend"]:
                        note_changes(source.name, part.keys)
                rows.append(row)
        except SearchUnavailable as error:
            raise CommandError(
                _("The index cannot be asked: %(error)s") % {"error": error}
            ) from error
        waiting = IndexChange.objects.count()
        self._print(rows, waiting, as_json=options["json"])
        if any(row.missing or row.stale or row.extra for row in rows):
            raise SystemExit(1)

    def _print(self, rows: list[Row], waiting: int, *, as_json: bool) -> None:
        if as_json:
            report = {"waiting_changes": waiting, "sources": [asdict(row) for row in rows]}
            self.stdout.write(json.dumps(report, indent=2))
            return
        names = list(Row.__dataclass_fields__)
        heads = (
            _("source"), _("engine"), _("in database"), _("in index"), _("missing"), _("stale"),
            _("extra"),
        )  # fmt: skip
        self.stdout.write("".join(f"{head:>17}" for head in heads))
        for row in rows:
            self.stdout.write("".join(f"{getattr(row, name):>17}" for name in names))
        self.stdout.write(
            ngettext(
                "%(count)d change waits for the index process; it is not compared.",
                "%(count)d changes wait for the index process; they are not compared.",
                waiting,
            )
            % {"count": waiting}
        )
