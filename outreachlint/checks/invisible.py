"""Characters that nobody sees: they come along with copied text, or hide something from readers and filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Edit, Fix, Severity
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.document import Document

_BIDI = "\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HIDDEN = LazyPattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    f"\ufff9-\ufffb{_BIDI}{_TAGS}]|(?<=[{_SELECTORS}])[{_SELECTORS}]"
)
# England, Scotland, Wales and the like: a black flag, the region's code in tags, and the tag that ends it.
_FLAG = LazyPattern("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_EMOJI = LazyPattern(
    "[\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]"
)
_RIGHT_TO_LEFT = LazyPattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Arabic and its kin, the scripts of India, Sri Lanka, Tibet, Burma and Cambodia, Mongolian: letters join or don't by
# a joiner between them.
_JOINED = LazyPattern("[\u0600-\u0dff\u0f00-\u109f\u1700-\u18af\u1a20-\u1aaf\ua8e0-\uabff\ufb50-\ufdff\ufe70-\ufefc]")
_UNSPACED = LazyPattern("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaa7f]")
_HANGUL = LazyPattern("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff]")
_HYPHENATED = LazyPattern("(?<![^\\W\\d_\u00ad])[^\\W\\d_]{3,}(?:\u00ad[^\\W\\d_]{3,})+(?![^\\W\\d_\u00ad])")
_LONG = 14
"""Letters of a German word that soft hyphens help to break; in shorter ones they hide it from filters."""
_REVERSING = "\u202e"
_ORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_MOST_NAMED = 3


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """What is hidden in a message, by kind: what turns words round, what carries a hidden text, all the rest.

    Each kind is one signal at its first place, with a fix that removes all of it; only the first two are as severe
    as the rule is.
    """
    document = analysis.document
    raw = document.text
    if raw.isascii():
        return
    found = _hidden(document)
    turned = _REVERSING in raw and any(raw[at] == _REVERSING for at in found)
    kinds: dict[str, list[int]] = {}
    for at in found:
        kinds.setdefault(_kind(raw[at], turned), []).append(at)
    kept = _would_be_blank(document, found)
    for kind, places in sorted(kinds.items(), key=lambda item: item[1]):
        named = _named(Counter(raw[at] for at in places))
        edits = tuple(Edit(span, "") for span in _runs(places) if not any(span.overlaps(field) for field in kept))
        # without an override words stand in another order, which is for the writer to see
        fix = Fix("", edits, "unsafe" if kind == "turned" else "safe") if edits else None
        severity = Severity.WARNING if kind == "other" else None
        yield Signal(_runs(places)[0], {"characters": named}, fix, severity)


def _hidden(document: Document) -> list[int]:
    """The places of the characters that are there for no reason, in what is sent."""
    raw = document.text
    at_all = [match.start() for match in _HIDDEN.get().finditer(raw)]
    if not at_all:
        return []
    flags = _FLAG.get().finditer(raw) if "\U000e007f" in raw else ()
    hyphenated = _HYPHENATED.get().finditer(raw) if document.lang == "de" and "\u00ad" in raw else ()
    needed = [word for word in hyphenated if len(word[0].replace("\u00ad", "")) >= _LONG]
    skipped = sorted([*document.unsent(), *(Span(*each.span()) for each in (*flags, *needed))])
    places = _outside(at_all, skipped)
    ordered = any(raw[at] in _ORDERING for at in places) and _RIGHT_TO_LEFT.get().search(raw) is not None
    return [at for at in places if not (raw[at] in _ORDERING and ordered) and not _is_needed(raw, at)]


def _outside(places: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """The places, in order, that lie in none of the spans (in order of their starts)."""
    out: list[int] = []
    number = end = 0
    for at in places:
        while number < len(spans) and spans[number].start <= at:
            end = max(end, spans[number].end)
            number += 1
        if at >= end:
            out.append(at)
    return out


def _is_needed(raw: str, at: int) -> bool:
    """Whether an invisible character has its work to do between its neighbours."""
    char, before, behind = raw[at], raw[at - 1 : at], raw[at + 1 : at + 2]

    def both(pattern: LazyPattern) -> bool:
        return bool(pattern.get().match(before) and pattern.get().match(behind))

    if char == "\u200d":
        return both(_EMOJI) or bool(_JOINED.get().match(before))
    if char == "\u200c":
        return bool(_JOINED.get().match(before))
    if char == "\u200b":
        return both(_UNSPACED)
    if "\u180b" <= char <= "\u180f":
        return "\u1800" <= before <= "\u18af"
    if char in "\u115f\u1160\u3164\uffa0":
        return bool(_HANGUL.get().match(before) or _HANGUL.get().match(behind))
    if char == "\u034f":
        from unicodedata import combining

        return bool(behind and combining(behind))
    return False


def _kind(char: str, turned: bool) -> str:
    if turned and ("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"):
        return "turned"
    return "carried" if char >= "\U000e0000" or "\ufe00" <= char <= "\ufe0f" else "other"


def _runs(places: Sequence[int]) -> list[Span]:
    """Neighbouring places as one span."""
    runs: list[Span] = []
    for at in places:
        if runs and runs[-1].end == at:
            runs[-1] = Span(runs[-1].start, at + 1)
        else:
            runs.append(Span(at, at + 1))
    return runs


def _would_be_blank(document: Document, places: Sequence[int]) -> list[Span]:
    """The fields of which nothing would be left."""
    if not places:
        return []
    hidden = set(places)
    fields = [span for field in document.fields if (span := document.field_span(field.name))]
    raw = document.text
    return [span for span in fields if all(at in hidden or raw[at].isspace() for at in range(*span))]


def _named(counts: Counter[str]) -> str:
    """`2 × U+200B ZERO WIDTH SPACE, U+00AD SOFT HYPHEN`, the most frequent first, a few by name."""
    from unicodedata import name

    listed = [
        f"{f'{count} × ' if count > 1 else ''}U+{ord(char):04X} {name(char, '')}".rstrip()
        for char, count in counts.most_common(_MOST_NAMED)
    ]
    return ", ".join([*listed, "…"] if len(counts) > _MOST_NAMED else listed)
