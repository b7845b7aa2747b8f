"""Writing guides: pages of blocks that cite articles, and what readers say of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    PublishingPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from portal.core.language import is_english

from ..blocks import GUIDE_BLOCKS
from ..panels import ReviewPanel
from ..rendering import RenderedElsewhere
from .page_form import ScheduledPageForm
from .reading import ReadablePages
from .regulations import RegulationPage


class Stage(models.TextChoices):
    """The stage of the cycle that a guide helps with (PermenPANRB 6/2022 Pasal 5)."""

    PLANNING = "planning", _("Planning")
    DOING = "doing", _("Doing, proving, feedback")
    EVALUATION = "evaluation", _("Evaluation")
    FOLLOW_UP = "follow_up", _("Follow-up")
    HOUSE = "house", _("People and accounts")


class GuideIndexPage(RenderedElsewhere, Page):
    """The section "Panduan": all guides lie directly below it."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guidelines.GuidePage"]
    max_count = 1

    class Meta:
        verbose_name = _("section of guides")
        verbose_name_plural = _("sections of guides")

    def portal_address(self) -> str:
        """Address relative to the host; the same wherever the page lies in the tree."""
        return reverse("guidelines:guides")


class GuidePage(RenderedElsewhere, Page):
    """How to do one thing well: steps, do and don't, weak and corrected, with the articles."""

    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    audience = models.CharField(
        _("for whom"), max_length=120, blank=True, help_text=_("Empty: for everybody.")
    )
    summary = models.CharField(
        _("in one sentence"), max_length=240, help_text=_("What the reader can do afterwards.")
    )
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary_en = models.CharField(_("sentence in English"), max_length=240, blank=True)
    body = StreamField(GUIDE_BLOCKS, verbose_name=_("content"))
    review_due_on = models.DateField(
        _("look at it again by"), null=True, blank=True,
        help_text=_("The owner is reminded from that day on."),
    )  # fmt: skip

    objects = PageManager.from_queryset(ReadablePages)()

    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("stage"), FieldPanel("audience")]),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("summary_en")], _("In English")),
        FieldPanel("review_due_on"),
    ]
    promote_panels = [FieldPanel("slug")]
    settings_panels = [PublishingPanel(), CommentPanel()]
    base_form_class = ScheduledPageForm
    parent_page_types = ["guidelines.GuideIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @property
    def localized_title(self) -> str:
        """The title in the language of the page, where it was translated."""
        return (self.title_en if is_english() else "") or self.title

    @property
    def localized_summary(self) -> str:
        """The sentence in the language of the page, where it was translated."""
        return (self.summary_en if is_english() else "") or self.summary

    def portal_address(self) -> str:
        """Address relative to the host."""
        return reverse("guidelines:guide", args=[self.slug])

    def clean(self) -> None:
        """An anchor names one section."""
        super().clean()
        anchors = [
            child.value["anchor"] for child in self.body if child.block_type == "section"
        ]
        twice = sorted({anchor for anchor in anchors if anchors.count(anchor) > 1})
        if twice:
            raise ValidationError(
                {"body": _("Two sections have the anchor “%(anchor)s”.") % {"anchor": twice[0]}}
            )


class GuideCitation(models.Model):
    """A live guide cites a part of a regulation. Rebuilt whenever the guide is published.

    ``seen`` is the wording that the guide was written against, or looked at again
    for: a SHA-256, ``GONE`` where there was none, empty where the regulation had no
    text yet. A flag is raised when the newest published wording is another one.
    ``pinned``: the number of the edition whose wording the guide wants for ever.
    """

    GONE: ClassVar[str] = "-"

    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="citations")
    regulation = models.ForeignKey(RegulationPage, models.CASCADE, related_name="citations")
    key = models.CharField(_("part"), max_length=160, blank=True)
    pinned = models.PositiveIntegerField(_("edition"), null=True)
    seen = models.CharField(_("wording looked at"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "regulation", "key"], name="guidelines_citation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.guide_id} {self.regulation_id} {self.key}"


class ReviewFlag(models.Model):
    """A reason to look at a guide again: what it cites changed, or its date has come."""

    class Reason(models.TextChoices):
        """Why it was raised."""

        CHANGED = "changed", _("the cited article has a new wording")
        GONE = "gone", _("the cited article or regulation is no longer shown")
        REVOKED = "revoked", _("the cited regulation was amended or revoked")

    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="flags")
    regulation = models.ForeignKey(RegulationPage, models.CASCADE, related_name="+")
    key = models.CharField(_("part"), max_length=160, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    by = models.ForeignKey(
        RegulationPage, models.CASCADE, null=True, related_name="+",
        verbose_name=_("through this regulation"),
    )  # fmt: skip
    raised_at = models.DateTimeField(_("raised at"))
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        verbose_name = _("review flag")
        verbose_name_plural = _("review flags")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "regulation", "key", "reason"],
                condition=models.Q(settled_at=None, by=None),
                name="guidelines_flag_once",
            ),
            models.UniqueConstraint(
                fields=["guide", "regulation", "key", "reason", "by"],
                condition=models.Q(settled_at=None),
                name="guidelines_flag_once_through",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide_id} {self.reason}"


class GuideFeedback(models.Model):
    """"Was this clear?": one answer of one reader, with a free note to the owner.

    ``submission_id`` is drawn with the form: sending it twice is one answer.
    ``source`` is a keyed hash of where the answer came from, renewed every day; it
    brakes floods and names nobody.
    """

    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="feedback")
    is_clear = models.BooleanField(_("was clear"))
    note = models.TextField(_("note"), blank=True, max_length=1000)
    at = models.DateTimeField(_("at"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    submission_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("answer of a reader")
        verbose_name_plural = _("answers of readers")
        default_permissions = ()
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["source", "at"], name="guidelines_feedback_source")]

    def __str__(self) -> str:
        return f"{self.guide_id} {self.is_clear}"
