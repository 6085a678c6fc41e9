"""Find phrases in a View: an index by word, the patterns of the few candidates, gaps chained in linear time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from outreachlint.phrases.compile import REF, REF_END

if TYPE_CHECKING:
    from outreachlint.text.view import View

GAP_WORDS = 7
"""The most words that a gap may span: about the length of one clause."""

MAX_KNOWN_WORDS = 50_000
"""How many words keep their phrases in memory, about 6 MB; more than that and all are looked up anew."""

_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(f"{REF}([^{REF_END}]+){REF_END}")


class Hit(NamedTuple):
    """A phrase found: its sentence's index, its offsets in `View.text`, and the phrase's number in its index."""

    sentence: int
    start: int
    end: int
    phrase: int


class PhraseIndex:
    """The phrases of one language, as read from the pack's artefact (see rules/pack.py).

    `data` holds `lexicons` (name to pattern), `needs` (lists of words; a stem ends in `*`), `phrases`
    (`[signal, [segment patterns], [numbers of needs]]`), `words` and `stems` (word or beginning to numbers of phrases).
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.lexicons: dict[str, str] = data["lexicons"]
        self._needs: list[list[str]] = data["needs"]
        self._phrases: list[list[Any]] = data["phrases"]
        self._words: dict[str, list[int]] = data["words"]
        self._stems: dict[str, list[int]] = data["stems"]
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._of_word: dict[str, tuple[int, ...]] = {}
        self._exact: dict[int, frozenset[str]] = {}
        self._beginnings: dict[int, tuple[str, ...]] = {}
        self._patterns: dict[int, list[re.Pattern[str]]] = {}

    def __len__(self) -> int:
        return len(self._phrases)

    def signal_of(self, phrase: int) -> str:
        """The name (`CODE/signal`) of the signal that a phrase belongs to."""
        name: str = self._phrases[phrase][0]
        return name

    def candidates(self, view: View) -> dict[str, list[tuple[int, int]]]:
        """For each signal the (sentence, phrase) pairs whose needed words are all in the sentence."""
        found: dict[str, list[tuple[int, int]]] = {}
        text = view.text
        for number, sentence in enumerate(view.sentences):
            words = set(_WORD.findall(text, sentence.start, sentence.end))
            for phrase in self._indexed(words):
                entry = self._phrases[phrase]
                if all(self._met(need, words) for need in entry[2]):
                    found.setdefault(entry[0], []).append((number, phrase))
        return found

    def _indexed(self, words: set[str]) -> set[int]:
        numbers: set[int] = set()
        known = self._of_word
        for word in words:
            listed = known.get(word)
            if listed is None:
                listed = self._look_up(word)
            if listed:
                numbers.update(listed)
        return numbers

    def _look_up(self, word: str) -> tuple[int, ...]:
        """The phrases that a word is a key of; kept, since a few words are most of all text."""
        listed = list(self._words.get(word, ()))
        for length in self._stem_lengths:
            listed.extend(self._stems.get(word[:length], ()))
        if len(self._of_word) >= MAX_KNOWN_WORDS:
            self._of_word.clear()
        self._of_word[word] = found = tuple(listed)
        return found

    def _met(self, need: int, words: set[str]) -> bool:
        exact = self._exact.get(need)
        if exact is None:
            exact = self._exact[need] = frozenset(word for word in self._needs[need] if word[-1] != "*")
            self._beginnings[need] = tuple(word[:-1] for word in self._needs[need] if word[-1] == "*")
        if not exact.isdisjoint(words):
            return True
        beginnings = self._beginnings[need]
        return bool(beginnings) and any(word.startswith(beginnings) for word in words)

    def verify(self, view: View, pairs: list[tuple[int, int]]) -> list[Hit]:
        """The hits among candidates, in the order of the text."""
        hits: list[Hit] = []
        for number, phrase in pairs:
            sentence = view.sentences[number]
            patterns = self._compiled(phrase)
            for start, end in chain(patterns, view.text, sentence.start, sentence.end):
                hits.append(Hit(number, start, end, phrase))
        hits.sort(key=lambda hit: (hit.start, -hit.end, hit.phrase))
        return hits

    def _compiled(self, phrase: int) -> list[re.Pattern[str]]:
        patterns = self._patterns.get(phrase)
        if patterns is None:
            patterns = [re.compile(self.expand(source)) for source in self._phrases[phrase][1]]
            self._patterns[phrase] = patterns
        return patterns

    def expand(self, source: str) -> str:
        """A pattern with its lexicons put in."""
        return expand(source, self.lexicons)


def expand(source: str, lexicons: Mapping[str, str]) -> str:
    """A pattern with its references to lexicons replaced by their patterns, however deep."""
    while REF in source:
        source = _REFERENCE.sub(lambda match: lexicons[match.group(1)], source)
    return source


def chain(patterns: list[re.Pattern[str]], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places where the segments follow each other, each at most GAP_WORDS words after the one before.

    From the right: of each segment's matches those stay that a kept match of the next segment follows; so the time is
    linear in the number of matches whatever the text.
    """
    if len(patterns) == 1:
        for match in patterns[0].finditer(text, start, end):
            yield match.span()
        return
    kept = [(match.start(), match.end(), match.end()) for match in patterns[-1].finditer(text, start, end)]
    for pattern in reversed(patterns[:-1]):
        if not kept:
            return
        starts = [first for first, _, _ in kept]
        earlier: list[tuple[int, int, int]] = []
        for match in pattern.finditer(text, start, end):
            index = bisect_left(starts, match.end())
            if index < len(kept) and _words_between(text, match.end(), starts[index]) <= GAP_WORDS:
                earlier.append((match.start(), match.end(), kept[index][2]))
        kept = earlier
    for first, _, last in kept:
        yield first, last


def _words_between(text: str, start: int, end: int) -> int:
    if end - start > 40 * GAP_WORDS:
        return GAP_WORDS + 1
    return len(_WORD.findall(text, start, end))
