"""What the judge reads of a message: its sentences as plain text, and what is known about each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.document import CHANNELS, RELATIONSHIPS
from outreachlint.records import NamedTuple
from outreachlint.text.view import Mask, Sentence, View

SECTIONS = ("subject", "greeting", "body", "closing", "signature", "quote", "ps")
MAX_PIECE = 320
"""The longest text that is read as one, in code points: about 80 ids. A longer sentence is read in parts."""
FEATURES = len(CHANNELS) + len(RELATIONSHIPS) + 2 + len(SECTIONS) + 3
"""The length of `Piece.features`."""

_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/?#\s]{1,80})", re.IGNORECASE)
#: Half of a character's pair stands in no encoding; a decoded escape can bring it.
_HALF = re.compile("[\ud800-\udfff]")
_CUT = re.compile(r"[,;:–—)]\s|\s")


class Piece(NamedTuple):
    """A sentence, or a part of a long one, as the model reads it.

    `sentence` is its number in the View. `features` has FEATURES numbers, 0.0 or 1.0.
    """

    sentence: int
    text: str
    features: tuple[float, ...]


def pieces(view: View, facts: Mapping[str, Any]) -> list[Piece]:
    """The pieces of a message in order. `facts` are the bare values of its Context."""
    known = _context(facts)
    last = len(view.sentences) - 1
    out: list[Piece] = []
    at = 0
    for number, sentence in enumerate(view.sentences):
        masks: list[Mask] = []
        while at < len(view.masks) and view.masks[at].span.start < sentence.span.end:
            if view.masks[at].span.start >= sentence.span.start:
                masks.append(view.masks[at])
            at += 1
        features = known + _place(sentence, number, last)
        out += [Piece(number, part, features) for part in parts(readable(view.raw, sentence, masks))]
    return out


def _context(facts: Mapping[str, Any]) -> tuple[float, ...]:
    touch = facts.get("touch") or 1
    return (
        *(float(facts.get("channel") == channel) for channel in CHANNELS),
        *(float(facts.get("relationship") == relationship) for relationship in RELATIONSHIPS),
        float(touch > 1),
        float(touch > 2),
    )


def _place(sentence: Sentence, number: int, last: int) -> tuple[float, ...]:
    return (
        *(float(sentence.section == section) for section in SECTIONS),
        float(number == 0),
        float(number == last),
        float(sentence.question),
    )


def readable(raw: str, sentence: Sentence, masks: Sequence[Mask]) -> str:
    """The sentence in one line, placeholders as if they were filled and links by their host."""
    out: list[str] = []
    at = sentence.span.start
    for mask in masks:
        start, end = mask.span.start, min(mask.span.end, sentence.span.end)
        if start < at:
            continue
        out.append(raw[at:start])
        out.append(_spoken(mask, raw[start:end]))
        at = end
    out.append(raw[at : sentence.span.end])
    return " ".join(_HALF.sub("\ufffd", "".join(out)).split())


def _spoken(mask: Mask, text: str) -> str:
    if mask.kind == "placeholder":
        return "Alex"
    if mask.kind == "url":
        host = _HOST.match(text)
        return host.group(1).lower() if host else "link"
    return "name@mail.com" if mask.kind == "email" else " "


def parts(text: str) -> list[str]:
    """The text in parts of at most MAX_PIECE code points, cut behind a mark or at a blank where there is one."""
    out = []
    while len(text) > MAX_PIECE:
        cut = 0
        for match in _CUT.finditer(text, MAX_PIECE // 2, MAX_PIECE):
            if match.end() - match.start() == 2 or not cut:
                cut = match.end()
        cut = cut or text.rfind(" ", 1, MAX_PIECE) + 1 or MAX_PIECE
        out.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*out, text] if text else out
