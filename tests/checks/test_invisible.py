"""OL613: characters that nobody sees, and those that have their work to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.diagnostics import Severity
from outreachlint.text.source import Span
from tests.checks.checking import document, fixed, found, signals

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
RAINBOW_FLAG = "\U0001f3f3\ufe0f\u200d\U0001f308"
CODER = "\U0001f469\U0001f3fd\u200d\U0001f4bb"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
PIECES = (
    "\u200b",
    "\u200c",
    "\u200d",
    "\u00ad",
    "\u2060",
    "\ufeff",
    "\u202e",
    "\u202c",
    "\u200f",
    "\ufe0f",
    "\U000e0061",
)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("fr\u200bee", "free"),
        ("of\u00adfer\u00adta", "offerta"),
        ("gra\u2060tis", "gratis"),
        ("\ufeffHi Ann", "Hi Ann"),
        ("a\u200db, c\u200cd", "ab, cd"),
        ("call \u202a+44 20\u202c now", "call +44 20 now"),
        ("call \u202d+44 20\u202c now", "call +44 20 now"),
        ("see\u200e you\u200f there", "see you there"),
        ("a\u2066b\u2069", "ab"),
        ("a\u3164b \u115fc", "ab c"),
        ("https://exa\u200bmple.com/a", "https://example.com/a"),
        ("Hi {{first\u200b_name}}", "Hi {{first_name}}"),
        ("Hi\U000e0073\U000e0061\U000e0079 Ann", "Hi Ann"),
        (f"{SCOTLAND}\U000e0041", SCOTLAND),
        ("ok \U0001f44d\ufe0f\ufe00\ufe01", "ok \U0001f44d\ufe0f"),
        ("\u2764\ufe0f\u200d alone", "\u2764\ufe0f alone"),
        ("\U0001f3f4 not a flag \U000e0067", "\U0001f3f4 not a flag "),
    ],
)
def test_what_is_hidden_is_found_and_removed(text: str, without: str) -> None:
    assert fixed("invisible", text) == without
    assert found("invisible", without) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{FAMILY} {RAINBOW_FLAG} {CODER} {SCOTLAND} \u2764\ufe0f\u200d\U0001f525 \u26a0\ufe0f 1\ufe0f\u20e3",
        "\U0001f1ee\U0001f1f9 flags",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a non-joiner
        "\u0915\u094d\u200d\u0937",  # Hindi, with a joiner
        "the hotel \u2067\u05de\u05dc\u05d5\u05df\u2069\u200e, by the sea",
        "\u0e2a\u0e27\u0e31\u0e2a\u200b\u0e14\u0e35",  # Thai, which writes no blanks
        "perche\u0301 no, cafe\u0301",
        "10\u00a0\u20ac, 9\u202fh, 1\u2009000",
        "caf\u00e9 \u2014 \u00abtutto\u00bb\u2026",
        "plain text, nothing else",
        "",
    ],
)
def test_what_has_its_work_to_do_stays(text: str) -> None:
    assert found("invisible", text) == []


@pytest.mark.parametrize(
    ("text", "lang", "hidden"),
    [
        ("die Donau\u00addampf\u00adschiff\u00adfahrt,", "de", 0),
        ("kosten\u00adlos", "de", 1),
        ("Ge\u00adwinn\u00adbenach\u00adrichtigung", "de", 1),  # nobody breaks a word behind two letters
        ("incon\u00adfondibil\u00admente", "it", 1),
        ("Kranken\u00ad versicherungskarte", "de", 1),
    ],
)
def test_a_long_german_word_may_say_where_it_breaks(text: str, lang: str, hidden: int) -> None:
    assert len(found("invisible", text, lang=lang)) == hidden


def test_the_message_says_what_it_is_and_how_often() -> None:
    signal = signals("invisible", "a\u200bb\u200bc\u00ad")[0]

    assert signal.slots["characters"] == "2 × U+200B ZERO WIDTH SPACE, U+00AD SOFT HYPHEN"
    assert signal.span == Span(1, 2)


def test_many_kinds_are_not_all_named() -> None:
    assert signals("invisible", "a\u200b\u00ad\u2060\ufeff\u200cb")[0].slots["characters"].endswith(", …")


@pytest.mark.parametrize(
    ("text", "severity", "applicability"),
    [
        ("a\u200bb", Severity.WARNING, "safe"),
        ("call \u202d+44\u202c", Severity.WARNING, "safe"),
        ("a\U000e0041b", None, "safe"),  # None: as severe as the rule
        ("go to \u202emoc.x\u202c", None, "unsafe"),  # the order of the letters changes
    ],
)
def test_what_deceives_is_worse(text: str, severity: Severity | None, applicability: str) -> None:
    signal = signals("invisible", text)[0]

    assert signal.severity is severity
    assert signal.fix is not None
    assert signal.fix.applicability == applicability


def test_what_deceives_and_what_does_not_are_two_findings() -> None:
    found = signals("invisible", "a\u200bb\u202emoc.x\u202c and \u200b")

    assert [signal.fix.applicability if signal.fix else "" for signal in found] == ["safe", "unsafe"]
    assert [len(signal.fix.edits) if signal.fix else 0 for signal in found] == [2, 2]


def test_what_is_not_sent_may_hold_anything() -> None:
    assert found("invisible", "<!-- a\u200bb --> Hi", unsent=(Span(0, 12),)) == []


def test_a_field_of_nothing_else_is_found_but_not_emptied() -> None:
    assert [signal.fix for signal in signals("invisible", "\u200b \u200b")] == [None]
    assert fixed("invisible", "Hi\u200b", subject="\u200b") == "\u200b\n\nHi"


@given(st.lists(st.sampled_from([*PIECES, "a", " ", "\U0001f469", "\u0645", "\n"]), max_size=12).map("".join))
def test_after_the_fix_nothing_is_found_and_nothing_visible_is_gone(text: str) -> None:
    after = fixed("invisible", fixed("invisible", text))  # neighbours may show what was between them to be idle

    def seen(text: str) -> str:
        return "".join(char for char in text if char not in PIECES)

    assert seen(after) == seen(text)
    assert all(signal.fix is None for signal in signals("invisible", after))
    assert document(after).text == after
