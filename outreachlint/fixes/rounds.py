"""Fixing files: lint, make the fixes that go together, and again, until there is nothing left to fix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from outreachlint.errors import FixError, OutreachlintError, Place
from outreachlint.findings import Finding
from outreachlint.fixes.edits import Chosen, choose
from outreachlint.fixes.proof import prove
from outreachlint.fixes.rewrite import rewritten
from outreachlint.kernel import OF_MANY
from outreachlint.records import NamedTuple
from outreachlint.rules.select import RuleSet
from outreachlint.runner import STDIN, Job, Report, campaigns_first, run

MOST_ROUNDS = 10
"""A fix may show what another one then fixes; more rounds than this mean that two of them undo each other."""


class Fixed(NamedTuple):
    """A file's bytes before and after, how many findings were fixed in between, and what could not be read of it.

    `format` is the name of the file's format where somebody forced one.
    """

    before: bytes
    after: bytes
    number: int = 0
    errors: tuple[OutreachlintError, ...] = ()
    format: str | None = None

    @property
    def changed(self) -> bool:
        """Whether anything would be written."""
        return self.before != self.after


class Together(NamedTuple):
    """Files that were linted as one run and fixed.

    `files` are by path, those included that a campaign among them has for steps and that have a fix. `errors` is what
    could not be read, `refused` what could not be fixed: those files are as they were. `claimed` are the absolute
    paths of all files that are steps.
    """

    files: Mapping[str, Fixed]
    errors: tuple[OutreachlintError, ...] = ()
    refused: tuple[OutreachlintError, ...] = ()
    claimed: frozenset[str] = frozenset()


def fixed(path: str, data: bytes, job: Job, allowed: Collection[str]) -> Fixed:
    """The bytes of one path with the fixes made whose applicability is allowed.

    Raises FixError where the file would then be read otherwise.
    """
    done = fixed_together({path: data}, job, allowed)
    for error in done.refused:
        raise error
    return done.files[path]._replace(errors=done.errors)


def fixed_together(files: Mapping[str, bytes], job: Job, allowed: Collection[str]) -> Together:
    """Files with the fixes made whose applicability is allowed: by path, what they hold.

    They are linted together, so what one says of another counts. Only rules that can fix something run.
    """
    work = _Work(files, job)
    report = first = work.lint()
    for _ in range(MOST_ROUNDS):
        if not work.fix(report, allowed):
            break
        report = work.lint()
    done = {path: work.result(path) for path in work.now}
    return Together(done, first.errors, tuple(work.refused.values()), first.claimed)


class _Work:
    """Files on their way from what they held (`before`) to what they will hold (`now`)."""

    def __init__(self, files: Mapping[str, bytes], job: Job) -> None:
        self.job = job._replace(rules_for=_fixing(job, files), keep=False, show_suppressed=False)
        self.roots = tuple(files)
        self.before = dict(files)
        self.now = dict(files)
        self.numbers = dict.fromkeys(files, 0)
        self.refused: dict[str, OutreachlintError] = {}
        self._paths = {self.name(path): path for path in files}

    def name(self, path: str) -> str:
        """The name under which a path is read and reported."""
        return self.job.stdin_name if path == STDIN else path

    def lint(self) -> Report:
        """What there is to find as the files are now."""
        return run(self.roots, self.job._replace(overlay=self.now))

    def result(self, path: str) -> Fixed:
        """What became of a file."""
        return Fixed(self.before[path], self.now[path], self.numbers[path], format=self._format(path))

    def fix(self, report: Report, allowed: Collection[str]) -> bool:
        """Make the fixes of a report that can be made at once; whether there were any."""
        by_path: dict[str, list[Finding]] = {}
        for finding in report.findings:
            path = self._paths.get(finding.path, finding.path)
            # what standard input names is not read from there, and is left alone
            if path not in self.refused and (STDIN not in self.roots or path == STDIN):
                by_path.setdefault(path, []).append(finding)
        chosen = {path: each for path, found in by_path.items() if (each := choose(found, allowed)).edits}
        after = self._proved(self._rewritten(chosen), chosen)
        for path, data in after.items():
            self.now[path] = data
            self.numbers[path] += len(chosen[path].applied)
        return bool(after)

    def _rewritten(self, chosen: Mapping[str, Chosen]) -> dict[str, bytes]:
        """The files with edits made that are another file then."""
        after: dict[str, bytes] = {}
        for path, each in chosen.items():
            name = self.name(path)
            try:
                if path not in self.now:
                    self._join(path)
                data = rewritten(name, self.now[path], each.edits, self._format(path))
            except OutreachlintError as error:
                self._refuse(path, FixError(error.message, error.place or Place(name), error.hint))
                continue
            if data != self.now[path]:
                after[path] = data
        return after

    def _proved(self, after: dict[str, bytes], chosen: Mapping[str, Chosen]) -> dict[str, bytes]:
        """Those of the files that are read as they were but for the fixes, in the context of all."""
        while after:
            error = self._disproof({**self.now, **after}, {self.name(path): chosen[path] for path in after})
            if error is None:
                break
            at = error.place.path if error.place else ""
            path = self._paths.get(at, at)
            for each in [path] if path in after else list(after):
                del after[each]
                self._refuse(each, error)
        return after

    def _disproof(self, after: Mapping[str, bytes], chosen: Mapping[str, Chosen]) -> FixError | None:
        for root in self.roots:
            defaults = self.job.defaults_for(self.name(root))
            try:
                prove(self.name(root), root, self.now, after, chosen, defaults)
            except FixError as error:
                return error
        return None

    def _join(self, path: str) -> None:
        """Take in a file that is a step of a campaign."""
        try:
            with open(path, "rb") as file:
                self.before[path] = self.now[path] = file.read()
        except OSError as error:
            raise FixError(f"can't be read: {error.strerror or error}", Place(path)) from None
        self.numbers[path] = 0

    def _refuse(self, path: str, error: OutreachlintError) -> None:
        """Leave a file as it was."""
        self.refused[path] = error
        if path in self.before:
            self.now[path], self.numbers[path] = self.before[path], 0

    def _format(self, path: str) -> str | None:
        return self.job.defaults_for(self.name(path)).reading.format if path in self.roots else None


def _may_direct(path: str, data: bytes) -> bool:
    """Whether a file has directives, in any encoding, or may name a draft that has some."""
    if b"outreachlint" in data or b"o\0u\0t\0r\0e\0a\0c\0h\0l" in data:
        return True
    return not campaigns_first(path) and (b".md" in data or b".html" in data or b".txt" in data)


def can_fix(rules: RuleSet) -> RuleSet:
    """Those of the rules that may have a fix: it is always a check of one message that makes it."""
    return RuleSet(
        rules.pack, [rule for rule in rules.rules if rule.fix or (rule.checks and rule.scope not in OF_MANY)]
    )


def can_judge_directives(rules: RuleSet) -> RuleSet:
    """Those of the rules that say of a message alone whether its directives are used."""
    return RuleSet(rules.pack, [rule for rule in rules.rules if rule.scope not in OF_MANY])


def _fixing(job: Job, files: Mapping[str, bytes]) -> Callable[[str], RuleSet]:
    """The rules that run on a file: more where it holds directives, which may be unused and then are taken out."""
    known: dict[tuple[int, bool], RuleSet] = {}
    names = {job.stdin_name if path == STDIN else path for path, data in files.items() if _may_direct(path, data)}

    def rules_for(path: str) -> RuleSet:
        rules = job.rules_for(path)
        key = id(rules), path in names
        if key not in known:
            known[key] = (can_judge_directives if path in names else can_fix)(rules)
        return known[key]

    return rules_for
