"""What is sent of a message, and where its quotes are."""

from __future__ import annotations

import json

from outreachlint.document import Document
from outreachlint.judge.letter import Letter
from outreachlint.text.source import Span
from tests.checks.checking import document
from tests.readers.reading import message


def shown(about: Document, quote: str) -> str | None:
    """The words of the message that a quote is found at."""
    letter = Letter(about)
    found = letter.find(quote)
    return letter.span(found).of(about.text) if found else None


def test_the_context_and_the_texts_are_sent() -> None:
    letter = Letter(
        document("Hi Ann.", subject="Rotas", channel="email", touch=2, consent={"call": {"how": "by phone"}})
    )

    assert json.loads(letter.content) == {
        "context": {
            "channel": "email",
            "touch": 2,
            "relationship": "stranger",
            "consent": ["call"],
            "purpose": None,
        },
        "message": {"subject": "Rotas", "text": "Hi Ann."},
    }


def test_what_never_leaves_the_file_is_not_sent() -> None:
    about = message("secret-project.md", "---\nid: m-7\ntouch: 2\n---\nHi Ann,<!-- she is rich --> buy now.\n")

    letter = Letter(about)

    assert json.loads(letter.content)["message"] == {"subject": None, "text": "Hi Ann, buy now."}
    assert not [word for word in ("rich", "secret", "m-7") if word in letter.content]


def test_a_quote_across_a_comment_spans_it() -> None:
    assert shown(message("a.md", "Hi <!-- x -->Ann, buy now.\n"), "Hi Ann, buy") == "Hi <!-- x -->Ann, buy"


def test_a_quote_is_found_where_it_first_stands() -> None:
    about = document("Buy now. Buy now.", subject="Buy now")

    letter = Letter(about)
    found = letter.find("Buy now")

    assert found is not None
    assert letter.span(found) == Span(0, 7)
    assert shown(about, "Buy now.") == "Buy now."


def test_a_line_break_is_a_blank_to_a_quote() -> None:
    assert shown(document("Will you\nbuy   it now?"), " you buy it ") == "you\nbuy   it"


def test_what_the_message_does_not_hold_is_not_found() -> None:
    about = document("Hi Ann. Buy now.", subject="Rotas")

    assert [shown(about, quote) for quote in ("buy now", "Ann. Sell", "Rotas Hi", "Rotas\n\nHi", "", " ", ". ")] == [
        None
    ] * 7


def test_half_a_surrogate_pair_is_sent_as_a_question_mark_and_moves_nothing() -> None:
    about = document("Hi \ud83d Ann, buy now.")

    assert "Hi ? Ann" in Letter(about).content
    assert shown(about, "buy now") == "buy now"


def test_a_message_without_a_letter_or_digit_is_wordless() -> None:
    assert Letter(document(" … !\n")).wordless
    assert not Letter(document("…", subject="7")).wordless
