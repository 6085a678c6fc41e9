"""Which configuration file counts, and what it holds."""

from __future__ import annotations

import os
import sys
from typing import Any

from outreachlint.config.places import Path, Places
from outreachlint.errors import ConfigError, Place
from outreachlint.records import NamedTuple
from outreachlint.text.source import Position, Source

DEDICATED = ("outreachlint.toml", ".outreachlint.yaml", ".outreachlint.yml")
PYPROJECT = "pyproject.toml"
_TABLE: Path = ("tool", "outreachlint")


class Loaded(NamedTuple):
    """A configuration file: its path, its table, and where everything in the table stands."""

    path: str
    data: Any
    places: Places


def find_config(folder: str) -> Loaded | None:
    """The nearest configuration file, from `folder` up to the repository's root (a folder with `.git`) or the top.

    In one folder a dedicated file wins over pyproject.toml; two dedicated ones are a ConfigError.
    """
    folder = os.path.abspath(folder)
    while True:
        found = _in_folder(folder)
        parent = os.path.dirname(folder)
        if found is not None or parent == folder or os.path.exists(os.path.join(folder, ".git")):
            return found
        folder = parent


def load_config_file(path: str) -> Loaded:
    """What a configuration file holds; ConfigError where it can't be read or has no table for outreachlint."""
    if os.path.basename(path) == PYPROJECT:
        loaded = pyproject_config(path)
        if loaded is None:
            raise ConfigError("no table [tool.outreachlint] in it", Place(path))
        return loaded
    if path.endswith((".yaml", ".yml")):
        return _yaml(path)
    return _toml(path, _read(path))


def _in_folder(folder: str) -> Loaded | None:
    dedicated = [path for name in DEDICATED if os.path.isfile(path := os.path.join(folder, name))]
    if len(dedicated) > 1:
        names = " and ".join(os.path.basename(path) for path in dedicated)
        raise ConfigError(f"{names} stand in one folder", Place(_shown(folder)), "keep one of them")
    if dedicated:
        return load_config_file(_shown(dedicated[0]))
    pyproject = os.path.join(folder, PYPROJECT)
    return pyproject_config(_shown(pyproject)) if os.path.isfile(pyproject) else None


def _shown(path: str) -> str:
    """A path relative to the working directory where it lies below it, as people write it."""
    here = os.getcwd()
    return os.path.relpath(path) if path.startswith(os.path.join(here, "")) else path


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise ConfigError(f"not UTF-8 text: {error.reason}", Place(path)) from None
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror or error}", Place(path)) from None


def pyproject_config(path: str) -> Loaded | None:
    """The table for outreachlint in a pyproject.toml, None where it has none; ConfigError where it can't be read."""
    text = _read(path)
    if "outreachlint" not in text:
        return None
    whole = _toml(path, text)
    tool = whole.data.get("tool")
    if not isinstance(tool, dict) or "outreachlint" not in tool:
        return None
    return Loaded(path, tool["outreachlint"], whole.places.under(_TABLE))


def _toml(path: str, text: str) -> Loaded:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    from outreachlint.config.toml_places import toml_offsets

    text = text.replace("\r\n", "\n")
    source = Source(path, text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(source, str(error)) from None
    keys, values = toml_offsets(text, tomllib.loads)
    positions = [{key: source.position(at) for key, at in offsets.items()} for offsets in (keys, values)]
    return Loaded(path, data, Places(path, positions[0], positions[1]))


def _toml_error(source: Source, message: str) -> ConfigError:
    """A ConfigError with its place, which tomllib says in words only (`… (at line 3, column 5)`)."""
    import re

    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if found:
        place = Place(source.path, int(found[1]), int(found[2]))
        return ConfigError(f"not valid TOML: {message[: found.start()]}", place)
    line, column = source.position(len(source.text))
    return ConfigError(f"not valid TOML: {message}", Place(source.path, line, column))


def _yaml(path: str) -> Loaded:
    from outreachlint.rules.yaml_nodes import load

    root = load(path, _read(path), ConfigError)
    keys: dict[Path, Position] = {}
    values: dict[Path, Position] = {}
    _collect(root, (), keys, values)
    data = root.plain()
    return Loaded(path, {} if data is None else data, Places(path, keys, values))


def _collect(node: Any, path: Path, keys: dict[Path, Position], values: dict[Path, Position]) -> None:
    values[path] = Position(node.line, node.column)
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            place = node.keys[key]
            below: Path = (*path, key)
            keys[below] = Position(place.line, place.column)
            _collect(child, below, keys, values)
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            _collect(child, (*path, index), keys, values)
