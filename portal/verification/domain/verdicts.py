"""Giving a verdict: the row and the state of the use in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import TransitionRefused
from portal.files.storing import absolute_path, hash_of
from portal.planning.domain.common import employee_of
from portal.planning.domain.uses import mark_use, require_checkable
from portal.planning.models import EvidenceUse

from ..models import EvidenceReview
from ..states import POINTS_OF_FILE, Outcome
from ..validators import validate_verdict


def seen_now(use: EvidenceUse) -> str:
    """What a checker has before them, bytes and words, to be sent back with the verdict."""
    return f"{use.version.stored_file.sha256}:{use.realization.digest()}"


def give_verdict(
    use: EvidenceUse,
    outcome: str,
    *,
    actor: Actor,
    seen: str,
    answers: Mapping[int, bool | None] | None = None,
    reason_code: str = "",
    note: str = "",
) -> EvidenceReview:
    """Accept a use, or return it with reason and note.

    ``seen`` is ``seen_now`` of the page on which it was judged: what changed in
    between is shown, never judged unseen. The bytes on the disk are hashed
    anew: a damaged file is not verified.

    Raises:
        DomainError: one's own realization, or linked by the actor.
        PermissionDenied: neither the appraiser in office nor a named helper.
        ValidationError: a return without reason or note, an acceptance with a "no".
        TransitionRefused: judged or changed meanwhile, withdrawn, damaged, or locked.
    """
    require_checkable(use, actor)
    answers = dict(answers or {})
    validate_verdict(outcome, answers, reason_code, note)
    accepted = outcome == Outcome.ACCEPTED
    stored = use.version.stored_file
    if accepted and not use.version.is_standing:
        raise TransitionRefused(_("This file was taken back, so it can only be returned."))
    if accepted and not _is_intact(stored):
        raise TransitionRefused(
            _("The bytes on the server are not those that were received. Tell the keeper.")
        )
    with transaction.atomic():
        now = (
            EvidenceUse.objects.select_for_update(of=("self",))
            .select_related(
                "realization__plan__employee", "realization__period", "realization__indicator",
                "version__evidence", "version__stored_file",
            )
            .get(pk=use.pk)
        )
        if seen != seen_now(now):
            raise TransitionRefused(
                _("The file or the realization changed while you looked. Look again, then decide.")
            )
        digest = now.realization.digest()
        review = EvidenceReview.objects.create(
            use=now,
            version_sha256=now.version.stored_file.sha256,
            realization_digest=digest,
            outcome=outcome,
            answers={str(point): answer for point, answer in sorted(answers.items())},
            reason_code="" if accepted else reason_code,
            note=note.strip(),
            reviewer=employee_of(actor),
            user=actor.user,
            at=clock.now(),
        )
        words = [] if accepted else [review.get_reason_code_display()]
        mark_use(
            now, accepted=accepted, digest=digest, sha256=review.version_sha256, actor=actor,
            detail=" · ".join([*words, *([review.note] if review.note else [])]),
        )
        use.state = now.state
    return review


def _is_intact(stored: Any) -> bool:
    path = absolute_path(stored)
    return stored.damaged_at is None and path.is_file() and hash_of(path) == stored.sha256


def answers_to_offer(use: EvidenceUse) -> dict[int, bool | None]:
    """Points of the file that the newest check of the same bytes answered already."""
    found: dict[int, bool | None] = {}
    same_bytes = EvidenceReview.objects.filter(
        version_sha256=use.version.stored_file.sha256,
        use__version__evidence=use.version.evidence_id,
    ).order_by("-at", "-pk")
    newest = same_bytes.first()
    if newest is not None:
        found |= {
            int(point): answer
            for point, answer in newest.answers.items()
            if int(point) in POINTS_OF_FILE
        }
    return found


def reviews_of(use: EvidenceUse) -> Any:
    """Verdicts on a use, the newest first."""
    return use.reviews.select_related("reviewer").order_by("-at", "-pk")


