"""Forms of evidence: shape of input only. They hand a ``Description`` to the verbs."""

import re
import uuid
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import DateField, FilesField, PortalForm, RadioCards
from portal.people.domain.mandates import mandates_held
from portal.people.models import Employee, Mandate, MandateScope, WorkTeam

from .domain.describing import description_of
from .models import Evidence, EvidenceKind
from .queries import colleagues_of, teams_of
from .states import Confidentiality, Sharing, WithdrawalReason
from .validators import Description, validate_description

CONFIDENTIALITY_HINTS = {
    Confidentiality.ORDINARY: _("Most letters, minutes and photos."),
    Confidentiality.LIMITED: _("Only for people you name or your team; each opening is noted."),
    Confidentiality.SECRET: _("Only for people you name; each opening is noted."),
}
SHARING_HINTS = {
    Sharing.ONLY_ME: _("You, and auditors of your unit. Later also who checks or rates its use."),
    Sharing.NAMED: _("Colleagues you list below."),
    Sharing.TEAM: _("Everybody in one of your work teams."),
    Sharing.UNIT: _("Everybody with a post in your unit, and who heads it or a unit above."),
}
# A NIP, written with or without blanks, may be followed by the name for the reader's sake.
_NIP = re.compile(r"^(?:\d[\s.\-]?){18}(?=\s|$)|^\d{18}(?=\D|$)")


class PeopleField(forms.CharField):
    """Colleagues by NIP or name, one a line; cleans to a list of employees.

    ``candidates`` gives the people who may be named. A part of a name is enough
    when it fits one person only; otherwise the error lists who it fits.
    """

    widget = forms.Textarea
    candidates: Callable[[], Any] = Employee.objects.none

    def clean(self, value: Any) -> list[Employee]:
        """The people named, each once, in the order of the lines."""
        lines = [" ".join(line.split()) for line in re.split(r"[\n;]", super().clean(value) or "")]
        found: dict[int, Employee] = {}
        problems = []
        for line in dict.fromkeys(filter(None, lines)):
            try:
                person = self._find(line)
            except ValidationError as error:
                problems.extend(error.messages)
            else:
                found[person.pk] = person
        if problems:
            raise ValidationError(problems)
        return list(found.values())

    def _find(self, line: str) -> Employee:
        people = self.candidates()
        nip = _NIP.match(line)
        if nip:
            fits = list(people.filter(nip=re.sub(r"\D", "", nip[0]))[:2])
        else:
            fits = list(people.filter(name__iexact=line)[:2])
            if len(fits) != 1:
                words = people
                for word in line.split():
                    words = words.filter(name__icontains=word)
                fits = list(words.order_by("name")[:6])
        if len(fits) == 1:
            return fits[0]
        if not fits:
            raise ValidationError(
                _("No colleague is called “%(line)s”. Write the full name or the NIP."),
                params={"line": line},
            )
        raise ValidationError(
            _("“%(line)s” fits several people: %(names)s. Write the full name or the NIP."),
            params={"line": line, "names": "; ".join(str(fit) for fit in fits)},
        )


