"""Mails with `format=flowed` (RFC 3676): a line that ends in a blank goes on in the next one.

A blank at the start of a line was stuffed in and is none of the text. Quoted lines stay as they are, since they are
not the sender's; so does a line that ends in a blank above a blank or quoted line, or above the mark of a signature.
"""

from __future__ import annotations

import re

from outreachlint.readers.mail_text import Decoded
from outreachlint.text.slices import SliceBuilder

_LINE = re.compile(r"(?P<quote>>)?(?P<stuffed> )?(?P<line>[^\r\n]*)(?P<end>\r\n?|\n|\Z)")
_SIGNATURE = "-- "


def unflowed(decoded: Decoded, *, deletes_blank: bool = False) -> Decoded:
    """The text with its paragraphs in one line each; `deletes_blank` where `delsp=yes` says that the last one goes."""
    text = decoded.text
    builder = SliceBuilder()
    line = _LINE.match(text)
    while line is not None and line.start() < len(text):
        following = _LINE.match(text, line.end())
        if line["quote"]:
            builder.written(line[0], line.start())
        elif _goes_on(line, following):
            start, end = line.span("line")
            builder.written(text[start : end - deletes_blank], start)
        else:
            builder.written(text[line.start("line") : line.end()], line.start("line"))
        line = following
    return Decoded(builder.text(), builder.map()).within(decoded.offsets)


def _goes_on(line: re.Match[str], following: re.Match[str] | None) -> bool:
    """Whether a line goes on in the one that follows it."""
    if not line["line"].endswith(" ") or line["line"] == _SIGNATURE or following is None or following["quote"]:
        return False
    return following["line"] != _SIGNATURE and not following["line"].isspace() and following["line"] != ""
