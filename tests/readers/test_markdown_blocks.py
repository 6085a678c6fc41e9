"""The blocks of Markdown, and what is written in its fences and quotes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from outreachlint.errors import InputError
from outreachlint.readers.markdown_blocks import (
    FENCE,
    MAX_LINES,
    QUOTE,
    Block,
    Lines,
    Written,
    comments,
    fence_text,
    parse,
    quote_text,
)
from outreachlint.text.source import Source, Span


def blocks(text: str) -> tuple[Lines, list[Block]]:
    return parse(Source("x.md", text), 0, comments(text))


def kinds(text: str) -> list[tuple[str, int, int]]:
    return [(block.kind, block.first, block.end) for block in blocks(text)[1]]


def written(text: str) -> list[Written]:
    lines, found = blocks(text)
    return [
        fence_text(lines, block) if block.kind == FENCE else quote_text(lines, block)
        for block in found
        if block.kind in (FENCE, QUOTE)
    ]


def stands(inner: Written, text: str) -> bool:
    """Whether each code point of what is written is at its place in the text."""
    if isinstance(inner.offsets, int):
        return text[inner.offsets : inner.offsets + len(inner.text)] == inner.text
    return all(text[inner.offsets.start(at)] == char for at, char in enumerate(inner.text))


def test_blocks_by_line() -> None:
    text = "# A\n\nText\nmore\n\n- one\n\n- two\n\n\n> q\nlazy\n\n|a|b|\n|-|-|\n|1|2|\n\n***\n\n    code\n"
    assert kinds(text) == [
        ("heading", 0, 1),
        ("text", 2, 4),
        ("list", 5, 8),
        ("quote", 10, 12),
        ("table", 13, 16),
        ("rule", 17, 18),
        ("code", 19, 20),
    ]


def test_a_row_of_equals_signs_marks_a_heading_and_a_row_of_dashes_is_a_rule() -> None:
    assert kinds("Title\n===\nText\n---\nRuth") == [
        ("heading", 0, 2),
        ("text", 2, 3),
        ("rule", 3, 4),
        ("text", 4, 5),
    ]


def test_a_row_of_dashes_marks_a_heading_in_a_file_that_underlines_its_headings() -> None:
    assert [(block.kind, block.title) for block in blocks("Title\n===\n\nNote\n----\n\nHi Ann\n")[1]] == [
        ("heading", "Title"),
        ("heading", "Note"),
        ("text", ""),
    ]
    assert [block.kind for block in blocks("Note\n----\n\nHi Ann\n")[1]] == ["text", "rule", "text"]
    assert [block.kind for block in blocks("Title\n===\n\nHi\nAnn\n----\n\nx\n")[1]] == [
        "heading",
        "text",
        "rule",
        "text",
    ]


def test_headings_have_a_level_and_words() -> None:
    found = blocks("# One #\n### *Two* \n" + "# " + "long " * 100)[1]
    assert [(block.level, block.title[:8]) for block in found] == [(1, "One"), (3, "*Two*"), (1, "long lon")]
    assert len(found[2].title) == 200


def test_what_is_hidden_is_no_block() -> None:
    text = "<!-- # no heading\n```\n-->\n# Yes\n```\n<!-- # shown -->\n```\n"
    assert kinds(text) == [("heading", 3, 4), ("fence", 4, 7)]
    assert written(text)[0].text == "<!-- # shown -->\n"


def test_comments_in_code_are_shown() -> None:
    assert comments("a <!-- b --> `<!-- c -->` <!-- d") == [Span(2, 12)]
    assert comments("~~~\n<!-- a -->\n~~~\n<!-- b -->") == [Span(19, 29)]
    assert comments("") == []


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("```\nHi\n\nAnn\n```", "Hi\n\nAnn\n"),
        ("~~~~ text\n```\n~~~~\n", "```\n"),
        ("  ```\n  Hi\n Ann\n    in\n  ```", "Hi\nAnn\n  in\n"),
        ("- a:\n\n  ```\n  Hi\n\n    Ann\n  ```", "Hi\n\n  Ann\n"),
        ("1. ```\r\n   Hi\r\n   ```\r\n", "Hi\r\n"),
        ("> Hi\n> Ann", "Hi\nAnn"),
        (">Hi\n>\n>  Ann\nlazy\n  lazy\n", "Hi\n\n Ann\nlazy\nlazy\n"),
        ("> > Hi\n> Ann\n", "> Hi\nAnn\n"),
        ("- > Hi\n  > Ann\n", "Hi\nAnn\n"),
        ("> ```\n> Hi\n> ```\n", "```\nHi\n```\n"),
        ("> Hi\r\n>\r\n> Ann\r\n", "Hi\r\n\r\nAnn\r\n"),
        ("-\t```\n\tHi\n\t```", "Hi\n"),
    ],
)
def test_what_is_written_in_fences_and_quotes(text: str, inner: str) -> None:
    (found,) = written(text)
    assert found.text == inner
    assert stands(found, text)


@pytest.mark.parametrize(
    ("text", "closed"), [("```\nHi\n```", True), ("```\nHi\n", False), ("```", False), ("~~~\nHi\n```", False)]
)
def test_a_fence_is_closed_or_not(text: str, closed: bool) -> None:
    (found,) = blocks(text)[1]
    assert found.closed is closed


FRAGMENTS = [
    "> ",
    ">",
    "- ",
    "1. ",
    "```",
    "~~~",
    "\n",
    "\n\n",
    "\r\n",
    "Hi ",
    "# ",
    "  ",
    "    ",
    "\t",
    "***",
    "===",
    "`",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=24))
def test_whatever_is_written_stands_at_its_place(parts: list[str]) -> None:
    text = "".join(parts)
    lines, found = blocks(text)
    for block in found:
        assert 0 <= block.first < block.end <= len(lines) or not text
    for inner in written(text):
        assert stands(inner, text)


@given(st.lists(st.sampled_from([">", "> ", "> > ", "Hi\n", "\n", "```\n", "- a\n", "# b\n", "  c\n"]), max_size=16))
def test_the_text_of_a_quote_is_what_markdown_sees_in_it(parts: list[str]) -> None:
    text = "> " + "".join(parts)
    parser = MarkdownIt("commonmark").enable("table").disable(["html_block", "reference"])
    tokens = parser.parse(text)
    close = next(at for at, token in enumerate(tokens) if token.type == "blockquote_close" and token.level == 0)
    inside = [(token.type, token.content) for token in tokens[1:close]]
    lines, found = blocks(text)
    inner = quote_text(lines, found[0]).text
    if not any(line.strip() and not line.lstrip().startswith(">") for line in text.split("\n")):  # nothing lazy
        assert [(token.type, token.content) for token in parser.parse(inner)] == inside


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(InputError, match="at most 50,000 lines"):
        blocks("# a\n" * (MAX_LINES + 1))


@pytest.mark.parametrize(
    "text",
    ["`" * 1_000_000, "<!--" * 250_000, "``a```b" * 100_000, "<!-- a -->`x`" * 50_000, "~" * 1_000_000],
    ids=["ticks", "opened comments", "odd ticks", "comments and code", "tildes"],
)
def test_comments_are_found_in_linear_time(text: str) -> None:
    start = time.perf_counter()
    comments("<!-- a -->\n" + text)
    assert time.perf_counter() - start < 5
