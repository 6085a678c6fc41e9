"""What a reporter is told besides the findings, and what several of them do with it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator

from outreachlint.diagnostics import Severity
from outreachlint.findings import Finding
from outreachlint.fingerprint import fingerprints
from outreachlint.records import NamedTuple
from outreachlint.report.style import Style, one_line
from outreachlint.runner import Report


class Request(NamedTuple):
    """How the findings are to be shown.

    `threshold` and `exit_code` are those of the run, `fixable` the applicabilities of fixes that `--fix` would make.
    `root` is the absolute folder that the paths of machine formats are relative to, empty to leave paths alone.
    `stdin_name` is how findings call standard input. `template` is the user's own line. `on_ci` says that whoever
    keeps the log looks for commands in it.
    """

    style: Style = Style(False)
    ui_lang: str = "en"
    threshold: Severity | None = Severity.WARNING
    exit_code: int = 0
    fixable: Collection[str] = ()
    root: str = ""
    stdin_name: str = "<stdin>"
    template: str = ""
    on_ci: bool = False


def relative(path: str, root: str) -> str:
    """A path with slashes, relative to `root` where it lies below it, else as it was given."""
    given = path.replace(os.sep, "/")
    if not root or path.startswith("<"):
        return given
    try:
        inside = os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # another drive
        return given
    return given if inside == ".." or inside.startswith("../") else inside


def numbered(report: Report) -> Iterator[tuple[Finding, str, bool]]:
    """Each finding with its fingerprint, and whether it is in the baseline, as those too number equal ones."""
    if not report.known:
        for finding, known_by in fingerprints(report.findings):
            yield finding, known_by, False
        return
    known = {id(finding) for finding in report.known}
    for finding, known_by in fingerprints(sorted((*report.findings, *report.known), key=lambda one: one.order)):
        yield finding, known_by, id(finding) in known


def message(finding: Finding) -> str:
    """The message in one line; of a cell with its address, as lines of a file say nothing there."""
    text = one_line(finding.diagnostic.message)
    return f"[{one_line(finding.address)}] {text}" if finding.cell else text
