"""The portal's settings, for tests: no HTTPS, quick passwords, files served as they are."""

import os

os.environ["SECRET_KEY"] = "only for tests"  # noqa: S105  # no secret: it signs nothing that lasts
os.environ["HTTPS"] = "false"
os.environ["DEBUG"] = "false"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["LOG_LEVEL"] = "ERROR"
os.environ["TASKS_WORKER"] = "false"

from committee.settings import *  # noqa: F403  # the environment has to come first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
# A page that was kept for a moment would show the rows of another test.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
