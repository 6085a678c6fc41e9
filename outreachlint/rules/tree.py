"""The match tree: reading it from YAML and evaluating it over a message's signals.

In the pack a node is a list that begins with its kind:
`["signal", name, where]`, `["all"|"any"|"none", [nodes]]`, `["near", [names], words, sentences, ordered]`,
`["count", name, at_least, where]`, `["question", bool]`, `["context", conditions]`,
`["judge", "@offence", {language: probability}, above, where]`: the judge's probability of an offence is at least that
(or, where `above` is false, below it in all of `where`). Without a judge's opinion such a node does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, Protocol

from outreachlint.records import NamedTuple
from outreachlint.rules.conditions import Conditions, read_conditions
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.document import Document
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
STEP_PLACES = ("first-step", "earlier-steps", "campaign")
"""Places of a signal in other messages of the campaign, for rules of scope `sequence`: the first message, those before
this one, all with this one."""
OPENING_SENTENCES = CLOSING_SENTENCES = 2
FLOOR = 0.02
"""The lowest probability from which a rule can go by the judge; what is less likely is no place to report."""
LEAST = 0.001
"""The lowest probability below which a rule can have something ruled out."""
JUDGED = "@"
"""What the judge says goes by the keys of signals: this and the offence's name."""
TreeNode = list[Any]


class Found(NamedTuple):
    """A signal that is there: its name, its sentence and its raw span; slots and the like come with a check's.

    Of an offence that the judge sees, `confidence` is the probability. `document` is the message of the campaign that
    it is in, None where that is the message at hand.
    """

    signal: str
    sentence: int
    span: Span
    detail: Any = None
    confidence: float = 1.0
    document: Document | None = None

    @property
    def judged(self) -> bool:
        """Whether the judge says so, no phrase and no check."""
        return self.signal[0] == JUDGED


class Evidence(Protocol):
    """What the tree asks of the message."""

    @property
    def sentences(self) -> Mapping[str, Collection[int]]:
        """By signal of phrases, the sentences where it may be; a signal that is not here is a check's, or nowhere."""

    @property
    def checks(self) -> Collection[str]:
        """The signals that checks find."""

    @property
    def lang(self) -> str:
        """The language of the message, or `unknown`."""

    def chance(self, offence: str) -> tuple[Sequence[float], float] | None:
        """The model's probability of an offence (`@name`) by sentence and the highest, None where it was not asked."""

    def present(self, sentence: int | None) -> Set[str]:
        """The signals of phrases that may be in a sentence, or in the whole message."""

    def holds(self, conditions: Conditions) -> bool:
        """Whether the facts of the message meet conditions."""

    def found(self, signal: str) -> Sequence[Found]:
        """All places of a signal, in the order of the text."""

    def found_in(self, signal: str, sentence: int) -> Sequence[Found]:
        """The places of a signal in one sentence, in the order of the text."""

    def sentence_count(self) -> int:
        """How many sentences there are."""

    def section_of(self, sentence: int) -> str:
        """The section that a sentence is in."""

    def is_question(self, sentence: int) -> bool:
        """Whether a sentence ends with a question mark."""

    def words_between(self, first: Span, second: Span) -> int:
        """How many words lie between two spans."""

    def steps(self, where: str) -> Sequence[tuple[Document | None, Evidence]]:
        """The messages of the campaign in one of STEP_PLACES, each with its evidence (None: the message at hand)."""


def read_tree(node: Node, scope: str) -> TreeNode:
    """The tree under a rule's `match`; RuleError for what it can't be."""
    from outreachlint.rules import fields

    parts = fields.mapping(
        node, "match", {"all", "any", "none", "near", "count", "question", "context", "judge", "signal", "in"}
    )
    if "signal" in parts:
        return _read_node(node, scope)
    nodes = [_read_part(key, part, scope) for key, part in parts.items()]
    return nodes[0] if len(nodes) == 1 else ["all", nodes]


