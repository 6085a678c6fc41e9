"""What a mail says of itself: who wrote before, whether it was sent, when, to whom and in which conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timezone

from outreachlint.document import Fact, Sent
from outreachlint.readers.history import headings
from outreachlint.readers.mail_people import bare_subject, mentions, people
from outreachlint.text.listed import words

HEADERS = words(
    "from to cc date received message-id in-reply-to references",
    "x-unsent x-mozilla-draft-info x-uniform-type-identifier x-gmail-labels",
)
"""The headers that are asked, by lower-case name; what a function here takes as `values` holds those that are there."""

_APPLE_DRAFT = "com.apple.mail-draft"
_GMAIL_DRAFTS = frozenset(["drafts", "bozze", "borradores", "brouillons", "entwürfe", "rascunhos"])


def facts_of(
    values: Mapping[str, str], text: str, stated: Collection[str], *, answered: bool = False
) -> dict[str, Fact]:
    """The id of a mail, and the relationship or the touch as far as nobody stated it outside.

    `text` is the mail's, older mails and all; it may be empty where there are none. `answered`: an earlier mail in the
    same mailbox shows that the recipient has written.
    """
    own: dict[str, Fact] = {}
    identity = values.get("message-id", "").strip("<> ")
    if identity:
        own["id"] = Fact(identity, "mail header")
    sender = people(values.get("from", ""))
    older = headings(text)
    mine = [heading for heading in older if mentions(heading, sender)]
    recipients = people(values.get("to", ""), values.get("cc", ""))
    if any(mentions(heading, recipients) for heading in older if heading not in mine):
        name, fact = "relationship", Fact("engaged", "quoted history")
    elif answered:
        name, fact = "relationship", Fact("engaged", "an earlier mail")
    elif mine:
        name, fact = "touch", Fact(len(mine) + 1, "quoted history")
    elif values.get("in-reply-to") or values.get("references"):
        name, fact = "touch", Fact(2, "mail header")
    else:
        return own
    if name not in stated:
        own[name] = fact
    return own


def sent_of(values: Mapping[str, str], subject: str) -> Sent | None:
    """What is known of a mail that was sent, None for a draft."""
    if not (values.get("date") or values.get("received")) or _is_draft(values):
        return None
    to = ", ".join(map(str, people(values.get("to", ""), values.get("cc", ""))))
    return Sent(thread_of(values, subject, to), when_of(values.get("date", "")), to)


def _is_draft(values: Mapping[str, str]) -> bool:
    labels = {label.strip().lower() for label in values.get("x-gmail-labels", "").split(",")}
    return (
        values.get("x-unsent") == "1"
        or "x-mozilla-draft-info" in values
        or values.get("x-uniform-type-identifier") == _APPLE_DRAFT
        or not labels.isdisjoint(_GMAIL_DRAFTS)
    )


def thread_of(values: Mapping[str, str], subject: str, to: str) -> str:
    """The key of the conversation: the id of its first mail; without ids its subject and the people."""
    for name in ("references", "in-reply-to", "message-id"):
        ids = values.get(name, "").split()
        if ids:
            return ids[0].strip("<>,")
    return f"{bare_subject(subject)}\n{to}"


def when_of(date: str) -> datetime | None:
    """The time that a header means, in UTC; None where it is none."""
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(date)
        return (when if when.tzinfo else when.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
