"""Settings of Sagsspor, all from the environment (see .env.example).

Defaults are safe for production: no debug, HTTPS everywhere, no host allowed until named.
"""

import secrets
from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP

from cases.minutes.limits import MB, Limits

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", False)
# Without a key, commands get one that dies with them; committee/wsgi.py refuses to serve without.
SECRET_KEY_IS_SET = bool(env.str("SECRET_KEY", ""))
SECRET_KEY = env.str("SECRET_KEY", "") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The name of the municipality whose committees the portal follows. The minutes do not print it.
MUNICIPALITY = env.str("MUNICIPALITY", "Kommunen")
# Who answers for the portal and whom readers write to; shown on /om/, /tilgaengelighed/, /privatliv/.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")
# The statement that the law requires, on was.digst.dk; linked to from /tilgaengelighed/.
ACCESSIBILITY_STATEMENT_URL = env.str("ACCESSIBILITY_STATEMENT_URL", "")

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "cases.apps.BackgroundConfig",  # django_tasks_db, with Danish names
    "cases",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "committee.middleware.always_ask_again",
    "committee.middleware.CompressPages",  # pages hold no secret that compression could tell
    # Who asks again for a page that has not changed is told so, and not sent it again.
    "committee.middleware.NotSentAgain",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "committee.urls"
WSGI_APPLICATION = "committee.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.views.context.portal",
            ]
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that reads and then writes never fails half-way on a busy database.
    # 16 MB of what was read last are kept.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# What a connection has read and prepared serves the next request too, on SQLite as well.
DATABASES["default"]["CONN_MAX_AGE"] = 60

# Danish has the plain addresses, English the same below /en/: no cookie, and links can be shared.
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "var" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
# Source documents and attachments. Never served as files: every byte passes a view that checks.
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
# With a bucket, attachments lie in an S3-compatible store (needs the extra "s3"), never public there.
ATTACHMENT_STORAGE_BUCKET = env.str("ATTACHMENT_STORAGE_BUCKET", "")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if ATTACHMENT_STORAGE_BUCKET:
    STORAGES["attachments"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": ATTACHMENT_STORAGE_BUCKET,
            "endpoint_url": env.str("ATTACHMENT_STORAGE_ENDPOINT", "") or None,
            "region_name": env.str("ATTACHMENT_STORAGE_REGION", "") or None,
            "access_key": env.str("ATTACHMENT_STORAGE_KEY", "") or None,
            "secret_key": env.str("ATTACHMENT_STORAGE_SECRET", "") or None,
            "default_acl": None,  # as the bucket says: it must be closed to the public
            "file_overwrite": True,  # a path is a checksum: what is there is the same bytes
            "max_memory_size": 5 * 1024 * 1024,  # a larger file goes by way of the disk
        },
    }
WHITENOISE_USE_FINDERS = DEBUG
# Every page names files with their checksum: the others need not be stored and compressed too.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# HTTPS=false is for the demo and for tests on 127.0.0.1 only.
HTTPS = env.bool("HTTPS", True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sundhed/$"]  # the health check inside a container speaks plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Preloading binds a whole domain for years: that is for its owner to ask for, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
if env.bool("BEHIND_PROXY", False):
    # Only behind a proxy that sets this header itself; else anybody could claim to be on HTTPS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# One minute document is text; attachments are larger. A request above this is refused unread.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

# What one file may ask of the portal; above it, the file is refused with a sentence that says so.
IMPORT_LIMITS = Limits(
    bytes=env.int("IMPORT_MAX_MB", 50) * MB,
    text_bytes=env.int("IMPORT_MAX_TEXT_MB", 10) * MB,
    pages=env.int("IMPORT_MAX_PAGES", 2000),
    expanded_bytes=env.int("IMPORT_MAX_EXPANDED_MB", 300) * MB,
    files=env.int("IMPORT_MAX_FILES", 5000),
    seconds=env.int("IMPORT_MAX_SECONDS", 120),
    ocr_seconds=env.int("IMPORT_MAX_OCR_SECONDS", 1800),
    memory=env.int("IMPORT_MAX_MEMORY_MB", 400) * MB,
)
# Work that takes longer than a request: in `manage.py db_worker`, or at once where none runs.
TASKS_WORKER = env.bool("TASKS_WORKER", False)
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if TASKS_WORKER
        else "django.tasks.backends.immediate.ImmediateBackend"
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    # Django's own loggers speak from INFO on whatever the root says, and tasks are many.
    "loggers": {"django.tasks": {"level": env.str("LOG_LEVEL", "INFO")}},
}
