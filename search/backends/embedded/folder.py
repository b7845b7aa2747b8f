"""The index folder: generations side by side, and a pointer to the current one.

::

    <INDEX_DIR>/current                     name of the current generation, one line
    <INDEX_DIR>/generation-000004-3fa9c1/   one Tantivy index
        portal-schema                       schema version it was made with
        meta.json                           Tantivy's; replaced by every commit

The pointer is replaced by a rename, so a reader sees the old or the new name,
never half of one. Whoever deletes the folder loses nothing: it is rebuilt from
the database.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.backends.base import IndexMissing

_POINTER: Final = "current"
_NAME: Final = re.compile(r"generation-([0-9]{6})-[0-9a-f]{6}")
_SCHEMA: Final = "portal-schema"
_REMOVED: Final = "removed-"
_META: Final = "meta.json"


@dataclass(frozen=True)
class Stamp:
    """What changes with every commit and with every new folder of the same name."""

    inode: int
    modified_ns: int
    size_bytes: int


class IndexFolder:
    """Generations of one index on disk. Holds no state but the path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def generation_path(self, generation: str) -> Path:
        """Folder of a generation; ``ValueError`` for a name that is none."""
        if not _NAME.fullmatch(generation):
            raise ValueError(f"“{generation}” is not the name of an index generation")
        return self.path / generation

    def generations(self) -> tuple[str, ...]:
        """Names of all generations, oldest first."""
        if not self.path.is_dir():
            return ()
        return tuple(
            sorted(path.name for path in self.path.iterdir() if _NAME.fullmatch(path.name))
        )

    def current(self) -> str | None:
        """The generation that the pointer names, or ``None``."""
        seen: str | None = None
        while True:
            name = self._pointed()
            if name is None or (self.generation_path(name) / _META).exists():
                return name
            if name == seen:
                return None
            # Replaced and removed between our two looks, or truly gone: look once more.
            seen = name

    def _pointed(self) -> str | None:
        """The name in the pointer, ``None`` where it is missing or not one of ours."""
        try:
            name = (self.path / _POINTER).read_text("utf-8", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return name if _NAME.fullmatch(name) else None

    def schema_of(self, generation: str) -> str:
        """Schema version that a generation was made with, ``""`` where unknown."""
        try:
            return (self.generation_path(generation) / _SCHEMA).read_text("utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return ""

    def stamp(self, generation: str) -> Stamp:
        """Identity of the last commit of a generation.

        Raises:
            IndexMissing: the folder or its contents are gone.
        """
        try:
            found = (self.generation_path(generation) / _META).stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexMissing(f"The index {generation} is gone") from error
        return Stamp(found.st_ino, found.st_mtime_ns, found.st_size)

    def create(self, schema_version: str) -> str:
        """Make the folder of a new generation, numbered after the newest; its name.

        The name also holds six random digits: a deleted folder that is built
        anew never has the name under which some process has it open.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        numbers = [int(found[1]) for name in self.generations() if (found := _NAME.match(name))]
        name = f"generation-{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"
        (self.path / name).mkdir()
        _write_durably(self.path / name / _SCHEMA, schema_version)
        return name

    def activate(self, generation: str) -> None:
        """Point to a generation.

        Raises:
            IndexMissing: it has no committed index.
        """
        if not (self.generation_path(generation) / _META).exists():
            raise IndexMissing(f"The index {generation} has nothing in it")
        _write_durably(self.path / _POINTER, generation)

    def discard(self, generation: str) -> None:
        """Delete the folder of a generation, if it is there.

        It is renamed first: a writer of another process that still adds files
        then fails instead of bringing the folder back.
        """
        path = self.generation_path(generation)
        if path.exists():
            path.rename(self.path / f"{_REMOVED}{generation}")
        for removed in self.path.glob(f"{_REMOVED}*"):
            # What such a writer holds open at this moment goes with the next call.
            with contextlib.suppress(OSError):
                shutil.rmtree(removed)


def _write_durably(path: Path, text: str) -> None:
    """Replace a small file so that a crash leaves the old or the new content."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
