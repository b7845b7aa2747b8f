"""A file handed in for import, kept from its arrival until somebody saves what it becomes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import TimeStamped

from .editions import RegulationText
from .regulations import RegulationPage


class SubmittedText(TimeStamped):
    """What an editor handed in. Only that person sees it; ``edition`` is what became of it.

    Its key is made when the form is shown, so that a form sent twice is one
    submission, and one submission becomes one edition.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    regulation = models.ForeignKey(
        RegulationPage, models.CASCADE, null=True, related_name="+",
        help_text=_("The regulation that gets another edition. Empty: a new one."),
    )  # fmt: skip
    name = models.CharField(_("name of the file"), max_length=255)
    raw = models.BinaryField(_("the file"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    edition = models.ForeignKey(
        RegulationText, models.CASCADE, null=True, related_name="+", verbose_name=_("edition")
    )

    class Meta:
        verbose_name = _("submitted text")
        verbose_name_plural = _("submitted texts")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
