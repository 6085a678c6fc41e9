"""Merge tags that no tool will fill in: half of a bracket is missing, or there is nothing inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.text.mask import Mask
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

_OPENERS = "{}[]%<>*|#"
_FIELDS = (
    "(?:FIRST|LAST|FULL|F|L)_?NAME|COMPANY(?:_?NAME)?|JOB_?TITLE|NOME|COGNOME|AZIENDA|NOMBRE|APELLIDO|EMPRESA|PR[EÉ]NOM"
    "|ENTREPRISE|SOCI[EÉ]T[EÉ]|VORNAME|NACHNAME|FIRMA|SOBRENOME"
)
# By what must be in the text for them to match.
_LONE = {
    "{{": LazyPattern(r"\{\{\s*\}\}"),
    "[[": LazyPattern(r"\[\[\s*\]\]"),
    "%%": LazyPattern(r"%%\s*%%(?!\w)"),
    "%": LazyPattern(rf"(?<![\w%])%(?:{_FIELDS})\b(?!%)|(?<![\w%])(?:{_FIELDS})%(?![\w%])"),
    "*|": LazyPattern(r"\*\|[A-Z][A-Z_:0-9]+\b(?!\|)"),
    "|*": LazyPattern(r"(?<![|\w:])[A-Z][A-Z_:0-9]+\|\*(?!\*)"),
    "<<": LazyPattern(r"<<\s*>>|<<[ ]?[^\W\d][\w .]{0,40}(?:>(?!>)|$)", re.MULTILINE),
    ">>": LazyPattern(r"(?<![<>])<[^\W\d][\w.]{0,40}>>"),
    "Name": LazyPattern(r"(?<![\w#])\#(?:first|last|full|company)Name\b(?!\#)"),
}
# A square bracket is ordinary in prose, so only one that never closes (or opens) and holds what a blank holds counts.
_OPEN_BRACKET = LazyPattern(r"(?<![\w\]:;=8(\\])\[[^\W\d][^\[\]\n{}]{0,40}")
_CLOSE_BRACKET = LazyPattern(r"(?:^|[\s(])([^\W\d_][\w'’-]{0,20}\])(?![(\[:\w])")
_BRACKET_REACH = 400
_LONGEST = 60
_OPENING = LazyPattern(r"\{%-?\s*(if|unless|case|for)\b|\{\{#(if|unless)\b")
_CLOSING = LazyPattern(r"\{%-?\s*end(if|unless|case|for)\b|\{\{/(if|unless)\}\}|\{\{#end(if|unless)\}\}")


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every broken placeholder, in the order of the text."""
    raw = analysis.document.text
    if not any(char in raw for char in _OPENERS):
        return
    masks = analysis.view.masks
    spans = [*_braces(raw, masks), *_beside_a_mask(raw, masks), *_lone(raw, masks), *_brackets(raw, masks)]
    spans += _conditions(raw, masks)
    for span in _joined(spans):
        yield Signal(span, {"placeholder": span.of(raw)})


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _braces(raw: str, masks: Sequence[Mask]) -> Iterator[Span]:
    """Curly braces without a partner, but those of a smiley; and a pair that holds a field's name and more braces."""
    if "{" not in raw and "}" not in raw:
        return
    from outreachlint.checks.spin import braces

    groups, lone = braces(raw, 0, len(raw), masks)
    for at in lone:
        if raw[at] == "{":
            if re.match(r"\{+\s*[^\W\d]", raw[at : at + 20]) and raw[at - 1 : at] not in (*":;=8-",):
                yield Span(at, _word_end(raw, at))
        elif re.search(r"[\w\]}]\}$", raw[max(0, at - 2) : at + 1]):
            yield Span(_word_start(raw, at), at + 1)
    doubled = {group.span.start + 1: group for group in groups}
    for group in groups:
        # `{{first name}` and `{first name}}` pair up inside, `{{x y|z}}` is a placeholder already
        if not group.bars and group.span.start in doubled and raw[group.span.start - 1] == "{":
            yield Span(group.span.start - 1, group.span.end + 1)


def _beside_a_mask(raw: str, masks: Sequence[Mask]) -> Iterator[Span]:
    """A placeholder that was read with one bracket fewer on a side than stands there: `{first name}}`."""
    for mask in masks:
        if mask.kind != "placeholder" or mask.dialect in ("liquid_tag", "salesforce"):
            continue
        first, last = raw[mask.span.start], raw[mask.span.end - 1]
        before, after = raw[mask.span.start - 1 : mask.span.start], raw[mask.span.end : mask.span.end + 1]
        if first in "{[<%" and last in "}]>%" and (before == first) != (after == last):
            yield Span(mask.span.start - (before == first), mask.span.end + (after == last))


def _lone(raw: str, masks: Sequence[Mask]) -> Iterator[Span]:
    for needed, pattern in _LONE.items():
        if needed not in raw:
            continue
        for match in pattern.get().finditer(raw):
            span = Span(match.start(), match.start() + len(match[0].rstrip()))
            if not any(mask.span.overlaps(span) for mask in masks if mask.kind in ("unsent", "url")):
                yield span


def _brackets(raw: str, masks: Sequence[Mask]) -> Iterator[Span]:
    """`[Name` and `Name]` without the other half anywhere near."""
    if raw.count("[") == raw.count("]"):
        return
    hidden = [mask.span for mask in masks]
    for match in _OPEN_BRACKET.get().finditer(raw):
        span = Span(match.start(), _word_end(raw, match.start()))
        if "]" in raw[match.end() : match.end() + _BRACKET_REACH] or any(span.overlaps(other) for other in hidden):
            continue
        yield span
    for match in _CLOSE_BRACKET.get().finditer(raw):
        span = Span(*match.span(1))
        if "[" in raw[max(0, span.start - _BRACKET_REACH) : span.start] or any(span.overlaps(o) for o in hidden):
            continue
        yield span


def _conditions(raw: str, masks: Sequence[Mask]) -> Iterator[Span]:
    """An `if` that no `endif` closes, and the other way round."""
    opened: list[Span] = []
    for mask in masks:
        if mask.kind != "placeholder":
            continue
        written = mask.span.of(raw)
        if not written.startswith(("{%", "{{#", "{{/")):
            continue
        if _OPENING.get().match(written):
            opened.append(mask.span)
        elif _CLOSING.get().match(written):
            if opened:
                opened.pop()
            else:
                yield mask.span
    yield from opened


def _word_end(raw: str, at: int) -> int:
    match = re.compile(r"[\[{]*\s?[\w.|'’-]*[\]})>]?").match(raw, at)
    return match.end() if match and match.end() > at else at + 1


def _word_start(raw: str, at: int) -> int:
    least = max(0, at - _LONGEST)
    while at > least and (raw[at - 1].isalnum() or raw[at - 1] in "_.}{'’-"):
        at -= 1
    return at
