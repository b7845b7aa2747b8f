"""ExtractedPage: what a reader found, page by page. Derived, and may be rebuilt."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .evidence import EvidenceVersion


class ExtractedPage(models.Model):
    """Text of one page, sheet or slide. ``quality`` from 0 (garbage) to 1 (sound)."""

    version = models.ForeignKey(EvidenceVersion, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(_("page"))
    label = models.CharField(_("label"), max_length=120, blank=True)
    text = models.TextField(_("text"))
    reader = models.CharField(_("reader"), max_length=40)
    reader_version = models.CharField(_("version of the reader"), max_length=40)
    quality = models.FloatField(_("quality"), default=1.0)

    class Meta:
        verbose_name = _("page read")
        verbose_name_plural = _("pages read")
        default_permissions = ()
        ordering = ("version", "number")
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="evidence_page_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.number}"