def _read_node(node: Node, scope: str) -> TreeNode:
    from outreachlint.errors import RuleError
    from outreachlint.rules import fields

    default = "sentence" if scope == "sentence" else "message"
    if isinstance(node.value, str):
        return ["signal", node.value, default]
    parts = fields.mapping(node, "a node of match")
    if "signal" in parts:
        fields.mapping(node, "a signal of match", {"signal", "in"})
        places = (*PLACES, *STEP_PLACES) if scope == "sequence" else PLACES
        where = fields.choice(parts["in"], "in", places) if "in" in parts else default
        return ["signal", fields.text(parts["signal"], "signal"), where]
    fields.mapping(node, "a node of match", {"all", "any", "none", "near", "count", "question", "context", "judge"})
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
        default = "sentence" if scope == "sentence" else "message"
        where = fields.choice(parts["in"], "in", PLACES) if "in" in parts else default
        return ["count", name, least, where]
    return _read_judge(node, scope) if key == "judge" else _read_near(node)


def _read_judge(node: Node, scope: str) -> TreeNode:
    from outreachlint.errors import RuleError
    from outreachlint.judge.opinion import OFFENCES
    from outreachlint.rules import fields

    parts = fields.mapping(node, "judge", {"offence", "at_least", "below", "in"})
    offence = fields.choice(fields.required(parts, "offence", "judge", node.place), "offence", OFFENCES)
    if ("at_least" in parts) == ("below" in parts):
        raise RuleError("'judge' needs either 'at_least' or 'below'", node.place)
    above = "at_least" in parts
    levels = _read_levels(parts["at_least"], FLOOR) if above else _read_levels(parts["below"], LEAST)
    default = "sentence" if scope == "sentence" else "message"
    where = fields.choice(parts["in"], "in", PLACES) if "in" in parts else default
    return ["judge", JUDGED + offence, levels, above, where]


def _read_levels(node: Node, lowest: float) -> dict[str, float]:
    """A probability, or one a language with `default` for the others."""
    from outreachlint.document import LANGUAGES
    from outreachlint.errors import RuleError
    from outreachlint.rules import fields

    if not isinstance(node.value, dict):
        return {"default": fields.probability(node, "a probability of judge", lowest)}
    parts = fields.mapping(node, "the probabilities of judge", {"default", *LANGUAGES})
    if "default" not in parts:
        raise RuleError("the probabilities of 'judge' need a 'default'", node.place)
    return {lang: fields.probability(value, f"the probability for {lang}", lowest) for lang, value in parts.items()}


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


def offences_of(node: TreeNode) -> list[str]:
    """The offences, as `@name`, that a tree asks the judge about, each once."""
    if node[0] in ("all", "any", "none"):
        return list(dict.fromkeys(name for child in node[1] for name in offences_of(child)))
    return [node[1]] if node[0] == "judge" else []


def seen_by_judge(node: TreeNode, scope: str) -> list[str]:
    """The offences, as `@name`, that a tree may find where it is evaluated, so that there is a place to report.

    A question about another place of the message is a condition, and has none.
    """
    if node[0] in ("all", "any"):
        return list(dict.fromkeys(name for child in node[1] for name in seen_by_judge(child, scope)))
    here = ("sentence",) if scope == "sentence" else ("sentence", "message")
    return [node[1]] if node[0] == "judge" and node[3] and node[4] in here else []


def required(node: TreeNode, *, here: bool = False) -> list[frozenset[str]]:
    """Sets of signals, of each of which at least one must be somewhere in the message for the tree to hold.

    With `here`, of what must be in the very sentence that a rule of scope `sentence` is evaluated at.
    """
    kind = node[0]
    if kind == "all":
        return [names for child in node[1] for names in required(child, here=here)]
    if (kind == "judge" and not node[3]) or (kind == "signal" and node[2] in STEP_PLACES):
        return []
    if kind in ("signal", "count", "judge"):
        return [] if here and node[-1] != "sentence" else [frozenset({node[1]})]
    if kind == "near":
        # with `sentences` only the first of the two is bound to the sentence
        return [frozenset({name}) for name in (node[1][:1] if here and node[2] < 0 else node[1])]
    if kind == "any":
        clauses = [required(child, here=here) for child in node[1]]
        if all(clauses):
            return [frozenset().union(*(min(each, key=len) for each in clauses))]
    return []


