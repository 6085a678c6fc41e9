"""A campaign as its rules see it: the messages that one person gets, in order."""

from __future__ import annotations

from collections.abc import Sequence

from outreachlint.analysis import Analysis
from outreachlint.checks.message_start import first_sentence
from outreachlint.diagnostics import Diagnostic, Related
from outreachlint.document import Document
from outreachlint.judge.opinion import Opinion
from outreachlint.rules.select import RuleSet
from outreachlint.text.likeness import own_words, shingles


class Campaign:
    """The analyses of a campaign's messages, in order of number and variant, and what is known of each.

    `found` are the Diagnostics of each message alone; empty where nobody has looked. `opinions` are the judge's.
    Messages of one number are variants: a person gets one of them.
    """

    def __init__(
        self,
        steps: Sequence[Analysis],
        rules: RuleSet,
        found: Sequence[Sequence[Diagnostic]] = (),
        opinions: Sequence[Opinion | None] = (),
        min_confidence: float = 0.0,
    ) -> None:
        self.steps = tuple(steps)
        self.rules = rules
        self.found = found
        self.opinions = opinions or (None,) * len(self.steps)
        self.min_confidence = min_confidence
        numbers = [number_of(step.document) for step in self.steps]
        ordinals = {number: place for place, number in enumerate(sorted(set(numbers)), 1)}
        self.ordinals = [ordinals[number] for number in numbers]
        """Which message a person gets each one as: 1 is the first, whatever its number."""
        self._starts = {ordinal: self.ordinals.index(ordinal) for ordinal in set(self.ordinals)}
        self._shingles: dict[int, frozenset[str]] = {}

    def __len__(self) -> int:
        return max(self.ordinals, default=0)

    def document(self, index: int) -> Document:
        """The Document of a message by its index."""
        return self.steps[index].document

    def before(self, index: int) -> range:
        """The indexes of the messages before one, its variants not among them."""
        return range(self._starts[self.ordinals[index]])

    def previous(self, index: int) -> range:
        """The indexes of the variants of the message before one."""
        ordinal = self.ordinals[index]
        return range(self._starts[ordinal - 1], self._starts[ordinal]) if ordinal > 1 else range(0)

    def is_first_variant(self, index: int) -> bool:
        """Whether no variant of the message has a lower index."""
        return self._starts[self.ordinals[index]] == index

    def delay(self, index: int) -> float | None:
        """The days since the message before, None where nobody says."""
        step = self.document(index).step
        return step.delay if step is not None else None

    def start(self, index: int) -> Related:
        """The start of a message, as a place that bears on another one."""
        return Related(first_sentence(self.steps[index]), "", self.document(index))

    def shingles(self, index: int) -> frozenset[str]:
        """What a message is compared with others by."""
        known = self._shingles.get(index)
        if known is None:
            known = self._shingles[index] = shingles(own_words(self.steps[index].view))
        return known


def number_of(document: Document) -> int:
    """The number of a step; 1 for a message of no campaign."""
    return document.step.number if document.step is not None else 1
