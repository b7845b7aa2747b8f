"""The achievement of a unit, and the choice of a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.forms import FilesField, PortalForm, RadioCards
from portal.rulesets.models import RuleSet, Scale, ScaleLevel

from ..models import UnitAchievement
from .ratings import levels


class AchievementForm(PortalForm):
    """The level of a unit in a period, with what it rests on."""

    help_prefix = "evaluation.achievement"

    level = forms.ModelChoiceField(
        ScaleLevel.objects.none(), label=_("Achievement of the unit"), empty_label=None,
        widget=RadioCards,
    )
    basis = forms.CharField(
        label=_("What it rests on"), max_length=2000, widget=forms.Textarea,
        help_text=_("For example the performance report of the quarter, with its number and date."),
    )
    files = FilesField(
        label=_("Letter"), max_files=1, required=False, camera=False,
        help_text=_("Needed where nobody stands above the unit."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rule_set: RuleSet | None, saved: UnitAchievement | None, **kwargs: Any
    ) -> None:
        first: dict[str, Any] = {"revision": 0}
        if saved is not None:
            first = {"level": saved.level_id, "basis": saved.basis, "revision": saved.revision}
        kwargs.setdefault("initial", first)
        super().__init__(*args, **kwargs)
        if rule_set is not None:
            self.fields["level"].queryset = levels(rule_set, Scale.ACHIEVEMENT)
        self.fields["files"].widget.max_bytes = settings.PORTAL["MAX_UPLOAD_BYTES"]
