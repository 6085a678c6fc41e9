"""Take stock of the findings that are there, so that `check` reports new ones only."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from outreachlint.commands.baselining import Baseline, add_file_argument, file_of, load, save
from outreachlint.commands.check import add_fact_arguments, files_of, folder_of, job_of
from outreachlint.commands.judging import notices_of
from outreachlint.commands.output import print_error, print_notice, write
from outreachlint.commands.session import (
    Selection,
    add_config_arguments,
    add_force_exclude_argument,
    add_format_argument,
    configuration,
    pack_of,
)
from outreachlint.config.settings import Config
from outreachlint.errors import UsageError
from outreachlint.report.style import visible
from outreachlint.report.summary import counted
from outreachlint.runner import STDIN, Report
from outreachlint.runner import run as run_job

if TYPE_CHECKING:
    from outreachlint.baseline import Counts, Key

_ACTIONS = {
    "write": "write the findings of the drafts into the baseline",
    "prune": "drop from the baseline what is no longer found",
    "show": "list what the baseline holds, by rule and file",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `baseline` and of what stands after it."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, title="actions")
    for name, text in _ACTIONS.items():
        action = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        add_file_argument(action)
        add_config_arguments(action)
        if name != "show":
            _add_linting_arguments(action)


def _add_linting_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="drafts or folders of drafts (default: this folder)")
    add_format_argument(parser)
    add_force_exclude_argument(parser)
    add_fact_arguments(parser.add_argument_group("facts", "about every message, whatever the message itself says"))
    # which rules run, and who judges, is for the configuration alone: a baseline is of all that a plain run finds
    parser.set_defaults(
        **dict.fromkeys(("select", "ignore", "extend_select", "severity", "judge", "min_confidence", "stdin_filename")),
        sent=False,
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says; the exit code."""
    if arguments.action == "show":
        config = configuration(arguments)
        write(_shown(load(file_of(arguments, config), config), config))
        return 0
    paths = arguments.paths or ["."]
    if STDIN in paths:
        raise UsageError("a baseline is of files, not of standard input", hint="name files or folders")
    config = configuration(arguments, folder_of(paths))
    path = file_of(arguments, config)
    is_new = arguments.action == "write" and not os.path.lexists(path)
    baseline = Baseline(path, {}) if is_new else load(path, config)
    report = _linted(arguments, config, paths)
    if arguments.action == "write":
        _write(baseline, report, paths)
    else:
        _prune(baseline, report, paths)
    for error in report.errors:
        print_error(error)
    return 2 if report.errors else 0


def _linted(arguments: argparse.Namespace, config: Config, paths: list[str]) -> Report:
    selection = Selection(pack_of(config), config, arguments)
    found = files_of(paths, arguments, config)
    job = job_of(arguments, config, selection, found, "en")
    report = run_job(found.files, job, found.errors)
    for notice in notices_of(job.judge):
        print_notice(notice)
    return report


def _write(baseline: Baseline, report: Report, paths: list[str]) -> None:
    """All findings of the run, and what the baseline holds of files that the run did not read."""
    from outreachlint.baseline import counted as counts_of
    from outreachlint.baseline import together

    counts = together(counts_of(report.findings, baseline.named), _unread(baseline, report, paths))
    save(baseline, counts)
    write([f"wrote {visible(baseline.path)}: {counted(len(report.findings), 'finding')}, {_amount(counts)}"])


def _prune(baseline: Baseline, report: Report, paths: list[str]) -> None:
    """What is still found, under the file where it now is, and what is in files that the run did not read."""
    from outreachlint.baseline import together

    unread = _unread(baseline, report, paths)
    dropped = sum(baseline.left.values()) - sum(unread.values())
    counts = together(baseline.used, unread)
    save(baseline, counts)
    what = f"{counted(dropped, 'place')} dropped" if dropped else "nothing to drop"
    write([f"{visible(baseline.path)}: {what}, {_amount(counts)} left"])


def _unread(baseline: Baseline, report: Report, paths: list[str]) -> Mapping[Key, int]:
    """What the baseline holds beyond the findings of a run, of files that the run did not read."""
    baseline.sift(report.findings)
    unused = baseline.unused(report, paths)
    return {key: count for key, count in baseline.left.items() if key not in unused}


def _amount(counts: Counts) -> str:
    total = counted(sum(counts.values()), "place")
    if not counts:
        return total
    rules, files = {key.code for key in counts}, {key.path for key in counts}
    return f"{total} of {counted(len(rules), 'rule')} in {counted(len(files), 'file')}"


def _shown(baseline: Baseline, config: Config) -> Iterator[str]:
    names = {rule.code: rule.name for rule in pack_of(config).rules}
    by_rule: dict[str, dict[str, int]] = {}
    for key, count in baseline.counts.items():
        files = by_rule.setdefault(key.code, {})
        files[key.path] = files.get(key.path, 0) + count
    for code, files in sorted(by_rule.items()):
        total = f"{counted(sum(files.values()), 'place')} in {counted(len(files), 'file')}"
        yield visible(f"{code} {names.get(code, '(no such rule)')}: {total}")
        width = max(len(f"{count:,}") for count in files.values())
        for path, count in sorted(files.items()):
            gone = "  (no such file)" if baseline.gone(path) else ""
            yield f"  {count:>{width},}  {visible(path)}{gone}"
    yield f"{visible(baseline.path)}: {_amount(baseline.counts)}"
