"""What the bench shows without being asked: flags, the target, and what happened to a use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evidence.report import damage_of, marks_of
from evidence.states import Sharing
from portal.calendar.models import Period
from portal.core.models import HistoryEvent
from portal.planning.models import EvidenceUse, with_unit
from portal.planning.queries import others_using

from .models import EvidenceReview
from .queries import returns_elsewhere
from .states import Outcome

MOST_SHOWN = 3


@dataclass(frozen=True)
class Flag:
    """One thing a checker should know. ``key``: use, shared, date, returned or file.

    ``tone``: bad, warn or info. ``other``: key of another use on which it rests, or None.
    """

    key: str
    tone: str
    text: str
    other: int | None = None


@dataclass(frozen=True)
class TargetFacts:
    """What the realization is measured against; targets as printed, with their unit.

    ``period_target``: empty where none was written. ``is_agreed``: the appraiser
    agreed on exactly this target.
    """

    result: str
    indicator: str
    aspect: str
    year_target: str
    period_target: str
    is_agreed: bool
    action: str
    kinds: tuple[str, ...]
    is_expected_kind: bool


def target_of(use: EvidenceUse) -> TargetFacts:
    """The target of a use, of the year and of the period."""
    realization = use.realization
    indicator = realization.indicator
    line = realization.action_line
    kinds = list(line.kinds.all()) if line is not None else []
    written = with_unit(line.target_text, indicator.target_unit) if line is not None else ""
    agreed = line.agreed_target if line is not None else ""
    return TargetFacts(
        result=indicator.result.printed,
        indicator=indicator.statement,
        aspect=str(indicator.get_aspect_display()),
        year_target=indicator.target_printed,
        period_target=agreed or written,
        is_agreed=bool(agreed),
        action=line.action if line is not None else "",
        kinds=tuple(kind.label for kind in kinds),
        is_expected_kind=not kinds or use.version.evidence.kind in kinds,
    )


def flags_of(use: EvidenceUse, user: Any, reviews: Iterable[EvidenceReview]) -> list[Flag]:
    """Everything to be known before judging, the weightiest first.

    ``reviews``: verdicts on the use, the newest first. Other people's uses are
    named only where ``user`` may see them.
    """
    return [
        *_about_bytes(use),
        *_about_returns(use, user, reviews),
        *_about_other_uses(use, user),
        *_about_dates(use),
    ]


def _about_bytes(use: EvidenceUse) -> list[Flag]:
    version = use.version
    if not version.is_standing:
        return [Flag("file", "bad", _("This file was taken back, so it can only be returned."))]
    flags = [
        Flag("file", "warn", f"{mark['text']}.")
        for mark in marks_of(version)
        if mark["needs_attention"]
    ]
    damage = damage_of(version)
    if damage:
        flags.insert(0, Flag("file", "bad", damage))
    return flags


def _about_returns(
    use: EvidenceUse, user: Any, reviews: Iterable[EvidenceReview]
) -> list[Flag]:
    flags = [
        Flag(
            "returned",
            "warn",
            _("Returned before, on %(day)s by %(name)s: %(reason)s. “%(note)s”")
            % {**_words(review), "note": review.note},
        )
        for review in [one for one in reviews if one.outcome == Outcome.RETURNED][:MOST_SHOWN]
    ]
    for review in returns_elsewhere(use, user)[:MOST_SHOWN]:
        realization = review.use.realization
        flags.append(
            Flag(
                "returned",
                "warn",
                _(
                    "The same file was returned to %(owner)s for %(period)s, on %(day)s by "
                    "%(name)s: %(reason)s."
                )
                % {
                    **_words(review),
                    "owner": realization.plan.employee.name,
                    "period": realization.period,
                },
                review.use_id,
            )
        )
    return flags


def _words(review: EvidenceReview) -> dict[str, Any]:
    zone = review.reviewer.agency.zone
    return {
        "day": _day(review.at.astimezone(zone).date()),
        "name": review.reviewer.name,
        "reason": review.get_reason_code_display(),
    }


def _about_other_uses(use: EvidenceUse, user: Any) -> list[Flag]:
    """The same bytes elsewhere. A file that is declared as shared is no flag for another person."""
    seen = EvidenceUse.objects.visible_to(user).values("pk")
    others = list(others_using(use).filter(pk__in=seen).select_related("version__evidence"))
    flags, shared = [], []
    for other in others:
        if _is_declared_shared(use, other):
            shared.append(other.realization.plan.employee.name)
            continue
        realization = other.realization
        flags.append(
            Flag(
                "use",
                "warn",
                _(
                    "The same file is also used by %(name)s for “%(indicator)s” in %(period)s "
                    "(%(state)s). Check the count."
                )
                % {
                    "name": realization.plan.employee.name,
                    "indicator": realization.indicator.statement,
                    "period": realization.period,
                    "state": other.get_state_display(),
                },
                other.pk,
            )
        )
    left = len(flags) - MOST_SHOWN
    flags = flags[:MOST_SHOWN]
    if left > 0:
        sentence = ngettext(
            "The same file is used %(count)s more time.",
            "The same file is used %(count)s more times.",
            left,
        )
        flags.append(Flag("use", "warn", sentence % {"count": left}))
    if shared:
        names = ", ".join(sorted(set(shared)))
        sentence = _("Shared by its owner; also used by %(names)s.") % {"names": names}
        flags.append(Flag("shared", "info", sentence))
    return flags


def _is_declared_shared(use: EvidenceUse, other: EvidenceUse) -> bool:
    evidence = use.version.evidence
    return bool(
        other.version.evidence_id == evidence.pk
        and evidence.sharing != Sharing.ONLY_ME
        and other.realization.plan.employee_id != use.realization.plan.employee_id
    )


def _about_dates(use: EvidenceUse) -> list[Flag]:
    """Days of the document, of the work and of the photo that do not lie in the period."""
    evidence, period = use.version.evidence, use.realization.period
    facts = {"period": period, "span": _span(period)}
    flags = []
    if evidence.dated_on and not _within(period, evidence.dated_on):
        sentence = _(
            "The document is dated %(day)s; that is not in %(period)s (%(span)s)."
        ) % {**facts, "day": _day(evidence.dated_on)}
        flags.append(Flag("date", "warn", sentence))
    first = evidence.activity_from or evidence.activity_until
    last = evidence.activity_until or first
    if first and last and (last < period.starts_on or first >= period.until):
        sentence = _(
            "The work it proves was done from %(first)s until %(last)s; that is not in "
            "%(period)s (%(span)s)."
        ) % {**facts, "first": _day(first), "last": _day(last)}
        flags.append(Flag("date", "warn", sentence))
    taken_at = use.version.taken_at
    if taken_at:
        taken = taken_at.astimezone(evidence.owner.agency.zone).date()
        if not _within(period, taken):
            sentence = _(
                "The photo was taken on %(day)s by its own clock; that is not in %(period)s "
                "(%(span)s)."
            ) % {**facts, "day": _day(taken)}
            flags.append(Flag("date", "warn", sentence))
    return flags


def _within(period: Period, day: date) -> bool:
    return period.starts_on <= day < period.until


def _span(period: Period) -> str:
    last = period.until - date.resolution
    return f"{_day(period.starts_on)} – {_day(last)}"


def _day(day: date) -> str:
    return date_format(day, "j M Y")


# Verbs of the trail in words.
EVENT_WORDS = {
    "use_evidence": gettext_lazy("The file was linked to the realization."),
    "describe_use": gettext_lazy("Note or count was changed."),
    "submit_use": gettext_lazy("Handed in."),
    "accept_use": gettext_lazy("Accepted."),
    "return_use": gettext_lazy("Returned."),
    "undo_verdict": gettext_lazy("The verdict was undone; the file waits to be checked again."),
    "follow_version": gettext_lazy("A newer version of the file took its place."),
    "withdraw_use": gettext_lazy("The file was taken out of the realization."),
}
EVENT_TONES = {"accept_use": "good", "return_use": "bad", "undo_verdict": "warn"}
# What the event keeps besides its verb, and a reader understands.
WITH_DETAIL = frozenset({"describe_use", "return_use", "accept_use", "undo_verdict"})


def use_timeline(events: Iterable[HistoryEvent]) -> list[dict[str, Any]]:
    """History of a use in words, the newest first, for ``components/_timeline.html``."""
    lines = [
        {
            "at": event.at,
            "text": EVENT_WORDS[event.verb],
            "who": str(event.actor) if event.actor else _("the portal"),
            "on_behalf_of": str(event.on_behalf_of) if event.on_behalf_of else "",
            "detail": _detail_of(event),
            "tone": EVENT_TONES.get(event.verb, ""),
        }
        for event in events
        if event.verb in EVENT_WORDS
    ]
    return lines[::-1]


def _detail_of(event: HistoryEvent) -> str:
    if event.verb == "follow_version":
        return f"{event.before} → {event.after}"
    return event.detail if event.verb in WITH_DETAIL else ""
