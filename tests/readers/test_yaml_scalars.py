"""Each code point of a YAML text stands where its place says, in every style; and what may be written there."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Field
from outreachlint.errors import InputError
from outreachlint.readers import yaml_tree
from outreachlint.readers.nodes import Node, field_of
from outreachlint.readers.yaml_tree import parse
from outreachlint.text.source import Source, Span

STYLES = [None, "'", '"', "|", ">"]
WORDS = st.sampled_from(
    ["Hi", "it's", '"so"', "call:", "now!!!", "#tag", "{{name}}", "è", "😀", "a\\b", "- x", "50%", " "]
)
TEXT = st.lists(WORDS | st.sampled_from(["\n", "\n\n", "\n  "]), max_size=12).map(" ".join) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\ufffe\uffff"), max_size=20
)
BLOCK_LINE = st.sampled_from(["a", "b b", " more", "\ttab", "", "", "è #x"])


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML has no libyaml here")
    monkeypatch.setattr(yaml_tree, "LOADER", getattr(yaml, request.param))


def leaf(node: Node) -> Node:
    while node.items is not None:
        node = next(iter(node.list or node.fields.values()))
    return node


def text_field(text: str) -> Field:
    source = Source("x.yaml", text)
    return field_of(source, "text", leaf(parse(source)))


def check_places(field: Field, written: str) -> None:
    """What is at the place of each code point is that code point, an escape for it, or the line break it stands for."""
    before = -1
    for at, char in enumerate(field.text):
        span = field.source_span(Span(at, at + 1))
        assert span.start >= before
        before = span.start
        found = span.of(written)
        assert (
            found == char or found in ("''", "'") or found.startswith("\\") or set(found) & set("\n\r\x85\u2028\u2029")
        )


def test_what_is_dumped_is_read_back_with_its_places() -> None:
    @given(TEXT, st.sampled_from(STYLES), st.booleans(), st.sampled_from([20, 1000]), st.booleans())
    def check(text: str, style: str | None, unicode: bool, width: int, nested: bool) -> None:
        value = {"k": [{"t": text, "z": "end"}]} if nested else {"k": text}
        written = yaml.dump(value, default_style=style, allow_unicode=unicode, width=width)
        if "!!" in written or yaml.load(written, Loader=yaml_tree.LOADER) != value:
            return
        try:
            field = text_field(written)
        except InputError as error:
            assert "takes a text" in str(error)
            return
        assert field.text in (text, text.rstrip("\n"))
        check_places(field, written)

    check()


def test_block_scalars_are_read_as_yaml_reads_them() -> None:
    marks = st.sampled_from(["", "-", "+", "2", "2-", "+2", "1"])
    ends = st.sampled_from(["\n", "\r\n", "\n\n", "\n  \n"])

    @given(st.sampled_from("|>"), marks, st.integers(1, 4), st.lists(st.tuples(BLOCK_LINE, ends), max_size=6))
    def check(style: str, mark: str, indent: int, lines: list[tuple[str, str]]) -> None:
        body = "".join(" " * indent + line + end for line, end in lines)
        written = f"- k: {style}{mark} # note\n{body}"
        try:
            wanted = yaml.load(written, Loader=yaml_tree.LOADER)
        except yaml.YAMLError:
            return
        if isinstance(wanted, list) and isinstance(wanted[0], dict) and isinstance(wanted[0]["k"], str):
            field = text_field(written)
            assert field.text == wanted[0]["k"].rstrip("\n")
            check_places(field, written)

    check()


@pytest.mark.parametrize(
    ("written", "text", "places"),
    [
        ("k: plain text # note", "plain text", {0: "p", 6: "t"}),
        ("k: two\n  lines\n\n\n  more", "two lines\n\nmore", {3: "\n  ", 4: "l", 9: "\n\n\n  ", 11: "m"}),
        ("k: 'it''s\r\n  late'", "it's late", {2: "''", 4: "\r\n  ", 5: "l"}),
        ('k: "caf\\u00e9 \\U0001F600 \\"x\\"\\n\\tend"', 'café 😀 "x"\n\tend', {3: "\\u00e9", 5: "\\U0001F600", 7: '\\"'}),
        ('k: "one \\\n   two\\x21"', "one two!", {4: "t", 7: "\\x21"}),
        ('k: "one  \n\n   two"', "one\ntwo", {3: "  \n\n   ", 4: "t"}),
        ("k: |\n  one\n   two\n\n  three\n", "one\n two\n\nthree", {0: "o", 3: "\n  ", 4: " ", 8: "\n\n  ", 10: "t"}),
        ("k: >-\n  one\n  two\n\n  three\n", "one two\nthree", {3: "\n  ", 4: "t", 7: "\n\n  ", 8: "t"}),
        ("k: >\n  one\n    two\n  three\n", "one\n  two\nthree", {3: "\n  ", 6: "t", 10: "t"}),
        ("k: |2-\n    one\n   two\n\n\n", "  one\n two", {0: " ", 2: "o", 6: " ", 7: "t"}),
        ("k: |+\n\n  one\n\n\n", "\none", {0: "\n  ", 1: "o"}),
        ("- - |\n   one\n", "one", {0: "o"}),
    ],
)  # fmt: skip
def test_a_text_is_decoded_with_the_place_of_each_code_point(written: str, text: str, places: dict[int, str]) -> None:
    field = text_field(written)
    assert field.text == text
    assert {at: field.source_span(Span(at, at + 1)).of(written) for at in places} == places


@pytest.mark.parametrize("written", ["k: ''", 'k: ""', "k: |\n", "k: >+\n\n", 'k: "\\\n  "'])
def test_an_empty_text_has_a_place(written: str) -> None:
    field = text_field(written)
    assert field.text == ""
    assert 3 <= field.source_offset(0) <= len(written)


@pytest.mark.parametrize(
    ("written", "replacement", "content"),
    [
        ('k: "a b"', 'say "é\\"\n', 'say \\"é\\\\\\"\\n'),
        ('k: "a b"', "\x85\u2028\x00", "\\x85\\u2028\\x00"),
        ('k: "a\n  b"', " x", None),
        ("k: 'a b'", 'it\'s "so": #1', "it''s \"so\": #1"),
        ("k: 'a b'", "a\nb", None),
        ("k: 'a\n  b'", "x ", None),
        ("k: a b", "Hello, (you) https://x.example/?a", "Hello, (you) https://x.example/?a"),
        ("k: a b", "Hello there!", "Hello there!"),
        ("k: a b", "a: b", None),
        ("k: a b", "a #b", None),
        ("k: a b", "{{name}}", None),
        ("k: a b", " x", None),
        ("k: a b", "!", "!"),
        ("k: a b", "", ""),
        ("k: [a b]", "c, d", None),
        ("k: [a b]", "c d", "c d"),
        ("k: |\n  a b", 'any: "thing" {{name}} #1', 'any: "thing" {{name}} #1'),
        ("k: |\n  a b", "a\nb", None),
        ("k: >\n  a b", " b", None),
        ("k: >\n  a b", "\u2028", None),
    ],
)
def test_other_text_is_written_as_the_style_wants_it_or_not_at_all(
    written: str, replacement: str, content: str | None
) -> None:
    write = text_field(written).write
    assert write is not None
    assert write(replacement) == content


def test_what_is_written_in_quotes_or_in_a_block_is_read_again() -> None:
    inner = st.text("ab é'\"\\:#{}!", min_size=1, max_size=4).filter(lambda text: text == text.strip())

    @given(st.lists(st.sampled_from(["Hi", "it's", '"so"', "è", "x: y"]), min_size=3, max_size=8), inner, st.data())
    def check(words: list[str], other: str, data: st.DataObject) -> None:
        style = data.draw(st.sampled_from(["'", '"', "|", ">"]))
        at = data.draw(st.integers(1, len(words) - 2))
        written = yaml.dump(
            {"k": {"t": " ".join(words), "z": "end"}}, default_style=style, allow_unicode=True, width=30
        )
        source = Source("x.yaml", written)
        field = field_of(source, "text", parse(source).fields["k"].fields["t"])
        start = len(" ".join(words[:at])) + 1
        span = field.source_span(Span(start, start + len(words[at])))
        assert field.write is not None
        content = field.write(other)
        assert content is not None
        again = parse(Source("x.yaml", written[: span.start] + content + written[span.end :])).value
        assert again == {"k": {"t": " ".join([*words[:at], other, *words[at + 1 :]]), "z": "end"}}

    check()


def test_a_text_that_is_too_long_for_a_message_is_refused_before_it_is_mapped() -> None:
    with pytest.raises(InputError, match=r"x\.yaml:1:4: the message has 10,000,000 characters"):
        text_field("k: " + "a" * 10_000_000)


def test_half_of_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(InputError, match=r"surrogate|Unicode character escape"):
        text_field('k: "a \\ud83d b"')
