"""What the pages and the receipt may show of a version: facts, frozen."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .models import EvidenceVersion
from .states import FINAL, ProcessingState


@dataclass(frozen=True)
class Step:
    """One step of a version's way: ``done`` with its instant, or ``waits``, or ``failed``."""

    key: str
    label: str
    at: datetime | None
    status: str  # done | waits | failed | none


def steps_of(version: EvidenceVersion) -> list[Step]:
    """Stored, read, searchable, receipt: the truth of one row, in the order in which it happens."""
    stored = Step("stored", _("stored"), version.uploaded_at, "done")
    if not version.is_standing:
        return [stored]
    return [stored, _read(version), _searchable(version), _receipt(version)]


def is_final(version: EvidenceVersion) -> bool:
    """Whether the steps will not change any more by themselves."""
    return not version.is_standing or (
        version.state in FINAL and version.searchable_at is not None
    )


def _read(version: EvidenceVersion) -> Step:
    state = version.state
    if state == ProcessingState.READ:
        return Step("read", _("text read"), version.read_at, "done")
    if state == ProcessingState.EMPTY:
        return Step("read", _("opened, no text in it"), version.read_at, "done")
    if state == ProcessingState.LOCKED:
        return Step("read", _("locked by a password"), version.read_at, "failed")
    if state == ProcessingState.UNREADABLE:
        return Step("read", _("cannot be opened"), version.read_at, "failed")
    return Step("read", _("waits to be read"), None, "waits")


def _searchable(version: EvidenceVersion) -> Step:
    if version.searchable_at is None:
        return Step("searchable", _("not searchable yet"), None, "waits")
    if version.state == ProcessingState.READ:
        return Step("searchable", _("searchable"), version.searchable_at, "done")
    label = _("searchable by title and number")
    return Step("searchable", label, version.searchable_at, "done")


def _receipt(version: EvidenceVersion) -> Step:
    if version.receipt_at is not None:
        return Step("receipt", _("receipt"), version.receipt_at, "done")
    if version.state in {ProcessingState.LOCKED, ProcessingState.UNREADABLE}:
        return Step("receipt", _("no receipt: stored, but it cannot be opened"), None, "failed")
    return Step("receipt", _("receipt follows"), None, "waits")
