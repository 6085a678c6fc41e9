"""Fixing a file's bytes: lint, make the fixes that go together, and again, until there is nothing left to fix."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from outreachlint.errors import FixError, OutreachlintError, Place
from outreachlint.fixes.edits import Chosen, choose
from outreachlint.fixes.proof import prove
from outreachlint.fixes.rewrite import rewritten
from outreachlint.kernel import OF_MANY
from outreachlint.readers import Defaults
from outreachlint.rules.select import RuleSet
from outreachlint.runner import STDIN, Job, Report, run

MOST_ROUNDS = 10
"""A fix may show what another one then fixes; more rounds than this mean that two of them undo each other."""


class Fixed(NamedTuple):
    """A file's bytes before and after, how many findings were fixed in between, and what could not be read of it."""

    before: bytes
    after: bytes
    number: int = 0
    errors: tuple[OutreachlintError, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything would be written."""
        return self.before != self.after


def fixed(path: str, data: bytes, job: Job, allowed: Collection[str]) -> Fixed:
    """The bytes of a path with the fixes made whose applicability is allowed.

    Only rules that can fix something run. Raises FixError where the file would then be read otherwise.
    """
    name = job.stdin_name if path == STDIN else path
    job = job._replace(rules_for=_fixing(job), keep=False)
    defaults = job.defaults_for(name)
    report = _linted(path, data, job)
    errors = report.errors
    after, count = data, 0
    for _ in range(MOST_ROUNDS):
        chosen = choose(report.findings, allowed)
        if not chosen.edits:
            break
        before, after = after, _rewritten(name, after, chosen, defaults)
        if after == before:
            break
        prove(name, before, after, chosen, defaults)
        report = _linted(path, after, job)
        count += len(chosen.applied)
    return Fixed(data, after, count, errors)


def _rewritten(name: str, data: bytes, chosen: Chosen, defaults: Defaults) -> bytes:
    try:
        return rewritten(name, data, chosen.edits, defaults.reading.format)
    except OutreachlintError as error:
        raise FixError(error.message, error.place or Place(name), error.hint) from None


def can_fix(rules: RuleSet) -> RuleSet:
    """Those of the rules that may have a fix: it is always a check of one message that makes it."""
    return RuleSet(
        rules.pack, [rule for rule in rules.rules if rule.fix or (rule.checks and rule.scope not in OF_MANY)]
    )


def _fixing(job: Job) -> Callable[[str], RuleSet]:
    known: dict[int, RuleSet] = {}

    def rules_for(path: str) -> RuleSet:
        rules = job.rules_for(path)
        return known.setdefault(id(rules), can_fix(rules))

    return rules_for


def _linted(path: str, data: bytes, job: Job) -> Report:
    return run((path,), job._replace(overlay={path: data}))
