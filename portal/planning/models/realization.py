"""Realization of an indicator in a period, and the uses of evidence that prove it (model.md 3)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evidence.models import EvidenceVersion
from evidence.states import Confidentiality
from portal.calendar.models import Period
from portal.core import audience
from portal.core.audience import Check, tokens_for
from portal.core.models import TimeStamped
from portal.people.models import AppraiserAssignment, TeamMembership

from ..states import HANDED_IN, JUDGED, RealizationState, UseState
from .action_plan import ActionPlanLine
from .plan import Indicator, Plan, with_unit


def appraisers_of(plan: Plan, period: Period) -> models.QuerySet[AppraiserAssignment]:
    """Whose line sees a period: a successor the year, a former one what overlaps their time."""
    rows: models.QuerySet[AppraiserAssignment] = plan.position_assignment.appraisers.filter(
        Q(valid_until=None) | Q(valid_until__gt=period.starts_on), valid_from__lt=plan.until
    )
    return rows


def teams_in(plan: Plan, period: Period) -> list[int]:
    """Ids of the teams to which the plan's employee belonged within the period."""
    memberships = TeamMembership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=period.starts_on),
        employee_id=plan.employee_id,
        valid_from__lt=period.until,
    )
    return list(memberships.values_list("team_id", flat=True))


def period_tokens(plan: Plan, period: Period, *classes: str) -> set[str]:
    """Tokens of those who may see what was handed in of a period, for classes of files."""
    tokens: set[str] = set()
    for pk in appraisers_of(plan, period).values_list("pk", flat=True):
        tokens |= {audience.line(pk), audience.superior(pk)}
    for name in classes:
        tokens |= {
            audience.audit(plan.unit_id, name),
            audience.verify("unit", plan.unit_id, period.pk, name),
            audience.verify("employee", plan.employee_id, period.pk, name),
        }
        tokens |= {
            audience.verify("team", team, period.pk, name) for team in teams_in(plan, period)
        }
    return tokens


def _line_sees(lines: set[int], realization: str) -> Exists:
    """Whether one of the appraiser assignments overlaps; ``realization`` is the way to it."""
    return Exists(
        AppraiserAssignment.objects.filter(
            Q(valid_until=None) | Q(valid_until__gt=OuterRef(f"{realization}period__starts_on")),
            employee_assignment=OuterRef(f"{realization}plan__position_assignment"),
            valid_from__lt=OuterRef(f"{realization}plan__until"),
            pk__in=lines,
        )
    )


def _checked_by(checks: list[Check], realization: str, class_of: str = "") -> Q:
    """Realizations (or uses) that a helper may check."""
    found = Q(pk__in=[])
    grouped: dict[tuple[str, int, str], set[int]] = {}
    for check in checks:
        key = (check.scope, check.period, check.class_name)
        grouped.setdefault(key, set()).add(check.scope_id)
    for (scope, period, class_name), ids in grouped.items():
        here = Q(**{f"{realization}period_id": period})
        if scope == "unit":
            here &= Q(**{f"{realization}plan__unit_id__in": ids})
        elif scope == "employee":
            here &= Q(**{f"{realization}plan__employee_id__in": ids})
        else:
            members = TeamMembership.objects.filter(
                Q(valid_until=None)
                | Q(valid_until__gt=OuterRef(f"{realization}period__starts_on")),
                employee_id=OuterRef(f"{realization}plan__employee_id"),
                valid_from__lt=OuterRef(f"{realization}period__until"),
                team_id__in=ids,
            )
            here &= Q(Exists(members))
        if class_of:
            here &= Q(**{class_of: class_name})
        found |= here
    return found


class RealizationQuerySet(models.QuerySet["Realization"]):
    """Realizations by who may see them."""

    def visible_to(self, user: Any) -> RealizationQuerySet:
        """Twin of ``view_realization``."""
        tokens = tokens_for(user)
        lines = audience.held(tokens, "line") | audience.held(tokens, "superior")
        audited: set[int] = set()
        for name in Confidentiality.values:
            audited |= audience.audited_units(tokens, name)
        handed_in = Q(submitted_at__isnull=False) & (
            Q(_line_sees(lines, ""))
            | Q(plan__unit_id__in=audited)
            | _checked_by(audience.checks(tokens), "")
        )
        return self.filter(Q(plan__employee_id__in=audience.held(tokens, "person")) | handed_in)


