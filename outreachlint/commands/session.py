"""What commands have in common: configuration, rules in force, language of the messages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence

from outreachlint.config.options import SEVERITIES, UI_LANGUAGES
from outreachlint.config.settings import Config, Override, load_config, rule_sources
from outreachlint.diagnostics import Severity
from outreachlint.errors import ConfigError, UsageError
from outreachlint.readers.formats import BY_NAME
from outreachlint.rules.pack import Pack, load_pack
from outreachlint.rules.select import RuleSet, resolve, select, weight

REASON_RULE = "suppression-without-reason"
"""The rule that `require-reason` asks for."""


def add_config_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which configuration counts."""
    parser.add_argument("--config", metavar="FILE", help="the configuration file to go by")
    parser.add_argument("--isolated", action="store_true", help="ignore every configuration file")


def add_selection_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which rules run, and how severe they are."""
    group = parser.add_argument_group(
        "rules", "RULES are codes (OL302), families (OL3), names or ALL, with commas between"
    )
    group.add_argument(
        "--select", action="append", metavar="RULES", help="run these only, whatever the configuration says"
    )
    group.add_argument("--ignore", action="append", metavar="RULES", help="don't run these; the longer prefix wins")
    group.add_argument(
        "--extend-select", action="append", metavar="RULES", help="run these besides (preview rules too)"
    )
    group.add_argument(
        "--severity", action="append", metavar="RULE=LEVEL", help="make a rule an error, a warning or an info"
    )


def add_stdin_argument(parser: argparse.ArgumentParser) -> None:
    """The option that names standard input."""
    parser.add_argument(
        "--stdin-filename", metavar="FILE", help="the name (and so the format) of what standard input holds"
    )


def add_format_argument(parser: argparse.ArgumentParser) -> None:
    """The option for the format of the files."""
    parser.add_argument(
        "--format", choices=tuple(BY_NAME), help="the format of the files (default: by their ending and content)"
    )


def add_force_exclude_argument(parser: argparse.ArgumentParser) -> None:
    """The option that makes `exclude` hold for named files."""
    parser.add_argument(
        "--force-exclude", action="store_true", help="heed the configuration's exclude for named files too"
    )


def add_language_argument(parser: argparse.ArgumentParser) -> None:
    """The option for the language of the messages."""
    parser.add_argument("--ui-lang", choices=UI_LANGUAGES, help="the language of reports (default: the environment's)")


def configuration(arguments: argparse.Namespace, folder: str | None = None) -> Config:
    """The configuration that the arguments ask for; UsageError where they contradict each other.

    Where they name no file the search begins in `folder`, by default the working directory.
    """
    if arguments.config and arguments.isolated:
        raise UsageError("--isolated and --config exclude each other")
    return load_config(folder or os.getcwd(), file=arguments.config, isolated=arguments.isolated)


def pack_of(config: Config) -> Pack:
    """The shipped and the user's rules with the options that the configuration gives them.

    ConfigError where the configuration names a rule, or an option of a rule, that does not exist.
    """
    pack = load_pack(rule_sources(config))
    for selector, path, is_key in config.selectors():
        try:
            resolve(pack, selector)
        except UsageError as error:
            place = config.key_place(*path) if is_key else config.place(*path)
            raise ConfigError(error.message, place, error.hint) from None
    if config["options"]:
        from outreachlint.commands.check_options import set_options

        set_options(pack, config)
    return pack


def ui_language(choice: str | None, config: Config, environ: Mapping[str, str]) -> tuple[str, str]:
    """The language of reports and who chose it: option, configuration, environment, else English."""
    if choice:
        return choice, "command line"
    if config["ui-lang"]:
        return config["ui-lang"], config.origin("ui-lang")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return ("it", name) if value.lower().startswith("it") else ("en", "default")
    return "en", "default"


class Selection:
    """The rules in force for a file: configuration, command line, and the overrides that match the file."""

    def __init__(self, pack: Pack, config: Config, arguments: argparse.Namespace) -> None:
        self.pack = pack
        self.config = config
        chosen = names(arguments.select, "--select")
        ignored = names(arguments.ignore, "--ignore")
        extended = names(arguments.extend_select, "--extend-select")
        # a --select starts afresh: somebody who names a rule wants to see it
        self.select = chosen or config["select"]
        self.ignore = ignored if chosen else (*(rule for rule in config["ignore"] if rule not in extended), *ignored)
        self.extend = extended if chosen else (*config["extend-select"], *extended)
        if config["require-reason"] and not chosen:
            self.extend = (*self.extend, REASON_RULE)
        self.levels = levels(arguments.severity)
        self._known: dict[tuple[int, ...], RuleSet] = {}
        self.base = self._rules(())

    def rules_for(self, path: str) -> RuleSet:
        """The rules for the messages of a file."""
        return self._rules(self.config.overrides_for(path)) if self.config.overrides else self.base

    def _rules(self, overrides: Sequence[Override]) -> RuleSet:
        key = tuple(override.number for override in overrides)
        if key not in self._known:
            self._known[key] = self._selected(overrides)
        return self._known[key]

    def _selected(self, overrides: Sequence[Override]) -> RuleSet:
        ignore = (*self.ignore, *(rule for override in overrides for rule in override.ignore))
        tables = [self.config["severity"], *(override.severity for override in reversed(overrides)), self.levels]
        severities: dict[str, Severity] = {}
        for table in tables:
            for rule, level in sorted(table.items(), key=lambda item: weight(item[0])):
                severities.pop(rule, None)
                severities[rule] = Severity.parse(level)
        return select(self.pack, self.select, ignore, self.extend, severities)


def names(values: Sequence[str] | None, option: str) -> tuple[str, ...]:
    """The parts of repeated options with commas in them; UsageError where an option is there but names nothing."""
    parts = tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())
    if values and not parts:
        raise UsageError(f"{option} names no rule")
    return parts


def levels(values: Sequence[str] | None) -> dict[str, str]:
    """`CODE=level` options as a table; UsageError for another shape or level."""
    table: dict[str, str] = {}
    for value in names(values, "--severity"):
        rule, _, level = value.partition("=")
        if level not in SEVERITIES or not rule:
            raise UsageError(f"--severity takes RULE=LEVEL, not `{value}`", hint=f"levels are {', '.join(SEVERITIES)}")
        table[rule] = level
    return table


def threshold(label: str) -> Severity | None:
    """The severity from which findings fail a run; None for `never`."""
    return None if label == "never" else Severity.parse(label)
