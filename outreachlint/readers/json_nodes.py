"""JSON as a tree whose every value knows its place; strings with the place of each code point."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from outreachlint.errors import InputError
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import MAX_DEPTH, MAX_VALUES, Node
from outreachlint.text.slices import Slice, SliceMap
from outreachlint.text.source import Source

_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"true|false|null|NaN|-?Infinity")
_WORDS = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_HINTS = {
    "Invalid control character": "write a line break as \\n and a tab as \\t",
    "Invalid \\escape": "write a backslash as \\\\",
}


def escaped_map(text: str, start: int, end: int) -> SliceMap:
    """Where each code point of a JSON string with escapes is written; `start` and `end` leave out its quotes."""

    def slices() -> Iterator[Slice]:
        decoded, at = 0, start
        for escape in _ESCAPE.finditer(text, start, end):
            yield Slice(decoded, escape.start() - at, at, escape.start() - at)
            decoded += escape.start() - at
            yield Slice(decoded, 1, escape.start(), len(escape[0]))
            decoded += 1
            at = escape.end()
        yield Slice(decoded, end - at, at, end - at)

    return SliceMap(slices, empty=start)


def escaped(text: str) -> str:
    """A text as it is written between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def parse(source: Source, text: str | None = None, base: int = 0, *, what: str = "the file") -> Node:
    """The tree of a JSON document: a Source's whole text, or a part `text` of it that starts at `base`.

    `what` names the document in errors. Raises InputError with its place for anything that is not one JSON value, for
    a key that comes twice, and beyond MAX_DEPTH and MAX_VALUES. Takes what `json.loads` takes, `NaN` too.
    """
    return _Parser(source, source.text if text is None else text, base, what).document()


class _Parser:
    """Reads one document from left to right, without recursion; `at` is an offset in its text."""

    def __init__(self, source: Source, text: str, base: int, what: str) -> None:
        self.source = source
        self.text = text
        self.base = base
        self.what = what
        self.left = MAX_VALUES
        self.names: dict[str, str] = {}

    def document(self) -> Node:
        root, at = self.value(self.blank(0), -1)
        stack = [] if root.items is None else [root]
        while stack:
            at = self.member(stack, self.blank(at))
        at = self.blank(at)
        if at < len(self.text):
            hint = None if root.items is None else "one value a line is JSON Lines: let the name end in .jsonl"
            raise self.error(f"{self.what} goes on after its JSON value", at, hint)
        return root

    def member(self, stack: list[Node], at: int) -> int:
        """Read the next value of the innermost list or object, or its end; where reading goes on."""
        top = stack[-1]
        items = top.items
        closing = "}" if isinstance(items, dict) else "]"
        char = self.text[at : at + 1]
        if char == closing:
            top.end = self.base + at + 1
            stack.pop()
            return at + 1
        if items:
            if char != ",":
                raise self.invalid(f"Expecting ',' or '{closing}'", at)
            comma = at
            at = self.blank(at + 1)
            if self.text[at : at + 1] == closing:
                raise self.invalid(f"a comma before '{closing}'", comma, "leave the comma out")
        if isinstance(items, dict):
            name, key, at = self.key(at)
            node, at = self.value(at, self.base + key)
            if name in items:
                line = self.source.position(items[name].key).line
                raise self.error(f"the key '{name}' comes twice; the first is on line {line}", key)
            items[name] = node
        else:
            node, at = self.value(at, -1)
            items.append(node)  # type: ignore[union-attr]
        if node.items is not None:
            if len(stack) >= MAX_DEPTH:
                raise self.error(f"{self.what} is nested more than {MAX_DEPTH} deep", node.start - self.base)
            stack.append(node)
        return at

    def key(self, at: int) -> tuple[str, int, int]:
        """The key that starts at `at`, that offset, and where its value starts."""
        if self.text[at : at + 1] != '"':
            raise self.invalid("Expecting a key in double quotes", at)
        name, end = self.string(at)
        end = self.blank(end)
        if self.text[end : end + 1] != ":":
            raise self.invalid("Expecting ':'", end)
        return self.names.setdefault(name, name), at, self.blank(end + 1)

    def value(self, at: int, key: int) -> tuple[Node, int]:
        """The scalar that starts at `at`, or the list or object that opens there; where reading goes on."""
        self.left -= 1
        if self.left < 0:
            limit = f"{self.what} has more than {MAX_VALUES:,} values"
            raise self.error(limit, at, "split it, or save it as JSON Lines")
        start = self.base + at
        char = self.text[at : at + 1]
        if char == '"':
            scalar, end = self.string(at)
            return Node(start, self.base + end, scalar, key=key), end
        if char == "{":
            return Node(start, start + 1, items={}, style="", key=key), at + 1
        if char == "[":
            return Node(start, start + 1, items=[], style="", key=key), at + 1
        word = _WORD.match(self.text, at)
        if word:
            return Node(start, self.base + word.end(), _WORDS[word[0]], key=key), word.end()
        number = _NUMBER.match(self.text, at)
        if number is None:
            hint = (
                "JSON has no comments"
                if char in ("/", "#")
                else "texts stand in double quotes"
                if char == "'"
                else None
            )
            raise self.invalid("Expecting a value", at, hint)
        return Node(start, self.base + number.end(), self.number(number), key=key), number.end()

    def number(self, match: re.Match[str]) -> Any:
        try:
            return float(match[0]) if match[1] or match[2] else int(match[0])
        except ValueError:
            raise self.error(f"a number of {len(match[0]):,} digits is not read", match.start()) from None

    def string(self, at: int) -> tuple[str, int]:
        """The string whose opening quote is at `at`, and the offset behind its closing quote."""
        try:
            text, end = scanstring(self.text, at + 1, True)
        except json.JSONDecodeError as error:
            message = re.sub(r"( starting)? at$|: .*", "", error.msg)
            raise self.invalid(message, error.pos, _HINTS.get(message)) from None
        return text, end

    def blank(self, at: int) -> int:
        return _BLANK.match(self.text, at).end()  # type: ignore[union-attr]

    def invalid(self, reason: str, at: int, hint: str | None = None) -> InputError:
        return self.error(f"{self.what} is not valid JSON: {reason}", at, hint)

    def error(self, message: str, at: int, hint: str | None = None) -> InputError:
        return InputError(message, place(self.source, self.base + at), hint)
