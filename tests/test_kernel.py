"""From a Document to its Diagnostics."""

from __future__ import annotations

import gc
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.diagnostics import Edit, Severity
from outreachlint.document import Context, Document, Fact, Field
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.kernel import MAX_QUOTE, fill, inapplicable, lint, quoted
from outreachlint.rules.build import build
from outreachlint.rules.loader import load_folders
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import RuleSet, select
from outreachlint.text.source import Source, Span

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


JUDGED = RULE.replace('"{hello}" ', '"{quote}" ').replace(
    "match:\n  all: [hello]\n  none: [{signal: soft, in: message}]",
    "match:\n"
    "  any:\n"
    "    - judge: {offence: pressure, at_least: {default: 0.6, it: 0.8}}\n"
    "    - all: [hello]\n"
    "      none: [{judge: {offence: pressure, below: 0.03, in: message}}]\n"
    "  none: [{signal: soft, in: message}]",
)


def opinion(*pressure: float, judge: str = "model", places: Any = None) -> Opinion:
    rows = [tuple(value if offence == "pressure" else 0.0 for offence in OFFENCES) for value in pressure]
    return Opinion(judge, rows, places or {})


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rule_set(tmp_path_factory.mktemp("judged"), JUDGED)


class TestTheJudge:
    def test_its_finding_points_at_the_sentence_and_says_how_sure_it_is(self, judged: RuleSet):
        text = "Good day. Now or never. Bye."

        (found,) = lint(document(text), judged, opinion=opinion(0.1, 0.7, 0.1))

        assert found.span.of(text) == "Now or never."
        assert (found.judge, found.confidence) == ("model", 0.7)

    def test_it_points_at_the_surest_sentence_and_names_the_others(self, judged: RuleSet):
        text = "Good day. Now or never. Bye."

        (found,) = lint(document(text), judged, opinion=opinion(0.7, 0.9, 0.1))

        assert found.span.of(text) == "Now or never."
        assert [related.span.of(text) for related in found.related] == ["Good day."]

    def test_the_words_of_a_phrase_are_pointed_at_where_both_speak(self, judged: RuleSet):
        text = "A very loud hello to you."

        (found,) = lint(document(text), judged, opinion=opinion(0.9))

        assert found.span.of(text) == "very loud hello"
        assert (found.judge, found.confidence) == ("phrases", 1.0)

    def test_a_judge_that_is_all_but_certain_overrules_a_phrase(self, judged: RuleSet):
        text = "A very loud hello to you."

        assert lint(document(text), judged, opinion=opinion(0.01)) == []
        assert len(lint(document(text), judged, opinion=opinion(0.05))) == 1

    def test_without_a_judge_phrases_speak_alone(self, judged: RuleSet):
        assert len(lint(document("A very loud hello to you."), judged)) == 1
        assert lint(document("Now or never."), judged) == []

    def test_exceptions_hold_for_it_too(self, judged: RuleSet):
        assert lint(document("Now or never, softly."), judged, opinion=opinion(0.99)) == []

    def test_where_the_rule_does_not_apply_it_is_silent(self, judged: RuleSet):
        assert lint(document("Now or never.", channel="comment"), judged, opinion=opinion(0.99)) == []

    def test_a_language_may_have_its_own_threshold(self, judged: RuleSet):
        assert lint(document("Ora o mai più.", "it"), judged, opinion=opinion(0.7)) == []
        assert len(lint(document("Ora o mai più.", "it"), judged, opinion=opinion(0.8))) == 1

    def test_a_reader_names_itself_and_the_very_words(self, judged: RuleSet):
        text = "Good day, now or never, my friend."
        places = {("pressure", 0): Span(10, 22)}

        (found,) = lint(document(text), judged, opinion=opinion(1.0, judge="reader", places=places))

        assert found.judge == "reader"
        assert found.span.of(text) == "now or never"

    def test_an_opinion_shorter_or_longer_than_the_message_does_no_harm(self, judged: RuleSet):
        assert lint(document("Good day. Now or never."), judged, opinion=opinion()) == []
        assert len(lint(document("Now or never."), judged, opinion=opinion(0.9, 0.9))) == 1

    def test_what_it_is_less_sure_of_can_be_left_out(self, judged: RuleSet):
        text = "Good day. Now or never. Bye."

        (found,) = lint(document(text), judged, opinion=opinion(0.7, 0.9, 0.1), min_confidence=0.8)

        assert found.related == ()
        assert lint(document(text), judged, opinion=opinion(0.7, 0.7, 0.1), min_confidence=0.8) == []
        assert len(lint(document("A very loud hello."), judged, opinion=opinion(0.1), min_confidence=0.99)) == 1

    def test_where_every_place_is_reported_the_words_of_a_phrase_stay_its_own(self, tmp_path: Path):
        rules = rule_set(tmp_path, JUDGED.replace("report: hello", "report: {at: hello, limit: 0}"))
        text = "A very loud hello to you. Now or never."

        found = lint(document(text), rules, opinion=opinion(0.9, 0.8))

        assert [(each.span.of(text), each.judge) for each in found] == [
            ("very loud hello", "phrases"),
            ("Now or never.", "model"),
        ]

    @pytest.mark.parametrize("where", ["subject", "body", "opening", "closing", "neighbours", "before", "message"])
    def test_it_can_rule_out_what_stands_anywhere(self, tmp_path: Path, where: str):
        rules = rule_set(tmp_path, JUDGED.replace("in: message}}]", f"in: {where}}}}}]"))
        text = "A very loud hello to you."
        # the subject and the last sentence are pressing, what lies between is not
        pressing = opinion(0.5, 0.01, 0.01, 0.01, 0.5)
        ruled_out = {"opening", "neighbours"}

        found = lint(document(f"Well. {text} So. Bye.", subject="Now"), rules, opinion=pressing)

        assert (found == []) == (where in ruled_out)

    def test_a_question_about_the_whole_message_is_no_place_to_point_at(self, tmp_path: Path):
        tree = "  all: [hello, {judge: {offence: pressure, at_least: 0.6, in: message}}]"
        rules = rule_set(tmp_path, RULE.replace("  all: [hello]", tree))
        text = "A very loud hello. Now or never."

        (found,) = lint(document(text), rules, opinion=opinion(0.1, 0.9))

        assert (found.span.of(text), found.judge, found.related) == ("very loud hello", "phrases", ())
        assert lint(document(text), rules, opinion=opinion(0.1, 0.5)) == []

    def test_a_rule_about_the_message_points_at_its_surest_sentence(self, tmp_path: Path):
        tree = "scope: message\nmatch:\n  any: [hello, {judge: {offence: pressure, at_least: 0.6}}]"
        rules = rule_set(tmp_path, RULE.replace("match:\n  all: [hello]", tree).replace('"{hello}" ', '"{quote}" '))
        text = "Good day. Now or never. Do it."

        (found,) = lint(document(text), rules, opinion=opinion(0.1, 0.9, 0.7))

        assert found.span.of(text) == "Now or never."

    def test_many_sentences_cost_linear_time(self, judged: RuleSet):
        def seconds(count: int) -> float:
            text, thoughts = "Hello you. " * count, opinion(*[0.1] * count)
            began = time.process_time()
            lint(document(text), judged, opinion=thoughts)
            return time.process_time() - began

        seconds(100)
        gc.disable()  # a collection among the objects of all other tests takes longer than what is measured
        try:
            small, large = (min(seconds(count) for _ in range(3)) for count in (1_000, 8_000))
        finally:
            gc.enable()

        assert large < 30 * small + 0.2


