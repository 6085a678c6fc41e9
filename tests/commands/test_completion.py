"""`outreachlint completion`."""

from __future__ import annotations

import sys

import pytest

from tests.conftest import Cli


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_script_knows_the_commands_and_options(cli: Cli, shell: str) -> None:
    outcome = cli("completion", shell)

    assert outcome.code == 0
    assert all(word in outcome.out for word in ("check", "explain", "output-format"))


def test_another_shell_is_refused(cli: Cli) -> None:
    assert cli("completion", "fish").code == 2


def test_without_shtab_it_says_what_is_missing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)

    assert cli("completion", "bash").err.startswith("outreachlint: error: completion needs the package shtab")
