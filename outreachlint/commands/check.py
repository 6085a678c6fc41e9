"""Lint drafts: files, folders, or standard input (`-`)."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.commands import baselining, changed_lines, fixing, reporting
from outreachlint.commands.judging import judge_of, notices_of
from outreachlint.commands.output import print_error, print_notice, write, write_aside
from outreachlint.commands.session import (
    Selection,
    add_config_arguments,
    add_force_exclude_argument,
    add_format_argument,
    add_language_argument,
    add_selection_arguments,
    add_stdin_argument,
    configuration,
    pack_of,
    threshold,
    ui_language,
)
from outreachlint.config.options import FAIL_ON, JUDGES
from outreachlint.config.settings import Config
from outreachlint.discover import Discovered, discover
from outreachlint.document import LANGUAGES, Step
from outreachlint.errors import InputError, UsageError
from outreachlint.facts import CHOICES, NAMES, FactError, parse_fact
from outreachlint.paths import common_folder
from outreachlint.readers import Defaults
from outreachlint.readers.facts import Reading, normalise
from outreachlint.runner import STDIN, STDIN_NAME, Job, Report
from outreachlint.runner import run as run_job


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="drafts or folders of drafts (default: this folder); - is standard input",
    )
    add_stdin_argument(parser)
    add_format_argument(parser)
    parser.add_argument(
        "--sent", action="store_true", help="of a LinkedIn export, what was sent (default: the drafts in it)"
    )
    add_force_exclude_argument(parser)
    _add_output_arguments(parser.add_argument_group("output"))
    fixing.add_arguments(parser.add_argument_group("fixes"))
    known = parser.add_argument_group("what counts")
    baselining.add_arguments(known)
    changed_lines.add_arguments(known)
    add_selection_arguments(parser)
    add_judge_arguments(parser.add_argument_group("judge", "sees offences that no phrase shows"))
    add_fact_arguments(parser.add_argument_group("facts", "about every message, whatever the message itself says"))
    add_config_arguments(parser)
    parser.add_argument("--show-settings", action="store_true", help="print the settings in force and stop")


def _add_output_arguments(group: Any) -> None:
    reporting.add_arguments(group)
    group.add_argument(
        "--show-suppressed", action="store_true", help="list the findings that directives silence too, marked"
    )
    group.add_argument(
        "--fail-on", choices=FAIL_ON, help="the lowest level that makes the exit code 1 (default: warning)"
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 where findings would make it 1")
    group.add_argument("--statistics", action="store_true", help="count the findings of each rule")
    group.add_argument("--quiet", "-q", action="store_true", help="print findings and errors only")
    group.add_argument(
        "--verbose", "-v", action="store_true", help="say on standard error which facts and rules counted"
    )
    group.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours (default: on terminals)"
    )
    add_language_argument(group)


def add_judge_arguments(group: Any) -> None:
    """The options that say who judges."""
    group.add_argument("--judge", choices=JUDGES, help="who judges what no phrase shows (default: model)")
    group.add_argument(
        "--min-confidence", type=_share, metavar="SHARE", help="leave out what the judge is less sure of (0 to 1)"
    )


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number from 0 to 1")
    return share


def add_fact_arguments(group: Any) -> None:
    """The options that state facts about every message."""
    group.add_argument("--lang", choices=LANGUAGES, help="their language (default: the message's own, else detected)")
    group.add_argument("--channel", action=_Fact, metavar="CHANNEL", help=", ".join(CHOICES["channel"]))
    group.add_argument("--touch", action=_Fact, metavar="N", help="1 for the first message to this person")
    group.add_argument("--relationship", action=_Fact, metavar="WHO", help=", ".join(CHOICES["relationship"]))
    group.add_argument(
        "--context", action=_Fact, metavar="FACT=VALUE", help="any fact, such as jurisdiction=it or consent=newsletter"
    )


class _Fact(argparse.Action):
    """Collects facts under `facts`, the last one given wins."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None) -> None:
        name, value = self.dest, values
        if name == "context":
            name, equals, value = values.partition("=")
            if not equals:
                parser.error(f"--context takes FACT=VALUE, not `{values}`")
        try:
            known = normalise(name, value) if name in NAMES else parse_fact(name, value)
        except FactError as error:
            raise UsageError(error.message, hint=error.hint) from None
        namespace.facts = {**(getattr(namespace, "facts", None) or {}), name: known}


