"""Whether what the rows say is on the disk is there, and what lies there without a row."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from portal.core import clock

from .models import StoredFile
from .storing import absolute_path, hash_of

BATCH_ROWS = 500


@dataclass
class FileCheck:
    """Outcome of a check. Paths are relative to the store."""

    checked: int = 0
    size_bytes: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Every row has its bytes, unchanged. Orphans alone lose nothing."""
        return not self.missing and not self.damaged

    def as_json(self) -> dict[str, object]:
        """The facts, for a job's result or ``--json``; long lists are cut at 1,000 paths."""
        return {
            "checked": self.checked,
            "size_bytes": self.size_bytes,
            "sound": self.is_sound,
            "missing": self.missing[:1000],
            "damaged": self.damaged[:1000],
            "orphans": self.orphans[:1000],
        }


def check_stored_files(*, hash_bytes: bool = True) -> FileCheck:
    """Compare every row with its bytes, then name files that no row knows.

    What is found is noted in the rows (``damaged_at``), so that the bytes are not
    handed out as sound; the note goes when they are found whole again.
    ``hash_bytes=False`` compares sizes only, which is quick enough for every hour;
    it notes what it finds, but lifts no note.
    """
    result = FileCheck()
    known: set[str] = set()
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=BATCH_ROWS):
        known.add(stored.path)
        path = absolute_path(stored)
        result.checked += 1
        if not path.is_file():
            result.missing.append(stored.path)
            note_damage(stored, is_damaged=True)
            continue
        size = path.stat().st_size
        result.size_bytes += size
        if size != stored.size_bytes or (hash_bytes and not _is_whole(path, stored.sha256)):
            result.damaged.append(stored.path)
            note_damage(stored, is_damaged=True)
        elif hash_bytes:
            note_damage(stored, is_damaged=False)
    # Files that arrived while we counted have rows by now.
    strangers = [relative for relative in _files_of_store() if relative not in known]
    known.update(StoredFile.objects.filter(path__in=strangers).values_list("path", flat=True))
    result.orphans = [relative for relative in strangers if relative not in known]
    return result


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return hash_of(path) == sha256
    except OSError as error:
        # A sector of the disk that cannot be read: these bytes are lost, others are not.
        if error.errno != errno.EIO:
            raise
        return False


def note_damage(stored: StoredFile, *, is_damaged: bool) -> None:
    """Note that the bytes are missing or changed, or lift the note; the first instant stays."""
    if is_damaged == (stored.damaged_at is not None):
        return
    stored.damaged_at = clock.now() if is_damaged else None
    StoredFile.objects.filter(pk=stored.pk).update(damaged_at=stored.damaged_at)


def noted_damage() -> tuple[list[str], list[str]]:
    """Paths of files that stand noted as damaged: those missing now, and those changed."""
    missing: list[str] = []
    changed: list[str] = []
    for stored in StoredFile.objects.filter(damaged_at__isnull=False).order_by("path"):
        (changed if absolute_path(stored).is_file() else missing).append(stored.path)
    return missing, changed


def _files_of_store() -> Iterator[str]:
    root = Path(settings.PORTAL["FILES_DIR"])
    if root.is_dir():
        for path in sorted(root.rglob("*")):
            if path.is_file():
                yield path.relative_to(root).as_posix()


def sweep() -> int:
    """Remove what no row knows and nobody can still be about to register; how many files.

    That is everything in ``incoming/``, and files of the store without a row,
    untouched for ``INCOMING_KEEP_HOURS``.
    """
    oldest = clock.now() - timedelta(hours=settings.PORTAL["INCOMING_KEEP_HOURS"])
    removed = 0
    incoming = Path(settings.PORTAL["INCOMING_DIR"])
    if incoming.is_dir():
        for path in incoming.iterdir():
            removed += _remove_if_older(path, oldest.timestamp())
    root = Path(settings.PORTAL["FILES_DIR"])
    for relative in _files_of_store():
        if not StoredFile.objects.filter(path=relative).exists():
            removed += _remove_if_older(root / relative, oldest.timestamp())
    return removed


def _remove_if_older(path: Path, instant: float) -> int:
    # The change time: a file that was just moved keeps an old modification time.
    if path.is_file() and path.stat().st_ctime < instant:
        path.unlink()
        return 1
    return 0
