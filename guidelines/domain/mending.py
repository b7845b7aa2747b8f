"""Mending a draft: one step at a time, each of which can be undone, by several people safely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, Max, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event

from ..importing.checks import Place, carried, checked
from ..importing.rows import Row, ends_of, keys_of
from ..importing.stepping import apply
from ..importing.steps import (
    Correct,
    Dissolve,
    Join,
    MakeHeading,
    Mark,
    MoveIn,
    MoveOut,
    Name,
    Reason,
    Split,
    Step,
    StepRefused,
)
from ..models import MendingStep, Provision, RegulationText
from ..permissions import MEND_EDITION
from ..states import EditionState
from .editions import BATCH, provisions_of
from .wording import label_of

MEND, UNDO, REDO = "mend", "undo", "redo"
LONGEST_KEY = 160
_FIELDS = ("depth", "kind", "number", "heading", "text", "is_corrected", "original")

#: Short names of the steps, as they are stored.
VERBS: dict[type, str] = {
    MakeHeading: "heading",
    Name: "name",
    Split: "split",
    Join: "join",
    Correct: "correct",
    MoveIn: "move_in",
    MoveOut: "move_out",
    Mark: "mark",
    Dissolve: "dissolve",
}

_SENTENCES = {
    Reason.GONE: _("This place is not in the text any more. Look at the text again."),
    Reason.NOT_WORDS: _("This can be done with lines of text only."),
    Reason.NOT_UNIT: _("This can be done with an article, a chapter or another unit only."),
    Reason.NO_PLACE: _("These words do not stand in this text, or nothing would be left beside."),
    Reason.BAD_NUMBER: _("Give the number as it is written in the law, at most 20 signs."),
    Reason.LONG_HEADING: _("A heading has at most 400 signs."),
    Reason.NO_NEIGHBOR: _("Nothing stands before it to which it could go."),
    Reason.OUTERMOST: _("It lies outermost already."),
    Reason.EMPTIED: _("A unit would be left without words. Dissolve that unit instead."),
    Reason.NO_WORDS: _("No text would be left here. Mark it as noise of the page instead."),
    Reason.SAME: _("Nothing would change."),
}


class MendRefused(DomainError):
    """A step cannot be taken."""


class DraftChanged(DomainError):
    """Somebody mended the draft since the person looked at it."""


class DraftClosed(DomainError):
    """The edition is no draft any more."""


def rows_of_edition(edition: RegulationText) -> list[Row]:
    """All rows of an edition in order; one query."""
    found = Provision.objects.filter(edition=edition).order_by("position")
    return [Row(*values) for values in found.values_list(*_FIELDS)]


@transaction.atomic
def mend(
    edition: RegulationText, *, expected_revision: int, step: Step, actor: Actor
) -> MendingStep:
    """Take a step on a draft; what was undone before cannot be redone any more.

    Args:
        edition: the draft.
        expected_revision: the revision that the person looked at.
        step: positions are those of that revision.
        actor: an editor of the page whom no lock of it binds.

    Raises:
        PermissionDenied: the person may not.
        DraftChanged, DraftClosed: nothing was written.
        MendRefused: the step makes no sense there.
    """
    _claim(edition, expected_revision, actor)
    rows = rows_of_edition(edition)
    try:
        made = apply(rows, step)
    except StepRefused as refusal:
        raise MendRefused(_not_done(_SENTENCES[refusal.reason])) from refusal
    start, old_end, new_end = changed_window(rows, made)
    place = label_of(keys_of(rows)[step.position].rpartition("/")[0] or "judul")
    if not rows[step.position].is_leaf:
        place = label_of(keys_of(rows)[step.position])
    before, found = _kept(rows, edition.findings, start, old_end), edition.findings
    findings = carried(edition.findings, made, start, old_end, new_end)
    _write(edition, rows, made, start, old_end, new_end, findings)
    before["findings"] += _settled(found, edition.findings, before["findings"])
    after = _kept(made, edition.findings, start, new_end)
    MendingStep.objects.filter(edition=edition, is_undone=True).delete()
    last = MendingStep.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    done = MendingStep.objects.create(
        edition=edition, number=last + 1, verb=VERBS[type(step)], detail=place[:300],
        at=clock.now(), actor=actor.user, position=start, before=before, after=after,
    )  # fmt: skip
    _record(edition, MEND, done, actor)
    return done


@transaction.atomic
def undo(edition: RegulationText, *, expected_revision: int, actor: Actor) -> MendingStep:
    """Take back the last step that was not taken back.

    Raises:
        PermissionDenied, DraftChanged, DraftClosed: as ``mend``.
        MendRefused: there is none.
    """
    _claim(edition, expected_revision, actor)
    step = MendingStep.objects.filter(edition=edition, is_undone=False).last()
    if step is None:
        raise MendRefused(_not_done(_("No step is left that could be undone.")))
    _replay(edition, step, step.after, step.before)
    step.is_undone = True
    step.save(update_fields=["is_undone"])
    _record(edition, UNDO, step, actor)
    return step


@transaction.atomic
def redo(edition: RegulationText, *, expected_revision: int, actor: Actor) -> MendingStep:
    """Take again the step that was taken back last.

    Raises:
        PermissionDenied, DraftChanged, DraftClosed: as ``mend``.
        MendRefused: there is none.
    """
    _claim(edition, expected_revision, actor)
    step = MendingStep.objects.filter(edition=edition, is_undone=True).first()
    if step is None:
        raise MendRefused(_not_done(_("No step was undone that could be taken again.")))
    _replay(edition, step, step.before, step.after)
    step.is_undone = False
    step.save(update_fields=["is_undone"])
    _record(edition, REDO, step, actor)
    return step


def refuse_if_changed(edition: RegulationText, expected_revision: int) -> None:
    """Stop where an earlier revision was looked at, before its places are taken seriously.

    Raises:
        DraftChanged, DraftClosed: it is another one now.
    """
    if not edition.is_draft or edition.revision != expected_revision:
        raise _refusal(edition)


def next_steps(edition: RegulationText) -> tuple[MendingStep | None, MendingStep | None]:
    """What would be undone, and what would be redone; one query."""
    steps = list(MendingStep.objects.filter(edition=edition).defer("before", "after"))
    done = [step for step in steps if not step.is_undone]
    undone = [step for step in steps if step.is_undone]
    return (done[-1] if done else None), (undone[0] if undone else None)


def changed_window(old: Sequence[Row], new: Sequence[Row]) -> tuple[int, int, int]:
    """The stretch that differs: its start, its end in ``old`` and its end in ``new``."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    old_end, new_end = len(old), len(new)
    while min(old_end, new_end) > start and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return start, old_end, new_end


