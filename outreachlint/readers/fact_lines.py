"""Facts that a text states outside of a front matter: in a line, a comment, the info string of a fence."""

from __future__ import annotations

from outreachlint.document import CHANNELS, Fact
from outreachlint.errors import InputError
from outreachlint.facts import NAMES
from outreachlint.readers.front_matter import place
from outreachlint.readers.message import checked
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

KEYS = (*NAMES, "lang", "id")
"""The keys that such a line may state."""

_KEY = "|".join(KEYS)
_LINE = LazyPattern(rf"[^\S\r\n]*(?P<key>{_KEY})[^\S\r\n]*:[^\S\r\n]*(?P<value>[^\s][^\r\n]*)")
_PAIR = LazyPattern(
    rf"\s*(?P<key>{_KEY})[^\S\r\n]*:[^\S\r\n]*(?P<value>[^\s,][^\r\n]*?)[^\S\r\n]*"
    rf"(?:,\s*(?=(?:{_KEY})[^\S\r\n]*:)|[\r\n]+\s*(?=(?:{_KEY})[^\S\r\n]*:)|\s*$)"
)
_INFO = LazyPattern(rf"[ \t]+(?P<key>{_KEY})=(?P<value>\"[^\"]*\"|[^\s\"]+)")
_WORD = LazyPattern(r"\S*")
_ENOUGH = 2_000


def is_fact_line(line: str) -> bool:
    """Whether a line states a fact as a front matter does (`channel: inmail`)."""
    return _LINE.get().fullmatch(line.rstrip("\r\n")) is not None


def line_facts(source: Source, lines: Span, origin: str) -> dict[str, Fact]:
    """The facts in a stretch of the Source whose lines all are fact lines. Raises InputError for a wrong value."""
    found: dict[str, Fact] = {}
    at = lines.start
    while at < lines.end:
        match = _LINE.get().match(source.text, at, lines.end)
        if match is not None:
            _add(found, source, match["key"], Span(*match.span("value")), origin)
        following = source.text.find("\n", at, lines.end)
        at = lines.end if following < 0 else following + 1
    return found


def comment_facts(source: Source, comment: Span, origin: str) -> dict[str, Fact]:
    """The facts in an HTML comment that holds nothing else (`<!-- channel: inmail, touch: 2 -->`).

    Raises InputError for a wrong value.
    """
    at, end = comment.start + 4, comment.end - 3
    if end - at > _ENOUGH:
        return {}
    pairs = []
    while source.text[at:end].strip():
        match = _PAIR.get().match(source.text, at, end)
        if match is None:
            return {}
        pairs.append((match["key"], Span(*match.span("value"))))
        at = match.end()
    found: dict[str, Fact] = {}
    for key, value in pairs:
        _add(found, source, key, value, origin)
    return found


def info_facts(source: Source, start: int, origin: str) -> dict[str, Fact]:
    """The facts in the info string that starts at a Source offset (`email touch=2`): a channel, then `key=value`.

    Other words are left alone. Raises InputError for a wrong value.
    """
    end = source.text.find("\n", start)
    end = len(source.text) if end < 0 else end
    found: dict[str, Fact] = {}
    word = _WORD.get().match(source.text, start, min(end, start + _ENOUGH))
    if word is None:
        return found
    if word[0].lower() in CHANNELS:
        found["channel"] = Fact(word[0].lower(), origin)
    for match in _INFO.get().finditer(source.text, word.end(), min(end, start + _ENOUGH)):
        _add(found, source, match["key"], Span(*match.span("value")), origin)
    return found


def _add(found: dict[str, Fact], source: Source, key: str, value: Span, origin: str) -> None:
    text = value.of(source.text).strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if key in found:
        raise InputError(f"`{key}` is stated twice", place(source, value.start))
    found[key] = Fact(text if key == "id" else checked(source, key, text, value.start), origin)
