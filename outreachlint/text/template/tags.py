"""What a tag says: its field, what stands in for an empty one, and what is done to its value."""

from __future__ import annotations

import re
from collections.abc import Iterable

from outreachlint.records import NamedTuple
from outreachlint.text.listed import words
from outreachlint.text.patterns import LazyPattern

_EDGES = {
    "double_brace": (2, 2),
    "triple_brace": (3, 3),
    "brace": (1, 1),
    "salesforce": (2, 1),
    "bracket": (1, 1),
    "double_bracket": (2, 2),
    "angle": (1, 1),
    "double_angle": (2, 2),
    "percent": (1, 1),
    "double_percent": (2, 2),
    "ampscript": (3, 3),
    "hash": (1, 1),
    "dollar": (2, 1),
    "mailchimp": (2, 2),
}
_QUOTES = "\"'“”‘’«»„"
# A bar or a doubled one outside quotation marks and inner brackets.
_PARTS = LazyPattern(r"""("[^"]*"|'[^']*'|“[^”]*”|\{\{[^{}]*\}\}|\{[^{}]*\}|\[[^\[\]]*\]|\|\||[^|"'“{\[]+|.)""", re.S)
_DEFAULT = LazyPattern(r"(?:default|fallback|d)\s*(?:[:=(]|(?=[\"'“]))\s*(.*?)\)?\s*", re.S | re.I)
_FILTER = LazyPattern(r"([a-z_]+)\s*(\(.*|:.*)?", re.S | re.I)
_ARGUMENT = LazyPattern(r":(?:\s|[\d\"'“])", re.S)
_CALL = LazyPattern(r"(\w+)\(\s*(.*)\)", re.S)
_STRING = LazyPattern(r""""([^"]*)"|'([^']*)'""")
_FIELD = LazyPattern(r"(?:\$\{|\[)?\s*[\"']?(.*?)[\"']?\s*[\]}]?", re.S)
_IDENTIFIER = LazyPattern(r"@?[^\W\d][\w.]*(?!\w|\s*\()")
_SET = LazyPattern(r"\{%[-+]?\s*(?:assign|set|capture|for|tablerow)\s+(\w+)")
_NAMED_FALLBACK = LazyPattern(r"(.*?)\s*[,|]\s*fallback\s*=\s*(.*)", re.S | re.I)
_COLON = LazyPattern(r"([^\W\d][\w .-]{0,40}?)\s*:\s*([^/].*)", re.S)
_SPACE = LazyPattern(r"((?:first|last|full|job|company|recruiter)(?:-\w+)+)\s+(.+)", re.S)
FILTERS = words(
    "abs append at_least at_most capitalize ceil center compact concat date date_format datetimeformat default",
    "dictsort divided_by downcase escape escape_once first float floor forceescape format groupby indent int",
    "join json last length list lower lowercase lstrip map minus modulo newline_to_br number_with_delimiter",
    "pluralize plus pprint prepend raw remove remove_first replace replace_first reverse round rstrip safe",
    "size slice sort split strip strip_html strip_newlines striptags sum times title titlecase tojson trim",
    "truncate truncatewords uniq upcase upper uppercase url_decode url_encode urlencode urlize where wordcount",
    "wordwrap proper_case titleize",
)


class Reading(NamedTuple):
    """A tag read: `style` is how its fallbacks are written (`dialects.FALLBACKS`), empty where it has none."""

    name: str
    fallbacks: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    style: str = ""


def inside(written: str, form: str) -> str:
    """What stands between the brackets of a tag."""
    before, behind = _EDGES["angle" if written[0] == "«" else form]
    return written.lstrip("#")[before:-behind].strip(" \t\n-~&") if form != "hash" else written[1:-1]


