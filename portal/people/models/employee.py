"""Employee: a person of the office, with or without NIP and account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.calendar.models import Agency
from portal.core.models import TimeStamped

from ..validators import validate_nip


class EmploymentStatus(models.TextChoices):
    """Legal status of employment (UU 5/2014, PP 49/2018)."""

    PNS = "pns", "PNS"
    CPNS = "cpns", "CPNS"
    PPPK = "pppk", "PPPK"
    OFFICIAL = "official", _("Official without NIP (such as a head of region)")


class EmployeeQuerySet(models.QuerySet["Employee"]):
    """Employees by who may see them and when they sat where."""

    def visible_to(self, user: Any) -> EmployeeQuerySet:
        """Everybody signed in sees the colleagues of their agency, as a staff list on a wall."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            Q(agency__employees__user=user) | Q(user=user)
        ).distinct()

    def active(self) -> EmployeeQuerySet:
        """Employees who have not left."""
        return self.filter(left_on=None)

    def in_units(self, unit_ids: list[int], on: date) -> EmployeeQuerySet:
        """Employees with a post in one of the units on a day."""
        return self.filter(
            Q(positions__valid_until=None) | Q(positions__valid_until__gt=on),
            positions__valid_from__lte=on,
            positions__position__unit_id__in=unit_ids,
        ).distinct()


class Employee(TimeStamped):
    """A person who is appraised, appraises, or helps.

    ``name`` is printed as it is, with titles. A head of region has no NIP.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="employees")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employee",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name with titles"), max_length=150)
    nip = models.CharField(
        _("NIP"), max_length=18, null=True, blank=True, unique=True, validators=[validate_nip]
    )
    status = models.CharField(_("status"), max_length=10, choices=EmploymentStatus.choices)
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    rank_code = models.CharField(_("grade"), max_length=10, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        ordering = ("name",)
        permissions = [("manage_people", _("May keep people, posts and units"))]

    def __str__(self) -> str:
        return self.name
