"""The report for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from outreachlint.diagnostics import Edit, Fix, Severity
from outreachlint.document import Context, Document, Field
from outreachlint.errors import InputError, Place
from outreachlint.report import json_
from outreachlint.runner import Report
from outreachlint.text.slices import SliceBuilder
from outreachlint.text.source import Source, Span
from tests.report.sample import document, finding, report

SCHEMA = json.loads(Path(json_.__file__).with_name("output.schema.json").read_text(encoding="utf-8"))


def output(found: Report, exit_code: int = 1) -> Any:
    text = "\n".join(json_.lines(found, Severity.WARNING, exit_code=exit_code))
    assert text.isascii()
    data = json.loads(text)
    jsonschema.validate(data, SCHEMA)
    return data


def test_the_schema_is_one_and_describes_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    objects = [SCHEMA, *SCHEMA["$defs"].values()]
    for fields in (part["properties"] for part in objects if "properties" in part):
        for name, field in fields.items():
            assert "description" in field or "description" in SCHEMA["$defs"].get(name, {}), name


def test_a_finding_says_everything_about_itself() -> None:
    message = document("Hi,\ncall Zoë 🙂 now", path="d/a.md", message_id="m1")
    [found] = output(report(finding(message, "Zoë 🙂")))["diagnostics"]

    assert found == {
        "code": "OL201",
        "name": "introduction-ask",
        "severity": "warning",
        "message": "Asks for an introduction",
        "filename": "d/a.md",
        "address": None,
        "location": {"row": 2, "column": 6},
        "end_location": {"row": 2, "column": 11},
        "message_id": "m1",
        "field": "text",
        "start": 9,
        "end": 14,
        "quote": "Zoë 🙂",
        "judge": "phrases",
        "confidence": 1.0,
        "url": "https://example.org/OL201",
        "related": [],
        "fix": None,
    }


def test_start_and_end_are_offsets_in_the_field_and_location_is_in_the_file() -> None:
    line = '{"subject": "Re: us", "text": "a \\"call\\" b"}'
    start = line.index('a \\"')
    slices = SliceBuilder()
    slices.written("a ", start)
    slices.decoded('"', start + 2, 2)
    slices.written("call", start + 4)
    slices.decoded('"', start + 8, 2)
    slices.written(" b", start + 10)
    fields = [Field("subject", "Re: us", line.index("Re:")), Field("text", slices.text(), slices.map())]
    message = Document(Source("a.jsonl", line), fields, Context(), "en")

    [quoted] = output(report(finding(message, '"call"')))["diagnostics"]
    [subject] = output(report(finding(message, "Re:")))["diagnostics"]

    assert (quoted["field"], quoted["start"], quoted["end"], quoted["quote"]) == ("text", 2, 8, '"call"')
    assert line[quoted["location"]["column"] - 1 : quoted["end_location"]["column"] - 1] == '\\"call\\"'
    assert (subject["field"], subject["start"], subject["end"]) == ("subject", 0, 3)


def test_a_finding_that_leaves_its_field_ends_with_it() -> None:
    text = "Subject: x\n\nbody"
    message = Document(Source("a.md", text), [Field("subject", "x", 9), Field("text", "body", 12)], Context(), "en")

    [found] = output(report(finding(message, "x\n\nbody")))["diagnostics"]

    assert (found["field"], found["start"], found["end"], found["quote"]) == ("subject", 0, 1, "x")


def test_a_fix_says_what_to_replace_in_the_file() -> None:
    fix = Fix("ask first", (Edit(Span(3, 7), "may I call"),), "unsafe")

    [found] = output(report(finding("Hi call", "call", fix=fix)))["diagnostics"]

    assert found["fix"] == {
        "title": "ask first",
        "applicability": "unsafe",
        "edits": [
            {"content": "may I call", "location": {"row": 1, "column": 4}, "end_location": {"row": 1, "column": 8}}
        ],
    }


def test_errors_have_their_place_and_hint() -> None:
    errors = (InputError("broken", Place("a.md", 2, 3), "mend it"), InputError("gone", Place("b.md")), InputError("?"))

    assert output(report(errors=errors), 2)["errors"] == [
        {"message": "broken", "filename": "a.md", "location": {"row": 2, "column": 3}, "hint": "mend it"},
        {"message": "gone", "filename": "b.md", "location": None, "hint": None},
        {"message": "?", "filename": None, "location": None, "hint": None},
    ]


def test_the_summary_counts() -> None:
    found = report(
        finding("call", "call"), finding("call", "call", code="OL101", severity=Severity.INFO), unknown_language=1
    )

    assert output(found)["summary"] == {
        "files": 1,
        "messages": 1,
        "rules": 1,
        "error": 0,
        "warning": 1,
        "info": 1,
        "by_rule": {"OL101": 1, "OL201": 1},
        "unknown_language": 1,
        "fail_on": "warning",
        "exit_code": 1,
        "ui_lang": "en",
    }


def test_what_the_baseline_knows_is_counted_and_not_listed() -> None:
    of = output(report(known=(finding("call", "call"),)), exit_code=0)

    assert (of["summary"]["baseline"], of["summary"]["warning"], of["diagnostics"]) == (1, 0, [])


def test_half_a_surrogate_pair_does_not_break_the_output() -> None:
    assert output(report(finding("a \ud83d call", "\ud83d call")))["diagnostics"][0]["quote"] == "\ud83d call"


@pytest.mark.parametrize("missing", ["summary", "diagnostics", "errors", "version"])
def test_the_schema_refuses_a_report_with_a_part_missing(missing: str) -> None:
    data = output(report())
    del data[missing]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)
