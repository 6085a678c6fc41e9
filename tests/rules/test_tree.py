"""The match tree, node by node."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from outreachlint.errors import RuleError
from outreachlint.rules.conditions import Conditions, holds
from outreachlint.rules.tree import FLOOR, Found, TreeNode, compiled, offences_of, prepared, read_tree, signals_of
from outreachlint.rules.yaml_nodes import load
from outreachlint.text.source import Span


class Message:
    """Evidence made by hand: signals by sentence, ten code points a sentence."""

    def __init__(
        self, sections: Sequence[str] = ("body",) * 6, questions: Sequence[int] = (), facts: Any = None, **signals: Any
    ) -> None:
        self.sections = sections
        self.questions = questions
        self.facts = {"channel": "message", "touch": 1, "consent": {}, **(facts or {})}
        self.signals = {
            name: [Found(name, n, Span(n * 10 + k, n * 10 + k + 2)) for k, n in enumerate(places)]
            for name, places in signals.items()
        }

        self.chances: dict[str, list[float]] = {}

    checks: tuple[str, ...] = ()
    lang = "en"

    def judged(self, lang: str = "en", **chances: list[float]) -> Message:
        """The same message with the judge's probabilities by offence."""
        self.lang = lang
        for name, by_sentence in chances.items():
            key = f"@{name}"
            self.chances[key] = by_sentence
            self.signals[key] = [
                Found(key, n, Span(n * 10, n * 10 + 9), confidence=chance)
                for n, chance in enumerate(by_sentence)
                if chance >= FLOOR
            ]
        return self

    def chance(self, offence: str) -> tuple[Sequence[float], float] | None:
        known = self.chances.get(offence)
        return None if known is None else (known, max(known))

    @property
    def sentences(self) -> dict[str, set[int]]:
        return {signal: {found.sentence for found in places} for signal, places in self.signals.items()}

    def present(self, sentence: int | None) -> set[str]:
        return {name for name, numbers in self.sentences.items() if sentence is None or sentence in numbers}

    def holds(self, conditions: Conditions) -> bool:
        return holds(conditions, self.facts)

    def found(self, signal: str) -> Sequence[Found]:
        return self.signals.get(signal, [])

    def found_in(self, signal: str, sentence: int) -> Sequence[Found]:
        return [found for found in self.found(signal) if found.sentence == sentence]

    def sentence_count(self) -> int:
        return len(self.sections)

    def section_of(self, sentence: int) -> str:
        return self.sections[sentence]

    def is_question(self, sentence: int) -> bool:
        return sentence in self.questions

    def words_between(self, first: Span, second: Span) -> int:
        left, right = sorted((first, second))
        return max(0, right.start - left.end)


def evaluate(tree: TreeNode, message: Message, sentence: int | None) -> list[Found] | None:
    return compiled(prepared(tree, str, frozenset()))(message, sentence)


def held(tree: str, message: Message, sentence: int | None = 0, scope: str = "sentence") -> bool:
    return evaluate(read_tree(load("t.yaml", tree), scope), message, sentence) is not None


def test_a_signal_holds_in_its_sentence():
    message = Message(a=[1])

    assert held("all: [a]", message, 1)
    assert not held("all: [a]", message, 0)


@pytest.mark.parametrize(
    ("where", "sentences"),
    [
        ("sentence", [2]),
        ("previous", [3]),
        ("next", [1]),
        ("neighbours", [1, 2, 3]),
        ("message", [0, 1, 2, 3, 4, 5]),
        ("before", [3, 4, 5]),
        ("after", [0, 1]),
    ],
)
def test_places_relative_to_the_sentence(where: str, sentences: list[int]):
    message = Message(a=[2])

    assert [n for n in range(6) if held(f"{{signal: a, in: {where}}}", message, n)] == sentences


@pytest.mark.parametrize(
    ("where", "places"), [("subject", [0]), ("body", [1, 2, 3, 4, 5]), ("opening", [2, 3]), ("closing", [3, 4])]
)
def test_places_by_section(where: str, places: list[int]):
    sections = ["subject", "greeting", "body", "body", "body", "signature"]

    assert [n for n in range(6) if held(f"{{signal: a, in: {where}}}", Message(sections, a=[n]), 0)] == places


