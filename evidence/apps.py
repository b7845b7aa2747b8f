"""Evidence: files and their custody. Knows no plan; packages above set grants and holds by call."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        """Register the permission table and connect the receivers."""
        from portal.core.forms import help_keys_of
        from portal.core.help import register_help_keys

        from . import filters, forms, receivers, rules  # noqa: F401  they register on import (2026-11-24)

        register_help_keys(
            help_keys_of(
                forms.UploadForm, forms.VersionForm, forms.WithdrawForm, forms.EmergencyForm,
                filters.EvidenceFilter,
            )
        )
