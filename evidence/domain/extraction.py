"""Reading a version: what the limited child found becomes pages, a state and a receipt."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.transitions import move
from portal.files.storing import absolute_path

from ..extractors.base import Reading
from ..extractors.registry import read_file
from ..models import EvidenceVersion, ExtractedPage
from ..signals import version_read
from ..states import FINAL, FINISH_READING, READ_AGAIN, START_READING, WITH_RECEIPT

READER = Actor.system("reader")


class BytesMissing(DomainError):
    """The stored file is not on the disk: nothing a reader could decide. Tried again later."""


def read_version(version: EvidenceVersion, *, again: bool = False) -> EvidenceVersion:
    """Read a version and keep the outcome. Safe to run twice, and after a kill at any moment.

    No transaction is open while the child reads. A withdrawal in the meantime
    wins: then nothing is written. ``again`` reads a finished version anew, with
    a newer reader; its receipt stays.

    Raises:
        BytesMissing: the disk does not have the file.
    """
    if not version.is_standing or (version.state in FINAL and not again):
        return version
    path = absolute_path(version.stored_file)
    if not path.is_file():
        raise BytesMissing(_("The stored file is missing on the disk."))
    move(version, READ_AGAIN if version.state in FINAL else START_READING, actor=READER)
    reading = read_file(path, original_name=version.original_name)
    try:
        with transaction.atomic():
            _keep(version, reading)
    except TransitionRefused:
        version.refresh_from_db()
    return version


def _taken_at(version: EvidenceVersion, reading: Reading) -> datetime | None:
    """When a photo was taken; a camera that tells no zone is taken to run on the agency's time."""
    taken = reading.taken_at
    if taken is None or taken.tzinfo is not None:
        return taken
    return taken.replace(tzinfo=version.evidence.owner.agency.zone)


def _keep(version: EvidenceVersion, reading: Reading) -> None:
    outcome = reading.outcome if reading.outcome in FINISH_READING else "unreadable"
    now = clock.now()
    if not EvidenceVersion.objects.select_for_update().get(pk=version.pk).is_standing:
        raise TransitionRefused(_("This version was withdrawn while it was read."))
    facts = {
        "reading_message": reading.message[:500],
        "marks": list(reading.marks),
        "page_count": reading.page_count,
        "taken_at": _taken_at(version, reading),
        "read_at": now,
    }
    transition = FINISH_READING[outcome]
    if version.receipt_at is None and transition.target in WITH_RECEIPT:
        facts["receipt_at"] = now
    move(version, transition, actor=READER, changes=facts)
    ExtractedPage.objects.filter(version=version).delete()
    ExtractedPage.objects.bulk_create(
        [
            ExtractedPage(
                version=version,
                number=page.number,
                label=page.label[:120],
                text=page.text,
                reader=reading.reader[:40],
                reader_version=reading.reader_version[:40],
                quality=page.quality,
            )
            for page in reading.pages
        ],
        batch_size=200,
    )
    version_read.send(EvidenceVersion, version=version)
