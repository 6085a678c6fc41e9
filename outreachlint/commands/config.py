"""Show the configuration in force, or its JSON schema."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from outreachlint.commands.output import write
from outreachlint.commands.session import add_config_arguments, configuration, pack_of
from outreachlint.commands.settings import line
from outreachlint.config.options import OPTIONS
from outreachlint.config.settings import Config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `config` and of what stands after it."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, title="actions")
    show = actions.add_parser("show", help="print every option's value", description="Print every option's value.")
    show.add_argument("--origin", action="store_true", help="say which line of which file set it")
    add_config_arguments(show)
    text = "print the JSON schema of configuration files"
    actions.add_parser("schema", help=text, description=f"{text[0].upper()}{text[1:]}.")


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    if arguments.action == "schema":
        from outreachlint.config.schema import config_schema

        write([json.dumps(config_schema(), indent=2)])
        return 0
    config = configuration(arguments)
    pack_of(config)
    write(_values(config, with_origin=arguments.origin))
    return 0


def _values(config: Config, *, with_origin: bool) -> Iterator[str]:
    yield f"# configuration file: {config.path or 'none'}"
    for option in OPTIONS:
        origin = f"  # {config.origin(option.key)}" if with_origin else ""
        yield f"{line(option.key, config[option.key])}{origin}"
