"""From a Document to its Diagnostics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.diagnostics import Severity
from outreachlint.document import Context, Document, Fact, Field
from outreachlint.kernel import MAX_QUOTE, fill, inapplicable, lint, quoted
from outreachlint.rules.build import build
from outreachlint.rules.loader import load_folders
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import RuleSet, select
from outreachlint.text.source import Source

from .rules.sample import LEXICON, RULE, folder


def document(text: str, lang: str = "en", subject: str | None = None, **facts: Any) -> Document:
    fields = [Field("subject", subject, 0)] if subject else []
    context = Context(**{name: Fact(value, "test") for name, value in facts.items()})
    return Document(Source("draft.md", text), [*fields, Field("text", text, 0)], context, lang)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rule_set(tmp_path_factory.mktemp("rules"), RULE)


def rule_set(path: Path, *rules: str) -> RuleSet:
    for number, rule in enumerate(rules):
        folder(path, rule, LEXICON, f"rule-{number}.yaml")
    loaded = load_folders([str(path)])
    assert loaded.errors == []
    return select(Pack([build(loaded)]))


def test_a_diagnostic_says_what_where_and_what_to_do(rules: RuleSet):
    text = "Good day. A very loud hello to you."

    (found,) = lint(document(text), rules)

    assert (found.code, found.name, found.severity) == ("TEST101", "shouted-hello", Severity.WARNING)
    assert found.span.of(text) == "very loud hello"
    assert found.message == '"very loud hello" is loud'
    assert found.advice == "Say it softly."
    assert (found.judge, found.confidence) == ("phrases", 1.0)


def test_the_quote_of_a_message_is_what_is_pointed_at(tmp_path: Path):
    rules = rule_set(tmp_path, RULE.replace('"{hello}" is loud', "{quote}!"))

    (found,) = lint(document("A very loud hello"), rules)

    assert found.message == "very loud hello!"


def test_what_stands_in_quotation_marks_is_somebody_elses(rules: RuleSet):
    assert lint(document('He wrote "a loud hello to all" and left.'), rules) == []
    assert lint(document("«A loud hello», he wrote. Hello you!"), rules)[0].span.start > 20


def test_messages_in_italian(rules: RuleSet):
    (found,) = lint(document("Ciao forte!", "it"), rules, ui_lang="it")

    assert found.message == '"Ciao forte" è forte'


def test_an_exception_silences(rules: RuleSet):
    assert lint(document("A loud hello. Softly said."), rules) == []


def test_a_rule_reports_once_and_lists_the_other_places(rules: RuleSet):
    text = "A loud hello. And hello there. Hello you."

    (found,) = lint(document(text), rules)

    assert [related.span.of(text) for related in found.related] == ["hello there", "Hello you"]


def test_no_limit_reports_every_place(tmp_path: Path):
    rules = rule_set(tmp_path, RULE.replace("report: hello", "report: {at: hello, limit: 0}"))

    assert len(lint(document("A loud hello. And hello there."), rules)) == 2


def test_facts_gate_a_rule(rules: RuleSet):
    (rule,) = rules.rules

    assert inapplicable(rule, document("x", channel="comment")) == "channel"
    assert lint(document("Hello you", channel="comment"), rules) == []
    assert inapplicable(rule, document("x", "fr")) == "lang"
    assert inapplicable(rule, document("x")) is None


def test_unknown_language_tries_all(rules: RuleSet):
    assert len(lint(document("Ciao forte", "unknown"), rules)) == 1
    assert len(lint(document("Hello you", "unknown"), rules)) == 1


def test_words_of_another_language_do_not_count(rules: RuleSet):
    assert lint(document("Ciao forte", "en"), rules) == []


def test_the_subject_is_linted_too(rules: RuleSet):
    doc = document("Nothing here.", subject="A loud hello")

    (found,) = lint(doc, rules)

    assert doc.field_at(found.span.start)[0].name == "subject"


def test_order_of_rules_changes_nothing(tmp_path: Path):
    other = RULE.replace("TEST", "ATEST").replace("shouted-hello", "other").replace("loud-hello", "other-alias")
    one = rule_set(tmp_path / "a", RULE, other)
    two = rule_set(tmp_path / "b", other, RULE)

    assert lint(document("A loud hello."), one) == lint(document("A loud hello."), two)
    assert [found.code for found in lint(document("A loud hello."), one)] == ["ATEST101", "TEST101"]


def test_a_long_quote_is_cut_in_the_middle():
    text = quoted("one two " * 30)

    assert len(text) <= MAX_QUOTE + 3
    assert " … " in text
    assert text.split(" … ") == ["one two one two one two one", "two one two one two one two"]
    assert quoted("one\n two") == "one two"
    assert quoted("x" * 100) == "x" * 29 + " … " + "x" * 29


def test_a_hole_without_a_find_is_an_ellipsis():
    assert fill("{a} and {b} and {not a hole}", {"a": "{b}"}) == "{b} and … and {not a hole}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_lints_and_spans_lie_inside(rules: RuleSet, text: str):
    doc = document(text + " loud hello " + text)

    for found in lint(doc, rules):
        assert 0 <= found.span.start < found.span.end <= len(doc.text)


@given(
    st.lists(st.sampled_from(["A loud hello.", "Hello you!", "Good day.", "\n\n", "Hi {{first_name}},"]), max_size=8)
)
def test_quotes_are_found_text(rules: RuleSet, parts: list[str]):
    text = " ".join(parts)

    for found in lint(document(text), rules):
        assert found.span.of(text).lower().split()[-1] in ("hello", "you", "there")
