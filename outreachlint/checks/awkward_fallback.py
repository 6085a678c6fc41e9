"""Fallbacks that show the machine: forms with a slash, names of fields, a second greeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.greeted import Before, greeted_tags
from outreachlint.checks.signal import Signal
from outreachlint.text.formulas import GREETING_PAIRS, GREETINGS
from outreachlint.text.listed import phrases, words
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span
from outreachlint.text.template.fields import NAMES_OF_PEOPLE, meaning, plain
from outreachlint.text.template.nodes import Condition, Tag, Text
from outreachlint.text.template.tags import names_in

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.text.template.nodes import Template

_SLASHED = LazyPattern(r"[^\W\d_]\.?\s?/\s?-?[^\W\d_]|[^\W\d_]\((?:a|o|e|i|r|n|s|as|os|in|en|ne|esse)\)")
_STARRED = LazyPattern(r"[^\W\d_][*:·]in(?:nen)?\b|[^\W\d_]\*(?:\s|$)|[^\W\d_]@s?(?:\s|$)|[^\W\d_]ə\b")
_PAIRS = words("and/or e/o y/o et/ou und/oder ou/et w/o c/o n/a")
_NO_VALUE = frozenset(
    [
        "null",
        "none",
        "nil",
        "undefined",
        "nan",
        "n/a",
        "na",
        "xxx",
        "test",
        "tbd",
        "todo",
        "empty",
        "unknown",
        "-",
        "--",
    ]
)
_DETERMINERS = words(
    "your the a this il la le lo lo i gli un una tua tuo sua suo vostra vostro tu su votre ta ihr ihre dein"
)
#: What people are to a sender's database, not to themselves.
_ROLES = phrases(
    "lead|leads|prospect|customer|valued customer|dear customer|client|user|contact|recipient|subscriber|friend",
    "dear friend|sir or madam|first name|firstname",
    "cliente|gentile cliente|utente|contatto|destinatario|iscritto|amico|amica|caro amico|potenziale cliente",
    "contacto|usuario|amigo|amiga|client|cher client|utilisateur|contact|ami|amie|kunde|kundin|interessent|kontakt",
    "freund|nutzer|contato|usuário",
)
#: Small words that stand in for a name; in English and its neighbours only names begin with a capital there.
_SMALL = words(
    "there all everyone everybody folks team friend tutti tutte collega colleghi todos todas tous zusammen pessoal"
)
#: Styles in which a fallback may be a tag of its own: `{first_name:{last_name:there}}`.
_NESTING = frozenset(["colon", "word"])
#: `Hola buenas` and `Olá boas` are one greeting.
_SECOND = GREETINGS - {"buenas", "boas"}


class _Fallback:
    """A fallback: its place, the field that it stands in for, what is before it, and how the tag writes it."""

    __slots__ = ("before", "field", "holds", "span", "style", "text")

    def __init__(self, span: Span, field: str, text: str, before: Before | None, style: str = "") -> None:
        self.span = span
        self.style = style
        self.field = field
        self.text = text.strip()
        self.holds = meaning(field)
        self.before = before


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every fallback that reads badly, also the `else` of a condition about a name."""
    template = analysis.template
    for each in sorted(_fallbacks(template), key=lambda each: each.span):
        if _is_awkward(each, template):
            yield Signal(each.span, {"fallback": each.text, "field": each.field})


def _fallbacks(template: Template) -> Iterator[_Fallback]:
    guarded = dict(greeted_tags(template))
    for node in template.walk():
        if isinstance(node, Tag) and node.fallbacks:
            yield _Fallback(node.span, node.name, node.fallbacks[-1], guarded.get(node), node.style)
        elif isinstance(node, Condition) and not node.inverted and len(node.branches) == 2:
            names = list(names_in(node.tests[0]))
            last = node.branches[-1].nodes
            if len(last) == 1 and isinstance(last[0], Text) and len(names) == 1 and _is_person(names[0]):
                text = last[0].span.of(template.text)
                if len(text.split()) <= _MOST_WORDS and text.strip():
                    start = last[0].span.start + len(text) - len(text.lstrip())
                    yield _Fallback(Span(start, start + len(text.strip())), names[0], text, None)


_MOST_WORDS = 3
"""An `else` of more words is a text of its own, not what stands in for a name."""


def _is_person(field: str) -> bool:
    return meaning(field) in NAMES_OF_PEOPLE


def _is_awkward(each: _Fallback, template: Template) -> bool:
    text = each.text
    if not text:
        return each.holds is not None
    low = text.lower().strip(" ,.!")
    if text[0] == "{" and each.style in _NESTING:
        return False
    if _is_slashed(text) or low in _NO_VALUE or text[0] in "[{<%":
        return True
    if _names_the_field(each):
        return True
    if each.holds not in NAMES_OF_PEOPLE:
        return False
    if low in _ROLES:
        return True
    return each.before is not None and _clashes(each, each.before, low, template)


def _is_slashed(text: str) -> bool:
    if _STARRED.get().search(text):
        return True
    found = _SLASHED.get().search(text)
    return found is not None and not any(word in _PAIRS for word in text.lower().split())


def _names_the_field(each: _Fallback) -> bool:
    """Whether a fallback is the name of the field, or of its kind (`NAME`, `first name`, `azienda`)."""
    if plain(each.text) == plain(each.field.rpartition(".")[2]):
        return True
    if each.text.lower().split()[0] in _DETERMINERS:
        return False
    kinds = NAMES_OF_PEOPLE if each.holds in NAMES_OF_PEOPLE else ("company",) if each.holds == "company" else ()
    return meaning(each.text) in kinds


def _clashes(each: _Fallback, before: Before, low: str, template: Template) -> bool:
    """Whether it greets a second time, or has the wrong capitals for its place."""
    first = each.text[0]
    if before.greets:
        again = low.split()[0].strip(",") in _SECOND or " ".join(low.split()[:2]) in GREETING_PAIRS
        return again or (first.isupper() and low in _SMALL)
    behind = template.text[each.span.end : each.span.end + 1]
    return before.starts_line and first.islower() and behind == ","
