"""Whether a configuration is right: every wrong key and value is an error with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outreachlint.closest import did_you_mean
from outreachlint.config.options import BY_KEY, FIELDS, MOST_SECONDS, OVERRIDE_BY_KEY, READER_BY_KEY, SEVERITIES, Option
from outreachlint.config.places import Path, Places
from outreachlint.errors import ConfigError
from outreachlint.facts import NAMES, FactError, parse_fact
from outreachlint.readers.facts import normalise


def validate(data: Any, places: Places) -> dict[str, Any]:
    """The values of a configuration as the program uses them, without the defaults; ConfigError where one is wrong."""
    return _table(data, BY_KEY, (), places)


def _table(data: Any, options: Mapping[str, Option], path: Path, places: Places) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ConfigError(f"must be a table of options, not {_type(data)}", places.value(path))
    for key in data:
        if key not in options:
            hint = did_you_mean(str(key), options) or f"keys are {', '.join(options)}"
            raise ConfigError(f"unknown key `{key}`", places.key((*path, key)), hint)
    return {key: _value(options[key], value, (*path, key), places) for key, value in data.items()}


def _value(option: Option, value: Any, path: Path, places: Places) -> Any:
    if option.kind == "choice":
        return _choice(value, option.choices, path, places)
    if option.kind == "share":
        return _share(value, path, places)
    if option.kind == "severities":
        levels = _mapping(value, path, places)
        return {rule: _choice(level, SEVERITIES, (*path, rule), places) for rule, level in levels.items()}
    if option.kind == "options":
        return {rule: _mapping(table, (*path, rule), places) for rule, table in _mapping(value, path, places).items()}
    if option.kind == "facts":
        return {name: _fact(name, fact, (*path, name), places) for name, fact in _mapping(value, path, places).items()}
    if option.kind == "fields":
        return _fields(value, path, places)
    if option.kind == "overrides":
        return _overrides(value, path, places)
    if option.kind == "reader":
        return _table(_mapping(value, path, places), READER_BY_KEY, path, places)
    if option.kind in _OF_READER:
        return _of_reader(option.kind, value, path, places)
    return _strings(value, path, places)


def _choice(value: Any, choices: tuple[str, ...], path: Path, places: Places) -> str:
    if isinstance(value, str) and value in choices:
        return value
    hint = did_you_mean(value, choices) if isinstance(value, str) else None
    shown = f"`{value}`" if isinstance(value, str) else _type(value)
    raise ConfigError(f"`{path[-1]}` must be one of {', '.join(choices)}, not {shown}", places.value(path), hint)


def _share(value: Any, path: Path, places: Places) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ConfigError(f"`{path[-1]}` must be a number from 0 to 1, not {_shown(value)}", places.value(path))
    return float(value)


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else _type(value)


def _strings(value: Any, path: Path, places: Places) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ConfigError(f"`{path[-1]}` must be a list of strings, not {_type(value)}", places.value(path))
    for index, item in enumerate(value):
        if not isinstance(item, str) or not item:
            shown = "an empty string" if item == "" else _type(item)
            raise ConfigError(f"`{path[-1]}` must hold strings, not {shown}", places.value((*path, index)))
    return tuple(value)


def _mapping(value: Any, path: Path, places: Places) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"`{path[-1]}` must be a table, not {_type(value)}", places.value(path))
    return value


def _fact(name: str, value: Any, path: Path, places: Places) -> Any:
    try:
        return normalise(name, value) if name in NAMES else parse_fact(name, value)
    except FactError as error:
        place = places.value(path) if name in NAMES else places.key(path)
        raise ConfigError(error.message, place, error.hint) from None


def _fields(value: Any, path: Path, places: Places) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    for name, given in _mapping(value, path, places).items():
        if name not in FIELDS:
            hint = did_you_mean(str(name), FIELDS) or f"fields are {', '.join(FIELDS)}"
            raise ConfigError(f"unknown field `{name}`", places.key((*path, name)), hint)
        if isinstance(given, str) and given:
            given = [given]
        fields[name] = _strings(given, (*path, name), places)
        if not fields[name]:
            raise ConfigError(f"`{name}` names no column or path", places.value((*path, name)))
    return fields


def _overrides(value: Any, path: Path, places: Places) -> tuple[dict[str, Any], ...]:
    if not isinstance(value, list):
        raise ConfigError(f"`{path[-1]}` must be a list of tables, not {_type(value)}", places.value(path))
    overrides = []
    for index, item in enumerate(value):
        override = _table(item, OVERRIDE_BY_KEY, (*path, index), places)
        if not override.get("paths"):
            raise ConfigError("an override needs `paths`, a list of globs", places.value((*path, index)))
        overrides.append(override)
    return tuple(overrides)


_OF_READER = {
    "text": "a string that is not empty",
    "url": "a URL",
    "flag": "true or false",
    "seconds": f"a number above 0, at most {MOST_SECONDS}",
    "count": "a whole number from 0 up",
}


def _of_reader(kind: str, value: Any, path: Path, places: Places) -> Any:
    """A value of the table `reader`."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    right = {
        "text": isinstance(value, str) and value.strip() != "",
        "url": isinstance(value, str),
        "flag": isinstance(value, bool),
        "seconds": number and 0 < value <= MOST_SECONDS,
        "count": number and isinstance(value, int) and value >= 0,
    }
    if not right[kind]:
        shown = "an empty string" if value == "" else _shown(value)
        raise ConfigError(f"`{path[-1]}` must be {_OF_READER[kind]}, not {shown}", places.value(path))
    if kind == "url":
        from outreachlint.judge.endpoint import endpoint_of

        try:
            endpoint_of(value)
        except ValueError as error:
            raise ConfigError(f"`{path[-1]}` {error}", places.value(path)) from None
    return value


def _type(value: Any) -> str:
    if value is None:
        return "nothing"
    names = {"bool": "true or false", "int": "a number", "float": "a number", "str": "a string", "list": "a list"}
    return names.get(type(value).__name__, "a table" if isinstance(value, dict) else f"a {type(value).__name__}")