SHOUTING = RULE.replace("  soft:", "  shout: {check: shouting}\n  soft:").replace("all: [hello]", "any: [hello, shout]")
TITLE = "fix: {en: 'write {instead}', it: 'scrivi {instead}'"


def mended(rules: RuleSet, text: str, ui_lang: str = "en") -> list[tuple[str, str] | None]:
    """The title and the edited text of each Diagnostic's fix."""
    out: list[tuple[str, str] | None] = []
    for found in lint(document(text), rules, ui_lang=ui_lang):
        if found.fix is None:
            out.append(None)
            continue
        (edit,) = found.fix.edits
        out.append((found.fix.title, text[: edit.span.start] + edit.text + text[edit.span.end :]))
    return out


class TestFixes:
    def test_a_check_s_edits_get_the_title_of_the_rule(self, tmp_path: Path):
        rule = SHOUTING.replace("report: hello", f"report: {{at: [hello, shout], limit: 0}}\n{TITLE}}}")
        rules = rule_set(tmp_path, rule)

        assert mended(rules, "So good!!! And a loud hello.") == [("write !", "So good! And a loud hello."), None]
        assert mended(rules, "So good!!!", "it") == [("scrivi !", "So good!")]

    def test_a_rule_without_a_title_has_no_fix(self, tmp_path: Path):
        rules = rule_set(tmp_path, SHOUTING.replace("report: hello", "report: [hello, shout]"))

        assert mended(rules, "So good!!!") == [None]

    def test_what_phrases_find_is_fixed_by_the_check_that_the_rule_names(self, tmp_path: Path):
        rules = rule_set(tmp_path, RULE.replace("report: hello", f"report: hello\n{TITLE}, check: shouting}}"))

        (found,) = lint(document("Bye.", subject="LOUD HELLO TODAY"), rules)
        (elsewhere,) = lint(document("A loud hello.", subject="BUY THIS TODAY"), rules)

        assert found.fix is not None
        assert found.fix.title == "write Loud hello today"
        assert found.fix.edits == (Edit(Span(0, 4), "Loud"), Edit(Span(5, 10), "hello"), Edit(Span(11, 16), "today"))
        assert elsewhere.fix is None