def _claim(edition: RegulationText, expected_revision: int, actor: Actor) -> None:
    """Take the draft for this transaction, if it is still as the person saw it."""
    actor.require(MEND_EDITION, edition, verb=MEND)
    seen = RegulationText.objects.filter(
        pk=edition.pk, state=EditionState.DRAFT, revision=expected_revision
    )
    if not seen.update(revision=F("revision") + 1):
        raise _refusal(edition)
    edition.refresh_from_db(fields=["revision", "state", "findings"])


def _refusal(edition: RegulationText) -> DomainError:
    state = RegulationText.objects.values_list("state", flat=True).get(pk=edition.pk)
    if state != EditionState.DRAFT:
        return DraftClosed(
            _not_done(
                _(
                    "This text waits for approval or is published, so it cannot be changed. "
                    "It can be mended again once it is returned."
                )
            )
        )
    last = MendingStep.objects.filter(edition=edition).select_related("actor").last()
    if last is None:
        return DraftChanged(_not_done(_("This draft was changed meanwhile. Look at it again.")))
    return DraftChanged(
        _(
            "%(name)s changed this draft at %(time)s, after you opened it. Nothing of your step "
            "was written. Look at the text as it is now and take your step again."
        )
        % {
            "name": last.actor.get_full_name() or last.actor.get_username(),
            "time": date_format(timezone.localtime(last.at), "H.i"),
        }
    )


