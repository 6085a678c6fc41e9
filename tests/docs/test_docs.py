"""The documentation: what is generated is fresh, what it shows runs, and nothing is left out."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outreachlint.checks import OPTIONS as CHECK_OPTIONS
from outreachlint.commands.parsing import COMMANDS, command_parser
from outreachlint.config.options import OPTIONS, OVERRIDE_OPTIONS, READER_OPTIONS, Option
from outreachlint.document import LANGUAGES
from outreachlint.facts import CHOICES, NAMES
from outreachlint.readers.formats import BY_ENDING
from outreachlint.text.mask import mask

from .scripts import DOCS, ROOT, script

PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]

generate = script("generate")
console = script("console")
BLOCKS = [(f"{page.name}:{block.line}", block) for page in PAGES for block in console.blocks(page)]


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    level = heading.partition(" ")[0]
    match = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.DOTALL | re.MULTILINE)
    assert match, f"no heading {heading}"
    return match[1]


class TestGenerated:
    @pytest.mark.slow
    def test_everything_generated_is_fresh(self, capsys: pytest.CaptureFixture[str]) -> None:
        code = generate.main(["--check"])

        assert code == 0, capsys.readouterr().out

    def test_a_stale_page_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
        stale = tmp_path / "OL000.md"
        stale.write_text("old", encoding="utf-8")
        monkeypatch.setattr(generate, "ROOT", tmp_path)
        monkeypatch.setattr(generate, "PAGES", tmp_path)
        monkeypatch.setattr(generate, "shipped_rules", list)
        monkeypatch.setattr(generate, "generated", lambda rules: {stale: "new"})

        assert generate.main(["--check"]) == 1
        assert "OL000.md is stale" in capsys.readouterr().out
        assert stale.read_text(encoding="utf-8") == "old"

    def test_pages_of_rules_that_are_gone_are_removed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        gone = tmp_path / "OL000.md"
        gone.write_text("old", encoding="utf-8")
        monkeypatch.setattr(generate, "ROOT", tmp_path)
        monkeypatch.setattr(generate, "PAGES", tmp_path)
        monkeypatch.setattr(generate, "shipped_rules", list)
        monkeypatch.setattr(generate, "generated", lambda rules: {})

        assert generate.main([]) == 0
        assert not gone.exists()

    def test_rules_that_do_not_load_are_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> None:
        (tmp_path / "OL999-broken.yaml").write_text("code: [\n", encoding="utf-8")
        monkeypatch.setattr(generate, "RULES", tmp_path)

        assert generate.main(["--check"]) == 2
        assert "OL999-broken.yaml:2:1" in capsys.readouterr().err

    def test_every_language_has_a_name(self) -> None:
        assert set(generate.LANGUAGE_NAMES) == set(LANGUAGES)

    def test_prose_is_escaped_and_code_is_not(self) -> None:
        assert generate._escaped("a <b> *c* [d](e), `<f>`") == r"a \<b> \*c\* \[d\](e), `<f>`"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all workers: building the shipped rules takes seconds."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "docs-rules"


@pytest.mark.slow
@pytest.mark.parametrize("block", [block for _, block in BLOCKS], ids=[name for name, _ in BLOCKS])
def test_commands_do_what_the_page_shows(block: Any, tmp_path: Path, cache: Path) -> None:
    """`python docs/console.py` writes the output anew."""
    outcomes = console.run(block, tmp_path, cache)

    problems = [console.problem(step, outcome) for step, outcome in zip(block.steps, outcomes, strict=True)]
    assert not any(problems), "\n".join(filter(None, problems))


class TestConsole:
    def test_every_outreachlint_line_is_run(self) -> None:
        for path in PAGES:
            shown = len(re.findall(r"^\s*\$ outreachlint\b", path.read_text(encoding="utf-8"), re.MULTILINE))
            found = [step for block in console.blocks(path) for step in block.steps]
            assert shown == sum(step.command.startswith("outreachlint") for step in found), path.name

    def test_a_comment_says_the_exit_code(self) -> None:
        (first, second) = console.steps("$ outreachlint a  # exit 2\nerror\n\n$ outreachlint b\n")

        assert (first.command, first.code, first.output) == ("outreachlint a", 2, ("error",))
        assert (second.command, second.code, second.output) == ("outreachlint b", 0, ())

    @pytest.mark.parametrize(
        ("wanted", "lines", "same"),
        [
            (["a", "b"], ["a", "b"], True),
            (["a"], ["a", "b"], False),
            (["a", "…"], ["a", "b", "c"], True),
            (["…", "c"], ["a", "b", "c"], True),
            (["a", "…", "c"], ["a", "c"], True),
            (["a…"], ["abc"], False),
            (["…"], [], True),
        ],
    )
    def test_an_ellipsis_is_any_number_of_lines(self, wanted: list[str], lines: list[str], same: bool) -> None:
        assert console.matches(wanted, lines) is same

    def test_a_wrong_exit_code_and_wrong_output_are_problems(self) -> None:
        step = console.Step("$ outreachlint a", "outreachlint a", 0, ("fine",))

        assert console.problem(step, console.Outcome(0, ("fine",))) is None
        assert "ends with 1, not 0" in console.problem(step, console.Outcome(1, ("fine",)))
        assert "prints:\nworse" in console.problem(step, console.Outcome(0, ("worse",)))


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command and action with its parser."""
    for command in COMMANDS:
        parser: argparse.ArgumentParser = command_parser(command)
        yield command, parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, sub in action.choices.items():
                    yield f"{command} {name}", sub


