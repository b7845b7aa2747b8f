"""Where private bytes lie, for filer's storage setting."""

import os
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property


class PrivateFileStorage(FileSystemStorage):
    """Files below ``PORTAL["FILES_DIR"]``; without an address, so that no link can leak one.

    The folder is read from the settings at use, so that tests may move it.
    """

    @cached_property
    def base_location(self) -> str:
        return str(settings.PORTAL["FILES_DIR"])

    @cached_property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    @cached_property
    def base_url(self) -> None:
        return None

    def delete(self, name: str) -> None:
        """Refused: in a rolled-back transaction filer's delete removed the bytes for good."""
        raise PermissionError(f"{name}: stored files are disposed of by a job, never deleted here.")


def keep_name(instance: Any, filename: str) -> str:
    """The path ``portal.files.storing`` chose, unchanged."""
    return filename