def _not_done(sentence: Any) -> Any:
    return _("%(reason)s Nothing of your step was written.") % {"reason": sentence}


def _kept(rows: Sequence[Row], findings: Sequence[Place], start: int, end: int) -> dict[str, Any]:
    """A stretch as it is stored with a step: its rows and the import's findings in it."""
    there = [
        place for place in findings
        if start <= place["position"] < max(end, start + 1)
    ]  # fmt: skip
    return {"rows": [list(row) for row in rows[start:end]], "findings": there}


def _settled(
    was: Sequence[Place], found: Sequence[Place], known: Sequence[Place]
) -> list[Place]:
    """Gaps that only the import could see and that a step elsewhere in the text filled."""
    still = {place["key"] for place in found if place.get("lasting")}
    return [
        place for place in was
        if place.get("lasting") and place["key"] not in still and place not in known
    ]  # fmt: skip


def _replay(
    edition: RegulationText, step: MendingStep, was: dict[str, Any], becomes: dict[str, Any]
) -> None:
    rows = rows_of_edition(edition)
    start, old_end = step.position, step.position + len(was["rows"])
    made = [*rows[:start], *(Row(*values) for values in becomes["rows"]), *rows[old_end:]]
    new_end = start + len(becomes["rows"])
    outside = [
        place for place in edition.findings
        if not start <= place["position"] < max(old_end, start + 1)
    ]  # fmt: skip
    findings = carried(outside, made, start, old_end, new_end)
    _write(edition, rows, made, start, old_end, new_end, [*findings, *becomes["findings"]])


def _write(
    edition: RegulationText,
    old: Sequence[Row],
    new: Sequence[Row],
    start: int,
    old_end: int,
    new_end: int,
    findings: Sequence[Place],
) -> None:
    """Put the new stretch in the place of the old one, and right what depends on it elsewhere.

    Few rows are written: those of the stretch, one update for all behind it, and
    those whose key or end is another now.
    """
    keys, ends = keys_of(new), ends_of(new)
    if max(map(len, keys), default=0) > LONGEST_KEY:
        raise MendRefused(_not_done(_("The units would lie too deep in each other.")))
    parts = Provision.objects.filter(edition=edition)
    shift = new_end - old_end
    stored = list(parts.order_by("position").values_list("pk", "position_end", "key"))
    parts.filter(position__gte=start, position__lt=old_end).delete()
    if shift:
        parts.filter(position__gte=old_end).update(
            position=F("position") + shift, position_end=F("position_end") + shift
        )
    others = []
    for place, (pk, end, key) in enumerate(stored):
        if start <= place < old_end:
            continue
        now = place if place < start else place + shift
        end += shift if place >= old_end else 0
        if (end, key) != (ends[now], keys[now]):
            others.append(Provision(pk=pk, position_end=ends[now], key=keys[now]))
    # Keys are unique at every moment, so those that change step aside first.
    aside = Concat(Value("~"), Cast("pk", CharField()))
    for begin in range(0, len(others), BATCH // 2):
        parts.filter(pk__in=[part.pk for part in others[begin : begin + BATCH // 2]]).update(
            key=aside
        )
    made = provisions_of(edition, new, start, new_end, keys, ends)
    Provision.objects.bulk_create(made, batch_size=BATCH)
    Provision.objects.bulk_update(others, ["position_end", "key"], batch_size=BATCH // 4)
    edition.findings = checked(new, findings)
    RegulationText.objects.filter(pk=edition.pk).update(
        findings=edition.findings, updated_at=clock.now()
    )


def _record(edition: RegulationText, verb: str, step: MendingStep, actor: Actor) -> None:
    record_event(edition, f"{verb}_edition.{step.verb}", actor=actor, detail=step.detail)