def test_all_any_none():
    message = Message(a=[0], b=[0])

    assert held("all: [a, b]", message)
    assert not held("all: [a, c]", message)
    assert held("any: [c, b]", message)
    assert not held("any: [c, d]", message)
    assert held("none: [c]", message)
    assert not held("none: [c, a]", message)


def test_branches_side_by_side_must_all_hold():
    assert not held("{all: [a], none: [b]}", Message(a=[0], b=[0]))
    assert held("{all: [a], none: [b]}", Message(a=[0], b=[1]))


def test_near_in_words():
    message = Message(a=[0], b=[0])
    message.signals["b"] = [Found("b", 0, Span(7, 9))]

    assert held("near: {signals: [a, b], words: 5}", message)
    assert not held("near: {signals: [a, b], words: 4}", message)
    assert not held("near: {signals: [b, a], words: 5, ordered: true}", message)


def test_near_in_sentences():
    message = Message(a=[0], b=[2])

    assert held("near: {signals: [a, b], sentences: 2}", message)
    assert not held("near: {signals: [a, b], sentences: 1}", message)


def test_near_needs_two_places():
    assert not held("near: {signals: [a, a], words: 9}", Message(a=[0]))


def test_count_counts_separate_places():
    message = Message(a=[0, 0, 3])

    assert held("count: {signal: a, at_least: 2, in: message}", message)
    assert not held("count: {signal: a, at_least: 3, in: message}", message)
    message.signals["a"] = [Found("a", 0, Span(0, 5)), Found("a", 0, Span(3, 8))]
    assert not held("count: {signal: a, at_least: 2}", message)


def test_question():
    assert held("question: true", Message(questions=[0]))
    assert not held("question: true", Message(questions=[1]))
    assert held("question: false", Message(questions=[1]))
    assert held("question: true", Message(questions=[1]), None, "message")


def test_context():
    assert held("context: {channel: [message, email]}", Message())
    assert not held("context: {channel: {not: message}}", Message())
    assert held("context: {touch: first}", Message())
    assert held("context: {touch: later}", Message(facts={"touch": 2}))
    assert held("context: {consent: newsletter}", Message(facts={"consent": {"newsletter": {}}}))
    assert not held("context: {consent: newsletter}", Message())


def test_message_scope_looks_everywhere():
    assert held("all: [a, b]", Message(a=[0], b=[4]), None, "message")


def test_evidence_is_what_was_found():
    tree = read_tree(load("t.yaml", "all: [a, {any: [b, c]}]"), "sentence")

    found = evaluate(tree, Message(a=[0], c=[0]), 0)

    assert found is not None
    assert [item.signal for item in found] == ["a", "c"]
    assert signals_of(tree) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("tree", "part"),
    [
        ("some: [a]", "unknown key 'some'"),
        ("all: a", "needs a list"),
        ("all: []", "needs a list"),
        ("all: [{}]", "is empty"),
        ("{signal: a, in: somewhere}", "can't be 'somewhere'"),
        ("near: {signals: [a], words: 2}", "exactly two"),
        ("near: {signals: [a, b]}", "either 'words' or 'sentences'"),
        ("near: {signals: [a, b], words: 1, sentences: 1}", "either"),
        ("count: {signal: a}", "no 'at_least'"),
        ("question: maybe", "true or false"),
        ("context: {channel: [linkedin]}", "can't be 'linkedin'"),
        ("context: {chanel: [message]}", "unknown key 'chanel'"),
    ],
)
def test_mistakes(tree: str, part: str):
    with pytest.raises(RuleError, match=part):
        read_tree(load("t.yaml", tree), "sentence")


