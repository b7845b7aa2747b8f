"""Agency, Period and Holiday: when things are due, and in whose day."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _


def validate_time_zone(value: str) -> None:
    """Raise ``ValidationError`` unless ``value`` is an IANA time zone such as Asia/Makassar."""
    if value not in available_timezones():
        raise ValidationError(_("“%(value)s” is not a time zone."), params={"value": value})


class PeriodKind(models.TextChoices):
    """Length of a period."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    SEMESTER = "semester", _("half year")
    YEAR = "year", _("year")


class Issuing(models.TextChoices):
    """Whose document is the document (product.md 3.6)."""

    COMPANION = "companion", _("companion: e-Kinerja BKN issues")
    ISSUER = "issuer", _("issuer: the portal issues")


class Agency(models.Model):
    """An agency (instansi): its clock, the rhythm of its evaluation, and who issues documents."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="Asia/Jakarta", validators=[validate_time_zone]
    )
    evaluation_rhythm = models.CharField(
        _("rhythm of evaluation"),
        max_length=10,
        choices=PeriodKind.choices,
        default=PeriodKind.QUARTER,
    )

    issuing = models.CharField(
        _("documents"), max_length=10, choices=Issuing.choices, default=Issuing.COMPANION
    )

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The agency's time zone, ready to use."""
        return ZoneInfo(self.time_zone)


class PeriodQuerySet(models.QuerySet["Period"]):
    """Periods by day."""

    def containing(self, day: date) -> PeriodQuerySet:
        """Periods in which ``day`` lies (until is exclusive)."""
        return self.filter(starts_on__lte=day, until__gt=day)


class Period(models.Model):
    """A span of an agency's year. ``until`` is exclusive. Periods of a year have it as parent."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="periods")
    kind = models.CharField(_("kind"), max_length=10, choices=PeriodKind.choices)
    starts_on = models.DateField(_("from"))
    until = models.DateField(_("until (exclusive)"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ("starts_on", "-until")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "starts_on"], name="calendar_period_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("starts_on")),
                name="calendar_period_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.starts_on.year}"

    @property
    def label(self) -> str:
        """How the period is called within its year: month name or number of the quarter."""
        if self.kind == PeriodKind.MONTH:
            return str(MONTHS[self.starts_on.month])
        if self.kind == PeriodKind.QUARTER:
            roman = ("I", "II", "III", "IV")[(self.starts_on.month - 1) // 3]
            return str(_("Quarter %(number)s") % {"number": roman})
        if self.kind == PeriodKind.SEMESTER:
            roman = "I" if self.starts_on.month < 7 else "II"
            return str(_("Half year %(number)s") % {"number": roman})
        return str(_("Year"))


class Holiday(models.Model):
    """A day that is no working day, for all agencies or one."""

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=200)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ("day",)
        constraints = [
            models.UniqueConstraint(fields=["day", "agency"], name="calendar_holiday_once"),
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(agency=None), name="calendar_holiday_of_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
