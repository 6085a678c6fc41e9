"""Which reports a run of `check` writes, in which formats, and where to."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from outreachlint.commands import fixing
from outreachlint.commands.output import on_ci, style, write, write_aside
from outreachlint.diagnostics import Severity
from outreachlint.errors import OutreachlintError, Place, UsageError
from outreachlint.records import NamedTuple
from outreachlint.report import formats, summary
from outreachlint.report.request import Request
from outreachlint.report.style import Style
from outreachlint.runner import Report

STDOUT = "-"


class Output(NamedTuple):
    """A report to write: its format and the file, `-` for standard output."""

    format: str
    file: str


class _Formats(tuple[str, ...]):
    """The names of the formats, any of which may be followed by `=FILE`."""

    def __contains__(self, value: object) -> bool:
        return super().__contains__(value.partition("=")[0] if isinstance(value, str) else value)


def add_arguments(group: Any) -> None:
    """The options about reports."""
    group.add_argument(
        "--output-format",
        action="append",
        choices=_Formats(formats.FORMATS),
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(formats.FORMATS)} (default: full); again for another, with FILE into a file",
    )
    group.add_argument("--output-file", metavar="FILE", help="write the report into this file")
    group.add_argument(
        "--template", metavar="LINE", help="the line of the format template, such as '{path}:{line} {code} {message}'"
    )


def outputs(arguments: argparse.Namespace, environ: Mapping[str, str]) -> tuple[Output, ...]:
    """The reports that the options ask for; UsageError where they contradict each other."""
    asked = [value.partition("=") for value in arguments.output_format or ()]
    for name, equals, file in asked:
        if equals and not file:
            raise UsageError(f"--output-format {name}= names no file")
    if arguments.template is not None and not asked:
        asked = [("template", "", "")]
    _check_template(arguments.template, [name for name, _, _ in asked])
    rest = arguments.output_file or STDOUT
    found = [Output(name, file or rest) for name, _, file in asked or [("full", "", "")]]
    if arguments.output_file is not None and not any(each.file == arguments.output_file for each in found):
        raise UsageError("--output-file has nothing to hold", hint="each --output-format names a file of its own")
    if not asked and arguments.output_file is None and _in_actions(environ):
        found.append(Output("github", STDOUT))
    _refuse_mixed(found)
    return tuple(found)


def _in_actions(environ: Mapping[str, str]) -> bool:
    return environ.get("GITHUB_ACTIONS") == "true" and not (sys.stdout is not None and sys.stdout.isatty())


def _check_template(template: str | None, names: Sequence[str]) -> None:
    if template is None and "template" in names:
        raise UsageError("--output-format template needs a --template", hint="such as '{path}:{line} {code} {message}'")
    if template is not None:
        if "template" not in names:
            raise UsageError("--template goes with --output-format template")
        from outreachlint.report.template import parsed

        parsed(template)


def _refuse_mixed(found: Sequence[Output]) -> None:
    """Several reports may share a destination only where none of them is a document."""
    for file in {each.file for each in found}:
        names = [each.format for each in found if each.file == file]
        whole = [name for name in names if formats.FORMATS[name].kind == formats.DOCUMENT]
        if len(names) > 1 and whole:
            where = "standard output" if file == STDOUT else file
            raise UsageError(
                f"{where} can't hold both {names[0]} and {names[1]}", hint=f"--output-format {whole[0]}=FILE"
            )


class Reporting:
    """Writes the reports of a run."""

    def __init__(self, arguments: argparse.Namespace, threshold: Severity | None, ui_lang: str) -> None:
        self.arguments = arguments
        self.outputs = outputs(arguments, os.environ)
        self.threshold = threshold
        self.ui_lang = ui_lang

    def write(self, report: Report, done: fixing.Outcome, exit_code: int) -> None:
        """Write them all; OutreachlintError where a file can't be written, after the others are.

        Where standard output takes the fixed draft, its reports go to standard error.
        """
        out: Callable[[Iterable[str]], None] = write if done.stdin is None else write_aside
        request = self._request(exit_code)
        by_file: dict[str, list[str]] = {STDOUT: []}
        for each in self.outputs:
            by_file.setdefault(each.file, []).append(each.format)
        failed: OutreachlintError | None = None
        for file, names in by_file.items():
            if file == STDOUT:
                out(self._lines(names, report, done, request))
                continue
            plain = request._replace(style=Style(self.arguments.color == "always"), on_ci=False)
            try:
                with open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
                    stream.writelines(f"{line}\n" for line in self._lines(names, report, done, plain))
            except OSError as error:
                failed = failed or OutreachlintError(f"can't be written: {error.strerror or error}", Place(file))
        if failed is not None:
            raise failed

    def _request(self, exit_code: int) -> Request:
        arguments, environ = self.arguments, os.environ
        return Request(
            style(arguments.color),
            self.ui_lang,
            self.threshold,
            exit_code,
            fixing.allowed(arguments),
            environ.get("GITHUB_WORKSPACE") or environ.get("CI_PROJECT_DIR") or os.getcwd(),
            arguments.stdin_filename or Request().stdin_name,
            arguments.template or "",
            on_ci(environ),
        )

    def _lines(self, names: Sequence[str], report: Report, done: fixing.Outcome, request: Request) -> Iterator[str]:
        """The reports that one destination gets, closing lines behind those for people or where there is no other."""
        text = [name for name in names if formats.FORMATS[name].kind == formats.TEXT]
        for name in text:
            yield from formats.lines(name, report, request)
        if text or not names:
            yield from self._closing(report, done)
        for name in names:
            if name not in text:
                yield from formats.lines(name, report, request)

    def _closing(self, report: Report, done: fixing.Outcome) -> Iterator[str]:
        arguments = self.arguments
        if arguments.statistics:
            yield from summary.statistics(report)
        if not arguments.quiet:
            if arguments.fix:
                yield summary.fixed(done.number, done.files, self.ui_lang)
            yield from summary.lines(report, self.threshold, exit_zero=arguments.exit_zero, ui_lang=self.ui_lang)
            yield from summary.fixable(report, fixing.allowed(arguments), self.ui_lang)
