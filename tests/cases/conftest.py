"""What several folders of tests need."""

from __future__ import annotations

import os

import pytest

from cases.minutes.readers.pdf import ocr


@pytest.fixture
def _tesseract() -> None:
    """Skipped without tesseract and its Danish, but a failure in CI."""
    lacking = ocr.missing()
    if lacking is not None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"tesseract with Danish is not here: {lacking}")
        pytest.skip("tesseract with Danish is not installed")
