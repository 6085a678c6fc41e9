"""Front matter: what it says, and that the quick way of reading it is YAML's."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreachlint.errors import InputError
from outreachlint.readers import front_matter
from outreachlint.readers.front_matter import parse
from outreachlint.readers.yaml_map import read_map
from outreachlint.text.source import Source, Span
from tests.readers.reading import error, message


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(Source("draft.md", text))
    return str(caught.value)


WORDS = [
    "inmail",
    "on",
    "No",
    "true",
    "null",
    "~",
    "y",
    "1e3",
    "0x1f",
    "012",
    "1_000",
    "12:30",
    "2026-03-02",
    "=",
    "<<",
]
VALUE = st.one_of(
    st.sampled_from(WORDS),
    st.integers(-20, 10**9).map(str),
    st.text(st.sampled_from(list("ab é'\"\\:#-,.[]{}&*!|>%@`/?_0123456789\t")), max_size=12),
    st.text(st.characters(codec="utf-8"), max_size=6),
).flatmap(
    lambda value: st.sampled_from([value, f"'{value}'", f'"{value}"', f" {value}", f"{value} ", f"{value} # {value}"])
)
KEY = st.one_of(
    st.sampled_from(["channel", "subject", "on", "no", "x-y", "a1", "null"]), st.text("aké_-1 ", max_size=4)
)
LINE = st.one_of(
    st.tuples(KEY, st.sampled_from([": ", ":", ":  ", " : "]), VALUE).map("".join),
    st.sampled_from(["", "# a note", "#note: x", "  ", "- item", "  nested: 1", "...", "key:"]),
)


@given(st.lists(LINE, max_size=5), st.sampled_from(["\n", "\r\n"]))
@example(["subject: a 'quote' inside"], "\n")
@example(["a: b # note"], "\n")
@example(["a: b # note: [x]", 'c: "d"  # note', "e: 1 #"], "\n")
@example(["a: b", "a: c"], "\n")
@example(["a:", "- b"], "\n")
@example(["a: 'it''s'"], "\n")
@example(["a: b  c"], "\n")
@example(["a: -b"], "\n")
@example(["é: x"], "\n")
def test_what_is_read_quickly_is_what_yaml_reads(lines: list[str], end: str) -> None:
    block = "".join(line + end for line in lines)
    quick = front_matter._fast(block, 0)
    if quick is not None:
        assert quick == read_map(Source("draft.md", block), 0, block)


@pytest.mark.parametrize(
    "block",
    [
        "channel: inmail\n",
        "channel: inmail\r\ntouch: 2\r\n",
        'subject: "Hello: there"\n',
        "subject: 'Hello # there'\n",
        "# a note\n\nready: true\n",
        "channel: email   # connection-note, inmail, message: see the guide\n",
        "subject: Perché no, dottoressa?\n",
        "subject:\n",
        "",
    ],
)
def test_ordinary_front_matter_needs_no_yaml(block: str) -> None:
    assert front_matter._fast(block, 0) is not None


def test_an_entry_knows_where_its_key_and_value_stand() -> None:
    text = '---\nchannel: inmail\nsubject: "Ciao"\n---\nx'
    front = parse(Source("draft.md", text))
    assert front is not None
    assert front.entries["channel"].key.of(text) == "channel"
    assert front.entries["channel"].span.of(text) == "inmail"
    assert front.entries["subject"].span.of(text) == '"Ciao"'
    assert text[front.end :] == "x"


@pytest.mark.parametrize("text", ["Hello\n", "--- \nnot closed, and no key\n", "----\na: b\n---\n", "", "---"])
def test_text_without_front_matter_is_left_alone(text: str) -> None:
    assert parse(Source("draft.md", text)) is None


@pytest.mark.parametrize("text", ["---\n---\n", "---\r\n---\r\n", "---\n# only a note\n...\n", "---\n\n---"])
def test_front_matter_may_be_empty(text: str) -> None:
    front = parse(Source("draft.md", text))
    assert front is not None
    assert front.entries == {}
    assert front.end == len(text)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("a: [1", "draft.md:3:1: the front matter is not valid YAML"),
        ("a: b\n  c: d: e", "draft.md:3:4: the front matter is not valid YAML"),
        ("just words", "draft.md:2:1: the front matter is not a list of 'key: value' lines"),
        ("- a\n- b", "draft.md:2:1: the front matter is not a list of 'key: value' lines"),
        ("lang: it\nlang: en", "draft.md:3:1: the key 'lang' comes twice; the first is on line 2"),
        ("consent:\n  call: x\n  call: y", "draft.md:4:3: the key 'call' comes twice; the first is on line 3"),
        ("a: &x 1\nb: *x", "draft.md:2:4: the front matter is not valid YAML: anchors and aliases"),
        ("a: !!python/object:os.system {}", "draft.md:2:4: the front matter is not valid YAML"),
        ("a: \x07", "draft.md:2:4: the front matter holds a character that YAML does not take (U+0007)"),
        ("given: 2026-02-31", "draft.md:2:8: the front matter has a wrong value"),
        ("a: " + "[" * 5000, "draft.md:"),
    ],
)
def test_broken_front_matter_is_refused_with_its_place(block: str, said: str) -> None:
    assert refusal(f"---\n{block}\n---\nx").startswith(said)


def test_front_matter_that_is_never_closed_is_refused() -> None:
    assert refusal("---\nchannel: email\n\nHello") == "draft.md:1:1: the front matter has no closing '---' line"


def test_a_broken_front_matter_stops_the_message_only() -> None:
    assert error("draft.md", "---\na: [\n---\nHello").startswith("draft.md:3:1: the front matter is not valid YAML")


@given(st.text(max_size=80))
def test_any_front_matter_is_read_or_refused_with_a_place(block: str) -> None:
    try:
        parse(Source("draft.md", f"---\n{block}\n---\nx"))
    except InputError as caught:
        assert caught.place is not None


@pytest.mark.parametrize(
    ("line", "subject", "column"),
    [
        ("subject: Hello there", "Hello there", 10),
        ('subject: "Hello: there"', "Hello: there", 11),
        ("subject: 'It''s late'", "It's late", 11),
        ('subject: "caf\\u00e9 \\"x\\""', 'café "x"', 11),
        ("subject: yes", "yes", 10),
        ("subject: 2026", "2026", 10),
    ],
)
def test_the_subject_is_the_text_as_written_with_its_place(line: str, subject: str, column: int) -> None:
    document = message("draft.md", f"---\n{line}\n---\n\nBody")
    assert document.fields[0].text == subject
    assert document.position(0) == (2, column)
    last = len(subject) - 1
    written = document.source.text[document.fields[0].source_offset(last)]
    assert written == subject[last] or written == "\\"
    whole = document.source_span(Span(0, len(subject))).of(document.source.text)
    assert f"{line[9:]}" in (whole, f'"{whole}"', f"'{whole}'")


@pytest.mark.parametrize("block", ["subject: [a]", "subject: |\n  a\n  b", 'subject: "a\\nb"', "subject: a\n  b"])
def test_a_subject_of_several_lines_is_refused(block: str) -> None:
    assert "subject takes one line of text" in error("draft.md", f"---\n{block}\n---\n\nBody")
