"""`outreachlint rules list|test|check|new`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.conftest import PACK, Cli, write

BROKEN = "code: OUR001\nname: x\nseverity: bad\n"


class TestList:
    def test_it_is_a_table_with_a_header(self, cli: Cli) -> None:
        lines = cli("rules", "list").out.splitlines()

        assert lines[0].split() == ["CODE", "NAME", "LEVEL", "LANGUAGES", "SUMMARY"]
        assert lines[2] == (
            "OL302  unconsented-signup  error    en it      The message signs the recipient up to a list nobody asked for"
        )

    def test_rules_that_do_not_run_are_off(self, cli: Cli) -> None:
        assert "OL601  over-limit          off " in cli("rules", "list").out
        assert "OL201  introduction-ask    off " in cli("rules", "list", "--ignore", "OL2").out

    def test_levels_are_those_in_force(self, cli: Cli) -> None:
        write("outreachlint.toml", 'severity = { OL201 = "error" }\n')

        assert "OL201  introduction-ask    error" in cli("rules", "list").out

    def test_json_has_a_record_a_rule(self, cli: Cli) -> None:
        rules = json.loads(cli("rules", "list", "--output-format", "json", "--ui-lang", "it").out)

        assert rules[1] == {
            "code": "OL302",
            "name": "unconsented-signup",
            "aliases": ["old-signup"],
            "severity": "error",
            "status": "stable",
            "selected": True,
            "languages": ["en", "it"],
            "summary": "Il messaggio iscrive il destinatario a una lista che nessuno ha chiesto",
        }


class TestNew:
    def test_the_skeleton_is_a_rule_that_passes_its_own_tests(self, cli: Cli) -> None:
        outcome = cli("rules", "new", "no-checking-in")

        assert outcome.code == 0
        assert outcome.out.startswith("wrote our-rules/OUR001-no-checking-in.yaml\n")
        tested = cli("rules", "test", "our-rules/OUR001-no-checking-in.yaml")
        assert (tested.code, tested.err) == (0, "")
        assert "Ran 8 examples of 1 rule: no failures." in tested.out

    def test_it_goes_where_the_configuration_keeps_rules(self, cli: Cli) -> None:
        write("outreachlint.toml", 'rules = ["house"]\n')
        Path("house").mkdir()

        outcome = cli("rules", "new", "no-checking-in")

        assert outcome.out == (
            "wrote house/OUR001-no-checking-in.yaml\nnext: outreachlint rules test house/OUR001-no-checking-in.yaml\n"
        )

    def test_codes_are_counted_on(self, cli: Cli) -> None:
        cli("rules", "new", "one")

        assert "OUR002-two.yaml" in cli("rules", "new", "two").out

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["Not A Name"], "`Not A Name` is not a name for a rule"),
            (["introduction-ask"], "`introduction-ask` already belongs to a rule"),
            (["x", "--code", "foo1"], "`foo1` is not a code for a rule"),
            (["x", "--code", "OUR0001"], "`OUR0001` is not a code for a rule"),
            (["x", "--code", "OL302"], "`OL302` already belongs to a rule"),
        ],
    )
    def test_a_name_or_code_that_cannot_be_is_refused(self, cli: Cli, arguments: list[str], said: str) -> None:
        outcome = cli("rules", "new", *arguments)

        assert outcome.code == 2
        assert said in outcome.err
        assert not Path("our-rules").exists()

    @pytest.mark.parametrize("file", ["OUR001-one.yaml", "renamed.yaml"])
    def test_a_name_in_the_folder_is_taken_whatever_the_configuration_says(self, cli: Cli, file: str) -> None:
        cli("rules", "new", "one", "--folder", "a/b")
        Path("a/b/OUR001-one.yaml").rename(f"a/b/{file}")

        assert "`one` already belongs to a rule" in cli("rules", "new", "one", "--folder", "a/b").err
        assert "OUR002-two.yaml" in cli("rules", "new", "two", "--folder", "a/b").out
        assert "`OUR001` already belongs to" in cli("rules", "new", "three", "--folder", "a/b", "--code", "OUR001").err

    def test_nothing_is_overwritten(self, cli: Cli) -> None:
        write("our-rules/XYZ001-x.yaml", "mine")

        assert cli("rules", "new", "x", "--code", "XYZ001").code == 2
        assert Path("our-rules/XYZ001-x.yaml").read_text() == "mine"


class TestSchema:
    def test_it_is_a_json_schema_that_the_skeleton_fits(self, cli: Cli) -> None:
        cli("rules", "new", "no-checking-in")
        schema = json.loads(cli("rules", "schema").out)
        rule = yaml.safe_load(Path("our-rules/OUR001-no-checking-in.yaml").read_text(encoding="utf-8"))

        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(rule, schema)


class TestCheck:
    def test_right_rules_are_counted(self, cli: Cli) -> None:
        assert cli("rules", "check") == (0, "Read 4 rules, no errors.\n", "")

    def test_a_wrong_rule_is_an_error_with_its_place(self, cli: Cli) -> None:
        write("own/OUR001-x.yaml", BROKEN)
        write("own/OUR002-y.yaml", "code: 7\n")

        outcome = cli("rules", "check", "own")

        assert outcome.code == 2
        assert outcome.err.count("error:") == 2
        assert outcome.err.startswith("own/OUR001-x.yaml:")

    def test_a_path_that_is_not_there_is_an_error(self, cli: Cli) -> None:
        assert cli("rules", "check", "own").err == "own: error: no such file or folder\n"

    def test_an_empty_folder_is_an_error(self, cli: Cli) -> None:
        Path("own").mkdir()

        assert cli("rules", "check", "own").err == "own: error: there are no rules\n"


class TestTest:
    def test_all_examples_of_the_shipped_rules_run(self, cli: Cli) -> None:
        outcome = cli("rules", "test")

        assert outcome.code == 0
        assert "Ran 20 examples of 4 rules: no failures.\n" in outcome.out

    def test_paths_and_select_narrow_it(self, cli: Cli) -> None:
        assert "of 2 rules:" in cli("rules", "test", "--select", "OL2,shouting").out
        assert "of 1 rule:" in cli("rules", "test", str(PACK / "OL201-introduction-ask.yaml")).out

    def test_an_example_that_fails_has_its_place_and_exits_with_1(self, cli: Cli) -> None:
        cli("rules", "new", "no-checking-in")
        path = Path("our-rules/OUR001-no-checking-in.yaml")
        text = path.read_text(encoding="utf-8").replace("have you had a chance", "just checking in")
        path.write_text(text, encoding="utf-8")
        line = next(number for number, line in enumerate(text.splitlines(), 1) if "- clean: " in line)

        outcome = cli("rules", "test", "our-rules")

        assert outcome.code == 1
        assert outcome.out.startswith(f"{path}:{line}:")
        assert "Ran 8 examples of 1 rule: 1 failure." in outcome.out

    def test_a_rule_that_cannot_be_read_exits_with_2(self, cli: Cli) -> None:
        write("own/OUR001-x.yaml", BROKEN)

        assert cli("rules", "test", "own").code == 2

    def test_alternatives_that_no_example_reaches_can_be_listed(self, cli: Cli) -> None:
        cli("rules", "new", "no-checking-in")

        assert "1 alternative of phrases that no text reaches; --unreached" in cli("rules", "test", "our-rules").out
        listed = cli("rules", "test", "our-rules", "--unreached").out
        assert ":28:9: no text reaches vi of: (ti|vi|le) scrivo solo per\n" in listed

    def test_a_corpus_may_reach_them(self, cli: Cli) -> None:
        cli("rules", "new", "no-checking-in")
        write("corpus.jsonl", json.dumps({"lang": "it", "text": "Vi scrivo solo per un saluto.", "labels": []}))

        out = cli("rules", "test", "our-rules", "--corpus", "corpus.jsonl", "--unreached").out

        assert "no text reaches" not in out

    def test_a_corpus_gives_figures_and_a_file_of_wrong_verdicts(self, cli: Cli) -> None:
        record = {"lang": "en", "channel": "message", "touch": 1, "relationship": "stranger"}
        label = {"rule": "introduction-ask", "quote": "put me on to"}
        lines = [
            {
                **record,
                "id": "1",
                "text": "Could you introduce me to Bo?",
                "labels": [{**label, "quote": "introduce me"}],
            },
            {**record, "id": "2", "text": "Please put me on to Bo.", "labels": [label]},
            {**record, "id": "3", "text": "Hello Ann.", "labels": []},
            {**record, "id": "4", "text": "He will introduce me to Bo.", "labels": []},
        ]
        write("corpus.jsonl", "\n".join(map(json.dumps, lines)))

        outcome = cli("rules", "test", "--corpus", "corpus.jsonl", "--errors", "wrong.jsonl")

        assert outcome.code == 0
        row = next(line for line in outcome.out.splitlines() if line.startswith("introduction-ask"))
        assert row.split()[1:] == ["0.50", "0.50", "0.50", "1", "1", "1", "1"]
        assert "4 messages, 2 of them clean: 1 of 2 clean messages with a false alarm (50.0%)" in outcome.out
        wrong = [json.loads(line) for line in Path("wrong.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [(record["id"], record["kind"]) for record in wrong] == [("2", "missed"), ("4", "false")]

    def test_errors_without_a_corpus_make_no_sense(self, cli: Cli) -> None:
        assert cli("rules", "test", "--errors", "x").code == 2
