"""Print the completion script of a shell; what to do with it depends on the shell."""

from __future__ import annotations

import argparse

from outreachlint.commands.output import write
from outreachlint.errors import UsageError

SHELLS = ("bash", "zsh", "tcsh")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `completion`."""
    parser.add_argument("shell", choices=SHELLS, help="for example: outreachlint completion bash >> ~/.bash_completion")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    from outreachlint.commands.parsing import overview

    try:
        import shtab
    except ImportError:
        raise UsageError("completion needs the package shtab", hint="install it beside outreachlint") from None
    parser = overview()
    _mark_paths(parser, shtab.FILE)
    write([shtab.complete(parser, arguments.shell)])
    return 0


def _mark_paths(parser: argparse.ArgumentParser, completer: object) -> None:
    """Complete file names where an argument takes a path."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                _mark_paths(sub, completer)
        elif action.metavar in ("PATH", "FILE"):
            action.complete = completer  # type: ignore[attr-defined]
