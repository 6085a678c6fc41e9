"""How a template's messages begin, without names."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.outbox.openings import MOST_WORDS, Opening, _everyday, beginning, folded_words, name_words

LOWER = "abcdefghijklmnopqrstuvwxyzàèéöüß"
WORDS = st.text(LOWER, min_size=2, max_size=9)
NAMES = st.lists(WORDS.map(str.capitalize), min_size=1, max_size=3).map(" ".join)


def opening(*messages: tuple[str, str], everybody: str = "") -> str:
    """What is shown of messages, each a text and its recipient."""
    (text, to), *others = messages
    found = Opening(text, name_words(to))
    for text, to in others:
        found.keep(text, name_words(to))
    return found.shown(name_words(everybody))


def test_what_all_messages_share_is_shown_and_what_differs_is_not() -> None:
    shown = opening(
        ("Hi Ann,\n\nI saw your talk about soil in Ghent. Could we speak?", "Ann Lee"),
        ("Hi Bram,\n\nI saw your talk about bogs in Assen. Could we speak?", "Bram de Wit"),
    )

    assert shown == "I saw your talk about […] in […]. Could we speak? …"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hi Ann, thank you.", "Hi […], thank you. …"),
        ("We met Bram at the fair.", "We met […] at the fair. …"),
        ("Bram told me about you.", "[…] told me about you. …"),
        ("I know that I'll see you.", "I know that I'll see you. …"),
        ("We say hello to ann-marie and anna.", "We say hello to […] and …"),
        (
            "Write to ann@example.org or see https://example.org/in/ann today.",
            "Write to [address] or see [link] today. …",
        ),
        ("Call +39 02 1234567 or @bram today.", "Call […] or […] today. …"),
        ("Dear {{first_name}}, a word about you.", "Dear [tag], a word about you. …"),
        ("We have in/ann for you.", "We have […] for you. …"),
        ("We have BRAM for you.", "We have […] for you. …"),
        ("We have 李 for you.", "We have […] for you. …"),
        ("Ho letto l'articolo e ti scrivo.", "Ho letto […] e ti scrivo. …"),
    ],
)
def test_only_plain_words_of_one_message_are_shown(text: str, shown: str) -> None:
    assert opening((text, "Ann Articolo")) == shown


def test_the_greeting_is_left_out() -> None:
    assert opening(("Buongiorno Anna,\n\nle scrivo per una domanda.", "")) == "le scrivo per una domanda. …"


def test_nothing_is_shown_of_what_begins_in_no_two_messages_alike() -> None:
    assert opening(("one two three", ""), ("four five six", "")) == "…"


def test_names_of_others_are_not_shown_either_but_everyday_words_are() -> None:
    text = "I will ask rossi and you will see. Will you?"

    assert opening((text, ""), everybody="Will Rossi") == "I will ask […] and you will see. […] you? …"


def test_of_a_long_message_the_first_words_are_shown() -> None:
    assert opening(("we " * 50, "")) == "we " * MOST_WORDS + "…"


@given(
    st.lists(st.tuples(NAMES, st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6)), min_size=1, max_size=4),
    st.sampled_from(["Hi {}, {} {}", "{1} {0} {2}", "{1} {0}, {2}", "{1}.\n\n{0} {2}", "{1} ({0}) {2}", "{0}"]),
    st.sampled_from([str, str.lower, str.upper, lambda name: name.replace("a", "á")]),
)
def test_no_recipients_name_is_ever_shown(
    people: list[tuple[str, list[str], list[str]]], shape: str, written: Callable[[str], str]
) -> None:
    messages = [
        (shape.format(written(name), " ".join(before), " ".join(after)), name) for name, before, after in people
    ]
    everybody = " ".join(name for name, _, _ in people)

    shown = opening(*messages, everybody=everybody)

    for word in re.findall(r"[^\W\d_]+", shown):
        for part in folded_words(word) - {"tag", "link", "address"}:
            assert part not in name_words(everybody) or (part in _everyday() and word.islower())


@given(st.text(), st.text())
def test_any_text_has_an_opening(one: str, other: str) -> None:
    shown = opening((one, other), (other, one))

    assert shown.endswith("…")
    assert not re.search(r"\d", shown)


def test_with_names_it_stands_as_it_is() -> None:
    assert beginning("Hi Ann,\n\nthank  you.") == "Hi Ann, thank you."
    assert beginning("we " * 50) == "we " * MOST_WORDS + "…"
