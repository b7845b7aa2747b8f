"""Forms of rules and guides: shape of input only."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm, RadioCards


class FeedbackForm(PortalForm):
    """"Was this clear?", with a free note to the owner of the guide."""

    help_prefix = "guidelines.feedback"
    text_rows = 3

    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    is_clear = forms.ChoiceField(
        label=_("Was this clear?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=RadioCards
    )
    note = forms.CharField(
        label=_("What is missing or unclear?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Only the editors of this guide read it. Write no personal data."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("submission_id", uuid.uuid4())
