"""Fill a new search index from the database, and let it take the old one's place."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
            self.stdout.write(_("Filling %(name)s …") % {"name": name})
            while (target := filling_target()) is not None and target.name == name:
                try:
                    fill_step(backend, target)
                except IndexBusy:
                    time.sleep(_LOOK_SECONDS)
        except SearchUnavailable as error:
            raise CommandError(
                _(
                    "The new index could not be filled: %(error)s. The old one still answers; "
                    "the index process tries again."
                )
                % {"error": error}
            ) from error
        finally:
            backend.close()
        active = active_target()
        if active is None or active.name != name:
            raise CommandError(
                _("%(name)s was not finished; the index process goes on.") % {"name": name}
            )
        count = backend.count(name)
        self.stdout.write(
            ngettext(
                "%(name)s answers now, with %(count)d record.",
                "%(name)s answers now, with %(count)d records.",
                count,
            )
            % {"name": name, "count": count}
        )
