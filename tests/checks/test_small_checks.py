"""The checks that fit in a line or two."""

from __future__ import annotations

import pytest

from outreachlint.text.source import Span
from tests.checks.checking import found


@pytest.mark.parametrize("link", ["https://example.com", "www.example.com", "calendly.com/ann", "bit.ly/a"])
def test_a_link_to_follow_is_a_link(link: str) -> None:
    assert found("link", f"See {link} for it.") == [link]


@pytest.mark.parametrize(
    "text", ["I work at Booking.com now.", "Write to ann@example.com.", "See [the paper] and 3.5."]
)
def test_a_firm_that_is_called_like_a_site_is_not(text: str) -> None:
    assert found("link", text) == []


def test_a_missing_subject_is_reported_on_the_first_sentence() -> None:
    assert found("missing-subject", "Dear Ann,\n\nthank you.") == ["Dear Ann,"]
    assert found("missing-subject", "Dear Ann, thank you.", subject=" ") != []
    assert found("missing-subject", "Dear Ann, thank you.", subject="Table 3") == []


def test_the_start_of_a_message_is_its_first_sentence_after_the_subject() -> None:
    assert found("message-start", "Thank you. See you.", subject="Table 3") == ["Thank you."]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- outreachlint-ignore OL302 --> Hi",
        "<!-- outreachlint-ignore OL302\nHi",
        "<!- outreachlint-ignore OL302 -> Hi",
        "Hi. outreachlint-ignore: OL302",
        "Hi.\noutreachlint: {ignore: [OL302]}",
        "Hi. OUTREACHLINT-DISABLE OL302",
    ],
)
def test_a_directive_in_the_sent_text_is_found(text: str) -> None:
    (directive,) = found("sent-directive", text)
    assert "outreachlint" in directive.lower()


@pytest.mark.parametrize("text", ["I use outreachlint.", "outreachlint: a linter for drafts", "ignore OL302"])
def test_the_name_of_the_linter_alone_is_no_directive(text: str) -> None:
    assert found("sent-directive", text) == []


def test_a_directive_that_is_not_sent_is_none_of_this_checks_business() -> None:
    assert found("sent-directive", "<!-- outreachlint-ignore OL302 --> Hi", unsent=(Span(0, 34),)) == []
