"""Regulations: their record by JDIH names, and what they do to each other."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
    PublishingPanel,
)
from wagtail.models import Page, PageManager

from portal.core.language import is_english

from ..kinds import NOT_LEGISLATION, OF_THE_STATE, SHORT_NAMES, RegulationKind, RelationKind
from ..rendering import RenderedElsewhere
from .page_form import ScheduledPageForm
from .reading import ReadablePages


class RegulationIndexPage(RenderedElsewhere, Page):
    """The section "Aturan": all regulations lie directly below it."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guidelines.RegulationPage"]
    max_count = 1

    class Meta:
        verbose_name = _("section of regulations")
        verbose_name_plural = _("sections of regulations")

    def portal_address(self) -> str:
        """Address relative to the host; the same wherever the page lies in the tree."""
        return reverse("guidelines:regulations")


class RegulationPage(RenderedElsewhere, Page):
    """One regulation: its record, and the edition of its text that this version of the page shows.

    ``title`` is the "judul" (what follows "tentang"). Field names in the
    comments are those of the JDIH network (domain.md 5.1). The address is made
    of kind, issuer, number and year, which are unique together, and is never
    changed once the page was live.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=RegulationKind.choices)  # jenis
    issuer_code = models.SlugField(
        _("issuer, short"), max_length=40, blank=True,
        help_text=_("As in the address and in citations, for example panrb. Empty for UU and PP."),
    )  # fmt: skip
    number = models.CharField(_("number"), max_length=60)  # noPeraturan
    year = models.PositiveSmallIntegerField(  # tahun_pengundangan
        _("year"), validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True)  # teuBadan
    enacted_in = models.CharField(_("enacted in"), max_length=100, blank=True)  # tempatTerbit
    enacted_on = models.DateField(_("enacted on"), null=True, blank=True)  # tanggal_penetapan
    promulgated_on = models.DateField(  # tanggal_pengundangan
        _("promulgated on"), null=True, blank=True
    )
    in_force_on = models.DateField(
        _("in force since"), null=True, blank=True,
        help_text=_("Empty: since the day it was promulgated (UU 12/2011, annex II, item 150)."),
    )  # fmt: skip
    source = models.CharField(  # sumber
        _("published in"), max_length=200, blank=True,
        help_text=_("Gazette with number and year, for example LN 2019/NO.77, TLN NO.6340."),
    )  # fmt: skip
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)  # penandatanganan
    subjects = models.CharField(_("subjects"), max_length=300, blank=True)  # subjek
    legal_field = models.CharField(_("field of law"), max_length=100, blank=True)  # bidangHukum
    stated_status = models.CharField(  # status
        _("status as its source states it"), max_length=60, blank=True
    )
    summary = models.TextField(_("summary"), blank=True, max_length=2000)  # abstrak
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True, max_length=2000)
    edition = models.ForeignKey(
        "guidelines.RegulationText", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("text"),
    )  # fmt: skip
    edition_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = PageManager.from_queryset(ReadablePages)()

    content_panels = [
        HelpPanel(template="guidelines/admin/edition_panel.html", heading=_("Text")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("issuer_code")]),
                FieldRowPanel([FieldPanel("number"), FieldPanel("year")]),
                *Page.content_panels,
                FieldPanel("issuer"),
            ],
            _("Which regulation"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("enacted_on"), FieldPanel("enacted_in")]),
                FieldRowPanel([FieldPanel("promulgated_on"), FieldPanel("in_force_on")]),
                FieldPanel("source"),
                FieldPanel("signatory"),
            ],
            _("Dates and gazette"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("subjects"),
                FieldPanel("legal_field"),
                FieldPanel("stated_status"),
                FieldPanel("summary"),
                FieldPanel("title_en"),
                FieldPanel("summary_en"),
            ],
            _("What it is about"),
        ),
        InlinePanel("relations", heading=_("What it does to other regulations")),
    ]
    promote_panels: list[Any] = []
    settings_panels = [PublishingPanel(), CommentPanel()]
    base_form_class = ScheduledPageForm
    parent_page_types = ["guidelines.RegulationIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")

    def __str__(self) -> str:
        return f"{self.citation} {self.title}"

    @property
    def citation(self) -> str:
        """Short and official: "PP 30/2019", "Permen PANRB 6/2022"."""
        issuer = "" if self.kind in OF_THE_STATE else self.issuer_code.replace("-", " ").upper()
        name = " ".join(part for part in (SHORT_NAMES.get(self.kind, ""), issuer) if part)
        return f"{name} {self.number}/{self.year}"

    @property
    def full_name(self) -> str:
        """As the regulation calls itself, in reading case."""
        name = RegulationKind(self.kind).label
        if self.kind not in OF_THE_STATE and self.issuer:
            name = f"{name} ({self.issuer})"
        return f"{name} Nomor {self.number} Tahun {self.year} tentang {self.title}"

    @property
    def localized_title(self) -> str:
        """The title in the language of the page, where it was translated."""
        return (self.title_en if is_english() else "") or self.title

    @property
    def localized_summary(self) -> str:
        """The summary in the language of the page, where it was translated."""
        return (self.summary_en if is_english() else "") or self.summary

    @property
    def is_legislation(self) -> bool:
        """Whether it is a "peraturan perundang-undangan" (UU 12/2011 Pasal 7 and 8)."""
        return self.kind not in NOT_LEGISLATION

    @property
    def begins_on(self) -> Any:
        """The day from which it holds, or ``None`` where nobody wrote one."""
        return self.in_force_on or self.promulgated_on or self.enacted_on

    def address_slug(self) -> str:
        """``<kind>-<issuer>-<number>-<year>``; the issuer only where there are several."""
        issuer = "" if self.kind in OF_THE_STATE else self.issuer_code
        parts = (self.kind, issuer, slugify(self.number.replace("/", "-")), str(self.year))
        return "-".join(part for part in parts if part)

    def portal_address(self) -> str:
        """Address relative to the host; never changes once the page was live."""
        return reverse("guidelines:regulation", args=[self.slug])

    def article_address(self, key: str) -> str:
        """Address of one part, for example of ``pasal-14a``."""
        return reverse("guidelines:provision", args=[self.slug, key])

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the address before Wagtail would make one of the title."""
        self._give_address()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """As ``full_clean``, for drafts, of which Wagtail checks less."""
        self._give_address()
        super().minimal_clean()

    def _give_address(self) -> None:
        """Made of the record until the page is live for the first time; then kept for ever."""
        known = RegulationPage.objects.filter(pk=self.pk, first_published_at__isnull=False)
        kept = known.values_list("slug", flat=True).first() if self.pk else None
        if kept:
            self.slug = kept
        elif self.kind and self.number and self.year:
            self.slug = self.address_slug()

    def clean(self) -> None:
        """Unique by kind, issuer, number and year; the dates in their order."""
        super().clean()
        if self.kind not in OF_THE_STATE and self.kind and not self.issuer_code:
            raise ValidationError(
                {"issuer_code": _("Say who issued it: several bodies issue this kind.")}
            )
        twins = RegulationPage.objects.filter(
            kind=self.kind, issuer_code=self.issuer_code, number=self.number, year=self.year
        )
        twin = twins.exclude(pk=self.pk).first()
        if twin is not None:
            raise ValidationError(
                {"number": _("%(citation)s is already here.") % {"citation": twin.citation}}
            )
        if self.enacted_on and self.promulgated_on and self.promulgated_on < self.enacted_on:
            raise ValidationError(
                {"promulgated_on": _("It cannot be promulgated before it was enacted.")}
            )

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Write down which text this version of the page means, by its digest."""
        self.edition_digest = self.edition.digest_now() if self.edition is not None else ""
        return super().save_revision(*args, **kwargs)


class Relation(models.Model):
    """A regulation does something to another, or to one part of it.

    Edited with the page that does it, so that it counts only once that page is live.
    """

    subject = ParentalKey(
        RegulationPage, on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(_("does"), max_length=12, choices=RelationKind.choices)
    target = models.ForeignKey(
        RegulationPage, models.CASCADE, related_name="relations_to_it",
        verbose_name=_("to this regulation"),
    )  # fmt: skip
    target_key = models.CharField(
        _("only to this part"), max_length=120, blank=True,
        help_text=_("As at the end of its address, for example pasal-14a. Empty: to all of it."),
    )  # fmt: skip
    since = models.DateField(
        _("since"), null=True, blank=True, help_text=_("Empty: since it is in force itself.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels = [
        FieldPanel("kind"),
        PageChooserPanel("target"),
        FieldPanel("target_key"),
        FieldPanel("since"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "target", "target_key"], name="guidelines_relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(subject=models.F("target")), name="guidelines_relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.kind} {self.target_id}"

    def clean(self) -> None:
        """A regulation does nothing to itself (domain.md 5.4)."""
        super().clean()
        if self.subject_id and self.subject_id == self.target_id:
            raise ValidationError({"target": _("A regulation cannot do this to itself.")})
