"""Text that is safe and lined up on a terminal, with colour where it is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping

TAB = 4
"""Columns to a tab stop in shown source lines."""

_UNSAFE = (
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"
)


class Style:
    """Colours for a terminal, or nothing at all."""

    __slots__ = ("on",)

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, kind: str, text: str) -> str:
        """The text in the colour of its kind: `bold`, `dim`, `error`, `warning`, `info`, `advice`."""
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.on else text


_CODES = {"bold": "1", "dim": "2", "error": "1;31", "warning": "1;33", "info": "1;36", "advice": "32"}


def wants_colour(choice: str, environ: Mapping[str, str], terminal: bool) -> bool:
    """Whether to colour: `--color` decides, then NO_COLOR, then FORCE_COLOR, then whether this is a terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return terminal and environ.get("TERM") != "dumb"


def visible(text: str) -> str:
    """The text with every character that would move the cursor, hide or reorder text shown as a symbol.

    Each is replaced by one symbol, so offsets stay: control characters by their picture, the rest by U+FFFD.
    Tabs stay: `widths` lays them out.
    """
    if text.isprintable():  # nearly always, and then the pattern need not even be compiled
        return text
    return re.sub(_UNSAFE, _symbol, text)


def one_line(text: str) -> str:
    """`visible` text in which every run of white space is one blank."""
    return visible(" ".join(text.split()))


def _symbol(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def widths(text: str) -> list[int]:
    """The columns that each character of a line takes: two when wide, none when it combines; a tab to its stop."""
    if text.isascii() and "\t" not in text:
        return [1] * len(text)
    from unicodedata import category, east_asian_width

    found: list[int] = []
    column = 0
    for char in text:
        if char == "\t":
            width = TAB - column % TAB
        elif char < "\u0300":
            width = 1
        elif category(char) in ("Mn", "Me", "Cf"):
            width = 0
        else:
            width = 2 if east_asian_width(char) in "WF" else 1
        found.append(width)
        column += width
    return found
