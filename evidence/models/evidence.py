"""Evidence, its versions and whom it is shared with."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.core.audience import tokens_for
from portal.core.language import is_english
from portal.core.models import TimeStamped
from portal.files.models import StoredFile
from portal.people.models import Employee, OrgUnit, WorkTeam

from ..states import Confidentiality, ProcessingState, Sharing, WithdrawalReason
from .access import AccessGrant


class EvidenceKind(models.Model):
    """A kind of evidence (surat tugas, notulen, foto …). Data of the office, in both languages."""

    code = models.SlugField(_("code"), unique=True)
    label_id = models.CharField(_("label (Indonesian)"), max_length=100)
    label_en = models.CharField(_("label (English)"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("kind of evidence")
        verbose_name_plural = _("kinds of evidence")
        ordering = ("position", "label_id")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the page."""
        return self.label_en if is_english() else self.label_id


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence by who may see it."""

    def visible_to(self, user: Any) -> EvidenceQuerySet:
        """Evidence of which ``user`` may see at least one version; twin of ``view_evidence``."""
        seen = EvidenceVersion.objects.visible_to(user).filter(evidence=OuterRef("pk"))
        return self.filter(Exists(seen))

    def owned_by(self, user: Any) -> EvidenceQuerySet:
        """Evidence whose owner is the person signed in."""
        return self.filter(owner__user=user)


class Evidence(TimeStamped):
    """One piece of evidence: what it is and whose it is. Its bytes stand in the versions.

    ``unit`` is the owner's unit on the day of the upload. ``dated_on`` is the
    document's own date; ``activity_from`` and ``activity_until`` (inclusive) are
    the days of the work it proves.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Employee, models.PROTECT, related_name="evidence")
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    kind = models.ForeignKey(EvidenceKind, models.PROTECT, related_name="+")
    number = models.CharField(_("document number"), max_length=120, blank=True)
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    activity_from = models.DateField(_("work from"), null=True, blank=True)
    activity_until = models.DateField(_("work until"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    description = models.TextField(_("what it shows"), blank=True)
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=10,
        choices=Confidentiality.choices,
        default=Confidentiality.ORDINARY,
    )
    sharing = models.CharField(
        _("who may see it"), max_length=10, choices=Sharing.choices, default=Sharing.ONLY_ME
    )
    team = models.ForeignKey(WorkTeam, models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-created_at", "-pk")
        default_permissions = ()
        indexes = [models.Index(fields=["owner", "-created_at"], name="evidence_by_owner")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The file page."""
        return reverse("evidence:detail", args=[self.public_id])


class EvidenceShare(models.Model):
    """One person named by the owner; counts only while ``sharing`` is "named"."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="shares")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("person named")
        verbose_name_plural = _("people named")
        constraints = [
            models.UniqueConstraint(fields=["evidence", "employee"], name="evidence_share_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.employee}"


class EvidenceVersionQuerySet(models.QuerySet["EvidenceVersion"]):
    """Versions by who may see them."""

    def standing(self) -> EvidenceVersionQuerySet:
        """Versions neither withdrawn nor quarantined."""
        return self.filter(withdrawn_at=None).exclude(state=ProcessingState.QUARANTINED)

    def visible_to(self, user: Any) -> EvidenceVersionQuerySet:
        """Versions with a grant for ``user``; twin of ``view_version``.

        Of a withdrawn version only the tombstone is left, which the grants that come
        with the file open: to the owner, and to auditors of the unit. That of a
        quarantined one is for the owner alone: its title may be what must not be read.
        """
        grants = AccessGrant.objects.matching(tokens_for(user), clock.now()).filter(
            version=OuterRef("pk")
        )
        standing = Q(withdrawn_at=None) & ~Q(state=ProcessingState.QUARANTINED)
        open_tombstone = ~Q(state=ProcessingState.QUARANTINED) | Q(evidence__owner__user=user.pk)
        return self.filter(
            (standing & Exists(grants))
            | (open_tombstone & Exists(grants.filter(source=AccessGrant.OWNER)))
        )

    def current(self) -> EvidenceVersionQuerySet:
        """The newest standing version of each piece of evidence."""
        newer = EvidenceVersion.objects.standing().filter(
            evidence=OuterRef("evidence"), number__gt=OuterRef("number")
        )
        return self.standing().exclude(Exists(newer))


class EvidenceVersion(models.Model):
    """The bytes of one upload under a piece of evidence, and what became of them.

    ``receipt_at``: set once when the file was read, or found to hold no text.
    ``searchable_at``: set by the index process. Withdrawal leaves a tombstone.
    ``submission_id`` makes two clicks one upload.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    stored_file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    original_name = models.CharField(_("file name"), max_length=300)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("received at"))
    submission_id = models.UUIDField(null=True, unique=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ProcessingState.choices,
        default=ProcessingState.RECEIVED,
    )
    reading_message = models.CharField(_("what the reader says"), max_length=500, blank=True)
    marks = models.JSONField(_("marks"), default=list, blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True)
    taken_at = models.DateTimeField(_("photo taken at"), null=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    receipt_at = models.DateTimeField(_("receipt at"), null=True)
    searchable_at = models.DateTimeField(_("searchable since"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=15, choices=WithdrawalReason.choices, blank=True
    )
    withdrawal_note = models.CharField(_("note"), max_length=500, blank=True)

    objects = EvidenceVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("evidence", "number")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_version_once")
        ]
        indexes = [models.Index(fields=["state", "uploaded_at"], name="evidence_version_state")]

    def __str__(self) -> str:
        return f"{self.evidence} (v{self.number})"

    def get_absolute_url(self) -> str:
        """The file page at this version."""
        return reverse("evidence:version", args=[self.evidence.public_id, self.number])

    @property
    def is_standing(self) -> bool:
        """Neither withdrawn nor quarantined."""
        return self.withdrawn_at is None and self.state != ProcessingState.QUARANTINED
