"""Capitals and exclamation marks that raise the voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
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


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every run of capitals or exclamation marks that shouts, in the order of the text."""
    raw = analysis.document.text
    hidden = [mask.span for mask in analysis.view.masks]
    spans = list(_marks(raw, max(2, options["marks"]), hidden))
    if _CAPITALS.search(raw):
        allowed = frozenset(word.upper() for word in options["allow"])
        for sentence in analysis.view.sentences:
            if sentence.section not in ("signature", "quote") and _CAPITALS.search(raw, *sentence.span):
                spans += _capitals(raw, sentence, hidden, allowed)
    at = -1
    for span in sorted(spans):
        if span.start >= at:
            yield Signal(span, {"words": span.of(raw)})
            at = span.end


def _marks(raw: str, least: int, hidden: list[Span]) -> Iterator[Span]:
    for match in re.finditer("[!?！‼⁉\ufe0f]{2,}", raw):
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
