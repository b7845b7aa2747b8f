"""Forms of filing: what came of an indicator, the files that prove it, and decisions about it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evidence.forms import DescriptionForm
from portal.core.forms import FilesField, PortalForm

from ..domain.realizations import RealizationInput
from ..models import EvidenceUse, Realization
from ..validators import number_of

LARGEST_COUNT = Decimal(10) ** 10


class CountField(forms.CharField):
    """How many units a file proves, written as Indonesians write numbers; cleans to a Decimal."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """The number; None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        number = number_of(text)
        if number is None or number >= LARGEST_COUNT or number != round(number, 2):
            raise ValidationError(_("Write a number, for example 3 or 2,5."))
        return number


def count_text(count: Decimal | None) -> str:
    """A count as it is typed: ``3``, ``2,5``; empty where there is none."""
    if count is None:
        return ""
    return f"{count:f}".rstrip("0").rstrip(".").replace(".", ",") if count % 1 else f"{count:.0f}"


class RealizationForm(PortalForm):
    """Value, story and source of one indicator in one period."""

    help_prefix = "planning.realization"

    value = forms.CharField(
        label=_("Realization"),
        max_length=200,
        required=False,
        help_text=_("What was reached, for example 3 or 97,5; it may be 0. Needed to hand in."),
    )
    narrative = forms.CharField(
        label=_("What was done"),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Two or three sentences: what, for whom, with what outcome."),
    )
    data_source = forms.CharField(
        label=_("Source of the data"),
        max_length=300,
        required=False,
        help_text=_("For example a register, an application, a report. It is printed as well."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @property
    def typed(self) -> RealizationInput:
        """What was typed, for the verb."""
        data = self.cleaned_data
        return RealizationInput(data["value"], data["narrative"], data["data_source"])


def initial_words(realization: Realization) -> dict[str, Any]:
    """Values of the form for a realization, saved or not."""
    return {
        "value": realization.value,
        "narrative": realization.narrative,
        "data_source": realization.data_source,
        "revision": realization.revision,
    }


class ReturnForm(PortalForm):
    """What has to be mended, for the person to whom it goes back."""

    help_prefix = "planning.return"

    return_note = forms.CharField(
        label=_("What has to be mended"), max_length=2000, widget=forms.Textarea
    )


class ReopenForm(PortalForm):
    """Why something that was handed in is taken back."""

    help_prefix = "planning.reopen"

    reason = forms.CharField(
        label=_("Why it is taken back"), max_length=1000, widget=forms.Textarea
    )


class UseUploadForm(DescriptionForm):
    """New files as evidence of one realization: the description of evidence, note and count."""

    help_prefix = "planning.use_upload"

    title_is_optional = True

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    files = FilesField(label=_("Files"))
    note = forms.CharField(
        label=_("What it shows for this indicator"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )
    count = CountField(
        label=_("Counts for"),
        required=False,
        help_text=_("How many of the claimed units each file proves."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        own = getattr(user, "employee", None)
        super().__init__(*args, owner=own, **kwargs)
        # The note of the use says it for this indicator; one field fewer on the phone.
        del self.fields["description"]
        options = settings.PORTAL
        self.fields["files"] = FilesField(
            label=_("Files"),
            max_files=options["MAX_FILES_PER_UPLOAD"],
            max_bytes=options["MAX_UPLOAD_BYTES"],
            # Empty files are named one by one by the verb, the others are stored.
            allow_empty_file=True,
        )
        self.fields["files"].error_messages["required"] = _("Choose at least one file.")
        self.fields["title"].help_text = _("Leave it empty to take the name of the file.")
        if not self.is_bound:
            self.initial.setdefault("submission_id", uuid.uuid4())

    @property
    def is_folded_bad(self) -> bool:
        """Whether a field of the folded part has an error, so that it must stand open."""
        shown = {"files", "title", "kind", "dated_on", "note", "count", "__all__"}
        return bool(set(self.errors) - shown)


class UseForm(PortalForm):
    """What a linked file shows and for how many it counts; ``seen``: digest of what stood."""

    help_prefix = "planning.use"

    note = forms.CharField(
        label=_("What it shows for this indicator"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )
    count = CountField(
        label=_("Counts for"),
        required=False,
        help_text=_("How many of the claimed units the file proves."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


def initial_use(use: EvidenceUse) -> dict[str, Any]:
    """Values of the form of a use."""
    return {"note": use.note, "count": count_text(use.count), "seen": use.words_digest}


class PickForm(PortalForm):
    """Search words for a file that is in the repository already."""

    help_prefix = "planning.pick"

    q = forms.CharField(
        label=_("Words of title, number or file name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
