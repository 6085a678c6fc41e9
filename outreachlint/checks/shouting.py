"""Capitals and exclamation marks that raise the voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Edit, Fix
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
_SENTENCE = 4
"""So many words in capitals are no list of acronyms where everyday words are among them."""

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
_APOSTROPHES = frozenset("'’")
_MOST_SINGLES = 20
_SINGLES = re.compile(r"(?:(?<!\w)[A-ZÀ-ÖØ-Þ]['’ ])+\Z")
_MARKS = "!?！‼⁉❗❕\ufe0f"
_OPENING = "¡¿"


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
                spans += _capitals(raw, sentence, hidden, allowed, document.lang)
    subject = document.field_span("subject") or Span(0, 0)
    at = -1
    for span in sorted(spans):
        if span.start >= at:
            marks = raw[span.start] in _MARKS + _OPENING
            edits = list(_calmer(raw, span) if marks else _in_small_letters(document, span, subject, hidden, allowed))
            fix = Fix("", tuple(edits), "safe" if marks else "unsafe") if edits else None
            yield Signal(span, {"words": span.of(raw), "instead": _with(raw, span, edits)}, fix)
            at = span.end


def _marks(raw: str, least: int, hidden: list[Span]) -> Iterator[Span]:
    for match in re.finditer(f"[{_MARKS}]{{2,}}|[{_OPENING}]{{2,}}", raw):
        count = sum(2 if mark == "‼" else 1 for mark in match[0] if mark not in "?¿\ufe0f")
        span = Span(*match.span())
        if count >= least and not any(span.overlaps(other) for other in hidden):
            yield span


def _capitals(raw: str, sentence: Sentence, hidden: list[Span], allowed: frozenset[str], lang: str) -> Iterator[Span]:
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
        yield from _shouted(raw, run, sentence, lang)
        run = [span] if word.isupper() and len(word) > 1 else []
    yield from _shouted(raw, run, sentence, lang)


def _shouted(raw: str, run: list[Span], sentence: Sentence, lang: str) -> Iterator[Span]:
    """The run where it shouts: two loud words and more than acronyms, or a word that is only ever shouted.

    One loud word among everyday ones is enough where they are all there is.
    """
    while run and run[-1].end - run[-1].start < 2:
        run = run[:-1]
    if not run:
        return
    words = [span.of(raw) for span in run]
    loud = sum(1 for word in words if len(word) >= _LOUD and _VOWEL.search(word))
    whole = Span(run[0].start, run[-1].end)
    sentence_is_loud = (whole.end - whole.start) * 2 > sentence.span.end - sentence.span.start
    if loud == 1 and len(words) >= _SENTENCE and sentence_is_loud:
        from outreachlint.checks.small_letters import everyday

        loud += sum(1 for word in words if len(word) == _LOUD - 1 and word.lower() in everyday(lang))
    if loud > 2 or (loud == 2 and (len(words) > 2 or sentence_is_loud or not _ANY_SHOUTED.isdisjoint(words))):
        yield whole
    elif len(run) <= 2:
        for span, word in zip(run, words):
            if word in SHOUTED or (word in SHOUTED_WITH_A_MARK and raw.startswith("!", span.end)):
                yield span


def _calmer(raw: str, span: Span) -> Iterator[Edit]:
    """One mark for a row of them; a question that is shouted stays one."""
    marks = span.of(raw)
    if marks[0] in _OPENING:
        yield Edit(span, "".join(dict.fromkeys(marks)))
        return
    exclaims = marks.strip("?\ufe0f")
    if not exclaims.strip("❗❕\ufe0f"):  # an emoji stays one
        yield Edit(Span(span.start + 1 + marks.startswith("\ufe0f", 1), span.end), "")
        return
    question = "?" in marks or "⁉" in marks
    mark = "！" if "！" in exclaims and not exclaims.strip("！") else "!"
    yield Edit(span, "?!" if question else mark)


def _in_small_letters(
    document: Document, span: Span, subject: Span, hidden: list[Span], allowed: frozenset[str]
) -> Iterator[Edit]:
    """A subject's words as they stand in a sentence; acronyms and placeholders stay. Nothing for words elsewhere.

    Nothing either where a word's small letters are not its own, as those of Turkish are.
    """
    if not (subject.start <= span.start and span.end <= subject.end):
        return
    raw, lang = document.text, document.lang
    before = _SINGLES.search(raw, max(subject.start, span.start - _MOST_SINGLES), span.start)
    words = list(_WORD.finditer(raw, before.start() if before else span.start, span.end))
    if any(len(word[0].lower()) != len(word[0]) for word in words):
        return
    from outreachlint.checks.small_letters import begins_sentence, small, spellings, stays

    spelled = spellings(document.fields[-1].text)
    for match in words:
        word, place = match[0], Span(*match.span())
        if not word.isupper() or word in allowed or any(place.overlaps(other) for other in hidden):
            continue
        around = raw[max(0, place.start - 1) : place.start] + raw[place.end : place.end + 1]
        elided = not _APOSTROPHES.isdisjoint(around)
        if word not in spelled and stays(word, lang, elided=elided, shouted=word in _ANY_SHOUTED):
            continue
        calm = small(word, lang, begins=begins_sentence(raw[subject.start : place.start]), spelled=spelled)
        if calm != word:
            yield Edit(place, calm)


def _with(raw: str, span: Span, edits: list[Edit]) -> str:
    """The text of a span with its edits made."""
    out, at = "", span.start
    for place, content in edits:
        out += raw[at : place.start] + content
        at = place.end
    return out + raw[at : span.end]