Evaluator = Callable[["Evidence", "int | None"], "list[Found] | None"]
"""What a tree found at a sentence (None: in the whole message); None where the tree does not hold."""


def compiled(node: TreeNode) -> Evaluator:
    """A tree that `prepared` made, as one function; made once a rule, since a tree is evaluated for every sentence."""
    return _COMPILERS[node[0]](node)


def _musts(node: TreeNode, checks: frozenset[str]) -> frozenset[str]:
    """Signals of phrases without any one of which, in the sentence, a tree can't hold."""
    single = [names for names in required(node, here=True) if len(names) == 1]
    return frozenset[str]().union(*single) - checks


def prepared(node: TreeNode, name: Callable[[str], str], checks: frozenset[str]) -> TreeNode:
    """A tree as the pack keeps it: its signals under other names, and the musts of its branches worked out.

    `any` and `none` get a third element, for each child its musts; `checks` are the signals (by their old names) that
    checks find.
    """
    kind = node[0]
    if kind == "all":
        return [kind, [prepared(child, name, checks) for child in node[1]]]
    if kind in ("any", "none"):
        musts = [sorted(map(name, _musts(child, checks))) for child in node[1]]
        return [kind, [prepared(child, name, checks) for child in node[1]], musts]
    if kind in ("signal", "count"):
        return [kind, name(node[1]), *node[2:]]
    return [kind, [name(signal) for signal in node[1]], *node[2:]] if kind == "near" else node


def _branches(node: TreeNode) -> list[tuple[frozenset[str], Evaluator]]:
    return [(frozenset(musts), compiled(child)) for musts, child in zip(node[2], node[1])]


_CHEAP_FIRST = {
    "context": 0,
    "question": 1,
    "judge": 2,
    "signal": 3,
    "count": 4,
    "near": 5,
    "all": 6,
    "any": 7,
    "none": 8,
}


