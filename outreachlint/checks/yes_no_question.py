"""Questions that a plain 'no' answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.text.listed import words

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[,;:()]| - ")
_LEADING = 2
"""A question word is the first word of its clause or stands behind one other (`at what time`, `a che ora`)."""
_ASKING = {
    "en": words("what when where which who whom whose why how"),
    "it": words("che cosa quando dove quale quali chi perche come quanto quanta quanti quante cos qual"),
    "es": words("que cuando donde cual cuales quien quienes por como cuanto cuanta cuantos cuantas"),
    "fr": words("que quand ou quel quelle quels quelles qui pourquoi comment combien quoi qu"),
    "de": words("was wann wo wohin welche welcher welches welchen wer wen wem warum wieso wie weshalb"),
    "pt": words("que quando onde qual quais quem porque como quanto quanta quantos quantas"),
}


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every question whose last clause begins with no question word."""
    view = analysis.view
    asking = _ASKING.get(analysis.document.lang, frozenset())
    for sentence in view.sentences:
        if sentence.question and sentence.section not in ("subject", "quote"):
            clauses = [part for part in _CLAUSE.split(view.text[sentence.start : sentence.end]) if part.strip(" ?!.")]
            # 'if you like it, when may I call?' asks when; 'when you are back, may I call?' does not
            first = _WORD.findall(clauses[-1])[:_LEADING] if clauses else []
            if asking.isdisjoint(first):
                yield Signal(sentence.span)