def run(arguments: argparse.Namespace) -> int:
    """Lint and print the report; the exit code."""
    paths = arguments.paths or ([STDIN] if arguments.stdin_filename else ["."])
    config = configuration(arguments, folder_of(paths, arguments.stdin_filename))
    selection = Selection(pack_of(config), config, arguments)
    fail_on = arguments.fail_on or config["fail-on"]
    ui_lang, ui_origin = ui_language(arguments.ui_lang, config, os.environ)
    if arguments.show_settings:
        from outreachlint.commands.settings import settings

        given = {
            "fail-on": arguments.fail_on,
            "baseline": arguments.baseline,
            "lang": arguments.lang,
            "judge": arguments.judge,
            "min-confidence": arguments.min_confidence,
        }
        write(settings(config, selection, given, (ui_lang, ui_origin)))
        return 0
    reports = reporting.Reporting(arguments, threshold(fail_on), ui_lang)
    found = files_of(paths, arguments, config)
    job = job_of(arguments, config, selection, found, ui_lang)
    baseline = baselining.baseline_of(arguments, config)
    if baseline is not None:
        job = job._replace(sift=baseline.sift)
    changes = None
    if arguments.diff_only is not None:
        changes = changed_lines.Changes(found, job, arguments)
        found, job = changes.found, changes.job
    job = job._replace(keep=job.keep or arguments.verbose)
    if arguments.diff:
        return fixing.show(found, job, arguments)
    done = fixing.fix(found.files, job, arguments) if arguments.fix else fixing.Outcome()
    if done.stdin is not None:
        job = job._replace(overlay={STDIN: done.stdin})
    report = run_job(found.files, job, (*found.errors, *done.errors))
    if changes is not None:
        report = changes.only(report)
    if arguments.verbose:
        from outreachlint.commands.verbose import details

        write_aside(details(config, selection, report, (ui_lang, ui_origin)))
        if baseline is not None:
            write_aside(baselining.unused(arguments, baseline, report, paths))
    for notice in notices_of(job.judge):
        print_notice(notice)
    return _finish(arguments, report, done, reports)


def job_of(arguments: argparse.Namespace, config: Config, selection: Selection, found: Discovered, ui_lang: str) -> Job:
    """How to lint what was found, as options and configuration say."""
    steps = steps_by_name([arguments.stdin_filename or STDIN_NAME, *found.files], config)
    who = arguments.judge or config["judge"]
    # who wants a reader and has not set it up should hear of it
    judge = judge_of(who, config) if selection.base.asks_judge or who == "reader" else None
    return Job(
        selection.rules_for,
        lambda path: defaults(arguments, config, path, steps.get(path)),
        selection.base.rules,
        ui_lang,
        arguments.stdin_filename or STDIN_NAME,
        judge=judge,
        min_confidence=config["min-confidence"] if arguments.min_confidence is None else arguments.min_confidence,
        walked=found.walked,
        show_suppressed=getattr(arguments, "show_suppressed", False),
    )


def _finish(arguments: argparse.Namespace, report: Report, done: fixing.Outcome, reports: reporting.Reporting) -> int:
    code = report.exit_code(reports.threshold)
    if code == 1 and arguments.exit_zero:
        code = 0
    for error in report.errors:
        print_error(error)
    if done.stdin is not None:  # what was fixed takes the place of the report
        fixing.emit(done.stdin)
    reports.write(report, done, code)
    return code


def folder_of(paths: Sequence[str], stdin_filename: str | None = None) -> str:
    """The folder that all drafts of a run lie in, where the search for the configuration begins."""
    # standard input without a name lies in the working directory
    return common_folder([(stdin_filename or "") if path == STDIN else path for path in paths])


def files_of(paths: Sequence[str], arguments: argparse.Namespace, config: Config) -> Discovered:
    """The files that a run reads."""
    stdin_name = arguments.stdin_filename or STDIN_NAME
    found = discover(
        paths, exclude=config["exclude"], root=config.folder, force=arguments.force_exclude, stdin_name=stdin_name
    )
    errors = [_missing(error, arguments) for error in found.errors]
    return found._replace(errors=tuple(errors))


def _missing(error: InputError, arguments: argparse.Namespace) -> InputError:
    """A path that does not exist may be a mistyped command."""
    from outreachlint.closest import did_you_mean
    from outreachlint.commands.parsing import COMMANDS

    if error.hint is None and error.place and arguments.paths[:1] == [error.place.path]:
        return InputError(error.message, error.place, did_you_mean(error.place.path, COMMANDS))
    return error


def steps_by_name(files: Sequence[str], config: Config) -> Mapping[str, Step]:
    """The steps of campaigns among some files, as their names and the configuration's `campaigns` tell."""
    if not any(char.isdigit() for path in files for char in os.path.basename(path)):
        return {}
    from outreachlint.readers.numbered import steps_of

    return steps_of(files, lambda path: config.is_campaign(os.path.dirname(path)))


def defaults(arguments: argparse.Namespace, config: Config, path: str, step: Step | None = None) -> Defaults:
    """What is known from outside of the messages of a file."""
    facts: Mapping[str, Any] = getattr(arguments, "facts", None) or {}
    me = tuple(getattr(arguments, "me", None) or ())
    reading = Reading(arguments.format, config.fields_for(path), config.separator_for(path), arguments.sent, me)
    return Defaults(facts, config.facts_for(path), arguments.lang, reading, step)
