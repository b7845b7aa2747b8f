"""Shapes of what people type about themselves: name and password, a new password, a mandate."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.calendar.dates import today
from portal.core.forms import DateField, PortalForm, RadioCards

from .models import Employee, MandateScope, User
from .validators import normalize_nip


class SignInForm(PortalForm):
    """Name and password. Whether they are right is the verb's question, not the form's."""

    help_prefix = "people.sign_in"

    username = forms.CharField(
        label=_("NIP or user name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"), strip=False, max_length=1000, widget=forms.PasswordInput
    )
    shared_computer = forms.BooleanField(
        label=_("This is a shared computer"),
        help_text=_("The session ends with the browser, and signing out leaves nothing here."),
        required=False,
    )

    autocomplete = {"username": "username", "password": "current-password"}


class PasswordForm(PortalForm):
    """The present password, and the new one twice."""

    help_prefix = "people.password"

    old_password = forms.CharField(
        label=_("Present password"), strip=False, max_length=1000, widget=forms.PasswordInput
    )
    new_password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput,
        help_text=_(
            "At least 10 characters, not only digits, and not your name. "
            "Four words in a row are good and easy to remember."
        ),
    )
    new_password_again = forms.CharField(
        label=_("New password, once more"), strip=False, max_length=1000, widget=forms.PasswordInput
    )

    autocomplete = {
        "old_password": "current-password",
        "new_password": "new-password",
        "new_password_again": "new-password",
    }

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        """The rules for passwords, as when the account was opened."""
        password = self.cleaned_data["new_password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same."""
        data = super().clean() or self.cleaned_data
        again = data.get("new_password_again")
        if again and data.get("new_password") and again != data["new_password"]:
            self.add_error(
                "new_password_again", _("The two new passwords differ. Type them once more.")
            )
        return data


class MandateForm(PortalForm):
    """Whom one lets type for oneself, for what and how long."""

    help_prefix = "people.mandate"

    helper = forms.CharField(
        label=_("Colleague"),
        help_text=_("Name or NIP of a colleague of your agency."),
        max_length=150,
        widget=forms.TextInput(attrs={"list": "colleagues"}),
    )
    scope = forms.ChoiceField(
        label=_("What they may do for you"),
        choices=MandateScope.choices,
        widget=RadioCards(
            hints={
                MandateScope.EVIDENCE: _("File and describe documents that are yours."),
                MandateScope.PREPARE: _("Draft what you alone settle."),
            }
        ),
    )
    valid_from = DateField(label=_("First day"))
    last_day = DateField(
        label=_("Last day"), help_text=_("Empty: until you end it."), required=False
    )

    autocomplete = {"helper": "off"}

    def __init__(self, owner: Employee, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["valid_from"].initial = today(owner.agency)

    def clean_helper(self) -> Employee:
        """The one colleague with this NIP or name."""
        typed = " ".join(self.cleaned_data["helper"].split())
        colleagues = Employee.objects.active().filter(agency=self.owner.agency)
        found = list(
            colleagues.filter(Q(nip=normalize_nip(typed)) | Q(name__iexact=typed))[:2]
            or colleagues.filter(name__icontains=typed)[:2]
        )
        if not found:
            raise ValidationError(
                _("Nobody in your agency has this name or NIP. Check the spelling.")
            )
        if len(found) > 1:
            raise ValidationError(_("Several colleagues match. Write the whole name or the NIP."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        """``valid_until`` (exclusive) from the last day."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("valid_from"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first. Check both."))
        data["valid_until"] = last + timedelta(days=1) if last else None
        return data
