"""`make translations`: brings locale/ up to date with the texts of templates and code.

Danish is the source. Texts are found with Babel, so that GNU gettext need not be installed; Django's
own templatize turns templates into something that reads like Python. `--check` changes nothing
and fails when the catalogue is not complete, or not what the compiled file says.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "en" / "LC_MESSAGES"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "shown": None,
    "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
# The admin is for the municipality's own staff, in Danish.
SOURCES = ["cases/filters", "cases/minutes", "cases/models", "cases/rendering", "cases/threads",
           "cases/templatetags", "cases/views", "templates"]  # fmt: skip
NOT_SHOWN_IN_ENGLISH = {"templates/admin", "templates/cases/design.html", "templates/500.html"}


def main(arguments: list[str]) -> int:
    """Update and compile the catalogue, or only check it."""
    found = texts()
    with (FOLDER / "django.po").open("rb") as stream:
        catalogue = read_po(stream, locale="en")
    if "--check" in arguments:
        problems = list(faults(found, catalogue))
        print("\n".join(problems) or f"locale: {len(found)} texts, all translated.")
        return bool(problems)
    found.creation_date = catalogue.creation_date  # dates would make every run a change
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with (FOLDER / "django.po").open("wb") as stream:
        write_po(
            stream, catalogue, width=120, omit_header=False, sort_output=True, no_location=True
        )
    (FOLDER / "django.mo").write_bytes(compiled(catalogue))
    missing = [message for message in catalogue if message.id and not is_translated(message)]
    print(f"{len(found)} texts, {len(missing)} not translated yet.")
    return 0


def texts() -> Catalog:
    """Every text of the public pages."""
    found = Catalog(locale="en", project="Sagsspor", version="", charset="utf-8")
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in (".py", ".html") and not name.startswith(tuple(NOT_SHOWN_IN_ENGLISH)):
                for text, context in messages_in(path):
                    found.add(text, context=context)
    return found


def messages_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts of one file, each with its context or None."""
    source = path.read_text()
    if path.suffix == ".html":
        source = as_python(source, str(path))
    lines = io.BytesIO(source.encode())
    for _line, name, text, _comments in extract_python(lines, KEYWORDS, [], {"encoding": "utf-8"}):
        given = (text,) if isinstance(text, str) else text or ()
        parts = [part for part in given if part]
        if not parts:
            continue
        if name in ("pgettext", "npgettext"):
            context, *parts = parts
        else:
            context = None
        if name in ("ngettext", "npgettext"):
            yield (parts[0], parts[1]), context
        else:
            yield parts[0], context


def as_python(template: str, origin: str) -> str:
    """A template as Python calls, in which everything else is blanked out."""
    from django.utils.translation.template import templatize

    source = templatize(template, origin=origin)
    # What is left of the page between the calls would not always be Python.
    calls = re.findall(
        r"\b(?:n?p?gettext|_)\((?:[^()'\"]|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")*\)", source
    )
    return "\n".join(calls)


def is_translated(message: object) -> bool:
    """Whether a message has a text in English, in both numbers where it has two."""
    text = message.string  # type: ignore[attr-defined]  # a message of Babel
    return all(text) if isinstance(text, tuple | list) else bool(text)


def faults(found: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the catalogue, a line each."""
    known = {(message.id, message.context): message for message in catalogue if message.id}
    wanted = {(message.id, message.context) for message in found if message.id}
    for key in sorted(wanted - known.keys(), key=str):
        yield f"not in locale/en: {key[0]}"
    for key in sorted(known.keys() - wanted, key=str):
        yield f"no longer used: {key[0]}"
    for key in sorted(wanted & known.keys(), key=str):
        message = known[key]
        if not is_translated(message):
            yield f"not translated: {message.id}"
        elif message.fuzzy:
            yield f"to be looked at: {message.id}"
        else:
            yield from (f"{error}: {message.id}" for error in placeholder_faults(message))
    if (FOLDER / "django.mo").read_bytes() != compiled(catalogue):
        yield "django.mo is not made of django.po: run make translations"


def placeholder_faults(message: object) -> Iterator[str]:
    """Placeholders of the Danish text that the English one lacks."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)  # type: ignore[attr-defined]
    strings = message.string if isinstance(message.string, tuple) else (message.string,)  # type: ignore[attr-defined]
    wanted = set(re.findall(r"%\(\w+\)s", ids[-1]))
    for text in strings:
        if not set(re.findall(r"%\(\w+\)s", text)) <= wanted or wanted - set(
            re.findall(r"%\(\w+\)s", " ".join(strings))
        ):
            yield "placeholders differ"


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as a .mo file."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
    sys.exit(main(sys.argv[1:]))
