"""Evaluation: ratings, the official forms, documents, and the way into e-Kinerja."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "portal.evaluation"
    label = "evaluation"
    verbose_name = _("Evaluation")

    def ready(self) -> None:
        """Register permissions and the lock of delivered periods; connect the receivers."""
        from portal.core.forms import help_keys_of
        from portal.core.help import register_help_keys
        from portal.planning.domain.locks import register_lock

        from . import receivers, rules  # noqa: F401  they register on import (2026-11-30)
        from .domain.evaluations import lock_of
        from .forms import achievement, answers, ratings
        from .queries import is_delivered

        register_lock(lock_of, is_delivered)
        register_help_keys(
            help_keys_of(
                ratings.RatingForm, ratings.FeedbackForm, ratings.RecallForm,
                answers.ResponseForm, answers.AnswerForm, answers.BknResultForm,
                achievement.AchievementForm,
            )
        )
