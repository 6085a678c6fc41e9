"""Merge tags that no tool will fill in: half of a bracket or of a condition is missing, or nothing is inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.analysis import may_vary
from outreachlint.checks.lopsided import wider
from outreachlint.checks.signal import Signal
from outreachlint.checks.spans import Cover
from outreachlint.text.mask import Mask
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.text.template.nodes import Template

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
    # in a table a bar and an asterisk are neighbours too, so where the other bar is there only usual names count
    "*|": LazyPattern(rf"\*\|(?:[A-Z][A-Z_:0-9]+\b(?!\|)|(?:{_FIELDS})\|(?!\*))"),
    "|*": LazyPattern(rf"(?<![|\w:])[A-Z][A-Z_:0-9]+\|\*(?!\*)|(?<!\*)\|(?:{_FIELDS})\|\*(?![\w*])"),
    "<<": LazyPattern(r"<<\s*>>|<<[ ]?[^\W\d][\w .]{0,40}(?:>(?!>)|$)", re.MULTILINE),
    ">>": LazyPattern(r"(?<![<>])<[^\W\d][\w.]{0,40}>>"),
    "Name": LazyPattern(r"(?<![\w#])\#(?:first|last|full|company)Name\b(?!\#)"),
}
# A square bracket is ordinary in prose, so only one that never closes (or opens) and holds what a blank holds counts.
_OPEN_BRACKET = LazyPattern(r"(?<![\w\]:;=8(\\])\[[^\W\d][^\[\]\n{}]{0,40}")
_CLOSE_BRACKET = LazyPattern(r"(?:^|[\s(])([^\W\d_][\w'’-]{1,20}\])(?![(\[:\w])")
_BRACKET_REACH = 400
_LONGEST = 60


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every broken placeholder, in the order of the text."""
    raw = analysis.document.text
    if not any(char in raw for char in _OPENERS):
        return
    template = analysis.template if "{" in raw or "}" in raw or may_vary(raw) else None
    masks = analysis.view.masks if template is None else template.masks
    covered = Cover(mask.span for mask in masks)
    spans = [*wider(raw, masks, template).values(), *_lone(raw, masks, covered), *_brackets(raw, covered)]
    if template is not None:
        spans += [*_braces(template), *(problem.span for problem in template.problems)]
    for span in _joined(spans):
        yield Signal(span, {"placeholder": span.of(raw)})


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap made one."""
    out: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _braces(template: Template) -> Iterator[Span]:
    """Curly braces without a partner, but those of a smiley; and a pair that holds a field's name and more braces."""
    raw = template.text
    for at in template.loose:
        if raw[at] == "{":
            if re.match(r"\{+!?\s*[^\W\d]", raw[at : at + 20]) and raw[at - 1 : at] not in (*":;=8-",):
                yield Span(at, _word_end(raw, at))
        elif re.search(r"[\w\]}]\}$", raw[max(0, at - 2) : at + 1]):
            yield Span(_word_start(raw, at), at + 1)
    doubled = {pair.start + 1 for pair in template.pairs}
    for pair in template.pairs:
        # `{{first name}` and `{first name}}` pair up inside, `{{x y|z}}` is a placeholder already
        if pair.start in doubled and raw[pair.start - 1] == "{":
            yield Span(pair.start - 1, pair.end + 1)


def _lone(raw: str, masks: Sequence[Mask], covered: Cover) -> Iterator[Span]:
    tags = {mask.span for mask in masks if mask.kind == "placeholder"}
    for needed, pattern in _LONE.items():
        if needed not in raw:
            continue
        for match in pattern.get().finditer(raw):
            span = Span(match.start(), match.start() + len(match[0].rstrip()))
            if span in tags or not covered.overlaps(span):
                yield span


def _brackets(raw: str, covered: Cover) -> Iterator[Span]:
    """`[Name` and `Name]` without the other half anywhere near."""
    if raw.count("[") == raw.count("]"):
        return
    for match in _OPEN_BRACKET.get().finditer(raw):
        span = Span(match.start(), _word_end(raw, match.start()))
        if "]" not in raw[match.end() : match.end() + _BRACKET_REACH] and not covered.overlaps(span):
            yield span
    for match in _CLOSE_BRACKET.get().finditer(raw):
        span = Span(*match.span(1))
        if "[" not in raw[max(0, span.start - _BRACKET_REACH) : span.start] and not covered.overlaps(span):
            yield span


def _word_end(raw: str, at: int) -> int:
    match = re.compile(r"[\[{]*!?\s?[\w.|'’-]*[\]})>]?").match(raw, at)
    return match.end() if match and match.end() > at else at + 1


def _word_start(raw: str, at: int) -> int:
    least = max(0, at - _LONGEST)
    while at > least and (raw[at - 1].isalnum() or raw[at - 1] in "_.}{'’-"):
        at -= 1
    return at
