"""Paths: how they are written, where they lead, and what lies beside a message."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.field_paths import PathError, beside, find, last_found, parse_path, quoted
from outreachlint.readers.json_nodes import parse
from outreachlint.readers.nodes import Node
from outreachlint.text.source import Source

DOCUMENT = {
    "lang": "it",
    "a.b": {"x": 1},
    "copies": [{"body": "one", "id": 1, "meta": {"lang": "en"}}, {"body": "two"}, {"id": 3}],
    "templates": {"intro": {"text": "three"}, "bump": {"text": "four", "lang": "de"}},
    "pages": [{"ch": "email", "items": [{"t": "five"}, {"t": "six"}]}, {"items": [{"t": "seven"}]}],
}


@pytest.fixture
def root() -> Node:
    return parse(Source("x.json", json.dumps(DOCUMENT)))


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("lang", ["it"]),
        ("copies[].body", ["one", "two"]),
        ("copies[1].body", ["two"]),
        ("copies[7].body", []),
        ("copies[*].id", [1, 3]),
        ("copies.body", []),
        ("templates.*.text", ["three", "four"]),
        ("copies.*.body", ["one", "two"]),
        ("pages[].items[].t", ["five", "six", "seven"]),
        ('"a.b".x', [1]),
        ('["a.b"]["x"]', [1]),
        (" lang ", ["it"]),
        ("lang.x", []),
    ],
)
def test_a_path_leads_to_values_in_the_order_of_the_document(root: Node, path: str, values: list[object]) -> None:
    assert [match.node.value for match in find(parse_path(path), root)] == values


@pytest.mark.parametrize(
    ("text", "at"),
    [("", 0), ("a..b", 1), (".a", 0), ("a[", 1), ("a[x]", 1), ("a.", 1), ("a]b", 1), ('"x', 0), ('a"b"', 1), ("a*", 1)],
)
def test_what_is_no_path_is_refused_where_it_goes_wrong(text: str, at: int) -> None:
    with pytest.raises(PathError) as caught:
        parse_path(text)
    assert caught.value.at == at


@given(st.lists(st.text(min_size=0, max_size=6), min_size=1, max_size=4), st.data())
def test_every_key_can_be_written_in_a_path(keys: list[str], data: st.DataObject) -> None:
    text = quoted(keys[0]) + "".join(data.draw(st.sampled_from(["[].", "[2].", "."])) + quoted(key) for key in keys[1:])
    path = parse_path(text)
    assert [step.key for step in path.steps if step.kind == "key"] == keys
    assert parse_path(path.upto(99)).steps == path.steps


@given(st.text(max_size=20))
def test_any_text_is_a_path_or_is_refused(text: str) -> None:
    try:
        assert parse_path(text).steps
    except PathError as error:
        assert 0 <= error.at <= len(text)


@pytest.mark.parametrize(
    ("text", "other", "values"),
    [
        ("copies[].body", "copies[].id", [[1], []]),
        ("copies[].body", "id", [[1], []]),
        ("copies[].body", "meta.lang", [["en"], []]),
        ("copies[].body", "lang", [["it"], ["it"]]),
        ("copies[].body", "copies[].meta.lang", [["en"], []]),
        ("copies[].body", "templates.*.lang", [["de"], ["de"]]),
        ("templates.*.text", "lang", [["it"], ["de"]]),
        ("templates.*.text", "templates.*.lang", [[], ["de"]]),
        ("pages[].items[].t", "pages[].ch", [["email"], ["email"], []]),
        ("pages[].items[].t", "ch", [["email"], ["email"], []]),
        ("copies[0].body", "copies[0].id", [[1]]),
    ],
)
def test_what_lies_beside_a_message_is_of_the_same_item(
    root: Node, text: str, other: str, values: list[list[object]]
) -> None:
    messages = find(parse_path(text), root)
    assert [[node.value for node in beside(parse_path(other), message)] for message in messages] == values


@pytest.mark.parametrize(
    ("path", "steps"),
    [("nothing.x", 0), ("copies[].nothing", 2), ("copies.body", 1), ("lang.x.y", 1), ("copies[].body", 3)],
)
def test_a_path_that_leads_nowhere_ends_somewhere(root: Node, path: str, steps: int) -> None:
    assert last_found(parse_path(path), root)[1] == steps