class Realization(TimeStamped):
    """What came of one indicator in one period, measured against ``indicator`` as it stood then.

    ``value`` is printed as typed; ``value_number`` is what was understood of it
    in the indicator's unit. ``data_source`` is printed after "berdasarkan".
    ``submitted_at``: when it first left the owner's hands.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="realizations")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    indicator_line = models.UUIDField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="realizations")
    value = models.CharField(_("realization"), max_length=200, blank=True)
    value_number = models.DecimalField(max_digits=18, decimal_places=4, null=True, editable=False)
    narrative = models.TextField(_("what was done"), blank=True)
    data_source = models.CharField(_("source of the data"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=RealizationState.choices,
        default=RealizationState.DRAFT,
    )
    return_note = models.TextField(_("note of the return"), blank=True)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = RealizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("realization")
        verbose_name_plural = _("realizations")
        ordering = ("plan", "period__starts_on", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator_line", "period"], name="planning_realization_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.period}"

    def get_absolute_url(self) -> str:
        """The page on which it is filed."""
        return reverse(
            "planning:realization",
            args=[self.plan.public_id, self.period_id, self.indicator_line],
        )

    @property
    def is_writable(self) -> bool:
        """Whether its owner may still write in it (until the evaluation is delivered)."""
        return self.state in {RealizationState.DRAFT, RealizationState.RETURNED}

    @property
    def value_printed(self) -> str:
        """The value with its unit, where a bare number was typed."""
        bare = self.value.strip().replace(".", "").replace(",", "").isdigit()
        return with_unit(self.value, self.indicator.target_unit) if bare else self.value.strip()

    @property
    def printed(self) -> str:
        """As column 7 of the forms prints it: ``<realization> berdasarkan <source>``."""
        value = self.value_printed
        if self.data_source and value:
            return f"{value} berdasarkan {self.data_source}"
        return value

    def tokens(self) -> set[str]:
        """Who may see the realization."""
        tokens = {audience.person(self.plan.employee_id)}
        if self.submitted_at is not None:
            tokens |= period_tokens(self.plan, self.period, *Confidentiality.values)
        return tokens

    @property
    def action_line(self) -> ActionPlanLine | None:
        """The line of the period's action plan, whatever its state."""
        return (
            ActionPlanLine.objects.filter(
                action_plan__plan_id=self.plan_id,
                action_plan__period_id=self.period_id,
                indicator_line=self.indicator_line,
            )
            .prefetch_related("kinds")
            .first()
        )

    def digest(self) -> str:
        """SHA-256 of what a verdict rests on: indicator, period target, value, story, source."""
        line = self.action_line
        agreed = line is not None and bool(line.agreed_target)
        facts = {
            "indicator": self.indicator_id,
            "period_target": line.pk if line is not None and agreed else None,
            "period_target_text": line.agreed_target if line is not None else "",
            "value": self.value,
            "narrative": self.narrative,
            "data_source": self.data_source,
        }
        canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


class EvidenceUseQuerySet(models.QuerySet["EvidenceUse"]):
    """Uses by who may see them."""

    def standing(self) -> EvidenceUseQuerySet:
        """Uses that were not taken out."""
        return self.exclude(state=UseState.WITHDRAWN)

    def checkable(self, checks: list[Check]) -> EvidenceUseQuerySet:
        """Handed-in uses that a helper with these checks may judge."""
        class_of = "version__evidence__confidentiality"
        helped = _checked_by(checks, "realization__", class_of)
        return self.filter(helped, state__in=HANDED_IN)

    def visible_to(self, user: Any) -> EvidenceUseQuerySet:
        """Twin of ``view_use``: the two owners always, the others once it was handed in."""
        tokens = tokens_for(user)
        own = audience.held(tokens, "person")
        lines = audience.held(tokens, "line") | audience.held(tokens, "superior")
        class_of = "version__evidence__confidentiality"
        audited = Q(pk__in=[])
        for name in Confidentiality.values:
            units = audience.audited_units(tokens, name)
            if units:
                audited |= Q(**{class_of: name, "realization__plan__unit_id__in": units})
        handed_in = Q(state__in=HANDED_IN) & (
            Q(_line_sees(lines, "realization__"))
            | audited
            | _checked_by(audience.checks(tokens), "realization__", class_of)
        )
        return self.filter(
            Q(realization__plan__employee_id__in=own)
            | Q(version__evidence__owner_id__in=own)
            | handed_in
        )


class EvidenceUse(TimeStamped):
    """One version of a file as evidence for one realization. The verdict belongs to it.

    ``count``: how many of the claimed units it proves. ``short_code`` makes the
    short stable address ``/b/<code>``. ``checked_digest`` and ``checked_sha256``
    are those of the realization and the bytes that the present verdict rests on.
    """

    realization = models.ForeignKey(Realization, models.PROTECT, related_name="uses")
    version = models.ForeignKey(EvidenceVersion, models.PROTECT, related_name="uses")
    note = models.TextField(_("what it shows"), blank=True)
    count = models.DecimalField(
        _("counts for"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(_("linked at"))
    short_code = models.CharField(_("short code"), max_length=12, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=UseState.choices, default=UseState.DRAFT
    )
    submitted_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    checked_digest = models.CharField(max_length=64, blank=True, editable=False)
    checked_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = EvidenceUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of evidence")
        verbose_name_plural = _("uses of evidence")
        ordering = ("realization", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["realization", "version"],
                condition=~Q(state="withdrawn"),
                name="planning_use_once",
            )
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="planning_use_state")]

    def __str__(self) -> str:
        return f"{self.version.evidence} → {self.realization}"

    def get_absolute_url(self) -> str:
        """The short stable address of the use."""
        return reverse("planning:short", args=[self.short_code])

    @property
    def is_judged(self) -> bool:
        """Whether a verdict stands."""
        return self.state in JUDGED

    @property
    def words_digest(self) -> str:
        """SHA-256 of note and count: tells a form whether they changed since it was shown."""
        count = "" if self.count is None else f"{self.count.normalize():f}"
        return hashlib.sha256(f"{self.note}\0{count}".encode()).hexdigest()

    @property
    def source(self) -> str:
        """Name of the use among grants and holds of its version."""
        return f"use:{self.pk}"

    def tokens(self) -> set[str]:
        """Who may see the use; of its version only its realization's side is granted."""
        return {audience.person(self.version.evidence.owner_id)} | self.reader_tokens()

    def reader_tokens(self) -> set[str]:
        """Who may open the file because of this use."""
        realization = self.realization
        tokens = {audience.person(realization.plan.employee_id)}
        if self.state in HANDED_IN:
            tokens |= period_tokens(
                realization.plan, realization.period, self.version.evidence.confidentiality
            )
        return tokens
