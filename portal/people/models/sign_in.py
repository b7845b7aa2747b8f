"""SignInAttempt: failed tries, kept to slow down guessing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInAttempt(models.Model):
    """Failed tries for one name typed, or from one address; ``blocked_until`` once too many.

    ``name_digest`` is a keyed hash of either: people type their password into
    the name field, and the table must not hold it. For an address
    ``last_failed_at`` is when its counting began.
    """

    name_digest = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    last_failed_at = models.DateTimeField(_("last failure"))
    blocked_until = models.DateTimeField(_("blocked until"), null=True)

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")

    def __str__(self) -> str:
        return f"{self.failures} × {self.name_digest[:8]}"
