"""`--judge` and `--min-confidence` with the shipped model: from a draft to the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from outreachlint.judge.model import Model
from tests.conftest import Cli, Outcome, write

RULE = """\
code: OUR101
name: our-pitch
severity: warning
summary: {en: Pitch, it: Offerta}
message: {en: '"{quote}" sells', it: '"{quote}" vende'}
why: {en: w, it: w}
advice: {en: a, it: a}
sources: [{kind: other, cite: ours}]
applies: {relationship: [stranger, connected]}
signals: {}
match: {judge: {offence: immediate-pitch, at_least: {default: 0.5, de: 1}}}
examples:
  - {flag: "We sell pumps to firms like yours from 900 euros. Shall I send you an offer?", lang: en}
  - {flag: "Vendiamo pompe ad aziende come la vostra da 900 euro. Le mando un'offerta?", lang: it}
  - {clean: "Thank you for the lovely evening.", lang: en}
  - {clean: "Grazie della bella serata.", lang: it}
"""
OFFER = "We sell pumps to firms like yours from 900 euros."
DRAFT = f"---\nlang: en\nrelationship: stranger\n---\nGood morning Ann.\n{OFFER}\nShall I send you an offer?\n"


@pytest.fixture(autouse=True)
def _drafts(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACHLINT_CACHE_DIR", str(tmp_path / "cache"))
    write("own/OUR101-our-pitch.yaml", RULE)
    write("outreachlint.toml", 'rules = ["own"]\n')
    write("a.md", DRAFT)


def check(cli: Cli, *arguments: str) -> Outcome:
    return cli("a.md", "--select", "OUR", *arguments)


def test_a_finding_names_the_judge_its_confidence_and_the_sentence(cli: Cli) -> None:
    (found,) = json.loads(check(cli, "--output-format", "json").out)["diagnostics"]

    assert found["judge"] == "model"
    assert 0.5 <= found["confidence"] <= 1
    assert found["quote"] in DRAFT
    assert (found["location"]["row"], found["location"]["column"]) in ((6, 1), (7, 1))


def test_off_asks_nobody(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Model, "judge", lambda *_: pytest.fail("the model was asked"))

    assert check(cli, "--judge", "off").code == 0


def test_the_configuration_may_turn_it_off_and_the_command_line_on(cli: Cli) -> None:
    write("outreachlint.toml", 'rules = ["own"]\njudge = "off"\n')

    assert check(cli).code == 0
    assert check(cli, "--judge", "model").code == 1


def test_less_sure_findings_can_be_left_out(cli: Cli) -> None:
    assert check(cli, "--min-confidence", "1").code == 0
    assert check(cli, "--min-confidence", "0.5").code == 1
    write("outreachlint.toml", 'rules = ["own"]\nmin-confidence = 1\n')
    assert check(cli).code == 0
    assert check(cli, "--min-confidence", "0").code == 1


@pytest.mark.parametrize("value", ["2", "-0.1", "much", "nan"])
def test_a_confidence_that_is_none_is_an_error(cli: Cli, value: str) -> None:
    outcome = check(cli, f"--min-confidence={value}")

    assert outcome.code == 2
    assert f"`{value}` is not a number from 0 to 1" in outcome.err


def test_where_the_rule_does_not_apply_the_judge_is_silent(cli: Cli) -> None:
    assert check(cli, "--relationship", "customer").code == 0


def test_a_threshold_of_a_language_holds_for_it_alone(cli: Cli) -> None:
    assert check(cli, "--lang", "de").code == 0


def test_verbose_shows_the_sentences_that_weighed_most(cli: Cli) -> None:
    err = check(cli, "--verbose").err

    assert f'at 6:1: "{OFFER}"' in err
    lines = [line.split() for line in err.splitlines() if line.startswith("  model: immediate-pitch")]
    assert lines == sorted(lines, key=lambda line: -float(line[2]))


def test_verbose_shows_those_of_every_branch_of_a_template_once(cli: Cli) -> None:
    body = f"{{Good morning Ann.|{OFFER}}}\n{{{{first_name}}}}, the weather is fine today."
    write("a.md", f"---\nlang: en\nrelationship: stranger\n---\n{body}\n")
    err = check(cli, "--verbose").err

    assert f'at 5:20: "{OFFER}"' in err
    assert len(set(err.splitlines())) == len(err.splitlines())


def test_an_unchanged_draft_costs_no_model(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(cli).out
    monkeypatch.setattr(Model, "__init__", lambda *_: pytest.fail("the model was loaded"))

    assert check(cli).out == first


def test_a_corrupt_cache_is_an_empty_cache(cli: Cli, tmp_path: Path) -> None:
    first = check(cli).out
    (tmp_path / "cache" / "judge.cache").write_bytes(b"\0" * 100)

    assert check(cli).out == first


def test_a_folder_that_cannot_be_written_costs_only_the_cache(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("in-the-way", "")
    monkeypatch.setenv("OUTREACHLINT_CACHE_DIR", "in-the-way/cache")

    assert check(cli).code == 1


def test_rules_test_asks_the_judge_too(cli: Cli) -> None:
    outcome = cli("rules", "test", "own")

    assert (outcome.code, outcome.out) == (0, "Ran 4 examples of 1 rule: no failures.\n")
    assert cli("rules", "test", "own", "--judge", "off").code == 1
