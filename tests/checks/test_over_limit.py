"""OL601: what does not fit, in the longest form that may be sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.checks.expansion import measure, units
from outreachlint.diagnostics import Severity
from outreachlint.text.mask import mask
from outreachlint.text.source import Span
from tests.checks.checking import found, signals


def length(text: str, placeholder: int = 8) -> int:
    """The longest form of a text in UTF-16 units."""
    return sum(piece.units for piece in measure(text, Span(0, len(text)), mask(text)[1], placeholder))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("è", 1),
        ("😀", 2),
        ("👩‍💻", 5),
        ("abc  \n", 3),
        ("{a|bbb|cc}", 3),
        ("{a|b{c|dd}e|f}!", 5),
        ("x{{name}}y", 10),
        ("{{first_name | my dear friend}}", 14),
        ('{{ first_name | default: "there" }}', 8),
        ("{Hi {{name}}|Hello}", 11),
        ("{a|b} {cc|d}", 4),
        ("{a|b", 4),
        ("a|b", 3),
        ("{% if x %}abc{% endif %}", 3),
    ],
)
def test_the_longest_expansion_is_measured(text: str, expected: int) -> None:
    assert length(text) == expected


@given(st.text(st.sampled_from("12 {}|😀")).filter(lambda text: not mask(text)[1]))
def test_spin_text_is_never_longer_than_what_is_written(text: str) -> None:
    assert length(text) <= units(text)


@given(st.lists(st.text("ab", max_size=4), min_size=2, max_size=5))
def test_a_spin_group_is_as_long_as_its_longest_branch(branches: list[str]) -> None:
    assert length("{" + "|".join(branches) + "}.") == max(map(len, branches)) + 1


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("size", "facts", "too_many"),
    [
        (300, {"channel": "connection-note"}, 0),
        (301, {"channel": "connection-note"}, 1),
        (200, {"channel": "connection-note", "plan": "free"}, 0),
        (203, {"channel": "connection-note", "plan": "free"}, 3),
        (300, {"channel": "connection-note", "plan": "paid"}, 0),
        (1900, {"channel": "inmail"}, 0),
        (1901, {"channel": "inmail"}, 1),
        (2001, {"channel": "inmail"}, 1),
        (9000, {"channel": "email"}, 0),
        (9000, {"channel": "message"}, 0),
    ],
)
def test_each_channel_has_its_limit(size: int, facts: dict[str, str], too_many: int) -> None:
    assert [len(text) for text in found("over-limit", "a" * size, **facts)] == ([too_many] if too_many else [])


def test_a_long_inmail_is_a_warning_first_and_then_the_rules_own_severity() -> None:
    (warning,) = signals("over-limit", "a" * 2000, channel="inmail")
    assert (warning.severity, warning.slots) == (Severity.WARNING, {"length": "2000", "limit": "1900", "over": "100"})
    (error,) = signals("over-limit", "a" * 2001, channel="inmail")
    assert (error.severity, error.slots["limit"]) == (None, "2000")


def test_the_subject_of_an_inmail_has_its_own_limit() -> None:
    assert found("over-limit", "Hello", subject="s" * 204, channel="inmail") == ["ssss"]
    assert found("over-limit", "Hello", subject="s" * 200, channel="inmail") == []


def test_what_is_not_sent_does_not_count() -> None:
    text = "<!-- " + "note " * 80 + "-->" + "a" * 300
    assert found("over-limit", text, unsent=(Span(0, text.index("a" * 9)),), channel="connection-note") == []


def test_emoji_count_twice_and_the_first_one_too_many_is_pointed_at() -> None:
    assert found("over-limit", "😀" * 150, channel="connection-note") == []
    assert found("over-limit", "😀" * 151, channel="connection-note") == ["😀"]


def test_limits_and_the_length_of_a_placeholder_are_options() -> None:
    assert found("over-limit", "abcde", {"note": 4}, channel="connection-note") == ["e"]
    assert found("over-limit", "{{x}}", {"note": 9, "placeholder": 10}, channel="connection-note") == ["{{x}}"]
    assert found("over-limit", "{{x}}", {"note": 10, "placeholder": 10}, channel="connection-note") == []
