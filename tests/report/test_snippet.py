"""Source lines with carets that stand under the right words."""

from __future__ import annotations

from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.findings import MOST_LINES, lines_of
from outreachlint.report.snippet import MAX_WIDTH, Shown, snippet
from outreachlint.text.source import Position, Source


def shown(text: str, quote: str) -> list[str]:
    """The lines and carets for the first place of a quote."""
    source = Source("a.md", text)
    start = text.index(quote)
    lines = _snippet(source, source.position(start), source.position(start + len(quote)))
    return [part for line in lines for part in (line.text, line.carets)]


def _snippet(source: Source, start: Position, end: Position) -> list[Shown]:
    return snippet(lines_of(source, start, end), start, end)


def test_carets_stand_under_the_words() -> None:
    assert shown("Hi Ann, call me.", "call me") == ["Hi Ann, call me.", "        ^^^^^^^"]


@pytest.mark.parametrize(
    ("text", "line", "carets"),
    [
        ("\tcall", "    call", "    ^^^^"),
        ("ab\tcall", "ab  call", "    ^^^^"),
        ("日本 call", "日本 call", "     ^^^^"),
        ("🙂 call", "🙂 call", "   ^^^^"),
        ("perche\u0301 call", "perche\u0301 call", "       ^^^^"),
        ("perché call", "perché call", "       ^^^^"),
        ("ａ call", "ａ call", "   ^^^^"),
    ],
)
def test_tabs_wide_and_combining_characters_are_lined_up(text: str, line: str, carets: str) -> None:
    assert shown(text, "call") == [line, carets]


def test_a_wide_quote_has_wide_carets() -> None:
    assert shown("a 日本 b", "日本") == ["a 日本 b", "  ^^^^"]


@pytest.mark.parametrize(
    ("char", "symbol"), [("\x1b", "␛"), ("\x07", "␇"), ("\x9b", "�"), ("\u202e", "�"), ("\u200b", "�"), ("\x7f", "␡")]
)
def test_what_could_move_hide_or_reorder_text_is_shown_as_a_symbol(char: str, symbol: str) -> None:
    assert shown(f"{char}[31m call", "call") == [f"{symbol}[31m call", "      ^^^^"]


def test_a_quote_over_several_lines_is_underlined_on_each() -> None:
    assert shown("Hi, call\n  me now\nplease. Bye", "call\n  me now\nplease") == [
        "Hi, call",
        "    ^^^^",
        "  me now",
        "  ^^^^^^",
        "please. Bye",
        "^^^^^^",
    ]


def test_blank_lines_inside_a_quote_are_left_out() -> None:
    assert shown("call\n\nme", "call\n\nme") == ["call", "^^^^", "me", "^^"]


def test_a_quote_that_ends_with_its_line_shows_no_further_line() -> None:
    assert shown("call\nme", "call\n") == ["call", "^^^^"]


def test_only_the_first_lines_of_a_long_quote_are_shown() -> None:
    text = "\n".join("word" for _ in range(20))

    assert len(shown(text, text)) == 2 * MOST_LINES


def test_a_long_line_is_cut_around_the_words() -> None:
    line, carets = shown("x " * 200 + "call me" + " y" * 200, "call me")

    assert line.startswith("…") and line.endswith("…")
    assert line[carets.index("^") :].startswith("call me y")


def test_a_long_line_is_not_cut_on_the_left_when_the_words_fit() -> None:
    line, carets = shown("Hi call me" + " y" * 200, "call me")

    assert (line[:10], line[-1], carets) == ("Hi call me", "…", "   ^^^^^^^")


def test_an_empty_place_has_one_caret() -> None:
    [line] = _snippet(Source("a.md", "Hi"), Position(1, 3), Position(1, 3))

    assert line.carets == "  ^"


def test_an_empty_file_has_a_line_too() -> None:
    [line] = _snippet(Source("a.md", ""), Position(1, 1), Position(1, 1))

    assert (line.number, line.text, line.carets) == (1, "", "^")


_texts = st.text(st.one_of(st.characters(), st.sampled_from("a \t\n日🙂\u0301\x1b")), max_size=300)


@given(_texts, st.data())
def test_shown_lines_are_never_wider_than_allowed_and_never_raw(text: str, data: st.DataObject) -> None:
    source = Source("a.md", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    for line in _snippet(source, source.position(start), source.position(end)):
        columns = sum(_columns(char) for char in line.text)
        assert columns <= MAX_WIDTH + 2
        assert len(line.carets) <= max(columns, 1) + 1
        assert all(category(char) not in ("Cc", "Cs", "Zl", "Zp") for char in line.text)
        assert line.carets.strip(" ").strip("^") == ""
        assert "^" in line.carets


def _columns(char: str) -> int:
    if char >= "\u0300" and category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if char >= "\u0300" and east_asian_width(char) in "WF" else 1