class TestTheJudge:
    pressing = (0.1, 0.2, 0.7, 0.9, 0.01, 0.0)
    at_least = "judge: {offence: pressure, at_least: 0.7%s}"
    below = "judge: {offence: pressure, below: 0.15%s}"

    def message(self, **facts: Any) -> Message:
        return Message(["subject", "greeting", "body", "body", "body", "signature"]).judged(
            pressure=list(self.pressing), **facts
        )

    def test_a_probability_holds_from_its_level_up(self):
        assert [n for n in range(6) if held(self.at_least % "", self.message(), n)] == [2, 3]
        assert [n for n in range(6) if held(self.below % "", self.message(), n)] == [0, 4, 5]

    @pytest.mark.parametrize(
        ("where", "seen", "ruled_out"),
        [
            ("previous", [3, 4], [0, 1, 5]),
            ("next", [1, 2], [3, 4, 5]),
            ("neighbours", [1, 2, 3, 4], [5]),
            ("before", [3, 4, 5], [0, 1]),
            ("after", [0, 1, 2], [3, 4, 5]),
            ("message", [0, 1, 2, 3, 4, 5], []),
            ("subject", [], [0, 1, 2, 3, 4, 5]),
            ("body", [0, 1, 2, 3, 4, 5], []),
            ("opening", [0, 1, 2, 3, 4, 5], []),
            ("closing", [0, 1, 2, 3, 4, 5], []),
        ],
    )
    def test_in_the_places_where_signals_can_be(self, where: str, seen: list[int], ruled_out: list[int]):
        message = self.message()

        assert [n for n in range(6) if held(self.at_least % f", in: {where}", message, n)] == seen
        assert [n for n in range(6) if held(self.below % f", in: {where}", message, n)] == ruled_out

    def test_in_a_rule_about_the_whole_message(self):
        assert held(self.at_least % "", self.message(), None, "message")
        assert not held(self.below % "", self.message(), None, "message")
        assert held(self.below % ", in: subject", self.message(), None, "message")

    def test_neither_form_holds_without_an_opinion(self):
        for tree in (self.at_least, self.below):
            for where in ("", ", in: message", ", in: neighbours"):
                assert not held(tree % where, Message(), 0)

    def test_a_language_may_have_its_own_level(self):
        tree = "judge: {offence: pressure, at_least: {default: 0.95, it: 0.7}}"

        assert not held(tree, self.message(), 3)
        assert held(tree, self.message(lang="it"), 3)
        assert not held(tree, self.message(lang="de"), 3)

    def test_what_it_finds_bears_the_probability(self):
        found = evaluate(read_tree(load("t.yaml", self.at_least % ""), "sentence"), self.message(), 3)

        assert found is not None
        assert [(item.signal, item.sentence, item.confidence) for item in found] == [("@pressure", 3, 0.9)]

    def test_which_offences_a_tree_asks_about(self):
        tree = read_tree(
            load("t.yaml", f"any: [{{{self.at_least % ''}}}, {{none: [{{{self.below % ''}}}]}}, a]"), "sentence"
        )

        assert offences_of(tree) == ["@pressure"]
        assert signals_of(tree) == ["a"]

    @pytest.mark.parametrize(
        ("tree", "said"),
        [
            ("judge: {offence: rudeness, at_least: 0.5}", "can't be 'rudeness'"),
            ("judge: {offence: pressure}", "either 'at_least' or 'below'"),
            ("judge: {offence: pressure, at_least: 0.5, below: 0.9}", "either 'at_least' or 'below'"),
            ("judge: {at_least: 0.5}", "has no 'offence'"),
            ("judge: {offence: pressure, at_least: 2}", "must be a number from 0.02 to 1"),
            ("judge: {offence: pressure, at_least: 0.001}", "must be a number from 0.02 to 1"),
            ("judge: {offence: pressure, at_least: true}", "must be a number"),
            ("judge: {offence: pressure, at_least: {it: 0.5}}", "need a 'default'"),
            ("judge: {offence: pressure, at_least: {default: 0.5, nl: 0.5}}", "unknown key 'nl'"),
            ("judge: {offence: pressure, at_least: 0.5, in: somewhere}", "can't be 'somewhere'"),
        ],
    )
    def test_what_is_no_question_to_it_is_refused(self, tree: str, said: str):
        with pytest.raises(RuleError, match=re.escape(said)):
            read_tree(load("t.yaml", tree), "sentence")
