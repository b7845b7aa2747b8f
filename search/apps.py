"""Search: reads what is below it; nothing reads search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Connect the receivers, and let the index process drain the outbox."""
        from portal.core.forms import help_keys_of
        from portal.core.help import register_help_keys
        from portal.core.jobs.registry import register_pump

        from . import receivers  # noqa: F401  it connects on import (2026-11-24)
        from .forms import DatesForm
        from .indexing import pump

        register_help_keys(help_keys_of(DatesForm))
        register_pump("index", pump)
