"""The portal as in production, with two pages more to measure against. No answer is kept for a second."""

from committee.settings import *  # noqa: F403

ROOT_URLCONF = "bench.portal.urls"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
