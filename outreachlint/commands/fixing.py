"""`check --fix` and `check --diff`: the files of a run, fixed one after the other."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.commands.output import print_error, style, write, write_aside
from outreachlint.discover import Discovered
from outreachlint.errors import FixError, OutreachlintError, Place, UsageError
from outreachlint.fixes.edits import SAFE, UNSAFE
from outreachlint.records import NamedTuple
from outreachlint.report import summary
from outreachlint.runner import STDIN, Job, campaigns_first

if TYPE_CHECKING:
    from outreachlint.fixes.rounds import Fixed, Together

MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is fixed: it is held in memory several times."""


class Outcome(NamedTuple):
    """What fixing did: findings fixed, files changed, what went wrong, and standard input as it is now."""

    number: int = 0
    files: int = 0
    errors: tuple[OutreachlintError, ...] = ()
    stdin: bytes | None = None


def add_arguments(group: Any) -> None:
    """The options about fixes."""
    group.add_argument("--fix", action="store_true", help="make the fixes that change nothing but the form")
    group.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix and --diff, those too that may change what is meant"
    )
    group.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")


def allowed(arguments: argparse.Namespace) -> Collection[str]:
    """The applicabilities of fixes that the options ask for."""
    return UNSAFE if arguments.unsafe_fixes else SAFE


def fix(files: Sequence[str], job: Job, arguments: argparse.Namespace) -> Outcome:
    """Fix the files; what can't be read is left to the run that follows, which says so."""
    from outreachlint.fixes.write import write as write_file

    _refuse_sent(arguments)
    outcome = Outcome()
    for done in _all_fixed(files, job, allowed(arguments)):
        errors = list(done.refused)
        for path, each in sorted(done.files.items()):
            if path == STDIN:  # once it is read, it is read for the report too
                outcome = outcome._replace(stdin=each.after)
            if not each.changed:
                continue
            try:
                if path != STDIN:
                    write_file(path, each.before, each.after)
                outcome = outcome._replace(number=outcome.number + each.number, files=outcome.files + 1)
            except OutreachlintError as error:
                errors.append(error)
        outcome = outcome._replace(errors=(*outcome.errors, *errors))
    return outcome


def show(found: Discovered, job: Job, arguments: argparse.Namespace) -> int:
    """Print what fixes would change; the exit code: 1 if they would, 2 where something went wrong, else 0."""
    _refuse_sent(arguments)
    errors: list[OutreachlintError] = list(found.errors)
    number = files = 0
    for done in _all_fixed(found.files, job, allowed(arguments)):
        errors += [*done.errors, *done.refused]
        for path, each in sorted(done.files.items()):
            if each.changed:
                write(_coloured(_diff(path, each, job), arguments))
                number, files = number + each.number, files + 1
    for error in errors:
        print_error(error)
    if not arguments.quiet:
        write_aside([summary.would_fix(number, files, job.ui_lang)])
    return 2 if errors else int(files > 0 and not arguments.exit_zero)


def _all_fixed(files: Sequence[str], job: Job, applicabilities: Collection[str]) -> Iterator[Together]:
    """The files of a run, fixed: those of one campaign together, each of the others alone."""
    from outreachlint.fixes.rounds import Together, fixed_together

    claimed: set[str] = set()
    for group in _groups(files, job):
        data: dict[str, bytes] = {}
        for path in group:
            if os.path.abspath(path) in claimed:
                continue
            try:
                content = _bytes(path, job)
            except OutreachlintError as error:
                yield Together({}, refused=(error,))
                continue
            if content is not None:
                data[path] = content
        if data:
            done = fixed_together(data, job, applicabilities)
            claimed |= done.claimed
            yield done


def _groups(files: Sequence[str], job: Job) -> Iterator[Sequence[str]]:
    """The files that are linted together, those first that can say of others that they are steps."""
    campaigns: dict[str, list[str]] = {}
    alone: list[str] = []
    for path in sorted(files, key=campaigns_first):
        step = job.defaults_for(path).step
        if step is None or path == STDIN:
            alone.append(path)
        else:
            campaigns.setdefault(step.campaign, []).append(path)
    yield from ([path] for path in alone if not campaigns_first(path))
    yield from campaigns.values()
    yield from ([path] for path in alone if campaigns_first(path))


def emit(data: bytes) -> None:
    """Write the fixed standard input to standard output, byte by byte."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


def _refuse_sent(arguments: argparse.Namespace) -> None:
    if arguments.sent:
        raise UsageError("what was sent can't be fixed any more", hint="leave out --sent")


def _bytes(path: str, job: Job) -> bytes | None:
    """What a file holds; None where there is nothing to fix in it, or nothing to read."""
    from outreachlint.runner import opened

    name = job.stdin_name if path == STDIN else path
    if path != STDIN and not os.path.isfile(path):
        return None
    try:
        with opened(path, name, {}) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise FixError(f"the file has more than {most} MB, and larger ones are not fixed", Place(name), "split it")
    return data


def _diff(path: str, done: Fixed, job: Job) -> Iterator[str]:
    from outreachlint.fixes.diff import by_address, unified
    from outreachlint.fixes.rewrite import texts

    name = job.stdin_name if path == STDIN else path
    defaults = job.defaults_for(name)
    defaults = defaults._replace(reading=defaults.reading._replace(format=done.format))
    before, after = (texts(name, data, defaults) for data in (done.before, done.after))
    if isinstance(before, str) and isinstance(after, str):
        return unified(name, before, after)
    if isinstance(before, str) or isinstance(after, str):  # pragma: no cover - a format does not change
        return iter(())
    return by_address(name, before, after)


def _coloured(lines: Iterator[str], arguments: argparse.Namespace) -> Iterator[str]:
    """The diff in colours; on a terminal with what can't be seen made visible, elsewhere as `patch` wants it."""
    from outreachlint.report.style import visible

    look = style(arguments.color)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    for line in lines:
        kind = {"-": "error", "+": "advice", "@": "info"}.get(line[:1], "")
        line = visible(line) if terminal else line
        yield look(kind, line) if kind else line
