"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def minutes_dir() -> Path:
    """The five real minutes beside the checkout; skipped without them, except in CI."""
    folder = ROOT.parent / "shared" / "minutes"
    if not folder.is_dir():
        reason = f"the real minutes are not at {folder}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
