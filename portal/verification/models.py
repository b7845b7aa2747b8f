"""EvidenceReview: one verdict on one use, written once (model.md 3)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models import AppendOnly, AppendOnlyQuerySet
from portal.people.models import Employee
from portal.planning.models import EvidenceUse

from .states import POINTS, Outcome, ReasonCode


class ReviewQuerySet(AppendOnlyQuerySet):
    """Reviews by who may see them."""

    def visible_to(self, user: Any) -> ReviewQuerySet:
        """Twin of ``view_review``: who sees the use sees its verdicts."""
        uses = EvidenceUse.objects.visible_to(user)
        return self.filter(use__in=uses.values("pk"))


class EvidenceReview(AppendOnly):
    """What a checker found about one use: never changed, undone only by facts that follow.

    ``answers``: number of the point ("1" to "8") to true, false, or null for
    "does not apply". ``realization_digest`` and ``version_sha256``: what it
    rests on.
    """

    use = models.ForeignKey(EvidenceUse, models.PROTECT, related_name="reviews")
    version_sha256 = models.CharField(max_length=64)
    realization_digest = models.CharField(max_length=64)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    answers = models.JSONField(_("answers to the eight points"), default=dict)
    reason_code = models.CharField(
        _("reason"), max_length=20, choices=ReasonCode.choices, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    reviewer = models.ForeignKey(
        Employee, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(pgettext_lazy("instant", "at"))

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of evidence")
        verbose_name_plural = _("checks of evidence")
        ordering = ("at", "pk")
        default_permissions = ()
        indexes = [models.Index(fields=["version_sha256", "at"], name="verification_by_bytes")]

    @property
    def doubts(self) -> list[str]:
        """The points that were answered with no, in words."""
        return [
            str(label) for point, label in POINTS.items() if self.answers.get(str(point)) is False
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} · {self.use}"
