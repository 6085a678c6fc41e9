"""The configuration in force: defaults, origins, overrides by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreachlint.config.options import OPTIONS
from outreachlint.config.settings import load_config, rule_sources
from outreachlint.errors import ConfigError
from tests.conftest import write

OVERRIDES = """
[context]
touch = 5
[[overrides]]
paths = ["mail/"]
context = { channel = "email" }
[[overrides]]
paths = ["*.it.md", "/top.md"]
context = { jurisdiction = "it" }
"""


def test_without_a_file_every_option_has_its_default(workspace: Path) -> None:
    config = load_config(".")

    assert config.path is None
    assert {option.key: config[option.key] for option in OPTIONS} == {option.key: option.default for option in OPTIONS}
    assert config.origin("select") == "default"


def test_an_option_knows_the_line_that_set_it(workspace: Path) -> None:
    write("outreachlint.toml", '\nlang = "it"\n')

    config = load_config(".")

    assert config["lang"] == "it"
    assert config.origin("lang") == "outreachlint.toml:2"
    assert config.origin("ignore") == "default"


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("a.md", {"touch": 5}),
        ("mail/a.md", {"touch": 5, "channel": "email"}),
        ("deep/mail/a.md", {"touch": 5, "channel": "email"}),
        ("mail/a.it.md", {"touch": 5, "channel": "email", "jurisdiction": "it"}),
        ("top.md", {"touch": 5, "jurisdiction": "it"}),
        ("deep/top.md", {"touch": 5}),
        ("../a.it.md", {"touch": 5}),
    ],
)
def test_overrides_match_like_a_gitignore(workspace: Path, path: str, facts: dict[str, object]) -> None:
    write("outreachlint.toml", OVERRIDES)

    found: dict[str, object] = {}
    for _, context in reversed(load_config(".").facts_for(path)):
        found.update(context)

    assert found == facts


def test_the_last_override_comes_first_since_it_wins(workspace: Path) -> None:
    write("outreachlint.toml", OVERRIDES)

    origins = [origin for origin, _ in load_config(".").facts_for("mail/a.it.md")]

    assert origins == ["config outreachlint.toml:9", "config outreachlint.toml:6", "config outreachlint.toml:2"]


def test_globs_are_relative_to_the_configuration_file(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("outreachlint.toml", OVERRIDES)
    Path("mail").mkdir()
    monkeypatch.chdir("mail")

    assert [context for _, context in load_config(".").facts_for("a.md")] == [{"channel": "email"}, {"touch": 5}]


def test_rule_folders_are_relative_to_the_configuration_file(workspace: Path) -> None:
    write("deep/outreachlint.toml", 'rules = ["own"]\n')
    Path("deep/own").mkdir()

    assert rule_sources(load_config("deep")) == [str(workspace / "deep" / "own")]


@pytest.mark.parametrize("name", ["nowhere", "no.such.package", "json", "../x", "1"])
def test_a_rule_source_that_is_neither_folder_nor_package_is_an_error(workspace: Path, name: str) -> None:
    write("outreachlint.toml", f'rules = [\n  "{name}",\n]\n')
    if name == "json":  # a package, but a module of it is none
        write("outreachlint.toml", 'rules = [\n  "json.decoder",\n]\n')

    with pytest.raises(ConfigError, match=r"outreachlint\.toml:2:3: .* is neither a folder nor an importable package"):
        rule_sources(load_config("."))
