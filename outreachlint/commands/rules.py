"""List, test, check and write rules."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from outreachlint.commands.output import write
from outreachlint.commands.session import (
    Selection,
    add_config_arguments,
    add_language_argument,
    add_selection_arguments,
    configuration,
    pack_of,
    ui_language,
)

_ACTIONS = {
    "list": ("outreachlint.commands.rules", "list the rules"),
    "test": ("outreachlint.commands.rules_test", "run the rules' own examples, or measure rules on a labelled corpus"),
    "check": ("outreachlint.commands.rules_test", "look for mistakes in rule files"),
    "schema": ("outreachlint.commands.rules", "print the JSON schema of rule files"),
    "new": ("outreachlint.commands.rules_new", "write the skeleton of a new rule"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rules` and of what stands after it."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, title="actions")
    for action, (module, text) in _ACTIONS.items():
        sub = actions.add_parser(action, help=text, description=f"{text[0].upper()}{text[1:]}.")
        getattr(import_module(module), f"add_{action}_arguments")(sub)


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    module, _ = _ACTIONS[arguments.action]
    code: int = getattr(import_module(module), f"run_{arguments.action}")(arguments)
    return code


def add_list_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rules list`."""
    parser.add_argument("--output-format", choices=("table", "json"), default="table", help="table (default) or json")
    add_language_argument(parser)
    add_selection_arguments(parser)
    add_config_arguments(parser)


def run_list(arguments: argparse.Namespace) -> int:
    """Print every rule of the shipped and the user's packs, and whether it is selected."""
    config = configuration(arguments)
    selection = Selection(pack_of(config), config, arguments)
    lang, _ = ui_language(arguments.ui_lang, config, os.environ)
    rows = [_row(rule, selection, lang) for rule in sorted(selection.pack.rules, key=lambda rule: rule.code)]
    if arguments.output_format == "json":
        import json

        write([json.dumps(rows, indent=2)])
    else:
        write(_table(rows))
    return 0


def add_schema_arguments(parser: argparse.ArgumentParser) -> None:
    """`rules schema` has no options."""


def run_schema(_: argparse.Namespace) -> int:
    """Print the schema."""
    import json

    from outreachlint.rules.schema import rule_schema

    write([json.dumps(rule_schema(), indent=2)])
    return 0


def _row(rule: Any, selection: Selection, lang: str) -> dict[str, Any]:
    levels = {chosen.code: chosen.severity for chosen in selection.base.rules}
    return {
        "code": rule.code,
        "name": rule.name,
        "aliases": list(rule.aliases),
        "severity": levels.get(rule.code, rule.severity).label,
        "status": rule.status,
        "selected": rule.code in levels,
        "languages": list(rule.languages),
        "summary": rule.summary[lang],
    }


def _table(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    cells: list[tuple[str, ...]] = [("CODE", "NAME", "LEVEL", "LANGUAGES", "SUMMARY")]
    for row in rows:
        level = row["severity"] if row["selected"] else "off"
        cells.append((row["code"], row["name"], level, " ".join(row["languages"]) or "any", row["summary"]))
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    for line in cells:
        yield "  ".join([*(f"{cell:<{width}}" for cell, width in zip(line[:4], widths)), line[4]])
