"""The JSON schema of a configuration file, from the table that validates it."""

from __future__ import annotations

from typing import Any

from outreachlint.checks import OPTIONS as CHECK_OPTIONS
from outreachlint.config.options import (
    FIELDS,
    MOST_SECONDS,
    OPTIONS,
    OVERRIDE_OPTIONS,
    READER_OPTIONS,
    SEVERITIES,
    Option,
)
from outreachlint.facts import CHOICES, NAMES

_CHECK_OPTION_TYPES: dict[str, dict[str, Any]] = {
    "int": {"type": "integer", "minimum": 0},
    "str": {"type": "string"},
    "bool": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
    "table": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
}
_READER_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "minLength": 1},
    "url": {"type": "string", "pattern": "^https?://[^@?#]+$"},
    "flag": {"type": "boolean"},
    "seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_SECONDS},
    "count": {"type": "integer", "minimum": 0},
}


def config_schema() -> dict[str, Any]:
    """A JSON schema (draft 2020-12) for `[tool.outreachlint]`, `outreachlint.toml` and `.outreachlint.yaml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "outreachlint configuration",
        **_table(OPTIONS),
    }


def _table(options: tuple[Option, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {option.key: _property(option) for option in options},
    }


def _property(option: Option) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": option.doc, **_type(option)}
    if option.default is not None:
        schema["default"] = list(option.default) if isinstance(option.default, tuple) else option.default
    return schema


def _type(option: Option) -> dict[str, Any]:
    if option.kind == "choice":
        return {"enum": list(option.choices)}
    if option.kind == "share":
        return {"type": "number", "minimum": 0, "maximum": 1}
    if option.kind == "severities":
        return {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}}
    if option.kind == "options":
        return {"type": "object", "additionalProperties": _check_options()}
    if option.kind == "facts":
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: _fact(name) for name in NAMES},
        }
    if option.kind == "fields":
        name = {"type": "string", "minLength": 1}
        names = {"anyOf": [name, {"type": "array", "minItems": 1, "items": name}]}
        return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(FIELDS, names)}
    if option.kind == "overrides":
        return {"type": "array", "items": {**_table(OVERRIDE_OPTIONS), "required": ["paths"]}}
    if option.kind == "reader":
        return _table(READER_OPTIONS)
    if option.kind in _READER_TYPES:
        return _READER_TYPES[option.kind]
    return {"type": "array", "items": {"type": "string"}}


def _check_options() -> dict[str, Any]:
    """The options of all checks: which of them a rule has is not for a schema to say."""
    properties: dict[str, dict[str, Any]] = {}
    for options in CHECK_OPTIONS.values():
        for name, option in options.items():
            known = properties.setdefault(name, {"description": option.doc, **_CHECK_OPTION_TYPES[option.kind]})
            if option.doc not in known["description"]:
                known["description"] += f"; {option.doc}"
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _fact(name: str) -> dict[str, Any]:
    if name in CHOICES:
        return {"enum": list(CHOICES[name])}
    if name == "touch":
        return {"type": "integer", "minimum": 1}
    if name == "ready":
        return {"type": "boolean"}
    kinds = {"type": ["string", "object"]}
    return {"type": ["string", "array", "object"], "items": kinds, "description": "kinds of recorded consent"}
