"""Capitals and exclamation marks that raise the voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Edit, Fix
from outreachlint.document import UNKNOWN
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.document import Document
    from outreachlint.text.view import Sentence

_WORD = re.compile(r"(?<![\w#@])[^\W\d_]+(?:-[^\W\d_]+)*(?!\w)")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Þ]")
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{3}")  # the shortest word that is only ever shouted has three letters
_LOUD = 4
"""A word in capitals of so many letters, with a vowel, is no acronym as a rule."""

# One word in capitals is mostly a name or an acronym; these are neither.
_SHOUTED = """
    FREE URGENT TODAY HURRY ATTENTION IMPORTANT FINAL LIMITED GUARANTEED EXCLUSIVE NEVER ALWAYS AMAZING WARNING
    GRATIS GRATUITO GRATUITA GRATUITI SUBITO URGENTE ADESSO ATTENZIONE IMPORTANTE ESCLUSIVO ESCLUSIVA ULTIMI ULTIMA
    ULTIMO SEMPRE OFFERTA SCONTO IMPERDIBILE
    AHORA ATENCIÓN ATENCION ÚLTIMA ULTIMAS ÚLTIMAS ÚLTIMOS OFERTA NUNCA SIEMPRE EXCLUSIVO EXCLUSIVA
    GRATUIT GRATUITE GRATUITEMENT MAINTENANT AUJOURD DERNIER DERNIÈRE DERNIERS DERNIÈRES JAMAIS TOUJOURS EXCLUSIF
    OFFRE KOSTENLOS JETZT SOFORT HEUTE ACHTUNG WICHTIG DRINGEND LETZTE EXKLUSIV EINMALIG NIEMALS
    GRÁTIS AGORA ATENÇÃO
"""
SHOUTED = frozenset(_SHOUTED.split())
# These are acronyms, titles or a mild stress too, so they count only before an exclamation mark.
SHOUTED_WITH_A_MARK = frozenset(["NOW", "STOP", "LAST", "ONLY", "HUGE", "OGGI", "SOLO", "HOJE", "ORA", "MAI", "HOY"])
_ANY_SHOUTED = SHOUTED | SHOUTED_WITH_A_MARK
# Long words in capitals that no small letters become.
_ACRONYMS = """
    ANAC ASEAN BAFTA CAPTCHA CISA CONSOB EFSA ENEA ENISA FIFA HIPAA IATA ICANN IELTS IKEA INAIL INPS INVALSI ISBN ISTAT
    LASER LIDAR MENSA NASA NATO NIST OAUTH OCSE OECD OPEC OSCE OSHA OTAN PISA RADAR RAID SAAS SIAE SIMEST SPID TOEFL
    UEFA UNESCO UNHCR UNICEF UNIDO
"""
ACRONYMS = frozenset(_ACRONYMS.split())
_POLITE = frozenset(["sie", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihnen"])
_APOSTROPHES = frozenset("'’")
_MOST_SINGLES = 20
_SINGLES = re.compile(r"(?:(?<!\w)[A-ZÀ-ÖØ-Þ]['’ ])+\Z")
_MARKS = "!?！‼⁉\ufe0f"


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every run of capitals or exclamation marks that shouts, in the order of the text."""
    document = analysis.document
    raw = document.text
    hidden = [mask.span for mask in analysis.view.masks]
    view = analysis.view
    spans = [
        span
        for span in _marks(raw, max(2, options["marks"]), hidden)
        if not view.sentences or view.sentences[view.sentence_at(span.start)].section not in ("signature", "quote")
    ]
    allowed = frozenset(word.upper() for word in options["allow"])
    if _CAPITALS.search(raw):
        for sentence in analysis.view.sentences:
            if sentence.section not in ("signature", "quote") and _CAPITALS.search(raw, *sentence.span):
                spans += _capitals(raw, sentence, hidden, allowed)
    subject = document.field_span("subject") or Span(0, 0)
    at = -1
    for span in sorted(spans):
        if span.start >= at:
            marks = raw[span.start] in _MARKS
            edits = list(_calmer(raw, span) if marks else _in_small_letters(document, span, subject, hidden, allowed))
            fix = Fix("", tuple(edits), "safe" if marks else "unsafe") if edits else None
            yield Signal(span, {"words": span.of(raw), "instead": _with(raw, span, edits)}, fix)
            at = span.end


def _marks(raw: str, least: int, hidden: list[Span]) -> Iterator[Span]:
    for match in re.finditer(f"[{_MARKS}]{{2,}}", raw):
        count = sum(2 if mark == "‼" else 1 for mark in match[0] if mark not in "?\ufe0f")
        span = Span(*match.span())
        if count >= least and not any(span.overlaps(other) for other in hidden):
            yield span


