"""The bar of a long run."""

from __future__ import annotations

import io
import sys

import pytest

from outreachlint.commands import progress
from outreachlint.commands.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr(progress, "EVERY", 0)


def shown(stream: io.StringIO | None, *, wanted: bool = True, total: int = 200) -> str:
    """What a run writes to its standard error."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        with Progress(wanted) as bar:
            for done in (50, 100, 90, 200):
                bar.moved(done, total, 10 * done)
                bar.clear()
    return "" if stream is None else stream.getvalue()


def test_says_how_much_is_read_and_how_many_messages_that_were() -> None:
    written = shown(Terminal())

    assert " 50%|" in written
    assert "| 2,000 messages, " in written
    assert written.endswith("\r")


def test_without_a_size_it_says_how_many_messages_only() -> None:
    written = shown(Terminal(), total=0)

    assert "%" not in written
    assert "2,000 messages" in written


def test_a_short_run_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 60)

    assert shown(Terminal()).strip() == ""


def test_who_wants_none_gets_none() -> None:
    assert shown(Terminal(), wanted=False) == ""


def test_what_is_no_terminal_gets_none() -> None:
    assert shown(io.StringIO()) == ""


def test_a_program_without_standard_error_runs_all_the_same() -> None:
    assert shown(None) == ""
