"""Production: values without a safe default must be named, or the start is refused."""

from .base import *
from . import env

DEBUG = False
SECRET_KEY = env.text("PORTAL_SECRET_KEY")
ALLOWED_HOSTS = env.names("PORTAL_ALLOWED_HOSTS") or [env.text("PORTAL_HOST")]
CSRF_TRUSTED_ORIGINS = env.names("PORTAL_CSRF_TRUSTED_ORIGINS")
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("PORTAL_HTTPS", True)
SECURE_SSL_REDIRECT = env.flag("PORTAL_HTTPS_REDIRECT", False)
SECURE_HSTS_SECONDS = env.number("PORTAL_HSTS_SECONDS", 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
