"""Where each code point of a YAML scalar is written, and how other text is written there: one way a style."""

from __future__ import annotations

import re
from collections.abc import Callable

from outreachlint.errors import InputError
from outreachlint.readers.decode import MAX_MESSAGE, too_long
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import Node
from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceBuilder, SliceMap
from outreachlint.text.source import Source

_ENDS = "\r\n\x85\u2028\u2029"
_BREAK = re.compile(f"\r\n|[{_ENDS}]")
_LINE = re.compile(f"[^{_ENDS}]*")
_FOLD = rf"(?P<fold>(?:\r\n|[{_ENDS}])(?:[ \t]*(?:\r\n|[{_ENDS}]))*[ \t]*)"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"{_FOLD}|(?P<quote>'')")
_DOUBLE = re.compile(
    rf"{_FOLD}|\\(?P<joined>(?:\r\n|[{_ENDS}])(?:[ \t]*(?:\r\n|[{_ENDS}]))*[ \t]*)"
    r"|\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<letter>.))"
)
_LETTERS = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_SPACES = re.compile(" *")
_HEADER = re.compile(rf"[|>](?P<marks>[-+1-9]*)[^{_ENDS}]*")
_UNPRINTED = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_UNSAFE = re.compile(rf"[\t\n{_UNPRINTED}]")
_ESCAPED = re.compile(rf'["\\\t\n{_UNPRINTED}]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
# What could end a plain scalar, or could make something else of it where it stands at its start or end.
_NOT_PLAIN = re.compile(r"""[\s&*|>%@`"'\[\]{},#!]|[-?:](?:\s|\Z)|.*(?:\s#|:\s|[:\s]\Z)""", re.S)
_NOT_IN_FLOW = re.compile(r"[,\[\]{}]")


def scalar_map(source: Source, node: Node, text: str) -> SliceMap:
    """Where each code point of a scalar is written; `text` is what YAML says it holds.

    Raises InputError where it is too long for a message, and where what is found here is not what YAML found.
    """
    if len(text) > MAX_MESSAGE:
        raise too_long(source, node.start, len(text))
    built = _decoded(source.text, node)
    if built.text() != text:
        hint = "write it in double quotes, or as lines below a |"
        raise InputError("this text is written in a way whose places can't be told", place(source, node.start), hint)
    return built.map(empty=node.start + (node.style in ("'", '"')))


def writer(source: Source, node: Node) -> Callable[[str], str | None]:
    """How text is written in the place of some of a scalar; None where it can't be, or where it could change the rest.

    What it means to take words away from a plain or block scalar can only be seen by reading the file again.
    """
    folded = node.style in ("'", '"') and _BREAK.search(source.text, node.start, node.end) is not None
    if node.style == '"':
        return lambda text: None if folded and text != text.strip() else _ESCAPED.sub(_escape, text)
    if node.style == "'":
        return lambda text: (
            None if _UNSAFE.search(text) or (folded and text != text.strip()) else text.replace("'", "''")
        )
    if node.style == "plain":
        flow = node.indent < -1
        return lambda text: None if _UNSAFE.search(text) or not _fits_plain(text, flow) else text
    return lambda text: None if _UNSAFE.search(text) or text != text.strip() else text


def _fits_plain(text: str, flow: bool) -> bool:
    if flow and _NOT_IN_FLOW.search(text):
        return False
    return text in ("", "!") or not _NOT_PLAIN.match(text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _SHORT.get(match[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def _decoded(text: str, node: Node) -> SliceBuilder:
    if node.style == "plain":
        return _flow(text, node.start, node.end, _PLAIN)
    if node.style == "'":
        return _flow(text, node.start + 1, node.end - 1, _SINGLE)
    if node.style == '"':
        return _flow(text, node.start + 1, node.end - 1, _DOUBLE)
    return _Block(text, node).read()


def _flow(text: str, start: int, end: int, token: re.Pattern[str]) -> SliceBuilder:
    """The text of a scalar that is no block: its lines joined, its escapes decoded."""
    out = SliceBuilder()
    at = start
    for match in token.finditer(text, start, end):
        found = match.groupdict()
        until = match.start()
        if found["fold"] is not None:
            until = at + len(text[at:until].rstrip(" \t"))
            out.written(text[at:until], at)
            out.decoded(_joined(match[0]), until, match.end() - until)
        else:
            out.written(text[at:until], at)
            out.decoded(_unescaped(found), until, match.end() - until)
        at = match.end()
    out.written(text[at:end], at)
    return out


def _joined(written: str) -> str:
    """What line breaks stand for where lines are folded: one a blank, more of them one less."""
    first, *more = (_normal(each) for each in _BREAK.findall(written))
    if first != "\n":
        return first + "".join(more)
    return "".join(more) or " "


def _unescaped(found: dict[str, str | None]) -> str:
    if found.get("quote"):
        return "'"
    if found["joined"] is not None:
        _, *more = (_normal(each) for each in _BREAK.findall(found["joined"]))
        return "".join(more)
    code = found["x"] or found["u"] or found["U"]
    if code:
        return chr(int(code, 16))
    letter = found["letter"] or ""
    return _LETTERS.get(letter, letter)


def _normal(line_break: str) -> str:
    return line_break if line_break in "\u2028\u2029" else "\n"


class _Gap(NamedTuple):
    """The line breaks from `start` on, each with its offset, up to where content goes on (or something else does)."""

    breaks: list[tuple[int, str]]
    end: int
    more: bool


class _Block:
    """Reads a block scalar as YAML's own algorithm does."""

    def __init__(self, text: str, node: Node) -> None:
        self.text = text
        self.out = SliceBuilder()
        header = _HEADER.match(text, node.start)
        marks = header["marks"] if header else ""
        self.folded = text[node.start] == ">"
        self.chomp = "+" if "+" in marks else "-" if "-" in marks else ""
        digits = marks.strip("+-")
        self.indent = max(1, node.indent + 1) + (int(digits) - 1 if digits else 0)
        self.stated = bool(digits)
        self.at = header.end() if header else node.start

    def read(self) -> SliceBuilder:
        first = _BREAK.match(self.text, self.at)
        if first is None:
            return self.out
        self.at = first.end()
        if not self.stated:
            self.indent = max(self.indent, self.deepest())
        gap = self.gap()
        if gap.more:
            self.put("".join(text for _, text in gap.breaks), self.at, gap.end)
        while gap.more:
            begun = self.text[gap.end]
            line = _LINE.match(self.text, gap.end)
            self.out.written(line[0], gap.end)  # type: ignore[index]
            self.at = line.end()  # type: ignore[union-attr]
            gap = self.gap()
            if gap.more:
                self.between(gap, begun)
        self.tail(gap)
        return self.out

    def deepest(self) -> int:
        """The indentation that the first line of content has, or that blank lines before it have."""
        deepest, at = 0, self.at
        while True:
            end = self.spaces(at)
            deepest = max(deepest, end - at)
            found = _BREAK.match(self.text, end)
            if found is None:
                return deepest
            at = found.end()

    def gap(self) -> _Gap:
        """The breaks from here to the next content line, and whether there is one."""
        breaks: list[tuple[int, str]] = []
        at = self.at
        while True:
            found = _BREAK.match(self.text, at)
            if found is not None:
                breaks.append((at, _normal(found[0])))
                at = found.end()
                continue
            end = min(self.spaces(at), at + self.indent)
            if end == at or not _BREAK.match(self.text, end):
                return _Gap(breaks, end, end - at == self.indent and end < len(self.text))
            at = end

    def between(self, gap: _Gap, begun: str) -> None:
        """Put what the breaks between two lines of content stand for."""
        (start, first), *more = gap.breaks
        if self.folded and first == "\n" and begun not in " \t" and self.text[gap.end] not in " \t":
            first = "" if more else " "
        self.put(first + "".join(text for _, text in more), start, gap.end)

    def tail(self, gap: _Gap) -> None:
        """Put the line breaks at the end, as far as they are kept."""
        if self.chomp == "-":
            return
        kept = gap.breaks if self.chomp == "+" else gap.breaks[:1] if self.out else []
        for at, text in kept:
            self.out.decoded(text, at, _BREAK.match(self.text, at).end() - at)  # type: ignore[union-attr]

    def put(self, text: str, start: int, end: int) -> None:
        """Put line breaks as one thing, with the indentation behind them: some of them can't go without the rest."""
        self.out.decoded(text, start, end - start)

    def spaces(self, at: int) -> int:
        """Where the spaces from `at` on end."""
        return _SPACES.match(self.text, at).end()  # type: ignore[union-attr]
