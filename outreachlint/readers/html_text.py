"""The text that the reader of an HTML page or mail sees, and where it is written.

Not read: style sheets (only `style` attributes), scripts, and text that CSS makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from outreachlint.errors import InputError
from outreachlint.readers.html_layout import Layout
from outreachlint.readers.html_marks import BLOCKS, NORMAL, Marks
from outreachlint.readers.html_outline import KEY, Outline
from outreachlint.readers.html_scan import COMMENT, RAW, START, Token, scan
from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceMap
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from justhtml.dom import Node

MAX_HTML = 1_000_000
"""The longest HTML that is read, in code points: ten times the longest message."""


class Visible(NamedTuple):
    """What the reader sees: `text`, where it is written, what of it is quoted history, and the links behind it.

    `unsent` and `links` are spans of `text`; with each link comes its address as the page states it.
    """

    text: str
    offsets: SliceMap
    unsent: tuple[Span, ...] = ()
    links: tuple[tuple[Span, str], ...] = ()


class Page(NamedTuple):
    """A page: what is seen of it, its title (None without one), and its comments as spans of the HTML."""

    visible: Visible
    title: Visible | None
    comments: tuple[Span, ...]


def visible_text(html: str) -> Visible:
    """The text that the reader of a page or an HTML mail sees.

    Character references are decoded, white space collapses, elements that stand on lines of their own and `<br>`
    become line breaks, an item of a list begins with `- `. What is hidden is left out, and so is the text of images.
    Template tags are text, whatever is in them. Raises InputError, without a place, for more than MAX_HTML code points.
    """
    return read_page(html).visible


def read_page(html: str) -> Page:
    """A page with its title and its comments.

    Raises InputError, without a place, for more than MAX_HTML code points.
    """
    if len(html) > MAX_HTML:
        raise InputError(f"the HTML has {len(html):,} characters; at most {MAX_HTML:,} are read")
    outline = Outline()
    comments: list[Span] = []
    title: Token | None = None
    in_title = False
    for token in scan(html):
        if token.kind == COMMENT:
            comments.append(Span(token.start, token.end))
        elif token.name == "title":
            in_title = token.kind == START
        elif in_title:
            title, in_title = title or token, False
        else:
            outline.add(token)
    visible = _Walk(html, outline).visible()
    return Page(visible, _line(html, title) if title else None, tuple(comments))


def write_html(text: str) -> str:
    """Text as it is written between the tags of HTML."""
    return escape(text, quote=False)


def replacement(text: str) -> str | None:
    """How replacement text is written in a page; None for a line break, which takes a tag."""
    return None if "\n" in text or "\r" in text else write_html(text)


def _line(html: str, token: Token) -> Visible | None:
    """The text of a title, None where it is blank."""
    layout = Layout(html)
    layout.text(token.start, token.end, NORMAL, coded=True)
    text = layout.out.text()
    return Visible(text, layout.out.map(token.start)) if text else None


class _State(NamedTuple):
    """What holds for the text inside an element."""

    gone: bool = False
    unseen: bool = False
    tiny: bool = False
    space: str = NORMAL
    quote: bool = False
    link: int = -1  # the number of the link, counted as they are met
    listed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.gone or self.unseen or self.tiny)


class _Walk:
    """Goes through the parsed outline and lays the text out."""

    def __init__(self, html: str, outline: Outline) -> None:
        self.html = html
        self.outline = outline
        self.layout = Layout(html)
        self.unsent: list[Span] = []
        self.links: list[tuple[Span, int]] = []
        self.addresses: list[str] = []
        self._quotes = False

    def visible(self) -> Visible:
        """What is seen of the page."""
        todo: list[tuple[Iterator[Node], _State, int]] = [(iter([self.outline.parsed()]), _State(), 0)]
        while todo:
            nodes, state, _ = todo[-1]
            node = next(nodes, None)
            if node is None:
                self._block(state, todo.pop()[2])
                continue
            inner = self._enter(node, state)
            if inner is not None:
                todo.append(inner)
        text = self.layout.out.text()
        links = tuple((span, self.addresses[link]) for span, link in self.links)
        return Visible(text, self.layout.out.map(), tuple(self.unsent), links)

    def _enter(self, node: Any, state: _State) -> tuple[Iterator[Node], _State, int] | None:
        """What is inside a node; None where that is nothing, or is laid out."""
        if node.name == "#comment":
            thing = self.outline.things[int(node.data)]
            if state.shown and isinstance(thing, Token):
                self._text(thing, state)
            return None
        if node.name == "hr":
            self._block(state, BLOCKS["hr"])
            return None
        number = node.attrs.get(KEY) if node.attrs else None
        if number is None:
            return iter(node.children or ()), state, 0
        thing = self.outline.things[int(number)]
        if isinstance(thing, Token):
            if state.shown:
                self.layout.line(thing.start, thing.end - thing.start)
            return None
        inner = self._inside(node.name, thing, int(number), state)
        breaks = thing.block
        if node.name == "ul" or node.name == "ol":
            breaks = min(breaks, 1 if state.listed else 2)
        self._block(inner, breaks)
        if node.name == "li" and inner.shown:
            self.layout.item()
        return iter(node.children or ()), inner, breaks

    def _inside(self, name: str, marks: Marks, number: int, state: _State) -> _State:
        link = state.link
        if name == "a" and number in self.outline.addresses:
            link = len(self.addresses)
            self.addresses.append(self.outline.addresses[number])
        return _State(
            gone=state.gone or marks.gone,
            unseen=state.unseen if marks.unseen is None else marks.unseen,
            tiny=state.tiny if marks.tiny is None else marks.tiny,
            space=marks.space or state.space,
            quote=state.quote or marks.quote,
            link=link,
            listed=state.listed or name == "li",
        )

    def _block(self, state: _State, breaks: int) -> None:
        if breaks and not state.gone:
            self.layout.block(breaks)

    def _text(self, token: Token, state: _State) -> None:
        span = self.layout.text(token.start, token.end, state.space, coded=token.kind != RAW)
        if span is None:
            return
        if state.quote and self._quotes:
            self.unsent[-1] = Span(self.unsent[-1].start, span.end)
        elif state.quote:
            self.unsent.append(span)
        self._quotes = state.quote
        if state.link >= 0:
            if self.links and self.links[-1][1] == state.link:
                self.links[-1] = Span(self.links[-1][0].start, span.end), state.link
            else:
                self.links.append((span, state.link))
