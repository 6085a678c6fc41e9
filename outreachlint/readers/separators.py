"""Which lines divide a plain text into messages.

A line of three or more `=`, with or without a title between two such rows (`=== Note 2 ===`), always does, and so does
the line that the configuration names. What numbers a message right above a row of `=` (`Message 2`) is its title. A
line of three or more `-`, `*`, `_`, `~` or `#` does only where all such lines stand above the start of a message: a
subject label, lines that state facts (`channel: inmail`; `---` lines may close them as they close a front matter), or a
line that numbers it (`# 2`, `[2]`, `Message 2`, `Messaggio 2`). So a rule in the middle of a letter, or above its
signature, is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from outreachlint.errors import InputError, Place
from outreachlint.readers.fact_lines import is_fact_line
from outreachlint.readers.facts import KEYS
from outreachlint.readers.front_matter import FrontMatter, parse
from outreachlint.readers.plain import Piece
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

MAX_RULES = 200_000
"""The most lines that may divide a text."""

_STRONG = LazyPattern(r"[ \t]*={3,}(?:[ \t]*(?P<title>[^=\s][^=\r\n]*?)[ \t]*={3,})?[ \t]*")
_WEAK = LazyPattern(r"(?P<mark>[-*_~#])(?P=mark){2,}[ \t]*")
_FIRST_KEY = LazyPattern(rf"(?:{'|'.join(KEYS)}):(?:\s|$)")
_ROW = LazyPattern(r"[\w-]+:(?:\s|$)|[ \t]|- |\#")
_NUMBER = LazyPattern(
    r"\s*(?:\#\s*(?P<number>\d{1,4})|\[(?P<box>\d{1,4})\]"
    r"|(?P<words>(?:message|messaggio|mensaje|nachricht|mensagem|note|nota|notiz|e-?mail|mail|correo|courriel|dm|inmail"
    r"|template|modello|plantilla|modèle|vorlage|modelo|follow[- ]?up|sollecito|seguimiento|relance|step|passo|touch)"
    r"[ \t]*(?:n[.°]?[ \t]*|no\.[ \t]*|\#)?\d{1,4}))[ \t]*[:.)]?[ \t]*\r?\n?",
    re.I,
)


class _Line(NamedTuple):
    start: int
    end: int
    mark: str
    title: str | None


def divide(
    source: Source, start: int, separator: str | None, subject: LazyPattern, *, underlined: bool = False
) -> list[Piece]:
    """The messages of a text from an offset on, where a line begins; parts of blanks are left out.

    `subject` is what a line with a subject label matches. `underlined`: a row of `=` right below a text
    is the mark of a heading and does not divide. There is at least one piece. Raises InputError where a part
    has a front matter that is broken, and for more than MAX_RULES lines that may divide.
    """
    text = source.text
    rules = list(islice(_rules(text, start, separator, underlined), MAX_RULES + 1))
    if len(rules) > MAX_RULES:
        raise InputError(f"more than {MAX_RULES:,} lines may divide the text", Place(source.path), "split it")
    edges = list(_dividing(text, rules, subject))
    if not edges:
        return [Piece(start, len(text))]
    found = []
    begin: tuple[int, _Line | None] = (start, None)
    for edge in [*edges, None]:
        end = edge.start if edge else len(text)
        if text[begin[0] : end].strip():
            found.append(_piece(source, begin[0], end, begin[1]))
        if edge:
            begin = (edge.end, edge)
    return found or [Piece(start, start)]


def always_divided(text: str, start: int, separator: str | None, *, underlined: bool = False) -> bool:
    """Whether a text has a line that always divides."""
    if separator is None and "===" not in text:
        return False
    return any(rule.mark == "=" for rule in _rules(text, start, separator, underlined))


def _rules(text: str, start: int, separator: str | None, underlined: bool) -> Iterator[_Line]:
    """The lines that may divide, in order."""
    wanted = separator.strip() if separator else None
    at = start
    above, above_at = "", start  # the line above where it is a text
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].rstrip("\r\n")
        strong = _STRONG.get().fullmatch(line)
        title = strong["title"].strip() if strong and strong["title"] else None
        begin = at
        if strong and not title and above:
            if underlined:
                strong = None
            elif _NUMBER.get().fullmatch(above):
                begin, title = above_at, above.strip(" \t.:)")
        above, above_at = (line if line.strip() and strong is None else ""), at
        if (wanted and line.strip() == wanted) or strong:
            yield _Line(begin, end, "=", title)
        else:
            weak = _WEAK.get().fullmatch(line)
            if weak:
                yield _Line(at, end, weak["mark"], None)
        at = end


def _dividing(text: str, lines: Sequence[_Line], subject: LazyPattern) -> Iterator[_Line]:
    """Those of the lines that divide: the strong ones, and the weak ones whose like all stand above a message."""
    last = len(text.rstrip())
    failed: set[str] = set()
    above: set[str] = set()
    inside: set[int] = set()  # lines of a front matter
    for number, each in enumerate(lines):
        if each.mark == "=" or number in inside:
            follower = lines[number + 1] if number + 1 < len(lines) else None
            if each.mark == "=" and follower and follower.mark == "-" and not text[each.end : follower.start].strip():
                closing = _closing(text, follower.end)
                inside.update(at for at in (number + 1, number + 2) if closing >= 0)
            continue
        closing = _closing(text, each.end) if each.mark == "-" else -1
        if closing >= 0:
            inside.add(number + 1)
            above.add(each.mark)
        elif each.end < last and not _starts(text, each.end, subject):
            failed.add(each.mark)
        elif each.end < last:
            above.add(each.mark)
    for number, each in enumerate(lines):
        if each.mark == "=" or (number not in inside and each.mark in above - failed):
            yield each


def _closing(text: str, at: int) -> int:
    """Where the `---` line stands that closes the front matter that begins at an offset; -1 where none does."""
    first = True
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        row = text[at:end].rstrip()
        if not first and row == "---":
            return at
        if not (_FIRST_KEY if first else _ROW).get().match(row):
            return -1
        first = False
        at = end
    return -1


def _starts(text: str, at: int, subject: LazyPattern) -> bool:
    """Whether a message starts at an offset: with a subject label, a fact or its number."""
    at = _words(text, at, len(text))
    end = text.find("\n", at) + 1 or len(text)
    line = text[at:end].rstrip("\r\n")
    return bool(subject.get().match(line) or _NUMBER.get().fullmatch(line)) or is_fact_line(line)


def _piece(source: Source, start: int, end: int, edge: _Line | None) -> Piece:
    text = source.text
    front = None
    if edge is not None and edge.mark == "-" and _closing(text, edge.end) >= 0:
        front = part_front(source, edge.start, end)
    elif edge is not None and edge.mark == "=":
        front = part_front(source, _words(text, start, end), end)
    at = front.end if front else start
    title = edge.title if edge else None
    first = _words(text, at, end)
    numbered = _NUMBER.get().match(text, first, end)
    if numbered is not None and (numbered.end() == end or text[numbered.end() - 1] == "\n"):
        title = title or numbered["number"] or numbered["box"] or numbered["words"]
        at = first = numbered.end()
        first = _words(text, at, end)
    stop = first
    while edge is not None and front is None and stop < end:
        line_end = text.find("\n", stop, end) + 1 or end
        if not is_fact_line(text[stop:line_end]):
            break
        stop = line_end
    return Piece(stop if stop > first else at, end, title, front, Span(first, stop) if stop > first else None)


def part_front(source: Source, start: int, end: int) -> FrontMatter | None:
    """The front matter of a part that starts at an offset, with the offsets of the whole text."""
    if not source.text.startswith("---", start):
        return None
    line = source.position(start).line
    part = Source(source.path, source.text[start:end], line=line, base=source.base + start)
    found = parse(part)
    if found is None:
        return None
    moved = {
        key: entry._replace(
            key=Span(entry.key.start + start, entry.key.end + start),
            span=Span(entry.span.start + start, entry.span.end + start),
        )
        for key, entry in found.entries.items()
    }
    return FrontMatter(moved, found.end + start)


def _words(text: str, at: int, end: int) -> int:
    """The start of the first line from `at` on that is not blank; `end` where there is none."""
    while at < end:
        following = text.find("\n", at, end) + 1 or end
        if text[at:following].strip():
            return at
        at = following
    return end
