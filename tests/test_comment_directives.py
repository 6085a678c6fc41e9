"""Directives in comments: what they ask for, and which part of the file they hold for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.comment_directives import COMMENT, comment_directives, file_directives
from outreachlint.document import Directive
from outreachlint.readers.html_text import read_page
from outreachlint.readers.markdown_blocks import comments
from outreachlint.text.source import Source, Span


def read(text: str) -> list[Directive]:
    return comment_directives(Source("a.md", text), comments(text))


def covered(text: str) -> list[str | None]:
    return [each.covers.of(text) if each.covers is not None else None for each in read(text)]


@pytest.mark.parametrize(
    ("verb", "grain"),
    [
        ("ignore", "message"),
        ("ignore-line", "line"),
        ("ignore-next-line", "next-line"),
        ("disable", "range"),
        ("ignore-file", "file"),
    ],
)
def test_the_verb_says_what_a_directive_holds_for(verb: str, grain: str) -> None:
    found = read(f"<!-- outreachlint-{verb} OL1, OL2: a  reason -->\nHi Ann")
    assert [(each.rule, each.reason, each.grain) for each in found] == [
        ("OL1", "a reason", grain),
        ("OL2", "a reason", grain),
    ]


def test_a_line_is_that_of_the_comment() -> None:
    assert covered("One.\nTwo. <!-- outreachlint-ignore-line OL1 --> Two.\nThree.") == [
        "Two. <!-- outreachlint-ignore-line OL1 --> Two.\n"
    ]
    assert covered("One. <!-- outreachlint-ignore-line OL1:\r\n why --> Two.\r\nThree.") == [
        "One. <!-- outreachlint-ignore-line OL1:\r\n why --> Two.\r\n"
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n \r\n", "\n<!-- a note -->\n\n<!-- another -->\n"])
def test_the_next_line_is_the_first_with_text(between: str) -> None:
    text = f"One. <!-- outreachlint-ignore-next-line OL1 -->{between}Two.\nThree."
    assert covered(text) == ["Two.\n"]


def test_directives_for_the_next_line_may_stand_above_each_other() -> None:
    text = "<!-- outreachlint-ignore-next-line OL1 -->\n<!-- outreachlint-ignore-next-line OL2: why -->\nOne.\nTwo."
    assert covered(text) == ["One.\n", "One.\n"]


def test_behind_the_last_line_there_is_nothing() -> None:
    assert covered("One.\n<!-- outreachlint-ignore-next-line OL1 -->") == [""]


def test_a_range_goes_from_one_comment_to_the_other() -> None:
    text = "One. <!-- outreachlint-disable OL1 --> Two.\nThree. <!-- outreachlint-enable OL1 --> Four."
    (directive,) = read(text)
    assert covered(text) == [" Two.\nThree. "]
    assert directive.closed is not None
    assert directive.closed.of(text) == "<!-- outreachlint-enable OL1 -->"


def test_a_range_that_nothing_ends_goes_on_to_the_end() -> None:
    assert covered("One.<!-- outreachlint-disable OL1 -->Two.\n") == ["Two.\n"]


def test_ranges_end_by_name() -> None:
    text = "<!-- outreachlint-disable OL1 OL2 -->a<!-- outreachlint-enable ol2 -->b<!-- outreachlint-enable OL1 -->c"
    assert [each and each.replace(" ", "")[:1] + each[-1:] for each in covered(text)] == ["ab", "aa"]


def test_an_end_without_a_name_ends_all_ranges() -> None:
    text = "<!-- outreachlint-disable OL1 -->a<!-- outreachlint-disable OL2 -->b<!-- outreachlint-enable -->c"
    assert covered(text) == ["a<!-- outreachlint-disable OL2 -->b", "b"]


def test_an_end_of_nothing_names_no_rule() -> None:
    (stray,) = read("Hi Ann <!-- outreachlint-enable OL1 -->")
    assert (stray.rule, stray.reason) == ("", "outreachlint-enable OL1")


def test_what_holds_for_the_file_is_told_apart() -> None:
    text = "<!-- outreachlint-ignore OL1 -->\n<!-- outreachlint-ignore-file OL2: why -->\nHi Ann"
    assert [each.rule for each in file_directives(Source("a.md", text), comments(text))] == ["OL2"]


class TestHtml:
    @staticmethod
    def covered(html: str) -> list[str | None]:
        from outreachlint.document import Field
        from outreachlint.readers.html_sentences import Sentences

        page = read_page(html)
        source = Source("a.html", html)
        body = Field("text", page.visible.text, page.visible.offsets)
        found = comment_directives(source, page.comments, Sentences(source, body))
        return [each.covers.of(html) if each.covers is not None else None for each in found]

    @pytest.mark.parametrize(
        ("html", "sentence"),
        [
            ("<p>One is here. Two is <!-- outreachlint-ignore-line X --> there. Three.</p>", None),
            ("<p>One is here. Two is there. <!-- outreachlint-ignore-line X --></p><p>Three.</p>", "Two is there."),
            ("<p>One is here.</p><p><!-- outreachlint-ignore-line X -->Two <b>is</b> there. Three.</p>", "Two <b>is</b> there."),
            ("<p>One is here. <!-- outreachlint-ignore-next-line X --> Two is there. Three.</p>", "Two is there."),
            ("<p>One is here. <!-- outreachlint-ignore-next-line X --></p>\n<p>Two is there.</p>", "Two is there."),
            ("<p>One is here.</p><p><!-- outreachlint-ignore-line X --></p><p>Two is there.</p>", ""),
            ("<p>One is here.</p><!-- outreachlint-ignore-next-line X -->", ""),
        ],
    )  # fmt: skip
    def test_a_line_is_a_sentence(self, html: str, sentence: str | None) -> None:
        comment = "<!-- outreachlint-ignore-line X -->"
        assert self.covered(html) == [f"Two is {comment} there." if sentence is None else sentence]


PIECES = st.lists(
    st.sampled_from(["a", "\n", " ", "<!-- n -->", "<!--", "-->", "\r\n", "<!-- outreachlint-ignore-next-line X -->",
                     "<!-- outreachlint-disable X -->", "<!-- outreachlint-enable X -->", "<!-- outreachlint-ignore-line X -->"]),
    max_size=20,
).map("".join)  # fmt: skip


@given(PIECES)
def test_what_is_covered_lies_in_the_file(text: str) -> None:
    spans = [Span(*match.span()) for match in COMMENT.finditer(text)]
    for each in comment_directives(Source("a.md", text), spans):
        if each.covers is not None:
            assert 0 <= each.covers.start <= each.covers.end <= len(text) + 1
            assert each.grain != "line" or each.span.of(text) in each.covers.of(text)


def test_many_directives_are_read_in_linear_time() -> None:
    text = "<!-- outreachlint-ignore-next-line OL1 -->\n" * 20_000
    spans = [Span(*match.span()) for match in COMMENT.finditer(text)]
    assert len(comment_directives(Source("a.md", text), spans)) == 20_000
