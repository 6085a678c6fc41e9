"""Examples made of several messages: how they are written, run and shown."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from outreachlint.errors import Place
from outreachlint.rules.build import build
from outreachlint.rules.examples import label
from outreachlint.rules.loader import RuleFolder, load_folders
from outreachlint.rules.model import ExampleMessage
from outreachlint.rules.pack import Pack
from outreachlint.rules.schema import rule_schema
from outreachlint.rules.testing import example_documents, run_examples
from outreachlint.rules.yaml_nodes import load

from .sample import folder

RULE = """\
code: TEST801
name: price-gone
severity: warning
summary: {en: "A price that is gone", it: "Un prezzo sparito"}
message: {en: "the price is gone", it: "il prezzo è sparito"}
why: {en: "It hides.", it: "Si nasconde."}
advice: {en: "Say it again.", it: "Ridillo."}
sources:
  - {kind: other, cite: "a test"}
applies:
  step: [later]
signals:
  start: {check: message-start}
  price: {en: ["price [list]"]}
scope: sequence
match: {all: [start, {signal: price, in: first-step}], none: [price]}
report: start
examples:
  - lang: en
    channel: email
    steps:
      - {text: "The price list is below.", subject: "Prices"}
      - {flag: "Any news?", delay: 4, quote: "Any news"}
      - {text: "The price stays.", delay: 0.5, variant: A, relationship: connected}
  - lang: en
    steps:
      - {text: "The price list is below."}
      - {text: "The price is the same.", number: 3}
"""
BODIES = """\
code: TEST807
name: same-words
severity: info
summary: {en: "The same words", it: "Le stesse parole"}
message: {en: "number {number} after {first}", it: "numero {number} dopo {first}"}
why: {en: "w", it: "w"}
advice: {en: "a", it: "a"}
sources:
  - {kind: other, cite: "a test"}
signals:
  same: {check: same-body, options: {least: 2, words: 2}}
scope: run
match: {all: [same]}
examples:
  - lang: en
    messages:
      - {text: "Hi Ann, wet labels here.", id: "1"}
      - {flag: "Hi Bob, wet labels here.", id: "2"}
  - lang: en
    messages:
      - {text: "Hi Ann, wet labels here.", id: "1"}
      - {text: "Hi Ann, wet labels here.", id: "1"}
