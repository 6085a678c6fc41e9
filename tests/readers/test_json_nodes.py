"""JSON as a tree: the values of `json.loads`, each with its place."""

from __future__ import annotations

import json
import math
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.errors import InputError
from outreachlint.readers.json_nodes import escaped, parse
from outreachlint.readers.nodes import MAX_DEPTH, MAX_VALUES, Node, field_of
from outreachlint.text.source import Source, Span

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['a"b', "\\", "a\nb\tc", "😀", "/"]
)
SCALAR = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
VALUE = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))
LAYOUT = st.sampled_from([None, 0, 3, "\t"])


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(Source("x.json", text))
    return str(caught.value)


def every(node: Node) -> list[Node]:
    inner = node.list or list(node.fields.values())
    return [node, *(each for child in inner for each in every(child))]


@given(VALUE, st.booleans(), LAYOUT)
def test_the_values_are_those_of_the_standard_library(value: Any, ascii_only: bool, indent: Any) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert parse(Source("x.json", text)).value == json.loads(text)


@given(VALUE, st.booleans(), LAYOUT)
def test_every_value_stands_where_its_place_says(value: Any, ascii_only: bool, indent: Any) -> None:
    text = " \n" + json.dumps(value, ensure_ascii=ascii_only, indent=indent) + "\n"
    for node in every(parse(Source("x.json", text))):
        assert json.loads(text[node.start : node.end]) == node.value
        for key, child in node.fields.items():
            assert json.JSONDecoder().raw_decode(text, child.key)[0] == key


@given(TEXT, st.booleans())
def test_every_code_point_of_a_text_is_written_where_its_place_says(text: str, ascii_only: bool) -> None:
    written = json.dumps([text], ensure_ascii=ascii_only)
    source = Source("x.json", written)
    field = field_of(source, "text", parse(source).list[0])
    assert field.text == text
    for at, char in enumerate(text):
        assert json.loads(f'"{field.source_span(Span(at, at + 1)).of(written)}"') == char


@given(TEXT, TEXT, st.data())
def test_what_is_written_in_the_place_of_some_text_is_read_again(text: str, other: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    written = json.dumps({"a": 1, "b": text, "c": [2]})
    source = Source("x.json", written)
    field = field_of(source, "text", parse(source).fields["b"])
    span = field.source_span(Span(start, end))
    again = parse(Source("x.json", written[: span.start] + escaped(other) + written[span.end :]))
    assert again.value == {"a": 1, "b": text[:start] + other + text[end:], "c": [2]}


@given(st.text(st.sampled_from(list('{}[]",:0-1.eE+tfnrul\\ \n\t/aNI')), max_size=12))
def test_whatever_the_standard_library_refuses_is_refused_with_a_place(text: str) -> None:
    try:
        wanted: Any = json.loads(text, object_pairs_hook=_once)
    except ValueError:
        assert refusal(text).startswith("x.json:")
    else:
        found = parse(Source("x.json", text)).value
        assert found == wanted or math.isnan(found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.json:1:1: the file is not valid JSON: Expecting a value"),
        ('{"a": "b', "x.json:1:7: the file is not valid JSON: Unterminated string"),
        ('{"a": 1 "b": 2}', "x.json:1:9: the file is not valid JSON: Expecting ',' or '}'"),
        ("[1\n2]", "x.json:2:1: the file is not valid JSON: Expecting ',' or ']'"),
        ("[1, ]", "x.json:1:3: the file is not valid JSON: a comma before ']' (leave the comma out)"),
        ('{"a": 1,}', "x.json:1:8: the file is not valid JSON: a comma before '}'"),
        ("{a: 1}", "x.json:1:2: the file is not valid JSON: Expecting a key in double quotes"),
        ('{"a" 1}', "x.json:1:6: the file is not valid JSON: Expecting ':'"),
        ("['a']", "x.json:1:2: the file is not valid JSON: Expecting a value (texts stand in double quotes)"),
        ("[1, // one\n2]", "x.json:1:5: the file is not valid JSON: Expecting a value (JSON has no comments)"),
        ('["a\tb"]', "x.json:1:4: the file is not valid JSON: Invalid control character (write a line break as \\n"),
        ('["a\\q"]', "x.json:1:4: the file is not valid JSON: Invalid \\escape (write a backslash as \\\\)"),
        ('["\\u12"]', "x.json:1:4: the file is not valid JSON: Invalid \\uXXXX escape"),
        ('{"a": 1,\n "a": 2}', "x.json:2:2: the key 'a' comes twice; the first is on line 1"),
        ('{"a": 1}\n{"a": 2}', "x.json:2:1: the file goes on after its JSON value (one value a line is JSON Lines"),
        ("[" + "9" * 5000 + "]", "x.json:1:2: a number of 5,000 digits is not read"),
        ("[" * 100_000, f"x.json:1:{MAX_DEPTH + 1}: the file is nested more than {MAX_DEPTH} deep"),
        ('{"a":' * 100_000, f"x.json:1:{5 * MAX_DEPTH + 1}: the file is nested more than {MAX_DEPTH} deep"),
        ("[" + "0," * MAX_VALUES + "0]", f"the file has more than {MAX_VALUES:,} values (split it, or save it as JSON Lines"),
    ],
)  # fmt: skip
def test_a_broken_document_is_refused_with_its_place(text: str, said: str) -> None:
    assert said in refusal(text)


def test_a_document_may_be_as_deep_as_the_limit() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert parse(Source("x.json", text)).value == json.loads(text)


def test_half_of_a_surrogate_pair_is_refused_where_it_is_used() -> None:
    source = Source("x.json", '["a\\u00e8b \\ud83d\\ude00 c\\ud83d", 1]')
    root = parse(source)
    with pytest.raises(InputError, match=r"x\.json:1:26: text holds half of a surrogate pair"):
        field_of(source, "text", root.list[0])


def test_a_part_of_a_file_has_its_places_in_the_file() -> None:
    source = Source("x.jsonl", '{"a": 1}\n{"b": "c\\n"}\n')
    node = parse(source, '{"b": "c\\n"}', 9, what="the line").fields["b"]
    assert source.text[node.start : node.end] == '"c\\n"'
    with pytest.raises(InputError, match=r"x\.jsonl:2:7: the line is not valid JSON"):
        parse(source, '{"b": x}', 9, what="the line")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000_000,
        '["' + "\\u0041" * 3_000_000 + '"]',
        '["' + "a" * 10_000_000,
        " " * 10_000_000,
        "9" * 10_000_000,
    ],
)
def test_a_hostile_document_costs_no_more_than_reading_it(text: str) -> None:
    began = time.perf_counter()
    try:
        parse(Source("x.json", text))
    except InputError as error:
        assert error.place is not None
    assert time.perf_counter() - began < 5
