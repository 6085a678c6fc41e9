"""The summary of an outbox for programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema

from outreachlint.outbox.summary import Period, Summary
from outreachlint.report import audit_json
from tests.report.test_audit_text import SUMMARY

SCHEMA = json.loads(Path(audit_json.__file__).with_name("audit.schema.json").read_text(encoding="utf-8"))


def output(summary: Summary) -> Any:
    text = "\n".join(audit_json.lines(summary, fail_on="never", exit_code=0))
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


def test_it_says_all_of_it() -> None:
    place = {"filename": "messages.csv", "address": None, "location": {"row": 12, "column": 7}, "quote": None}

    assert output(SUMMARY._replace(rules=SUMMARY.rules[:1], months={"": SUMMARY.months[""]})) == {
        "version": 1,
        "summary": {
            "files": ["messages.csv"],
            "messages": 10_000,
            "flagged": 1_102,
            "share": 0.1102,
            "drafts": 40,
            "conversations": 3_000,
            "error": 1_204,
            "warning": 3,
            "info": 0,
            "rules": 40,
            "templates": 7,
            "templated": 500,
            "since": None,
            "until": None,
            "left_out": 0,
            "undated": 0,
            "unknown_language": 0,
            "errors": 0,
            "names": False,
            "fail_on": "never",
            "exit_code": 0,
            "ui_lang": "en",
        },
        "rules": [
            {
                "code": "OL302",
                "name": "unconsented-signup",
                "severity": "error",
                "findings": 1_204,
                "messages": 1_100,
                "share": 0.11,
                "examples": [place],
            }
        ],
        "months": [{"month": None, "messages": 40, "flagged": 2, "share": 0.05}],
        "recipients": [
            {"relationship": "stranger", "messages": 9_000, "flagged": 1_100, "share": 0.1222},
            {"relationship": "engaged", "messages": 1_000, "flagged": 2, "share": 0.002},
        ],
        "templates": [
            {
                "messages": 412,
                "flagged": 100,
                "share": 0.2427,
                "first": "2024-01-02",
                "last": "2024-03-04",
                "rules": {"OL302": 100},
                "opening": "I saw […] …",
                "example": place,
            }
        ],
    }


def test_months_and_periods_are_dates() -> None:
    data = output(SUMMARY._replace(period=Period(date(2024, 1, 1), date(2024, 12, 31))))

    assert [month["month"] for month in data["months"]] == [None, "2024-01", "2024-03"]
    assert (data["summary"]["since"], data["summary"]["until"]) == ("2024-01-01", "2024-12-31")
