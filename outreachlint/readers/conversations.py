"""Whose the conversations of an export are, and what went before each message: a few bytes a message."""

from __future__ import annotations

from array import array
from collections import Counter
from datetime import datetime
from itertools import pairwise

from outreachlint.records import NamedTuple

_NEVER = float("inf")


class Before(NamedTuple):
    """The state of a conversation at one of the owner's messages.

    `touch` counts the owner's messages, this one included, since the other last wrote; `answered` says whether the
    other wrote at all.
    """

    touch: int
    answered: bool


class Conversations:
    """Messages are added in the file's order and go by their number from 0; then the questions are asked.

    Drafts are no touches: a draft is the touch that it would be. Messages without a date count as later than those
    with one. Where two have the same date, the order of the file decides, or its reverse where the file's newest
    messages come first.
    """

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._people: dict[str, int] = {}
        self._threads = array("L")
        self._times = array("d")
        self._authors = array("L")
        self._drafts = bytearray()
        self._taking_part: set[int] = set()
        self._owner: int | None = None
        self._touches: array[int] | None = None
        self._answered = bytearray()

    def __len__(self) -> int:
        return len(self._drafts)

    def add(self, thread: str, when: datetime | None, author: str, to: str = "", *, draft: bool = False) -> None:
        """Add a message of a conversation; `author` and `to` are names, empty where they are not known."""
        number = self._names.setdefault(thread, len(self._names))
        self._threads.append(number)
        self._times.append(when.timestamp() if when is not None else _NEVER)
        people = [self._people.setdefault(name, len(self._people)) for name in (author, to)]
        self._authors.append(people[0])
        self._drafts.append(draft)
        self._taking_part.update(number << 32 | person for person in people)

    def mine(self, number: int) -> bool:
        """Whether the owner wrote a message: any draft, and what the owner's name stands on."""
        if self._owner is None:
            self._owner = self._find_owner()
        return bool(self._drafts[number]) or self._authors[number] == self._owner

    def before(self, number: int) -> Before:
        """What went before one of the owner's messages."""
        if self._touches is None:
            self._touches = self._work_out()
        return Before(self._touches[number], bool(self._answered[number]))

    def _find_owner(self) -> int:
        """Who wrote drafts; else who takes part in the most conversations; of several such, who wrote the most."""
        written = Counter(self._authors)
        drafted = Counter(author for author, draft in zip(self._authors, self._drafts) if draft)
        conversations = Counter(pair & 0xFFFFFFFF for pair in self._taking_part)
        unknown = self._people.get("")
        writers = [person for person in written if person != unknown]
        return max(
            writers, key=lambda person: (drafted[person], conversations[person], written[person], -person), default=-1
        )

    def _work_out(self) -> array[int]:
        touches = array("L", bytes(self._threads.itemsize * len(self)))
        self._answered = bytearray(len(self))
        current, sent, answered = -1, 0, False
        for number in self._in_order():
            if self._threads[number] != current:
                current, sent, answered = self._threads[number], 0, False
            if not self.mine(number):
                sent, answered = 0, True
                continue
            touches[number] = sent + 1
            self._answered[number] = answered
            sent += not self._drafts[number]
        return touches

    def _in_order(self) -> list[int]:
        """The numbers of the messages by conversation and time."""
        times, threads = self._times, self._threads
        order = list(range(len(self)))
        if sum((before > after) - (before < after) for before, after in pairwise(times)) > 0:
            order.reverse()
        order.sort(key=times.__getitem__)
        order.sort(key=threads.__getitem__)
        return order
