"""Notes that could go to anybody: every word is an everyday one or from the networker's stock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.message_start import first_sentence
from outreachlint.checks.signal import Signal
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

_WORD = re.compile(r"\w+")
_LEAST = 4
"""Fewer words (`Hi Ann!`) say too little to judge."""
_GREETING, _SIGNATURE = 4, 3
"""Within so many words of either end a capitalised word or a placeholder may be a name."""

_vocabularies: dict[str, frozenset[str]] = {}


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The whole of a note in which nothing is about its reader or its sender. Says nothing of unknown languages."""
    from outreachlint.checks.stock_words import CORE

    view = analysis.view
    core = CORE.get(analysis.document.lang)
    words = list(_WORD.finditer(view.text))
    if core is None or not _LEAST <= len(words) <= options["words"]:
        return
    if not any(match[0].startswith(core) for match in words):
        return
    vocabulary = _vocabulary(analysis.document.lang)
    left = options["unknown"]
    for index, match in enumerate(words):
        if match[0] not in vocabulary and not _may_be_name(analysis, match, index, len(words)):
            left -= 1
            if left < 0:
                return
    yield Signal(Span(first_sentence(analysis).start, view.sentences[-1].span.end))


def _vocabulary(lang: str) -> frozenset[str]:
    from outreachlint.checks.stock_words import WORDS

    if lang not in _vocabularies:
        _vocabularies[lang] = frozenset(WORDS[lang].split())
    return _vocabularies[lang]


def _may_be_name(analysis: Analysis, match: re.Match[str], index: int, count: int) -> bool:
    """Whether an unknown word stands where the reader's or the sender's name stands, and looks like one."""
    if index >= _GREETING and index < count - _SIGNATURE:
        return False
    if match[0].isdigit():
        return False
    span = analysis.view.raw_span(match.start(), match.end())
    if any(mask.span.overlaps(span) for mask in analysis.view.masks):
        return all(mask.kind == "placeholder" for mask in analysis.view.masks if mask.span.overlaps(span))
    return span.of(analysis.document.text)[:1].isupper()
