"""`check --fix`, `--unsafe-fixes` and `--diff`: the shipped rules over real files, compared byte by byte."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreachlint.commands import fixing
from tests.conftest import Cli, Outcome, write
from tests.readers.workbooks import workbook

SHOUT = "Hi Ann, see you in Leeds!!!\n"
CALM = "Hi Ann, see you in Leeds!\n"
BOTH = "Subject: RE: your offer\n\nHi Ann, see you in Leeds!!!\n"


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line with the shipped rules, without a judge, in an empty repository."""
    from outreachlint.cli import main

    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = main(("check", *arguments, "--judge", "off", "--lang", "en"))
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def read(path: str) -> str:
    return Path(path).read_bytes().decode()


class TestFix:
    def test_safe_fixes_are_made_and_what_is_left_is_reported(self, cli: Cli) -> None:
        write("a.txt", BOTH)

        outcome = cli("a.txt", "--fix", "--output-format", "concise")

        assert read("a.txt") == BOTH.replace("!!!", "!")
        assert outcome.out.splitlines()[1:] == [
            "Fixed 1 finding in 1 file.",
            f"Checked 1 message in 1 file with {rules(outcome)} rules: 1 error.",
            "1 reaches --fail-on warning (exit code 1).",
            "1 can be fixed with --fix --unsafe-fixes.",
        ]
        assert outcome.out.startswith("a.txt:1:10: OL203 false-familiarity")
        assert outcome.code == 1

    def test_unsafe_ones_are_made_when_asked_for(self, cli: Cli) -> None:
        write("a.txt", BOTH)

        outcome = cli("a.txt", "--fix", "--unsafe-fixes")

        assert read("a.txt") == "Subject: Your offer\n\nHi Ann, see you in Leeds!\n"
        assert "Fixed 2 findings in 1 file." in outcome.out
        assert outcome.code == 0

    def test_without_fix_nothing_is_written_and_what_could_be_is_said(self, cli: Cli) -> None:
        write("a.txt", BOTH)

        outcome = cli("a.txt")

        assert read("a.txt") == BOTH
        assert '   = fix: write "!"' in outcome.out
        assert '   = unsafe fix: take "RE:" off the subject' in outcome.out
        assert outcome.out.endswith("1 can be fixed with --fix, 1 more with --fix --unsafe-fixes.\n")

    def test_unsafe_fixes_alone_change_what_counts_as_fixable(self, cli: Cli) -> None:
        write("a.txt", BOTH)

        assert cli("a.txt", "--output-format", "concise").out.count("[*]") == 1
        outcome = cli("a.txt", "--output-format", "concise", "--unsafe-fixes")
        assert outcome.out.count("[*]") == 2
        assert outcome.out.endswith("2 can be fixed with --fix --unsafe-fixes.\n")
        assert read("a.txt") == BOTH

    def test_italian_is_spoken(self, cli: Cli) -> None:
        write("a.txt", SHOUT)

        assert cli("a.txt", "--ui-lang", "it").out.endswith("1 si può correggere con --fix.\n")
        assert "Correzione fatta per 1 segnalazione in 1 file." in cli("a.txt", "--fix", "--ui-lang", "it").out

    def test_a_second_run_changes_nothing(self, cli: Cli) -> None:
        write("a.txt", BOTH)
        cli("a.txt", "--fix", "--unsafe-fixes")
        before = (read("a.txt"), os.stat("a.txt").st_mtime_ns, os.stat("a.txt").st_ino)

        outcome = cli("a.txt", "--fix", "--unsafe-fixes")

        assert (read("a.txt"), os.stat("a.txt").st_mtime_ns, os.stat("a.txt").st_ino) == before
        assert "Fixed 0 findings in 0 files." in outcome.out

    def test_many_files_are_fixed_and_the_clean_ones_not_touched(self, cli: Cli) -> None:
        write("d/a.txt", SHOUT)
        write("d/b.md", CALM)
        write("d/c.jsonl", json.dumps({"text": SHOUT}) + "\n")
        clean = os.stat("d/b.md").st_ino

        outcome = cli("d", "--fix")

        assert "Fixed 2 findings in 2 files." in outcome.out
        assert read("d/a.txt") == CALM
        assert json.loads(read("d/c.jsonl"))["text"] == CALM
        assert os.stat("d/b.md").st_ino == clean

    def test_crlf_bom_emoji_and_combining_accents_stay(self, cli: Cli) -> None:
        data = "\ufeff---\r\nlang: en\r\n---\r\nCafe\u0301 🎉, Ann!!!\r\n\r\nYours\u00a0!\r\n".encode()
        Path("a.md").write_bytes(data)

        cli("a.md", "--fix")

        assert Path("a.md").read_bytes() == data.replace(b"!!!", b"!")

    def test_only_selected_rules_fix(self, cli: Cli) -> None:
        write("a.txt", "Hi Ann, fr\u200bee!!!\n")

        cli("a.txt", "--fix", "--select", "OL613")

        assert read("a.txt") == "Hi Ann, free!!!\n"

    def test_what_is_suppressed_stays(self, cli: Cli) -> None:
        text = f"<!-- outreachlint-ignore OL502: our way -->\n\n{SHOUT}"
        write("a.md", text)

        cli("a.md", "--fix")

        assert read("a.md") == text

    def test_json_reports_what_is_left(self, cli: Cli) -> None:
        write("a.txt", BOTH)

        found = json.loads(cli("a.txt", "--fix", "--output-format", "json").out)["diagnostics"]

        assert [each["code"] for each in found] == ["OL203"]
        assert found[0]["fix"] == {
            "title": 'take "RE:" off the subject',
            "applicability": "unsafe",
            "edits": [{"content": "Y", "location": {"row": 1, "column": 10}, "end_location": {"row": 1, "column": 15}}],
        }

    def test_quiet_says_only_what_is_left(self, cli: Cli) -> None:
        write("a.txt", SHOUT)

        assert cli("a.txt", "--fix", "--quiet") == Outcome(0, "", "")

    def test_what_was_sent_can_not_be_fixed(self, cli: Cli) -> None:
        write("a.txt", SHOUT)

        for option in ("--fix", "--diff"):
            outcome = cli("a.txt", option, "--sent")
            assert (outcome.code, outcome.out) == (2, "")
            assert "what was sent can't be fixed any more" in outcome.err
        assert read("a.txt") == SHOUT


