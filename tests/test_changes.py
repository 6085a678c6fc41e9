"""What changed since a revision, asked of the real git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.changes import WHOLE, Changed, changes
from outreachlint.errors import UsageError

IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false")
TEN = "".join(f"line {number}\n" for number in range(1, 11))


def git(*arguments: str, folder: str = ".") -> str:
    done = subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write(path: str, text: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text if isinstance(text, bytes) else text.encode())


def commit(**files: str) -> None:
    """Commit files by their name without `.md`."""
    for name, text in files.items():
        write(f"{name}.md", text)
    git("add", ".")
    git("commit", "--quiet", "--allow-empty", "-m", "a commit")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    git("init", "--quiet")
    return tmp_path


class TestLines:
    def test_nothing_changed(self) -> None:
        commit(a=TEN)

        assert changes(["a.md"], "HEAD") == {}

    def test_lines_that_were_changed_added_and_removed(self) -> None:
        commit(a=TEN)
        write("a.md", TEN.replace("line 2\n", "two\n").replace("line 5\n", "").replace("line 9\n", "line 9\nx\ny\n"))

        assert changes(["a.md"], "HEAD") == {"a.md": Changed(added=((2, 2), (9, 10)), cut=(4,))}

    def test_staged_ones_and_those_of_later_commits_count(self) -> None:
        commit(a=TEN)
        commit(a=f"new\n{TEN}")
        write("a.md", f"new\n{TEN}last\n")
        git("add", ".")

        assert changes(["a.md"], "HEAD~1")["a.md"].added == ((1, 1), (12, 12))
        assert changes(["a.md"], "HEAD")["a.md"].added == ((12, 12),)

    def test_text_that_looks_like_a_diff_is_text(self) -> None:
        commit(a=TEN)
        write("a.md", f"{TEN}@@ -1 +1 @@\ndiff --git a/b b/b\nBinary files a and b differ\n")

        assert changes(["a.md"], "HEAD") == {"a.md": Changed(added=((11, 13),))}

    def test_a_new_file_that_is_staged(self) -> None:
        commit(a=TEN)
        write("b.md", "one\ntwo\n")
        git("add", ".")

        assert changes(["b.md"], "HEAD") == {"b.md": Changed(added=((1, 2),))}


class TestWhole:
    def test_a_file_that_git_does_not_track(self) -> None:
        commit(a=TEN)
        write("b.md", TEN)

        assert changes(["a.md", "b.md"], "HEAD") == {"b.md": WHOLE}

    def test_an_ignored_file(self) -> None:
        write(".gitignore", "b.md\n")
        commit(a=TEN)
        write("b.md", TEN)

        assert changes(["b.md"], "HEAD") == {"b.md": WHOLE}

    def test_a_file_taken_out_of_the_index(self) -> None:
        commit(a=TEN)
        git("rm", "--quiet", "--cached", "a.md")

        assert changes(["a.md"], "HEAD") == {"a.md": WHOLE}

    def test_a_binary_file(self) -> None:
        write("a b.docx", b"\0one")
        commit()
        write("a b.docx", b"\0two")

        assert changes(["a b.docx"], "HEAD") == {"a b.docx": WHOLE}

    def test_lines_that_git_counts_otherwise(self) -> None:
        commit(a="one\rtwo\r")
        write("a.md", "one\rtwo\rthree\r")

        assert changes(["a.md"], "HEAD") == {"a.md": WHOLE}


class TestNames:
    def test_a_renamed_file_has_the_lines_that_changed_in_it(self) -> None:
        commit(a=TEN)
        Path("sub").mkdir()
        git("mv", "a.md", "sub/b.md")
        assert changes(["sub/b.md"], "HEAD") == {"sub/b.md": Changed()}

        write("sub/b.md", TEN.replace("line 3", "three"))
        assert changes(["sub/b.md"], "HEAD") == {"sub/b.md": Changed(added=((3, 3),))}

    @pytest.mark.parametrize("name", ["a b", "caffè", 'q"uote', "back\\slash", "tab\tnew\nline", " b ", "a b/c"])
    def test_odd_names(self, name: str) -> None:
        commit(**{name: TEN})
        write(f"{name}.md", f"{TEN}more\n")

        assert changes([f"{name}.md"], "HEAD") == {f"{name}.md": Changed(added=((11, 11),))}

    def test_a_renamed_file_with_an_odd_name(self) -> None:
        commit(a=TEN)
        git("mv", "a.md", 'c"è d.md')
        write('c"è d.md', f"{TEN}more\n")

        assert changes(['c"è d.md'], "HEAD") == {'c"è d.md': Changed(added=((11, 11),))}

    def test_from_a_folder_below(self, monkeypatch: pytest.MonkeyPatch) -> None:
        commit(**{"a": TEN, "sub/b": TEN})
        write("a.md", f"{TEN}more\n")
        write("sub/b.md", f"new\n{TEN}")
        monkeypatch.chdir("sub")

        assert changes(["../a.md", "b.md"], "HEAD") == {
            "../a.md": Changed(added=((11, 11),)),
            "b.md": Changed(added=((1, 1),)),
        }

    def test_through_a_link(self) -> None:
        commit(**{"sub/b": TEN})
        os.symlink("sub", "link")
        write("sub/b.md", f"new\n{TEN}")

        assert changes(["link/b.md"], "HEAD") == {"link/b.md": Changed(added=((1, 1),))}

    def test_several_repositories(self) -> None:
        git("init", "--quiet", "inner")
        write("inner/b.md", TEN)
        git("add", ".", folder="inner")
        git("commit", "--quiet", "-m", "inner", folder="inner")
        write("a.md", TEN)
        git("add", "a.md")
        git("commit", "--quiet", "-m", "outer")
        write("a.md", f"new\n{TEN}")
        write("inner/b.md", f"{TEN}new\n")

        found = changes(["a.md", "inner/b.md"], "HEAD")

        assert found == {"a.md": Changed(added=((1, 1),)), "inner/b.md": Changed(added=((11, 11),))}


class TestSettings:
    @pytest.mark.parametrize(
        "setting",
        [
            "diff.noprefix=true",
            "diff.mnemonicPrefix=true",
            "diff.context=5",
            "diff.interHunkContext=9",
            "diff.external=false",
            "diff.renames=false",
            "color.ui=always",
            "core.quotePath=true",
        ],
    )
    def test_what_a_user_has_set_changes_nothing(self, setting: str) -> None:
        commit(a=TEN, è="two\n")
        git("config", *setting.split("="))
        git("mv", "a.md", "b.md")
        write("b.md", TEN.replace("line 3", "three").replace("line 5", "five"))
        write("è.md", "zwei\n")

        assert changes(["b.md", "è.md"], "HEAD") == {
            "b.md": Changed(added=((3, 3), (5, 5))),
            "è.md": Changed(added=((1, 1),)),
        }

    def test_nor_does_the_environment_of_a_hook(self, monkeypatch: pytest.MonkeyPatch) -> None:
        commit(a=TEN)
        write("a.md", f"{TEN}new\n")
        monkeypatch.setenv("GIT_DIR", "elsewhere")
        monkeypatch.setenv("GIT_INDEX_FILE", "nothing")
        monkeypatch.setenv("GIT_DIFF_OPTS", "-u5")

        assert changes(["a.md"], "HEAD") == {"a.md": Changed(added=((11, 11),))}


class TestErrors:
    @pytest.mark.parametrize("revision", ["nope", "", "-x", "--output=x", "HEAD~9", "a\0b", "HEAD..HEAD"])
    def test_no_such_revision(self, revision: str) -> None:
        commit(a=TEN)

        with pytest.raises(UsageError, match="there is no revision"):
            changes(["a.md"], revision)
        assert not Path("x").exists()

    def test_no_commit_yet(self) -> None:
        write("a.md", TEN)

        with pytest.raises(UsageError, match="no revision `HEAD`"):
            changes(["a.md"], "HEAD")

    def test_no_repository(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        outside = tmp_path_factory.mktemp("outside") / "a.md"
        outside.write_text(TEN)

        with pytest.raises(UsageError, match="lies in no git repository"):
            changes([str(outside)], "HEAD")

    def test_no_git(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        commit(a=TEN)
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

        with pytest.raises(UsageError, match="needs git, which is not installed"):
            changes(["a.md"], "HEAD")

    def test_a_repository_that_git_refuses(self) -> None:
        commit(a=TEN)
        write(".git/HEAD", "nonsense\n")

        with pytest.raises(UsageError, match="--diff-only: "):
            changes(["a.md"], "HEAD")


runs = st.lists(st.integers(1, 30), unique=True).map(lambda lines: tuple((line, line) for line in sorted(lines)))


@given(runs, st.integers(1, 30), st.integers(0, 5))
def test_lines_are_looked_up_as_one_would_by_hand(added: tuple[tuple[int, int], ...], first: int, more: int) -> None:
    changed = Changed(added=added)

    assert changed.holds(first, first + more) == any(first <= line <= first + more for line, _ in added)


@pytest.mark.parametrize(("cut", "bears"), [(1, False), (2, True), (4, True), (5, True), (6, False)])
def test_what_was_removed_bears_on_the_lines_around_it(cut: int, bears: bool) -> None:
    assert Changed(cut=(cut,)).bears_on(3, 5) is bears
