"""Markdown: HTML comments stay behind, and may hold directives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from tests.readers.reading import items, message


def sent(text: str) -> str:
    """The text of a message without what is never sent."""
    document = message("draft.md", text)
    out, at = "", 0
    for span in document.unsent():
        out, at = out + document.text[at : span.start], span.end
    return out + document.text[at:]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello <!-- a note --> Ann", "Hello  Ann"),
        ("<!-- a note -->\n\nHello", "Hello"),
        ("<!-- two\nlines -->Hello", "Hello"),
        ("Hello\n<!-- a --><!-- b -->", "Hello\n"),
        ("Hello <!-- never closed", "Hello <!-- never closed"),
        ("Write `<!-- x -->` to hide", "Write `<!-- x -->` to hide"),
        ("```\n<!-- x -->\n```\nHello", "```\n<!-- x -->\n```\nHello"),
    ],
)
def test_comments_are_not_sent(text: str, left: str) -> None:
    assert sent(text) == left


@pytest.mark.parametrize(
    "line",
    ["Subject: Table 3", "**Subject:** Table 3", "**Subject**: Table 3", "__Oggetto:__ Table 3", "**Objet :** Table 3"],
)
def test_a_labelled_line_is_the_subject_in_bold_too(line: str) -> None:
    document = message("draft.md", f"<!-- a note -->\n{line}\n\n<!-- another -->\nHello")
    assert [field.text for field in document.fields] == ["Table 3", "Hello"]
    assert document.position(0) == (2, line.index("Table") + 1)
    assert document.position(9) == (5, 1)


@given(
    st.lists(
        st.sampled_from(
            ["<!--", "-->", "a", "\n", " ", "`", "```\n", "Subject: b\n", "**Subject:** c\n", "---\n", "\r\n"]
        ),
        max_size=14,
    )
)
def test_whatever_is_in_a_draft_its_comments_are_inside_its_text_and_apart(parts: list[str]) -> None:
    for item in items("draft.md", "".join(parts)):
        if isinstance(item, Document):
            spans = item.unsent()
            assert all(span.of(item.text).startswith("<!--") for span in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans))
            assert all(span.end <= len(item.text) for span in spans)


def test_a_directive_is_read_wherever_its_comment_stands() -> None:
    text = "<!-- outreachlint-ignore OL302: she asked -->\nSubject: Hello\n\nHi\n<!-- outreachlint-ignore OL1, shouting -->"
    document = message("draft.md", text)
    assert [(each.rule, each.reason) for each in document.directives] == [
        ("OL302", "she asked"),
        ("OL1", ""),
        ("shouting", ""),
    ]
    assert [each.span.of(text)[:4] for each in document.directives] == ["<!--"] * 3


def test_front_matter_directives_come_first() -> None:
    text = '---\noutreachlint: {ignore: [OL302, {rule: OL101, reason: "asked"}]}\n---\n<!-- outreachlint-ignore OL5 -->\nHi'
    document = message("draft.md", text)
    assert [(each.rule, each.reason) for each in document.directives] == [
        ("OL302", ""),
        ("OL101", "asked"),
        ("OL5", ""),
    ]


def test_a_comment_that_closes_after_the_last_word_is_cut_with_the_text() -> None:
    document = message("draft.md", "Hello <!-- note -->  \n\n")
    assert [span.of(document.text) for span in document.unsent()] == ["<!-- note -->"]
