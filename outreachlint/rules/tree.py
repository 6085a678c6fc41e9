"""The match tree: reading it from YAML and evaluating it over a message's signals.

In the pack a node is a list that begins with its kind:
`["signal", name, where]`, `["all"|"any"|"none", [nodes]]`, `["near", [names], words, sentences, ordered]`,
`["count", name, at_least, where]`, `["question", bool]`, `["context", conditions]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from outreachlint.rules.conditions import holds, read_conditions
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.rules.yaml_nodes import Node

PLACES = (
    "sentence",
    "previous",
    "next",
    "neighbours",
    "message",
    "subject",
    "body",
    "opening",
    "closing",
    "before",
    "after",
)
OPENING_SENTENCES = CLOSING_SENTENCES = 2
TreeNode = list[Any]


class Found(NamedTuple):
    """A signal that is there: its name, its sentence and its raw span; slots and the like come with a check's."""

    signal: str
    sentence: int
    span: Span
    detail: Any = None


class Evidence(Protocol):
    """What the tree asks of the message."""

    facts: dict[str, Any]

    def found(self, signal: str) -> Sequence[Found]:
        """All places of a signal, in the order of the text."""

    def sentence_count(self) -> int:
        """How many sentences there are."""

    def section_of(self, sentence: int) -> str:
        """The section that a sentence is in."""

    def is_question(self, sentence: int) -> bool:
        """Whether a sentence ends with a question mark."""

    def words_between(self, first: Span, second: Span) -> int:
        """How many words lie between two spans."""


def read_tree(node: Node, scope: str) -> TreeNode:
    """The tree under a rule's `match`; RuleError for what it can't be."""
    from outreachlint.rules import fields

    parts = fields.mapping(
        node, "match", {"all", "any", "none", "near", "count", "question", "context", "signal", "in"}
    )
    if "signal" in parts:
        return _read_node(node, scope)
    nodes = [_read_part(key, part, scope) for key, part in parts.items()]
    return nodes[0] if len(nodes) == 1 else ["all", nodes]


def _read_node(node: Node, scope: str) -> TreeNode:
    from outreachlint.errors import RuleError
    from outreachlint.rules import fields

    default = "message" if scope == "message" else "sentence"
    if isinstance(node.value, str):
        return ["signal", node.value, default]
    parts = fields.mapping(node, "a node of match")
    if "signal" in parts:
        fields.mapping(node, "a signal of match", {"signal", "in"})
        where = fields.choice(parts["in"], "in", PLACES) if "in" in parts else default
        return ["signal", fields.text(parts["signal"], "signal"), where]
    fields.mapping(node, "a node of match", {"all", "any", "none", "near", "count", "question", "context"})
    if not parts:
        raise RuleError("a node of match is empty", node.place)
    nodes = [_read_part(key, part, scope) for key, part in parts.items()]
    return nodes[0] if len(nodes) == 1 else ["all", nodes]


def _read_part(key: str, node: Node, scope: str) -> TreeNode:
    from outreachlint.errors import RuleError
    from outreachlint.rules import fields

    if key in ("all", "any", "none"):
        if not isinstance(node.value, list) or not node.value:
            raise RuleError(f"'{key}' needs a list of nodes", node.place)
        return [key, [_read_node(child, scope) for child in node.value]]
    if key == "question":
        return ["question", fields.flag(node, "question")]
    if key == "context":
        return ["context", read_conditions(node, "context")]
    if key == "count":
        parts = fields.mapping(node, "count", {"signal", "at_least", "in"})
        name = fields.text(fields.required(parts, "signal", "count", node.place), "signal")
        least = fields.whole(fields.required(parts, "at_least", "count", node.place), "at_least", 1)
        default = "message" if scope == "message" else "sentence"
        where = fields.choice(parts["in"], "in", PLACES) if "in" in parts else default
        return ["count", name, least, where]
    return _read_near(node)


