"""Whether a message of a campaign says again what an earlier one said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.message_start import first_sentence
from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Related
from outreachlint.sequences.campaign import number_of
from outreachlint.text.likeness import likeness

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.sequences.campaign import Campaign
    from outreachlint.text.source import Span

MOST_COMPARED = 30
"""A message is compared with so many before it, the nearest, so that time stays linear in the campaign."""
_OWN = ("greeting", "body", "ps")


def check(campaign: Campaign, index: int, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The first words that a message shares with the earlier one that it is most like, where it is nearly the same."""
    own = campaign.shingles(index)
    least = options["percent"] / 100
    if len(own) < 2 * options["words"] - 1:
        return
    best, highest = None, 0.0
    for other in campaign.before(index)[-MOST_COMPARED:]:
        theirs = campaign.shingles(other)
        if 2 * min(len(own), len(theirs)) >= least * (len(own) + len(theirs)):
            like = likeness(own, theirs)
            if like >= least and like > highest:
                best, highest = other, like
    if best is None:
        return
    here, there = _shared(campaign.steps[index], campaign.steps[best])
    slots = {"percent": str(int(100 * highest)), "earlier": str(number_of(campaign.document(best)))}
    yield Signal(here, slots, related=(Related(there, "", campaign.document(best)),))


def _shared(analysis: Analysis, earlier: Analysis) -> tuple[Span, Span]:
    """The first sentence of a message that stands in the earlier one too, and where; else where the bodies begin."""
    known: dict[str, Span] = {}
    for sentence in earlier.view.sentences:
        if sentence.section in _OWN:
            known.setdefault(earlier.view.text[sentence.start : sentence.end], sentence.span)
    for sentence in analysis.view.sentences:
        there = known.get(analysis.view.text[sentence.start : sentence.end])
        if there is not None and sentence.section in ("body", "ps"):
            return sentence.span, there
    return _body_start(analysis), _body_start(earlier)


def _body_start(analysis: Analysis) -> Span:
    bodies = (sentence.span for sentence in analysis.view.sentences if sentence.section == "body")
    return next(bodies, None) or first_sentence(analysis)