def _compile_all(node: TreeNode) -> Evaluator:
    children = [compiled(child) for child in sorted(node[1], key=lambda child: _CHEAP_FIRST[child[0]])]

    def check(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        out: list[Found] = []
        for child in children:
            found = child(evidence, sentence)
            if found is None:
                return None
            out += found
        return out

    return check


def _compile_any(node: TreeNode) -> Evaluator:
    children = _branches(node)

    def check(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        out: list[Found] | None = None
        present = evidence.present(sentence)
        for musts, child in children:
            found = child(evidence, sentence) if musts <= present else None
            if found is not None:
                out = found if out is None else out + found
        return out

    return check


def _compile_none(node: TreeNode) -> Evaluator:
    children = _branches(node)

    def check(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        present = evidence.present(sentence)
        for musts, child in children:
            if musts <= present and child(evidence, sentence) is not None:
                return None
        return []

    return check


def _compile_signal(node: TreeNode) -> Evaluator:
    _, signal, where = node

    def here(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        numbers = evidence.sentences.get(signal)
        if numbers is None:
            if signal not in evidence.checks:
                return None
        elif sentence is not None and sentence not in numbers:
            return None
        found = evidence.found(signal) if sentence is None else evidence.found_in(signal, sentence)
        return list(found) if found else None

    def elsewhere(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        if signal not in evidence.sentences and signal not in evidence.checks:
            return None
        return _at(signal, where, evidence, sentence) or None

    def in_steps(evidence: Evidence, _sentence: int | None) -> list[Found] | None:
        found = ((document, other.found(signal)[:1]) for document, other in evidence.steps(where))
        return [item._replace(document=document) for document, items in found for item in items] or None

    if where in STEP_PLACES:
        return in_steps
    return here if where == "sentence" else elsewhere


def _at(signal: str, where: str, evidence: Evidence, sentence: int | None) -> list[Found]:
    found = evidence.found(signal)
    if not found or where == "message":
        return list(found)
    places = _sentences_of(where, evidence, sentence)
    return [item for item in found if item.sentence in places]


def _sentences_of(where: str, evidence: Evidence, sentence: int | None) -> Collection[int]:
    """The numbers of the sentences of a place; places beside a sentence are the whole message where there is none."""
    count = evidence.sentence_count()
    if where in ("subject", "body"):
        return {n for n in range(count) if (evidence.section_of(n) == "subject") == (where == "subject")}
    if where in ("opening", "closing"):
        body = [n for n in range(count) if evidence.section_of(n) in ("body", "ps")]
        return body[:OPENING_SENTENCES] if where == "opening" else body[-CLOSING_SENTENCES:]
    if sentence is None or where == "message":
        return range(count)
    low, high = _RANGES[where](sentence)
    return range(max(0, low), min(count, high + 1))


_FAR = 1 << 30
_RANGES: dict[str, Callable[[int], tuple[int, int]]] = {
    "sentence": lambda n: (n, n),
    "previous": lambda n: (n - 1, n - 1),
    "next": lambda n: (n + 1, n + 1),
    "neighbours": lambda n: (n - 1, n + 1),
    "before": lambda n: (0, n - 1),
    "after": lambda n: (n + 1, _FAR),
}


def _compile_near(node: TreeNode) -> Evaluator:
    _, (left, right), words, sentences, ordered = node

    def close(first: Found, second: Found, evidence: Evidence) -> bool:
        distance = abs(second.sentence - first.sentence)
        if (ordered and second.span.start < first.span.end) or second.span == first.span:
            return False
        if words < 0:
            return bool(distance <= sentences)
        return distance == 0 and bool(evidence.words_between(first.span, second.span) <= words)

    def check(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        firsts = evidence.found(left) if sentence is None else evidence.found_in(left, sentence)
        seconds = evidence.found(right) if firsts else ()
        for first in firsts:
            for second in seconds:
                if close(first, second, evidence):
                    return [first, second]
        return None

    return check


def _compile_count(node: TreeNode) -> Evaluator:
    _, signal, least, where = node

    def check(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        apart: list[Found] = []
        for item in _at(signal, where, evidence, sentence):
            if not apart or item.span.start >= apart[-1].span.end:
                apart.append(item)
        return apart if len(apart) >= least else None

    return check


def _compile_question(node: TreeNode) -> Evaluator:
    wanted = node[1]

    def check(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        places = range(evidence.sentence_count()) if sentence is None else (sentence,)
        return [] if any(map(evidence.is_question, places)) == wanted else None

    return check


def _compile_context(node: TreeNode) -> Evaluator:
    conditions = node[1]

    def check(evidence: Evidence, _sentence: int | None) -> list[Found] | None:
        return [] if evidence.holds(conditions) else None

    return check


def _compile_judge(node: TreeNode) -> Evaluator:
    _, offence, levels, above, where = node

    def sees(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        if offence not in evidence.sentences:
            return None
        level = levels.get(evidence.lang, levels["default"])
        if where == "sentence" and sentence is not None:
            found = evidence.found_in(offence, sentence)
        else:
            found = _at(offence, where, evidence, sentence)
        return [item for item in found if item.confidence >= level] or None

    def rules_out(evidence: Evidence, sentence: int | None) -> list[Found] | None:
        known = evidence.chance(offence)
        if known is None:
            return None
        level = levels.get(evidence.lang, levels["default"])
        chances, highest = known
        if highest < level:
            return []
        if where == "message":
            return None
        places = _sentences_of(where, evidence, sentence)
        return [] if all(chances[number] < level for number in places if number < len(chances)) else None

    return sees if above else rules_out


_COMPILERS: dict[str, Callable[[TreeNode], Evaluator]] = {
    "all": _compile_all,
    "any": _compile_any,
    "none": _compile_none,
    "signal": _compile_signal,
    "near": _compile_near,
    "count": _compile_count,
    "question": _compile_question,
    "context": _compile_context,
    "judge": _compile_judge,
}
