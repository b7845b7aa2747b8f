"""Write a backup of the database and every stored file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from portal.home.backup import BackupFailed, faults_of, make_backup


class Command(BaseCommand):
    help = "Write a backup (database snapshot, then files) into a folder, and print its path."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Folder that holds the backups.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_backup(options["folder"], tell=self.stderr.write)
        except BackupFailed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(str(made))
        count = len(faults_of(made))
        if count:
            raise CommandError(
                ngettext(
                    "The backup was written, but %(count)d stored file was missing or damaged "
                    "before. It is named above and in manifest.json; everything else is in the "
                    "backup. Keep the older backups and run check_stored_files.",
                    "The backup was written, but %(count)d stored files were missing or damaged "
                    "before. They are named above and in manifest.json; everything else is in the "
                    "backup. Keep the older backups and run check_stored_files.",
                    count,
                )
                % {"count": count}
            )
