"""RetentionRule: how long a kind is kept. Default: keep and ask."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .evidence import EvidenceKind


class RetentionFate(models.TextChoices):
    """What happens at the end (PP 28/2012, Pasal 1 angka 17)."""

    KEEP_AND_ASK = "keep_and_ask", _("keep and ask")
    DESTROY = "destroy", _("destroy")
    REAPPRAISE = "reappraise", _("appraise again")
    PERMANENT = "permanent", _("keep for ever")


class RetentionRule(models.Model):
    """Years a kind is kept active and inactive, its end, and the agency's basis."""

    kind = models.OneToOneField(EvidenceKind, models.CASCADE, related_name="retention")
    active_years = models.PositiveSmallIntegerField(_("years active"), null=True)
    inactive_years = models.PositiveSmallIntegerField(_("years inactive"), null=True)
    fate = models.CharField(
        _("at the end"),
        max_length=15,
        choices=RetentionFate.choices,
        default=RetentionFate.KEEP_AND_ASK,
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_fate_display()}"
