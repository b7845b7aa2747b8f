"""Fill a new search index from the database, and let it take the old one's place."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backends.base import IndexBusy, SearchUnavailable
from search.backends.current import current_backend
from search.indexing import active_target, begin_rebuild, fill_step, filling_target

_LOOK_SECONDS = 0.5


class Command(BaseCommand):
    """``manage.py rebuild_search``: searches are answered by the old index meanwhile."""

    help = "Fill a new search index from the database. Searches go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill in this process, or look on where the index process is already at it."""
        backend = current_backend()
        try:
            name = begin_rebuild(backend).name
            self.stdout.write(f"Filling {name} …")
            while (target := filling_target()) is not None and target.name == name:
                try:
                    fill_step(backend, target)
                except IndexBusy:
                    time.sleep(_LOOK_SECONDS)
        except SearchUnavailable as error:
            raise CommandError(
                f"The new index could not be filled: {error}. The old one still answers; "
                "the index process tries again."
            ) from error
        finally:
            backend.close()
        active = active_target()
        if active is None or active.name != name:
            raise CommandError(f"{name} was not finished; the index process goes on.")
        self.stdout.write(f"{name} answers now, with {backend.count(name)} records.")
