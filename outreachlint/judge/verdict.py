"""What the reader answered, taken at no word of it: only what the form allows and the message bears out counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from outreachlint.analysis import Analysis
from outreachlint.judge.letter import Found, Letter
from outreachlint.judge.opinion import NUMBER, OFFENCES, Opinion
from outreachlint.records import NamedTuple
from outreachlint.text.source import Span

QUOTE, RULE, SHAPE = "quote", "rule", "shape"
"""Why an offence is dropped: its quote is not in the message, no rule has that name, it is not of the form."""
MOST_OFFENCES = 50
"""More than that in one message are no judgement; the rest is dropped."""


class NoVerdictError(ValueError):
    """An answer that is no verdict at all; its text says why in words that hold nothing of the answer."""


class Offence(NamedTuple):
    """One offence, with the place of its quote in the Letter."""

    rule: str
    place: Found
    confidence: float


class Verdict(NamedTuple):
    """The offences that count, and for each that was dropped the reason (QUOTE, RULE or SHAPE)."""

    offences: tuple[Offence, ...] = ()
    dropped: tuple[str, ...] = ()


def read_verdict(answer: str, letter: Letter) -> Verdict:
    """The verdict in an answer; NoVerdictError where it is not a JSON object with a list of offences."""
    try:
        data = json.loads(answer)
    except (ValueError, RecursionError):
        raise NoVerdictError("it is not JSON") from None
    if not isinstance(data, dict) or not isinstance(data.get("offences"), list):
        raise NoVerdictError("it is not an object with a list `offences`")
    read = [_offence(item, letter) for item in data["offences"][:MOST_OFFENCES]]
    beyond = (SHAPE,) * len(data["offences"][MOST_OFFENCES:])
    return Verdict(
        tuple(each for each in read if isinstance(each, Offence)),
        (*(each for each in read if isinstance(each, str)), *beyond),
    )


def _offence(item: Any, letter: Letter) -> Offence | str:
    """The offence that an entry tells of, else why it is dropped."""
    if not isinstance(item, dict) or not isinstance(item.get("quote"), str):
        return SHAPE
    rule, confidence = item.get("rule"), item.get("confidence", 1.0)
    if not isinstance(rule, str) or not is_probability(confidence):
        return SHAPE
    if rule not in NUMBER:
        return RULE
    place = letter.find(item["quote"])
    return QUOTE if place is None else Offence(rule, place, float(confidence))


def is_probability(value: Any) -> bool:
    """Whether a value is a number from 0 to 1."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def opinion_of(offences: Iterable[Offence], letter: Letter, analysis: Analysis) -> Opinion:
    """The Opinion on a message: a quote counts in each sentence that it touches.

    In the first of them its place is the whole quote, in each further one the part that stands there.
    """
    sentences = analysis.view.sentences
    rows = [[0.0] * len(OFFENCES) for _ in sentences]
    places: dict[tuple[str, int], Span] = {}
    if not sentences:
        return Opinion("reader", rows, places)
    # the surest one comes first, and where two are as sure the one that was named first
    for offence in sorted(offences, key=lambda offence: -offence.confidence):
        span = letter.span(offence.place)
        touched = [number for number, sentence in enumerate(sentences) if sentence.span.overlaps(span)]
        for number in touched or [analysis.view.sentence_at(span.start)]:
            if (offence.rule, number) in places:
                continue
            rows[number][NUMBER[offence.rule]] = offence.confidence
            inside = sentences[number].span
            first = not touched or number == touched[0]
            part = span if first else Span(max(span.start, inside.start), min(span.end, inside.end))
            places[offence.rule, number] = part
    return Opinion("reader", [tuple(row) for row in rows], places)
