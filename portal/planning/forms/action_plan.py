"""Forms of the action plan of a period: one small form per indicator, one head."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evidence.models import EvidenceKind
from portal.core.forms import PortalForm

from ..domain.action_plans import LineInput


class ActionPlanForm(PortalForm):
    """The head of the page: the revision that the person saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ActionLineForm(PortalForm):
    """What is planned for one indicator in the period. ``kinds``: all kinds, asked for once."""

    help_prefix = "planning.action_line"
    text_rows = 3

    action = forms.CharField(
        label=_("What you will do"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("The action in this period towards the target."),
    )
    target_text = forms.CharField(
        label=_("Target of the period"),
        max_length=200,
        required=False,
        help_text=_("A number, or what will be there at its end."),
    )
    kinds = forms.TypedMultipleChoiceField(
        label=_("Evidence that will prove it"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, line: uuid.UUID, kinds: Sequence[EvidenceKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=f"l{line.hex}", **kwargs)
        self.line = line
        self._kinds = {kind.pk: kind for kind in kinds}
        self.fields["kinds"].choices = [(kind.pk, kind.label) for kind in kinds]

    @property
    def typed(self) -> LineInput:
        """What was typed, for the verb."""
        data = self.cleaned_data
        chosen = tuple(self._kinds[pk] for pk in data["kinds"])
        return LineInput(data["action"], data["target_text"], chosen)

    @property
    def is_kinds_open(self) -> bool:
        """Whether the list of kinds stands open: something is chosen, or wrong."""
        return bool(self["kinds"].value()) or "kinds" in self.errors
