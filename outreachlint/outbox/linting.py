"""Lints batches of messages, in this process or in several, with the same results in the same order."""

from __future__ import annotations

import signal
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any

from outreachlint import batch
from outreachlint.analysis import analyses_of
from outreachlint.diagnostics import Diagnostic
from outreachlint.document import Document
from outreachlint.errors import InputError, OutreachlintError
from outreachlint.garbage import RareCollections
from outreachlint.records import NamedTuple
from outreachlint.runner import Job
from outreachlint.text.likeness import own_words, sketch
from outreachlint.text.source import Source

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

FEWEST_WORDS = 8
"""A message with fewer words of its own is not compared with others: many say `Thank you, talk soon`."""


class Linted(NamedTuple):
    """What was found in a message, and what it is compared with others by; None where it is too short for that.

    `found` is None where the message is a template that can't be read: `analysis.analyses_of` says why.
    """

    found: list[Diagnostic] | None
    sketch: array[int] | None = None


Results = list[Linted]


def lint(documents: Sequence[Document], job: Job) -> Results:
    """The results for messages, in their order. The judge is asked about all of them at once."""
    ready = [_message(document, job) for document in documents]
    messages = [message for message in ready if message is not None]
    linted = iter(batch.lint(messages, job.judge, min_confidence=job.min_confidence, ui_lang=job.ui_lang))
    results = []
    for message in ready:
        if message is None:
            results.append(Linted(None))
            continue
        words = own_words(message.analyses[0].view)
        results.append(Linted(next(linted).found, sketch(words) if len(words) >= FEWEST_WORDS else None))
    return results


def _message(document: Document, job: Job) -> batch.Message | None:
    try:
        return batch.Message(document, job.rules_for(document.source.path), analyses_of(document))
    except InputError:
        return None


def linted(
    batches: Iterable[list[Document]], job: Job, make: Callable[[], Job], jobs: int
) -> Iterator[tuple[list[Document], Results]]:
    """Each batch with its results, in order.

    With more than one of `jobs`, so many processes lint what this one reads, each with a Job that `make` (which has to
    be picklable) makes there; a few batches a process are under way at a time. One batch alone is linted here.
    Raises OutreachlintError where a process can't be started or dies.
    """
    left = iter(batches)
    first = next(left, None)
    second = next(left, None) if jobs > 1 else None
    if second is None:
        for documents in _chained([first], left):
            yield documents, lint(documents, job)
    else:
        with _pool(jobs, make) as pool:
            waiting: deque[tuple[list[Document], Future[Results]]] = deque()
            for documents in _chained([first, second], left):
                waiting.append((documents, _sent(pool, documents)))
                if len(waiting) > 2 * jobs:
                    documents, future = waiting.popleft()
                    yield documents, future.result()
            for documents, future in waiting:
                yield documents, future.result()


def _chained(first: Iterable[list[Document] | None], left: Iterator[list[Document]]) -> Iterator[list[Document]]:
    yield from (documents for documents in first if documents is not None)
    yield from left


def portable(document: Document) -> Document:
    """The same message without its places in the file, which only the process that read it needs."""
    twin = copy(document)
    twin.source = Source(document.source.path, "")
    twin.fields = tuple(field._replace(offsets=0, source=None, write=None) for field in document.fields)
    return twin


@contextmanager
def _pool(jobs: int, make: Callable[[], Job]) -> Iterator[ProcessPoolExecutor]:
    """Processes that are gone when the block ends, at once where it ends by an exception."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    try:
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(make,))
    except (ImportError, NotImplementedError, OSError) as error:
        raise OutreachlintError(f"no worker process can be started: {error}", hint="leave out --jobs") from None
    try:
        yield pool
    except BrokenProcessPool:
        raise OutreachlintError(
            "a worker process has died", hint="there may be too little memory for so many; try a smaller --jobs"
        ) from None
    except BaseException:
        for child in set(active_children()) - others:
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _sent(pool: ProcessPoolExecutor, documents: list[Document]) -> Future[Results]:
    with _deaf_to_interrupts():
        return pool.submit(_work, [portable(document) for document in documents])


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process that is started meanwhile never hears Ctrl-C: this one does, later, and ends the others."""
    mask: Any = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


_job: Job | None = None


def _start(make: Callable[[], Job]) -> None:
    """What a worker process does first."""
    global _job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    RareCollections().__enter__()  # for as long as the process lives
    _job = make()


def _work(documents: list[Document]) -> Results:
    assert _job is not None
    return lint(documents, _job)
