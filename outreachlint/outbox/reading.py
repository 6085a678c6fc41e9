"""The messages of an outbox in order, a batch at a time, with how far they are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.judge.panel import AT_ONCE
from outreachlint.outbox.summary import Period
from outreachlint.outbox.tally import day_of
from outreachlint.readers import read
from outreachlint.readers.formats import format_of
from outreachlint.runner import MOST_TEXT, STDIN, Job, opened


class Reading:
    """Reads files; iterate once.

    `total` is the size of the files in bytes and `done` how much of it is read. `failed` is called with what can't be
    read. `left_out` counts the messages outside the period, `undated` those of them that have no date.
    """

    def __init__(self, files: Sequence[str], job: Job, period: Period, failed: Callable[[InputError], None]) -> None:
        self.files = files
        self.job = job
        self.period = period
        self.failed = failed
        self.total = sum(map(_size, files))
        self.done = 0
        self.left_out = self.undated = 0

    def __iter__(self) -> Iterator[list[Document]]:
        batch: list[Document] = []
        size = 0
        for document in self._documents():
            batch.append(document)
            size += len(document.text)
            if len(batch) >= AT_ONCE or size >= MOST_TEXT:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _documents(self) -> Iterator[Document]:
        for path in self.files:
            before = self.done
            name = self.job.stdin_name if path == STDIN else path
            for item in self._messages(path, name):
                if not isinstance(item, InputError):
                    if self._counts(item):
                        yield item
                elif not (isinstance(item, NoMessageError) and path in self.job.walked):
                    self.failed(item)
            self.done = before + _size(path)

    def _counts(self, document: Document) -> bool:
        if not self.period.bounded:
            return True
        day = day_of(document)
        if day is not None and self.period.holds(day):
            return True
        self.left_out += 1
        self.undated += day is None
        return False

    def _messages(self, path: str, name: str) -> Iterator[Document | InputError]:
        before, size = self.done, _size(path)
        defaults = self.job.defaults_for(name)
        try:
            with opened(path, name, {}) as file:
                whole = not format_of(name, file, defaults.reading.format).binary
                for item in read(name, file, defaults):
                    if not isinstance(item, InputError):
                        self.done = before + (_share(item, size) if whole else _told(file, size))
                    yield item
        except OSError as error:
            yield InputError(f"can't be read: {error.strerror or error}", Place(name))
        except InputError as error:
            yield error


def _size(path: str) -> int:
    """The bytes of a file; 0 where there is no telling."""
    try:
        return 0 if path == STDIN else os.stat(path).st_size
    except OSError:
        return 0


def _told(file: BinaryIO, size: int) -> int:
    """How much of an open file has been read."""
    return min(size, 0 if file.closed else file.tell())


def _share(document: Document, size: int) -> int:
    """How much of a file, all of which is the Document's Source, lies before a message."""
    text: Any = document.source.text
    at = document.fields[0].source_offset(0) if document.fields[0].source is None else 0
    return size * at // max(1, len(text))
