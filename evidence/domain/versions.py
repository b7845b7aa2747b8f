"""The verbs of evidence: filing, describing, adding a version, taking one back."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from portal.calendar.dates import today
from portal.core import audience, clock
from portal.core.actor import Actor
from portal.core.disk import is_disk_full
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import record_event
from portal.core.transitions import move
from portal.files.filetypes import FileType
from portal.files.names import clean_name
from portal.files.storing import KeptBytes, discard, keep, no_room, register
from portal.files.uploading import IncomingFile
from portal.people.domain.assignments import unit_of
from portal.people.models import Employee

from ..models import Evidence, EvidenceShare, EvidenceVersion, ExtractedPage
from ..permissions import ADD_VERSION, CREATE_EVIDENCE, DESCRIBE_EVIDENCE, WITHDRAW_VERSION
from ..signals import class_changed, version_added, version_changed
from ..states import QUARANTINE, WithdrawalReason
from ..validators import Description, validate_description, validate_incoming
from .access import grant_owner_and_sharing, set_grants
from .describing import changed_fields, require_own_team, tidy

SAME_UPLOAD_WITHIN = timedelta(minutes=10)


def validate_type(file_type: FileType) -> None:
    """Raise ``ValidationError`` with the reason when the portal does not take this type."""
    if not file_type.accepted:
        raise ValidationError(_(file_type.reason), code="type")


def receive(incoming: IncomingFile) -> KeptBytes:
    """Check a received file and take its bytes into custody, before any row is written.

    If the rows then fail, the bytes stay until the daily sweep, unless the reason
    is a full disk: removing them otherwise could take away bytes whose commit had
    just succeeded.

    Raises:
        ValidationError: too large, empty, of a type that is not taken.
        StorageFailed: the disk could not keep it.
    """
    validate_incoming(incoming)
    kept = keep(incoming)
    try:
        validate_type(kept.file_type)
    except ValidationError:
        discard(kept)
        raise
    return kept


def already_filed(submission_id: uuid.UUID | None, actor: Actor) -> EvidenceVersion | None:
    """The version an earlier, equal click of the same person made."""
    if submission_id is None:
        return None
    return (
        EvidenceVersion.objects.filter(submission_id=submission_id, uploaded_by=actor.user)
        .select_related("evidence")
        .first()
    )


def filed_a_moment_ago(
    owner: Employee, description: Description, incoming: IncomingFile, *, actor: Actor
) -> EvidenceVersion | None:
    """The version the same person made of the same bytes with the same words a moment ago.

    Going back in the browser, or a second tab, gives the form a new key; for the
    person it is the same upload. With other words it is a piece of evidence of
    its own: equal bytes are shown, never merged.
    """
    recent = EvidenceVersion.objects.standing().filter(
        number=1,
        evidence__owner=owner,
        uploaded_by=actor.user,
        uploaded_at__gte=clock.now() - SAME_UPLOAD_WITHIN,
        stored_file__sha256=incoming.sha256,
        original_name=clean_name(incoming.name or ""),
    )
    for version in recent.select_related("evidence__kind", "evidence__team", "evidence__owner"):
        if not changed_fields(version.evidence, description):
            return version
    return None


def create_evidence(
    owner: Employee,
    description: Description,
    incoming: IncomingFile,
    *,
    actor: Actor,
    submission_id: uuid.UUID | None = None,
) -> EvidenceVersion:
    """File a new piece of evidence with its first version.

    In order: rights, description, custody of the bytes, then one short
    transaction with all rows, history, grants and the job that reads the file.

    Raises:
        PermissionDenied: the owner is somebody else and no mandate covers it.
        ValidationError: the description or the file is not acceptable.
        StorageFailed: the disk could not keep the bytes.
    """
    actor.require(CREATE_EVIDENCE, owner, verb="create_evidence")
    before = already_filed(submission_id, actor)
    if before is not None:
        return before
    validate_description(description, owner)
    require_own_team(description, owner)
    kept = receive(incoming)

    def write() -> EvidenceVersion:
        evidence = Evidence(
            owner=owner, uploader=actor.user, unit=unit_of(owner, today(owner.agency))
        )
        _write_description(evidence, description)
        return _add(evidence, kept, actor=actor, submission_id=submission_id, number=1)

    return _once(write, kept, actor, submission_id)


def add_version(
    evidence: Evidence,
    incoming: IncomingFile,
    *,
    actor: Actor,
    submission_id: uuid.UUID | None = None,
) -> EvidenceVersion:
    """Add newer bytes to a piece of evidence. Earlier versions stay as they are.

    Raises:
        PermissionDenied: not the owner's, and no mandate covers it.
        ValidationError: the file is not acceptable.
        StorageFailed: the disk could not keep the bytes.
        DomainError: the same bytes are the newest version already.
    """
    actor.require(ADD_VERSION, evidence, verb="add_version")
    before = already_filed(submission_id, actor)
    if before is not None:
        return before
    newest = evidence.versions.select_related("stored_file").order_by("-number").first()
    if newest and newest.is_standing and newest.stored_file.sha256 == incoming.sha256:
        raise DomainError(_("This is the same file as the newest version; nothing was changed."))
    kept = receive(incoming)

    def write() -> EvidenceVersion:
        # The lock keeps two uploads at once from taking the same number.
        Evidence.objects.select_for_update().get(pk=evidence.pk)
        last = evidence.versions.aggregate(last=Max("number"))["last"] or 0
        return _add(evidence, kept, actor=actor, submission_id=submission_id, number=last + 1)

    return _once(write, kept, actor, submission_id)


def _once(
    write: Callable[[], EvidenceVersion],
    kept: KeptBytes,
    actor: Actor,
    submission_id: uuid.UUID | None,
) -> EvidenceVersion:
    """Write the rows, or give back what an equal click wrote while our bytes were on their way.

    Raises:
        StorageFailed: the bytes fit, their rows did not; the bytes are gone again.
    """
    try:
        with transaction.atomic():
            before = already_filed(submission_id, actor)
            if before is None:
                return write()
    except IntegrityError:
        # The other click committed between our look and our row.
        before = already_filed(submission_id, actor)
        if before is None:
            raise
    except DatabaseError as error:
        if not is_disk_full(error):
            raise
        # The database itself says that it did not write: no row can name these bytes.
        discard(kept)
        raise no_room() from error
    discard(kept)
    return before


def _add(
    evidence: Evidence,
    kept: KeptBytes,
    *,
    actor: Actor,
    submission_id: uuid.UUID | None,
    number: int,
) -> EvidenceVersion:
    version = EvidenceVersion.objects.create(
        evidence=evidence,
        number=number,
        stored_file=register(kept, uploader=actor.user),
        original_name=kept.original_name[:300],
        uploaded_by=actor.user,
        uploaded_at=clock.now(),
        submission_id=submission_id,
    )
    grant_owner_and_sharing(version)
    if actor.mandate is not None:
        helper = audience.person(actor.mandate.helper_id)
        set_grants(version, f"mandate:{actor.mandate.pk}", {helper}, until=_end_of(actor.mandate))
    record_event(
        version, "add_version", actor=actor, unit=evidence.unit, after=kept.sha256,
        detail=version.original_name,
    )
    version_added.send(EvidenceVersion, version=version)
    return version


def _end_of(mandate: Any) -> datetime | None:
    """The instant a mandate ends in its owner's zone; an open one gives no end of its own."""
    if mandate.valid_until is None:
        return None
    return datetime.combine(mandate.valid_until, time(), tzinfo=mandate.owner.agency.zone)


