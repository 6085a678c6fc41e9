"""How a message begins: a subject label, a greeting, the name of whom it is for."""

from __future__ import annotations

import re

from outreachlint.readers.plain import LABELS
from outreachlint.text.formulas import CLOSINGS, GREETING_PAIRS, GREETINGS, WHOLE_CLOSINGS
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

# Greetings that are words of other things as well (`Buenas prácticas`, `Care homes`): a short line with a mark tells.
_DOUBTFUL = frozenset(["buenas", "buenos", "boas", "care", "cara", "caras", "liebe", "liebes", "greetings"])
_SHORT = 40

_SUBJECT = LazyPattern(
    rf"[^\w*`]{{0,8}}(?P<mark>\*\*?|__?)?(?:{LABELS})(?:[ -]?(?:lines?|zeile))?"
    r"(?:[^\S\r\n]*\([^()\r\n]{0,60}\)|[^\S\r\n]+[A-C1-9](?![\w']))?[^\S\r\n]*"
    r"(?(mark)(?::[^\S\r\n]*(?P=mark)|(?P=mark)[^\S\r\n]*:)|:)[^\S\r\n]*(?P<subject>[^\r\n]*)",
    re.I,
)
_PAIRS = {"**": "**", "__": "__", "`": "`", "*": "*", "_": "_", '"': '"', "“": "”", "„": "“", "«": "»"}
_NO_SUBJECT = LazyPattern(
    r"\([^()]{0,20}\b(?:no|none|not|without|nessun[oa]?|senza|sin|ningun[oa]?|sans|aucun|kein\w*|ohne|sem|nenhum)\b"
    r"[^()]*\)|n/?a|none|nessuno|-+|–|—",
    re.I,
)
_LEAD = LazyPattern(r"[\s\"“„«'‘*_>¡]*(?:\{+\s*(?:random\s*\|\s*)?(?=[^{}\n|]{1,30}\|))?", re.I)
_WORDS = LazyPattern(r"(?P<one>[^\W\d_]+(?:\.[^\W\d_]+)?)(?:\s(?P<two>[^\W\d_]+))?")
_SALUTATION = LazyPattern(
    r"[^\S\n]*(?:[,!:;.|–—…]|-\s|$)"  # Hi, / Hello! / {Hi|Hello}
    r"|[^\S\n]*(?:[{\[<«%#$@*(]|X{2,})"  # Hi {{first_name}} whatever mark follows
    r"|(?:[^\S\n]+[^\s,!:;–—]{1,24}){1,5}?[^\S\n]*(?:[,!:;–—]|\s-\s|$)"  # Dear Dr. Rossi,
)
_PLACEHOLDER = (
    r"\{\{\{?[^{}\n]{1,60}\}?\}\}|\[\[?[^\[\]\n]{1,40}\]\]?|\{[^{}|\n]{1,40}\}|<<?[^<>\n]{1,40}>>?|%%?\w{1,30}%%?"
    r"|\#\w{1,30}\#|\*\|\w{1,30}\|\*|«[^«»\n]{1,40}»"
)
_NAMED = LazyPattern(
    rf"(?:{_PLACEHOLDER})(?:[^\S\n]+(?:{_PLACEHOLDER}))?[^\S\n]*(?:[,!–—]|-\s|:$)"  # [Name], / {{first}} {{last}} —
    r"|[A-ZÀ-Þ][\w'’.-]{1,24}(?:[^\S\n]+[A-ZÀ-Þ][\w'’.-]{0,24}){0,3},$"  # Ann, on a line of its own
)
_THANKS = LazyPattern(
    r"(?:(?:many )?thanks|thank you|grazie|gracias|merci|danke|vielen dank|obrigad[oa])\s+"
    r"(?:so much\s+|mille\s+|again\s+)?(?:for|per|por|pour|d'|de|für|fürs|pelo|pela|del|dell)\b",
    re.I,
)


def subject_label(line: str) -> Span | None:
    """Where in a line the subject stands that a label leads to, without quotes and emphasis; None without a label.

    The span is empty where the label says nothing, or that there is no subject.
    """
    match = _SUBJECT.get().match(line) if ":" in line[:120] else None
    if match is None:
        return None
    start, end = match.span("subject")
    while end > start and line[end - 1].isspace():
        end -= 1
    for opening, closing in _PAIRS.items():
        inner = line[start + len(opening) : end - len(closing)]
        if inner and line.startswith(opening, start) and line.endswith(closing, start, end) and closing not in inner:
            start, end = start + len(opening), end - len(closing)
            break
    if _NO_SUBJECT.get().fullmatch(line, start, end):
        end = start
    return Span(start, end)


def greets(line: str) -> bool:
    """Whether a message begins with this line: a greeting, or a name or placeholder with a comma.

    A closing with a comma (`Cheers,`) looks like a name and is none.
    """
    line = line[:200].rstrip()
    lead = _LEAD.get().match(line)
    start = lead.end() if lead else 0
    words = _WORDS.get().match(line, start)
    if words is not None:
        if words["two"] and f"{words['one']} {words['two']}".lower() in GREETING_PAIRS:
            return True
        word, end = words["one"].lower(), words.end("one")
        if word in _DOUBTFUL:
            return _is_salutation(line[end:])
        if word in GREETINGS and _SALUTATION.get().match(line, end) and not line.startswith(("-", "'", "’"), end):
            return True
    bare = line.lstrip(" \t\"“„«'‘*_>")
    return bool(_NAMED.get().match(bare)) and not _closes(bare)


def thanks(line: str) -> bool:
    """Whether a line thanks for something, as first lines do that have no greeting (`Thanks for connecting`)."""
    return bool(_THANKS.get().match(line[:200].lstrip(" \t\"“„«'‘*_>")))


def _closes(line: str) -> bool:
    """Whether a line that ends in a comma closes a message."""
    words = line.rstrip(" ,").lower()
    return words in WHOLE_CLOSINGS or f"{words} ".startswith(CLOSINGS)


def _is_salutation(rest: str) -> bool:
    """Whether what follows a doubtful greeting is a mark, or a name and a comma that end the line."""
    rest = rest.lstrip()
    if rest.startswith((",", "!", "{", "[", "<", "«", "%")):
        return True
    return rest.endswith((",", "!")) and len(rest) <= _SHORT and rest[:1].isupper()
