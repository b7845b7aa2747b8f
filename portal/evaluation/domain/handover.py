"""Salin ke e-Kinerja: every field in the order of BKN's screens, and what was copied already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.calendar.models import Period
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.planning.models import Approach, Plan, with_unit
from portal.planning.queries import action_plan_of, realizations_of, results_of
from portal.planning.states import UseState

from ..models import CopyTick
from ..permissions import COPY_PLAN

Address = Callable[[str], str]


@dataclass(frozen=True)
class CopyField:
    """One field of BKN's screen. ``key`` is stable; ``digest`` names the text that was shown."""

    key: str
    label: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class CopySection:
    """One screen, or one card of it."""

    title: str
    fields: list[CopyField] = field(default_factory=list)


def plan_sections(plan: Plan) -> list[CopySection]:
    """SKP as e-Kinerja asks for it (domain.md 3.2, steps 1 to 5)."""
    version = plan.standing_version or plan.open_version
    if version is None:
        return []
    agency_unit = plan.unit.name
    sections = [
        CopySection(
            _("SKP period"),
            _filled(
                ("starts_on", _("From"), f"{plan.starts_on:%d/%m/%Y}"),
                ("until", _("Until"), f"{(plan.until - plan.until.resolution):%d/%m/%Y}"),
                ("approach", _("Approach"), _official(version.get_approach_display)),
                ("unit", _("Unit"), agency_unit),
            ),
        )
    ]
    for number, result in enumerate(results_of(version), 1):
        line = str(result.line)
        fields = _filled(
            (f"{line}:statement", _("Planned result"), result.statement),
            (f"{line}:kind", _("Kind"), _official(result.get_kind_display)),
            (f"{line}:supports", _("Result of the leader that is supported"), result.supports),
            (f"{line}:assigned", _("Assigned by"), result.assigned_by),
        )
        for indicator in result.indicators.all():
            key = str(indicator.line)
            fields += _filled(
                (f"{key}:statement", _("Indicator"), indicator.statement),
                (
                    f"{key}:aspect", _("Aspect"),
                    _official(indicator.get_aspect_display)
                    if version.approach == Approach.QUANTITATIVE
                    else "",
                ),
                (
                    f"{key}:perspective", _("Perspective"),
                    _official(indicator.get_perspective_display),
                ),
                (f"{key}:target", _("Target"), indicator.target_printed),
            )
        title = _("Result %(number)s: %(title)s") % {"number": number, "title": result.statement}
        sections.append(CopySection(title, fields))
    annexes = (
        ("resources", _("Support and resources"), version.resources),
        ("accountability", _("Way of accounting"), version.accountability),
        ("consequences", _("Consequences"), version.consequences),
    )
    fields = [
        CopyField(f"{name}:{number}", f"{label} {number}", text)
        for name, label, lines in annexes
        for number, text in enumerate(lines.splitlines(), 1)
    ]
    if fields:
        sections.append(CopySection(_("Annexes"), fields))
    return sections


def period_sections(plan: Plan, period: Period, address_of: Address) -> list[CopySection]:
    """A period as e-Kinerja asks for it: action plan first, then evidence, then realization.

    ``address_of`` makes the full address of a use from its short code.
    """
    version = plan.standing_version
    if version is None:
        return []
    action_plan = action_plan_of(plan, period)
    planned = {line.indicator_line: line for line in action_plan.lines.all()} if action_plan else {}
    written = {one.indicator_line: one for one in realizations_of(plan, period)}
    sections = []
    for number, result in enumerate(results_of(version), 1):
        fields: list[CopyField] = []
        for place, indicator in enumerate(result.indicators.all(), 1):
            key, line = str(indicator.line), planned.get(indicator.line)
            mark = f"{number}.{place}"
            if line is not None:
                target = line.agreed_target or with_unit(line.target_text, indicator.target_unit)
                fields += _filled(
                    (f"{key}:action", _("%(mark)s Action plan") % {"mark": mark}, line.action),
                    (f"{key}:action_target", _("%(mark)s Target of the action") % {"mark": mark},
                     target),
                )
            realization = written.get(indicator.line)
            if realization is None:
                continue
            for use in realization.uses.all():
                if use.state == UseState.WITHDRAWN:
                    continue
                name = use.version.evidence.title
                fields += _filled(
                    (f"{use.short_code}:name", _("%(mark)s Evidence: name") % {"mark": mark}, name),
                    (f"{use.short_code}:url", _("%(mark)s Evidence: link") % {"mark": mark},
                     address_of(use.short_code)),
                )
            fields += _filled(
                (f"{key}:value", _("%(mark)s Realization") % {"mark": mark},
                 _story(realization.value_printed, realization.narrative)),
                (f"{key}:source", _("%(mark)s Source of the data") % {"mark": mark},
                 realization.data_source),
            )
        title = _("Result %(number)s: %(title)s") % {"number": number, "title": result.statement}
        if fields:
            sections.append(CopySection(title, fields))
    return sections


def _official(words: Callable[[], Any]) -> str:
    """A choice in the words of BKN's screens, whatever language its owner reads."""
    with override("id"):
        return str(words())


def _story(value: str, narrative: str) -> str:
    return f"{value}. {narrative}" if value and narrative else value or narrative


def _filled(*rows: tuple[str, str, str]) -> list[CopyField]:
    return [CopyField(*row) for row in rows if row[2]]


def ticks_of(plan: Plan, period: Period | None) -> dict[str, CopyTick]:
    """What was copied, by the key of its field."""
    return {tick.field: tick for tick in CopyTick.objects.filter(plan=plan, period=period)}


@transaction.atomic
def tick_copied(
    plan: Plan, period: Period | None, key: str, digest: str, fields: list[CopyField], *,
    actor: Actor,
) -> CopyTick:
    """Note that a field was copied, with the text that was copied.

    Raises:
        PermissionDenied: not the actor's plan.
        DomainError: no such field.
        TransitionRefused: its text changed since the page was shown.
    """
    actor.require(COPY_PLAN, plan)
    known = next((one for one in fields if one.key == key), None)
    if known is None:
        raise DomainError(_("This field is no longer on the page. Load it again."))
    if known.digest != digest:
        raise TransitionRefused(_("This text changed meanwhile. Copy it again, then tick it."))
    tick, _made = CopyTick.objects.update_or_create(
        plan=plan, period=period, field=key,
        defaults={"digest": digest, "user": actor.user, "at": clock.now()},
    )
    return tick


@transaction.atomic
def untick(plan: Plan, period: Period | None, key: str, *, actor: Actor) -> None:
    """Take a tick away.

    Raises:
        PermissionDenied: not the actor's plan.
    """
    actor.require(COPY_PLAN, plan)
    CopyTick.objects.filter(plan=plan, period=period, field=key).delete()
