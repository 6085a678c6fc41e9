"""OL601: what does not fit, in the longest form that may be sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.checks.expansion import Lengths, measure, units
from outreachlint.diagnostics import Severity
from outreachlint.text.mask import mask
from outreachlint.text.source import Span
from outreachlint.text.template.parse import parse
from outreachlint.text.template.variants import variants
from tests.checks.checking import found, signals
from tests.text.template.test_parse import templates


def length(text: str, placeholder: int = 8, lengths: dict[str, int] | None = None) -> int:
    """The longest form of a text in UTF-16 units."""
    pieces = measure(parse(text), Span(0, len(text)), Lengths(placeholder, lengths or {}))
    return sum(piece.most for piece in pieces)


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
        ("x{{field}}y", 10),
        ("{{company}}", 18),
        ("{{first_name}} {{lastName}}", 18),
        ("[Job title]", 20),
        ("{{#if x}}abc{{else}}de{{/if}}!", 4),
        ("{{RANDOM | a | bb}}", 2),
        ("a{# note #}b{% assign x = 1 %}c", 3),
        ("{{fallback|{{first_name}}|my dear friend}}", 14),
        ("{{first_name | my dear friend}}", 14),
        ('{{ first_name | default: "there" }}', 8),
        ("{Hi {{field}}|Hello}", 11),
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


@given(templates)
def test_no_variant_is_longer_than_the_longest_form(text: str) -> None:
    longest = length(text, 0, dict.fromkeys(["x"], 0))
    for variant in variants(parse(text)):
        assert units(variant.text.rstrip()) <= longest + sum(units(each.span.of(text)) for each in parse(text).tags())


def test_usual_lengths_are_options_by_name_or_by_what_a_tag_holds() -> None:
    assert length("{{company}}", 8, {"company": 30}) == 30
    assert length("{{account.name}} {{azienda}}", 8, {"company": 30}) == 61
    assert length("{{Pain_Point}}", 8, {"pain point": 40}) == 40
    assert length("{{first_name}}", 8, {"first_name": 0}) == 0


NOTE = {"channel": "connection-note"}


def test_a_branch_over_the_limit_is_reported_where_another_fits() -> None:
    text = f"Hi {{Ann|{'a' * 300}}}!"
    (signal,) = signals("over-limit", text, **NOTE)
    assert signal.span.of(text) == "a" * 4
    assert signal.slots == {"length": "304", "limit": "300", "over": "4"}


def test_every_branch_over_the_limit_is_reported_and_no_other() -> None:
    text = f"{{{'a' * 310}|b|{'c' * 310}}} {{d|{'e' * 20}}}"
    assert found("over-limit", text, **NOTE) == ["a" * 12, "c" * 12]


def test_a_branch_inside_a_branch_is_reported_by_itself() -> None:
    text = f"{{% if x %}}{{a|{'b' * 301}}}{{% else %}}c{{% endif %}}"
    assert found("over-limit", text, **NOTE) == ["b"]


def test_where_only_all_long_branches_together_do_not_fit_the_longest_is_reported() -> None:
    text = f"{{a|{'b' * 160}}} {{c|{'d' * 150}}}"
    (signal,) = signals("over-limit", text, **NOTE)
    assert (signal.span.of(text), signal.slots["length"]) == ("b" * 160, "311")


def test_where_no_branch_fits_the_end_of_the_message_is_reported() -> None:
    text = f"{{a|bb}} {'c' * 300}"
    assert found("over-limit", text, **NOTE) == ["ccc"]


@given(templates)
def test_whatever_is_reported_lies_in_the_message(text: str) -> None:
    for signal in signals("over-limit", text + "x", {"note": 5}, **NOTE):
        assert 0 <= signal.span.start < signal.span.end <= len(text) + 1
        assert int(signal.slots["over"]) > 0
