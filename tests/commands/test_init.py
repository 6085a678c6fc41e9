"""`outreachlint init`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from outreachlint.config.options import OPTIONS
from outreachlint.config.settings import load_config
from tests.conftest import Cli, write


def test_it_writes_a_configuration_a_draft_and_a_pre_commit_snippet(cli: Cli) -> None:
    outcome = cli("init")

    assert outcome.code == 0
    assert outcome.out == (
        "wrote outreachlint.toml\nwrote drafts/example.md\nwrote .pre-commit-config.yaml\nnext: outreachlint drafts/\n"
    )
    assert yaml.safe_load(Path(".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]["id"] == "outreachlint"


def test_what_it_writes_can_be_linted_at_once(cli: Cli) -> None:
    cli("init")

    outcome = cli("drafts/")

    assert outcome.code == 0
    assert outcome.out.startswith("Checked 1 message in 1 file")


def test_the_configuration_changes_nothing_until_something_is_uncommented(cli: Cli) -> None:
    cli("init")
    config = load_config(".")

    assert config.path == "outreachlint.toml"
    assert all(config.origin(option.key) == "default" for option in OPTIONS)


def test_every_comment_with_an_option_is_right_once_uncommented(cli: Cli) -> None:
    cli("init")
    Path("our-rules").mkdir()
    path = Path("outreachlint.toml")
    text = re.sub(r"^# (?=\[\[|[a-z-]+ = )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")

    config = load_config(".")

    assert {option.key for option in OPTIONS if config.origin(option.key) != "default"} == {
        option.key for option in OPTIONS
    }


def test_nothing_is_overwritten(cli: Cli) -> None:
    write("outreachlint.toml", 'lang = "it"\n')
    write("drafts/example.md", "mine")
    write(".pre-commit-config.yaml", "repos: []\n")

    outcome = cli("init")

    assert outcome.code == 0
    assert "id: outreachlint" in outcome.out
    assert Path("outreachlint.toml").read_text() == 'lang = "it"\n'
    assert Path("drafts/example.md").read_text() == "mine"
    assert Path(".pre-commit-config.yaml").read_text() == "repos: []\n"


def test_a_yaml_configuration_counts_as_one(cli: Cli) -> None:
    write(".outreachlint.yaml", "")

    assert cli("init").out.startswith("kept the configuration in .outreachlint.yaml\n")
    assert not Path("outreachlint.toml").exists()


def test_a_table_in_pyproject_counts_as_one(cli: Cli) -> None:
    write("team/pyproject.toml", '[tool.outreachlint]\nlang = "it"\n')

    assert cli("init", "team").out.startswith("kept the configuration in team/pyproject.toml\n")
    assert not Path("team/outreachlint.toml").exists()


def test_a_pyproject_without_the_table_counts_for_nothing(cli: Cli) -> None:
    write("pyproject.toml", '[project]\nname = "outreachlint-drafts"\n')

    assert cli("init").out.startswith("wrote outreachlint.toml\n")


def test_another_folder_may_be_named(cli: Cli) -> None:
    Path("team").mkdir()

    assert cli("init", "team").code == 0
    assert Path("team/drafts/example.md").exists()


@pytest.mark.parametrize("folder", ["team/it", "./team/it/", "team//it"])
def test_a_folder_that_is_not_there_is_made_and_the_next_command_works_there(cli: Cli, folder: str) -> None:
    outcome = cli("init", folder)

    assert outcome.out == (
        "wrote team/it/outreachlint.toml\nwrote team/it/drafts/example.md\nwrote team/it/.pre-commit-config.yaml\n"
        "next: outreachlint team/it/drafts/\n"
    )
    assert "configuration: team/it/outreachlint.toml" in cli("team/it/drafts/", "--verbose").err


def test_the_next_command_can_be_pasted(cli: Cli) -> None:
    assert cli("init", "our team").out.endswith("next: outreachlint 'our team/drafts/'\n")


def test_a_file_in_the_place_of_the_folder_is_an_error(cli: Cli) -> None:
    write("team", "")

    assert cli("init", "team").code == 2