def read_tag(written: str, form: str) -> Reading:
    """A tag as it is written, read."""
    text = inside(written, form)
    if form in ("salesforce", "ampscript"):
        return _formula(text)
    if form == "mailchimp":
        return Reading(text.rpartition(":")[2] if not text.startswith(("IF", "END", "ELSE")) else text)
    if form in ("bracket", "angle", "double_angle", "hash", "percent", "double_percent"):
        return Reading(text)
    if text[:9].lower() == "fallback|":
        first, *others = (part.strip() for part in _split(text[9:]))
        return Reading(_field(first.strip("{}")), tuple(others), (), "word")
    call = _CALL.get().fullmatch(text)
    if call and call[1] == "personalization_token":
        strings = _strings(call[2])
        return Reading(strings[0] if strings else "", tuple(strings[1:]), (), "call" if strings[1:] else "")
    named = _NAMED_FALLBACK.get().fullmatch(text)
    if named:
        return Reading(_field(named[1]), (_bare(named[2]),), (), "named")
    if form == "brace":
        return _single(text)
    return _piped(text)


def _single(text: str) -> Reading:
    """What stands in single braces."""
    before, equals, behind = text.partition("=")
    if equals and before.isidentifier():
        name, *others = behind.split("|")
        return Reading(name.strip(), tuple(part.strip() for part in others), (), "bar" if others else "")
    colon = _COLON.get().fullmatch(text)
    if colon:
        behind = colon[2].strip()
        inner = _COLON.get().fullmatch(behind[1:-1]) if behind[:1] == "{" else None
        return Reading(colon[1], (inner[2].strip() if inner else behind,), (), "colon")
    space = _SPACE.get().fullmatch(text)
    if space:
        return Reading(space[1], (space[2],), (), "space")
    return _piped(text)


def _piped(text: str) -> Reading:
    """A field and, behind bars, filters and fallbacks: a known filter is one, other words are a fallback."""
    first, *others = _split(text)
    name, *arrows = first.split("->")
    fallbacks: list[str] = []
    filters = [arrow.strip() for arrow in arrows]
    styles: list[str] = []
    for part in others:
        stripped = part.strip()
        default = _DEFAULT.get().fullmatch(stripped.lstrip("|").strip())
        if default:
            filters.append("default")
            fallbacks.append(_bare(default[1]))
            styles.append("filter")
        elif name_of_filter := _filter(stripped):
            filters.append(name_of_filter)
        else:
            fallbacks.append(_bare(stripped.lstrip("|")))
            styles.append("or" if stripped.startswith("||") else "bar")
    return Reading(_field(name), tuple(fallbacks), tuple(filters), styles[0] if styles else "")


def _filter(part: str) -> str | None:
    """The name of a filter: a known one, or another with an argument behind a colon."""
    match = _FILTER.get().fullmatch(part)
    if match is None:
        return None
    name, arguments = match[1], match[2] or ""
    return name if name.lower() in FILTERS or _ARGUMENT.get().match(arguments) else None


def _split(text: str) -> list[str]:
    """The parts between bars; a part behind a doubled bar keeps it."""
    parts = [""]
    for piece in _PARTS.get().findall(text):
        if piece == "|":
            parts.append("")
        elif piece == "||":
            parts.append("||")
        else:
            parts[-1] += piece
    return parts


def _formula(text: str) -> Reading:
    """A field, or a formula: its first field and the texts in it."""
    call = _CALL.get().fullmatch(text)
    if call is None:
        return Reading(text)
    strings = _strings(call[2])
    field = _IDENTIFIER.get().search(_STRING.get().sub("", call[2]))
    return Reading(field[0] if field else call[1], tuple(strings), (call[1],), "call" if strings else "")


def _strings(text: str) -> list[str]:
    return [double or single for double, single in _STRING.get().findall(text)]


def _field(text: str) -> str:
    """The name of a field: `${x}`, `["x"]` and `x` are the same."""
    match = _FIELD.get().fullmatch(text.strip())
    return match[1].strip() if match else text.strip()


def _bare(text: str) -> str:
    """A fallback without its quotation marks."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES else text


def names_in(test: str) -> Iterable[str]:
    """The field that a condition asks about, where it begins with one (`first_name`, `x == "y"`, `not x`)."""
    words_of = [word for word in test.replace("!", " ").split() if word not in ("not", "(", "and", "or")]
    match = _IDENTIFIER.get().match(words_of[0].lstrip("(")) if words_of else None
    return [match[0].strip(".")] if match else []


def set_in(text: str) -> set[str]:
    """The variables that a template sets itself (`{% assign city = … %}`), which are no fields."""
    return set(_SET.get().findall(text)) if "{%" in text else set()
