"""The JSON schema of rule files, made from the same tables that the loader checks by; for editors and other tools."""

from __future__ import annotations

from typing import Any

from outreachlint.document import LANGUAGES
from outreachlint.facts import CHOICES
from outreachlint.judge.opinion import OFFENCES
from outreachlint.rules.conditions import STEPS, TOUCHES
from outreachlint.rules.examples import MESSAGE_KEYS, STEP_KEYS
from outreachlint.rules.loader import CODE_PATTERN, NAME_PATTERN, REQUIRED, SCOPES, SOURCE_KINDS, STATUSES
from outreachlint.rules.model import UI_LANGUAGES
from outreachlint.rules.tree import FLOOR, LEAST, PLACES, STEP_PLACES

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def _closed(properties: dict[str, Any], required: list[str] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": required or [],
        **more,
    }


def _one_or_many(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


def _localised(description: str) -> dict[str, Any]:
    return _closed(dict.fromkeys(UI_LANGUAGES, _TEXT), list(UI_LANGUAGES), description=description)


def _conditions() -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for fact, allowed in {**CHOICES, "touch": TOUCHES, "step": STEPS, "consent": None}.items():
        values = _one_or_many({"enum": list(allowed)} if allowed else _TEXT)
        properties[fact] = {"anyOf": [values, _closed({"not": values}, ["not"])]}
    properties["ready"] = {"type": "boolean"}
    return _closed(properties, description="Facts of the message; each must be one of the values, or not")


def _example_facts() -> dict[str, Any]:
    facts: dict[str, Any] = {fact: {"enum": list(values)} for fact, values in CHOICES.items()}
    return {**facts, "touch": {"type": "integer", "minimum": 1}, "consent": {}, "ready": {"type": "boolean"}}


def _example_messages(keys: tuple[str, ...]) -> dict[str, Any]:
    numbers = {"delay": {"type": "number", "minimum": 0}, "number": {"type": "integer", "minimum": 1}}
    properties = dict.fromkeys(keys, _TEXT) | {key: numbers[key] for key in keys if key in numbers}
    either = [{"required": ["text"]}, {"required": ["flag"]}]
    message = _closed(properties | _example_facts(), oneOf=either)
    return {"type": "array", "items": message, "minItems": 1}


def _tree() -> dict[str, Any]:
    node = {"$ref": "#/$defs/node"}
    branches = {key: {"type": "array", "items": node, "minItems": 1} for key in ("all", "any", "none")}
    near = _closed(
        {
            "signals": {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2},
            "words": {"type": "integer", "minimum": 0},
            "sentences": {"type": "integer", "minimum": 0},
            "ordered": {"type": "boolean"},
        },
        ["signals"],
    )
    count = _closed(
        {"signal": _TEXT, "at_least": {"type": "integer", "minimum": 1}, "in": {"enum": list(PLACES)}},
        ["signal", "at_least"],
    )
    parts = {
        **branches,
        "near": near,
        "count": count,
        "question": {"type": "boolean"},
        "context": _conditions(),
        "judge": _judge(),
    }
    signal = _closed({"signal": _TEXT, "in": {"enum": [*PLACES, *STEP_PLACES]}}, ["signal"])
    return {"anyOf": [_TEXT, signal, _closed(parts, minProperties=1)]}


def _judge() -> dict[str, Any]:
    return _closed(
        {
            "offence": {"enum": list(OFFENCES)},
            "at_least": _levels(FLOOR),
            "below": _levels(LEAST),
            "in": {"enum": list(PLACES)},
        },
        ["offence"],
        oneOf=[{"required": ["at_least"]}, {"required": ["below"]}],
    )


def _levels(lowest: float) -> dict[str, Any]:
    level = {"type": "number", "minimum": lowest, "maximum": 1}
    return {"anyOf": [level, _closed(dict.fromkeys(("default", *LANGUAGES), level), ["default"])]}


def rule_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of one rule file."""
    phrases = {"type": "array", "items": _TEXT, "description": "Phrases, see docs/rule-language.md"}
    check = _closed({"check": _TEXT, "options": {"type": "object"}}, ["check"])
    example = _closed(
        {
            "flag": _TEXT,
            "clean": _TEXT,
            "lang": {"enum": [*LANGUAGES, "unknown"]},
            "subject": _TEXT,
            "quote": _TEXT,
            "steps": _example_messages(STEP_KEYS),
            "messages": _example_messages(MESSAGE_KEYS),
            **_example_facts(),
        },
        ["lang"],
        oneOf=[{"required": [key]} for key in ("flag", "clean", "steps", "messages")],
    )
    source = _closed({"kind": {"enum": list(SOURCE_KINDS)}, "cite": _TEXT, "url": _TEXT}, ["kind", "cite"])
    at = _one_or_many(_TEXT)
    properties = {
        "code": {"type": "string", "pattern": CODE_PATTERN},
        "name": {"type": "string", "pattern": NAME_PATTERN},
        "aliases": _TEXTS,
        "severity": {"enum": ["info", "warning", "error"]},
        "status": {"enum": list(STATUSES)},
        "summary": _localised("What the message does, in one line"),
        "message": _localised("The finding, in one line; {signal} quotes what was found"),
        "why": _localised("Why the recipient minds"),
        "advice": _localised("What to write instead"),
        "sources": {"type": "array", "items": source, "minItems": 1},
        "applies": _conditions(),
        "signals": {
            "type": "object",
            "additionalProperties": {"anyOf": [_closed(dict.fromkeys(LANGUAGES, phrases), minProperties=1), check]},
        },
        "scope": {"enum": list(SCOPES)},
        "match": {"$ref": "#/$defs/node"},
        "report": {"anyOf": [at, _closed({"at": at, "limit": {"type": "integer", "minimum": 0}}, minProperties=1)]},
        "fix": _closed(
            {**dict.fromkeys(UI_LANGUAGES, _TEXT), **check["properties"]},
            list(UI_LANGUAGES),
            description="What a fix does; the check whose edits do it, where that is not the one that is reported",
        ),
        "false_positives": _TEXTS,
        "examples": {"type": "array", "items": example, "minItems": 2},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "outreachlint rule",
        **_closed(properties, list(REQUIRED)),
        "$defs": {"node": _tree()},
    }
