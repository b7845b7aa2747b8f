"""Read what was never read, and on request what an older reader read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from evidence.domain.extraction import BytesMissing, read_version
from evidence.models import EvidenceVersion
from evidence.states import FINAL, ProcessingState

WAITING = (ProcessingState.RECEIVED, ProcessingState.READING)


class Command(BaseCommand):
    """Resume after an outage, without waiting for the queue. Safe beside running workers."""

    help = "Reads files that were never read; with --again also finished ones, with today's reader."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which versions, and how many."""
        parser.add_argument("--again", action="store_true", help="also read finished files anew")
        parser.add_argument("--reader", help="with --again: only pages read by this reader")
        parser.add_argument("--limit", type=int, help="stop after so many files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read one after the other and report each that could not be."""
        wanted = [*WAITING, *FINAL] if options["again"] else list(WAITING)
        versions = EvidenceVersion.objects.standing().filter(state__in=wanted).order_by("pk")
        if options["again"] and options["reader"]:
            versions = versions.filter(pages__reader=options["reader"]).distinct()
        keys = list(versions.values_list("pk", flat=True)[: options["limit"]])
        read, missing = 0, 0
        for key in keys:
            version = (
                EvidenceVersion.objects.select_related("stored_file", "evidence__owner__agency")
                .filter(pk=key)
                .first()
            )
            if version is None:
                continue
            try:
                read_version(version, again=options["again"])
            except BytesMissing as error:
                missing += 1
                self.stderr.write(f"{version.stored_file.path}: {error}")
            else:
                read += 1
                self.stdout.write(f"{version.pk} {version.state} {version.original_name}")
        self.stdout.write(
            _("%(read)d read, %(missing)d without bytes, %(all)d looked at")
            % {"read": read, "missing": missing, "all": len(keys)}
        )
