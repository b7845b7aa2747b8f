"""Rules and guides: laws as pages that can be cited, and writing guides that cite them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidelinesConfig(AppConfig):
    name = "guidelines"
    verbose_name = _("Rules and guides")

    def ready(self) -> None:
        """Register the permission table and connect the receivers."""
        from . import receivers, rules  # noqa: F401  both register on import (2026-11-24)
