"""Which configuration file counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreachlint.config.files import find_config, load_config_file
from outreachlint.errors import ConfigError
from tests.conftest import write


def found(folder: str = ".") -> str | None:
    loaded = find_config(folder)
    return loaded.path if loaded else None


@pytest.mark.parametrize("name", ["outreachlint.toml", ".outreachlint.yaml", ".outreachlint.yml"])
def test_a_dedicated_file_is_found(workspace: Path, name: str) -> None:
    write(name, "")

    assert found() == name


def test_pyproject_counts_only_with_its_table(workspace: Path) -> None:
    write("pyproject.toml", '[project]\nname = "outreachlint-drafts"\n')
    assert found() is None

    write("pyproject.toml", '[tool.outreachlint]\nlang = "it"\n')
    assert found() == "pyproject.toml"


def test_a_dedicated_file_wins_over_pyproject(workspace: Path) -> None:
    write("pyproject.toml", "[tool.outreachlint]\n")
    write("outreachlint.toml", "")

    assert found() == "outreachlint.toml"


def test_two_dedicated_files_in_one_folder_are_an_error(workspace: Path) -> None:
    write("outreachlint.toml", "")
    write(".outreachlint.yml", "")

    with pytest.raises(ConfigError, match=r"outreachlint\.toml and \.outreachlint\.yml stand in one folder"):
        find_config(".")


def test_the_nearest_file_wins(workspace: Path) -> None:
    write("outreachlint.toml", "")
    write("a/.outreachlint.yaml", "")
    Path("a/b").mkdir()

    assert found("a/b") == "a/.outreachlint.yaml"


def test_a_pyproject_without_the_table_does_not_stop_the_search(workspace: Path) -> None:
    write("outreachlint.toml", "")
    write("a/pyproject.toml", "[project]\n")

    assert found("a") == "outreachlint.toml"


def test_the_search_ends_at_the_root_of_the_repository(workspace: Path) -> None:
    write("outreachlint.toml", "")
    Path("inner/.git").mkdir(parents=True)

    assert found("inner") is None


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("outreachlint.toml", "a = [\n", "outreachlint.toml:2:1: not valid TOML"),
        ("outreachlint.toml", "a = 1\nb = = 2\n", "outreachlint.toml:2:5: not valid TOML: Invalid value"),
        ("pyproject.toml", "[tool.outreachlint\n", "pyproject.toml:1:19: not valid TOML"),
        (".outreachlint.yaml", "lang: it\nlang: en\n", ".outreachlint.yaml:2:1: the key 'lang' stands here twice"),
        (".outreachlint.yaml", "select: [\n", ".outreachlint.yaml:2:1: not valid YAML"),
    ],
)
def test_a_broken_file_is_an_error_with_its_place(workspace: Path, name: str, text: str, said: str) -> None:
    write(name, text)

    with pytest.raises(ConfigError) as caught:
        find_config(".")
    assert str(caught.value).startswith(said)


def test_a_file_that_is_not_utf_8_is_an_error(workspace: Path) -> None:
    Path("outreachlint.toml").write_bytes(b'lang = "\xe9"')

    with pytest.raises(ConfigError, match="not UTF-8"):
        find_config(".")


def test_a_byte_order_mark_and_windows_line_ends_change_no_place(workspace: Path) -> None:
    Path("outreachlint.toml").write_bytes(b'\xef\xbb\xbflang = "it"\r\nselect = [\r\n "OL1"]\r\n')

    loaded = load_config_file("outreachlint.toml")

    assert loaded.data == {"lang": "it", "select": ["OL1"]}
    assert str(loaded.places.value(("select", 0))) == "outreachlint.toml:3:2"


def test_a_named_pyproject_needs_the_table(workspace: Path) -> None:
    write("pyproject.toml", "")

    with pytest.raises(ConfigError, match=r"no table \[tool\.outreachlint\]"):
        load_config_file("pyproject.toml")


def test_places_in_pyproject_are_those_of_the_whole_file(workspace: Path) -> None:
    write("pyproject.toml", '[project]\nname = "x"\n\n[tool.outreachlint]\nselect = ["OL1"]\n')

    assert str(load_config_file("pyproject.toml").places.value(("select", 0))) == "pyproject.toml:5:11"
