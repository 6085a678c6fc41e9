"""Which files a run lints."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from outreachlint.discover import discover
from tests.conftest import write


def files(*paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    return [path.replace(os.sep, "/") for path in discover(paths, exclude=exclude).files]


def make(*paths: str) -> None:
    for path in paths:
        write(path, "x")


def test_a_folder_gives_its_drafts_sorted_by_path(workspace: Path) -> None:
    make("b.md", "a.txt", "c/z.jsonl", "c/a.MARKDOWN", "d.ndjson", "e.py", "f")

    assert files(".") == ["a.txt", "b.md", "c/a.MARKDOWN", "c/z.jsonl", "d.ndjson"]


def test_paths_are_shown_as_they_were_given(workspace: Path) -> None:
    make("a/b.md")

    assert files("./a") == ["a/b.md"]
    assert files(str(workspace / "a")) == [str(workspace / "a" / "b.md").replace(os.sep, "/")]


def test_the_order_of_the_paths_does_not_matter(workspace: Path) -> None:
    make("a.md", "b/c.md")

    assert files("b", "a.md") == files("a.md", "b") == ["a.md", "b/c.md"]


def test_a_file_counts_once(workspace: Path) -> None:
    make("a/b.md")

    assert files("a", "a/b.md", "./a/../a/b.md") == ["a/b.md"]


def test_hidden_files_and_folders_are_skipped(workspace: Path) -> None:
    make(".a.md", ".b/c.md", ".git/x.md", "d.md")

    assert files(".") == ["d.md"]


def test_a_named_file_is_linted_whatever_ignores_it(workspace: Path) -> None:
    make(".hidden.md", "ignored.md", "notes.docx")
    write(".gitignore", "*.md\n")

    assert files(".hidden.md", "ignored.md", "notes.docx") == [".hidden.md", "ignored.md", "notes.docx"]


def test_gitignore_is_obeyed(workspace: Path) -> None:
    write(".gitignore", "# drafts\nold/\n*.txt\n!keep.txt\n/top.md\n")
    make("old/a.md", "a.txt", "keep.txt", "top.md", "deep/top.md", "deep/old/b.md")

    assert files(".") == ["deep/top.md", "keep.txt"]


def test_nested_gitignores_add_and_take_back(workspace: Path) -> None:
    write(".gitignore", "*.txt\n")
    write("a/.gitignore", "!*.txt\nx.md\n")
    make("a.txt", "a/b.txt", "a/x.md", "x.md", "a/deep/x.md")

    assert files(".") == ["a/b.txt", "x.md"]


def test_gitignores_above_the_folder_count_up_to_the_repository(workspace: Path) -> None:
    write(".gitignore", "*.txt\n")
    write(".git/info/exclude", "secret.md\n")
    make("a/b/c.txt", "a/b/c.md", "a/b/secret.md")

    assert files("a/b") == ["a/b/c.md"]


def test_gitignores_outside_the_repository_do_not_count(workspace: Path) -> None:
    write(".gitignore", "*.md\n")
    (workspace / "inner" / ".git").mkdir(parents=True)
    make("inner/drafts/a.md")

    assert files("inner/drafts") == ["inner/drafts/a.md"]


def test_a_named_folder_is_walked_even_when_it_is_ignored_itself(workspace: Path) -> None:
    write(".gitignore", "drafts/\n")
    make("drafts/a.md")

    assert files(".") == []
    assert files("drafts") == ["drafts/a.md"]
    assert files("drafts", exclude=("drafts/",)) == ["drafts/a.md"]


def test_exclude_leaves_files_out_of_folders_only(workspace: Path) -> None:
    make("a.md", "b.md", "old/c.md")

    assert files(".", exclude=("b.md", "old/")) == ["a.md"]
    assert files(".", "b.md", exclude=("b.md", "old/")) == ["a.md", "b.md"]


def test_links_to_folders_are_not_followed(workspace: Path) -> None:
    make("a/b.md")
    os.symlink("..", "a/loop")
    os.symlink("b.md", "a/c.md")

    assert files(".") == ["a/b.md", "a/c.md"]


def test_what_is_missing_is_an_error_and_the_rest_is_found(workspace: Path) -> None:
    make("a.md")

    found = discover(["a.md", "b.md"])

    assert found.files == ("a.md",)
    assert [str(error) for error in found.errors] == ["b.md: no such file or folder"]


def test_a_folder_that_cannot_be_listed_is_an_error(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.md", "locked/b.md")
    real = os.scandir

    def scandir(path: str) -> object:
        if path == "locked":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = discover(["."])

    assert found.files == ("a.md",)
    assert [str(error) for error in found.errors] == ["locked: can't be read: Permission denied"]


def test_exclude_leaves_out_what_is_named_when_forced_to(workspace: Path) -> None:
    make("a.md", "b.md", "old/c.md")

    found = discover(["a.md", "b.md", "old", "old/c.md"], exclude=("b.md", "old/"), force=True)

    assert found == (("a.md",), (), True, frozenset())


def test_forced_exclude_knows_standard_input_by_its_name(workspace: Path) -> None:
    assert discover(["-"], exclude=("old/",), force=True, stdin_name="old/a.md") == ((), (), True, frozenset())
    assert discover(["-"], exclude=("old/",), force=True, stdin_name="a.md") == (("-",), (), False, frozenset())


def test_forced_exclude_does_not_make_ignore_files_count(workspace: Path) -> None:
    write(".gitignore", "*.md\n")
    make("a.md")

    assert discover(["a.md"], force=True) == (("a.md",), (), False, frozenset())