class TestUsage:
    @pytest.mark.parametrize(("command", "parser"), list(parsers()), ids=[name for name, _ in parsers()])
    def test_every_option_is_documented(self, command: str, parser: argparse.ArgumentParser) -> None:
        text = page("usage.md")
        heading = next(line for line in text.splitlines() if line.endswith(f"`outreachlint {command.split()[0]}`"))
        if command.startswith("rules "):
            heading = f"### `{command}`"
        part = section(text, heading)

        options = {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}
        missing = sorted(option for option in options if not re.search(rf"`{option}[` ]", part))
        assert not missing

    def test_every_choice_of_check_is_documented(self) -> None:
        part = section(page("usage.md"), "## Check drafts: `outreachlint check`")

        choices = {str(choice) for action in command_parser("check")._actions for choice in action.choices or ()}
        assert not sorted(choice for choice in choices if f"`{choice}`" not in part)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_an_example(self, command: str) -> None:
        assert f"$ outreachlint {command}" in page("usage.md") or command == "check"

    def test_every_field_of_the_json_report_is_documented(self) -> None:
        schema = json.loads((ROOT / "outreachlint" / "report" / "output.schema.json").read_text(encoding="utf-8"))
        part = section(page("usage.md"), "### `json`")

        described = [schema, *schema["$defs"].values()]
        fields = {name for each in described for name in each.get("properties", {})}
        assert not sorted(field for field in fields if f"| `{field}` |" not in part)


