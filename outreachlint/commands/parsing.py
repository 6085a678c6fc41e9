"""The parsers of the command line, one a command, so that a run builds only the one it needs."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from typing import Any, NoReturn

from outreachlint.closest import did_you_mean
from outreachlint.errors import UsageError

COMMANDS = {
    "check": "lint drafts (the default: `outreachlint drafts/`)",
    "audit": "lint years of one's own sent messages, and sum them up",
    "baseline": "take stock of what is found now, so that only new findings are reported",
    "explain": "why a rule is there and what to write instead",
    "rules": "list, test, check and write rules",
    "config": "show the configuration and its schema",
    "init": "write a configuration, a pre-commit snippet and an example draft",
    "completion": "print a shell's completion script",
}


def command_parser(command: str) -> Parser:
    """The parser of one command."""
    prog = f"outreachlint {command}"
    module = command_module(command)
    # a usage given here keeps argparse from formatting one on every run (parse_intermixed_args does)
    usage = f"{prog} [OPTION...] [PATH... | -]" if command == "check" else None
    parser = Parser(prog=prog, usage=usage, description=module.__doc__)
    module.add_arguments(parser)
    return parser


def overview() -> argparse.ArgumentParser:
    """The whole command line as one parser, for the overview and for shell completion."""
    parser = Parser(prog="outreachlint", description="A linter for one's own outreach: netiquette before sending.")
    parser.add_argument("--version", "-V", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command, text in COMMANDS.items():
        module = command_module(command)
        sub = commands.add_parser(command, help=text, description=module.__doc__)
        module.add_arguments(sub)
    parser.epilog = "A first argument that is no command is a path to check. `outreachlint COMMAND --help` says more."
    return parser


def command_module(command: str) -> Any:
    """The module of a command."""
    return import_module(f"outreachlint.commands.{command}")


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose mistakes are UsageErrors and that does not guess at abbreviations."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": _Formatter, **options})

    def error(self, message: str) -> NoReturn:
        """Raise the UsageError for a wrong command line, with what was probably meant."""
        raise UsageError(message, hint=self._hint(message))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is none of the choices, and say them."""
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            name = "/".join(action.option_strings) or action.metavar or action.dest
            hint = did_you_mean(str(value), known) or f"choose from {', '.join(known)}"
            raise UsageError(f"argument {name}: invalid choice: `{value}`", hint=hint)

    def _hint(self, message: str) -> str:
        unknown = message.removeprefix("unrecognized arguments: ")
        known = [option for action in self._actions for option in action.option_strings]
        for word in unknown.split() if unknown != message else ():
            if word.startswith("--"):
                near = did_you_mean(word.partition("=")[0], known)
                if near and word.partition("=")[0] not in known:
                    return near
        return f"see `{self.prog} --help`"


class _Formatter(argparse.HelpFormatter):
    """argparse asks shutil for the terminal's width at every option, which costs as much as all the rest."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"width": _columns(), "max_help_position": 32, **options})


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    return max(40, int(columns)) - 2 if columns.isdecimal() else 100
