"""Which blocks a Markdown text is made of, line by line, and what is written in its fences and block quotes.

Blocks are CommonMark's, with tables, and two liberties: a line of dashes under a text is a rule, not the mark of a
heading (people draw one above their signature), unless it stands above a blank line in a file that underlines another
heading with `=`; and HTML is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from outreachlint.errors import InputError, Place
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.slices import SliceBuilder, SliceMap
from outreachlint.text.source import Source, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_LINES = 50_000
"""The most lines of a text that is taken apart: some thousand messages. Each line costs the parser about 2 KB."""

LONGEST_TITLE = 200
"""The most code points of a heading that are looked at."""

HEADING, TEXT, FENCE, QUOTE, LIST, TABLE, RULE, CODE = (
    "heading", "text", "fence", "quote", "list", "table", "rule", "code",
)  # fmt: skip

_KINDS = {
    "paragraph_open": TEXT,
    "blockquote_open": QUOTE,
    "bullet_list_open": LIST,
    "ordered_list_open": LIST,
    "table_open": TABLE,
    "hr": RULE,
    "code_block": CODE,
}
_DEEPEST = 12
_CODE = LazyPattern(
    r"^ {0,3}(?P<fence>`{3,}(?!`)(?=[^`\n]*\n)|~{3,}(?!~))[^\n]*\n.*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)[^`\n]+(?P=tick)",
    re.M | re.S,
)
_QUOTE_MARK = LazyPattern(r"[^>\r\n]{0,200}>[ \t]?")
_MORE_QUOTE = LazyPattern(r"[ \t]*>[ \t]?")
_LAZY = LazyPattern(r"[ \t]*")


class Block(NamedTuple):
    """A block from line `first` to before line `end` (both from 0).

    `level` and `title` are a heading's; a text has a title where it is known to be a line in bold. `info` and `closed`
    are a fence's, and `cut` says how many code points of each of its lines belong to what it stands in. `nested`: it
    stands in an item of a list, which is a block of its own before it.
    """

    kind: str
    first: int
    end: int
    level: int = 0
    title: str = ""
    info: str = ""
    closed: bool = True
    nested: bool = False
    cut: tuple[int, ...] = ()


class Lines:
    """A text by lines; their numbers count from 0."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self.text = text
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts)

    def start(self, number: int) -> int:
        """The offset of a line; of the line behind the last, the text's end."""
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def line(self, number: int) -> str:
        """A line without its end."""
        return self.text[self.start(number) : self.start(number + 1)].rstrip("\r\n")


class Written(NamedTuple):
    """The text in a fence or block quote, and where it is written."""

    text: str
    offsets: int | SliceMap


def comments(text: str, start: int = 0) -> list[Span]:
    """The HTML comments from an offset on, but those shown as code."""
    at = text.find("<!--", start)
    spans: list[Span] = []
    code = _CODE.get().finditer(text, start) if at >= 0 else iter(())
    shown = next(code, None)
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        while shown is not None and shown.end() <= at:
            shown = next(code, None)
        if shown is not None and shown.start() <= at and end + 3 <= shown.end():
            at = text.find("<!--", shown.end())
            continue
        spans.append(Span(at, end + 3))
        at = text.find("<!--", end + 3)
    return spans


def parse(source: Source, start: int, hidden: Sequence[Span]) -> tuple[Lines, list[Block]]:
    """The blocks from a Source offset on, where a line begins; what is `hidden` (comments) counts as blank.

    Raises InputError for more than MAX_LINES lines.
    """
    lines = Lines(source.text, source.line_starts)
    if len(lines) > MAX_LINES:
        raise InputError(
            f"the file has {len(lines):,} lines; at most {MAX_LINES:,} lines of Markdown are divided into messages",
            Place(source.path),
            "split it",
        )
    shown = _blanked(source.text, hidden)
    first = source.position(start).line - source.first_line
    tokens = _parser().parse(shown[start:])
    return lines, list(_blocks(tokens, Lines(shown, source.line_starts), first))


