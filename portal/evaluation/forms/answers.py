"""Forms of what follows a delivery: response, answer, receiving, and the result of e-Kinerja."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.forms import DateField, FilesField, PortalForm
from portal.rulesets.models import RuleSet, Scale, ScaleLevel

from ..models import BknResult
from .ratings import levels


class ResponseForm(PortalForm):
    """The employee's response; bound to what they read by its hash."""

    help_prefix = "evaluation.response"

    response = forms.CharField(
        label=_("Your response"), max_length=4000, widget=forms.Textarea,
        help_text=_("It is kept as you write it, beside the answer of your appraiser."),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput)


class AcceptForm(PortalForm):
    """Receiving; bound to what was read by its hash."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class AnswerForm(PortalForm):
    """The appraiser's answer to a response."""

    help_prefix = "evaluation.answer"

    answer = forms.CharField(
        label=_("Your answer to the response"), max_length=4000, widget=forms.Textarea,
        help_text=_("Both texts stay. To change the rating, take the evaluation back first."),
    )


class BknResultForm(PortalForm):
    """What e-Kinerja BKN shows for the period."""

    help_prefix = "evaluation.bkn_result"

    dated_on = DateField(label=_("Date in e-Kinerja"))
    level = forms.ModelChoiceField(
        ScaleLevel.objects.none(), label=_("Overall rating in e-Kinerja"), empty_label=_("Choose")
    )
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea,
        help_text=_("For example why e-Kinerja shows another rating."),
    )
    files = FilesField(
        label=_("Document of e-Kinerja"), max_files=1, required=False, camera=False,
        help_text=_("The PDF that e-Kinerja issues, as it is."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rule_set: RuleSet, saved: BknResult | None, **kwargs: Any
    ) -> None:
        first: dict[str, Any] = {"revision": 0}
        if saved is not None:
            first = {
                "dated_on": saved.dated_on, "level": saved.level_id, "note": saved.note,
                "revision": saved.revision,
            }
        kwargs.setdefault("initial", first)
        super().__init__(*args, **kwargs)
        self.fields["level"].queryset = levels(rule_set, Scale.OVERALL)
        self.fields["files"].widget.max_bytes = settings.PORTAL["MAX_UPLOAD_BYTES"]
