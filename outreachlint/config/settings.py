"""The configuration that a run goes by: file over defaults, each value with its origin."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.config.files import Loaded, find_config, load_config_file
from outreachlint.config.options import OPTIONS
from outreachlint.config.places import Path
from outreachlint.errors import ConfigError, Place
from outreachlint.paths import inside
from outreachlint.records import NamedTuple

DEFAULT = "default"


class Override(NamedTuple):
    """What the configuration says about the files that match `paths`; `number` is its place in the list, from 0."""

    number: int
    paths: tuple[str, ...]
    context: Mapping[str, Any]
    ignore: tuple[str, ...]
    severity: Mapping[str, str]
    origin: str
    fields: Mapping[str, tuple[str, ...]] = {}
    separator: str | None = None


class Config:
    """Every option's value. `path` is None where no file was found or `--isolated` ignored it.

    `folder` is what globs and rule folders are relative to.
    """

    __slots__ = ("_campaigns", "_globs", "_places", "_set", "folder", "overrides", "path")

    def __init__(self, loaded: Loaded | None, values: Mapping[str, Any]) -> None:
        self.path = loaded.path if loaded else None
        self.folder = os.path.dirname(os.path.abspath(loaded.path)) if loaded else os.getcwd()
        self._places = loaded.places if loaded else None
        self._set = values
        self._globs: list[Any] | None = None
        self._campaigns: Any = None
        self.overrides = tuple(self._override(index, table) for index, table in enumerate(values.get("overrides", ())))

    def __getitem__(self, key: str) -> Any:
        """An option's value; the default where the file does not say."""
        if key in self._set:
            return self._set[key]
        return next(option.default for option in OPTIONS if option.key == key)

    def origin(self, key: str) -> str:
        """`FILE:LINE` of the line that set an option, or `default`."""
        place = self.place(key)
        return f"{place.path}:{place.line}" if key in self._set and place else DEFAULT

    def place(self, *path: str | int) -> Place | None:
        """Where a value stands in the file; None without a file."""
        return self._places.value(path) if self._places else None

    def key_place(self, *path: str | int) -> Place | None:
        """Where a key stands in the file; None without a file."""
        return self._places.key(path) if self._places else None

    def overrides_for(self, path: str) -> list[Override]:
        """The overrides whose globs match a file, the last one first, since it wins."""
        if not self.overrides:
            return []
        relative = inside(os.path.abspath(path), self.folder)
        if relative is None:
            return []
        if self._globs is None:
            from pathspec import GitIgnoreSpec

            self._globs = [GitIgnoreSpec.from_lines(override.paths) for override in self.overrides]
        pairs = zip(self.overrides, self._globs, strict=True)
        return [override for override, globs in reversed(list(pairs)) if globs.match_file(relative)]

    def facts_for(self, path: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Origin and facts (and `lang`) that the configuration has for a file's messages; the first one wins."""
        found = [(override.origin, override.context) for override in self.overrides_for(path) if override.context]
        if self["context"]:
            found.append((f"config {self.origin('context')}", self["context"]))
        if self["lang"]:
            found.append((f"config {self.origin('lang')}", {"lang": self["lang"]}))
        return found

    def fields_for(self, path: str) -> Mapping[str, tuple[str, ...]]:
        """Where a file has its messages; an override says it whole."""
        found = (override.fields for override in self.overrides_for(path) if override.fields)
        fields: Mapping[str, tuple[str, ...]] = next(found, self["fields"])
        return fields

    def separator_for(self, path: str) -> str | None:
        """The line that divides the messages of a file."""
        found = (override.separator for override in self.overrides_for(path) if override.separator)
        separator: str | None = next(found, self["separator"])
        return separator

    def is_campaign(self, folder: str) -> bool:
        """Whether the numbered drafts of a folder are said to be the steps of a campaign."""
        if not self["campaigns"]:
            return False
        relative = inside(os.path.abspath(folder), self.folder)
        if relative is None:
            return False
        if self._campaigns is None:
            from pathspec import GitIgnoreSpec

            self._campaigns = GitIgnoreSpec.from_lines(self["campaigns"])
        return bool(self._campaigns.match_file(f"{relative}/"))

    def _override(self, index: int, table: Mapping[str, Any]) -> Override:
        place = self.place("overrides", index, "context") or self.place("overrides", index)
        return Override(
            index,
            table["paths"],
            {**table.get("context", {}), **({"lang": table["lang"]} if "lang" in table else {})},
            table.get("ignore", ()),
            table.get("severity", {}),
            f"config {place.path}:{place.line}" if place else "config",
            table.get("fields", {}),
            table.get("separator"),
        )

    def selectors(self) -> list[tuple[str, Path, bool]]:
        """Every rule selector in the file, with its path and whether it is a key there (as in `severity`)."""
        found: list[tuple[str, Path, bool]] = []
        for key in ("select", "ignore", "extend-select"):
            found += [(rule, (key, index), False) for index, rule in enumerate(self[key])]
        for key in ("severity", "options"):
            found += [(rule, (key, rule), True) for rule in self[key]]
        for override in self.overrides:
            top: Path = ("overrides", override.number)
            found += [(rule, (*top, "ignore", index), False) for index, rule in enumerate(override.ignore)]
            found += [(rule, (*top, "severity", rule), True) for rule in override.severity]
        return found


def load_config(folder: str, *, file: str | None = None, isolated: bool = False) -> Config:
    """The configuration for a run from `folder`: `file` where one is named, none when isolated, else the nearest.

    Raises ConfigError, with its place, for a file that can't be read or says something wrong.
    """
    if isolated:
        return Config(None, {})
    if file is not None and not os.path.isfile(file):
        raise ConfigError("no such configuration file", Place(file))
    loaded = load_config_file(file) if file is not None else find_config(folder)
    if loaded is None:
        return Config(None, {})
    return Config(loaded, _validated(loaded))


def _validated(loaded: Loaded) -> Mapping[str, Any]:
    from outreachlint.config.validate import validate

    return validate(loaded.data, loaded.places)


def rule_sources(config: Config) -> Sequence[str]:
    """The user's rule folders (made absolute) and packages, as the configuration names them.

    Raises ConfigError for a name that is neither a folder beside the configuration file nor importable.
    """
    found = []
    for index, name in enumerate(config["rules"]):
        folder = os.path.join(config.folder, name)
        found.append(folder if os.path.isdir(folder) else _package_folder(name, config.place("rules", index)))
    return found


def _package_folder(name: str, place: Place | None) -> str:
    from importlib.util import find_spec

    try:
        spec = find_spec(name) if all(part.isidentifier() for part in name.split(".")) else None
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError(f"`{name}` is neither a folder nor an importable package", place)
    return next(iter(spec.submodule_search_locations))
