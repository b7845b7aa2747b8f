"""Planning: what was agreed (SKP), what came of it, and the uses of evidence that prove it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "portal.planning"
    label = "planning"
    verbose_name = _("Plans and realizations")

    def ready(self) -> None:
        """Register the permission table and connect the receivers."""
        from portal.core.forms import help_keys_of
        from portal.core.help import register_help_keys

        from . import receivers, rules  # noqa: F401  they register on import (2026-11-30)
        from .forms import action_plan, plan, realization

        register_help_keys(
            help_keys_of(
                realization.RealizationForm, realization.ReturnForm, realization.ReopenForm,
                realization.UseUploadForm, realization.UseForm, realization.PickForm,
                action_plan.ActionLineForm,
                plan.BasicsForm, plan.ResultForm, plan.IndicatorForm, plan.ChangeForm,
                plan.ReturnForm,
            )
        )