class TestConfiguration:
    @pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
    def test_every_key_has_its_default_choices_and_example(self, option: Option) -> None:
        part = section(page("configuration.md"), f"### `{option.key}`")

        default = json.dumps(list(option.default) if isinstance(option.default, tuple) else option.default)
        assert f"`{default}`" in part if option.default is not None else "Not set by default" in part
        assert not [choice for choice in option.choices if f"`{choice}`" not in part]
        assert option.example == "" or f"{option.key} = {option.example}\n" in part

    @pytest.mark.parametrize("option", OVERRIDE_OPTIONS, ids=lambda option: option.key)
    def test_every_key_of_an_override_is_documented(self, option: Option) -> None:
        assert f"| `{option.key}` |" in section(page("configuration.md"), "### `overrides`")

    @pytest.mark.parametrize("option", READER_OPTIONS, ids=lambda option: option.key)
    def test_every_key_of_the_reader_is_documented_with_its_default(self, option: Option) -> None:
        rows = section(page("configuration.md"), "### `reader`").splitlines()

        (row,) = [row for row in rows if row.startswith(f"| `{option.key}` |")]
        assert option.default is None or f"| `{json.dumps(option.default)}` |" in row

    def test_every_option_of_a_check_is_documented(self) -> None:
        part = section(page("configuration.md"), "### `options`")

        assert not [name for options in CHECK_OPTIONS.values() for name in options if f"`{name}`" not in part]

    def test_no_key_is_made_up(self) -> None:
        keys = section(page("configuration.md"), "## Keys")

        assert re.findall(r"^### `([^`]+)`$", keys, re.MULTILINE) == [option.key for option in OPTIONS]

    def test_the_example_files_are_valid(self, tmp_path: Path) -> None:
        from outreachlint.config.settings import load_config

        (tmp_path / "our-rules").mkdir()
        found = re.findall(r"^```(toml|yaml)\n(.*?)^```", page("configuration.md"), re.DOTALL | re.MULTILINE)
        for number, (kind, text) in enumerate(found):
            path = tmp_path / f"{number}.{kind}"
            path.write_text(text, encoding="utf-8")
            load_config(str(tmp_path), file=str(path))
        assert len(found) > len(OPTIONS)


class TestDrafts:
    @pytest.mark.parametrize("name", NAMES)
    def test_every_fact_and_value_is_documented(self, name: str) -> None:
        part = section(page("drafts.md"), "## Facts: what a message says about itself")

        row = next(line for line in part.splitlines() if line.startswith(f"| `{name}` |"))
        assert not [value for value in CHOICES.get(name, ()) if f"`{value}`" not in row]

    def test_every_ending_and_language_is_documented(self) -> None:
        text = page("drafts.md")

        assert not [ending for ending in BY_ENDING if f"`{ending}`" not in section(text, "## Formats")]
        assert not [lang for lang in LANGUAGES if f"`{lang}`" not in section(text, "## Language")]

    def test_every_placeholder_shown_is_one(self) -> None:
        table = section(page("drafts.md"), "## Placeholders")
        rows = [line for line in table.splitlines() if line.startswith("|")][2:]

        shown = [each.replace("\\|", "|") for row in rows for each in re.findall(r"`([^`]+)`", row)]
        assert len(shown) > 10
        for each in shown:
            found = mask(f"Hi {each}, thank you.")[1]
            assert [(m.kind, m.span.of(f"Hi {each}, thank you.")) for m in found] == [("placeholder", each)], each

    def test_the_front_matters_shown_are_read(self) -> None:
        from outreachlint.readers import Defaults, read

        for name in ("drafts.md", "suppressions.md"):
            for text in re.findall(r"^```(?:markdown|yaml)\n(---\n.*?)^```", page(name), re.DOTALL | re.MULTILINE):
                (document,) = read("a.md", f"{text}\nHi Ann.\n".encode(), Defaults())
                assert not isinstance(document, Exception), f"{text}: {document}"


class TestFixes:
    def test_every_rule_that_fixes_says_what_it_does(self) -> None:
        table = section(page("fixes.md"), "## Safe, unsafe, by hand")

        codes = [rule.code for rule in generate.shipped_rules().rules if rule.fix is not None]
        assert len(codes) > 3
        assert not [code for code in codes if f"[{code}](rules/{code}.md)" not in table]


def prose(path: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(path: Path) -> set[str]:
    """The anchors that a page's headings get where Markdown is shown."""
    found = set()
    for line in prose(path).splitlines():
        if line.startswith("#"):
            words = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            found.add(words.replace(" ", "-"))
    return found


@pytest.mark.parametrize("path", [*PAGES, *sorted((DOCS / "rules").glob("*.md"))], ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", prose(path))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_name_no_place_of_one_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.findall(r"(?:/home/|/Users/|/root/|/tmp/|/work/)\S*", text)
    assert "OUTPUT" not in text
