"""What is valid about people; called by forms, domain and imports."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def normalize_nip(value: str) -> str:
    """The digits of a NIP typed with spaces, dots or dashes."""
    return "".join(value.split()).replace(".", "").replace("-", "")


def validate_nip(value: str) -> None:
    """Raise ``ValidationError`` unless ``value`` is 18 digits that begin with a date of birth.

    Source: PP 11/2017 names the NIP; the length of 18 is confirmed by the data
    of SIASN. The month of appointment is not checked: contract staff carry
    other digits there.
    """
    if len(value) != 18 or not value.isascii() or not value.isdigit():
        raise ValidationError(_("A NIP has 18 digits. Check the number and type it again."))
    try:
        born = date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        born = None
    if born is None or born.year < 1900:
        raise ValidationError(
            _("The first eight digits of a NIP are a date of birth; these are not a date.")
        )
