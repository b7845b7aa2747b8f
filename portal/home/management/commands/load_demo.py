"""Make the demo office. Does nothing where there are people already."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from evidence.models import EvidenceVersion
from portal.home.demo.logins import printed
from portal.home.demo.telling import ClockIsWrong, tell
from portal.people.models import Employee, User


class Command(BaseCommand):
    help = (
        "Make a demo office of invented people and documents, with one account for each role. "
        "Only in an empty portal: its passwords are printed in the README."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--quiet", action="store_true", help="Say nothing unless something goes wrong."
        )
        parser.add_argument(
            "--no-logins", action="store_true", help="Leave out the table of logins at the end."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["quiet"] or options["verbosity"] == 0
        if Employee.objects.exists() or User.objects.exists():
            if not quiet:
                self.stdout.write(
                    "Portal ini sudah berisi pegawai atau akun; tidak ada yang diubah."
                )
            return
        try:
            with translation.override("id"):
                told = tell(lambda line: None if quiet else self._say(line))
        except ClockIsWrong as error:
            raise CommandError(
                f"Jam komputer menunjukkan {error}. Kantor contoh hidup sejak Januari 2025: "
                "betulkan jam, lalu ulangi."
            ) from error
        if quiet:
            return
        files = EvidenceVersion.objects.count()
        self._say(f"Selesai: {files} berkas dalam {told.seconds:.0f} detik.")
        if options["no_logins"]:
            return
        self.stdout.write("")
        for line in printed():
            self.stdout.write(line)

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
