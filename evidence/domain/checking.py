"""Whether what is stored about evidence fits together. Reads only."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from portal.files.storing import absolute_path

from ..models import AccessGrant, Evidence, EvidenceVersion, ExtractedPage
from ..states import WITH_RECEIPT, ProcessingState
from .access import owner_tokens, sharing_tokens


def differences() -> Iterator[str]:
    """A line for each thing that does not fit, in the order of its weight."""
    yield from _bytes()
    yield from _facts()
    yield from _grants()
    yield from _images()


def _bytes() -> Iterator[str]:
    """Versions whose file is gone from the disk or has another size."""
    versions = EvidenceVersion.objects.select_related("stored_file").order_by("pk")
    for version in versions.iterator(chunk_size=500):
        stored = version.stored_file
        try:
            size = absolute_path(stored).stat().st_size
        except FileNotFoundError:
            yield _("version %(key)s: %(path)s is missing on the disk") % {
                "key": version.pk, "path": stored.path,
            }
        else:
            if size != stored.size_bytes:
                yield _("version %(key)s: %(found)s bytes instead of %(size)s") % {
                    "key": version.pk, "found": size, "size": stored.size_bytes,
                }


def _facts() -> Iterator[str]:
    """States that contradict their facts."""
    versions = EvidenceVersion.objects.order_by("pk")
    pages = ExtractedPage.objects.filter(version=OuterRef("pk"))
    checks = {
        _("version %(key)s has a receipt in a state without one"): Q(receipt_at__isnull=False)
        & Q(withdrawn_at=None)
        & ~Q(state__in=WITH_RECEIPT),
        _("version %(key)s was read but has no receipt"): Q(
            receipt_at=None, state__in=WITH_RECEIPT
        ),
        _("version %(key)s is withdrawn but said to be searchable"): Q(withdrawn_at__isnull=False)
        & Q(searchable_at__isnull=False),
        _("version %(key)s is quarantined but still has pages"): Q(
            state=ProcessingState.QUARANTINED
        )
        & Exists(pages),
        _("version %(key)s was read but has no page"): Q(
            state=ProcessingState.READ, withdrawn_at=None
        )
        & ~Exists(pages),
        _("version %(key)s has pages beyond its last"): Exists(
            pages.filter(number__gt=OuterRef("page_count"))
        ),
    }
    for words, condition in checks.items():
        for key in versions.filter(condition).values_list("pk", flat=True):
            yield words % {"key": key}
    for key in Evidence.objects.filter(versions=None).values_list("pk", flat=True):
        yield _("evidence %(key)s has no version") % {"key": key}


def _grants() -> Iterator[str]:
    """Standing grants that differ from what the evidence says."""
    versions = EvidenceVersion.objects.select_related("evidence").prefetch_related("grants")
    for version in versions.order_by("pk").iterator(chunk_size=500):
        evidence = version.evidence
        for source, wanted in (
            (AccessGrant.OWNER, owner_tokens(evidence)),
            (AccessGrant.SHARING, sharing_tokens(evidence)),
        ):
            present = {grant.token for grant in version.grants.all() if grant.source == source}
            if present != wanted:
                yield _("version %(key)s: grants of %(source)s are %(found)s, not %(wanted)s") % {
                    "key": version.pk, "source": source,
                    "found": sorted(present), "wanted": sorted(wanted),
                }


def _images() -> Iterator[str]:
    """Folders of page images that no standing version needs; they may be thrown away."""
    root = Path(settings.PORTAL["PREVIEW_DIR"])
    if not root.is_dir():
        return
    known = set(
        EvidenceVersion.objects.exclude(state=ProcessingState.QUARANTINED).values_list(
            "stored_file__sha256", flat=True
        )
    )
    for folder in sorted(path for path in root.glob("*/*") if path.is_dir()):
        if folder.name not in known:
            yield _("page images %(folder)s belong to no version") % {
                "folder": f"{folder.parent.name}/{folder.name}"
            }