class TestCampaigns:
    """What a file is in a campaign counts for its fixes as it does for the report."""

    def test_a_step_in_a_file_of_its_own_is_fixed_as_that_step(self, cli: Cli) -> None:
        write("a.yaml", "campaign:\n  channel: email\n  steps:\n    - {subject: Peat, text: Hi!!!}\n    - file: b.md\n")
        write("b.md", "subject: Re: peat\n\nHi Ann, and now!!!\n")

        shown = cli(".", "--diff", "--unsafe-fixes")
        outcome = cli(".", "--fix", "--unsafe-fixes", "--select", "OL203,OL502")

        assert (shown.code, outcome.code, outcome.err) == (1, 0, "")
        assert [line for line in shown.out.splitlines() if line[:1] in "+-"] == [
            "--- a.yaml",
            "+++ a.yaml",
            "-    - {subject: Peat, text: Hi!!!}",
            "+    - {subject: Peat, text: Hi!}",
            "--- b.md",
            "+++ b.md",
            "-Hi Ann, and now!!!",
            "+Hi Ann, and now!",
        ]
        assert read("b.md") == "subject: Re: peat\n\nHi Ann, and now!\n"
        assert "Fixed 2 findings in 2 files." in outcome.out

    def test_what_the_first_numbered_draft_says_holds_for_the_next(self, cli: Cli) -> None:
        write("campaign-a/01.md", "channel: email\nrelationship: customer\nsubject: Peat\n\nHi Ann, see you.\n")
        write("campaign-a/02.md", "touch: 1\nsubject: Re: peat\n\nHi Ann, see you soon.\n")

        outcome = cli("campaign-a", "--fix", "--unsafe-fixes", "--select", "OL203")

        assert outcome.code == 0
        assert read("campaign-a/02.md").startswith("touch: 1\nsubject: Re: peat\n")


