"""Which tags belong to a condition or command the tool, and how each language of conditions writes them."""

from __future__ import annotations

import re

from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

_LIQUID = LazyPattern(r"\{%[-+]?\s*([a-z_]+)\b(.*?)\s*[-+]?%\}", re.S | re.I)
_LIQUID_OPEN = frozenset(["if", "unless", "for", "case", "tablerow", "ifchanged", "capture"])
_LIQUID_MIDDLE = frozenset(["else", "elsif", "elif", "elseif", "when", "empty"])
_CURLY = LazyPattern(r"\{\{[~-]?\s*([#^/>]?)\s*([\w.@]*)(.*?)\s*[~-]?\}\}", re.S)
_MAILCHIMP = LazyPattern(r"\*\|(IF|IFNOT|INTERESTED|ELSEIF|ELSE|END):(.*)\|\*", re.S)
_AMPSCRIPT = LazyPattern(
    r"\"[^\"]*\"|'[^']*'|\b(ELSEIF|IF)\b(?:\s*(.*?)\s*\bTHEN\b)?|\b(ELSE|ENDIF|FOR|NEXT)\b", re.S | re.I
)
_AT = LazyPattern(r"\}?@(if|elseif|else|endif)(?:\((.*)\))?", re.I)
HIDDEN = frozenset(["capture"])
"""Blocks that keep their text for later instead of sending it."""
INVERTED = frozenset(["unless", "^", "ifnot"])
"""Conditions that send their text where the test fails."""
LAST = frozenset(["else", "empty"])
"""What begins the text for all other cases."""


class Marker(NamedTuple):
    """A tag of a condition: `kind` open, middle or close; or `control`, a command.

    `family` is its language (`dialects.CONDITIONS`; `hash` for a begin that two of them share), `word` what it does in
    small letters (`if`, `else`; of a close the word that it closes), `test` what it asks.
    """

    kind: str
    family: str
    word: str
    test: str = ""

    @property
    def name(self) -> str:
        """What its other half is called by: its word, `if` for `ifnot`, of a section of Mustache the field's name."""
        return self.test if self.word == "^" else "if" if self.word == "ifnot" else self.word


def markers(written: str, form: str) -> list[Marker]:
    """The markers in a tag; none where it is a tag that gets filled in."""
    read = _READERS.get(form)
    return read(written) if read is not None else []


def _liquid(written: str) -> list[Marker]:
    match = _LIQUID.get().fullmatch(written)
    word, test = (match[1].lower(), match[2].strip()) if match else ("", "")
    if word in _LIQUID_OPEN:
        return [Marker("open", "liquid", word, test)]
    if word in _LIQUID_MIDDLE:
        return [Marker("middle", "liquid", word, test)]
    if word.startswith("end") and word[3:] in _LIQUID_OPEN:
        return [Marker("close", "liquid", word[3:])]
    return [Marker("control", "liquid", word, test)]


def _curly(written: str) -> list[Marker]:
    match = _CURLY.get().fullmatch(written)
    if match is None:
        return []
    sign, word, test = match[1], match[2], match[3].strip()
    low = word.lower()
    if sign == ">":
        return [Marker("control", "handlebars", ">", word)]
    if low in ("else", "elseif", "elsif") and sign in ("", "#") and (low != "else" or not test or test[:3] == "if "):
        asks = low != "else" or bool(test)
        return [Marker("middle", "apollo" if sign else "handlebars", "elsif" if asks else "else", test)]
    if sign == "^" and not word:
        return [Marker("middle", "handlebars", "else")]
    if sign == "#" and low in ("endif", "endunless"):
        return [Marker("close", "apollo", low[3:])]
    if sign == "/":
        return [Marker("close", "handlebars", word)]
    if sign in ("#", "^") and word:
        builtin = low in ("if", "unless", "each", "with")
        return [Marker("open", "hash", "^" if sign == "^" else word, test if builtin else word)]
    return []


def _mailchimp(written: str) -> list[Marker]:
    match = _MAILCHIMP.get().fullmatch(written)
    if match is None:
        return []
    word, test = match[1].lower(), match[2].strip()
    if word == "end":
        return [Marker("close", "mailchimp", "interested" if test.upper() == "INTERESTED" else "if")]
    if word in ("else", "elseif"):
        return [Marker("middle", "mailchimp", word if word == "else" else "elsif", test)]
    return [Marker("open", "mailchimp", word, test)]


def _percent(written: str) -> list[Marker]:
    inner = written[1:-1]
    if inner == "/IF":
        return [Marker("close", "percent", "if")]
    if inner == "ELSE":
        return [Marker("middle", "percent", "else")]
    word, blank, test = inner.partition(" ")
    if not blank:
        return []
    return [Marker("open" if word == "IF" else "middle", "percent", "if" if word == "IF" else "elsif", test)]


def _ampscript(written: str) -> list[Marker]:
    """What a block of commands opens and closes on the whole; a condition inside it is nobody's business."""
    if written.startswith("%%="):
        return []
    out: list[Marker] = []
    for match in _AMPSCRIPT.get().finditer(written):
        word = (match[1] or match[3] or "").lower()
        if word in ("if", "for"):
            out.append(Marker("open", "ampscript", word, (match[2] or "").strip()))
        elif word in ("endif", "next"):
            while out and out[-1].kind == "middle":
                out.pop()
            if out and out[-1].kind == "open":
                out.pop()
            else:
                out.append(Marker("close", "ampscript", "for" if word == "next" else "if"))
        elif word:
            out.append(Marker("middle", "ampscript", "else" if word == "else" else "elsif", (match[2] or "").strip()))
    return out or [Marker("control", "ampscript", "")]


def _at(written: str) -> list[Marker]:
    match = _AT.get().match(written)
    word, test = (match[1].lower(), match[2] or "") if match else ("", "")
    kind = {"if": "open", "endif": "close"}.get(word, "middle")
    return [Marker(kind, "at", "if" if kind == "close" else "elsif" if word == "elseif" else word, test)]


_READERS = {
    "liquid_tag": _liquid,
    "double_brace": _curly,
    "mailchimp": _mailchimp,
    "percent": _percent,
    "ampscript": _ampscript,
    "at": _at,
}