def _write_description(evidence: Evidence, description: Description) -> None:
    description = tidy(description)
    evidence.title = description.title
    evidence.kind = description.kind
    evidence.number = description.number
    evidence.dated_on = description.dated_on
    evidence.activity_from = description.activity_from
    evidence.activity_until = description.activity_until
    evidence.issuer = description.issuer
    evidence.description = description.description
    evidence.confidentiality = description.confidentiality
    evidence.sharing = description.sharing
    evidence.team = description.team
    evidence.save()
    named = description.shared_with
    evidence.shares.exclude(employee__in=named).delete()
    EvidenceShare.objects.bulk_create(
        [EvidenceShare(evidence=evidence, employee=person) for person in named],
        ignore_conflicts=True,
    )


def describe_evidence(
    evidence: Evidence, description: Description, *, actor: Actor, revision: int
) -> Evidence:
    """Change what is said about a piece of evidence, and with whom it is shared.

    ``revision`` is the one the person saw: somebody else's change in between is
    shown, never overwritten.

    Raises:
        PermissionDenied: not the owner's, and no mandate covers it.
        ValidationError: the description is not acceptable.
        TransitionRefused: it was changed meanwhile, in another tab or by a helper.
    """
    actor.require(DESCRIBE_EVIDENCE, evidence, verb="describe_evidence")
    validate_description(description, evidence.owner)
    require_own_team(description, evidence.owner, evidence.team)
    changed = ", ".join(changed_fields(evidence, description))
    reclassed = evidence.confidentiality != description.confidentiality
    with transaction.atomic():
        same = Evidence.objects.filter(pk=evidence.pk, revision=revision)
        if not same.update(revision=F("revision") + 1):
            raise TransitionRefused(
                _("This was changed meanwhile, perhaps in another tab. Compare, then save again.")
            )
        evidence.revision = revision + 1
        _write_description(evidence, description)
        for version in evidence.versions.select_related("evidence"):
            grant_owner_and_sharing(version)
            version_changed.send(EvidenceVersion, version=version)
        if reclassed:
            class_changed.send(Evidence, evidence=evidence)
        record_event(
            evidence, "describe_evidence", actor=actor, unit=evidence.unit,
            before=str(revision), after=str(evidence.revision), detail=changed,
        )
    return evidence


