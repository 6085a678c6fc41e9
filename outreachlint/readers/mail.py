"""`.eml` files: one mail, as it is sent, saved or waits to be sent.

The positions are those in the file as a text: UTF-8 where the whole file is, else ISO 8859-1, where each code point is
a byte. What the mail says, its parts and charsets decoded, is mapped back to that text code point by code point.

The text is the plain part, else the HTML as its reader sees it; files and attached mails are left out. Quoted history
and what a phone writes below a mail are not the sender's words, and are marked so (`Field.unsent`). The subject is the
header's; the channel is `email`; the message goes by its Message-ID.

A mail says more of itself. Older mails in it which the recipient wrote make the relationship `engaged`. Otherwise older
mails of the sender's own are counted: `touch` is one more; an answer (In-Reply-To, References) that quotes nobody is
the second. The command line and the config know better than both. A mail with a Date or a Received header was sent,
unless it says that it is a draft (X-Unsent, X-Mozilla-Draft-Info, Apple's and Gmail's marks). It is linted all the
same, but where what was sent is asked for and `Reading.me` says who asks: then somebody else's is not read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import BinaryIO

from outreachlint.document import Document, Field
from outreachlint.errors import InputError
from outreachlint.readers.decode import MAX_BYTES, MAX_MESSAGE, too_large
from outreachlint.readers.facts import Defaults, Layers
from outreachlint.readers.history import history_spans
from outreachlint.readers.mail_body import Body, body_of
from outreachlint.readers.mail_facts import HEADERS, facts_of, sent_of
from outreachlint.readers.mail_header import MAX_HEADER, decoded_value, headers, plain_value, value_writer
from outreachlint.readers.mail_text import MailText, encoding_of, is_utf8, text_of
from outreachlint.readers.message import build
from outreachlint.readers.mime import parts_of, shown
from outreachlint.text.source import Source, Span

__all__ = ["document", "encoding_of", "read_bytes"]


def read_bytes(path: str, file: BinaryIO, defaults: Defaults) -> Iterator[Document | InputError]:
    """The one message of a mail, or the reason why it can't be read."""
    utf8 = is_utf8(file)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield too_large(path, len(data))
        return
    source = Source(path, text_of(data, utf8=utf8))
    if defaults.reading.sent and defaults.reading.me:
        from outreachlint.readers import mail_owner

        values = values_of(source.text, mail_owner.HEADERS)
        if not mail_owner.Mailbox((), defaults.reading.me).is_own(values):
            return
    try:
        yield document(MailText(source.text, source, 0, utf8), defaults)
    except InputError as error:
        yield error


def values_of(text: str, names: Collection[str]) -> dict[str, str]:
    """The headers of a mail by lower-case name, those of `names` that are there."""
    places = headers(text, 0, len(text)).places
    return {name: plain_value(text, places[name]) for name in names if name in places}


def document(mail: MailText, defaults: Defaults, *, answered: bool = False) -> Document:
    """The Document of a mail. Raises InputError.

    `answered`: an earlier mail shows that the recipient has written.
    """
    found = headers(mail.text, 0, len(mail.text))
    if not found.places:
        raise mail.error("what begins here has no headers of a mail", 0)
    subject = _subject(mail, found.places.get("subject"))
    body = _body(mail)
    values = values_of(mail.text, HEADERS)
    stated = {key for _, facts in defaults.config for key in facts}
    return build(
        mail.source,
        [subject, body] if subject.text else [body],
        facts_of(values, body.text if body.unsent else "", stated, answered=answered),
        defaults,
        Layers(defaults),
        has_subject=True,
        sent=sent_of(values, subject.text),
    )


def _subject(mail: MailText, place: Span | None) -> Field:
    if place is None:
        return Field("subject", "", 0)
    if place.end - place.start > MAX_HEADER:
        long = f"the subject has {place.end - place.start:,} characters; at most {MAX_HEADER:,} are read"
        raise mail.error(long, place.start)
    value = decoded_value(mail, place).within(mail.offsets)
    return Field("subject", value.text, value.offsets, write=value_writer(mail.text, place))


def _body(mail: MailText) -> Field:
    parts = shown(mail.text, parts_of(mail.text))
    if not parts:
        raise mail.error("the mail has no text", 0)
    body = _trimmed(body_of(mail, parts))
    spans = history_spans(body.decoded.text, body.quoted)
    length = len(body.decoded.text)
    if length > MAX_MESSAGE and spans and spans[-1].end == length:
        # the older mails at the end would make it too long
        body = _trimmed(body.cut(0, spans.pop().start))
    decoded = body.decoded.within(mail.offsets)
    return Field("text", decoded.text, decoded.offsets, tuple(spans), write=body.write, links=body.links)


def _trimmed(body: Body) -> Body:
    """The text without blank lines before it and blanks behind it."""
    text = body.decoded.text
    start = len(text) - len(text.lstrip("\r\n"))
    return body.cut(start, max(start, len(text.rstrip())))
