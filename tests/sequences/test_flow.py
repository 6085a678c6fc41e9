"""What later messages of a campaign take over from the first."""

from __future__ import annotations

from typing import Any

import pytest

from outreachlint.document import Context, Document, Fact, Field, Step
from outreachlint.sequences.flow import contexts
from outreachlint.text.source import Source


def message(number: int, variant: str | None = None, **facts: Fact) -> Document:
    return Document(
        Source("x", "x"), [Field("text", "x", 0)], Context(**facts), "en", step=Step("c", number, 1, variant)
    )


def stated(value: Any) -> Fact:
    return Fact(value, "front matter")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("relationship", "engaged"),
        ("consent", {"newsletter": {}}),
        ("purpose", "research"),
        ("jurisdiction", "it"),
        ("plan", "paid"),
        ("ready", True),
    ],
)
def test_what_the_first_states_holds_for_all_and_says_where_it_comes_from(name: str, value: Any) -> None:
    _, second, third = contexts([message(1, **{name: stated(value)}), message(2), message(3)])

    assert getattr(second, name) == getattr(third, name) == Fact(value, "step 1: front matter")


def test_what_a_message_states_itself_wins() -> None:
    _, second = contexts([message(1, purpose=stated("research")), message(2, purpose=Fact("charity", "config a.toml"))])

    assert second.purpose == Fact("charity", "config a.toml")


def test_what_nobody_states_stays_as_it_is() -> None:
    first, second = contexts([message(1), message(2)])

    assert first == Context()
    assert second == Context()._replace(touch=Fact(2, "place in the campaign"))


def test_touches_count_on_from_the_first() -> None:
    steps = [message(3, touch=stated(2)), message(4), message(4, "B"), message(6, touch=stated(9))]

    assert [context.touch.value for context in contexts(steps)] == [2, 3, 3, 9]


def test_whoever_gets_a_message_after_an_invitation_has_accepted_it() -> None:
    note, message_after = contexts([message(1, channel=stated("connection-note")), message(2)])

    assert note.relationship.value == "stranger"
    assert message_after.relationship == Fact("connected", "step 1: connection-note")


def test_unless_somebody_says_otherwise() -> None:
    steps = [message(1, channel=stated("connection-note")), message(2, relationship=stated("stranger"))]

    assert contexts(steps)[1].relationship.value == "stranger"


@pytest.mark.parametrize("answer", ["engaged", "customer"])
def test_whoever_has_answered_has_answered_for_the_messages_after_that_one(answer: str) -> None:
    steps = [
        message(1, channel=stated("connection-note")),
        message(2),
        message(3, "A", relationship=stated(answer)),
        message(3, "B"),
        message(4),
        message(5, relationship=stated("connected")),
        message(6),
    ]

    assert [context.relationship.value for context in contexts(steps)] == [
        "stranger", "connected", answer, "connected", answer, "connected", "connected",
    ]  # fmt: skip
    assert contexts(steps)[4].relationship.origin == "step 3: front matter"


@pytest.mark.parametrize(("channel", "later"), [("email", "email"), ("connection-note", "message")])
def test_a_follow_up_without_a_subject_is_a_mail_where_the_first_is_one(channel: str, later: str) -> None:
    steps = [message(1, channel=stated(channel)), message(2, channel=Fact("message", "file shape"))]

    assert contexts(steps)[1].channel.value == later


def test_no_messages_have_no_contexts() -> None:
    assert contexts([]) == []
