"""Editions of a regulation's text, their parts, and the steps by which a draft was mended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError
from portal.core.models import TimeStamped

from ..states import EditionState
from .regulations import RegulationPage


class EditionQuerySet(models.QuerySet["RegulationText"]):
    """Editions by who may see them and by date."""

    def visible_to(self, user: Any) -> EditionQuerySet:
        """Published editions of pages the person may read; twin of ``view_edition``.

        Drafts are seen through ``editable_by`` only.
        """
        pages = RegulationPage.objects.visible_to(user)
        return self.filter(state=EditionState.PUBLISHED, regulation__in=pages)

    def in_force(self, on: date) -> EditionQuerySet:
        """Published editions that had begun on a day, the one in force first."""
        begun = Q(applies_from=None) | Q(applies_from__lte=on)
        return self.filter(begun, state=EditionState.PUBLISHED).order_by(
            models.F("applies_from").desc(nulls_last=True), "-number"
        )


class RegulationText(TimeStamped):
    """One edition ("naskah"): the text as imported, and its parts as they were settled.

    ``source_text`` is what was imported, to the character; it never changes. The
    parts begin as a partition of it and are mended in place as long as the edition
    is a draft. ``revision`` counts the mending steps: whoever looked at an older
    one is told, nothing is overwritten. ``digest`` is set when the draft is closed.
    """

    regulation = models.ForeignKey(
        RegulationPage, models.CASCADE, related_name="editions", verbose_name=_("regulation")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=10, choices=EditionState.choices, default=EditionState.DRAFT
    )
    applies_from = models.DateField(
        _("applies from"), null=True, blank=True,
        help_text=_("First day of this wording. Empty: since the regulation is in force."),
    )  # fmt: skip
    source_name = models.CharField(_("name of the imported file"), max_length=255, blank=True)
    source_text = models.TextField(_("imported text"))
    source_sha256 = models.CharField(_("SHA-256 of the imported file"), max_length=64)
    official_file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("official file"),
    )  # fmt: skip
    findings = models.JSONField(_("findings of the import"), default=list)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["regulation", "number"], name="guidelines_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.regulation.citation} ({self.number})"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be mended."""
        return self.state == EditionState.DRAFT

    def digest_now(self) -> str:
        """SHA-256 over the parts in their order: equal digests are equal texts."""
        if self.digest and not self.is_draft:
            return self.digest
        rows = self.provisions.order_by("position").values_list(
            "depth", "kind", "number", "heading", "key", "text"
        )
        return digest_of(rows.iterator(chunk_size=2000))


def digest_of(rows: Iterable[tuple[Any, ...]]) -> str:
    """SHA-256 over ``(depth, kind, number, heading, key, text)`` of each part, in order."""
    sha = hashlib.sha256()
    for row in rows:
        sha.update(json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode())
        sha.update(b"\n")
    return sha.hexdigest()


class EditionClosed(DomainError):
    """A part of an edition that is no draft was to be changed."""


class ProvisionQuerySet(models.QuerySet["Provision"]):
    """Parts in the order of the text."""

    def within(self, part: Provision) -> ProvisionQuerySet:
        """The part itself and everything in it."""
        return self.filter(
            edition=part.edition_id, position__gte=part.position, position__lt=part.position_end
        )


class Provision(models.Model):
    """One part of an edition: a chapter, an article, a paragraph, a line of text.

    The parts stand in the order of the text (``position``); ``depth`` says how
    deep, ``position_end`` where the part ends (exclusive), so that a subtree is a
    range. Joining ``text`` in order gives the edition's whole text: only leaves
    carry any. ``key`` names the part for ever: ``pasal-14a/ayat-2/huruf-b``.
    """

    edition = models.ForeignKey(RegulationText, models.CASCADE, related_name="provisions")
    position = models.PositiveIntegerField(_("position"))
    position_end = models.PositiveIntegerField(_("end"))
    depth = models.PositiveSmallIntegerField(_("depth"))
    kind = models.CharField(_("kind"), max_length=16)
    number = models.CharField(_("number"), max_length=20, blank=True)
    heading = models.TextField(_("heading"), blank=True)
    key = models.CharField(_("key"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    is_corrected = models.BooleanField(
        _("corrected"), default=False, help_text=_("An editor mended the text against the source.")
    )
    original = models.TextField(
        _("text before it was corrected"), blank=True,
        help_text=_("What the imported text has here. Empty where nothing was corrected."),
    )  # fmt: skip

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        default_permissions = ()
        ordering = ("edition", "position")
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="guidelines_provision_key")
        ]
        indexes = [models.Index(fields=["edition", "position"], name="guidelines_provision_order")]

    def __str__(self) -> str:
        return f"{self.key} ({self.edition_id})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a part of a closed edition; mending goes through its verbs."""
        if not self.edition.is_draft:
            raise EditionClosed(_("This edition is closed; its text does not change any more."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to take a part out of a closed edition."""
        if not self.edition.is_draft:
            raise EditionClosed(_("This edition is closed; its text does not change any more."))
        return super().delete(*args, **kwargs)


class MendingStep(models.Model):
    """One step by which a draft was mended, with what it replaced: undo puts that back."""

    edition = models.ForeignKey(RegulationText, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField(_("number"))
    verb = models.CharField(_("what"), max_length=20)
    detail = models.CharField(_("where"), max_length=300)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    is_undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("mending step")
        verbose_name_plural = _("mending steps")
        default_permissions = ()
        ordering = ("edition", "number")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="guidelines_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number} {self.verb}"
