"""What the commands write, whatever the terminal or the encoding."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TextIO

from outreachlint.errors import OutreachlintError
from outreachlint.report.style import Style, one_line, visible, wants_colour

AT_ONCE = 1_000
"""Lines written at once: a report of a hundred thousand findings is not to be held as one text."""


def write(lines: Iterable[str]) -> None:
    """Write lines to standard output; a character that its encoding lacks is written as an escape.

    Raises OutreachlintError where they can't be written, BrokenPipeError where nobody reads them any more.
    """
    try:
        _write(lines, sys.stdout)
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise OutreachlintError(f"the output can't be written: {error.strerror or error}") from None


def write_aside(lines: Iterable[str]) -> None:
    """Write lines to standard error; there is nobody to tell where that fails."""
    import contextlib

    if on_ci(os.environ):
        from outreachlint.report.escapes import defused

        lines = map(defused, lines)
    with contextlib.suppress(OSError):
        _write(lines, sys.stderr)


def on_ci(environ: Mapping[str, str]) -> bool:
    """Whether what is printed goes into a log that is searched for commands."""
    return any(environ.get(name) for name in ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"))


def _write(lines: Iterable[str], stream: TextIO | None) -> None:
    if stream is None:  # the program was started with it closed
        return
    left = iter(lines)
    while batch := list(islice(left, AT_ONCE)):
        text = "".join(f"{line}\n" for line in batch)
        try:
            stream.write(text)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def silence() -> None:
    """Point standard output at nothing, so that the interpreter's last flush doesn't fail where ours did."""
    import contextlib

    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_error(error: OutreachlintError) -> None:
    """Write an error to standard error as `file:line:col: error: message (hint)`."""
    write_aside([error_line(error)])


def print_notice(text: str) -> None:
    """Write to standard error what the user should know of a run and what changes no exit code."""
    write_aside([one_line(f"outreachlint: warning: {text}")])


def error_line(error: OutreachlintError) -> str:
    """The error in one line; without a place it is the program's own."""
    place = error.place if error.place and error.place.path else "outreachlint"
    hint = f" ({error.hint})" if error.hint else ""
    return visible(str(place)) + one_line(f": error: {error.message}{hint}")


def style(choice: str) -> Style:
    """The Style for standard output that `--color` and the environment ask for."""
    return Style(wants_colour(choice, os.environ, sys.stdout is not None and sys.stdout.isatty()))
