"""Compare versions, pages, grants and page images with each other; changes nothing."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from evidence.domain.checking import differences


class Command(BaseCommand):
    """Names what does not fit. ``check_stored_files`` compares the bytes themselves."""

    help = "Compares versions, stored files, pages, grants and page images with each other."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each difference; exit code 1 when there is any."""
        found = 0
        for line in differences():
            found += 1
            self.stdout.write(line)
        self.stdout.write(
            ngettext("%(count)d difference", "%(count)d differences", found) % {"count": found}
        )
        if found:
            sys.exit(1)
