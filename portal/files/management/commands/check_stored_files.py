"""Compare every stored file with its SHA-256 and name files that no row knows."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.files.checking import check_stored_files


class Command(BaseCommand):
    help = "Check that every stored file is there and matches its SHA-256; name orphans."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the facts as JSON.")
        parser.add_argument("--sizes-only", action="store_true", help="Do not read the bytes.")

    def handle(self, *args: Any, **options: Any) -> None:
        result = check_stored_files(hash_bytes=not options["sizes_only"])
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json(), indent=2))
        else:
            self.stdout.write(
                _("%(count)d files checked, %(bytes)d bytes.")
                % {"count": result.checked, "bytes": result.size_bytes}
            )
            for path in result.missing:
                self.stdout.write(_("missing: %(path)s") % {"path": path})
            for path in result.damaged:
                self.stdout.write(_("changed: %(path)s") % {"path": path})
            for path in result.orphans:
                self.stdout.write(_("without a row: %(path)s") % {"path": path})
        if not result.is_sound:
            raise CommandError(_("Some stored files are missing or changed. Restore a backup."))
