"""Processing of a version: what the machine did with the bytes. No verdict of a person is here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.states import Transition

from .permissions import READ_VERSION, WITHDRAW_VERSION


class ProcessingState(models.TextChoices):
    """``read`` and ``empty`` give a receipt; the others say why there is none."""

    RECEIVED = "received", _("stored, waits to be read")
    READING = "reading", _("being read")
    READ = "read", _("text read")
    EMPTY = "empty", _("no text in it")
    LOCKED = "locked", _("locked by a password")
    UNREADABLE = "unreadable", _("cannot be opened")
    QUARANTINED = "quarantined", _("quarantined")


FINAL = frozenset(
    {
        ProcessingState.READ,
        ProcessingState.EMPTY,
        ProcessingState.LOCKED,
        ProcessingState.UNREADABLE,
    }
)
WITH_RECEIPT = frozenset({ProcessingState.READ, ProcessingState.EMPTY})


class Confidentiality(models.TextChoices):
    """Class of a file (biasa, terbatas, rahasia)."""

    ORDINARY = "ordinary", pgettext_lazy("confidentiality", "ordinary")
    LIMITED = "limited", pgettext_lazy("confidentiality", "limited")
    SECRET = "secret", pgettext_lazy("confidentiality", "secret")


class Sharing(models.TextChoices):
    """Who besides the owner may see a file before anybody uses it."""

    ONLY_ME = "only_me", _("only me")
    NAMED = "named", _("people I name")
    TEAM = "team", _("my team")
    UNIT = "unit", _("my unit")


class WithdrawalReason(models.TextChoices):
    """Why a version is taken back."""

    MISTAKE = "mistake", _("wrong file")
    OUTDATED = "outdated", _("no longer valid")
    PERSONAL_DATA = "personal_data", _("contains personal data that must not be here")
    OTHER = "other", _("another reason")


# A worker that was killed leaves "reading"; the next one starts over from there.
START_READING = Transition(
    "start_reading",
    frozenset({ProcessingState.RECEIVED, ProcessingState.READING}),
    ProcessingState.READING,
    READ_VERSION,
    by_system=True,
)
READ_AGAIN = Transition("read_again", FINAL, ProcessingState.READING, READ_VERSION, by_system=True)


def _finish(name: str, target: ProcessingState) -> Transition:
    return Transition(
        name, frozenset({ProcessingState.READING}), target, READ_VERSION, by_system=True
    )


FINISH_READING = {
    "read": _finish("finish_read", ProcessingState.READ),
    "empty": _finish("finish_empty", ProcessingState.EMPTY),
    "locked": _finish("finish_locked", ProcessingState.LOCKED),
    "unreadable": _finish("finish_unreadable", ProcessingState.UNREADABLE),
}
QUARANTINE = Transition(
    "quarantine",
    frozenset(set(ProcessingState) - {ProcessingState.QUARANTINED}),
    ProcessingState.QUARANTINED,
    WITHDRAW_VERSION,
)
VERSION_TABLE = (START_READING, READ_AGAIN, *FINISH_READING.values(), QUARANTINE)
