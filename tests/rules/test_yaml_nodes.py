"""YAML with positions, and without YAML's surprises."""

from __future__ import annotations

import pytest

from outreachlint.errors import InputError, RuleError
from outreachlint.rules.yaml_nodes import load


def test_values_know_their_place():
    node = load("a.yaml", "code: OL1\nlist:\n  - one\n  - two\n")

    assert (node.value["code"].line, node.value["code"].column) == (1, 7)
    assert str(node.value["list"].value[1].place) == "a.yaml:4:5"
    assert str(node.keys["list"]) == "a.yaml:2:1"
    assert node.plain() == {"code": "OL1", "list": ["one", "two"]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("7", 7),
        ("-3", -3),
        ("0.5", 0.5),
        ("2026-03-02", "2026-03-02"),
        ("1e3", "1e3"),
        ('"no"', "no"),
        ("'12:30'", "12:30"),
        ("nothing", "nothing"),
    ],
)
def test_plain_scalars(text: str, value: object):
    assert load("a.yaml", f"k: {text}").value["k"].value == value


@pytest.mark.parametrize("text", ["no", "on", "Yes", "OFF", "y", "n", "010", "12:30"])
def test_what_yaml_would_guess_wrongly_is_refused(text: str):
    with pytest.raises(RuleError, match="means something else") as caught:
        load("a.yaml", f"k:\n  - {text}")

    assert str(caught.value.place) == "a.yaml:2:5"
    assert caught.value.hint == f'write "{text}"'


@pytest.mark.parametrize("text", ["no: x", "on: x"])
def test_trap_as_a_key(text: str):
    with pytest.raises(RuleError, match="means something else"):
        load("a.yaml", text)


@pytest.mark.parametrize(
    ("text", "part", "place"),
    [
        ("a: 1\na: 2", "stands here twice", "a.yaml:2:1"),
        ("a: [1", "not valid YAML", "a.yaml:2:1"),
        ("a: &x 1\nb: *x", "anchors", "a.yaml:1:4"),
        ("1: a", "must be a word", "a.yaml:1:1"),
        ("a: !!python/name:os.system x", "tag", "a.yaml:1:4"),
        ("[" * 60 + "]" * 60, "nested more than", "a.yaml:1:42"),
        ("a: 1\n---\nb: 2", "not valid YAML", "a.yaml:2:1"),
    ],
)
def test_refused_with_its_place(text: str, part: str, place: str):
    with pytest.raises(RuleError, match=part) as caught:
        load("a.yaml", text)

    assert str(caught.value.place) == place


def test_lines_count_from_where_the_text_begins():
    with pytest.raises(InputError) as caught:
        load("draft.md", "a: 1\na: 2", InputError, first_line=2)

    assert caught.value.place is not None
    assert caught.value.place.line == 3


def test_an_empty_document_is_nothing():
    assert load("a.yaml", "# only a comment\n").value is None
