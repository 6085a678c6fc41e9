"""The registry: every check is there, and its options are typed."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreachlint.analysis import Analysis
from outreachlint.checks import CHECKS, OPTIONS, TAG_CHECKS, TAG_MARKS, check_options, load_check, validated_options
from tests.checks.checking import document, signals


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_can_be_loaded_and_run_on_a_short_message(name: str) -> None:
    assert callable(load_check(name))
    assert signals(name, "Hello") is not None


@pytest.mark.parametrize("name", OPTIONS)
def test_every_default_is_a_valid_value_and_has_a_description(name: str) -> None:
    options = check_options(name)
    assert validated_options(name, {key: option.default for key, option in options.items()})
    assert all(option.doc for option in options.values())


def test_given_options_stand_beside_the_defaults_of_the_others() -> None:
    assert validated_options("shouting", {"marks": 4}) == {"marks": 4, "allow": []}


@pytest.mark.parametrize(
    ("name", "given_options", "said"),
    [
        ("over-limit", {"nota": 3}, "the check over-limit has no option `nota` (did you mean `note`?)"),
        ("link", {"x": 3}, "the check link has no option `x` (it has none)"),
        ("over-limit", {"note": "300"}, "takes a whole number from 0 up, not `300`"),
        ("over-limit", {"note": True}, "takes a whole number from 0 up, not `True`"),
        ("over-limit", {"note": -1}, "takes a whole number from 0 up, not `-1`"),
        ("shouting", {"allow": "ACME"}, "takes a list of texts, not `ACME`"),
        ("shouting", {"allow": [3]}, "takes a list of texts"),
        ("over-limit", {"lengths": 3}, "takes a table of whole numbers from 0 up, not `3`"),
        ("over-limit", {"lengths": {"company": -1}}, "takes a table of whole numbers"),
        ("over-limit", {"lengths": {"company": True}}, "takes a table of whole numbers"),
    ],
)
def test_a_wrong_option_is_refused_by_name(name: str, given_options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match="option") as caught:
        validated_options(name, given_options)
    assert said in str(caught.value)


def test_an_unknown_check_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        check_options("nonsense")


BITS = st.sampled_from(
    [
        *"{}[]<>%|*#!?. \n\"'&/@:-_aAèÈ😀",
        "FIRSTNAME",
        "{{",
        "}}",
        "{% if x %}",
        "https://bit.ly/a",
        "XXX",
        "NOW",
        "](",
        "xn--a.com",
    ]
)


@pytest.mark.parametrize("name", CHECKS)
@settings(max_examples=40)
@given(bits=st.lists(BITS, max_size=25))
def test_spans_are_in_order_apart_and_inside_the_text(name: str, bits: list[str]) -> None:
    text = "".join(bits)
    spans = [signal.span for signal in signals(name, text, channel="connection-note", ready=True)]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert spans == sorted(spans)
    if name != "placeholder":
        assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("name", sorted(TAG_CHECKS))
@settings(max_examples=40)
@given(bits=st.lists(BITS, max_size=25))
def test_checks_of_tags_find_nothing_where_no_mark_of_one_is(name: str, bits: list[str]) -> None:
    text = "".join(bit for bit in bits if not set(bit) & set(TAG_MARKS))
    assert signals(name, text, template="instantly") == []


@pytest.mark.parametrize(
    "unit",
    ["{", "[a", "<<a", "%A", "A! ", "{a|", "{{", "!", "a.b/", "[a](b ", "}", "X", "{% if x %}", "outreachlint ", "a]"],
)
def test_a_long_hostile_text_takes_linear_time(unit: str) -> None:
    analysis = Analysis(document(unit * (20_000 // len(unit)), channel="connection-note", ready=True))
    for name in CHECKS:
        start = time.perf_counter()
        assert len(list(load_check(name)(analysis, validated_options(name, {})))) >= 0
        assert time.perf_counter() - start < 1.5, name
