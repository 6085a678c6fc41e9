"""What a judge thinks of a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.source import Span

OFFENCES = (
    "immediate-pitch",
    "mlm-recruitment",
    "introduction-ask",
    "borrowed-trust",
    "harvested-contact",
    "unconsented-signup",
    "unconsented-group-add",
    "group-poaching",
    "phishing-lure",
    "premature-call-ask",
    "pressure",
    "false-familiarity",
)
"""The labels of the guide, in the order of the model's answers."""

NUMBER = {offence: number for number, offence in enumerate(OFFENCES)}


class Opinion(NamedTuple):
    """The probability of each offence in each sentence of a message.

    `judge` is who thinks so: `model` or `reader`. `sentences` has a row of OFFENCES' probabilities for each sentence of
    the View. `places` are, by offence and sentence, the raw spans of the very words, where the judge names them.
    """

    judge: str
    sentences: Sequence[Sequence[float]]
    places: Mapping[tuple[str, int], Span] = {}

    def of(self, offence: str, sentence: int) -> float:
        """The probability of an offence in a sentence."""
        return self.sentences[sentence][NUMBER[offence]] if sentence < len(self.sentences) else 0.0

    def weighed_most(self, offence: str, most: int = 3) -> list[tuple[int, float]]:
        """The sentences with the highest probability of an offence, highest first."""
        number = NUMBER[offence]
        ranked = sorted(((row[number], -at) for at, row in enumerate(self.sentences)), reverse=True)
        return [(-at, probability) for probability, at in ranked[:most]]