def withdraw_version(
    version: EvidenceVersion, reason: str, *, actor: Actor, note: str = ""
) -> EvidenceVersion:
    """Take a version back: a tombstone stays, it leaves the search, its bytes wait for retention.

    The reason "personal data" quarantines at once, also under a hold: nobody is
    handed the bytes any more, and what was read from them is thrown away.

    Raises:
        PermissionDenied: not the owner's.
        DomainError: it is held by a submitted use or an objection.
        TransitionRefused: it was withdrawn already.
    """
    actor.require(WITHDRAW_VERSION, version, verb="withdraw_version")
    reason = WithdrawalReason(reason)
    personal = reason == WithdrawalReason.PERSONAL_DATA
    facts = {
        "withdrawn_at": clock.now(),
        "withdrawn_by": actor.user,
        "withdrawal_reason": reason,
        "withdrawal_note": note.strip()[:500],
        "searchable_at": None,
    }
    with transaction.atomic():
        # The lock decides between a hold and a withdrawal at the same instant.
        EvidenceVersion.objects.select_for_update().get(pk=version.pk)
        held = version.holds.first()
        if held is not None and not personal:
            raise DomainError(
                _("This version is held: %(reason)s. It cannot be withdrawn now.")
                % {"reason": held.reason}
            )
        if personal:
            move(version, QUARANTINE, actor=actor, changes=facts, detail=note)
            ExtractedPage.objects.filter(version=version).delete()
        else:
            same = EvidenceVersion.objects.filter(pk=version.pk, withdrawn_at=None)
            if not same.update(**facts):
                raise TransitionRefused(_("This version was withdrawn already."))
            for name, value in facts.items():
                setattr(version, name, value)
            record_event(
                version, "withdraw_version", actor=actor, unit=version.evidence.unit,
                after=reason, detail=note,
            )
        version_changed.send(EvidenceVersion, version=version)
    return version


def note_opening(version: EvidenceVersion, verb: str, *, actor: Actor) -> None:
    """Note in the trail that somebody read a limited or secret file (``open``, ``download``)."""
    if version.evidence.confidentiality != "ordinary":
        record_event(version, verb, actor=actor, unit=version.evidence.unit)


def mark_searchable(version_ids: Iterable[int]) -> int:
    """Note that the index holds these versions now; called by the index process only."""
    return EvidenceVersion.objects.standing().filter(
        pk__in=list(version_ids), searchable_at=None
    ).update(searchable_at=clock.now())


def equal_versions(version: EvidenceVersion, user: Any) -> QuerySet[EvidenceVersion]:
    """Other versions with the same bytes that ``user`` may see. Equality is shown, never merged."""
    return (
        EvidenceVersion.objects.visible_to(user)
        .filter(stored_file__sha256=version.stored_file.sha256)
        .exclude(pk=version.pk)
        .select_related("evidence__owner")
        .order_by("uploaded_at")
    )

