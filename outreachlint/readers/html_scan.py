"""Which stretches of an HTML text are tags, comments and text: exact offsets, in linear time.

This follows the tokenizer of the HTML standard (WHATWG HTML, 13.2.5), with one addition: a template tag
(`{{ a < b }}`, `{% if x > 3 %}`, `{!…}`, `%%=…=%%`, `*|…|*`) is one piece wherever it stands, so that a `<`, `>` or
quote inside it is no markup. Neither of the parsers at hand could give the pieces: justhtml knows the offset of a
text node's start alone and joins what stands apart (`a</x>b`), and the standard library's `html.parser` fails on `<![`
and takes quadratic time for `<a <a <a`, depending on the version. What the tags mean is for a real parser to say
(`html_outline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from outreachlint.records import NamedTuple

TEXT, RAW, START, END, COMMENT = "text", "raw", "start", "end", "comment"

MAX_TEMPLATE_TAG = 1000
"""The longest template tag in code points; what is longer is read as ordinary HTML."""

SPACE = " \t\n\f\r"


class Token(NamedTuple):
    """A stretch of HTML.

    `kind`: text with character references, raw text without, a start or an end tag, a comment (`<!-- … -->`, with its
    marks). `name` is that of a tag, in lower case. Of an attribute that comes twice the first counts.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = {}


#: Elements whose content is no markup: shown with and without character references, or not shown.
_CODED = frozenset(["title", "textarea"])
_RAW = frozenset(["xmp", "plaintext"])
_UNSEEN = frozenset(["script", "style", "iframe", "noembed", "noframes"])

_CLOSERS = {
    "{{{": "}}}",
    "{{": "}}",
    "{%": "%}",
    "{#": "#}",
    "{!": "}",
    "%%[": "]%%",
    "%%=": "=%%",
    "*|": "|*",
    "<<": ">>",
}
_OPENER = r"\{\{\{|\{\{|\{%|\{\#|\{!|%%\[|%%=|\*\||<<"
_SPECIAL = re.compile(rf"{_OPENER}|<")
_NAME_END = re.compile(rf"{_OPENER}|[ \t\n\f\r/>=]")
_VALUE_ENDS = {
    "": re.compile(rf"{_OPENER}|[ \t\n\f\r>]"),
    '"': re.compile(rf'{_OPENER}|"'),
    "'": re.compile(rf"{_OPENER}|'"),
}
_EQUALS = re.compile(r"[ \t\n\f\r]*=[ \t\n\f\r]*")
_GAP = re.compile(r"[ \t\n\f\r/]*")
_TAG_NAME = re.compile(r"[^ \t\n\f\r/>]*")
_COMMENT_END = re.compile("--!?>")
_LINE_BREAK = re.compile("\r\n?|\n")
#: Markup that editors put inside a template tag; anything else with a `<` in one is a comparison.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|br|code|em|font|i|ins|mark|o:p|s|small|span|strike|strong|sub|sup|tt|u|var|wbr)"
    r"(?:\s{1,20}[\w:-]{1,30}\s?=\s?(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'|[^\s\"'<>{}]{1,300}))*\s?/?>",
    re.IGNORECASE,
)
#: A template tag does not go on behind one of these.
_BLOCK = re.compile(
    r"</?(?:address|blockquote|body|center|div|dl|dt|dd|h[1-6]|head|hr|html|li|ol|p|pre|table|tbody|td|tfoot|th|thead|tr|"
    r"ul)\b|<!--",
    re.IGNORECASE,
)


def scan(html: str) -> Iterator[Token]:
    """The tokens of an HTML text in order; declarations and other oddities that nobody sees are left out."""
    text = at = shield = 0  # where the text begins that is not given yet; where to look on; where a template tag ends
    while match := _SPECIAL.search(html, at):
        start = match.start()
        if match[0] != "<":
            end = _template_end(html, match)
            if end:
                shield = max(shield, end)
                at = end if match[0] == "<<" else match.end()
                continue
            if match[0] != "<<":
                at = match.end()
                continue
        if start < shield and not _INLINE.match(html, start):
            at = start + 1
            continue
        found = _markup(html, start)
        if found is None:
            at = start + 1
            continue
        token, at = found
        if text < start:
            yield Token(TEXT, text, start)
        text = at
        if token is None:
            continue
        yield token
        if token.kind == START:
            inner, at = _content(html, at, token.name)
            text = at
            if inner is not None:
                yield inner
    if text < len(html):
        yield Token(TEXT, text, len(html))