"""


def loaded(path: Path, rule: str) -> RuleFolder:
    return load_folders([folder(path, rule, None)])


def failures(path: Path, rule: str) -> list[str]:
    files = loaded(path, rule)
    assert files.errors == []
    return [failure.message for failure in run_examples(files.rules, Pack([build(files)])).failures]


class TestReading:
    def test_steps_are_read_whole(self, tmp_path: Path) -> None:
        (rule,) = loaded(tmp_path, RULE).rules
        first, second = rule.examples

        assert (first.flagged, first.text, first.lang, first.facts) == (True, "", "en", {"channel": "email"})
        assert [message.flagged for message in first.messages] == [False, True, False]
        assert [message.number for message in first.messages] == [1, 2, 3]
        assert [message.delay for message in first.messages] == [None, 4.0, 0.5]
        assert first.messages[2].facts == {"relationship": "connected"}
        assert (first.messages[0].subject, first.messages[2].variant) == ("Prices", "A")
        assert not second.flagged
        assert [message.number for message in second.messages] == [1, 3]

    @pytest.mark.parametrize(
        ("good", "bad", "part", "place"),
        [
            ('flag: "Any news?"', 'flag: "Any news?", text: "x"', "either 'text' or 'flag'", (23, 9)),
            ("delay: 4", "delay: soon", "delay must be a number of days", (23, 36)),
            ("delay: 4", "delay: -1", "delay must be a number of days", (23, 36)),
            ("number: 3", "number: 0", "number must be a whole number from 1", (28, 50)),
            ('quote: "Any news"', 'quote: "No news"', "quote is not in", (23, 46)),
            ("variant: A", 'variant: A, quote: "price"', "clean example has nothing to quote", (24, 67)),
            ("relationship: connected", "relation: connected", "unknown key 'relation'", (24, 60)),
            ("relationship: connected", "relationship: friend", "unknown relationship `friend`", (24, 74)),
            ("    channel: email\n", "    clean: x\n", "unknown key 'clean'", (20, 5)),
            ("in: first-step", "in: first-stop", "can't be 'first-stop'", (16, 42)),
            ("scope: sequence", "scope: message", "can't be 'first-step'", (16, 42)),
            ("scope: sequence", "scope: sequences", "can't be 'sequences'", (15, 8)),
            ("step: [later]", "step: [last]", "can't be 'last'", (11, 10)),
            ("report: start", "report: price", "only stands under 'none' or elsewhere", (17, 9)),
            ("check: message-start", "check: same-body", "needs a rule with `scope: run`", (13, 3)),
        ],
    )
    def test_mistakes_have_their_place(
        self, tmp_path: Path, good: str, bad: str, part: str, place: tuple[int, int]
    ) -> None:
        assert good in RULE

        (error,) = loaded(tmp_path, RULE.replace(good, bad, 1)).errors

        assert part in str(error)
        assert error.place is not None
        assert (error.place.line, error.place.column) == place

    def test_a_rule_about_campaigns_needs_examples_with_steps(self, tmp_path: Path) -> None:
        rule = RULE[: RULE.index("examples:")] + 'examples:\n  - {flag: "x", lang: en}\n  - {clean: "y", lang: en}\n'

        (error,) = loaded(tmp_path, rule).errors

        assert "unknown key 'flag'" in str(error)

    def test_a_check_of_campaigns_belongs_to_rules_about_them(self, tmp_path: Path) -> None:
        rule = RULE.replace("check: message-start", "check: pace").replace("scope: sequence", "scope: message")

        (error,) = loaded(tmp_path, rule.replace(", {signal: price, in: first-step}", "")).errors

        assert "the check pace needs a rule with `scope: sequence`" in str(error)

    def test_a_rule_about_a_run_needs_a_check_that_compares(self, tmp_path: Path) -> None:
        rule = BODIES.replace("same-body, options: {least: 2, words: 2}", "message-start")

        (error,) = loaded(tmp_path, rule).errors

        assert "needs a check that compares messages" in str(error)
        assert error.hint == "one of same-body"

    @pytest.mark.parametrize("rule", [RULE, BODIES])
    def test_the_json_schema_takes_them(self, rule: str) -> None:
        validator = jsonschema.Draft202012Validator(rule_schema())

        assert list(validator.iter_errors(load("r.yaml", rule).plain())) == []
        assert list(validator.iter_errors(load("r.yaml", rule.replace("text:", "txt:")).plain())) != []


class TestRunning:
    @pytest.mark.parametrize("rule", [RULE, BODIES])
    def test_good_examples_pass(self, tmp_path: Path, rule: str) -> None:
        assert failures(tmp_path, rule) == []

    @pytest.mark.parametrize(
        ("good", "bad", "said"),
        [
            ('text: "The price stays."', 'text: "Hello."', "this is clean, but 'Hello.' was found"),
            ('flag: "Any news?", delay: 4, quote: "Any news"', 'flag: "The price?"', "nothing was found"),
            (
                '{text: "The price list is below.", subject',
                '{flag: "The price list is below.", subject',
                "step does not",
            ),
        ],
    )
    def test_each_message_is_looked_at(self, tmp_path: Path, good: str, bad: str, said: str) -> None:
        assert good in RULE

        (message,) = failures(tmp_path, RULE.replace(good, bad, 1))

        assert said in message

    def test_a_rule_about_one_message_may_have_steps_too(self, tmp_path: Path) -> None:
        rule = RULE.replace("scope: sequence", "scope: message").replace(", {signal: price, in: first-step}", "")

        assert failures(tmp_path, rule) == []

    def test_documents_are_steps_and_take_over_what_the_first_says(self, tmp_path: Path) -> None:
        (rule,) = loaded(tmp_path, RULE).rules
        documents = example_documents(rule.examples[0], "sequence")

        assert [document.step.number for document in documents if document.step] == [1, 2, 3]
        assert [document.context.touch.value for document in documents] == [1, 2, 3]
        assert {document.context.channel.value for document in documents} == {"email"}

    def test_messages_of_a_run_are_no_steps(self, tmp_path: Path) -> None:
        (rule,) = loaded(tmp_path, BODIES).rules
        documents = example_documents(rule.examples[0], "run")

        assert [(document.step, document.message_id) for document in documents] == [(None, "1"), (None, "2")]


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ({}, "[1]"),
        ({"number": 3, "variant": "B"}, "[3B]"),
        ({"number": 2, "delay": 4.0, "flagged": True}, "[2, +4 d, OL801]"),
        ({"number": 2, "delay": 0.5}, "[2, +0.5 d]"),
        ({"facts": {"channel": "email", "consent": {"call": {}}}}, "[1, channel email, consent call]"),
    ],
)
def test_a_label_says_what_is_special_about_a_message(about: dict, shown: str) -> None:  # type: ignore[type-arg]
    assert label(ExampleMessage("x", about.pop("flagged", False), Place("r.yaml"), **about), "OL801") == shown
