"""OrgUnit tree, Position, and the windows in which a unit takes a step."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.calendar.models import Agency, Period


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    """Units of the tree."""

    def below(self, unit: OrgUnit) -> OrgUnitQuerySet:
        """The unit and everything under it."""
        return self.filter(path__startswith=unit.path)


class OrgUnit(models.Model):
    """A unit of an agency. ``path`` (``/3/17/``) holds the ids from the root down to itself.

    Written only by ``domain.units``, which keeps the paths of a moved branch right.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    path = models.CharField(max_length=255, editable=False, db_index=True, default="")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("path",)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to the unit itself."""
        return [int(part) for part in self.path.split("/") if part]


class PositionKind(models.TextChoices):
    """Kind of post (jenis jabatan)."""

    LEADERSHIP = "jpt", _("JPT (senior leadership)")
    ADMINISTRATOR = "administrator", _("Administrator")
    SUPERVISOR = "pengawas", _("Pengawas (supervisor)")
    EXECUTIVE = "pelaksana", _("Pelaksana (executive)")
    FUNCTIONAL = "jf", _("Functional")
    STATE_OFFICIAL = "negara", _("State official")


class Position(models.Model):
    """A post in a unit. ``is_head``: who holds it heads the unit."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="positions")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=15, choices=PositionKind.choices)
    grade = models.CharField(_("functional grade"), max_length=60, blank=True)
    is_head = models.BooleanField(_("heads the unit"), default=False)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ("unit", "title")

    def __str__(self) -> str:
        return self.title


class StepWindow(models.Model):
    """When a unit takes one step of a period: opens on, closes on (exclusive)."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="windows")
    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="windows")
    step = models.SlugField(_("step"))
    opens = models.DateField(_("opens on"))
    closes = models.DateField(_("closes on (exclusive)"))

    class Meta:
        verbose_name = _("window of a step")
        verbose_name_plural = _("windows of steps")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit", "step"], name="people_window_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="people_window_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.opens}–{self.closes}"
