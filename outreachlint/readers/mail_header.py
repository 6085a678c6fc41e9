"""The headers of a mail and of its parts: where they stand, and what their encoded words say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from email.message import Message

from outreachlint.readers.mail_text import Decoded, MailText, splice
from outreachlint.readers.transfer import BadTextError, charset_name, decode_charset, undo_word
from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceBuilder
from outreachlint.text.source import Span

MAX_HEADER = 10_000
"""So many code points of a header are read; what its tail says (of a thousand recipients) is not needed."""

_NAME = re.compile(r"(?!--)([!-9;-~]+)[ \t]*:[ \t]*")
_WORD = re.compile(r"=\?(?P<charset>[^?\s]+)\?(?P<encoding>[QqBb])\?(?P<data>[^?\r\n]*)\?=")
_FOLD = re.compile(r"\r?\n")
_ENVELOPE = re.compile(r">?From [^\n]*\n")


class Headers(NamedTuple):
    """Where the value of each header stands, by lower-case name (the first of that name), and where the body begins."""

    places: Mapping[str, Span]
    body: int


def headers(text: str, start: int, end: int) -> Headers:
    """The headers from an offset on, up to the first blank line or the first line that is none."""
    places: dict[str, Span] = {}
    envelope = _ENVELOPE.match(text, start, end)
    at = envelope.end() if envelope else start
    while at < end:
        name = _NAME.match(text, at, end)
        if name is None:
            blank = _FOLD.match(text, at, end)
            return Headers(places, blank.end() if blank else at)
        at = _line_end(text, name.end(), end)
        while at < end and text[at] in " \t":
            at = _line_end(text, at, end)
        last = at
        while last > name.end() and text[last - 1] in "\r\n":
            last -= 1
        places.setdefault(name[1].lower(), Span(name.end(), last))
    return Headers(places, end)


def _line_end(text: str, at: int, end: int) -> int:
    """The start of the next line."""
    found = text.find("\n", at, end)
    return end if found < 0 else found + 1


def plain_value(text: str, place: Span | None) -> str:
    """A header in one line, as it stands, no longer than MAX_HEADER; empty where it is not there."""
    if place is None:
        return ""
    return _FOLD.sub("", text[place.start : min(place.end, place.start + MAX_HEADER)]).strip()


class Content(NamedTuple):
    """What the headers of a part say it is; None or "" where they do not.

    `flow` is `flowed` where its lines are (RFC 3676), `delsp` where the blanks at their ends go, too.
    """

    kind: str | None
    charset: str | None
    boundary: str
    attached: bool
    flow: str = ""


def content_of(text: str, found: Headers) -> Content:
    """What a part is, as the standard library understands its headers; nothing where it can't."""
    message = Message()
    for name in ("content-type", "content-disposition"):
        value = plain_value(text, found.places.get(name))
        if value:
            message[name] = value
    try:
        return Content(
            message.get_content_type() if "content-type" in message else None,
            message.get_content_charset(),
            (message.get_boundary() or "").rstrip(),
            message.get_content_disposition() == "attachment" or message.get_filename() is not None,
            _flow(message),
        )
    except (TypeError, ValueError, LookupError):  # parameters that contradict one another
        return Content(None, None, "", False)


def _flow(message: Message) -> str:
    if str(message.get_param("format", "")).lower() != "flowed":
        return ""
    return "delsp" if str(message.get_param("delsp", "")).lower() == "yes" else "flowed"


def decoded_value(mail: MailText, place: Span) -> Decoded:
    """A header in one line, its encoded words decoded, with its places in the mail; without blanks around it.

    Raises InputError, with its place, for a charset that is unknown or lies.
    """
    builder = SliceBuilder()
    at = place.start
    while match := _WORD.search(mail.text, at, place.end):
        between = mail.text[at : match.start()]
        if at == place.start or between.strip():
            _add_plain(mail, builder, at, match.start())
        at = _add_words(mail, builder, match, place.end)
    _add_plain(mail, builder, at, place.end)
    text = builder.text()
    start = len(text) - len(text.lstrip())
    return Decoded(text, builder.map(place.start)).cut(start, max(start, len(text.rstrip())))


def _add_words(mail: MailText, builder: SliceBuilder, first: re.Match[str], end: int) -> int:
    """Add an encoded word and those right behind it in the same charset, which may share a character.

    The end of the last is returned.
    """
    data = SliceBuilder()
    name = charset_name(first["charset"].partition("*")[0])
    if name is None:
        raise mail.error(f"unknown charset `{first['charset'][:40]}`", first.start())
    word: re.Match[str] | None = first
    at = first.start()
    while word and word["charset"].lower() == first["charset"].lower() and not mail.text[at : word.start()].strip():
        splice(data, undo_word(mail.text, *word.span("data"), word["encoding"].lower(), utf8=mail.utf8))
        at = word.end()
        word = _next_word(mail.text, at, end)
    offsets = data.map(first.start())
    try:
        decoded = decode_charset(data.text(), name)
    except BadTextError as error:
        raise mail.error(error.message, offsets.start(error.offset)) from None
    splice(builder, decoded.within(offsets))
    return at


def _next_word(text: str, at: int, end: int) -> re.Match[str] | None:
    """The encoded word behind nothing but blanks from an offset on."""
    while at < end and text[at] in " \t\r\n":
        at += 1
    return _WORD.match(text, at, end)


def _add_plain(mail: MailText, builder: SliceBuilder, start: int, end: int) -> None:
    """Add what stands as it is; the line breaks of a folded header are none of it."""
    for part in re.finditer(r"[^\r\n]+", mail.text[start:end]):
        at = start + part.start()
        if mail.utf8 or part[0].isascii():
            builder.written(part[0], at)
            continue
        try:
            splice(builder, decode_charset(part[0], "utf-8").within(at))
        except BadTextError:
            builder.written(part[0], at)


def value_writer(text: str, place: Span) -> Callable[[str], str | None]:
    """What writes replacement text in a header: only ASCII, and in encoded words only what means itself there."""
    words = list(_WORD.finditer(text, *place))
    if any(word["encoding"] in "Bb" for word in words):
        return lambda replacement: None
    allowed = re.compile("[A-Za-z0-9!*+/-]*" if words else "[ -~]*")
    return lambda replacement: replacement if allowed.fullmatch(replacement) else None
