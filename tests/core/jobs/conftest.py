"""Real worker processes on a database of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .processes import Workers, own_database


@pytest.fixture
def database_url(tmp_path: Path, django_db_setup: Any, django_db_blocker: Any) -> Iterator[str]:
    """A fresh database with the job tables, which the test's default connection uses as well."""
    with django_db_blocker.unblock(), own_database(tmp_path) as url:
        yield url


@pytest.fixture
def workers(database_url: str, tmp_path: Path) -> Iterator[Workers]:
    """Worker processes on the test's own database."""
    workers = Workers(database_url, tmp_path)
    yield workers
    workers.end_all()
