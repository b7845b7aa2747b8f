"""Settings of the worker processes that tests start: the core alone, which starts quickly."""

import tempfile
from pathlib import Path

from portal.settings import env

SECRET_KEY = "only-for-tests"
INSTALLED_APPS = [
    "portal.core",
    "django_tasks",
    "rules",
    "django.contrib.contenttypes",
    "django.contrib.auth",
]
DATABASES = {"default": env.database_url("DATABASE_URL", "sqlite://")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES = {"core": None}
TASKS = {"default": {"BACKEND": "portal.core.jobs.backend.JobTaskBackend", "QUEUES": []}}
USE_TZ = True
PORTAL = {
    "JOB_KEEP_DAYS": 14,
    "DATA_DIR": env.path("PORTAL_TEST_DIR", Path(tempfile.gettempdir()) / "portal-test-jobs"),
}
