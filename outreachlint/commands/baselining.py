"""`--baseline`: which file holds what a project has taken stock of, and what a run makes of it."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.config.settings import Config
from outreachlint.errors import ConfigError, OutreachlintError, Place, UsageError
from outreachlint.findings import Finding
from outreachlint.report.summary import counted
from outreachlint.runner import STDIN, Report

if TYPE_CHECKING:
    from outreachlint.baseline import Counts, Key

NAME = ".outreachlint-baseline.json"
"""The baseline that counts where nobody names one: beside the configuration."""
SHOWN_UNUSED = 10
_MAKE = "make it with `outreachlint baseline write`"


def add_arguments(group: Any) -> None:
    """The options of `check`."""
    add_file_argument(group)
    group.add_argument("--no-baseline", action="store_true", help="report what the baseline holds too")


def add_file_argument(group: Any) -> None:
    """The option that names the file."""
    group.add_argument(
        "--baseline", metavar="FILE", help=f"the findings to be silent about (default: {NAME} beside the configuration)"
    )


def baseline_of(arguments: argparse.Namespace, config: Config) -> Baseline | None:
    """The baseline that a run of `check` goes by; an error where one is named and is not there."""
    if arguments.no_baseline:
        if arguments.baseline:
            raise UsageError("--no-baseline and --baseline exclude each other")
        return None
    named = arguments.baseline or config["baseline"]
    # without configuration files, only what is named counts
    if not named and (arguments.isolated or not os.path.isfile(os.path.join(config.folder, NAME))):
        return None
    return load(file_of(arguments, config), config)


def file_of(arguments: argparse.Namespace, config: Config) -> str:
    """The path of the baseline, from the working directory where that is shorter; it need not exist."""
    if arguments.baseline:
        return str(arguments.baseline)
    path = os.path.join(config.folder, config["baseline"] or NAME)
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith(os.pardir) else relative


def load(path: str, config: Config) -> Baseline:
    """The baseline in a file. ConfigError where it can't be read, or is none."""
    from outreachlint.baseline import MOST_BYTES, parse

    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        place = config.place("baseline") if config["baseline"] else None
        raise ConfigError(f"there is no baseline {path}", place, _MAKE) from None
    except OSError as error:
        raise ConfigError(f"the baseline can't be read: {error.strerror or error}", Place(path)) from None
    if len(data) > MOST_BYTES:
        raise ConfigError(f"the baseline has more than {MOST_BYTES // 1024 // 1024} MB", Place(path))
    return Baseline(path, parse(data, path), data)


class Baseline:
    """A baseline file: its path, counts and bytes; its folder is what the paths in it are relative to.

    `used` is what the last `sift` found again, `left` what it did not.
    """

    def __init__(self, path: str, counts: Counts, data: bytes = b"") -> None:
        self.path = path
        self.counts = counts
        self.data = data
        self.used: Counts = {}
        self.left: Counts = {}
        self._folder = os.path.realpath(os.path.dirname(path))
        self._real: dict[str, str] = {}

    def named(self, path: str) -> str:
        """The path of a draft as the baseline writes it."""
        folder, name = os.path.split(path)
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        full = os.path.join(self._real[folder], name)
        with contextlib.suppress(ValueError):  # another drive
            full = os.path.relpath(full, self._folder)
        return full.replace(os.sep, "/")

    def gone(self, name: str) -> bool:
        """Whether a file that the baseline names is not there any more."""
        return not os.path.exists(self.full(name))

    def full(self, name: str) -> str:
        """The absolute path of a file that the baseline names."""
        return os.path.normpath(os.path.join(self._folder, *name.split("/")))

    def sift(self, findings: Sequence[Finding]) -> tuple[Sequence[Finding], Sequence[Finding]]:
        """The findings that are new, and those that the baseline knows."""
        from outreachlint.baseline import sift

        sifted = sift(findings, self.counts, named=self.named, gone=self.gone)
        self.used, self.left = sifted.used, sifted.left
        return sifted.new, sifted.known

    def unused(self, report: Report, paths: Iterable[str]) -> Mapping[Key, int]:
        """Of what the last `sift` left, what the run would have found if it were still there.

        `paths` are what was named: of files that are gone, those count that were below.
        """
        failed = {error.place.path for error in report.errors if error.place}
        linted = {self.named(path) for path in report.files if path not in failed}
        roots = [os.path.realpath(path) for path in paths]
        return {
            key: count
            for key, count in self.left.items()
            if key.path in linted or (self.gone(key.path) and any(_below(self.full(key.path), root) for root in roots))
        }


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def unused(arguments: argparse.Namespace, baseline: Baseline, report: Report, paths: Sequence[str]) -> Iterator[str]:
    """What `--verbose` says of entries that no longer occur; nothing where options leave rules or lines out."""
    if arguments.select or arguments.ignore or arguments.judge or arguments.min_confidence or arguments.diff_only:
        return
    left = baseline.unused(report, [path for path in paths if path != STDIN])
    if not left:
        return
    number = counted(sum(left.values()), "place")
    yield f"{baseline.path}: {number} not found any more; `outreachlint baseline prune` drops what is gone"
    for key, count in sorted(left.items())[:SHOWN_UNUSED]:
        yield f"  {key.path}: {key.code}{f' ({count:,} times)' if count > 1 else ''}"
    if len(left) > SHOWN_UNUSED:
        yield f"  and {len(left) - SHOWN_UNUSED:,} more"


def save(baseline: Baseline, counts: Counts) -> None:
    """Write a baseline file, whole or not at all; OutreachlintError where that can't be done."""
    from outreachlint.baseline import render

    data = render(counts).encode("utf-8")
    if os.path.lexists(baseline.path):
        if data != baseline.data:
            from outreachlint.fixes.write import write

            write(baseline.path, baseline.data, data)
        return
    folder, name = os.path.split(baseline.path)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, baseline.path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        message = f"the baseline can't be written: {error.strerror or error}"
        raise OutreachlintError(message, Place(baseline.path)) from None
