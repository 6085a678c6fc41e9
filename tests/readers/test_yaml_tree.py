"""YAML as a tree: the values of PyYAML, each with its place."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.errors import InputError
from outreachlint.readers import yaml_tree
from outreachlint.readers.nodes import MAX_DEPTH, MAX_VALUES, Node
from outreachlint.readers.yaml_tree import IN_FLOW, parse
from outreachlint.text.source import Source

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), max_size=10)
SCALAR = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | TEXT | st.dates(date(1000, 1, 1))
VALUE = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's readers: libyaml is not everywhere."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML has no libyaml here")
    monkeypatch.setattr(yaml_tree, "LOADER", getattr(yaml, request.param))


def tree(text: str) -> Node:
    return parse(Source("x.yaml", text))


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        tree(text)
    return str(caught.value)


def test_the_values_are_those_of_pyyaml() -> None:
    @given(VALUE, st.booleans())
    def check(value: Any, flow: bool) -> None:
        class NoAliases(yaml.SafeDumper):
            def ignore_aliases(self, data: Any) -> bool:
                return True

        text = yaml.dump(value, Dumper=NoAliases, allow_unicode=True, default_flow_style=flow)
        assert tree(text).value == yaml.safe_load(text)

    check()


def test_every_value_and_key_stands_where_its_place_says() -> None:
    text = "a: [1, 'zwei']\nb:\r\n  - è: 😀 x\n    \"k\": ~\n"
    root = tree(text)
    one, two = root.fields["a"].list
    smile = root.fields["b"].list[0].fields["è"]
    written = [text[node.start : node.end] for node in (one, two, smile, root.fields["a"])]
    assert written == ["1", "'zwei'", "😀 x", "[1, 'zwei']"]
    assert [text[node.key] for node in (root.fields["b"], smile)] == ["b", "è"]
    assert text[root.fields["b"].list[0].fields["k"].key] == '"'
    assert one.indent == IN_FLOW


def test_a_scalar_knows_what_was_written_for_it() -> None:
    source = Source("x.yaml", "a: 007\nb: yes\nc: 2026-03-02\nd: '1'\ne:\nf: word\n")
    fields = parse(source).fields
    assert [node.value for node in fields.values()] == [7, True, date(2026, 3, 2), "1", None, "word"]
    assert [node.words(source) for node in fields.values()] == ["007", "yes", "2026-03-02", "1", None, "word"]


def test_several_documents_are_a_list() -> None:
    assert tree("a: 1\n---\nb: 2\n...\n---\n- 3\n").value == [{"a": 1}, {"b": 2}, [3]]
    assert tree("# nothing\n").value is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\n", "x.yaml:1:4: the file is not valid YAML: anchors and aliases (& and *) are not read"),
        ("a: 1\nb: *x\n", "x.yaml:2:4: the file is not valid YAML: anchors and aliases"),
        ("a: &x [*x, *x]\n", "x.yaml:1:4: the file is not valid YAML: anchors and aliases"),
        ("a: !!python/object:os.system {}", "x.yaml:1:4: the file is not valid YAML: tags"),
        ("a: !x 1", "x.yaml:1:4: the file is not valid YAML: tags (!x) are not read"),
        ("a: 1\nb: 2\na: 3", "x.yaml:3:1: the key 'a' comes twice; the first is on line 1"),
        ("a: {{ name }}", "x.yaml:1:5: a key must be a word (a text that begins with { or [ needs quotes)"),
        ("a: [1", "the file is not valid YAML"),
        ("a:\n\tb: 1", "x.yaml:2:1: the file is not valid YAML: while scanning for the next token, found character"),
        ("a: \x07", "x.yaml:1:4: the file holds a character that YAML does not take (U+0007)"),
        ("a: 2026-02-31", "x.yaml:1:4: the file has a wrong value: day is out of range for month"),
        ("- " * 100_000, f"x.yaml:1:{2 * MAX_DEPTH + 1}: the file is nested more than {MAX_DEPTH} deep"),
        ("[" * 100_000, "x.yaml:1:"),
        ("? " * 100_000, "x.yaml:1:3: a key must be a word"),
    ],
)
def test_a_broken_document_is_refused_with_its_place(text: str, said: str) -> None:
    assert said in refusal(text)


def test_a_document_of_too_many_values_is_refused() -> None:
    assert f"the file has more than {MAX_VALUES:,} values" in refusal("[" + "0," * MAX_VALUES + "0]")


def test_a_part_of_a_file_has_its_places_in_the_file() -> None:
    source = Source("x.md", "---\na: b\n---\n")
    node = parse(source, "a: b\n", 4, what="the front matter").fields["a"]
    assert (source.text[node.start : node.end], source.text[node.key]) == ("b", "a")
    with pytest.raises(InputError, match=r"x\.md:2:4: the front matter is not valid YAML: anchors"):
        parse(source, "a: *b\n", 4, what="the front matter")


def test_any_text_is_read_or_refused_with_a_place() -> None:
    @given(st.text(st.sampled_from(list("ab:-?[]{}&*!|>'\"%@` \n\t#,\r\x85é\u2028")), max_size=20))
    def check(text: str) -> None:
        try:
            tree(text)
        except InputError as error:
            assert error.place is not None

    check()


@pytest.mark.parametrize(
    "text", ["[" * 20_000_000, "{a: " * 4_000_000, 'a: "' + " " * 10_000_000 + '"', "a " * 2_000_000]
)
def test_a_hostile_document_costs_no_more_than_reading_it(text: str) -> None:
    began = time.perf_counter()
    try:
        tree(text)
    except InputError as error:
        assert error.place is not None
    assert time.perf_counter() - began < 20
