"""Whether the message is signed."""

from __future__ import annotations

import pytest

from tests.checks.checking import found


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("Dear Ann, a line.\n\nBest regards\nBob Reed", "Bob Reed"),
        ("Gentile dottoressa, una riga.\n\nCordiali saluti\nAnna Bo\nBo Lettori", "Anna Bo"),
        ("Dear Ann, a line.\n\nBob Reed", "Bob Reed"),
        ("Dear Ann, a line.\n\n{{sender.first_name}}", "{{sender.first_name}}"),
        ("Dear Ann, a line. %signature%", "%signature%"),
        ("Dear Ann, a line.\n\n[Your name]", "[Your name]"),
        ("Dear Ann, a line.\n\nBest, Bob", "Bob"),
        ("Gentile dottoressa, una riga.\n\nUn saluto, Anna Bo", "Anna Bo"),
        ("Guten Tag, eine Zeile.\n\nViele Grüße – Özgür Roth", "Özgür Roth"),
        ("Dear Ann, a line.\n\nBob Reed | Reed Scanners | 0113 555", "Bob Reed"),
    ],
)
def test_a_name_under_the_message_or_a_blank_for_one(text: str, signed: str) -> None:
    assert found("signature", text) == [signed]


@pytest.mark.parametrize(
    "text",
    [
        "Dear {{first_name}}, a line.",
        "A line. Unsubscribe at https://example.com/out",
        "A line.\n\nBest regards",
        "A line.\n\nThanks, and have a good day",
        "A line.\n\nleeds | hull | york",
        "A line.",
    ],
)
def test_a_message_without_either(text: str) -> None:
    assert found("signature", text) == []
