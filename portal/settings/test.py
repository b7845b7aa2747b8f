"""Settings of the test suite: own folders per process, quick password hashes."""

import tempfile
from pathlib import Path

from .base import *
from . import env

SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_scratch = Path(env.text("PORTAL_TEST_DIR", "") or tempfile.mkdtemp(prefix="portal-test-"))
DATA_DIR = _scratch
PORTAL = {
    **PORTAL,
    "DATA_DIR": _scratch,
    "FILES_DIR": _scratch / "files",
    "INCOMING_DIR": _scratch / "incoming",
    "PREVIEW_DIR": _scratch / "previews",
    "INDEX_DIR": _scratch / "index",
    # Numbers of queries are compared within one test.
    "WAITING_SECONDS": 0,
}
MEDIA_ROOT = _scratch / "media"
STATIC_ROOT = _scratch / "static"
DATABASES = {"default": env.database_url("DATABASE_URL", f"sqlite:///{_scratch / 'db.sqlite3'}")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True
