"""Lint years of one's own messages: an export, a mailbox, a table; a summary with nobody's name in it."""

from __future__ import annotations

import argparse
import os
import re
import sys
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, TextIO

from outreachlint.commands.check import add_fact_arguments, add_judge_arguments, defaults, folder_of
from outreachlint.commands.judging import judge_of, notices_of
from outreachlint.commands.output import print_error, print_notice, style, write
from outreachlint.commands.session import (
    Selection,
    add_config_arguments,
    add_format_argument,
    add_language_argument,
    add_selection_arguments,
    add_stdin_argument,
    configuration,
    pack_of,
    threshold,
    ui_language,
)
from outreachlint.config.options import FAIL_ON
from outreachlint.config.settings import Config
from outreachlint.diagnostics import Diagnostic
from outreachlint.discover import Discovered, discover
from outreachlint.document import Document
from outreachlint.errors import OutreachlintError, UsageError
from outreachlint.runner import STDIN, STDIN_NAME, Job

FORMATS = ("text", "json")
SHOWN_ERRORS = 5
"""So many errors are printed as they come; --verbose prints them all."""
MOST_JOBS = 64
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `audit`."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="LinkedIn's messages.csv and Invitations.csv, a mailbox, a table, JSON Lines…; - is standard input",
    )
    add_stdin_argument(parser)
    add_format_argument(parser)
    parser.add_argument(
        "--me",
        action="append",
        type=_address,
        metavar="ADDRESS",
        help="a mail address of yours: mails from others are left out (default: whose mailbox it seems to be)",
    )
    parser.add_argument("--since", type=_first_day, metavar="DATE", help="from this day (2024-03-15), month or year on")
    parser.add_argument("--until", type=_last_day, metavar="DATE", help="up to this day, month or year, and with it")
    parser.add_argument(
        "--jobs", "-j", type=_jobs, default=1, metavar="N", help="processes that lint (default: 1; auto: one a core)"
    )
    _add_output_arguments(parser.add_argument_group("output"))
    add_selection_arguments(parser)
    add_judge_arguments(parser.add_argument_group("judge", "sees offences that no phrase shows"))
    add_fact_arguments(parser.add_argument_group("facts", "about every message, whatever the file itself says"))
    add_config_arguments(parser)
    parser.set_defaults(sent=True)


def _add_output_arguments(group: Any) -> None:
    group.add_argument("--output-format", choices=FORMATS, default="text", help="text (default) or json")
    group.add_argument("--findings", metavar="FILE", help="write every finding into this file too, as JSON Lines")
    group.add_argument("--names", action="store_true", help="don't mask names, and show what was found")
    group.add_argument("--top", type=_count, default=10, metavar="N", help="the templates to show (default: 10)")
    group.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="never",
        help="the lowest level that makes the exit code 1 (never)",
    )
    group.add_argument("--no-progress", action="store_true", help="show no bar on a terminal")
    group.add_argument("--verbose", "-v", action="store_true", help="print every error, not the first few only")
    group.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours (default: on terminals)"
    )
    add_language_argument(group)


def _first_day(text: str) -> date:
    return _day(text, last=False)


def _last_day(text: str) -> date:
    return _day(text, last=True)


