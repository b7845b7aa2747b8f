"""Fixtures used everywhere. See ``docs/testing.md`` for how a test reads.

Database: a test marked ``django_db`` is rolled back. A transactional one (with
``transactional_db``, ``pristine``, ``live_server`` or ``file_database``) really
commits, and the template is laid over its traces.
"""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client, TransactionTestCase

from portal.core.clock import SetClock, set_clock
from tests import database, helpers
from tests.factories.people import Everyone

# Playwright keeps an event loop in the thread of the tests; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""09.00 in Jakarta on a Tuesday: where the ``clock`` fixture stands."""

CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Name our markers."""
    config.addinivalue_line(
        "markers", "also_on_postgres: a browser journey that runs on the second database too"
    )
    config.addinivalue_line("markers", "sqlite_only: about SQLite itself; not run on PostgreSQL")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches the database; pure tests and journeys ran on SQLite."""
    if "sqlite" in django_settings.DATABASES["default"]["ENGINE"]:
        return
    kept, left = [], []
    for item in items:
        (kept if _belongs_on_postgres(item) else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def _belongs_on_postgres(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("sqlite_only"):
        return False
    if "page" in fixtures or "browser" in fixtures:
        return item.get_closest_marker("also_on_postgres") is not None
    return "django_db_setup" in fixtures or item.get_closest_marker("django_db") is not None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped, a skipped test is a failure of the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", ())) if reporter else 0
    if os.environ.get("PORTAL_NOTHING_SKIPPED") and skipped and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.section("skipped tests are failures here", red=True)


# --- Database ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def session_folder() -> Iterator[Path]:
    """The scratch folder that the test settings chose, removed at the end."""
    folder = Path(django_settings.PORTAL["DATA_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, session_folder: Path
) -> Iterator[database.TestDatabase]:
    """Lay the template once per process, instead of migrating."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        made = database.test_database(session_folder)
        made.create()
        # Django would empty every table, data of the migrations included.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: made.restore())
        yield made
        made.drop()


@pytest.fixture
def pristine(transactional_db: None, django_db_setup: database.TestDatabase) -> None:
    """A transactional test on exactly the template: root page, site, groups and kinds are there."""
    django_db_setup.restore()


@pytest.fixture
def file_database(
    pristine: None, django_db_setup: database.TestDatabase, scratch: Path
) -> Iterator[helpers.FileDatabase]:
    """The database and folders of this test, for real processes; they end with the test."""
    made = helpers.FileDatabase(django_db_setup.url, scratch)
    yield made
    made.end_all()


# --- Surroundings -----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def scratch(session_folder: Path, settings: Any, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Folders of this test alone for files, incoming, previews and index; gone afterwards."""
    folder = session_folder / f"test-{id(request.node):x}"
    settings.PORTAL = {
        **settings.PORTAL,
        "DATA_DIR": folder,
        "FILES_DIR": folder / "files",
        "INCOMING_DIR": folder / "incoming",
        "PREVIEW_DIR": folder / "previews",
        "INDEX_DIR": folder / "index",
    }
    settings.MEDIA_ROOT = folder / "media"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def clock() -> Iterator[SetClock]:
    """The project's clock, standing at ``NOW`` until the test moves it."""
    with set_clock(NOW) as clock:
        yield clock


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real test data beside the project."""
    folder = helpers.ROOT_DIR.parent / "shared" / "data"
    if not folder.is_dir():
        helpers.skip_aloud("the folder ../shared/data with real files")
    return folder


@pytest.fixture
def run_jobs() -> Callable[..., int]:
    """Run what waits in the queues (``fast`` and ``slow``) within the test."""
    return helpers.run_jobs


@pytest.fixture
def run_index() -> Callable[[], int]:
    """Bring the search index up to date within the test."""
    return helpers.run_index


# --- People -----------------------------------------------------------------------------


@pytest.fixture
def roles(db: None) -> None:
    """The groups of ``portal.people.roles``, as ``sync_roles`` makes them."""
    from django.core.management import call_command

    call_command("sync_roles", verbosity=0)


@pytest.fixture
def everyone(db: None, roles: None) -> Everyone:
    """One account for each way in which somebody can stand to a record of ``everyone.owner``."""
    return Everyone()


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """A test client signed in as a user, a new one for each call."""
    return lambda user: helpers.sign_in(Client(), user)


# --- Browser ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Debian's Chromium; Playwright's own would have to be downloaded."""
    if importlib.util.find_spec("playwright") is None:
        helpers.skip_aloud("the Python package playwright")
    if not helpers.CHROMIUM.exists():
        helpers.skip_aloud("chromium (apt-get install chromium)")
    return helpers.CHROMIUM


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: Path) -> Any:
    """How pytest-playwright starts the browser."""
    return {
        **browser_type_launch_args,
        "executable_path": str(chromium),
        "args": CHROMIUM_ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Indonesian browser in Jakarta; at most five seconds for anything on a page."""
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
