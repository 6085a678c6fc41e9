"""Colours and what is safe to print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.report.style import Style, one_line, visible, wants_colour


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
    ],
)
def test_who_decides_about_colour(choice: str, environ: dict[str, str], terminal: bool, coloured: bool) -> None:
    assert wants_colour(choice, environ, terminal) == coloured


def test_without_colour_text_is_left_alone() -> None:
    assert Style(False)("error", "x") == "x"
    assert Style(True)("error", "x") == "\x1b[1;31mx\x1b[0m"


@given(st.text(st.characters()))
def test_visible_text_keeps_its_length_and_has_no_control_characters(text: str) -> None:
    safe = visible(text)

    assert len(safe) == len(text)
    assert all(char == "\t" or (char >= " " and not "\x7f" <= char <= "\x9f") for char in safe)
    safe.encode("utf-8")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
