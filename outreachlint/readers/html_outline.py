"""What the markup of an HTML text means: which elements are open around which piece of text.

justhtml, an HTML5 parser, says it, whatever tags are left out or misnested. It does not say where each piece of text
stands, so it never sees any: it parses an outline of the HTML in which every stretch of text is a comment that holds
its number (comments stay where they are written, while text between the rows of a table would be moved), and every
tag has a number that leads to what its attributes say.

Three things in the outline are not as in the HTML, so that no file takes more than linear time and space: elements
inside more than MAX_DEPTH others are left out (their text is not); `<b>`, `<font>` and their like are `<span>`,
because the standard copies those that are not closed into every paragraph behind them; parts of a table without a
table are `<div>`.
"""

from __future__ import annotations

from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from outreachlint.readers.html_marks import BLOCKS, Marks, marks_of
from outreachlint.readers.html_scan import END, START, Token
from outreachlint.text.listed import words

if TYPE_CHECKING:
    from justhtml.dom import Node

MAX_DEPTH = 256
"""So many elements may be inside one another; browsers stop at about twice that."""

_VOID = words("area base col embed img input link meta param source track wbr")
_KEPT = frozenset([*BLOCKS, "a"])
_TABLE_PARTS = words("caption tbody td tfoot th thead tr")
#: These close one another, so that they do not pile up where nobody closes them.
_CLOSE_THEMSELVES = words("a p li dt dd tr td th tbody thead tfoot caption")
_OTHER_NAMES = {
    "form": "div",
    "legend": "div",
    "listing": "pre",
    "optgroup": "div",
    "option": "div",
    "plaintext": "pre",
    "textarea": "pre",
    "xmp": "pre",
}
_DROPPED = words("html head frameset frame colgroup")
KEY = "o"
"""The attribute that holds the number of an element."""


class Outline:
    """The HTML that the parser sees, and what its numbers stand for.

    `things` by number: the Token of a text or a `<br>`, the Marks of an element; `addresses` are those of links.
    """

    def __init__(self) -> None:
        self.things: list[Token | Marks] = []
        self.addresses: dict[int, str] = {}
        self._parts: list[str] = []
        self._same: dict[tuple[Marks, str], int] = {}
        self._open: Counter[str] = Counter()
        self._depth = self._left_out = 0

    def add(self, token: Token) -> None:
        """Take in the next token."""
        if token.kind == START:
            self._start(token)
        elif token.kind == END:
            self._end(token)
        else:
            self._parts.append(f"<!--{self._number(token)}-->")

    def parsed(self) -> Node:
        """The document as the parser understands it."""
        from justhtml import JustHTML

        return JustHTML("".join(self._parts), sanitize=False, scripting_enabled=False).root

    def _start(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._parts.append(f"<br {KEY}={self._number(token)}>")
            return
        marks = marks_of(name, token.attributes)
        if name in _VOID or name in _DROPPED or (name == "body" and marks == Marks()):
            return
        name = self._name(name)
        if name == "hr":
            self._parts.append("<hr>")
            return
        if name not in _CLOSE_THEMSELVES:
            if self._depth >= MAX_DEPTH:
                self._left_out += 1
                return
            self._depth += 1
            self._open[name] += 1
        self._parts.append(f"<{name} {KEY}={self._marks(marks, token.attributes.get('href', ''))}>")

    def _end(self, token: Token) -> None:
        name = token.name
        if name == "br":  # read as `<br>`
            self._parts.append(f"<br {KEY}={self._number(token)}>")
            return
        if name in _VOID or name in _DROPPED or name == "body":
            return
        name = self._name(name)
        if name not in _CLOSE_THEMSELVES:
            if self._left_out:
                self._left_out -= 1
                return
            if self._open[name]:
                self._open[name] -= 1
                self._depth -= 1
        self._parts.append(f"</{name}>")

    def _name(self, name: str) -> str:
        name = _OTHER_NAMES.get(name, name)
        if name in _TABLE_PARTS and not self._open["table"]:
            return "div"
        return name if name in _KEPT else "div" if name == "body" else "span"

    def _marks(self, marks: Marks, address: str) -> int:
        """The number of an element's marks; all elements that change the same have one."""
        key = (marks, address)
        if key not in self._same:
            self._same[key] = self._number(marks)
            if address:
                self.addresses[self._same[key]] = unescape(address).strip()
        return self._same[key]

    def _number(self, thing: Token | Marks) -> int:
        self.things.append(thing)
        return len(self.things) - 1
