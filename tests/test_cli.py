"""The command line as a whole: commands, exit codes, and what happens when something goes wrong."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from outreachlint import __version__, kernel
from outreachlint.cli import main
from tests.conftest import Cli, write

GOOD = "---\nlang: en\n---\nHi Ann, thanks for the talk on rota planning.\n"
BAD = "---\nlang: en\n---\nHi Ann, could you introduce me to your boss?\n"


@pytest.mark.parametrize("command", [["check"], []])
def test_check_is_the_command_when_none_is_named(cli: Cli, command: list[str]) -> None:
    write("drafts/a.md", BAD)

    outcome = cli(*command, "drafts")

    assert outcome.code == 1
    assert "OL201" in outcome.out


def test_nothing_found_exits_with_0_and_says_so(cli: Cli) -> None:
    write("a.md", GOOD)

    assert cli("a.md") == (0, "Checked 1 message in 1 file with 3 rules: no findings.\n", "")


def test_findings_exit_with_1(cli: Cli) -> None:
    write("a.md", BAD)

    assert cli("a.md").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.md"], "missing.md: error: no such file or folder"),
        (["--nonsense"], "outreachlint: error: unrecognized arguments: --nonsense"),
        (["--select", "OL999", "a.md"], "outreachlint: error: there is no rule `OL999`"),
        (["--config", "nowhere.toml", "a.md"], "nowhere.toml: error: no such configuration file"),
        (["empty"], "empty: error: there are no drafts in this folder"),
        (["explain", "nothing-like-it"], "there is no rule `nothing-like-it`"),
        (["rules"], "the following arguments are required: ACTION"),
    ],
)
def test_a_job_that_cannot_be_done_exits_with_2_and_says_why(cli: Cli, arguments: list[str], said: str) -> None:
    write("a.md", GOOD)
    Path("empty").mkdir()

    outcome = cli(*arguments)

    assert outcome.code == 2
    assert said in outcome.err


def test_a_broken_rule_exits_with_2_and_its_place(cli: Cli) -> None:
    write("a.md", GOOD)
    write("outreachlint.toml", 'rules = ["own"]\n')
    write("own/OUR001-x.yaml", "code: OUR001\nnmae: x\n")

    outcome = cli("a.md")

    assert outcome.code == 2
    assert "own/OUR001-x.yaml:2:1: error: unknown key 'nmae' in a rule (did you mean `name`?)" in outcome.err


def test_an_unreadable_file_exits_with_2_even_when_others_have_findings(cli: Cli) -> None:
    write("a.md", BAD)
    Path("b.md").write_bytes(b"caf\xe9 at noon")

    outcome = cli("a.md", "b.md")

    assert outcome.code == 2
    assert "OL201" in outcome.out
    assert outcome.err.startswith("b.md:1:4: error: byte 0xe9 is not valid UTF-8")


def test_no_argument_at_all_prints_the_help_and_exits_with_2(cli: Cli) -> None:
    outcome = cli()

    assert outcome.code == 2
    assert outcome.out.startswith("usage: outreachlint")


@pytest.mark.parametrize("flag", ["--help", "-h", "help"])
def test_help_lists_every_command(cli: Cli, flag: str) -> None:
    outcome = cli(flag)

    assert outcome.code == 0
    assert all(command in outcome.out for command in ("check", "explain", "rules", "config", "init", "completion"))


@pytest.mark.parametrize(
    "command", [["check"], ["explain"], ["rules", "list"], ["rules", "test"], ["config", "show"], ["init"]]
)
def test_each_command_has_a_help_of_its_own(cli: Cli, command: list[str]) -> None:
    outcome = cli(*command, "--help")

    assert outcome.code == 0
    assert outcome.out.startswith(f"usage: outreachlint {' '.join(command)}")


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(cli: Cli, flag: str) -> None:
    assert cli(flag) == (0, f"outreachlint {__version__}\n", "")


def test_a_mistyped_option_is_answered_with_the_nearest_one(cli: Cli) -> None:
    assert "(did you mean `--statistics`?)" in cli("--statistic", "a.md").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "xx"], "argument --lang: invalid choice: `xx` (choose from it, en, es, fr, de, pt)"),
        (["--fail-on", "warn"], "argument --fail-on: invalid choice: `warn` (did you mean `warning`?)"),
        (["--lang"], "argument --lang: expected one argument (see `outreachlint check --help`)"),
        (["rules", "lst"], "argument ACTION: invalid choice: `lst` (did you mean `list`?)"),
    ],
)
def test_a_wrong_value_is_answered_with_values_and_not_with_its_option(
    cli: Cli, arguments: list[str], said: str
) -> None:
    assert cli(*arguments) == (2, "", f"outreachlint: error: {said}\n")


def test_options_are_never_guessed_from_their_beginning(cli: Cli) -> None:
    write("a.md", BAD)

    assert cli("--stat", "a.md").code == 2


def test_a_mistyped_command_is_answered_with_the_nearest_one(cli: Cli) -> None:
    assert "explian: error: no such file or folder (did you mean `explain`?)" in cli("explian", "OL302").err


def test_options_may_stand_between_paths(cli: Cli) -> None:
    write("a.md", GOOD)
    write("b.md", BAD)

    outcome = cli("a.md", "--quiet", "b.md")

    assert outcome.code == 1
    assert outcome.out.startswith("b.md:4:")


def test_an_unexpected_exception_is_two_lines_and_exit_code_2(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", GOOD)
    monkeypatch.setattr(kernel, "linted", lambda *_, **__: 1 // 0)

    outcome = cli("a.md")

    assert outcome.code == 2
    assert "this is a bug in outreachlint" in outcome.err
    assert "ZeroDivisionError" in outcome.err
    assert "Traceback" not in outcome.err
    assert "Traceback" in cli("a.md", "--verbose").err


def test_a_bug_in_any_command_shows_its_traceback_when_asked(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreachlint.commands.rules.pack_of", lambda _: 1 // 0)

    assert "Traceback" not in cli("rules", "list").err
    assert "Traceback" in cli("rules", "list", "--verbose").err


def test_an_interrupt_exits_with_130_without_a_traceback(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    write("a.md", GOOD)
    monkeypatch.setattr(kernel, "linted", interrupt)

    assert cli("a.md") == (130, "", "")


def test_a_reader_that_goes_away_ends_the_run_quietly(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    write("a.md", BAD)
    monkeypatch.setattr(sys, "stdout", Closed())

    assert main(["a.md"]) == 141


def test_a_path_is_printed_as_it_is_but_for_control_characters(cli: Cli) -> None:
    write("a  b.md", BAD)
    write("c\x1b[2J.md", BAD)

    out = cli(".", "--output-format", "concise").out

    assert out.startswith("a  b.md:4:")
    assert "c␛[2J.md:4:" in out


def test_output_that_cannot_be_written_is_an_error(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    write("a.md", GOOD)
    monkeypatch.setattr(sys, "stdout", Full())

    assert main(["a.md"]) == 2
    assert capsys.readouterr().err == "outreachlint: error: the output can't be written: No space left on device\n"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_closed_stream_changes_nothing(workspace: Path, monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    write("a.md", BAD)
    monkeypatch.setattr(sys, stream, None)

    assert main(["a.md"]) == 1
    assert main(["a.md", "missing.md"]) == 2


def test_a_character_that_the_terminal_lacks_is_escaped(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    write("a.md", BAD.replace("Ann", "Zoë"))

    assert main(["a.md"]) == 1
    assert b"Hi Zo\\xeb, could" in raw.getvalue()
