"""Forms by which editors import a text and mend it, drawn by Wagtail's admin."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .domain.source import MOST_BYTES
from .importing.rows import UNIT_KINDS
from .importing.stepping import lines_of
from .importing.steps import (
    Correct,
    Dissolve,
    Join,
    MakeHeading,
    Mark,
    MoveIn,
    MoveOut,
    Name,
    Split,
    Step,
)
from .importing.tree import Kind
from .models import Provision, RegulationPage

PASTED = "tempelan.txt"


class SourceForm(forms.Form):
    """A text file, or the text itself pasted."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Text file"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "A plain text file (.txt or .md) of at most 5 MB. Every character of it is kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,text/plain,text/markdown"}),
    )
    text = forms.CharField(
        label=_("Or the text, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("At most 2 MB. Take a file for a longer text."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_id", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        """Take exactly one of both."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if file is not None and text.strip():
            self.add_error("text", _("Choose a file or paste the text, not both."))
        elif file is None and not text.strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste the text below."))
        return cleaned

    def source(self) -> tuple[bytes, str]:
        """The bytes and their name; of a valid form. One byte too many is enough to refuse."""
        file = self.cleaned_data.get("file")
        if file is not None:
            return file.read(MOST_BYTES + 1), file.name
        # Browsers send every line end of a text field as CR LF, whatever was pasted.
        return self.cleaned_data["text"].replace("\r\n", "\n").encode(), PASTED


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RecordForm(forms.ModelForm):
    """The record of a regulation, as far as a text says it; the rest is added on its page."""

    class Meta:
        model = RegulationPage
        fields = [
            "kind", "issuer_code", "number", "year", "title", "issuer", "enacted_in",
            "enacted_on", "promulgated_on", "in_force_on", "source", "signatory",
        ]  # fmt: skip
        widgets = dict.fromkeys(("enacted_on", "promulgated_on", "in_force_on"), DayInput())

    def clean_title(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["title"].split())


class AppliesForm(forms.Form):
    """From when another edition of a regulation applies."""

    applies_from = forms.DateField(
        label=_("applies from"),
        required=False,
        widget=DayInput(),
        help_text=_("First day of this wording. Empty: since the regulation is in force."),
    )


# --- Steps of mending ---------------------------------------------------------------------

#: Kinds of units by their official names.
KIND_NAMES: dict[str, str] = {
    Kind.TITLE: "Judul",
    Kind.PREAMBLE: "Pembukaan",
    Kind.RECITALS: "Menimbang",
    Kind.CITATIONS: "Mengingat",
    Kind.FORMULA: "Diktum",
    Kind.BODY: "Batang tubuh",
    Kind.BOOK: "Buku",
    Kind.CHAPTER: "Bab",
    Kind.PART: "Bagian",
    Kind.SUBPART: "Paragraf",
    Kind.ARTICLE: "Pasal",
    Kind.PARAGRAPH: "Ayat",
    Kind.POINT: "Huruf",
    Kind.SUBPOINT: "Angka",
    Kind.DEFINITION: "Definisi",
    Kind.QUOTED: "Pasal yang dikutip",
    Kind.CLOSING: "Penutup",
    Kind.ELUCIDATION: "Penjelasan",
    Kind.GENERAL: "Penjelasan umum",
    Kind.COMMENTS: "Pasal demi pasal",
    Kind.COMMENT: "Penjelasan pasal",
    Kind.ANNEX: "Lampiran",
}
#: Most made first.
_OFTEN = (Kind.ARTICLE, Kind.PARAGRAPH, Kind.POINT, Kind.SUBPOINT, Kind.CHAPTER, Kind.COMMENT)
_KINDS = [
    (kind.value, KIND_NAMES[kind])
    for kind in [*_OFTEN, *(kind for kind in UNIT_KINDS if kind not in _OFTEN)]
]
MOST_LINES = 300
LONGEST_OPTION = 70


class StepForm(forms.Form):
    """One step at one row; ``revision`` is the one the person looks at."""

    verb = ""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    position = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, part: Provision, revision: int, data: Any = None) -> None:
        self.part = part
        super().__init__(
            data,
            auto_id=f"id_{self.verb}_{part.position}_%s",
            initial={
                "revision": revision,
                "position": part.position,
                "kind": part.kind,
                "number": part.number,
                "heading": part.heading,
                "text": part.text,
            },
        )

    def step(self) -> Step:
        """The step; of a valid form."""
        raise NotImplementedError


class NameForm(StepForm):
    """Kind, number and heading of a unit."""

    verb = "name"

    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    number = forms.CharField(
        label=_("Number"), max_length=20, required=False,
        help_text=_("As it should be: 14A, IXA, b, Kesatu."),
    )  # fmt: skip
    heading = forms.CharField(label=_("Heading"), max_length=400, required=False)

    def step(self) -> Step:
        data = self.cleaned_data
        return Name(data["position"], data["kind"], data["number"], data["heading"])


class PlaceForm(StepForm):
    """A place in a leaf: a line of it, or words that stand there once."""

    line = forms.TypedChoiceField(
        label=_("Line"), coerce=int, required=False, empty_value=None,
        help_text=_("Choose the line, or write the words below."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Or these words within a line"), required=False, max_length=200,
        help_text=_("As they stand in the text, and enough of them to stand there once."),
    )  # fmt: skip

    first_line = 0

    def __init__(self, part: Provision, revision: int, data: Any = None) -> None:
        super().__init__(part, revision, data)
        self.lines = lines_of(part.text)
        choices = [("", "")]
        for number, line in enumerate(self.lines[:MOST_LINES]):
            if line.strip() and number >= self.first_line:
                choices.append((str(number), " ".join(line.split())[:LONGEST_OPTION]))
        self.fields["line"].choices = choices
        if len(choices) == 2:
            # There is only one to choose.
            self.initial["line"] = choices[1][0]

    def clean(self) -> dict[str, Any]:
        """Find the place."""
        cleaned = super().clean() or {}
        words = (cleaned.get("words") or "").split()
        line = cleaned.get("line")
        if words:
            pattern = r"\s+".join(re.escape(word) for word in words)
            found = [match.span() for match in re.finditer(pattern, self.part.text)]
            if not found:
                self.add_error("words", _("These words do not stand in this text."))
            elif len(found) > 1:
                self.add_error(
                    "words",
                    _("These words stand here %(count)d times. Write some more of them.")
                    % {"count": len(found)},
                )
            else:
                cleaned["span"] = found[0]
        elif line is None:
            self.add_error("line", _("Choose a line, or write the words."))
        else:
            start = sum(map(len, self.lines[:line]))
            count = cleaned.get("count") or 1
            cleaned["span"] = (start, start + sum(map(len, self.lines[line : line + count])))
        return cleaned


class SplitForm(PlaceForm):
    """Where the second leaf begins."""

    verb = "split"
    first_line = 1  # Before the first nothing would be left.

    def step(self) -> Step:
        return Split(self.cleaned_data["position"], self.cleaned_data["span"][0])


class HeadingForm(PlaceForm):
    """A line or words that open a unit."""

    verb = "heading"
    field_order = ["line", "count", "words", "kind", "number", "heading"]

    count = forms.TypedChoiceField(
        label=_("Lines of number and heading"), coerce=int, required=False,
        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4")], empty_value=1,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    number = forms.CharField(
        label=_("Number"), max_length=20, required=False,
        help_text=_("As it should be: 14A, IXA, b, Kesatu."),
    )  # fmt: skip
    heading = forms.CharField(label=_("Heading"), max_length=400, required=False)

    def step(self) -> Step:
        data = self.cleaned_data
        start, end = data["span"]
        return MakeHeading(
            data["position"], start, end, data["kind"], data["number"], data["heading"]
        )


class CorrectForm(StepForm):
    """Other words for a leaf; what was imported is kept beside."""

    verb = "correct"

    text = forms.CharField(
        label=_("Text"), strip=False, widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"})
    )

    def step(self) -> Step:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if "\r\n" in self.part.text:
            text = text.replace("\n", "\r\n")
        return Correct(self.cleaned_data["position"], text)


class PlainForm(StepForm):
    """A step that needs a button only."""

    def step(self) -> Step:
        position = self.cleaned_data["position"]
        return {
            "join": lambda: Join(position),
            "move_in": lambda: MoveIn(position),
            "move_out": lambda: MoveOut(position),
            "dissolve": lambda: Dissolve(position),
            "mark_noise": lambda: Mark(position, Kind.NOISE),
            "mark_text": lambda: Mark(position, Kind.TEXT),
            "mark_label": lambda: Mark(position, Kind.LABEL),
            "restore": lambda: Correct(position, self.part.original),
        }[self.verb]()


def form_for(verb: str) -> type[StepForm]:
    """The form of a step by its name, as buttons send it.

    Raises:
        KeyError: there is no such step.
    """
    forms_by_verb: dict[str, type[StepForm]] = {
        form.verb: form for form in (NameForm, SplitForm, HeadingForm, CorrectForm)
    }
    return forms_by_verb.get(verb) or PLAIN_FORMS[verb]


PLAIN_FORMS: dict[str, type[StepForm]] = {
    verb: type(f"{verb.title()}Form", (PlainForm,), {"verb": verb, "__doc__": PlainForm.__doc__})
    for verb in (
        "join", "move_in", "move_out", "dissolve", "mark_noise", "mark_text", "mark_label",
        "restore",
    )
}  # fmt: skip
