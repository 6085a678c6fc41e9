"""LinkedIn's export of one's own data: `messages.csv` and `Invitations.csv`.

Without `--sent` the drafts among the messages are read (`IS MESSAGE DRAFT`): they can still be changed. What was sent
is read with `--sent`: the owner's messages, and the invitations, which an export holds only once they are out. Who the
owner is no column says: the author of drafts; where there are none, who takes part in the most conversations, and of
several such the one who wrote the most.

Each message gets its place in its conversation: `touch` counts the owner's messages since the other last wrote, and
`relationship` is `engaged` once the other has written. Before that it is `connected`, for one can only write to
connections, but `stranger` for an InMail (its folder or subject says so) and for an invitation; each further
invitation to the same person is a further touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from outreachlint.document import Document, Fact, Sent
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.readers.columns import fold_name
from outreachlint.readers.conversations import Conversations
from outreachlint.readers.csv_fields import CsvRow
from outreachlint.readers.csv_rows import Row, Rows
from outreachlint.readers.facts import Defaults, Layers
from outreachlint.readers.linkedin_dates import parse_date
from outreachlint.readers.message import build
from outreachlint.records import NamedTuple

_MESSAGES = frozenset(["conversationid", "from", "to", "date", "content"])
_INVITATIONS = frozenset(["from", "to", "sentat", "message", "direction"])
_ORIGIN = "conversation"
_OWNER = "owner"


def recognises(header: Sequence[str]) -> bool:
    """Whether a table with these columns is one of those that are read here; their order is of no account."""
    names = frozenset(map(fold_name, header))
    return names >= _MESSAGES or names >= _INVITATIONS


def read_bytes(path: str, file: BinaryIO, defaults: Defaults) -> Iterator[Document | InputError]:
    """The owner's drafts, with `defaults.reading.sent` also what was sent, in the file's order.

    An InputError stands in the place of what can't be read; NoMessageError, with a hint at `--sent`, where there is
    nothing to read. The file is read twice: what is kept of a message in between are a few numbers.
    """
    sent = defaults.reading.sent
    survey = _Survey()
    wrong = False
    for item in _lines(path, file):
        if isinstance(item, _Line):
            survey.add(item)
        else:
            wrong = True
    if not survey.count(sent) and (len(survey.conversations) or not wrong):
        yield survey.nothing(path, sent)
    layers = Layers(defaults)
    number = -1
    for item in _lines(path, file):
        if isinstance(item, InputError):
            yield item
            continue
        number += 1
        if survey.reads(number, sent):
            try:
                yield _document(item, survey, number, defaults, layers)
            except InputError as error:
                yield error


class _Line(NamedTuple):
    """A row that is a message; `text` and `subject` are the indexes of their cells, None for an empty subject."""

    row: CsvRow
    thread: str
    when: datetime | None
    author: str
    to: str
    text: int
    subject: int | None = None
    draft: bool = False
    channel: str = "message"


class _Survey:
    """What the first reading finds out: the conversations, and which messages have a text."""

    def __init__(self) -> None:
        self.conversations = Conversations()
        self.inmail: set[str] = set()
        self._drafts = bytearray()
        self._filled = bytearray()
        self._what = "messages"

    def add(self, line: _Line) -> None:
        """Take a message in."""
        self.conversations.add(line.thread, line.when, line.author, line.to, draft=line.draft)
        if line.channel == "inmail":
            self.inmail.add(line.thread)
        elif line.channel == "connection-note":
            self._what = "invitations"
        self._drafts.append(line.draft)
        self._filled.append(bool(line.row.value(line.text)))

    def reads(self, number: int, sent: bool) -> bool:
        """Whether a message, by its number from 0, is to be read."""
        if not self._filled[number]:
            return False
        return bool(self._drafts[number]) or (sent and self.conversations.mine(number))

    def count(self, sent: bool) -> int:
        """How many messages are to be read."""
        return sum(self.reads(number, sent) for number in range(len(self._filled)))

    def nothing(self, path: str, sent: bool) -> InputError:
        """The error for a file in which there is nothing to read."""
        others = 0 if sent else self.count(True)
        message = (
            "this LinkedIn export holds no message of its owner" if sent else "this LinkedIn export holds no draft"
        )
        return NoMessageError(
            message, Place(path), f"--sent reads the {others:,} sent {self._what}" if others else None
        )


class _Columns:
    """The columns of an export by their folded names."""

    def __init__(self, path: str, header: Sequence[str], delimiter: str) -> None:
        self._path = path
        self._names = tuple(header)
        self._delimiter = delimiter
        self._indexes = {fold_name(name): index for index, name in reversed(list(enumerate(header)))}

    def line(self, row: Row) -> _Line | None:
        """A row as a message; None for an invitation from somebody else."""
        cells = CsvRow(self._path, row, self._names, self._delimiter)
        return self._message(cells) if "conversationid" in self._indexes else self._invitation(cells)

    def _message(self, cells: CsvRow) -> _Line:
        to = self._get(cells, "to")
        subject = self._get(cells, "subject")
        inmail = "inmail" in f"{self._get(cells, 'folder')} {subject}".casefold()
        return _Line(
            cells,
            self._get(cells, "conversationid") or self._get(cells, "recipientprofileurls") or to,
            parse_date(self._get(cells, "date")),
            self._get(cells, "from"),
            to,
            self._indexes["content"],
            self._indexes["subject"] if subject else None,
            self._get(cells, "ismessagedraft").casefold() in ("yes", "true", "1"),
            "inmail" if inmail else "message",
        )

    def _invitation(self, cells: CsvRow) -> _Line | None:
        if self._get(cells, "direction").casefold() != "outgoing":
            return None
        to = self._get(cells, "to")
        return _Line(
            cells,
            self._get(cells, "inviteeprofileurl") or to,
            parse_date(self._get(cells, "sentat")),
            _OWNER,
            to,
            self._indexes["message"],
            channel="connection-note",
        )

    def _get(self, cells: CsvRow, name: str) -> str:
        index = self._indexes.get(name)
        return "" if index is None else str(cells.value(index))


def _lines(path: str, file: BinaryIO) -> Iterator[_Line | InputError]:
    """The messages of the file, from its start."""
    file.seek(0)
    rows = Rows(path, file)
    columns = None
    for row in rows:
        if isinstance(row, InputError):
            yield row
        elif columns is None:
            columns = _Columns(path, row.texts, rows.delimiter)
        else:
            line = columns.line(row)
            if line is not None:
                yield line


def _document(line: _Line, survey: _Survey, number: int, defaults: Defaults, layers: Layers) -> Document:
    """The Document of a message. Raises InputError."""
    before = survey.conversations.before(number)
    channel = "inmail" if line.thread in survey.inmail else line.channel
    first = "connected" if channel == "message" else "stranger"
    own = {
        "channel": Fact(channel, _ORIGIN),
        "touch": Fact(before.touch, _ORIGIN),
        "relationship": Fact("engaged" if before.answered else first, _ORIGIN),
    }
    fields = [line.row.field("text", line.text)]
    if line.subject is not None:
        fields.insert(0, line.row.field("subject", line.subject))
    return build(
        line.row.source(line.text),
        fields,
        own,
        defaults,
        layers,
        has_subject=line.subject is not None,
        sent=None if line.draft else Sent(line.thread, line.when, line.to),
    )