def _capitals(raw: str, sentence: Sentence, hidden: list[Span], allowed: frozenset[str]) -> Iterator[Span]:
    """Runs of words in capitals in one sentence."""
    run: list[Span] = []
    for match in _WORD.finditer(raw, sentence.span.start, sentence.span.end):
        span, word = Span(*match.span()), match[0]
        if any(span.overlaps(other) for other in hidden) or word.upper() in allowed:
            continue
        gap = raw[run[-1].end : span.start] if run else ""
        if word.isupper() and (len(word) > 1 or run) and not re.search(r"[\n\d#@()/\[\]]", gap):
            run.append(span)
            continue
        yield from _shouted(raw, run, sentence)
        run = [span] if word.isupper() and len(word) > 1 else []
    yield from _shouted(raw, run, sentence)


def _shouted(raw: str, run: list[Span], sentence: Sentence) -> Iterator[Span]:
    """The run where it shouts: two loud words and more than acronyms, or a word that is only ever shouted."""
    while run and run[-1].end - run[-1].start < 2:
        run = run[:-1]
    if not run:
        return
    words = [span.of(raw) for span in run]
    loud = sum(1 for word in words if len(word) >= _LOUD and _VOWEL.search(word))
    whole = Span(run[0].start, run[-1].end)
    sentence_is_loud = (whole.end - whole.start) * 2 > sentence.span.end - sentence.span.start
    if loud > 2 or (loud == 2 and (len(words) > 2 or sentence_is_loud or not _ANY_SHOUTED.isdisjoint(words))):
        yield whole
    elif len(run) <= 2:
        for span, word in zip(run, words):
            if word in SHOUTED or (word in SHOUTED_WITH_A_MARK and raw.startswith("!", span.end)):
                yield span


def _calmer(raw: str, span: Span) -> Iterator[Edit]:
    """One mark for a row of them; a question that is shouted stays one."""
    marks = span.of(raw)
    exclaims = marks.strip("?\ufe0f")
    question = "?" in marks or "⁉" in marks
    mark = "！" if "！" in exclaims and not exclaims.strip("！") else "!"
    yield Edit(span, "?!" if question else mark)


def _in_small_letters(
    document: Document, span: Span, subject: Span, hidden: list[Span], allowed: frozenset[str]
) -> Iterator[Edit]:
    """A subject's words as they stand in a sentence; acronyms and placeholders stay. Nothing for words elsewhere."""
    if not (subject.start <= span.start and span.end <= subject.end):
        return
    raw, everyday = document.text, _everyday(document.lang)
    before = _SINGLES.search(raw, max(subject.start, span.start - _MOST_SINGLES), span.start)
    for match in _WORD.finditer(raw, before.start() if before else span.start, span.end):
        word, place = match[0], Span(*match.span())
        if not word.isupper() or word in allowed or any(place.overlaps(other) for other in hidden):
            continue
        around = raw[max(0, place.start - 1) : place.start] + raw[place.end : place.end + 1]
        if _stays(word, document.lang, everyday, elided=not _APOSTROPHES.isdisjoint(around)):
            continue
        small = word.lower()
        if _begins(raw[subject.start : place.start]) or (document.lang == "de" and _is_noun(small, everyday)):
            small = small[0].upper() + small[1:]
        if small != word:
            yield Edit(place, small)


def _stays(word: str, lang: str, everyday: frozenset[str], *, elided: bool) -> bool:
    """Whether a word is written in capitals however calm the text is."""
    if word == "I" and lang in ("en", UNKNOWN):
        return True
    if elided or word in _ANY_SHOUTED or word.lower() in everyday:
        return False
    return len(word) < _LOUD or word in ACRONYMS or not _VOWEL.search(word)


def _begins(before: str) -> bool:
    """Whether a sentence begins behind a text."""
    before = before.rstrip(' "«“‘(¡¿')
    return not before or before[-1] in ".!?:"


def _is_noun(word: str, everyday: frozenset[str]) -> bool:
    """Whether a German word is likely to be written with a capital: no everyday one, or one of polite address."""
    return word not in everyday or word in _POLITE


def _everyday(lang: str) -> frozenset[str]:
    """The everyday words of a language, of all where nobody knows it."""
    from outreachlint.text.language_words import WORDS

    return frozenset((WORDS.get(lang) or " ".join(WORDS.values())).split())


def _with(raw: str, span: Span, edits: list[Edit]) -> str:
    """The text of a span with its edits made."""
    out, at = "", span.start
    for place, content in edits:
        out += raw[at : place.start] + content
        at = place.end
    return out + raw[at : span.end]
