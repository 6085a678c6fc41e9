"""From the files of an outbox to its Summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreachlint.analysis import analyses_of
from outreachlint.diagnostics import Diagnostic, Severity
from outreachlint.document import Document
from outreachlint.errors import InputError, OutreachlintError, Place
from outreachlint.garbage import RareCollections
from outreachlint.outbox.linting import linted
from outreachlint.outbox.reading import Reading
from outreachlint.outbox.summary import ALWAYS, Period, Summary
from outreachlint.outbox.tally import Tally
from outreachlint.records import NamedTuple
from outreachlint.runner import Job


def _nothing(*_: object) -> None:
    pass


class Plan(NamedTuple):
    """What to audit and how.

    `job` says how to read and lint; `make` makes the same Job in each of `jobs` processes. `names` keeps names in the
    Summary, `most` is the number of templates in it.
    """

    files: Sequence[str]
    job: Job
    make: Callable[[], Job]
    jobs: int = 1
    period: Period = ALWAYS
    names: bool = False
    most: int = 10


class Watch(NamedTuple):
    """Who wants to hear what, while it happens.

    `failed`: what can't be read. `found`: a message, its number from 1 and its Diagnostics, where it has any.
    `moved`: bytes read, bytes in all, messages linted.
    """

    failed: Callable[[OutreachlintError], None] = _nothing
    found: Callable[[Document, int, Sequence[Diagnostic]], None] = _nothing
    moved: Callable[[int, int, int], None] = _nothing


SILENT = Watch()


class Outcome(NamedTuple):
    """A Summary and the exit code that it makes for a threshold."""

    summary: Summary
    reaching: int

    @property
    def exit_code(self) -> int:
        """0 nothing at or above the threshold, 1 something, 2 the job could not be done in full."""
        if self.summary.errors:
            return 2
        return 1 if self.reaching else 0


def audit(
    plan: Plan, watch: Watch = SILENT, *, threshold: Severity | None = None, errors: Sequence[OutreachlintError] = ()
) -> Outcome:
    """Read, lint and count; what can't be read (and `errors`, from before) is told and counted, the rest goes on.

    Raises OutreachlintError where a worker process can't do its work.
    """
    failures = 0

    def failed(error: OutreachlintError) -> None:
        nonlocal failures
        failures += 1
        watch.failed(error)

    for error in errors:
        failed(error)
    tally = Tally(names=plan.names)
    reading = Reading(plan.files, plan.job, plan.period, failed)
    with RareCollections():
        for documents, results in linted(reading, plan.job, plan.make, plan.jobs):
            for document, (found, sketch) in zip(documents, results):
                if found is None:
                    failed(_unreadable(document))
                    continue
                tally.add(document, found, sketch)
                if found:
                    watch.found(document, tally.total.messages, found)
            watch.moved(reading.done, reading.total, tally.total.messages)
    summary = tally.summary(
        plan.files,
        period=plan.period,
        left_out=reading.left_out,
        undated=reading.undated,
        errors=failures,
        rules_run=len(plan.job.rules),
        most=plan.most,
    )
    return Outcome(summary, tally.reaching(threshold))


def _unreadable(document: Document) -> OutreachlintError:
    """Why a template can't be read, with its place, which only this process knows."""
    try:
        analyses_of(document)
    except InputError as error:
        return error
    return InputError("the message can't be read", Place(document.source.path))
