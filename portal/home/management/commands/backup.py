"""Write a backup of the database and every stored file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.home.backup import BackupFailed, make_backup


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
