"""One machine, SQLite, no other service: what ``make start`` and every ``manage.py`` call use."""

from .base import *
from . import env

DEBUG = env.flag("PORTAL_DEBUG", False)
ALLOWED_HOSTS = env.names("PORTAL_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver")

# whitenoise serves the finders' files here; the folder only has to exist.
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def _development_key() -> str:
    """A key of this machine alone, made at the first start and kept beside the data."""
    import secrets

    DATA_DIR.mkdir(parents=True, exist_ok=True)
    key_file = DATA_DIR / "secret-key"
    try:
        with key_file.open("x") as handle:
            handle.write(secrets.token_urlsafe(50))
        key_file.chmod(0o600)
    except FileExistsError:
        pass
    return key_file.read_text()


SECRET_KEY = env.text("PORTAL_SECRET_KEY", "") or _development_key()
