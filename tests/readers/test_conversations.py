"""Whose conversations are, and what went before each message."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.conversations import Before, Conversations

START = datetime(2024, 3, 1, tzinfo=timezone.utc)


def told(*messages: str) -> Conversations:
    """Conversations of messages written as `thread day author`, a `*` behind drafts; the day `-` is no date."""
    found = Conversations()
    for message in messages:
        thread, day, author = message.rstrip("*").split()
        when = None if day == "-" else START + timedelta(days=int(day))
        found.add(thread, when, author, draft=message.endswith("*"))
    return found


def mine(found: Conversations) -> list[Before | None]:
    return [found.before(number) if found.mine(number) else None for number in range(len(found))]


def test_touches_count_until_the_other_answers_and_again_after() -> None:
    found = told("t 1 me", "t 2 me", "t 3 you", "t 4 me", "t 5 me", "u 1 me")
    assert mine(found) == [Before(1, False), Before(2, False), None, Before(1, True), Before(2, True), Before(1, False)]


def test_who_is_written_to_first_answers() -> None:
    assert mine(told("t 1 you", "t 2 me", "u 1 me", "t 3 me")) == [
        None,
        Before(1, True),
        Before(1, False),
        Before(2, True),
    ]


def test_messages_are_put_in_the_order_of_their_dates() -> None:
    assert mine(told("t 3 me", "u 1 me", "t 2 you", "t 1 me")) == [
        Before(1, True),
        Before(1, False),
        None,
        Before(1, False),
    ]


def test_of_the_same_moment_the_order_of_the_file_decides_or_its_reverse_where_the_newest_come_first() -> None:
    assert mine(told("t 1 me", "t 1 you", "t 1 me", "u 2 me")) == [
        Before(1, False),
        None,
        Before(1, True),
        Before(1, False),
    ]
    assert mine(told("u 2 me", "t 1 me", "t 1 you", "t 1 me")) == [
        Before(1, False),
        Before(1, True),
        None,
        Before(1, False),
    ]


def test_a_message_without_a_date_comes_last() -> None:
    assert mine(told("t - me", "t 1 you", "u 1 me")) == [Before(1, True), None, Before(1, False)]


def test_drafts_are_no_touches() -> None:
    assert mine(told("t 1 me", "t 2 me*", "t 3 me*", "t 4 me")) == [
        Before(1, False),
        Before(2, False),
        Before(2, False),
        Before(2, False),
    ]


def test_the_owner_is_in_the_most_conversations() -> None:
    found = told("t 1 you", "t 2 you", "t 3 you", "t 4 me", "u 1 me", "v 1 them")
    assert [found.mine(number) for number in range(len(found))] == [False, False, False, True, True, False]


def test_to_be_written_to_is_to_be_in_a_conversation() -> None:
    found = Conversations()
    for thread in "abc":
        found.add(thread, START, "Member", "me")
    found.add("d", START, "me", "you")
    assert [found.mine(number) for number in range(4)] == [False, False, False, True]


def test_of_two_in_as_many_conversations_the_owner_wrote_the_most() -> None:
    assert [told("t 1 you", "t 2 me", "t 3 me").mine(number) for number in range(3)] == [False, True, True]


def test_a_draft_tells_the_owner() -> None:
    found = told("t 1 you", "t 2 you", "t 3 me", "t 4 me*")
    assert [found.mine(number) for number in range(4)] == [False, False, True, True]


def test_a_message_of_nobody_is_not_the_owners() -> None:
    found = Conversations()
    found.add("t", None, "")
    assert not found.mine(0)


@given(st.lists(st.tuples(st.sampled_from("tu"), st.integers(0, 3), st.sampled_from(["me", "you"]), st.booleans())))
def test_each_conversation_stands_for_itself(messages: list[tuple[str, int, str, bool]]) -> None:
    messages = [("owner", 0, "me", True), *messages]
    both = Conversations()
    alone = Conversations()
    for thread, day, author, draft in messages:
        both.add(thread, START + timedelta(days=day), author, draft=draft and author == "me")
    numbers = [number for number, message in enumerate(messages) if message[0] in ("t", "owner")]
    for number in numbers:
        thread, day, author, draft = messages[number]
        alone.add(thread, START + timedelta(days=day), author, draft=draft and author == "me")
    ordered = all(a[1] <= b[1] for a, b in pairwise(messages))
    if ordered:
        assert [both.before(number) for number in numbers if both.mine(number)] == [
            alone.before(at) for at in range(len(alone)) if alone.mine(at)
        ]
