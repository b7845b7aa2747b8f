"""Settings shared by development, tests and production.

Options of the product itself stand in ``PORTAL``; each key is described in
``docs/operations.md`` and compared with it by a test.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from . import env

ROOT_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = env.path("PORTAL_DATA_DIR", ROOT_DIR / "var")

PORTAL = {
    "OFFICE_NAME": env.text("PORTAL_OFFICE_NAME", "Portal Kinerja"),
    "HELP_CONTACT": env.text("PORTAL_HELP_CONTACT", ""),
    "BASE_URL": env.text("PORTAL_BASE_URL", "http://127.0.0.1:8000"),
    "DATA_DIR": DATA_DIR,
    "FILES_DIR": env.path("PORTAL_FILES_DIR", DATA_DIR / "files"),
    "INCOMING_DIR": env.path("PORTAL_INCOMING_DIR", DATA_DIR / "incoming"),
    "PREVIEW_DIR": env.path("PORTAL_PREVIEW_DIR", DATA_DIR / "previews"),
    "INDEX_DIR": env.path("PORTAL_INDEX_DIR", DATA_DIR / "index"),
    # Look.md's own example of a refusal names 25 MB; scans of an office stay below it.
    "MAX_UPLOAD_BYTES": env.number("PORTAL_MAX_UPLOAD_BYTES", 25 * 1024 * 1024),
    "MAX_FILES_PER_UPLOAD": env.number("PORTAL_MAX_FILES_PER_UPLOAD", 20),
    "READER_SECONDS": env.number("PORTAL_READER_SECONDS", 20),
    "READER_MEMORY_BYTES": env.number("PORTAL_READER_MEMORY_BYTES", 768 * 1024 * 1024),
    "READER_PAGES": env.number("PORTAL_READER_PAGES", 2000),
    "READER_TEXT_CHARS": env.number("PORTAL_READER_TEXT_CHARS", 5_000_000),
    "PREVIEW_WIDTH": env.number("PORTAL_PREVIEW_WIDTH", 1000),
    "PREVIEW_PAGES_AHEAD": env.number("PORTAL_PREVIEW_PAGES_AHEAD", 3),
    "SEARCH_BACKEND": env.text("PORTAL_SEARCH_BACKEND", "search.backends.embedded.EmbeddedBackend"),
    # Room for about two full uploads: below it the portal is not well.
    "LITTLE_ROOM_BYTES": env.number("PORTAL_LITTLE_ROOM_BYTES", 1024**3),
    "INCOMING_KEEP_HOURS": env.number("PORTAL_INCOMING_KEEP_HOURS", 24),
    "JOB_KEEP_DAYS": env.number("PORTAL_JOB_KEEP_DAYS", 14),
    "WAITING_SECONDS": env.number("PORTAL_WAITING_SECONDS", 60),
    "SIGN_IN_TRIES": env.number("PORTAL_SIGN_IN_TRIES", 8),
    "SIGN_IN_ADDRESS_TRIES": env.number("PORTAL_SIGN_IN_ADDRESS_TRIES", 30),
    "SIGN_IN_WAIT_MINUTES": env.number("PORTAL_SIGN_IN_WAIT_MINUTES", 15),
    # How many proxies of ours append to X-Forwarded-For; 0: the header is anybody's word.
    "TRUSTED_PROXIES": env.number("PORTAL_TRUSTED_PROXIES", 0),
    # Let a reverse proxy send the bytes after we decided who may have them; empty: we send them.
    "ACCEL_REDIRECT_PREFIX": env.text("PORTAL_ACCEL_REDIRECT_PREFIX", ""),
}

INSTALLED_APPS = [
    "portal.core",
    "portal.calendar",
    "portal.rulesets",
    "portal.files",
    "portal.people",
    "guidelines",
    "evidence",
    "portal.planning",
    "portal.verification",
    "portal.evaluation",
    "search",
    "portal.home",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "filer",
    "polymorphic",
    "easy_thumbnails",
    "rules",
    "whitenoise.runserver_nostatic",
    # Not mounted anywhere: filer's template tags import it.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.core.middleware.RequestId",
    "portal.core.middleware.CompressText",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.core.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "portal.files.uploading.UploadLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.core.middleware.PrivateByDefault",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.home.context_processors.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.database_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "portal.people.sign_in.NipOrNameBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home:dashboard"
LOGOUT_REDIRECT_URL = "people:sign_in"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "portal.home.views.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT_DIR / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("PORTAL_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("PORTAL_STATIC_DIR", ROOT_DIR / "staticfiles")
STATICFILES_DIRS = [ROOT_DIR / "portal" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

FILE_UPLOAD_HANDLERS = ["portal.files.uploading.IncomingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# filer is the private store below portal.files: nothing of it is public and nothing is moved.
FILER_IS_PUBLIC_DEFAULT = False
FILER_ENABLE_PERMISSIONS = True
FILER_STORAGES = {
    "private": {
        "main": {
            "ENGINE": "portal.files.storage.PrivateFileStorage",
            "OPTIONS": {},
            "UPLOAD_TO": "portal.files.storage.keep_name",
            "UPLOAD_TO_PREFIX": "",
        }
    }
}

WAGTAIL_SITE_NAME = PORTAL["OFFICE_NAME"]
WAGTAILADMIN_BASE_URL = PORTAL["BASE_URL"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAILADMIN_LOGIN_URL = "people:sign_in"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = PORTAL["MAX_UPLOAD_BYTES"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Wagtail tells editors and approvers by mail; without a mail server they read it on the pages.
EMAIL_HOST = env.text("PORTAL_EMAIL_HOST", "")
EMAIL_PORT = env.number("PORTAL_EMAIL_PORT", 25)
EMAIL_TIMEOUT = 5
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("PORTAL_EMAIL_FROM", "portal@localhost")
TASKS = {"default": {"BACKEND": "portal.core.jobs.backend.JobTaskBackend", "QUEUES": []}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.core.logs.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("PORTAL_LOG_LEVEL", "WARNING")},
}
