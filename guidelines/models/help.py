"""Help beside a field: a stable key in the code, its words and its guide in the content."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.core.help import HELP_KEYS
from portal.core.language import is_english

from .guides import GuidePage


def help_key_choices() -> list[tuple[str, str]]:
    """The fields that can have help, as the packages registered them."""
    return sorted((key, f"{label} ({key})") for key, label in HELP_KEYS.items())


class FieldHelp(models.Model):
    """What stands beside one field, and the section of a guide that says more."""

    key = models.CharField(_("field"), max_length=80, unique=True, choices=help_key_choices)
    text_id = models.CharField(_("sentence (Indonesian)"), max_length=240)
    text_en = models.CharField(_("sentence (English)"), max_length=240, blank=True)
    guide = models.ForeignKey(
        GuidePage, models.SET_NULL, null=True, blank=True, related_name="field_helps",
        verbose_name=_("guide"),
    )  # fmt: skip
    section = models.SlugField(
        _("section of the guide"), max_length=80, blank=True,
        help_text=_("As in the address of the section after #. Empty: the guide as a whole."),
    )  # fmt: skip

    panels = [
        FieldPanel("key"),
        FieldPanel("text_id"),
        FieldPanel("text_en"),
        FieldPanel("guide"),
        FieldPanel("section"),
    ]

    class Meta:
        verbose_name = _("help beside a field")
        verbose_name_plural = _("help beside fields")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        """The sentence in the language of the page."""
        english = self.text_en if is_english() else ""
        return english or self.text_id
