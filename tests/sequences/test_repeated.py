"""OL801: a follow-up that says the same again."""

from __future__ import annotations

import time

import pytest

from outreachlint.checks import validated_options
from outreachlint.sequences.campaign import Campaign
from outreachlint.sequences.repeated import check
from tests.sequences.sample import Analysis, rules, said, steps

TEXT = "our scanners read wet labels, which saves a returns desk about an hour a day. May I send you the data sheet?"


@pytest.mark.parametrize(
    "again",
    [
        f"Dear Ann,\n\n{TEXT}",
        f"Hello again {{{{first_name}}}},\n\n{TEXT}\n\nBest regards\nBob Reed\nReed Scanners, Hull",
        f"Good morning,\n\n{TEXT.replace('about an hour', 'some two hours')}",
        f"Dear Ann,\n\n{TEXT.upper()}",
        f"Dear Ann,\n\n{TEXT} Our address is https://example.com/sheet",
    ],
)
def test_nearly_the_same_words_are_a_repetition(again: str) -> None:
    ((number, code, _),) = said(steps(f"Dear Ann,\n\n{TEXT}\n\nBob Reed", again), "OL801")

    assert (number, code) == (2, "OL801")


@pytest.mark.parametrize(
    "other",
    [
        "Dear Ann,\n\na desk in Leeds counted 52 minutes a day. If the sheet is of no use, say no.",
        f"Dear Ann, only in case it got lost.\n\nOn Mon, 11 Sep 2026, Bob wrote:\n> {TEXT}",
        "Any news?",
        f"Dear Ann,\n\n{TEXT} And there is more: a desk in Leeds counted 52 minutes a day, two in Hull counted forty.",
    ],
)
def test_new_words_are_none(other: str) -> None:
    assert said(steps(f"Dear Ann,\n\n{TEXT}", other), "OL801") == []


def test_it_points_at_the_words_that_both_share() -> None:
    first = "Dear Ann,\n\nwe make scanners in Hull. They read wet labels and save an hour a day."
    again = "Dear Ann,\n\nwe make scanners in Leeds. They read wet labels and save an hour a day."
    documents = steps(first, again)
    ((found,),) = [list(check(_campaign(documents), 1, validated_options("repeated-message", {"percent": 60})))]

    assert found.span.of(documents[1].text) == "They read wet labels and save an hour a day."
    (related,) = found.related
    assert related.document is documents[0]
    assert related.span.of(documents[0].text) == "They read wet labels and save an hour a day."


def test_variants_are_never_compared_with_each_other() -> None:
    variants = [{"text": TEXT, "number": 1, "variant": name} for name in "AB"]

    assert said(steps(*variants), "OL801") == []
    assert said(steps(*variants, {"text": TEXT, "number": 2}), "OL801") == [
        (3, "OL801", "our scanners read wet labels, which saves a returns desk about an hour a day.")
    ]


def test_a_bump_that_is_repeated_is_a_repetition() -> None:
    assert [number for number, *_ in said(steps(TEXT, "Just bumping this up.", "Just bumping this up."), "OL801")] == [
        3
    ]


def test_the_most_alike_message_is_named() -> None:
    near = TEXT.replace("about an hour", "two hours")
    documents = steps(near, TEXT, TEXT)
    found = list(check(_campaign(documents), 2, validated_options("repeated-message", {})))

    assert [signal.slots for signal in found] == [{"percent": "100", "earlier": "2"}]


def test_time_is_linear_in_the_campaign() -> None:
    campaign = _campaign(steps(*(f"{TEXT} Number {number} of many words. " * 40 for number in range(200))))
    options = validated_options("repeated-message", {})
    start = time.perf_counter()

    for index in range(200):
        list(check(campaign, index, options))

    assert time.perf_counter() - start < 5


def _campaign(documents: list) -> Campaign:  # type: ignore[type-arg]
    return Campaign(list(map(Analysis, documents)), rules())
