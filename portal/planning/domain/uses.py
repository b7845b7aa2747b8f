"""The verbs of a use: link a file, judge it, undo, take it out; and who may open it for that."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evidence.domain.access import hold, release, set_grants
from evidence.models import EvidenceVersion
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import record_event
from portal.core.states import Transition
from portal.core.transitions import move

from ..models import EvidenceUse, Realization
from ..permissions import CHECK_USE, RECORD_REALIZATION
from ..queries import shareable_versions
from ..signals import use_changed
from ..states import (
    ACCEPT_USE,
    HANDED_IN,
    JUDGED,
    RETURN_USE,
    SUBMIT_USE,
    UNDO,
    WITHDRAW_USE,
    UseState,
)
from ..validators import require_other_person
from .common import conflict
from .locks import lock_reason, require_unlocked

PLANNING = Actor.system("planning")
# Without letters and digits that are read for each other on paper.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 9
MOST_USES = 200


def new_code() -> str:
    """A random short code; about 44 bits, and never the key to anything without a sign-in."""
    return "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))


def settle_access(use: EvidenceUse) -> None:
    """Make grants and hold of the use what its state says (model.md 4)."""
    standing = use.state != UseState.WITHDRAWN
    set_grants(use.version, use.source, use.reader_tokens() if standing else set())
    if use.state in HANDED_IN and use.version.is_standing:
        plan = use.realization.plan
        reason = _("it is evidence of %(name)s for %(period)s") % {
            "name": plan.employee.name, "period": use.realization.period,
        }
        hold(use.version, use.source, reason[:200])
    else:
        release(use.version, use.source)
    use_changed.send(EvidenceUse, use=use)


def require_linkable(realization: Realization, actor: Actor) -> None:
    """Stop unless the actor may link files to the realization now.

    Raises:
        PermissionDenied: not the actor's realization.
        TransitionRefused: it was handed in, or the period is locked.
    """
    actor.require(RECORD_REALIZATION, realization, verb="use_evidence")
    require_unlocked(realization.plan, realization.period)
    if not realization.is_writable:
        raise TransitionRefused(
            _("This was handed in, so its files are fixed. Take it back to change them.")
        )


def use_evidence(
    realization: Realization,
    version: EvidenceVersion,
    *,
    actor: Actor,
    note: str = "",
    count: Decimal | None = None,
) -> EvidenceUse:
    """Link a version of a file to a realization. The same file again only renews note and count.

    Raises:
        PermissionDenied: not the actor's realization.
        DomainError: the file is neither the actor's nor shared with them, or too many.
        ValidationError: a count below zero.
        TransitionRefused: it was handed in, the period is locked, or the file was taken back.
    """
    require_linkable(realization, actor)
    _validate_count(count)
    # Who sees the file only as checker or auditor may not use it as their own.
    if not shareable_versions(actor.rights_of).filter(pk=version.pk).exists():
        raise DomainError(
            _("You may use only your own files and those whose owner shares them with you.")
        )
    with transaction.atomic():
        now = Realization.objects.select_for_update().get(pk=realization.pk)
        if not now.is_writable:
            raise TransitionRefused(
                _("This was handed in, so its files are fixed. Take it back to change them.")
            )
        before = now.uses.standing().filter(version__evidence=version.evidence_id).first()
        if before is not None:
            return describe_use(before, note=note, count=count, actor=actor)
        if now.uses.count() >= MOST_USES:
            raise DomainError(
                _("One realization has %(most)s files at most.") % {"most": MOST_USES}
            )
        use = _create(now, version, note, count, actor)
        settle_access(use)
        record_event(
            use, "use_evidence", actor=actor, unit=realization.plan.unit, after=use.state,
            detail=version.evidence.title,
        )
    return use


def _create(
    realization: Realization, version: EvidenceVersion, note: str, count: Any, actor: Actor
) -> EvidenceUse:
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return EvidenceUse.objects.create(
                    realization=realization, version=version, note=note.strip(), count=count,
                    linked_by=actor.user, linked_at=clock.now(), short_code=new_code(),
                )
        except IntegrityError:
            if realization.uses.standing().filter(version=version).exists():
                raise conflict() from None
    raise TransitionRefused(_("No short address could be found. Try again."))


def _validate_count(count: Decimal | None) -> None:
    if count is not None and count < 0:
        raise ValidationError({"count": _("A count is not below zero.")})


def describe_use(
    use: EvidenceUse,
    *,
    note: str,
    count: Decimal | None,
    actor: Actor,
    seen: str = "",
) -> EvidenceUse:
    """Say what the file shows and for how many it counts. A verdict that stood is undone.

    ``seen``: ``words_digest`` of what the person had before them; without it whatever stands.

    Raises:
        PermissionDenied: not the actor's realization.
        ValidationError: a count below zero.
        Conflict: note or count is not as ``seen`` any more.
        TransitionRefused: handed in and not returned, or the period is locked.
    """
    actor.require(RECORD_REALIZATION, use, verb="use_evidence")
    require_unlocked(use.realization.plan, use.realization.period)
    _validate_count(count)
    note = note.strip()
    if (note, count) == (use.note, use.count):
        return use
    with transaction.atomic():
        now = (
            EvidenceUse.objects.select_for_update(of=("self",))
            .select_related("realization")
            .get(pk=use.pk)
        )
        if seen and seen != now.words_digest:
            raise conflict()
        if not (now.realization.is_writable or now.state == UseState.RETURNED):
            raise TransitionRefused(
                _("This was handed in, so its files are fixed. Take it back to change them.")
            )
        EvidenceUse.objects.filter(pk=use.pk).update(note=note, count=count)
        use.note, use.count = note, count
        record_event(
            use, "describe_use", actor=actor, unit=use.realization.plan.unit, detail=note
        )
        if now.state in JUDGED:
            undo_verdict(use, _("note or count changed"))
        else:
            use_changed.send(EvidenceUse, use=use)
    return use


def submit_uses(realization: Realization) -> None:
    """Hand in what was linked; part of handing in the realization."""
    for use in realization.uses.filter(state=UseState.DRAFT):
        move(use, SUBMIT_USE, actor=PLANNING, changes={"submitted_at": clock.now()})
        settle_access(use)


def withdraw_use(use: EvidenceUse, *, actor: Actor) -> EvidenceUse:
    """Take a file out of a realization; the file itself stays where it is.

    Raises:
        PermissionDenied: not the actor's realization.
        TransitionRefused: handed in and not returned, accepted, or the period is locked.
    """
    actor.require(RECORD_REALIZATION, use, verb="use_evidence")
    require_unlocked(use.realization.plan, use.realization.period)
    if not (use.realization.is_writable or use.state == UseState.RETURNED):
        raise TransitionRefused(
            _("This was handed in, so its files are fixed. Take it back to change them.")
        )
    with transaction.atomic():
        move(use, WITHDRAW_USE, actor=actor)
        settle_access(use)
    return use


def require_checkable(use: EvidenceUse, actor: Actor) -> None:
    """Stop unless the actor may judge this use now; nobody judges what is theirs.

    Raises:
        DomainError: one's own realization, or the actor linked the file for the employee.
        PermissionDenied: neither the appraiser in office nor a named helper.
        TransitionRefused: the period is locked.
    """
    require_other_person(actor, use.realization.plan.employee)
    if actor.user is not None and use.linked_by_id == actor.user.pk:
        raise DomainError(_("You linked this file yourself. Somebody else checks it."))
    actor.require(CHECK_USE, use, verb="check_use")
    require_unlocked(use.realization.plan, use.realization.period)


def mark_use(
    use: EvidenceUse, *, accepted: bool, digest: str, sha256: str, actor: Actor, detail: str = ""
) -> EvidenceUse:
    """Let a verdict of ``portal.verification`` take effect; in the transaction of its row.

    Raises:
        DomainError, PermissionDenied, TransitionRefused: as ``require_checkable``.
    """
    require_checkable(use, actor)
    transition: Transition = ACCEPT_USE if accepted else RETURN_USE
    changes = {"checked_digest": digest, "checked_sha256": sha256}
    with transaction.atomic():
        move(use, transition, actor=actor, changes=changes, detail=detail)
        settle_access(use)
    return use


def undo_verdict(use: EvidenceUse, why: str) -> None:
    """Set a judged use back to "not checked yet"; the verdict stays in the history."""
    changes = {"checked_digest": "", "checked_sha256": ""}
    move(use, UNDO, actor=PLANNING, changes=changes, detail=why)
    settle_access(use)


def undo_stale_verdicts(realization: Realization) -> int:
    """Undo verdicts that rested on another value, story, source or target; how many."""
    digest = realization.digest()
    count = 0
    for use in realization.uses.filter(state__in=JUDGED).exclude(checked_digest=digest):
        undo_verdict(use, _("the realization or its target changed"))
        count += 1
    return count


def follow_new_version(version: EvidenceVersion) -> list[EvidenceUse]:
    """Move the owner's uses that are unfrozen or returned to a newer version of the file.

    Frozen uses and those of other people stay on the version they were made with.
    """
    uses = (
        EvidenceUse.objects.standing()
        .filter(
            version__evidence_id=version.evidence_id,
            version__number__lt=version.number,
            realization__plan__employee_id=version.evidence.owner_id,
        )
        .select_related("realization__plan__employee", "realization__period", "version__evidence")
    )
    moved = []
    for use in uses:
        if not (use.realization.is_writable or use.state == UseState.RETURNED):
            continue
        # What a delivered evaluation rests on stays as it was judged.
        if lock_reason(use.realization.plan, use.realization.period):
            continue
        before = use.version
        set_grants(before, use.source, set())
        release(before, use.source)
        EvidenceUse.objects.filter(pk=use.pk).update(version=version)
        use.version = version
        record_event(
            use, "follow_version", actor=PLANNING, unit=use.realization.plan.unit,
            before=f"v{before.number}", after=f"v{version.number}",
        )
        if use.state in JUDGED:
            undo_verdict(use, _("the file was replaced by a newer version"))
        else:
            settle_access(use)
        moved.append(use)
    return moved
