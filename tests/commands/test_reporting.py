"""`check` writes reports: which, where to, and what it refuses."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from outreachlint.report import formats
from outreachlint.report.template import HOLES
from tests.conftest import Cli, write
from tests.report.read_back import READERS, TEMPLATE

DRAFT = "---\nlang: en\n---\nHi Ann, could you introduce me to your boss?\n"


@pytest.fixture(autouse=True)
def _draft(workspace: Path) -> None:
    write("a.md", DRAFT)


class TestFormats:
    @pytest.mark.parametrize("name", formats.FORMATS)
    def test_each_finds_the_same_and_ends_the_same(self, cli: Cli, name: str) -> None:
        template = ["--template", TEMPLATE] if name == "template" else []
        outcome = cli("a.md", "--output-format", name, "--quiet", *template)

        (found,) = READERS[name](outcome.out.splitlines())
        assert (found.path, found.line, found.column, found.code) == ("a.md", 4, 19, "OL201")
        assert (outcome.code, outcome.err) == (1, "")

    def test_a_template_alone_is_its_format(self, cli: Cli) -> None:
        assert cli("a.md", "--template", r"{code}\t{{{line}}}").out == "OL201\t{4}\n"

    def test_a_misspelt_format_is_refused_with_what_was_meant(self, cli: Cli) -> None:
        outcome = cli("a.md", "--output-format", "sarfi=x")

        assert outcome.code == 2
        assert "did you mean `sarif`?" in outcome.err or "sarif" in outcome.err


class TestFiles:
    def test_a_format_goes_into_its_file_and_the_closing_lines_are_printed(self, cli: Cli) -> None:
        outcome = cli("a.md", "--output-format", "sarif=out.sarif")

        assert json.loads(Path("out.sarif").read_text("utf-8"))["runs"][0]["results"]
        assert outcome.out.startswith("Checked 1 message in 1 file")
        assert outcome.code == 1

    def test_several_formats_come_of_one_run(self, cli: Cli) -> None:
        outcome = cli(
            "a.md", "--output-format", "concise", "--output-format", "junit=j.xml", "--output-format", "gitlab=g.json"
        )

        assert outcome.out.startswith("a.md:4:19: OL201")
        assert ElementTree.parse("j.xml").getroot().attrib["failures"] == "1"
        assert len(json.loads(Path("g.json").read_text("utf-8"))) == 1

    def test_output_file_holds_the_report_and_its_closing_lines_without_colour(self, cli: Cli) -> None:
        outcome = cli("a.md", "--output-file", "report.txt")

        text = Path("report.txt").read_text("utf-8")
        assert text.startswith("a.md:4:19: OL201")
        assert "Checked 1 message" in text
        assert "\x1b" not in text
        assert "OL201" not in outcome.out

    def test_quiet_with_a_file_prints_nothing(self, cli: Cli) -> None:
        assert cli("a.md", "--output-file", "report.txt", "-q").out == ""

    def test_a_file_that_cannot_be_written_is_an_error_and_the_others_are_written(self, cli: Cli) -> None:
        outcome = cli("a.md", "--output-format", "json=no/such/folder.json", "--output-format", "jsonl=b.jsonl")

        assert outcome.code == 2
        assert outcome.err.startswith("no/such/folder.json: error: can't be written")
        assert Path("b.jsonl").exists()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--output-format=json", "--output-format=sarif"], "standard output can't hold both json and sarif"),
            (["--output-format=full", "--output-format=json"], "standard output can't hold both full and json"),
            (["--output-format=json=x", "--output-format=jsonl=x"], "x can't hold both json and jsonl"),
            (["--output-format=json=x", "--output-file=y"], "--output-file has nothing to hold"),
            (["--output-format=json="], "--output-format json= names no file"),
            (["--output-format=template"], "--output-format template needs a --template"),
            (["--output-format=json", "--template={code}"], "--template goes with --output-format template"),
            (["--template={cod}"], "there is no {cod} (did you mean `code`?)"),
            (["--template={code.name}"], "there is no {code.name}"),
            (["--template={0}"], "there is no {0}"),
            (["--template={code"], "a `{` stands alone"),
            (["--template=code}"], "a `}` stands alone"),
        ],
    )
    def test_what_contradicts_itself_is_refused(self, cli: Cli, arguments: list[str], said: str) -> None:
        outcome = cli("a.md", *arguments)

        assert (outcome.code, outcome.out) == (2, "")
        assert said in outcome.err
        assert not list(Path().glob("[xy]"))


class TestGitHubActions:
    @pytest.fixture(autouse=True)
    def _actions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")

    def test_annotations_stand_behind_the_full_report(self, cli: Cli) -> None:
        lines = cli("a.md").out.splitlines()

        assert lines[0].startswith("a.md:4:19: OL201")
        assert lines[-1].startswith("::warning file=a.md,line=4,endLine=4,col=19,endColumn=33,title=OL201 ")

    @pytest.mark.parametrize("arguments", [["--output-format=full"], ["--output-file=x.txt"]])
    def test_who_asks_for_something_gets_that(self, cli: Cli, arguments: list[str]) -> None:
        assert "::warning" not in cli("a.md", *arguments).out

    def test_a_terminal_gets_none(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

        assert "::warning" not in cli("a.md").out

    def test_paths_are_those_of_the_repository(
        self, cli: Cli, workspace: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("sub/b.md", DRAFT)
        monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace))
        monkeypatch.chdir("sub")

        assert "::warning file=sub/b.md," in cli("b.md").out

    def test_neither_report_nor_errors_hold_a_command_of_a_draft(self, cli: Cli) -> None:
        write("b.md", DRAFT.replace("your boss", "your boss ##[add-mask]x"))
        write("c.jsonl", '{"text": ##[error]x}\n')

        outcome = cli("b.md", "c.jsonl", "--output-format", "full")

        assert "add-mask" in outcome.out
        assert "##[" not in outcome.out + outcome.err


class TestDocumentation:
    PAGE = Path(__file__).parent.parent.parent / "docs" / "reports.md"

    @pytest.mark.parametrize("name", formats.FORMATS)
    def test_describes_every_format(self, name: str) -> None:
        assert f"| `{name}` |" in self.PAGE.read_text(encoding="utf-8")

    @pytest.mark.parametrize("hole", HOLES)
    def test_describes_every_hole_of_a_template(self, hole: str) -> None:
        assert f"`{{{hole}}}`" in self.PAGE.read_text(encoding="utf-8")