class TestWhatGoesWrong:
    @pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
    def test_a_read_only_file_is_an_error_and_the_others_are_fixed(self, cli: Cli) -> None:
        write("a.txt", SHOUT)
        write("b.txt", SHOUT)
        os.chmod("a.txt", 0o444)

        outcome = cli("a.txt", "b.txt", "--fix")

        assert outcome.code == 2
        assert outcome.err == "a.txt: error: the file is read-only (nothing was changed)\n"
        assert (read("a.txt"), read("b.txt")) == (SHOUT, CALM)
        assert "Fixed 1 finding in 1 file." in outcome.out
        assert "a.txt:1:25: OL502" in outcome.out

    def test_a_file_that_somebody_changes_meanwhile_is_left_as_it_is(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("a.txt", SHOUT)
        from outreachlint.fixes import rounds

        fix = rounds.fixed_together

        def meddled(*arguments: object) -> rounds.Together:
            done = fix(*arguments)  # type: ignore[arg-type]
            write("a.txt", "theirs!!!\n")
            return done

        monkeypatch.setattr(rounds, "fixed_together", meddled)

        outcome = cli("a.txt", "--fix")

        assert outcome.code == 2
        assert "the file was changed by somebody else meanwhile" in outcome.err
        assert read("a.txt") == "theirs!!!\n"

    def test_a_file_that_can_not_be_read_is_said_once(self, cli: Cli) -> None:
        Path("a.txt").write_bytes(b"caf\xe9!!!\n")
        write("b.txt", SHOUT)

        outcome = cli("a.txt", "b.txt", "nowhere.txt", "--fix")

        assert outcome.code == 2
        assert outcome.err.count("a.txt:1:4: error") == 1
        assert outcome.err.count("nowhere.txt: error: no such file or folder") == 1
        assert read("b.txt") == CALM

    def test_a_file_that_is_too_large_is_not_fixed(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fixing, "MOST_BYTES", 10)
        write("a.txt", SHOUT)

        outcome = cli("a.txt", "--fix")

        assert "a.txt: error: the file has more than" in outcome.err
        assert outcome.code == 2
        assert read("a.txt") == SHOUT

    def test_two_runs_at_once_leave_whole_files(self, tmp_path: Path) -> None:
        files = [tmp_path / f"{number}.txt" for number in range(30)]
        for file in files:
            file.write_text(SHOUT * 50, encoding="utf-8")
        command = [sys.executable, "-m", "outreachlint", str(tmp_path), "--fix", "--judge", "off", "--lang", "en", "-q"]
        runs = [
            subprocess.Popen(
                [*command, "--isolated", "--select", "OL502"], cwd=Path(__file__).parents[2], stderr=subprocess.PIPE
            )
            for _ in range(3)
        ]

        errors = [run.communicate(timeout=120)[1] for run in runs]

        assert [run.returncode for run in runs] == [0, 0, 0], errors
        assert {file.read_text(encoding="utf-8") for file in files} == {CALM * 50}
        assert sorted(os.listdir(tmp_path)) == sorted(file.name for file in files)


class TestDiff:
    def test_it_shows_what_fix_would_do_and_does_nothing(self, cli: Cli) -> None:
        write("a.txt", BOTH)

        outcome = cli("a.txt", "--diff")

        assert outcome.out.splitlines() == [
            "--- a.txt",
            "+++ a.txt",
            "@@ -1,3 +1,3 @@",
            " Subject: RE: your offer",
            " ",
            "-Hi Ann, see you in Leeds!!!",
            "+Hi Ann, see you in Leeds!",
        ]
        assert outcome.err == "Would fix 1 finding in 1 file.\n"
        assert outcome.code == 1
        assert read("a.txt") == BOTH

    def test_with_fix_beside_it_nothing_is_written_either(self, cli: Cli) -> None:
        write("a.txt", BOTH)

        outcome = cli("a.txt", "--diff", "--fix", "--unsafe-fixes")

        assert "+Subject: Your offer" in outcome.out
        assert read("a.txt") == BOTH

    def test_of_a_workbook_it_shows_the_cells(self, cli: Cli) -> None:
        Path("a.xlsx").write_bytes(workbook({"Mails": [["message"], ["Hi Ann,\nyes!!!"], [CALM]]}))

        outcome = cli("a.xlsx", "--diff")

        assert outcome.out.splitlines() == [
            "--- a.xlsx",
            "+++ a.xlsx",
            "@@ Mails!A2 @@",
            " Hi Ann,",
            "-yes!!!",
            "+yes!",
        ]
        assert outcome.code == 1

    def test_nothing_to_fix_is_exit_code_0(self, cli: Cli) -> None:
        write("a.txt", CALM)

        assert cli("a.txt", "--diff") == Outcome(0, "", "Would fix 0 findings in 0 files.\n")
        assert cli("a.txt", "--diff", "--quiet") == Outcome(0, "", "")

    def test_exit_zero_holds_here_too(self, cli: Cli) -> None:
        write("a.txt", SHOUT)

        assert cli("a.txt", "--diff", "--exit-zero").code == 0

    def test_what_can_not_be_read_is_exit_code_2(self, cli: Cli) -> None:
        write("a.txt", SHOUT)
        write("b.jsonl", '{"text": 1}\n')

        outcome = cli("a.txt", "b.jsonl", "--diff")

        assert outcome.code == 2
        assert outcome.err.startswith("b.jsonl:1:10: error: text takes a text")
        assert "+Hi Ann, see you in Leeds!" in outcome.out

    def test_colours_are_for_those_who_ask(self, cli: Cli) -> None:
        write("a.txt", SHOUT)

        assert "\x1b[32m+Hi Ann" in cli("a.txt", "--diff", "--color", "always").out


class TestStandardInput:
    def test_the_fixed_text_is_printed_and_the_report_goes_aside(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stdin(monkeypatch, BOTH.encode())

        outcome = cli("-", "--fix", "--output-format", "concise")

        assert outcome.out == BOTH.replace("!!!", "!")
        assert outcome.err.startswith("<stdin>:1:10: OL203")
        assert "Fixed 1 finding in 1 file." in outcome.err
        assert outcome.code == 1

    def test_what_needs_no_fix_is_printed_as_it_came(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, CALM.encode())

        assert cli("-", "--fix", "--quiet") == Outcome(0, CALM, "")

    def test_its_name_says_its_format(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, json.dumps({"text": "fr\u200bee!!!"}).encode())

        assert json.loads(cli("--stdin-filename", "a.jsonl", "--fix", "--quiet").out) == {"text": "free!"}

    def test_what_can_not_be_read_is_printed_as_it_came(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, b'{"text": \n')

        outcome = cli("--stdin-filename", "a.jsonl", "--fix", "--quiet")

        assert (outcome.code, outcome.out) == (2, '{"text": \n')
        assert outcome.err.startswith("a.jsonl:1:")

    def test_a_diff_is_printed_instead(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin(monkeypatch, SHOUT.encode())

        outcome = cli("-", "--diff", "--stdin-filename", "x.txt")

        assert outcome.out.splitlines()[:2] == ["--- x.txt", "+++ x.txt"]
        assert outcome.code == 1


def rules(outcome: Outcome) -> str:
    """How many rules a report says that it ran."""
    return outcome.out.partition(" with ")[2].partition(" rules")[0]
