"""Verification: the bench on which uses of evidence are checked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    name = "portal.verification"
    label = "verification"
    verbose_name = _("Checking of evidence")

    def ready(self) -> None:
        """Register the permission table and the keys of help beside fields."""
        from portal.core.forms import help_keys_of
        from portal.core.help import register_help_keys

        from . import filters, forms, rules  # noqa: F401  the table registers on import (2026-11-30)

        register_help_keys(
            help_keys_of(forms.VerdictForm, filters.QueueFilter, filters.UseSearchForm)
        )