def _read_near(node: Node) -> TreeNode:
    from outreachlint.errors import RuleError
    from outreachlint.rules import fields

    parts = fields.mapping(node, "near", {"signals", "words", "sentences", "ordered"})
    names = fields.items(fields.required(parts, "signals", "near", node.place), "signals", fields.text)
    if len(names) != 2:
        raise RuleError("'near' needs exactly two signals", parts["signals"].place)
    if ("words" in parts) == ("sentences" in parts):
        raise RuleError("'near' needs either 'words' or 'sentences'", node.place)
    words = fields.whole(parts["words"], "words", 0) if "words" in parts else -1
    sentences = fields.whole(parts["sentences"], "sentences", 0) if "sentences" in parts else 0
    ordered = fields.flag(parts["ordered"], "ordered") if "ordered" in parts else False
    return ["near", names, words, sentences, ordered]


def signals_of(node: TreeNode) -> list[str]:
    """The signals that a tree names, in order, each once."""
    kind = node[0]
    if kind in ("all", "any", "none"):
        return list(dict.fromkeys(name for child in node[1] for name in signals_of(child)))
    if kind in ("signal", "count"):
        return [node[1]]
    return list(node[1]) if kind == "near" else []


def evaluate(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    """What a tree found at a sentence (None: for the whole message); None where the tree does not hold."""
    kind = node[0]
    return _EVALUATORS[kind](node, evidence, sentence)


def _signal(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    found = evidence.found(node[1])
    return _at(found, node[2], evidence, sentence) or None if found else None


def _at(found: Sequence[Found], where: str, evidence: Evidence, sentence: int | None) -> list[Found]:
    if where == "message":
        return list(found)
    if where == "subject":
        return [item for item in found if evidence.section_of(item.sentence) == "subject"]
    if where == "body":
        return [item for item in found if evidence.section_of(item.sentence) != "subject"]
    if where in ("opening", "closing"):
        body = [n for n in range(evidence.sentence_count()) if evidence.section_of(n) in ("body", "ps")]
        part = body[:OPENING_SENTENCES] if where == "opening" else body[-CLOSING_SENTENCES:]
        return [item for item in found if item.sentence in part]
    if sentence is None:
        return list(found)
    low, high = _RANGES[where](sentence)
    return [item for item in found if low <= item.sentence <= high]


_FAR = 1 << 30
_RANGES: dict[str, Callable[[int], tuple[int, int]]] = {
    "sentence": lambda n: (n, n),
    "previous": lambda n: (n - 1, n - 1),
    "next": lambda n: (n + 1, n + 1),
    "neighbours": lambda n: (n - 1, n + 1),
    "before": lambda n: (0, n - 1),
    "after": lambda n: (n + 1, _FAR),
}


def _all(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    out: list[Found] = []
    for child in node[1]:
        found = evaluate(child, evidence, sentence)
        if found is None:
            return None
        out.extend(found)
    return out


def _any(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    out: list[Found] | None = None
    for child in node[1]:
        found = evaluate(child, evidence, sentence)
        if found is not None:
            out = [*(out or []), *found]
    return out


def _none(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    return None if any(evaluate(child, evidence, sentence) is not None for child in node[1]) else []


def _near(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    _, (left, right), words, sentences, ordered = node
    firsts = evidence.found(left)
    seconds = evidence.found(right) if firsts else ()
    for first in firsts:
        if sentence is not None and first.sentence != sentence:
            continue
        for second in seconds:
            if (ordered and second.span.start < first.span.end) or second.span == first.span:
                continue
            distance = abs(second.sentence - first.sentence)
            if words < 0 and distance <= sentences:
                return [first, second]
            if words >= 0 and distance == 0 and evidence.words_between(first.span, second.span) <= words:
                return [first, second]
    return None


def _count(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    found = _at(evidence.found(node[1]), node[3], evidence, sentence)
    apart: list[Found] = []
    for item in found:
        if not apart or item.span.start >= apart[-1].span.end:
            apart.append(item)
    return apart if len(apart) >= node[2] else None


def _question(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    if sentence is None:
        asked = any(evidence.is_question(n) for n in range(evidence.sentence_count()))
    else:
        asked = evidence.is_question(sentence)
    return [] if asked == node[1] else None


def _context(node: TreeNode, evidence: Evidence, sentence: int | None) -> list[Found] | None:
    return [] if holds(node[1], evidence.facts) else None


_EVALUATORS: dict[str, Callable[[TreeNode, Evidence, int | None], list[Found] | None]] = {
    "signal": _signal,
    "all": _all,
    "any": _any,
    "none": _none,
    "near": _near,
    "count": _count,
    "question": _question,
    "context": _context,
}
