"""Evidence: files and their custody. Knows no plan; packages above set grants and holds by call."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        """Register the permission table and connect the receivers."""
        from . import receivers, rules  # noqa: F401  both register on import (2026-11-24)
