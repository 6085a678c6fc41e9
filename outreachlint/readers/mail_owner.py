"""Whose mailbox it is: which mails of one are its owner's own, and in which conversations others have written.

An export of a mailbox may hold what its owner got. Nothing in it says who the owner is, so all of its headers are read
first. The owner's is the address that most mails come from or go to; every mail names it, whoever else writes. Own are
the mails from it, and those from another of the owner's addresses: not sent to the owner, and without the headers that
a mail gets on its way (Received, Delivered-To, …), for a copy of what one sends has none. Who knows the owner's
addresses says them, and then nothing else counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from outreachlint.readers.mail_facts import thread_of, when_of
from outreachlint.readers.mail_people import people
from outreachlint.text.listed import words

HEADERS = words(
    "from to cc date delivered-to received x-received return-path message-id in-reply-to references subject"
)
"""The headers that are asked, by lower-case name; what a function here takes as `values` holds those that are there."""

MOST_ADDRESSES = 200_000
"""Addresses that are counted, so that memory is bounded; those that come later are no owner's."""
_ON_THE_WAY = ("received", "x-received", "delivered-to", "return-path")


class Mailbox:
    """What the headers of all mails of a mailbox tell; `stated` are the owner's addresses where somebody says them."""

    def __init__(self, mails: Iterable[Mapping[str, str]], stated: Collection[str] = ()) -> None:
        self._stated = bool(stated)
        self._answers: dict[int, datetime] = {}
        known = frozenset(address.lower() for address in stated)
        named: Counter[str] = Counter()
        written: Counter[str] = Counter()
        for values in mails:
            sender = _sender(values)
            if len(named) < MOST_ADDRESSES:
                named.update(sorted({sender, *_recipients(values)} - {""}))
                written[sender] += not _came(values)
            if sender and sender not in known:
                self._note(values, sender)
        if not known and named:
            # of several the one that wrote most of what never came, then the one that is named first
            known = frozenset([max(named, key=lambda address: (named[address], written[address]))])
        self.owner = known

    def is_own(self, values: Mapping[str, str]) -> bool:
        """Whether the owner wrote a mail."""
        sender = _sender(values)
        if not sender or sender in self.owner:
            return True
        if self._stated or _came(values):
            return False
        return self.owner.isdisjoint(_recipients(values))

    def is_answered(self, values: Mapping[str, str]) -> bool:
        """Whether somebody that a mail goes to has written in its conversation before."""
        when = when_of(values.get("date", ""))
        if when is None:
            return False
        thread = thread_of(values, values.get("subject", ""), "")
        return any(
            self._answers.get(hash((thread, address)), when) < when for address in _recipients(values) - self.owner
        )

    def _note(self, values: Mapping[str, str], sender: str) -> None:
        """Keep when somebody first wrote in a conversation."""
        when = when_of(values.get("date", ""))
        if when is not None:
            key = hash((thread_of(values, values.get("subject", ""), ""), sender))
            self._answers[key] = min(when, self._answers.get(key, when))


def _came(values: Mapping[str, str]) -> bool:
    """Whether a mail has headers of its way."""
    return any(name in values for name in _ON_THE_WAY)


def _sender(values: Mapping[str, str]) -> str:
    found = people(values.get("from", ""))
    return found[0].address if found else ""


def _recipients(values: Mapping[str, str]) -> frozenset[str]:
    found = people(*(values.get(name, "") for name in ("to", "cc", "delivered-to")))
    return frozenset(person.address for person in found)
