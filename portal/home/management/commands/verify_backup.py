"""Restore a backup into an empty folder and compare it byte by byte."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.home.backup import BackupFailed, Verification, newest_backup, verify_backup


class Command(BaseCommand):
    help = "Restore a backup into an empty folder and compare every byte and row with its manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="A backup, or the folder that holds them.")
        parser.add_argument(
            "--into", type=Path, help="Empty folder to restore into and keep; else a temporary one."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given: Path = options["backup"]
        backup = given if (given / "manifest.json").is_file() else newest_backup(given)
        if backup is None:
            raise CommandError(_("There is no backup in %(path)s.") % {"path": given})
        try:
            if options["into"]:
                result = verify_backup(backup, options["into"])
            else:
                with tempfile.TemporaryDirectory(prefix="portal-restore-") as folder:
                    result = verify_backup(backup, Path(folder))
        except BackupFailed as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(result)

    def _tell(self, result: Verification) -> None:
        for line in (*result.problems, *result.lost, *result.saved):
            self.stdout.write(line)
        if result.problems:
            raise CommandError(_("%(name)s is not sound.") % {"name": result.backup})
        if result.lost:
            raise CommandError(
                ngettext(
                    "%(name)s is as it was written, but %(count)d stored file was lost before. "
                    "It does not count as verified. Bring the file back from an older backup.",
                    "%(name)s is as it was written, but %(count)d stored files were lost before. "
                    "It does not count as verified. Bring the files back from an older backup.",
                    len(result.lost),
                )
                % {"name": result.backup, "count": len(result.lost)}
            )
        self.stdout.write(
            _("%(name)s is byte-identical: %(files)d files, %(rows)d rows, %(bytes)d bytes.")
            % {
                "name": result.backup,
                "files": result.file_count,
                "rows": result.row_count,
                "bytes": result.size_bytes,
            }
        )
