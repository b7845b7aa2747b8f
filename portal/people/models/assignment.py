"""Everything that binds people for a time: posts, appraisers, teams, roles, mandates.

All are dated; ``valid_until`` is exclusive and empty while open. "In force" is
always asked for a day, so history answers too.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.calendar.models import Agency

from .employee import Employee
from .unit import OrgUnit, Position


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with a validity."""

    def in_force(self, on: date) -> Self:
        """Rows valid on a day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


class Dated(models.Model):
    """A row that is true from a day until another, exclusive."""

    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until (exclusive)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_in_force(self, on: date) -> bool:
        """Whether the row is valid on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


def _not_backwards(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")), name=name
    )


class PositionAssignment(Dated):
    """An employee in a post; ``acting`` for Plt and Plh."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="positions")
    position = models.ForeignKey(Position, models.PROTECT, related_name="assignments")
    acting = models.BooleanField(_("acting"), default=False)

    class Meta:
        verbose_name = _("holding of a post")
        verbose_name_plural = _("holdings of posts")
        ordering = ("-valid_from", "acting")
        constraints = [_not_backwards("people_position_not_backwards")]

    def __str__(self) -> str:
        return f"{self.employee} · {self.position}"


class AppraiserAssignment(Dated):
    """Who appraises (menilai) the holder of a post, from when until when; acting before regular."""

    employee_assignment = models.ForeignKey(
        PositionAssignment, models.PROTECT, related_name="appraisers"
    )
    appraiser = models.ForeignKey(Employee, models.PROTECT, related_name="appraisees")
    acting = models.BooleanField(_("acting"), default=False)

    class Meta:
        verbose_name = _("appraiser")
        verbose_name_plural = _("appraisers")
        ordering = ("-valid_from",)
        constraints = [_not_backwards("people_appraiser_not_backwards")]

    def __str__(self) -> str:
        return f"{self.appraiser} → {self.employee_assignment.employee}"


class WorkTeam(Dated):
    """A work team (tim kerja) of an agency."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        verbose_name = _("work team")
        verbose_name_plural = _("work teams")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class TeamMembership(Dated):
    """A member of a team; ``is_lead`` for the ketua tim, who never rates."""

    team = models.ForeignKey(WorkTeam, models.CASCADE, related_name="memberships")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="memberships")
    is_lead = models.BooleanField(_("leads the team"), default=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("-is_lead", "employee__name")

    def __str__(self) -> str:
        return f"{self.employee} · {self.team}"


class ScopedRole(Dated):
    """A role over a unit, a team or one employee, granted by letter for a time.

    Auditors and helpers open files of the ``classes`` their letter names; an HR
    administrator opens none and has none. ``granted_by`` is empty where an
    import brought the role.
    """

    class Role(models.TextChoices):
        HR = "hr", _("HR administrator")
        AUDITOR = "auditor", _("Auditor")
        HELPER = "helper", _("Helper who checks evidence")

    class Aspect(models.TextChoices):
        ANY = "", _("not applicable")
        COMPLETENESS = "completeness", _("completeness")
        CONTENT = "content", _("content")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(WorkTeam, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="+")
    classes = models.JSONField(_("classes of confidentiality"), default=list, blank=True)
    aspect = models.CharField(_("aspect"), max_length=15, choices=Aspect.choices, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    OPENS_FILES = frozenset({Role.AUDITOR, Role.HELPER})

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(unit__isnull=False, team=None, about=None)
                    | Q(unit=None, team__isnull=False, about=None)
                    | Q(unit=None, team=None, about__isnull=False)
                ),
                name="people_role_one_scope",
            )
        ]

    def __str__(self) -> str:
        return f"{self.employee} · {self.get_role_display()}"

    def clean(self) -> None:
        """Classes are names, and a role that opens files has at least one.

        Raises:
            ValidationError: for ``classes``.
        """
        super().clean()
        if self.classes is None:
            # What a form makes of an empty field; the column holds a list.
            self.classes = []
        names = self.classes
        if not isinstance(names, list) or not all(name and isinstance(name, str) for name in names):
            raise ValidationError({"classes": _("Name the classes one by one, as in the letter.")})
        if self.role in self.OPENS_FILES and not names:
            raise ValidationError(
                {
                    "classes": _(
                        "An auditor or helper opens files of the classes that the letter names. "
                        "Name at least one."
                    )
                }
            )


class MandateScope(models.TextChoices):
    """What a helper may do for the owner."""

    EVIDENCE = "evidence", _("file evidence")
    PREPARE = "prepare", _("prepare feedback and ratings")


class MandateQuerySet(DatedQuerySet):
    """Mandates by who may see them."""

    def visible_to(self, user: Any) -> Self:
        """Mandates the person gave or holds; twin of ``end_mandate``."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(owner__user=user) | Q(helper__user=user))


class Mandate(Dated):
    """The owner lets a helper type for them, within a scope and a time."""

    owner = models.ForeignKey(Employee, models.PROTECT, related_name="mandates_given")
    helper = models.ForeignKey(Employee, models.PROTECT, related_name="mandates_held")
    scope = models.CharField(_("scope"), max_length=10, choices=MandateScope.choices)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner=models.F("helper")), name="people_mandate_two_people"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner} → {self.helper} ({self.get_scope_display()})"


class EmergencyAccess(models.Model):
    """A way in for a reason and a time, shown to the owner of what was opened.

    ``record`` is the text key of the one record it opens.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="emergency_accesses"
    )
    record = models.CharField(_("record"), max_length=100)
    reason = models.TextField(_("reason"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")
        ordering = ("-starts_at",)
        permissions = [("open_emergency", _("May open a record in an emergency"))]

    def __str__(self) -> str:
        return f"{self.user} · {self.record}"
