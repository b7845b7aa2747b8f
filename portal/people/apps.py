"""People of the office: who exists, where they sit, who answers to whom."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "portal.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Feed the audience and the mandate check; connect receivers."""
        from portal.core import actor, audience
        from portal.core.forms import help_keys_of
        from portal.core.help import register_help_keys

        from . import forms, rules  # noqa: F401  the table registers on import (2026-11-24)
        from .domain import mandates, tokens

        register_help_keys(help_keys_of(forms.SignInForm, forms.PasswordForm, forms.MandateForm))
        audience.register_provider(tokens.tokens_of)
        actor.register_mandate_check(mandates.covers)
