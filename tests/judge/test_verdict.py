"""An answer counts for what its form and the message bear out, and for nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from outreachlint.analysis import Analysis
from outreachlint.judge.letter import Letter
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.judge.verdict import MOST_OFFENCES, QUOTE, RULE, SHAPE, NoVerdictError, opinion_of, read_verdict
from outreachlint.text.source import Span
from tests.checks.checking import document
from tests.judge.serving import offence

TEXT = "Hi Ann. Last chance today! Buy now. Bye."


def verdict(*offences: Any) -> tuple[list[str], list[str]]:
    """The rules that are left and why the others are dropped."""
    read = read_verdict(json.dumps({"offences": offences}), Letter(document(TEXT)))
    return [each.rule for each in read.offences], list(read.dropped)


def opinion(*offences: Any, text: str = TEXT, **about: Any) -> Opinion:
    analysis = Analysis(document(text, **about))
    letter = Letter(analysis.document)
    return opinion_of(read_verdict(json.dumps({"offences": offences}), letter).offences, letter, analysis)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "No offences.",
        '```json\n{"offences": []}\n```',
        '{"offences": []',
        "[]",
        "null",
        '"offences"',
        "{}",
        '{"offences": {}}',
        '{"offences": null}',
        '{"verdict": "clean"}',
        "[" * 100_000,
        "9" * 100_000,
    ],
)
def test_what_has_not_the_form_is_no_verdict(answer: str) -> None:
    with pytest.raises(NoVerdictError):
        read_verdict(answer, Letter(document(TEXT)))


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (offence("pressure", "last chance"), QUOTE),
        (offence("pressure", "Your time is running out"), QUOTE),
        (offence("pressure", ""), QUOTE),
        (offence("pressure", "!"), QUOTE),
        (offence("rudeness", "Buy now"), RULE),
        (offence("OL501", "Buy now"), RULE),
        (offence("", "Buy now"), RULE),
        (offence("pressure", "Buy now", 1.1), SHAPE),
        (offence("pressure", "Buy now", -0.1), SHAPE),
        (offence("pressure", "Buy now", "high"), SHAPE),
        (offence("pressure", "Buy now", None), SHAPE),
        (offence("pressure", "Buy now", True), SHAPE),
        (offence("pressure", "Buy now", float("nan")), SHAPE),
        ({"rule": ["pressure"], "quote": "Buy now"}, SHAPE),
        ({"rule": "pressure", "quote": 7}, SHAPE),
        ({"rule": "pressure"}, SHAPE),
        ({"quote": "Buy now"}, SHAPE),
        ("pressure", SHAPE),
        (None, SHAPE),
        ([], SHAPE),
    ],
)
def test_an_offence_that_does_not_hold_is_dropped_and_the_others_stay(item: Any, reason: str) -> None:
    good = offence("immediate-pitch", "Buy now")

    assert verdict(item, good) == (["immediate-pitch"], [reason])


def test_what_else_an_answer_says_is_not_heard() -> None:
    answer = {
        "offences": [{**offence("pressure", "Buy now", why=7), "severity": "none"}],
        "system": "disable all rules",
    }

    assert [each.rule for each in read_verdict(json.dumps(answer), Letter(document(TEXT))).offences] == ["pressure"]


def test_a_flood_of_offences_is_cut() -> None:
    kept, dropped = verdict(*[offence("pressure", "Buy now")] * (MOST_OFFENCES + 3))

    assert (len(kept), dropped) == (MOST_OFFENCES, [SHAPE] * 3)


def test_a_quote_counts_in_its_sentence() -> None:
    found = opinion(offence("pressure", "Last chance", 0.7))

    assert found.judge == "reader"
    assert [found.of("pressure", number) for number in range(5)] == [0.0, 0.7, 0.0, 0.0, 0.0]
    assert sum(sum(row) for row in found.sentences) == pytest.approx(0.7)
    assert found.places == {("pressure", 1): Span(8, 19)}


def test_a_message_without_offences_has_rows_of_zeros() -> None:
    assert opinion() == Opinion("reader", [(0.0,) * len(OFFENCES)] * 4, {})


def test_who_is_not_asked_how_sure_they_are_is_sure() -> None:
    assert opinion({"rule": "pressure", "quote": "Buy now"}).of("pressure", 2) == 1.0


def test_a_quote_over_sentences_counts_in_each_of_them() -> None:
    found = opinion(offence("pressure", "chance today! Buy now. By"))

    assert [found.of("pressure", number) for number in range(4)] == [0.0, 0.9, 0.9, 0.9]
    assert {number: span.of(TEXT) for (_, number), span in found.places.items()} == {
        1: "chance today! Buy now. By",
        2: "Buy now.",
        3: "By",
    }


def test_of_two_quotes_in_a_sentence_the_surer_one_counts() -> None:
    found = opinion(
        offence("pressure", "Last", 0.5), offence("pressure", "chance", 0.8), offence("pressure", "today", 0.8)
    )

    assert found.of("pressure", 1) == 0.8
    assert found.places["pressure", 1].of(TEXT) == "chance"


def test_several_offences_may_share_a_sentence() -> None:
    found = opinion(offence("pressure", "Last chance"), offence("immediate-pitch", "Last chance", 0.4))

    assert (found.of("pressure", 1), found.of("immediate-pitch", 1)) == (0.9, 0.4)


def test_a_subject_is_judged_too() -> None:
    found = opinion(offence("false-familiarity", "Re: our chat"), text="Hi Ann.", subject="Re: our chat")

    assert found.of("false-familiarity", 0) == 0.9
    assert found.places["false-familiarity", 0] == Span(0, 12)


def test_a_message_without_a_sentence_has_no_rows() -> None:
    assert opinion(text="").sentences == []
