"""The text of a mail as its reader sees it: its parts decoded, laid out and put together, with every place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreachlint.errors import InputError
from outreachlint.readers.flowed import unflowed
from outreachlint.readers.html_text import replacement, visible_text
from outreachlint.readers.mail_header import headers
from outreachlint.readers.mail_text import Decoded, MailText, splice
from outreachlint.readers.mime import HTML, Part
from outreachlint.readers.transfer import PLAIN, BadTextError, charset_name, decode_charset, undo, writer
from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceBuilder
from outreachlint.text.source import Span

MAX_PART = 1_500_000
"""The longest part with text that is decoded, in code points as it is written."""

Link = tuple[Span, str]


class Body(NamedTuple):
    """The text of a mail: `quoted` and `links` are spans of it, as `html_text.Visible` has them."""

    decoded: Decoded
    quoted: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    write: Callable[[str], str | None] | None = None

    def cut(self, start: int, end: int) -> Body:
        """A piece of it."""

        def inside(span: Span) -> Span:
            return Span(max(span.start, start) - start, min(span.end, end) - start)

        quoted = tuple(inside(span) for span in self.quoted if span.start < end and span.end > start)
        links = tuple((inside(span), link) for span, link in self.links if span.start < end and span.end > start)
        return Body(self.decoded.cut(start, end), quoted, links, self.write)


def body_of(mail: MailText, parts: Sequence[Part]) -> Body:
    """The text of the parts that are shown. Raises InputError where one can't be decoded."""
    bodies = [_of_part(mail, part) for part in parts]
    return bodies[0] if len(bodies) == 1 else _joined(bodies)


def _of_part(mail: MailText, part: Part) -> Body:
    if part.end - part.body > MAX_PART:
        long = f"the text has {part.end - part.body:,} characters; at most {MAX_PART:,} are read"
        raise mail.error(long, part.body)
    decoded, charset = _decoded(mail, part)
    write = writer(part.encoding, charset, utf8=mail.utf8)
    nul = decoded.text.find("\0")
    if nul >= 0:
        at = decoded.offsets + nul if isinstance(decoded.offsets, int) else decoded.offsets.start(nul)
        raise mail.error("the text holds a NUL character", at)
    if part.kind != HTML:
        if part.flow:
            decoded = unflowed(decoded, deletes_blank=part.flow == "delsp")
        return Body(decoded, write=write)
    try:
        seen = visible_text(decoded.text)
    except InputError as error:
        raise mail.error(error.message, part.body) from None
    laid_out = Decoded(seen.text, seen.offsets).within(decoded.offsets)
    return Body(laid_out, seen.unsent, seen.links, _in_html(write))


def _in_html(write: Callable[[str], str | None]) -> Callable[[str], str | None]:
    def write_both(text: str) -> str | None:
        escaped = replacement(text)
        return None if escaped is None else write(escaped)

    return write_both


def _decoded(mail: MailText, part: Part) -> tuple[Decoded, str]:
    """The text of a part with its places in the mail, and its charset as Python calls it.

    Where none is named, or ASCII is although there is more, it is UTF-8.
    """
    charset = charset_name(part.charset) if part.charset else "utf-8"
    if charset == "ascii":
        charset = "utf-8"
    if part.encoding in PLAIN and mail.utf8 and charset == "utf-8":
        return Decoded(mail.text[part.body : part.end], part.body), charset
    try:
        data = undo(mail.text, part.body, part.end, part.encoding, utf8=mail.utf8)
    except KeyError:
        message = f"unknown transfer encoding `{part.encoding[:40]}`"
        raise mail.error(message, _place_of(mail, part, "content-transfer-encoding")) from None
    if charset is None:
        if data.text.isascii():
            return data, "ascii"
        raise mail.error(f"unknown charset `{(part.charset or '')[:40]}`", _place_of(mail, part, "content-type"))
    try:
        return decode_charset(data.text, charset).within(data.offsets), charset
    except BadTextError as error:
        at = data.offsets + error.offset if isinstance(data.offsets, int) else data.offsets.start(error.offset)
        named = f"the mail says that its charset is {part.charset}" if part.charset else "the mail names no charset"
        raise mail.error(error.message, at, named) from None


def _place_of(mail: MailText, part: Part, header: str) -> int:
    place = headers(mail.text, part.start, part.body).places.get(header)
    return place.start if place else part.start


def _joined(bodies: Sequence[Body]) -> Body:
    """Several texts as one, a blank line between two; nobody can say how all of it is written, so none is replaced."""
    builder = SliceBuilder()
    quoted: list[Span] = []
    links: list[Link] = []
    for body in bodies:
        text = body.decoded.text.strip("\r\n")
        if not text.strip():
            continue
        lead = body.decoded.text.index(text)
        piece = body.cut(lead, lead + len(text))
        if len(builder):
            offsets = piece.decoded.offsets
            builder.made("\n\n", offsets if isinstance(offsets, int) else offsets.start(0))
        at = len(builder)
        quoted += [Span(at + span.start, at + span.end) for span in piece.quoted]
        links += [(Span(at + span.start, at + span.end), address) for span, address in piece.links]
        splice(builder, piece.decoded)
    decoded = Decoded(builder.text(), builder.map())
    return Body(decoded, tuple(quoted), tuple(links), lambda text: None)
