"""The match tree, node by node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from outreachlint.errors import RuleError
from outreachlint.rules.conditions import Conditions, holds
from outreachlint.rules.tree import Found, TreeNode, compiled, prepared, read_tree, signals_of
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

    checks: tuple[str, ...] = ()

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
