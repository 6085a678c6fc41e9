"""A template cut into tokens: tags, the tags of conditions, comments, and the braces and bars of spin text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.mask import Mask, mask
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span
from outreachlint.text.template.dialects import Dialect
from outreachlint.text.template.markers import Marker, markers

_MARK = re.compile(r"[{}|]")
_STARTS = LazyPattern(
    r"""(?P<hash>(?<!\{)\{\#) | (?P<dashed>\{\{!--) | (?P<bang>\{\{!)
    | \{%[-+]?\s*(?P<block>comment|raw|verbatim)\b[^%{}\n]{0,40}%\}
    | (?P<random>\{\{\s*random\s*\|)
    | (?P<at>@if\([^(){}\n]{1,200}\)\{ | \}@else(?:if\([^(){}\n]{1,200}\))?\{ | \}@endif)""",
    re.VERBOSE | re.IGNORECASE,
)
_NEEDED = ("{#", "{{!", "{%", "@if(")
_ENDS = {"hash": "#}", "dashed": "--}}", "bang": "}}"}
_DOUBLED_BAR = LazyPattern(r"\{\{[^|]*\|", re.S)


class Token(NamedTuple):
    """A piece of a template that is not plain text.

    `kind` is `tag`, `open`, `middle`, `close` (of a condition), `control`, `comment`, `spin` (the begin of a doubled
    one), `break` (the end of a field), or one of the characters `{`, `|` and `}`. `span` is what is not sent, blanks
    that the tag itself removes included; `mark` is the tag alone, `form` its kind of brackets.
    """

    span: Span
    kind: str
    mark: Span
    form: str = ""
    marker: Marker | None = None


class _Found(NamedTuple):
    """What is known before tags are looked for: tokens, and stretches in which nothing is one."""

    tokens: list[Token]
    literal: list[Span]


def tokens(
    text: str,
    dialect: Dialect | None,
    unsent: Sequence[Span],
    breaks: Sequence[int],
    masks: tuple[Mask, ...] | None = None,
) -> tuple[list[Token], tuple[Mask, ...]]:
    """The tokens of a text in order, and the masks that they come from; `masks` are the text's, if they are known."""
    early = _early(text, unsent, breaks)
    if masks is None or early.tokens:
        hidden = sorted([*unsent, *(token.mark for token in early.tokens), *early.literal])
        _, masks = mask(text, hidden)
    if dialect is not None and "double" in dialect.spins:
        masks = tuple(each for each in masks if not _is_doubled_spin(each, text))
    if breaks:
        masks = tuple(each for each in masks if not any(each.span.start < end < each.span.end for end in breaks))
    out = [*early.tokens, *_tags(text, masks), *_marks(text, masks)]
    out += [Token(span, "comment", span) for span in unsent]
    out += [Token(Span(offset, offset), "break", Span(offset, offset)) for offset in breaks]
    out.sort(key=lambda token: (token.mark.start, token.mark.end))
    return _trimmed(text, out), masks


def _early(text: str, unsent: Sequence[Span], breaks: Sequence[int]) -> _Found:
    """Comments, blocks that are not read, begins of doubled spins, and conditions that begin with `@if`."""
    found = _Found([], [])
    random = "{{" in text and "|" in text and "random" in text.lower()
    if not random and not any(needed in text for needed in _NEEDED):
        return found
    if unsent:
        text = _blanked(text, unsent)
    start = 0
    for end in (*breaks, len(text)):
        _scan(text, start, end, found)
        start = end
    return found


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with blanks for some spans, same length."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        parts += (text[at:start], " " * (end - max(at, start)))
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _scan(text: str, at: int, end: int, found: _Found) -> None:
    endless: set[str] = set()  # kinds of which no end follows, so that nobody looks for it twice
    while match := _STARTS.get().search(text, at, end):
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "random":
            found.tokens.append(Token(Span(*match.span()), "spin", Span(*match.span())))
        elif kind == "at":
            marker = next(iter(markers(match[0], "at")))
            found.tokens.append(Token(Span(*match.span()), marker.kind, Span(*match.span()), "at", marker))
        elif kind == "block":
            word = match["block"].lower()
            closing = None if word in endless else _end_of(word).search(text, at, end)
            if closing is None:
                endless.add(word)
                continue
            _add_block(found, word, Span(*match.span()), Span(*closing.span()))
            at = closing.end()
        else:
            close = -1 if kind in endless else text.find(_ENDS[kind], at, end)
            if close < 0:
                endless.add(kind)
                continue
            at = close + len(_ENDS[kind])
            found.tokens.append(Token(Span(match.start(), at), "comment", Span(match.start(), at)))


def _end_of(word: str) -> re.Pattern[str]:
    return re.compile(rf"\{{%[-+]?\s*end{word}\s*[-+]?%\}}", re.IGNORECASE)


def _add_block(found: _Found, word: str, first: Span, last: Span) -> None:
    """A comment, or a block whose text is sent as it stands."""
    if word == "comment":
        whole = Span(first.start, last.end)
        found.tokens.append(Token(whole, "comment", whole))
        return
    marker = Marker("control", "liquid", word)
    found.tokens.extend(Token(span, "control", span, "liquid_tag", marker) for span in (first, last))
    found.literal.append(Span(first.end, last.start))


def _is_doubled_spin(each: Mask, text: str) -> bool:
    return each.dialect == "double_brace" and _DOUBLED_BAR.get().match(each.span.of(text)) is not None


def _tags(text: str, masks: Sequence[Mask]) -> Iterator[Token]:
    """The tags and the markers of conditions among the masks."""
    for each in masks:
        if each.kind != "placeholder":
            continue
        span, form = each.span, each.dialect or ""
        found = markers(span.of(text), form)
        if not found:
            yield Token(span, "tag", span, form)
        for number, marker in enumerate(found):
            mark = Span(span.end, span.end) if number else span
            yield Token(mark, marker.kind, mark, form, marker)


def _marks(text: str, masks: Sequence[Mask]) -> Iterator[Token]:
    """The braces and bars outside masks; in a link those that belong to what is around it."""
    if "{" not in text and "}" not in text:
        return
    hidden = [each.span for each in masks if each.kind != "url"]
    links = [each.span for each in masks if each.kind == "url"]
    covered = link = depth = 0
    for match in _MARK.finditer(text):
        at, char = match.start(), match[0]
        while covered < len(hidden) and hidden[covered].end <= at:
            covered += 1
        if covered < len(hidden) and hidden[covered].start <= at:
            continue
        while link < len(links) and links[link].end <= at:
            link, depth = link + 1, 0
        if link < len(links) and links[link].start <= at:
            depth += char == "{"
            if depth:
                depth -= char == "}"
                continue
        span = Span(at, at + 1)
        yield Token(span, char, span)


def _trimmed(text: str, found: list[Token]) -> list[Token]:
    """The tokens, those of `{%- x -%}` and `{{~#if x~}}` with the blanks around that they remove."""
    out: list[Token] = []
    least = 0
    for number, token in enumerate(found):
        start, end = token.span
        if token.marker is not None and end > start:
            written = token.mark.of(text)
            most = found[number + 1].mark.start if number + 1 < len(found) else len(text)
            if written[2:3] in ("-", "~"):
                while start > least and text[start - 1].isspace():
                    start -= 1
            if written[-3:-2] in ("-", "~"):
                while end < most and text[end].isspace():
                    end += 1
        out.append(token if (start, end) == token.span else token._replace(span=Span(start, end)))
        least = max(least, end)
    return out
