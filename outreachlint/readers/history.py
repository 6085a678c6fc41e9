"""Which parts of a mail's text are older mails: quoted lines, and what stands below `On … Ann wrote:` or `From: …`.

All patterns look at single lines, or at three joined, of bounded length: linear time. Drafts that are no mails must not
come here: a `>` or a `From:` may be the sender's own there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreachlint.readers.history_marks import (
    BEGINS,
    DEVICE,
    FROM,
    HEADER,
    MAY_SAY,
    RULE,
    SAID,
    SAID_BY,
    SEPARATOR,
    SURE,
)
from outreachlint.records import NamedTuple
from outreachlint.text.source import Span

_LONGEST_HEADING = 400
"""The longest `On … wrote:` in code points; the lines of one are joined up to that."""
_LONGEST_DEVICE = 100
_WRAPPED = 3
_HEADER_LINES = 8

_QUOTED = re.compile(r"[ \t\u00a0]{0,4}>")
_MARKS = re.compile(r"(?:[ \t\u00a0]{0,4}>){1,40}[ \t\u00a0]*|[ \t\u00a0]+")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")


class _Line(NamedTuple):
    """A line without its end: where it is, its text without quote marks and blanks around it, whether it is quoted."""

    start: int
    end: int
    text: str
    quoted: bool


class _Heading(NamedTuple):
    """What stands over an older mail: the number of the line behind it, and whether it can be nothing else.

    The sender's own `On 3 May you wrote:` can.
    """

    behind: int
    sure: bool = True


def history_spans(text: str, quoted: Sequence[Span] = ()) -> list[Span]:
    """The spans of a mail's text that are older mails, or that a phone wrote, in order.

    They hold whole lines, without the end of the last. `quoted` are spans known to be quoted, in order (HTML says so),
    read as if `>` stood before their lines. Below a heading (`On … Ann wrote:`, `From: …`) all is history; unless
    quoted lines follow it: then only those are, for the sender answers between them.
    """
    lines = _lines(text, quoted)
    spans: list[Span] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        heading = _Heading(number + 1) if line.quoted else _heading(lines, number)
        if heading is None:
            if len(line.text) < _LONGEST_DEVICE and DEVICE.get().fullmatch(line.text):
                spans.append(Span(line.start, line.end))
            number += 1
            continue
        if not line.quoted and not _is_quoted_from(lines, heading.behind):
            if heading.sure:
                spans.append(Span(line.start, len(text.rstrip())))
                break
        else:
            spans.append(Span(line.start, lines[heading.behind - 1].end))
        number = heading.behind
    return _joined(text, spans)


def headings(text: str) -> list[str]:
    """What stands over each older mail in a text: who wrote it, as the mail program says, in one line."""
    lines = _lines(text, ())
    found = []
    number = 0
    while number < len(lines):
        heading = _heading(lines, number)
        if heading is not None:
            found.append(" ".join(line.text for line in lines[number : heading.behind]))
        number = heading.behind if heading else number + 1
    return found


def _lines(text: str, quoted: Sequence[Span]) -> list[_Line]:
    lines = []
    inside = iter(quoted)
    span = next(inside, None)
    for match in _LINE.finditer(text):
        start = match.start()
        content = match[0].rstrip("\r\n")
        end = start + len(content)
        while span is not None and span.end <= start:
            span = next(inside, None)
        known = span is not None and span.start < end
        marks = _MARKS.match(content)
        bare = content[marks.end() if marks else 0 :].rstrip()
        lines.append(_Line(start, end, bare, known or bool(_QUOTED.match(content))))
    return lines


def _heading(lines: Sequence[_Line], number: int) -> _Heading | None:
    """The heading that begins at a line, None where none does."""
    text = lines[number].text
    if not text or not BEGINS.get().match(text):
        return None
    if SEPARATOR.get().fullmatch(text):
        return _header_block(lines, _next(lines, number + 1)) or _Heading(number + 1)
    if RULE.get().fullmatch(text):
        return _header_block(lines, _next(lines, number + 1))
    return _said(lines, number) or _header_block(lines, number)


def _said(lines: Sequence[_Line], number: int) -> _Heading | None:
    """The same for `On … Ann wrote:`, which may be wrapped."""
    if not MAY_SAY.get().match(lines[number].text):
        return None
    joined = ""
    for line in lines[number : number + _WRAPPED]:
        if not line.text or len(joined) + len(line.text) > _LONGEST_HEADING:
            return None
        joined = f"{joined} {line.text}".strip()
        number += 1
        if joined.endswith(":") and (SAID.get().fullmatch(joined) or SAID_BY.get().fullmatch(joined)):
            return _Heading(number, bool(SURE.get().search(joined)))
    return None


def _header_block(lines: Sequence[_Line], number: int) -> _Heading | None:
    """The same for the headers that a mail program writes over an older mail: `From:` and at least two more."""
    if number >= len(lines) or not FROM.get().match(lines[number].text):
        return None
    labels = set()
    behind = 0
    for at in range(number + 1, min(len(lines), number + 1 + _HEADER_LINES)):
        if not lines[at].text:
            break
        match = HEADER.get().match(lines[at].text)
        if match:
            labels.add(match["label"].lower())
            behind = at + 1
    return _Heading(behind) if len(labels) > 1 else None


def _next(lines: Sequence[_Line], number: int) -> int:
    """The first line from one on that is not blank, at most one line further."""
    return number + 1 if number < len(lines) and not lines[number].text else number


def _is_quoted_from(lines: Sequence[_Line], number: int) -> bool:
    """Whether the first line from one on that is not blank is quoted."""
    while number < len(lines) and not lines[number].text and not lines[number].quoted:
        number += 1
    return number < len(lines) and lines[number].quoted


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those with only white space between them made one."""
    out: list[Span] = []
    for span in spans:
        if out and not text[out[-1].end : span.start].strip():
            out[-1] = Span(out[-1].start, span.end)
        elif span.end > span.start:
            out.append(span)
    return out
