"""What all tests share: no network, a small rule pack, and the command line as a function."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from hypothesis import strategies as st

from outreachlint.rules import pack

PACK = Path(__file__).parent / "fixtures" / "pack"


class Outcome(NamedTuple):
    """What a command line did."""

    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def _tables_of_characters() -> None:
    """Made before any test draws text: in a fresh checkout that takes a second, which a first draw is not allowed."""
    st.text().validate()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here talks to anybody: opening a socket fails the test."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a test opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(scope="session")
def rule_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def small_pack(monkeypatch: pytest.MonkeyPatch, rule_cache: Path) -> Path:
    """The rules of tests/fixtures/pack instead of the shipped ones."""
    monkeypatch.setattr(pack, "PREBUILT", str(PACK / "nowhere"))
    monkeypatch.setattr(pack, "_RULES_IN_WHEEL", str(PACK / "nowhere"))
    monkeypatch.setattr(pack, "_RULES_IN_TREE", str(PACK))
    monkeypatch.setenv("OUTREACHLINT_CACHE_DIR", str(rule_cache))
    return PACK


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_pack: Path) -> Iterator[Path]:
    """An empty repository as the working directory, with an environment that says nothing about language, colour or CI."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    names = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR")
    for name in (*names, "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "TF_BUILD", "TEAMCITY_VERSION"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path


@pytest.fixture
def cli(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command line in the workspace."""
    from outreachlint.cli import main

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = main(arguments)
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


def write(path: str | os.PathLike[str], text: str) -> str:
    """Write a file with its folders; its path as it was given."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="")
    return str(path)
