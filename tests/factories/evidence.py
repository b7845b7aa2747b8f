"""Evidence with real bytes, made by the verbs of ``evidence``."""

import hashlib
import uuid
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings

from evidence.domain.extraction import READER
from evidence.domain.versions import add_version, create_evidence, withdraw_version
from evidence.models import Evidence, EvidenceKind, EvidenceVersion, ExtractedPage
from evidence.signals import version_read
from evidence.states import (
    FINISH_READING,
    START_READING,
    WITH_RECEIPT,
    ProcessingState,
    WithdrawalReason,
)
from evidence.validators import Description
from portal.core import clock
from portal.core.actor import Actor
from portal.core.transitions import move
from portal.files.uploading import IncomingFile
from portal.people.models import Employee

TEXT = "Notulen rapat koordinasi pelayanan kecamatan."


def make_incoming(
    data: bytes | str = TEXT, name: str = "notulen.txt", content_type: str = "text/plain"
) -> IncomingFile:
    """Bytes as the upload handler would have left them in ``incoming/``."""
    data = data.encode() if isinstance(data, str) else data
    folder = Path(settings.PORTAL["INCOMING_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4()}.part"
    path.write_bytes(data)
    return IncomingFile(path, name, content_type, len(data), hashlib.sha256(data).hexdigest())


def make_kind(code: str = "notulen") -> EvidenceKind:
    """One of the kinds that the migrations bring."""
    return EvidenceKind.objects.get(code=code)


def make_description(title: str = "Notulen rapat koordinasi", **facts: Any) -> Description:
    """What is said about a file; ``kind`` may be a code."""
    kind = facts.pop("kind", "notulen")
    return Description(
        title=title, kind=make_kind(kind) if isinstance(kind, str) else kind, **facts
    )


def make_version(
    owner: Employee,
    *,
    text: str | bytes = TEXT,
    name: str = "notulen.txt",
    state: str = ProcessingState.RECEIVED,
    pages: Collection[str] | None = None,
    **description: Any,
) -> EvidenceVersion:
    """A new piece of evidence with one version in ``state``; ``pages`` as a reader would find them.

    Without ``pages`` a version that is read gets its text as one page. The
    state is reached by the moves of the table, without running a reader:
    ``run_jobs`` reads for real.
    """
    with closing(make_incoming(text, name)) as incoming:
        version = create_evidence(
            owner, make_description(**description), incoming, actor=Actor(user=owner.user)
        )
    if pages is None and state == ProcessingState.READ:
        pages = [text if isinstance(text, str) else text.decode()]
    return put_into_state(version, state, pages=pages or ())


def make_evidence(owner: Employee, **facts: Any) -> Evidence:
    """As ``make_version``, but the evidence above it."""
    return make_version(owner, **facts).evidence


def make_next_version(
    evidence: Evidence, *, text: str | bytes = "Versi berikutnya.", name: str = "notulen-2.txt",
    state: str = ProcessingState.RECEIVED, pages: Collection[str] = (),
) -> EvidenceVersion:
    """Another version of the same evidence, by its owner."""
    with closing(make_incoming(text, name)) as incoming:
        version = add_version(evidence, incoming, actor=Actor(user=evidence.owner.user))
    return put_into_state(version, state, pages=pages)


def put_into_state(
    version: EvidenceVersion, state: str, *, pages: Collection[str] = ()
) -> EvidenceVersion:
    """Lead a received version into ``state`` by lawful moves only."""
    if state == ProcessingState.RECEIVED:
        return version
    if state == ProcessingState.QUARANTINED:
        return withdraw(version, WithdrawalReason.PERSONAL_DATA)
    move(version, START_READING, actor=READER)
    if state == ProcessingState.READING:
        return version
    now = clock.now()
    facts: dict[str, Any] = {"read_at": now, "page_count": len(pages)}
    if state in WITH_RECEIPT:
        facts["receipt_at"] = now
    move(version, FINISH_READING[state], actor=READER, changes=facts)
    ExtractedPage.objects.bulk_create(
        ExtractedPage(version=version, number=number, text=page, reader="test", reader_version="1")
        for number, page in enumerate(pages, 1)
    )
    version_read.send(EvidenceVersion, version=version)
    return version


def withdraw(
    version: EvidenceVersion, reason: str = WithdrawalReason.MISTAKE
) -> EvidenceVersion:
    """Let the owner take a version back."""
    return withdraw_version(version, reason, actor=Actor(user=version.evidence.owner.user))
