"""Rules and guides: laws as pages that can be cited, and writing guides that cite them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidelinesConfig(AppConfig):
    name = "guidelines"
    verbose_name = _("Rules and guides")

    def ready(self) -> None:
        """Register the permission table and connect the receivers."""
        from portal.core import audience
        from portal.core.forms import help_keys_of
        from portal.core.help import register_help_keys, register_help_provider

        from . import filters, following, forms, receivers, rules  # noqa: F401  they register on import (2026-11-24)
        from .domain import field_help
        from .models.reading import group_tokens

        register_help_keys(help_keys_of(forms.FeedbackForm, filters.RegulationFilter))
        register_help_provider(field_help.helps)
        audience.register_provider(group_tokens)