class DescriptionForm(PortalForm):
    """What a person says about a piece of evidence. ``owner``: whose it is or will be."""

    help_prefix = "evidence.description"

    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("So that others recognize it in a list.")
    )
    kind = forms.ModelChoiceField(
        EvidenceKind.objects.all(), label=_("Kind of evidence"), empty_label=_("Choose")
    )
    number = forms.CharField(
        label=_("Document number"),
        max_length=120,
        required=False,
        help_text=_("As printed, for example 094/112/2026."),
    )
    dated_on = DateField(label=_("Date of the document"), required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    activity_from = DateField(label=_("Work from"), required=False)
    activity_until = DateField(label=_("Work until"), required=False)
    description = forms.CharField(
        label=_("What it shows"), max_length=2000, required=False, widget=forms.Textarea
    )
    confidentiality = forms.ChoiceField(
        label=_("Confidentiality"),
        choices=Confidentiality.choices,
        initial=Confidentiality.ORDINARY,
        widget=RadioCards(hints=CONFIDENTIALITY_HINTS),
    )
    sharing = forms.ChoiceField(
        label=_("Who may see it"),
        choices=Sharing.choices,
        initial=Sharing.ONLY_ME,
        widget=RadioCards(hints=SHARING_HINTS),
    )
    shared_with = PeopleField(
        label=_("People you name"),
        required=False,
        max_length=5000,
        help_text=_("NIP or name, one colleague a line. Counts only with “people I name”."),
    )
    team = forms.ModelChoiceField(
        WorkTeam.objects.none(),
        label=_("Work team"),
        required=False,
        empty_label=_("Choose"),
        help_text=_("Counts only with “my team”."),
    )

    title_is_optional: ClassVar[bool] = False

    def __init__(self, *args: Any, owner: Employee | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["shared_with"].candidates = self._candidates
        if owner is not None:
            self.fields["team"].queryset = self._teams(owner)
        if self.title_is_optional:
            self.fields["title"].required = False

    def _candidates(self) -> Any:
        return colleagues_of(self.owner) if self.owner else Employee.objects.none()

    def _teams(self, owner: Employee) -> Any:
        return teams_of(owner)

    @property
    def description_fields(self) -> dict[str, Any]:
        """Cleaned values under the names of ``Description``."""
        values = {
            name: self.cleaned_data.get(name)
            for name in Description.__dataclass_fields__
            if name in self.fields
        }
        if values["sharing"] != Sharing.NAMED:
            values["shared_with"] = ()
        if values["sharing"] != Sharing.TEAM:
            values["team"] = None
        return values

    def described(self, title: str = "") -> Description:
        """The description; ``title`` stands in where the person typed none."""
        values = self.description_fields
        values["title"] = values["title"] or title
        return Description(**values)

    def clean(self) -> dict[str, Any]:
        """The rules of the office, shown at their fields together with errors of shape."""
        cleaned = super().clean() or self.cleaned_data
        if self.owner is None or "sharing" in self.errors or "confidentiality" in self.errors:
            return cleaned
        try:
            validate_description(self.described(self._stand_in()), self.owner)
        except ValidationError as error:
            for name, messages in error.error_dict.items():
                # What sharing lacks is typed in the field below it, which says so already.
                is_told = name == "sharing" and self.errors.keys() & {"shared_with", "team"}
                if name in self.fields and name not in self.errors and not is_told:
                    self.add_error(name, messages)
        return cleaned

    def _stand_in(self) -> str:
        return "-" if self.title_is_optional or "title" in self.errors else ""


class UploadForm(DescriptionForm):
    """Files with one description for all of them."""

    help_prefix = "evidence.upload"

    title_is_optional = True

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    files = FilesField(label=_("Files"))
    on_behalf_of = forms.ChoiceField(
        label=pgettext_lazy("whose file", "For"),
        required=False,
        help_text=_("Your name is kept as the one who typed."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        own = getattr(user, "employee", None)
        self.own = own if own is not None and own.left_on is None else None
        self.mandates = {
            str(mandate.pk): mandate for mandate in mandates_held(user, MandateScope.EVIDENCE)
        }
        # Whose file it is decides which colleagues and teams the other fields may name.
        data = args[0] if args else kwargs.get("data")
        chosen = data.get("on_behalf_of", "") if data else ""
        self.mandate: Mandate | None = self.mandates.get(chosen)
        owner = self.mandate.owner if self.mandate is not None else self.own
        super().__init__(*args, owner=owner, **kwargs)
        options = settings.PORTAL
        self.fields["files"] = FilesField(
            label=_("Files"),
            max_files=options["MAX_FILES_PER_UPLOAD"],
            max_bytes=options["MAX_UPLOAD_BYTES"],
            # Empty files are named one by one by the verb, the others are stored.
            allow_empty_file=True,
            help_text=_("PDF, Office, OpenDocument, text, e-mail, pictures and MP4 videos."),
        )
        self.fields["files"].error_messages["required"] = _("Choose at least one file.")
        self.fields["title"].help_text = _(
            "Leave it empty to take the name of the file, also with several files at once."
        )
        self._offer_owners(chosen)
        if not self.is_bound:
            self.initial.setdefault("submission_id", uuid.uuid4())

    def _offer_owners(self, chosen: str) -> None:
        # Who asked for somebody whose mandate has ended is told so, never files as themselves.
        if not self.mandates and not chosen:
            del self.fields["on_behalf_of"]
            return
        self.fields["on_behalf_of"].error_messages["invalid_choice"] = _(
            "The mandate of this person is not in force any more. Choose whose file it is."
        )
        choices = [(key, mandate.owner.name) for key, mandate in self.mandates.items()]
        if self.own is not None:
            choices.insert(0, ("", _g("myself")))
        self.fields["on_behalf_of"].choices = choices
        owners = [mandate.owner for mandate in self.mandates.values()]
        teams = [teams_of(owner) for owner in (self.own, *owners) if owner is not None]
        keys = {team.pk for query in teams for team in query}
        self.fields["team"].queryset = WorkTeam.objects.filter(pk__in=keys)

    @property
    def can_file(self) -> bool:
        """Whether there is anybody this account may file for."""
        return self.own is not None or bool(self.mandates)


def title_from(file_name: str) -> str:
    """``notulen_rapat-3.pdf`` becomes “Notulen rapat 3”."""
    stem = PurePosixPath(file_name).stem if "." in file_name else file_name
    words = " ".join(re.sub(r"[_\-]+", " ", stem).split())
    return (words[:1].upper() + words[1:])[:300] or file_name[:300]


class EditForm(DescriptionForm):
    """Change what is said about evidence. ``revision`` is the one the person saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        self.evidence = evidence
        now = description_of(evidence)
        kwargs.setdefault("initial", {**initial_of(now), "revision": evidence.revision})
        super().__init__(*args, owner=evidence.owner, **kwargs)

    def _candidates(self) -> Any:
        # Who is named already may stay, also after leaving the office.
        named = self.evidence.shares.values_list("employee_id", flat=True)
        return colleagues_of(self.evidence.owner) | Employee.objects.filter(pk__in=list(named))

    def _teams(self, owner: Employee) -> Any:
        keys = list(teams_of(owner).values_list("pk", flat=True))
        return WorkTeam.objects.filter(pk__in=[*keys, self.evidence.team_id])


def initial_of(description: Description) -> dict[str, Any]:
    """Values of the form fields for a description."""
    values = {name: getattr(description, name) for name in Description.__dataclass_fields__}
    values["shared_with"] = "\n".join(
        f"{person.nip} {person.name}" if person.nip else person.name
        for person in description.shared_with
    )
    return values


class VersionForm(PortalForm):
    """Newer bytes for evidence that stands already."""

    help_prefix = "evidence.version"

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    files = FilesField(label=_("New version of the file"), max_files=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(
            label=_("New version of the file"),
            max_files=1,
            max_bytes=settings.PORTAL["MAX_UPLOAD_BYTES"],
            allow_empty_file=True,
        )
        self.fields["files"].error_messages["required"] = _("Choose the file.")
        if not self.is_bound:
            self.initial.setdefault("submission_id", uuid.uuid4())


class WithdrawForm(PortalForm):
    """Why a version is taken back."""

    help_prefix = "evidence.withdrawal"

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=WithdrawalReason.choices,
        widget=RadioCards(
            hints={
                WithdrawalReason.PERSONAL_DATA: _(
                    "The file is locked away at once, what was read from it is thrown away."
                )
            }
        ),
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea)


class EmergencyForm(PortalForm):
    """Open one file in an emergency."""

    help_prefix = "evidence.emergency"

    record = forms.CharField(
        label=_("Number or address of the file"),
        max_length=300,
        help_text=_("The address from a link or receipt, or the exact document number."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("The owner reads this sentence together with your name."),
    )
