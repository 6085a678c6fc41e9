"""`outreachlint baseline write|prune|show`, and what `check` makes of a baseline."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from outreachlint.commands.baselining import NAME
from tests.conftest import Cli, write
from tests.test_changes import IDENTITY

ASK = "Could you introduce me to your boss?"
OTHER = "Could you introduce me to your aunt?"
FRONT = "---\nlang: en\nchannel: message\n---\n"


def draft(*sentences: str) -> str:
    return FRONT + "Hi Ann.\n\n" + "\n\n".join(sentences) + "\n"


def entries(path: str = NAME) -> list[list[object]]:
    return [entry for entry in json.loads(Path(path).read_text(encoding="utf-8"))["findings"] if entry]


def held(path: str = NAME) -> dict[str, int]:
    """How many findings a baseline holds, by file."""
    counts: dict[str, int] = {}
    for entry in entries(path):
        counts[str(entry[0])] = counts.get(str(entry[0]), 0) + int(str(entry[3]))
    return counts


class TestWrite:
    def test_it_says_what_it_holds_and_the_next_run_is_clean(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        write("sub/b.md", draft(ASK, OTHER))

        wrote = cli("baseline", "write")
        checked = cli(".")

        assert wrote == (0, f"wrote {NAME}: 2 findings, 3 places of 1 rule in 2 files\n", "")
        assert checked.code == 0
        assert checked.out.splitlines()[1:] == ["2 findings in the baseline."]
        assert checked.out.startswith("Checked 2 messages in 2 files with ")

    def test_nothing_found_is_written_too(self, cli: Cli) -> None:
        write("a.md", draft("Thank you."))

        assert cli("baseline", "write").out == f"wrote {NAME}: 0 findings, 0 places\n"
        assert entries() == []

    def test_it_holds_every_place(self, cli: Cli) -> None:
        """A rule reports the first in a message; one more is new all the same, and the second when the first is gone is not."""
        write("a.md", draft(ASK, OTHER))
        cli("baseline", "write")

        write("a.md", draft(OTHER))
        assert cli("a.md").code == 0
        write("a.md", draft(ASK, OTHER, OTHER.replace("aunt", "uncle")))
        assert cli("a.md").code == 1

    def test_it_lies_beside_the_configuration(self, cli: Cli, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write("outreachlint.toml", "")
        write("sub/b.md", draft(ASK))
        monkeypatch.chdir("sub")

        cli("baseline", "write")

        assert held(str(workspace / NAME)) == {"sub/b.md": 1}
        assert cli("b.md").code == 0
        monkeypatch.chdir(workspace)
        assert cli("sub/b.md").code == 0

    def test_or_where_the_configuration_says(self, cli: Cli) -> None:
        write("outreachlint.toml", 'baseline = "state/known.json"\n')
        write("a.md", draft(ASK))
        os.mkdir("state")

        assert cli("a.md").err == (
            "outreachlint.toml:1:12: error: there is no baseline state/known.json "
            "(make it with `outreachlint baseline write`)\n"
        )
        assert cli("baseline", "write").out.startswith("wrote state/known.json: 1 finding")
        assert held("state/known.json") == {"../a.md": 1}
        assert cli("a.md").code == 0

    def test_or_where_the_option_says(self, cli: Cli) -> None:
        write("a.md", draft(ASK))

        cli("baseline", "write", "--baseline", "my.json")

        assert cli("a.md").code == 1
        assert cli("a.md", "--baseline", "my.json").code == 0
        assert cli("a.md", "--baseline", "your.json").code == 2

    def test_what_other_files_have_stays(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        write("b.md", draft(ASK))
        cli("baseline", "write")
        write("a.md", draft(ASK, OTHER))

        cli("baseline", "write", "a.md")

        assert held() == {"a.md": 2, "b.md": 1}

    def test_once_more_changes_nothing(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")
        before = os.stat(NAME)

        cli("baseline", "write")

        assert os.stat(NAME).st_mtime_ns == before.st_mtime_ns
        assert sorted(os.listdir()) == [".git", NAME, "a.md"]

    def test_its_mode_is_that_of_any_new_file(self, cli: Cli) -> None:
        write("a.md", draft(ASK))

        cli("baseline", "write")

        assert os.stat(NAME).st_mode == os.stat("a.md").st_mode

    def test_a_draft_that_cannot_be_read_keeps_what_is_known_of_it(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        write("b.md", draft(ASK))
        cli("baseline", "write")
        write("a.md", "---\nlang: [\n---\nHi.\n")

        wrote = cli("baseline", "write")

        assert wrote.code == 2
        assert "a.md:" in wrote.err
        assert held() == {"a.md": 1, "b.md": 1}

    def test_a_file_that_is_no_baseline_is_not_overwritten(self, cli: Cli) -> None:
        write("a.md", draft(ASK))

        wrote = cli("baseline", "write", "--baseline", "a.md")

        assert (wrote.code, wrote.out) == (2, "")
        assert Path("a.md").read_text(encoding="utf-8") == draft(ASK)

    def test_a_folder_that_is_not_there(self, cli: Cli) -> None:
        write("a.md", draft(ASK))

        wrote = cli("baseline", "write", "--baseline", "no/b.json")

        assert wrote == (2, "", "no/b.json: error: the baseline can't be written: No such file or directory\n")

    def test_standard_input_is_refused(self, cli: Cli) -> None:
        assert "not of standard input" in cli("baseline", "write", "-").err


class TestCheck:
    def test_a_new_finding_is_reported_alone(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")
        write("a.md", draft("How are you?", ASK, OTHER))

        checked = cli("a.md", "--output-format", "concise", "--statistics")

        assert checked.code == 1
        assert [line.partition(": ")[0] for line in checked.out.splitlines()[:1]] == ["a.md:9:11"]
        assert checked.out.splitlines()[1] == "1  OL201  introduction-ask"

    def test_an_edit_of_the_sentence_brings_it_back(self, cli: Cli) -> None:
        write("a.md", draft(f"I know. {ASK} Thank you."))
        cli("baseline", "write")

        write("a.md", draft(f"I know it well. {ASK} Thanks."))
        assert cli("a.md").code == 0
        write("a.md", draft(f"I know. {ASK.replace('?', ', Ann?')} Thank you."))
        assert cli("a.md").code == 1

    def test_a_renamed_file_keeps_its_own(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")
        os.mkdir("sub")
        os.rename("a.md", "sub/b.md")

        assert cli(".").code == 0

    def test_a_copy_does_not(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")
        write("b.md", draft(ASK))

        assert "b.md:" in cli(".", "--output-format", "concise").out

    def test_no_baseline_reports_all(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")

        assert cli("a.md", "--no-baseline").code == 1
        assert cli("a.md", "--isolated").code == 1
        assert cli("a.md", "--isolated", "--baseline", NAME).code == 0
        assert cli("a.md", "--no-baseline", "--baseline", NAME).code == 2

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{", f"{NAME}:1:2: error: the baseline is no JSON: "),
            ('{"version": 99}', f"{NAME}:1:2: error: the baseline was written by a newer outreachlint (version 99;"),
        ],
    )
    def test_a_wrong_one_is_an_error(self, cli: Cli, text: str, said: str) -> None:
        write("a.md", draft(ASK))
        write(NAME, text)

        checked = cli("a.md")

        assert (checked.code, checked.out) == (2, "")
        assert checked.err.startswith(said)

    def test_one_that_cannot_be_read(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        os.mkdir("b.json")

        assert cli("a.md", "--baseline", "b.json").err == "b.json: error: the baseline can't be read: Is a directory\n"

    def test_verbose_names_what_is_not_found_any_more(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        write("b.md", draft(ASK, OTHER))
        cli("baseline", "write")
        write("a.md", draft("Thank you."))
        os.unlink("b.md")

        said = cli(".", "--verbose").err

        gone = [line for line in said.splitlines() if "baseline" in line or line.startswith(("  a.md:", "  b.md:"))]
        assert gone == [
            f"{NAME}: 3 places not found any more; `outreachlint baseline prune` drops what is gone",
            "  a.md: OL201",
            "  b.md: OL201",
            "  b.md: OL201",
        ]
        assert "any more" not in cli("a.md", "--verbose", "--select", "OL302").err
        assert "any more" not in cli("a.md").err

    def test_it_is_said_in_italian(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")

        assert "1 segnalazione nella lista di partenza (--baseline)." in cli("a.md", "--ui-lang", "it").out

    def test_what_is_known_is_not_fixed(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")

        assert "Fixed 0 findings" in cli("a.md", "--fix").out


class TestPrune:
    def test_what_is_gone_is_dropped(self, cli: Cli) -> None:
        write("a.md", draft(ASK, OTHER))
        write("b.md", draft(ASK))
        cli("baseline", "write")
        write("a.md", draft(OTHER))
        os.unlink("b.md")

        pruned = cli("baseline", "prune")

        assert pruned == (0, f"{NAME}: 2 places dropped, 1 place of 1 rule in 1 file left\n", "")
        assert held() == {"a.md": 1}
        assert cli("baseline", "prune").out == f"{NAME}: nothing to drop, 1 place of 1 rule in 1 file left\n"

    def test_new_findings_stay_new(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")
        write("a.md", draft(ASK, OTHER))

        cli("baseline", "prune")

        assert cli("a.md").code == 1

    def test_a_renamed_file_gets_its_new_name(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        cli("baseline", "write")
        os.rename("a.md", "b.md")

        assert cli("baseline", "prune").out.startswith(f"{NAME}: nothing to drop")
        assert held() == {"b.md": 1}

    def test_files_that_were_not_named_keep_theirs(self, cli: Cli) -> None:
        write("a/a.md", draft(ASK))
        write("b/b.md", draft(ASK))
        write("b/c.md", draft(ASK))
        cli("baseline", "write")
        write("a/a.md", draft("Thank you."))
        write("b/b.md", draft("Thank you."))
        os.unlink("b/c.md")

        cli("baseline", "prune", "a")

        assert held() == {"b/b.md": 1, "b/c.md": 1}

    def test_without_a_baseline_it_is_an_error(self, cli: Cli) -> None:
        write("a.md", draft(ASK))

        assert cli("baseline", "prune").code == 2


class TestShow:
    def test_it_lists_by_rule_and_file(self, cli: Cli) -> None:
        write("a.md", draft(ASK))
        write("b.md", draft(ASK, OTHER))
        cli("baseline", "write")
        os.unlink("a.md")

        assert cli("baseline", "show").out.splitlines() == [
            "OL201 introduction-ask: 3 places in 2 files",
            "  1  a.md  (no such file)",
            "  2  b.md",
            f"{NAME}: 3 places of 1 rule in 2 files",
        ]

    def test_a_rule_that_is_gone(self, cli: Cli) -> None:
        write(NAME, '{"version": 1, "fingerprints": 1, "findings": [["a.md", "OLD001", "ab", 1]]}')

        assert cli("baseline", "show").out.startswith("OLD001 (no such rule): 1 place in 1 file\n")


def test_what_two_branches_add_is_joined_by_git(cli: Cli, workspace: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *IDENTITY, *arguments], check=True, capture_output=True)

    os.rmdir(".git")
    git("init", "--quiet", "-b", "main")
    write(".gitattributes", f"{NAME} merge=union\n")
    write("m.md", draft(ASK))
    for branch, files in (("main", ()), ("one", ("a", "z")), ("two", ("b", "z"))):
        if files:
            git("checkout", "--quiet", "-b", branch, "main")
        for name in files:
            write(f"{name}.md", draft(ASK))
        cli("baseline", "write")
        git("add", ".")
        git("commit", "--quiet", "-m", branch)

    git("merge", "--quiet", "one")

    assert cli(".").code == 0
    assert held() == {"a.md": 1, "b.md": 1, "m.md": 1, "z.md": 1}
