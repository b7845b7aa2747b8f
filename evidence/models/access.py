"""AccessGrant and Hold: set by the verbs of evidence, and by packages above through calls."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AccessGrantQuerySet(models.QuerySet["AccessGrant"]):
    """Grants by token."""

    def matching(self, tokens: Collection[str], at: datetime) -> AccessGrantQuerySet:
        """Grants that one of the tokens opens at an instant."""
        return self.filter(Q(until=None) | Q(until__gt=at), token__in=tokens)


class AccessGrant(models.Model):
    """One token that opens one version, and why.

    ``source``: ``owner``, ``sharing``, ``mandate:<id>``, ``use:<id>`` or
    ``emergency:<id>``. Only grants without ``until`` reach the search index, so
    that nothing found can outlive its permission.
    """

    OWNER = "owner"
    SHARING = "sharing"

    version = models.ForeignKey("evidence.EvidenceVersion", models.CASCADE, related_name="grants")
    source = models.CharField(_("source"), max_length=40)
    token = models.CharField(_("token"), max_length=80)
    until = models.DateTimeField(_("until"), null=True)

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["version", "source", "token"], name="evidence_grant_once"
            )
        ]
        indexes = [models.Index(fields=["token", "version"], name="evidence_grant_token")]

    def __str__(self) -> str:
        return f"{self.token} ({self.source})"


class Hold(models.Model):
    """A reason why a version must stay as it is: a submitted use, an open objection."""

    version = models.ForeignKey("evidence.EvidenceVersion", models.CASCADE, related_name="holds")
    source = models.CharField(_("source"), max_length=40)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["version", "source"], name="evidence_hold_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"
