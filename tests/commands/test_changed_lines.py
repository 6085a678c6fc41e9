"""`check --diff-only REV` in repositories of the real git."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from outreachlint.commands.changed_lines import about_message
from tests.conftest import Cli, write
from tests.readers.workbooks import workbook
from tests.test_changes import git

ASK = "Could you introduce me to your boss?"
OTHER = "Could you introduce me to your aunt?"
SIGNUP = "I have added you to our newsletter."
FRONT = "---\nlang: en\nchannel: message\n---\n"


@pytest.fixture
def repository(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a commit of two drafts that each ask for an introduction."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    os.rmdir(".git")
    git("init", "--quiet")
    write("a.md", f"{FRONT}Hi Ann.\n\n{ASK}\n")
    write("sub/b.md", f"{FRONT}Hi Ann.\n\n{ASK}\n")
    commit()
    return workspace


def commit() -> None:
    git("add", ".")
    git("commit", "--quiet", "-m", "drafts")


@pytest.fixture
def places(cli: Cli, repository: Path) -> object:
    """Runs `check --diff-only HEAD` and gives the places of the findings."""

    def run(*arguments: str) -> list[str]:
        outcome = cli("check", *arguments, "--diff-only", "HEAD", "--output-format", "concise", "--quiet")
        assert not outcome.err
        assert outcome.code == int(bool(outcome.out))
        return [line.partition(": ")[0] for line in outcome.out.splitlines()]

    return run


def test_nothing_changed_nothing_found(cli: Cli, repository: Path) -> None:
    checked = cli("--diff-only", "HEAD")

    assert checked.code == 0
    assert checked.out.startswith("Checked 0 messages in 0 files")


def test_only_lines_that_changed_count(places) -> None:
    write("a.md", f"{FRONT}Hi Ann.\n\n{ASK}\n\n{SIGNUP}\n")

    assert places() == ["a.md:9:1"]


def test_a_finding_that_names_a_changed_line_beside_it_counts(places) -> None:
    write("a.md", f"{FRONT}Hi Ann.\n\n{ASK}\n\n{OTHER}\n")

    assert places() == ["a.md:7:11"]


def test_a_line_before_it_that_changed_does_not(places) -> None:
    write("a.md", f"{FRONT}Hi Bob.\n\n{ASK}\n")

    assert places() == []


def test_a_finding_over_several_lines_counts_where_one_of_them_changed(places) -> None:
    write("a.md", f"{FRONT}Hi Ann.\n\n{ASK.replace(' to ', ' to' + chr(10))}\n")

    assert places() == ["a.md:7:11"]


def test_untracked_files_count_whole(places) -> None:
    write("c.md", f"{FRONT}{ASK}\n")

    assert places() == ["c.md:5:11"]
    assert places("a.md") == []


def test_renamed_files_count_where_they_changed(places) -> None:
    git("mv", "a.md", "c.md")
    assert places() == []

    write("c.md", f"{FRONT}Hi Ann.\n\n{ASK}\n\n{SIGNUP}\n")
    assert places() == ["c.md:9:1"]


def test_from_a_folder_below(places, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", f"{FRONT}{OTHER}\n")
    write("sub/b.md", f"{FRONT}{OTHER}\n")
    monkeypatch.chdir("sub")

    assert places() == ["b.md:5:11"]
    assert places("..") == ["../a.md:5:11", "../sub/b.md:5:11"]


def test_a_cell_counts_where_its_file_changed(places) -> None:
    Path("list.xlsx").write_bytes(workbook({"Sheet1": [["text", "lang"], [ASK, "en"]]}))
    commit()
    assert places("list.xlsx") == []

    Path("list.xlsx").write_bytes(workbook({"Sheet1": [["text", "lang"], [ASK, "en"], ["Hi Ann.", "en"]]}))
    assert places("list.xlsx") == ["list.xlsx:[Sheet1!A2]:1:11"]


def test_the_baseline_holds_as_well(cli: Cli, repository: Path) -> None:
    write("a.md", f"{FRONT}Hi Ann.\n\n{ASK}\n\n{OTHER}\n")
    cli("baseline", "write")

    checked = cli("--diff-only", "HEAD")

    assert checked.code == 0
    assert "1 finding in the baseline." in checked.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--diff-only", "nope"), "there is no revision `nope`"),
        (("--diff-only", "HEAD", "-"), "not about standard input"),
        (("--diff-only", "HEAD", "--fix"), "--diff-only and --fix exclude each other"),
        (("--diff-only", "HEAD", "--diff"), "--diff-only and --diff exclude each other"),
    ],
)
def test_what_cannot_be_done_is_said(cli: Cli, repository: Path, arguments: tuple[str, ...], said: str) -> None:
    checked = cli(*arguments)

    assert (checked.code, checked.out) == (2, "")
    assert said in checked.err


def test_outside_of_a_repository(cli: Cli, workspace: Path) -> None:
    os.rmdir(".git")
    write("a.md", ASK)

    assert "a.md lies in no git repository" in cli("a.md", "--diff-only", "HEAD").err


class TestMessages:
    """What is about a whole message counts when any of its lines changed; with the shipped rules."""

    @pytest.fixture
    def found(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
        from outreachlint.cli import main

        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        git("init", "--quiet")

        def run(*arguments: str) -> list[str]:
            capsys.readouterr()
            options = ("--diff-only", "HEAD", "--judge", "off", "--lang", "en", "--output-format", "concise", "-q")
            main(("check", *options, *arguments))
            out = capsys.readouterr().out
            return [" ".join(line.split()[:2]).replace(": ", " ") for line in out.splitlines()]

        return run

    def mail(self, name: str, *lines: str) -> None:
        write(name, "---\nchannel: email\njurisdiction: it\n---\n" + "\n".join(lines) + "\n")

    def test_a_change_elsewhere_in_the_message(self, found) -> None:
        self.mail(
            "a.md", "Hi Ann,", "", "we sell scanners.", "", "Tell me if you want no more mails from me.", "", "Bo"
        )
        commit()
        self.mail("a.md", "Hi Ann,", "", "we sell scanners.", "", "Bo")

        assert "a.md:5:1 OL305" in found()

    def test_another_message_of_the_file_does_not(self, found) -> None:
        records = ['{"channel": "email", "subject": "Hi", "jurisdiction": "it", "text": "We sell scanners, Ann."}'] * 2
        write("a.jsonl", "\n".join(records) + "\n")
        commit()
        write("a.jsonl", "\n".join([records[0], records[1].replace("Ann", "Bob")]) + "\n")

        assert {line.split(":")[1] for line in found()} == {"2"}

    def test_a_campaign_is_seen_whole(self, found) -> None:
        for number in (1, 2, 3):
            write(f"campaigns/x/{number:02}-note.md", f"Hi Ann, this is letter {number} about the peat bogs.\n")
        commit()
        for number in (4, 5, 6, 7, 8):
            write(f"campaigns/x/{number:02}-note.md", f"Hi Ann, letter {number} is here, and it is another one.\n")

        places = found()

        assert places
        assert not [place for place in places if place.startswith(("campaigns/x/01", "campaigns/x/02"))]
        assert [place for place in places if " OL8" in place]

    def test_which_rules_are_about_a_message(self) -> None:
        from outreachlint.rules.pack import load_pack

        about = {rule.code for rule in load_pack().rules if about_message(rule)}

        assert {"OL304", "OL305", "OL601", "OL605", "OL607", "OL802", "OL807"} <= about
        assert not {"OL101", "OL302", "OL502", "OL602", "OL603", "OL613"} & about
