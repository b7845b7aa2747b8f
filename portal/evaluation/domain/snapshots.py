"""Snapshots of a result: written by the verbs, rendered by a job, never changed."""

from __future__ import annotations

from portal.core import clock

from ..models import Evaluation, ResultDocument, ResultSnapshot
from ..signals import snapshot_written
from ..states import Form
from .facts import digest_of, facts_of


def newest_snapshot(evaluation: Evaluation) -> ResultSnapshot | None:
    """The last one written."""
    return evaluation.snapshots.order_by("-number").first()


def write_snapshot(evaluation: Evaluation, kind: str) -> ResultSnapshot:
    """Write the facts as they stand, in the transaction of the verb; documents follow by a job."""
    last = newest_snapshot(evaluation)
    facts = facts_of(evaluation)
    snapshot = ResultSnapshot.objects.create(
        evaluation=evaluation,
        number=last.number + 1 if last else 1,
        kind=kind,
        facts=facts,
        sha256=digest_of(facts),
        written_at=clock.now(),
    )
    snapshot_written.send(ResultSnapshot, snapshot=snapshot)
    return snapshot


def forms_of(snapshot: ResultSnapshot) -> tuple[str, ...]:
    """The forms made from a snapshot: the evaluation itself, and the document."""
    return snapshot.facts["form"], Form.F7


def documents_exist(snapshot: ResultSnapshot) -> bool:
    """Whether all its documents were made."""
    made = ResultDocument.objects.filter(snapshot=snapshot, form__in=forms_of(snapshot))
    return made.count() == len(forms_of(snapshot))