def _day(text: str, *, last: bool) -> date:
    """The day that a date, a month or a year names: its first or its last one."""
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        return date(year, month, int(match[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is no date like 2024-03-15, 2024-03 or 2024") from None


def _jobs(text: str) -> int:
    if text in ("auto", "0"):
        return min(MOST_JOBS, cores())
    jobs = _count(text)
    if jobs > MOST_JOBS:
        raise argparse.ArgumentTypeError(f"at most {MOST_JOBS} processes")
    return jobs


def _address(text: str) -> str:
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", text):
        raise argparse.ArgumentTypeError(f"`{text}` is not a mail address")
    return text.lower()


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise argparse.ArgumentTypeError(f"`{text}` is not a whole number")
    return int(text)


def cores() -> int:
    """The processor cores that this process may use."""
    affinity: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def run(arguments: argparse.Namespace) -> int:
    """Audit and print the summary; the exit code."""
    from outreachlint.commands.progress import Progress
    from outreachlint.outbox.audit import Plan, Watch, audit
    from outreachlint.outbox.summary import Period

    if not arguments.paths:
        raise UsageError("name what is to be audited", hint="such as messages.csv of LinkedIn's data export")
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise UsageError(f"--since {arguments.since} is behind --until {arguments.until}")
    config = _config(arguments)
    if arguments.jobs > 1 and (arguments.judge or config["judge"]) == "reader":
        raise UsageError("the reader judges in one process only", hint="leave out --jobs, or take --judge model")
    found = _files(arguments, config)
    job = _job(arguments, config, found)
    plan = Plan(
        found.files,
        job,
        partial(job_of, arguments),
        arguments.jobs,
        Period(arguments.since, arguments.until),
        arguments.names,
        arguments.top,
    )
    with Progress(not arguments.no_progress) as progress, _Findings(arguments.findings, found.files, job) as file:
        errors = _Errors(progress, arguments.verbose)
        watch = Watch(errors.failed, file.found, progress.moved)
        outcome = audit(plan, watch, threshold=threshold(arguments.fail_on), errors=found.errors)
    errors.close()
    for notice in notices_of(job.judge):
        print_notice(notice)
    if arguments.output_format == "json":
        from outreachlint.report import audit_json

        code = outcome.exit_code
        write(audit_json.lines(outcome.summary, fail_on=arguments.fail_on, exit_code=code, ui_lang=job.ui_lang))
    else:
        from outreachlint.report import audit_text

        write(audit_text.lines(outcome.summary, style(arguments.color), job.ui_lang, ascii_only=not _draws()))
    return outcome.exit_code


def job_of(arguments: argparse.Namespace) -> Job:
    """How to lint, for a worker process: it reads no file."""
    return _job(arguments, _config(arguments), Discovered((), ()))


def _job(arguments: argparse.Namespace, config: Config, found: Discovered) -> Job:
    selection = Selection(pack_of(config), config, arguments)
    who = arguments.judge or config["judge"]
    return Job(
        selection.rules_for,
        lambda path: defaults(arguments, config, path),
        selection.base.rules,
        ui_language(arguments.ui_lang, config, os.environ)[0],
        arguments.stdin_filename or STDIN_NAME,
        judge=judge_of(who, config) if selection.base.asks_judge or who == "reader" else None,
        min_confidence=config["min-confidence"] if arguments.min_confidence is None else arguments.min_confidence,
        walked=found.walked,
    )


def _config(arguments: argparse.Namespace) -> Config:
    return configuration(arguments, folder_of(arguments.paths, arguments.stdin_filename))


def _files(arguments: argparse.Namespace, config: Config) -> Discovered:
    return discover(
        arguments.paths,
        exclude=config["exclude"],
        root=config.folder,
        stdin_name=arguments.stdin_filename or STDIN_NAME,
    )


class _Errors:
    """Prints the first errors and counts the rest."""

    def __init__(self, progress: Any, everything: bool) -> None:
        self._progress = progress
        self._most = None if everything else SHOWN_ERRORS
        self._count = 0

    def failed(self, error: OutreachlintError) -> None:
        """Print an error, or count it."""
        self._count += 1
        if self._most is None or self._count <= self._most:
            self._progress.clear()
            print_error(error)

    def close(self) -> None:
        """Say how many were not printed."""
        if self._most is not None and self._count > self._most:
            print_notice(f"{self._count - self._most:,} more errors; --verbose prints them all")


class _Findings:
    """The file of --findings, written as findings come; without one nothing is written."""

    def __init__(self, path: str | None, files: Sequence[str], job: Job) -> None:
        self._path = path
        self._urls = {rule.code: rule.url for rule in job.rules}
        self._file: TextIO | None = None
        if path is None:
            return
        if any(file != STDIN and os.path.exists(path) and os.path.samefile(path, file) for file in files):
            raise UsageError(f"--findings {path} would overwrite what is to be read")
        with self._said():
            self._file = open(path, "w", encoding="ascii", newline="\n")  # noqa: SIM115 - __exit__ closes it

    def __enter__(self) -> _Findings:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with self._said():
                self._file.close()

    def found(self, document: Document, number: int, found: Sequence[Diagnostic]) -> None:
        """Write the findings of a message."""
        if self._file is not None:
            from outreachlint.report.audit_findings import line

            with self._said():
                self._file.writelines(line(document, number, each, self._urls) for each in found)

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = error.strerror or error
            raise OutreachlintError(f"the findings can't be written into {self._path}: {why}") from None


def _draws() -> bool:
    """Whether standard output can show the characters that bars are drawn of."""
    try:
        "█▏▁".encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
