"""Whether what is stored about evidence fits together. Reads only."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

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
            yield f"version {version.pk}: {stored.path} is missing on the disk"
        else:
            if size != stored.size_bytes:
                yield f"version {version.pk}: {size} bytes instead of {stored.size_bytes}"


def _facts() -> Iterator[str]:
    """States that contradict their facts."""
    versions = EvidenceVersion.objects.order_by("pk")
    pages = ExtractedPage.objects.filter(version=OuterRef("pk"))
    checks = {
        "has a receipt in a state without one": Q(receipt_at__isnull=False)
        & Q(withdrawn_at=None)
        & ~Q(state__in=WITH_RECEIPT),
        "was read but has no receipt": Q(receipt_at=None, state__in=WITH_RECEIPT),
        "is withdrawn but said to be searchable": Q(withdrawn_at__isnull=False)
        & Q(searchable_at__isnull=False),
        "is quarantined but still has pages": Q(state=ProcessingState.QUARANTINED) & Exists(pages),
        "was read but has no page": Q(state=ProcessingState.READ, withdrawn_at=None)
        & ~Exists(pages),
        "has pages beyond its last": Exists(pages.filter(number__gt=OuterRef("page_count"))),
    }
    for words, condition in checks.items():
        for key in versions.filter(condition).values_list("pk", flat=True):
            yield f"version {key} {words}"
    for key in Evidence.objects.filter(versions=None).values_list("pk", flat=True):
        yield f"evidence {key} has no version"


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
                wrong = f"{sorted(present)}, not {sorted(wanted)}"
                yield f"version {version.pk}: grants of {source} are {wrong}"


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
            yield f"page images {folder.parent.name}/{folder.name} belong to no version"
