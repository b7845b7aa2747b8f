"""A portal of its own for a measurement: empty, migrated, gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def own_portal() -> Iterator[None]:
    """Set Django up on a new database and folders; once in a process."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        os.environ["PORTAL_TEST_DIR"] = folder
        # A PostgreSQL named outside is somebody's database; these figures are SQLite's.
        os.environ.pop("DATABASE_URL", None)
        import django  # the settings and their folder must be named first

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("sync_roles", verbosity=0)
        import_module("portal.urls")
        yield
