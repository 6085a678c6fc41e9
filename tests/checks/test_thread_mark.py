"""The fix of OL203: marks of an answer or a forward before the subject."""

from __future__ import annotations

import pytest

from tests.checks.checking import fixed, found, signals


@pytest.mark.parametrize(
    ("subject", "mark", "without"),
    [
        ("Re: your order", "Re: ", "Your order"),
        ("RE: RE: Your order", "RE: RE: ", "Your order"),
        ("Fwd: Re: the offer", "Fwd: Re: ", "The offer"),
        ("R: I: il preventivo", "R: I: ", "Il preventivo"),
        ("AW: WG: Ihre Anfrage", "AW: WG: ", "Ihre Anfrage"),
        ("Re[2]: your order", "Re[2]: ", "Your order"),
        ("Re (3) : your order", "Re (3) : ", "Your order"),
        ("re:your order", "re:", "Your order"),
        ("  Re: your order", "Re: ", "  Your order"),
        ("Re: {{company}}", "Re: ", "{{company}}"),
        ("Re: iPhone repairs", "Re: ", "iPhone repairs"),
        ("Re: example.com", "Re: ", "example.com"),
        ("Re: 3 questions", "Re: ", "3 questions"),
    ],
)
def test_the_mark_is_taken_off_and_a_capital_takes_its_place(subject: str, mark: str, without: str) -> None:
    assert found("thread-mark", "Hi", subject=subject) == [mark]
    assert fixed("thread-mark", "Hi", subject=subject) == f"{without}\n\nHi"


@pytest.mark.parametrize(
    "subject", ["Your order", "Re your order", "Regarding: x", "Reply: yes", "A: b", "x Re: y", ""]
)
def test_other_subjects_are_left_alone(subject: str) -> None:
    assert found("thread-mark", "Re: hi", subject=subject) == []


def test_a_subject_of_nothing_else_is_not_emptied() -> None:
    assert [signal.fix for signal in signals("thread-mark", "Hi", subject="Re: Fwd:")] == [None]


def test_a_message_without_a_subject_has_none() -> None:
    assert found("thread-mark", "Re: hi") == []