def fence_text(lines: Lines, block: Block) -> Written:
    """What is written in a fence, without the indentation of what it stands in."""
    built = SliceBuilder()
    for number, cut in enumerate(block.cut, block.first + 1):
        start = lines.start(number) + cut
        built.written(lines.text[start : lines.start(number + 1)], start)
    return _written(built, lines.start(block.first + 1))


def quote_text(lines: Lines, block: Block) -> Written:
    """What is written in a block quote, without its `>` marks (inner quotes keep theirs)."""
    built = SliceBuilder()
    for number in range(block.first, block.end):
        start, end = lines.start(number), lines.start(number + 1)
        mark = (_QUOTE_MARK if number == block.first else _MORE_QUOTE).get().match(lines.text, start, end)
        lazy = None if mark else _LAZY.get().match(lines.text, start, end)
        begin = mark.end() if mark else lazy.end() if lazy else start
        built.written(lines.text[begin:end], begin)
    return _written(built, lines.start(block.first))


def _written(built: SliceBuilder, at: int) -> Written:
    slices = built.map(at)
    if len(slices.slices) <= 1:
        return Written(built.text(), slices.start(0))
    return Written(built.text(), slices)


def _blanked(text: str, hidden: Sequence[Span]) -> str:
    """The text with blanks in the place of hidden spans; their line ends stay."""
    parts, at = [], 0
    for span in hidden:
        parts.append(text[at : span.start])
        parts.append("".join(char if char in "\r\n" else " " for char in span.of(text)))
        at = span.end
    return "".join([*parts, text[at:]]) if parts else text


def _blocks(tokens: Sequence[Token], lines: Lines, first: int) -> Iterator[Block]:
    depth_of_quote: int | None = None
    underlined = any(token.type == "heading_open" and token.markup == "=" and not token.level for token in tokens)
    for number, token in enumerate(tokens):
        if depth_of_quote is not None:
            if token.type == "blockquote_close" and token.level == depth_of_quote:
                depth_of_quote = None
            continue
        if token.map is None:
            continue
        start, end = token.map[0] + first, token.map[1] + first
        if token.type == "heading_open":
            yield from _heading(
                token, tokens[number + 1].content, start, end, underlined and not lines.line(end).strip()
            )
        elif token.type == "fence":
            yield _fence(token, start, end, lines)
        elif token.type in _KINDS and (token.level == 0 or token.type == "blockquote_open"):
            yield Block(_KINDS[token.type], start, _trimmed(lines, start, end), nested=token.level > 0)
        if token.type == "blockquote_open":
            depth_of_quote = token.level


def _heading(token: Token, title: str, start: int, end: int, underlined: bool) -> Iterator[Block]:
    if token.level:
        return
    if token.markup == "-" and not (underlined and end == start + 2):
        yield Block(TEXT, start, end - 1)
        yield Block(RULE, end - 1, end)
    else:
        yield Block(HEADING, start, end, level=int(token.tag[1:]), title=title[:LONGEST_TITLE])


def _fence(token: Token, start: int, end: int, lines: Lines) -> Block:
    content = token.content.removesuffix("\n").split("\n") if token.content else []
    cut = []
    for number, kept in enumerate(content, start + 1):
        line = lines.line(number)
        kept = kept if line.endswith(kept) else kept.lstrip(" \t")  # a tab was cut in two
        cut.append(len(line) - len(kept))
    return Block(
        FENCE,
        start,
        end,
        info=token.info.strip(),
        closed=end - start - 1 > len(content),
        nested=token.level > 0,
        cut=tuple(cut),
    )


def _trimmed(lines: Lines, start: int, end: int) -> int:
    """The end of a block without the blank lines that a list takes in at its end."""
    while end > start + 1 and not lines.line(end - 1).strip():
        end -= 1
    return end


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["html_block", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
