"""The portal as in production, with two pages more to measure against, and no answer kept for a second."""

from committee.settings import *  # noqa: F403
from committee.settings import STORAGES

ROOT_URLCONF = "bench.portal.urls"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
# Names of files as in production; the files themselves nobody asks for, so they are not compressed.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
