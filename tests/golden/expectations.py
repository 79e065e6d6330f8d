"""What each document of tests/documents must be read as, and how those expectations are renewed.

A folder holds one document in one or more formats (`input*`) and `expected.json`, which names only
the fields it is sure of. Where a format cannot carry a field, `expected-txt.json` (for `input.txt`)
says what it gives instead: the same fields, with the entries of a list by their index.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cases.minutes.as_json import as_json
from cases.minutes.parser import read_minutes

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
ABOUT_SECTIONS = {"section_contains", "section_lacks"}
ABOUT_DOCUMENT = {"item_count", "warning_codes_include", "warning_codes_exclude"}


def folders() -> list[Path]:
    """Every folder with an expectation."""
    return sorted(path.parent for path in DOCUMENTS.glob("*/expected.json"))


def inputs(folder: Path) -> list[Path]:
    """The document of a folder, in each format it stands in."""
    return sorted(folder.glob("input*"))


def read(document: Path) -> dict[str, Any]:
    """The documented JSON of a document."""
    return as_json(read_minutes(document.read_bytes()))


def override_of(document: Path) -> Path:
    """Where it stands what this format gives instead; the file need not exist."""
    name = document.name.removeprefix("input").lstrip(".-")
    return document.with_name(f"expected-{name}.json")


def wanted(document: Path) -> Any:
    """What the document must be read as."""
    expected = json.loads((document.parent / "expected.json").read_text())
    override = override_of(document)
    return _overlaid(expected, json.loads(override.read_text())) if override.exists() else expected


def named_in(wanted: Any, found: Any) -> Any:
    """`found`, cut down to the keys that `wanted` names, so that both can be compared whole."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        keys = wanted.keys() - ABOUT_SECTIONS - ABOUT_DOCUMENT
        return {key: named_in(wanted[key], found.get(key)) for key in keys}
    if isinstance(wanted, list) and isinstance(found, list):
        cut = [named_in(w, f) for w, f in zip(wanted, found, strict=False)]
        return cut + found[len(wanted) :]
    return found


def renewed(wanted: Any, found: Any) -> Any:
    """`wanted` with what is found now, in the same partial shape.

    What a section contains and which warnings are due is left as people wrote it.
    """
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: _renewed_key(key, wanted[key], found) for key in wanted}
    if isinstance(wanted, dict) and isinstance(found, list):
        places = {key: int(key) for key in wanted}
        return {key: renewed(wanted[key], found[place]) for key, place in places.items()}
    if isinstance(wanted, list) and isinstance(found, list):
        # An entry that is new names what the last one names.
        shapes = [*wanted, *(wanted[-1:] or [None]) * len(found)]
        return [renewed(shape, entry) for shape, entry in zip(shapes, found, strict=False)]
    return found


def _renewed_key(key: str, wanted: Any, found: dict[str, Any]) -> Any:
    if key == "item_count":
        return len(found["items"])
    if key in ABOUT_SECTIONS | ABOUT_DOCUMENT:
        return wanted
    return renewed(wanted, found.get(key))


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """One line for each value that changed."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before:
            yield from differences(before[key], after[key], f"{path}.{key}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(old, new, f"{path}[{index}]")
    elif before != after:
        yield f"{path}: {_short(before)} -> {_short(after)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 70 else f"{text[:67]}..."


def _overlaid(expected: Any, override: Any) -> Any:
    if isinstance(expected, dict) and isinstance(override, dict):
        changed = {key: _overlaid(expected.get(key), value) for key, value in override.items()}
        return {**expected, **changed}
    if isinstance(expected, list) and isinstance(override, dict):
        places = {int(key): value for key, value in override.items()}
        return [
            _overlaid(entry, places[index]) if index in places else entry
            for index, entry in enumerate(expected)
        ]
    return override
