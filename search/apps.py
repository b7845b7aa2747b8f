"""Search: reads what is below it; nothing reads search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Connect the receivers, and let the index process drain the outbox."""
        from portal.core.jobs.registry import register_pump

        from . import receivers  # noqa: F401  it connects on import (2026-11-24)
        from .indexing import pump

        register_pump("index", pump)
