"""The five real minutes, printed as Word files and web pages, and read back field by field."""

import json
from typing import Any

import pytest

from cases.minutes.as_json import as_json
from cases.minutes.parser import read_minutes
from tests.rendered import marked_columns
from tests.rendered_docx import docx_of, page_of

FORMS = {
    "Word with heading styles": lambda text: docx_of(text, "Referat, udkast", styled=True),
    "Word with bold lines": lambda text: docx_of(text, "Referat, udkast", styled=False),
    "web page": page_of,
}


def _wanted(item: dict[str, Any]) -> dict[str, Any]:
    routing, recommendation = item["communication"], item["recommendation"]
    return {
        **{
            f: item[f]
            for f in ("number", "title", "journal_number", "duration_min", "duration_max")
        },
        "columns": routing["columns"],
        "tokens": routing["mark_tokens"],
        "marks": marked_columns(routing["columns"], routing["mark_count"]),
        "caseworker": item["caseworker"]["value"],
        "other_caseworkers": item["other_caseworkers"]["value"],
        "recommender": recommendation["recommender"],
        "clauses": [(c["text"], c["level"]) for c in recommendation["clauses"]],
        **{f: item["decision"][f] for f in ("kind", "secondary", "effect", "paragraphs")},
        "attachments": [a if isinstance(a, str) else a["title"] for a in item["attachments"]],
        "links": [(link["text"], None) for link in item["links"]],
        "sections": [
            item["sections"][f] for f in ("sagsfremstilling", "beslutning", "recommendation_text")
        ],
    }


def _read(item: dict[str, Any]) -> dict[str, Any]:
    routing = item["communication"]
    recommendation = item["recommendation"] or {"recommender": None, "clauses": []}
    return {
        **{
            f: item[f]
            for f in ("number", "title", "journal_number", "duration_min", "duration_max")
        },
        **{f: routing[f] for f in ("columns", "tokens", "marks")},
        **{f: item[f] for f in ("caseworker", "other_caseworkers")},
        "recommender": recommendation["recommender"],
        "clauses": [(c["text"], c["level"]) for c in recommendation["clauses"]],
        **{f: item["decision"][f] for f in ("kind", "secondary", "effect", "paragraphs")},
        "attachments": [a["title"] for a in item["attachments"]],
        "links": [(link["text"], link["href"]) for link in item["links"]],
        "sections": [f in item["sections"] for f in ("case", "decision", "recommendation")],
    }


def _compared(form: str, minutes_dir: Any) -> tuple[int, list[str]]:
    """How many fields there are, and each that came back otherwise."""
    truth = json.loads((minutes_dir / "ground_truth.json").read_text())
    count, misses = 0, []
    for file in truth["files"]:
        text = (minutes_dir / file["file"]).read_text()
        read = as_json(read_minutes(FORMS[form](text)))
        meeting = {f: file["meeting"][f] for f in ("committee", "date", "start_time", "location")}
        wanted = [meeting | {"contents": [e["printed"] for e in file["meeting"]["toc"]]}]
        found = [
            {f: read["meeting"][f] for f in meeting}
            | {"contents": [entry["text"] for entry in read["contents"]]}
        ]
        wanted += map(_wanted, file["items"])
        found += map(_read, read["items"])
        assert len(found) == len(wanted)
        for want, got in zip(wanted, found, strict=True):
            count += len(want)
            misses += [
                f"{file['file'][:3]}/{want.get('number', 'head')} {key}: {got[key]!r}, not {value!r}"
                for key, value in want.items()
                if got[key] != value
            ]
    return count, misses


@pytest.mark.parametrize("form", FORMS)
def test_the_real_minutes_read_back_the_same(form, minutes_dir):
    count, misses = _compared(form, minutes_dir)
    assert count > 41 * 19
    assert misses == []
