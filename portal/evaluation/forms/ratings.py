"""Forms of who rates: ratings with their reasons, feedback, and taking a delivery back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm, RadioCards
from portal.rulesets.models import RuleSet, Scale, ScaleLevel

from ..models import Evaluation
from ..queries import Trouble

REASON = "reason_"
MOST_CHARACTERS = 4000


class LevelField(forms.ModelChoiceField):
    """A rating that is needed to deliver, not yet to save: so it is not called optional."""

    widget = RadioCards

    def validate(self, value: Any) -> None:
        """Nothing chosen is saved as nothing chosen."""


class ReasonField(forms.CharField):
    """A reason that is needed to deliver, not yet to save."""

    widget = forms.Textarea

    def validate(self, value: Any) -> None:
        """An empty one is saved as it is; the delivery asks for it."""


class RatingForm(PortalForm):
    """The two ratings, why, and a reason for each thing that asks for one."""

    help_prefix = "evaluation.ratings"

    result_level = LevelField(
        ScaleLevel.objects.none(), label=_("Rating of results"), empty_label=None
    )
    behavior_level = LevelField(
        ScaleLevel.objects.none(), label=_("Rating of behavior"), empty_label=None
    )
    rating_note = forms.CharField(
        label=_("Why this rating"), max_length=MOST_CHARACTERS, required=False,
        widget=forms.Textarea,
        help_text=_("Two sentences that rest on the bands above. The employee reads them."),
    )
    recommendation = forms.CharField(
        label=_("Notes and recommendation"), max_length=MOST_CHARACTERS, required=False,
        widget=forms.Textarea,
        help_text=_("What to keep, what to mend, and what to learn next."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rule_set: RuleSet, trouble: Trouble, saved: Evaluation, **kwargs: Any
    ) -> None:
        kwargs.setdefault(
            "initial",
            {
                "result_level": saved.result_level_id,
                "behavior_level": saved.behavior_level_id,
                "rating_note": saved.rating_note,
                "recommendation": saved.recommendation,
                "revision": saved.revision,
                **{REASON + code: text for code, text in saved.reasons.items()},
            },
        )
        super().__init__(*args, **kwargs)
        self.fields["result_level"].queryset = levels(rule_set, Scale.RESULT)
        self.fields["behavior_level"].queryset = levels(rule_set, Scale.BEHAVIOR)
        for code, sentence in trouble.demands:
            self.fields[REASON + code] = ReasonField(
                label=_("Reason: %(what)s") % {"what": sentence}, max_length=1000
            )
            self.fields[REASON + code].widget.attrs["rows"] = "2"

    @property
    def reason_fields(self) -> list[Any]:
        """The fields that ask for a reason."""
        return [self[name] for name in self.fields if name.startswith(REASON)]

    @property
    def rated(self) -> dict[str, Any]:
        """What ``save_ratings`` takes, of a valid form."""
        data = self.cleaned_data
        return {
            "result_level": data["result_level"],
            "behavior_level": data["behavior_level"],
            "rating_note": data["rating_note"],
            "recommendation": data["recommendation"],
            "revision": data["revision"],
            "reasons": {
                name.removeprefix(REASON): text
                for name, text in data.items()
                if name.startswith(REASON)
            },
        }


def levels(rule_set: RuleSet, scale: str) -> Any:
    """Levels of a scale, the best first."""
    return ScaleLevel.objects.filter(rule_set=rule_set, scale=scale).order_by("-rank")


class FeedbackForm(PortalForm):
    """Feedback on one result or one value; its prefix says which."""

    help_prefix = "evaluation.feedback"
    text_rows = 3

    text = forms.CharField(
        label=_("Feedback"), max_length=2000, widget=forms.Textarea,
        help_text=_("Dated today and printed with the name of who gives it."),
    )


class RecallForm(PortalForm):
    """Why a delivered evaluation is taken back."""

    help_prefix = "evaluation.recall"

    recall_reason = forms.CharField(
        label=_("Why you take it back"), max_length=1000, widget=forms.Textarea,
        help_text=_("The reason stays in the history."),
    )
