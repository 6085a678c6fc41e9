"""The settings in force, as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from outreachlint.commands.session import Selection
from outreachlint.config.options import OPTIONS
from outreachlint.config.settings import Config


def settings(config: Config, selection: Selection, given: Mapping[str, Any], ui_lang: tuple[str, str]) -> Iterator[str]:
    """The configuration file, each option with its value and origin, and the rules that are selected.

    `given` are options that the command line set, `ui_lang` the language of the messages and who chose it.
    """
    yield f"# configuration file: {config.path or 'none'}"
    values: dict[str, tuple[Any, str]] = {
        option.key: (config[option.key], config.origin(option.key)) for option in OPTIONS
    }
    values.update({key: (value, "command line") for key, value in given.items() if value is not None})
    values["ui-lang"] = ui_lang
    values["select"] = (selection.select, values["select"][1])
    values["ignore"] = (selection.ignore, values["ignore"][1])
    values["extend-select"] = (selection.extend, values["extend-select"][1])
    values["severity"] = ({**config["severity"], **selection.levels}, values["severity"][1])
    for key, (value, origin) in values.items():
        yield f"{line(key, value)}  # {_changed(config, key, value, origin)}"
    yield f"# {len(selection.base.rules)} of {len(selection.pack.rules)} rules selected"
    for rule in selection.base.rules:
        yield f"#   {rule.code} {rule.name} [{rule.severity.label}]"


def line(key: str, value: Any) -> str:
    """An option and its value, in TOML but for an option without a value."""
    return f"{key} = {toml(value)}" if value is not None else f"# {key} is not set"


def toml(value: Any) -> str:
    """A value as TOML writes it inline."""
    if isinstance(value, Mapping):
        pairs = [f"{_key(key)} = {toml(item)}" for key, item in value.items() if item is not None]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else json.dumps(key)


def _changed(config: Config, key: str, value: Any, origin: str) -> str:
    if key in ("select", "ignore", "extend-select", "severity") and value != config[key]:
        return "command line" if origin == "default" else f"{origin} and command line"
    return origin