def _template_end(html: str, opener: re.Match[str]) -> int:
    """The end of the template tag that an opener begins; 0 where it begins none."""
    closer = _CLOSERS[opener[0]]
    start = opener.end()
    close = html.find(closer, start, start + MAX_TEMPLATE_TAG)
    if close < 0 or _BLOCK.search(html, start, close):
        return 0
    if opener[0] == "<<" and not html[start:close].replace("_", " ").replace(" ", "").isalnum():
        return 0
    return close + len(closer)


def _markup(html: str, start: int) -> tuple[Token | None, int] | None:
    """What a `<` begins and where it ends; None where it is text. The token is None for what nobody sees."""
    head = html[start + 1 : start + 3]
    if not head:
        return None
    if head[0].isascii() and head[0].isalpha():
        return _tag(html, start, START, start + 1)
    if head[0] == "/" and len(head) == 2:
        if head[1].isascii() and head[1].isalpha():
            return _tag(html, start, END, start + 2)
        return None, _behind(html, ">", start + 2)
    if html.startswith("<!--", start):
        end = _comment_end(html, start + 4)
        return Token(COMMENT, start, end), end
    if head[0] in "!?":
        return None, _behind(html, ">", start + 2)
    return None


def _comment_end(html: str, at: int) -> int:
    """The end of a comment whose text begins at an offset; one that is never closed takes all the rest."""
    for short in (">", "->"):
        if html.startswith(short, at):
            return at + len(short)
    close = _COMMENT_END.search(html, at)
    return close.end() if close else len(html)


def _behind(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return len(html) if found < 0 else found + len(mark)


def _tag(html: str, start: int, kind: str, at: int) -> tuple[Token | None, int]:
    """A tag and its end; one that is never closed takes all the rest, and is none."""
    name = _TAG_NAME.match(html, at)
    attributes: dict[str, str] = {}
    at = name.end() if name else at
    while True:
        gap = _GAP.match(html, at)
        at = gap.end() if gap else at
        if at >= len(html):
            return None, len(html)
        if html[at] == ">":
            return Token(kind, start, at + 1, name[0].lower() if name else "", attributes), at + 1
        end = _until(html, at + 1 if html[at] == "=" else at, _NAME_END)
        key, at = html[at:end].lower(), end
        value = ""
        equals = _EQUALS.match(html, at)
        if equals:
            quote = html[equals.end() : equals.end() + 1]
            quote = quote if quote in ('"', "'") else ""
            first = equals.end() + len(quote)
            last = _until(html, first, _VALUE_ENDS[quote])
            value, at = html[first:last], last + len(quote)
        attributes.setdefault(key, value)


def _until(html: str, at: int, stop: re.Pattern[str]) -> int:
    """The first offset from `at` on that ends a name or a value and lies in no template tag; else the end."""
    while match := stop.search(html, at):
        if match[0] not in _CLOSERS:
            return match.start()
        at = _template_end(html, match) or match.end()
    return len(html)


def _content(html: str, at: int, name: str) -> tuple[Token | None, int]:
    """The text of an element that can hold no markup, where it has one that is shown, and where to read on."""
    if name in ("pre", "listing", "textarea"):
        # the standard drops a line break right behind these
        first = _LINE_BREAK.match(html, at)
        at = first.end() if first else at
    if name in _UNSEEN:
        return None, _content_end(html, at, name)
    if name not in _CODED and name not in _RAW:
        return None, at
    end = _content_end(html, at, name)
    return Token(TEXT if name in _CODED else RAW, at, end), end


def _content_end(html: str, at: int, name: str) -> int:
    if name == "plaintext":
        return len(html)
    close = _end_tag(name).search(html, at)
    return close.start() if close else len(html)


_end_tags: dict[str, re.Pattern[str]] = {}


def _end_tag(name: str) -> re.Pattern[str]:
    if name not in _end_tags:
        _end_tags[name] = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE)
    return _end_tags[name]
