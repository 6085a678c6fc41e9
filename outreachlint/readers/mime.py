"""Which stretches of a mail are its parts, and which of these are what its reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreachlint.readers.mail_header import content_of, headers, plain_value
from outreachlint.records import NamedTuple

PLAIN, HTML = "text/plain", "text/html"

_DASHES = re.compile(r"^--([^\r\n]*)", re.MULTILINE)
_DEFAULTS = {"multipart/digest": "message/rfc822"}


class Part(NamedTuple):
    """A part of a mail, as offsets in its text: from `start` its headers, from `body` to `end` its content.

    `kind` is its type (`text/plain`), `charset` what it names (None where it names none), `encoding` its transfer
    encoding in lower case. `attached`: a file, not text to be read. `parent` is the number of the part around it, -1
    for the mail itself; `boundary` divides a multipart ("" where it names none); `flow` is as in `mail_header.Content`.
    """

    kind: str
    charset: str | None
    encoding: str
    attached: bool
    start: int
    body: int
    end: int
    parent: int
    boundary: str
    flow: str = ""


def parts_of(text: str) -> list[Part]:
    """The parts of a mail, each behind the one around it; the first is the mail itself.

    Parts that are never closed go to the end. What is in a mail that is attached to the mail is not divided.
    """
    division = _Division(text)
    for match in _DASHES.finditer(text, division.parts[0].body):
        division.line(match.start(), match.end(), match[1].rstrip(" \t"))
    return division.parts


class _Division:
    """Divides a mail at the lines that begin with two dashes, one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[Part] = []
        self._around: list[int] = []  # the multiparts that are open, from the outermost
        self._depths: dict[str, list[int]] = {}  # by boundary, where in that list it is
        self._last = 0
        self._begin(0, -1, PLAIN)

    def line(self, start: int, end: int, said: str) -> None:
        """Take in a line that begins with two dashes; `said` is what stands behind them."""
        closes = not self._depths.get(said) and said.endswith("--")
        depths = self._depths.get(said[:-2] if closes else said)
        if not depths or start < self.parts[self._last].body:
            return
        around = self._around[depths[-1]]
        self._end_inside(around, start)
        while self._around[-1] != around:
            self._leave()
        if closes:
            self._leave()
            self._last = max(0, self.parts[around].parent)
        else:
            begin = self.text.find("\n", end) + 1 or len(self.text)
            self._begin(begin, around, _DEFAULTS.get(self.parts[around].kind, PLAIN))

    def _begin(self, start: int, parent: int, default: str) -> None:
        self._last = len(self.parts)  # the part that is open innermost
        self.parts.append(_part(self.text, start, parent, default))
        boundary = self.parts[-1].boundary
        if boundary:
            self._depths.setdefault(boundary, []).append(len(self._around))
            self._around.append(self._last)

    def _leave(self) -> None:
        """Leave the innermost multipart."""
        self._depths[self.parts[self._around.pop()].boundary].pop()

    def _end_inside(self, around: int, line: int) -> None:
        """End the open parts inside a multipart before a line of its boundary, to which the line break belongs."""
        number = self._last
        while number not in (around, -1):
            part = self.parts[number]
            end = line
            if self.text.endswith("\n", part.body, end):
                end -= 1
            if self.text.endswith("\r", part.body, end):
                end -= 1
            self.parts[number] = part._replace(end=end)
            number = part.parent


def _part(text: str, start: int, parent: int, default: str) -> Part:
    found = headers(text, start, len(text))
    said = content_of(text, found)
    kind = said.kind or default
    encoding = plain_value(text, found.places.get("content-transfer-encoding"))
    return Part(
        kind,
        said.charset,
        encoding.partition(";")[0].strip().lower(),
        parent >= 0 and said.attached,
        start,
        found.body,
        len(text),
        parent,
        said.boundary if kind.startswith("multipart/") else "",
        said.flow if kind == PLAIN else "",
    )


def shown(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts that are the mail's text, in order.

    Of alternatives it is the plain text unless that is blank, else the last that is HTML; files and attached mails are
    none.
    """
    picked: dict[int, list[int]] = {}
    children: dict[int, list[int]] = {}
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        if part.kind.startswith("multipart/"):
            inner = [picks for child in reversed(children.pop(number, [])) if (picks := picked.pop(child))]
            picked[number] = _of_multipart(text, parts, part.kind, inner)
        else:
            picked[number] = [number] if part.kind in (PLAIN, HTML) and not part.attached else []
        children.setdefault(part.parent, []).append(number)
    return [parts[number] for number in picked[0]]


def _of_multipart(text: str, parts: Sequence[Part], kind: str, inner: list[list[int]]) -> list[int]:
    if not inner:
        return []
    if kind == "multipart/alternative":
        plain = (picks for picks in inner if any(_is_plain(text, parts[number]) for number in picks))
        return next(plain, inner[-1])
    if kind in ("multipart/related", "multipart/signed"):
        return inner[0]
    return [number for picks in inner for number in picks]


def _is_plain(text: str, part: Part) -> bool:
    return part.kind == PLAIN and not text[part.body : part.end].isspace() and part.body < part.end
