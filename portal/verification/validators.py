"""What a verdict must say; called by the form and the verb."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .states import POINTS, Outcome, ReasonCode

SHORTEST_NOTE = 10


def validate_verdict(
    outcome: str, answers: Mapping[int, bool | None], reason_code: str, note: str
) -> None:
    """A return names its reason in code and words; an acceptance answers no point with no.

    Raises:
        ValidationError: by field.
    """
    if set(answers) - set(POINTS):
        raise ValidationError({"answers": _("There are eight points.")})
    if outcome == Outcome.RETURNED:
        errors = {}
        if reason_code not in ReasonCode.values:
            errors["reason_code"] = _("Choose the reason of the return.")
        if len(note.strip()) < SHORTEST_NOTE:
            errors["note"] = _("Write in a sentence what is missing; the owner will read it.")
        if errors:
            raise ValidationError(errors)
        return
    refused = [str(POINTS[point]) for point, answer in sorted(answers.items()) if answer is False]
    if refused:
        raise ValidationError(
            {
                "answers": _(
                    "“%(point)s” is answered with no. Return the file with that reason, or mend "
                    "the answer."
                )
                % {"point": refused[0]}
            }
        )
