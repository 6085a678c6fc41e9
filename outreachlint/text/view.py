"""A message as the rules read it: masked, folded, cut into sentences, with the way back to raw offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from outreachlint.records import NamedTuple
from outreachlint.text import sections
from outreachlint.text.fold import OffsetMap, fold
from outreachlint.text.mask import Mask, mask
from outreachlint.text.sentences import bounds, cuts, is_question
from outreachlint.text.source import Span

__all__ = ["Mask", "Sentence", "View", "build_view"]

_WORDS = re.compile(r"\w+")
#: What breaks a line besides "\n" (word processors and chat boxes write the last three).
_LINE_BREAKS = "\r\v\f\x85\u2028\u2029"


class Sentence(NamedTuple):
    """A sentence: its raw span (trimmed), its offsets in `View.text`, and what is known about it.

    `section`: subject, greeting, body, closing, signature, quote or ps.
    """

    span: Span
    start: int
    end: int
    question: bool
    section: str


class View:
    r"""The folded and masked text of a message.

    `text` has a "\n" between two sentences and nowhere else; all other white space in it is spaces.
    """

    __slots__ = ("_ends", "_offsets", "_words", "masks", "raw", "sentences", "text")

    def __init__(
        self, raw: str, text: str, offsets: OffsetMap | None, sentences: tuple[Sentence, ...], masks: tuple[Mask, ...]
    ) -> None:
        self.raw = raw
        self.text = text
        self.sentences = sentences
        self.masks = masks
        self._offsets = offsets
        self._words: set[str] | None = None
        self._ends: list[int] | None = None

    @property
    def words(self) -> set[str]:
        """The different words of `text`; a masked thing is one word."""
        if self._words is None:
            self._words = set(_WORDS.findall(self.text))
        return self._words

    def to_raw(self, offset: int) -> int:
        """The raw offset of an offset in `text` (0..len(text)); never decreases.

        Used for an end, it takes in what folding removed behind the last character (an accent's own code point).
        """
        return offset if self._offsets is None else self._offsets.to_raw(offset)

    def raw_span(self, start: int, end: int) -> Span:
        """The raw span of `text[start:end]`; not empty unless that is."""
        if self._offsets is None:
            return Span(start, end)
        first = self._offsets.to_raw(start)
        if end <= start:
            return Span(first, first)
        return Span(first, max(self._offsets.to_raw(end), self._offsets.to_raw(end - 1) + 1))

    def sentence_at(self, raw_offset: int) -> int:
        """The index of the sentence that holds a raw offset, else of the next one, else of the last; 0 if none."""
        if self._ends is None:
            self._ends = [sentence.span.end for sentence in self.sentences]
        return max(0, min(bisect_right(self._ends, raw_offset), len(self._ends) - 1))


def build_view(text: str, *, subject: Span | None = None, unsent: Sequence[Span] = (), lang: str = "unknown") -> View:
    """The View of a message's text.

    `subject` and `unsent` are spans of `text`: the subject line, and what is never sent. `lang`, one of LANGUAGES
    or `unknown`, decides a few doubtful sentence ends.
    """
    masked, masks = mask(text, unsent)
    masked = _unify_line_breaks(masked)
    subject_end = subject.end if subject is not None else None
    spans = bounds(masked, cuts(masked, subject_end, lang), subject_end)
    parts = sections.label(masked, spans, subject)
    folded, offsets = fold(_mark_bounds(masked, spans))
    sentences = []
    asks = "?" in masked
    for (start, end), section in zip(spans, parts):
        question = asks and is_question(masked, start, end)
        span = Span(start, end)
        if offsets is not None:
            start, end = offsets.from_raw(start), offsets.from_raw(end)
        sentences.append(Sentence(span, start, end, question, section))
    return View(text, folded, offsets, tuple(sentences), masks)


def _unify_line_breaks(text: str) -> str:
    r"""The text with "\n" for every line break, same length."""
    for char in _LINE_BREAKS:
        if char in text:
            text = text.replace("\r\n", " \n").replace(char, "\n")
    return text


def _mark_bounds(text: str, spans: Sequence[tuple[int, int]]) -> str:
    r"""The text with "\n" before each sentence but the first, and no other line break."""
    if "\n" in text:
        text = text.replace("\n", " ")
    if len(spans) < 2:
        return text
    starts = [start for start, _ in spans]
    starts[0] = 0
    pieces = [text[a : b - 1] for a, b in pairwise(starts)]
    pieces.append(text[starts[-1] :])
    return "\n".join(pieces)
