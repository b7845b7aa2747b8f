"""Domain signals become outbox rows in the same transaction; no I/O here."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from evidence.models import EvidenceVersion
from evidence.signals import version_added, version_changed, version_read
from search.models import note_changes
from search.sources import evidence


@receiver([version_added, version_read, version_changed])
def evidence_changed(sender: Any, version: EvidenceVersion, **kwargs: Any) -> None:
    """The piece of evidence is looked at again: which version is newest, what it says, for whom."""
    note_changes(evidence.NAME, [version.evidence_id])
