"""The command line: which command is meant, and which exit code comes of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from outreachlint import __version__
from outreachlint.commands.output import print_error, silence, write, write_aside
from outreachlint.commands.parsing import COMMANDS, command_module, command_parser, overview
from outreachlint.errors import OutreachlintError

OK, FINDINGS, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
VERBOSE = ("--verbose", "-v")
LINTING = ("check", "audit")
"""The commands that take paths among their options, and --verbose for more than the traceback of a bug."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return its exit code.

    0 nothing found at or above `--fail-on`, 1 findings, 2 the job could not be done, 130 interrupted, 141 nobody
    reads the output any more.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else OK
    except OutreachlintError as error:
        print_error(error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        silence()
        return BROKEN_PIPE
    except Exception as error:
        _bug(error, arguments)
        return FAILED


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else "--help"
    if first in ("--version", "-V"):
        write([f"outreachlint {__version__}"])
        return OK
    if first in ("--help", "-h", "help"):
        write(overview().format_help().splitlines())
        return OK if arguments else FAILED
    if first in COMMANDS:
        return _run(first, arguments[1:])
    return _run("check", arguments)


def _run(command: str, arguments: list[str]) -> int:
    parser = command_parser(command)
    if command in LINTING:
        # parse_intermixed_args forgets what `--` was for
        given, paths = _split(arguments)
        parsed = parser.parse_intermixed_args(given)
        parsed.paths = [*(parsed.paths or ()), *paths]
    else:
        # elsewhere --verbose only asks for the traceback of a bug
        parsed = parser.parse_args([argument for argument in arguments if argument not in VERBOSE])
    code: int = command_module(command).run(parsed)
    return code


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The arguments before the first `--` and the paths after it."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:at], arguments[at + 1 :]


def _bug(error: Exception, arguments: Sequence[str]) -> None:
    """Say in two lines that this is our fault; the traceback only where somebody asked for details."""
    lines = [
        f"outreachlint: this is a bug in outreachlint {__version__}: {type(error).__name__}: {error}",
        "outreachlint: run it again with --verbose for the details to report",
    ]
    if any(option in arguments for option in VERBOSE):
        import traceback

        lines = [traceback.format_exc().rstrip(), lines[0]]
    write_aside(lines)
