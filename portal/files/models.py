"""StoredFile: bytes that were received once and never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """One upload in the private store.

    ``path`` is relative to ``PORTAL["FILES_DIR"]`` (``2026/11/<uuid>``). Two
    uploads of equal bytes are two files: custody is per upload, equality is a
    fact that is shown. ``mime`` comes from the content, never from the name.
    ``damaged_at``: when a check first found the bytes missing or changed; None
    while they are, as far as anybody looked, those that were received.
    """

    filer_file = models.OneToOneField("filer.File", models.PROTECT, related_name="+")
    path = models.CharField(_("path"), max_length=100, unique=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"))
    mime = models.CharField(_("type"), max_length=120)
    stored_at = models.DateTimeField(_("stored at"))
    damaged_at = models.DateTimeField(_("found damaged at"), null=True, editable=False)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        permissions = [("check_files", _("May check the stored files"))]

    def __str__(self) -> str:
        return self.path
