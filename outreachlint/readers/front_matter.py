"""The `key: value` lines between two `---` lines at the top of a draft."""

from __future__ import annotations

import re
from typing import Any

from outreachlint.errors import InputError, Place
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span


class Entry(NamedTuple):
    """One key of the front matter.

    `raw` is a scalar as its writer meant it, before YAML makes a boolean or a number of it; None for a list or a
    map. `key` and `span` are where the key and the value stand in the Source; the span takes in the quotes.
    """

    value: Any
    raw: str | None
    key: Span
    span: Span


class FrontMatter(NamedTuple):
    """`entries` by key; `end` is the Source offset of the line after the closing `---`."""

    entries: dict[str, Entry]
    end: int


_OPEN = LazyPattern(r"---[ \t]*(?:\r?\n|$)")
_CLOSE = LazyPattern(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_LOOKS_LIKE_A_KEY = LazyPattern(r"\s*[\w-]+:(?:\s|$)")

# What is read without YAML: a flat key and a scalar that cannot be mistaken. Everything else is YAML's to read.
_LINE = LazyPattern(
    r"""(?: \#[ -~\w]*                                           # a comment line
         |  (?P<key>[A-Za-z_][A-Za-z0-9_-]*):
            (?:\ +(?:
                "(?P<double>[^"\\\n\r\t\x00-\x1f\x7f-\x9f]*)"
              | '(?P<single>[^'\n\r\t\x00-\x1f\x7f-\x9f]*)'
              | (?P<int>0|[1-9][0-9]{0,8})
              | (?P<plain>[^\W\d_](?:[\w.,;()!?/&+%@'-]|\ (?=[\w(]))*)
            )(?:\ +\#[ -~\w]*)?)?
         )?\ *\r?""",
    re.X,
)
_NOT_TEXT = LazyPattern("[\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029\x85]")
_TRAPS = frozenset(["yes", "no", "on", "off", "true", "false", "null", "y", "n"])


def parse(source: Source) -> FrontMatter | None:
    """The front matter of a draft; None where it has none.

    Raises InputError, with its place, where the front matter is not closed or is no YAML map.
    """
    text = source.text
    if not text.startswith("---"):
        return None
    opening = _OPEN.get().match(text)
    if not opening:
        return None
    start = opening.end()
    closing = _CLOSE.get().search(text, start)
    if not closing:
        if not _LOOKS_LIKE_A_KEY.get().match(text, start):
            return None
        raise InputError("the front matter has no closing '---' line", place(source, 0))
    end = closing.end()
    if text.startswith("\n", end):
        end += 1
    block = text[start : closing.start()]
    entries = _fast(block, start)
    if entries is None:
        from outreachlint.readers.yaml_map import read_map

        entries = read_map(source, start, block)
    return FrontMatter(entries, end)


def place(source: Source, offset: int) -> Place:
    """The place of a Source offset, for an error."""
    position = source.position(offset)
    return Place(source.path, position.line, position.column)


def _fast(block: str, start: int) -> dict[str, Entry] | None:
    """The entries of a block of plain `key: scalar` lines, as YAML would read them; None for anything else."""
    if not block.isascii() and _NOT_TEXT.get().search(block):
        return None
    entries: dict[str, Entry] = {}
    at = start
    read_line = _LINE.get().fullmatch
    for line in block.split("\n"):
        match = read_line(line)
        if not match:
            return None
        key = match["key"]
        if key is not None:
            entry = _entry(match, at)
            if entry is None or key in entries or key.lower() in _TRAPS:
                return None
            entries[key] = entry
        at += len(line) + 1
    return entries


def _entry(match: re.Match[str], at: int) -> Entry | None:
    key = Span(at, at + match.end("key"))
    kind = match.lastgroup
    if kind == "key" or kind is None:
        return Entry(None, "", key, Span(key.end + 1, key.end + 1))
    raw = match[kind]
    quote = 1 if kind in ("double", "single") else 0
    span = Span(at + match.start(kind) - quote, at + match.end(kind) + quote)
    if kind == "int":
        return Entry(int(raw), raw, key, span)
    if kind == "plain" and raw.lower() in _TRAPS:
        if raw in ("true", "false"):
            return Entry(raw == "true", raw, key, span)
        return None
    return Entry(raw, raw, key, span)
