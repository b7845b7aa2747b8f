"""What the pages of a period print: an indicator with its target, a file with its verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.models import EvidenceVersion
from evidence.views.rows import address, file_row
from portal.calendar.models import Period
from portal.core.history import history_of, key_of
from portal.core.models import HistoryEvent

from ..domain.progress import shares_of
from ..forms.realization import count_text
from ..models import (
    Accumulation,
    ActionPlan,
    ActionPlanLine,
    EvidenceUse,
    Indicator,
    Plan,
    Realization,
    with_unit,
)
from ..queries import indicators_of
from ..states import (
    ACCEPT_USE,
    REALIZATION_TABLE,
    RETURN_USE,
    UNDO,
    ActionState,
    RealizationState,
    UseState,
)
from ..validators import parse_target

OF_USE = (
    "version__evidence__kind", "version__evidence__owner__agency", "version__stored_file",
    "realization__plan__employee", "realization__period", "realization__indicator__result",
)
SHOWN_ACTIONS = frozenset({ActionState.SUBMITTED, ActionState.AGREED})


# --- Targets ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Target:
    """The target of a period in words. ``is_agreed``: the appraiser agreed on it."""

    text: str = ""
    is_agreed: bool = False
    proposed: str = ""
    year: str = ""
    action: str = ""
    kinds: tuple[str, ...] = ()


def target_of(indicator: Indicator, line: ActionPlanLine | None, *, sees_draft: bool) -> Target:
    """What was agreed for the period, else what is proposed; drafts for their owner only."""
    year = indicator.target_printed
    if line is None:
        return Target(year=year)
    proposed = with_unit(line.target_text, indicator.target_unit) if sees_draft else ""
    kinds = tuple(kind.label for kind in line.kinds.all()) if sees_draft else ()
    return Target(
        text=line.agreed_target or proposed,
        is_agreed=bool(line.agreed_target),
        proposed=proposed if line.agreed_target and proposed != line.agreed_target else "",
        year=year,
        action=line.action if sees_draft else "",
        kinds=kinds,
    )


def sees_lines(action_plan: ActionPlan | None, *, is_owner: bool) -> bool:
    """Whether the lines as written may be shown: to their owner, to others once handed in."""
    return action_plan is not None and (is_owner or action_plan.state in SHOWN_ACTIONS)


def lines_of(action_plan: ActionPlan | None) -> dict[Any, ActionPlanLine]:
    """Lines by the indicator they are about."""
    if action_plan is None:
        return {}
    return {line.indicator_line: line for line in action_plan.lines.all()}


def remainders_of(plan: Plan, period: Period, indicators: Iterable[Indicator]) -> dict[Any, str]:
    """By indicator that adds up: a sentence on what the other periods leave of the year."""
    rows = ActionPlanLine.objects.filter(action_plan__plan=plan).exclude(action_plan__period=period)
    planned: dict[Any, Decimal] = {}
    for row in rows:
        parsed = parse_target(row.agreed_target or row.target_text, "-")
        if parsed.low is not None:
            planned[row.indicator_line] = planned.get(row.indicator_line, Decimal(0)) + parsed.low
    found = {}
    for indicator in indicators:
        if indicator.accumulation != Accumulation.CUMULATIVE or indicator.target_low is None:
            found[indicator.line] = str(indicator.get_accumulation_display())
            continue
        others = planned.get(indicator.line, Decimal(0))
        found[indicator.line] = _(
            "%(others)s planned in the other periods, %(rest)s remains."
        ) % {
            "others": _number(others),
            "rest": with_unit(_number(indicator.target_low - others), indicator.target_unit),
        }
    return found


def _number(value: Decimal) -> str:
    text = number_format(value.normalize(), use_l10n=True, force_grouping=True)
    return str(text)


# --- Files ------------------------------------------------------------------------------


def verdicts_of(uses: Iterable[EvidenceUse]) -> dict[str, HistoryEvent]:
    """The newest verdict, or its undoing, by key of the use; one query."""
    uses = list(uses)
    if not uses:
        return {}
    verbs = (ACCEPT_USE.name, RETURN_USE.name, UNDO.name)
    return {event.record: event for event in history_of(*uses).filter(verb__in=verbs)}


def use_rows(uses: list[EvidenceUse], user: Any, *, is_planner: bool) -> dict[int, dict[str, Any]]:
    """Rows of ``planning/_use_row.html`` by key of the use; two queries for all of them."""
    verdicts = verdicts_of(uses)
    seen = set(
        EvidenceVersion.objects.visible_to(user)
        .filter(pk__in=[use.version_id for use in uses])
        .values_list("pk", flat=True)
    )
    return {
        use.pk: _use_row(use, verdicts.get(key_of(use)), use.version_id in seen, is_planner)
        for use in uses
    }


def _use_row(
    use: EvidenceUse, verdict: HistoryEvent | None, is_seen: bool, is_planner: bool
) -> dict[str, Any]:
    of_others = use.version.evidence.owner_id != use.realization.plan.employee_id
    if is_seen:
        row = file_row(use.version, of_others=of_others)
        row["url"] = use.version.get_absolute_url() if use.version.is_standing else ""
    else:
        # Its title may be what must not be read.
        row = {"name": _("A file that can no longer be opened"), "facts": [], "steps": [],
               "size_bytes": None, "final": True, "note": "", "links": []}
    row["use"] = use
    row["bytes_gone"] = row.get("state_label", "") if not use.version.is_standing else ""
    row["state"] = use.state
    row["state_label"] = use.get_state_display()
    row["says"] = use.note
    row["count"] = count_text(use.count)
    row["verdict"] = _verdict_sentence(use, verdict)
    row["short_url"] = settings.PORTAL["BASE_URL"].rstrip("/") + use.get_absolute_url()
    row["short_path"] = use.get_absolute_url()
    row["can_replace"] = (
        is_planner and use.state == UseState.RETURNED and is_seen and not of_others
    )
    row["receipt_url"] = ""
    if is_seen and use.version.is_standing and use.version.receipt_at is not None:
        row["receipt_url"] = address("receipt", use.version)
    row["links"] = []
    return row


def _verdict_sentence(use: EvidenceUse, event: HistoryEvent | None) -> str:
    if event is None:
        return ""
    if use.state == UseState.RETURNED and event.verb == RETURN_USE.name:
        return _("%(name)s returned it: %(reason)s") % {
            "name": _who(event), "reason": event.detail,
        }
    if use.state == UseState.ACCEPTED and event.verb == ACCEPT_USE.name:
        return _("Accepted by %(name)s.") % {"name": _who(event)}
    if event.verb == UNDO.name:
        return _("An earlier verdict no longer holds: %(reason)s.") % {"reason": event.detail}
    return ""


def _who(event: HistoryEvent) -> str:
    person = event.on_behalf_of or event.actor
    return str(person) if person else _("the portal")


# --- Rows of a period -------------------------------------------------------------------


@dataclass
class IndicatorRow:
    """One indicator in one period, ready to print; ``can``: names of open moves."""

    indicator: Indicator
    target: Target
    realization: Realization | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    can: set[str] = field(default_factory=set)
    is_new_result: bool = False
    url: str = ""
    is_dropped: bool = False
    is_owner: bool = False

    @property
    def state(self) -> str:
        """The state word for the tag; "todo" where nothing was begun."""
        return self.realization.state if self.realization is not None else "todo"

    @property
    def state_label(self) -> str:
        """The state in words."""
        if self.realization is None:
            # Others are not told whether a draft was begun.
            return _("not begun") if self.is_owner else _("not handed in")
        return str(self.realization.get_state_display())


def moves_of(plan: Plan, period: Period, user: Any) -> set[str]:
    """Moves of realizations of the period that the person has a right to, asked once for all."""
    probe = Realization(plan=plan, period=period)
    asked = {move.permission for move in REALIZATION_TABLE}
    allowed = {permission: user.has_perm(permission, probe) for permission in asked}
    return {move.name for move in REALIZATION_TABLE if allowed[move.permission]}


def open_moves(realization: Realization, moves: set[str]) -> set[str]:
    """Of the moves one has a right to, those that its state allows."""
    return {
        move.name
        for move in REALIZATION_TABLE
        if move.name in moves and realization.state in move.sources
    }


def indicator_rows(
    plan: Plan, period: Period, user: Any, action_plan: ActionPlan | None, *, is_locked: bool
) -> list[IndicatorRow]:
    """The indicators of a period with what the person may see; a fixed number of queries."""
    is_owner = plan.employee.user_id == user.pk
    found = {
        realization.indicator_line: realization
        for realization in Realization.objects.visible_to(user)
        .filter(plan=plan, period=period)
        .select_related("indicator__result", "period", "plan__employee")
    }
    uses = list(
        EvidenceUse.objects.visible_to(user)
        .standing()
        .filter(realization__in=[one.pk for one in found.values()])
        .select_related(*OF_USE)
        .order_by("linked_at", "pk")
    )
    files = use_rows(uses, user, is_planner=is_owner and not is_locked)
    moves = set() if is_locked else moves_of(plan, period, user)
    lines = lines_of(action_plan)
    sees_draft = sees_lines(action_plan, is_owner=is_owner)
    rows: list[IndicatorRow] = []
    standing = indicators_of(plan.standing_version)
    known = {indicator.line for indicator in standing}
    dropped = [one.indicator for line, one in found.items() if line not in known]
    last_result = None
    for indicator in [*standing, *dropped]:
        realization = found.get(indicator.line)
        row = IndicatorRow(
            indicator=indicator,
            target=target_of(indicator, lines.get(indicator.line), sees_draft=sees_draft),
            realization=realization,
            is_new_result=indicator.result_id != last_result,
            is_dropped=indicator.line not in known,
            is_owner=is_owner,
        )
        last_result = indicator.result_id
        if realization is not None:
            row.files = [files[use.pk] for use in uses if use.realization_id == realization.pk]
            row.can = open_moves(realization, moves)
        row.url = _url_of(plan, period, indicator, is_owner or realization is not None)
        rows.append(row)
    return rows


def _url_of(plan: Plan, period: Period, indicator: Indicator, is_open: bool) -> str:
    if not is_open:
        return ""
    probe = Realization(plan=plan, period=period, indicator_line=indicator.line)
    return probe.get_absolute_url()


# --- The picture of a period ------------------------------------------------------------

def picture_of(rows: list[IndicatorRow]) -> dict[str, Any]:
    """Shares of the indicators by state, and the files linked to them."""
    return shares_of(
        [row.state for row in rows], [file["use"].state for row in rows for file in row.files]
    )


def handed_in_by_period(plan: Plan, user: Any) -> dict[int, int]:
    """How many realizations were handed in, by key of the period; one query."""
    states = [RealizationState.SUBMITTED, RealizationState.ACCEPTED]
    rows = (
        Realization.objects.visible_to(user)
        .filter(plan=plan)
        .order_by()
        .values("period_id")
        .annotate(done=Count("pk", filter=Q(state__in=states)))
    )
    return {row["period_id"]: row["done"] for row in rows}


# --- History ----------------------------------------------------------------------------

WORDS_OF_REALIZATION = {
    "begin_realization": gettext_lazy("Begun."),
    "record_realization": gettext_lazy("Value, story or source was saved."),
    "submit_realization": gettext_lazy("Handed in."),
    "accept_realization": gettext_lazy("The realization was accepted."),
    "return_realization": gettext_lazy("The realization was returned."),
    "reopen_realization": gettext_lazy("Taken back to be changed."),
}
WORDS_OF_USE = {
    "use_evidence": gettext_lazy("Linked to the indicator."),
    "describe_use": gettext_lazy("Note or count was changed."),
    "submit_use": gettext_lazy("Handed in with the realization."),
    "accept_use": gettext_lazy("The file was accepted as evidence."),
    "return_use": gettext_lazy("The file was returned."),
    "undo_verdict": gettext_lazy("The verdict no longer holds."),
    "withdraw_use": gettext_lazy("Taken out of the realization."),
    "follow_version": gettext_lazy("A newer version of the file took its place."),
}
TONES = {
    "accept_realization": "good", "accept_use": "good", "return_realization": "bad",
    "return_use": "bad", "undo_verdict": "warn", "withdraw_use": "open",
}
# What was written before it was handed in is the owner's own.
OWNERS_OWN = frozenset({"begin_realization", "record_realization", "use_evidence", "describe_use"})


def timeline_of(
    events: Iterable[HistoryEvent], words: dict[str, Any], *, is_owner: bool
) -> list[dict[str, Any]]:
    """Newest first, for ``components/_timeline.html``; drafts are told to their owner only."""
    lines = []
    for event in events:
        if event.verb not in words or (event.verb in OWNERS_OWN and not is_owner):
            continue
        # The title of a file may be what must not be read any more; its row says what may be.
        detail = event.detail if event.verb != "use_evidence" else ""
        if event.verb == "follow_version":
            detail = f"{event.before} → {event.after}"
        lines.append(
            {
                "at": event.at,
                "text": str(words[event.verb]),
                "who": str(event.actor) if event.actor else _("the portal"),
                "on_behalf_of": str(event.on_behalf_of) if event.on_behalf_of else "",
                "detail": detail,
                "tone": TONES.get(event.verb, ""),
            }
        )
    return lines[::-1]
