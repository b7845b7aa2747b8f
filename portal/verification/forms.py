"""The form of a verdict: eight points, reason, note, and what was on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import PortalForm

from .states import POINTS, Outcome, ReasonCode
from .validators import validate_verdict

YES, NO, NOT_APPLICABLE = "yes", "no", "na"
ANSWERS = (
    (YES, pgettext_lazy("answer", "yes")),
    (NO, pgettext_lazy("answer", "no")),
    (NOT_APPLICABLE, pgettext_lazy("answer", "does not apply")),
)
_MEANING: dict[str, bool | None] = {YES: True, NO: False, NOT_APPLICABLE: None}
_WORD = {meaning: word for word, meaning in _MEANING.items()}


def _point(number: int) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=POINTS[number], choices=ANSWERS, required=False, widget=forms.RadioSelect
    )


@dataclass(frozen=True)
class Point:
    """One of the eight points as drawn. ``is_carried``: an earlier check answered it."""

    number: int
    label: str | Promise
    field: BoundField
    is_carried: bool


class VerdictForm(PortalForm):
    """A verdict as it is sent. ``outcome`` is the button that was pressed.

    ``offered``: answers that an earlier check of the same bytes gave already.
    """

    help_prefix = "verification.verdict"
    text_rows = 3

    seen = forms.CharField(max_length=200, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        choices=Outcome.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("Press one of the two buttons: accept or return.")},
    )
    point_1 = _point(1)
    point_2 = _point(2)
    point_3 = _point(3)
    point_4 = _point(4)
    point_5 = _point(5)
    point_6 = _point(6)
    point_7 = _point(7)
    point_8 = _point(8)
    reason_code = forms.ChoiceField(
        label=_("Reason of the return"),
        required=False,
        choices=[("", _("none")), *ReasonCode.choices],
    )
    note = forms.CharField(
        label=_("Note to the owner"), required=False, max_length=2000, widget=forms.Textarea
    )

    def __init__(
        self, *args: Any, offered: Mapping[int, bool | None] | None = None, **kwargs: Any
    ) -> None:
        self.offered = dict(offered or {})
        initial = {_name(number): _WORD[answer] for number, answer in self.offered.items()}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def points(self) -> Iterator[Point]:
        """The eight points in their order."""
        for number, label in POINTS.items():
            yield Point(number, label, self[_name(number)], number in self.offered)

    @property
    def answers(self) -> dict[int, bool | None]:
        """What was answered; of a valid form. A point left open is not in it."""
        return {
            number: _MEANING[self.cleaned_data[_name(number)]]
            for number in POINTS
            if self.cleaned_data.get(_name(number))
        }

    def clean(self) -> dict[str, Any]:
        """A return names reason and note, an acceptance answers no point with no."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            validate_verdict(
                cleaned["outcome"], self.answers, cleaned["reason_code"], cleaned["note"]
            )
        except ValidationError as refusal:
            for name, sentences in refusal.message_dict.items():
                self.add_error(name if name in self.fields else self._refused, sentences)
        return cleaned

    @property
    def _refused(self) -> str | None:
        """The first point answered with no."""
        refused = [number for number, answer in self.answers.items() if answer is False]
        return _name(min(refused)) if refused else None


def _name(number: int) -> str:
    return f"point_{number}"
