"""The portal with its answers kept for a moment, as in production."""

from bench.portal.settings import *  # noqa: F403  # all its settings, but for one

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
