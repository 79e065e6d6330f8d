"""The portal's settings as they are, with addresses that fail on purpose."""

from committee.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
