"""Rewrites the expectations of tests/documents from what is read now; review them with git diff."""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.golden.expectations import (  # noqa: E402 - after the path is set
    differences,
    folders,
    inputs,
    override_of,
    read,
    renewed,
)


def main() -> None:
    """Renew each file and print what changed in it."""
    changed = sum(renew(path, found) for folder in folders() for path, found in read_now(folder))
    print(f"{changed} of the expectations changed." if changed else "No expectation changed.")


def read_now(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Each expectation of a folder with what the document it is taken from is read as."""
    documents = inputs(folder)
    own = [document for document in documents if override_of(document).exists()]
    # Text is the least likely to be read in another way tomorrow.
    common = sorted(documents, key=lambda d: (d in own, d.suffix in (".pdf", ".docx"), d.name))[0]
    overrides = [(override_of(document), read(document)) for document in own]
    return [(folder / "expected.json", read(common)), *overrides]


def renew(path: Path, found: dict[str, Any]) -> bool:
    """Write the expectation if it changed."""
    before = json.loads(path.read_text())
    after = renewed(before, found)
    if after == before:
        return False
    print(path.relative_to(ROOT))
    for line in differences(before, after):
        print(f"  {line}")
    path.write_text(json.dumps(after, ensure_ascii=False, indent=1) + "\n")
    return True


if __name__ == "__main__":
    main()
