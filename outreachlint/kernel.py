"""From a Document to its Diagnostics: pure, no file, clock, network or environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from outreachlint.analysis import Analysis
from outreachlint.checks import load_check
from outreachlint.diagnostics import Diagnostic, Related
from outreachlint.document import LANGUAGES, UNKNOWN, Document
from outreachlint.judge.opinion import NUMBER, OFFENCES, Opinion
from outreachlint.rules.conditions import Conditions, failing, holds
from outreachlint.rules.pack import RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.rules.tree import FLOOR, JUDGED, Evaluator, Found, compiled
from outreachlint.text.quotes import quoted_spans
from outreachlint.text.source import Span

_WORD = re.compile(r"\w+")
_NOTHING: frozenset[str] = frozenset()
MAX_CONTEXTS = 10_000
"""How many different contexts keep the list of their rules."""
MAX_QUOTE = 60
"""The longest quote inside a message line, in code points; longer ones are cut in the middle."""


def lint(
    document: Document,
    rules: RuleSet,
    *,
    analysis: Analysis | None = None,
    opinion: Opinion | None = None,
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> list[Diagnostic]:
    """The Diagnostics of one message in the order of the text, suppressions applied.

    `rules` come from `rules.select.select`; `opinion` is a judge's (`judge.panel`), without which rules go by phrases
    and checks alone; places that the judge is less sure of than `min_confidence` are left out; `analysis` spares work
    where the caller has made it; `ui_lang` is the language of the messages (`en` or `it`).
    """
    from outreachlint.suppress import apply

    found = findings(
        document, rules, analysis=analysis, opinion=opinion, min_confidence=min_confidence, ui_lang=ui_lang
    )
    heard = opinion is not None and not min_confidence
    return apply(document, found, rules, heard=heard, ui_lang=ui_lang)


def findings(
    document: Document,
    rules: RuleSet,
    *,
    analysis: Analysis | None = None,
    opinion: Opinion | None = None,
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> list[Diagnostic]:
    """The Diagnostics of one message before suppressions."""
    evidence = _Evidence(analysis or Analysis(document), rules, opinion)
    out: list[Diagnostic] = []
    for rule in _applicable(rules, document, evidence.facts):
        plan = evidence.plan(rule)
        if plan is not None:
            out.extend(_run(rule, plan, evidence, min_confidence, ui_lang))
    out.sort(key=lambda diagnostic: (diagnostic.span, diagnostic.code))
    return out


def inapplicable(rule: RuleMeta, document: Document, facts: dict[str, Any] | None = None) -> str | None:
    """Why a rule does not run on a message (the name of a fact, or `lang`), None when it does."""
    if rule.languages and document.lang != UNKNOWN and document.lang not in rule.languages:
        return "lang"
    return failing(rule.applies, document.context.values() if facts is None else facts)


def _applicable(rules: RuleSet, document: Document, facts: dict[str, Any]) -> Sequence[RuleMeta]:
    """The rules that run on a message; most messages of a run share their facts, so the answer is kept."""
    key = (document.lang, *(frozenset(value) if name == "consent" else value for name, value in facts.items()))
    kept = rules.applicable.get(key)
    if kept is None:
        kept = [rule for rule in rules.rules if inapplicable(rule, document, facts) is None]
        if len(rules.applicable) < MAX_CONTEXTS:
            rules.applicable[key] = kept
    return kept


class Plan(NamedTuple):
    """A rule made ready to run. Signals go by their keys, `CODE/signal`.

    `holds` evaluates the tree; `here` are sets of keys of each of which one must be in the sentence; `reported` are the
    keys of what the rule reports; `checks` what its checks find.
    """

    holds: Evaluator
    here: list[frozenset[str]]
    reported: frozenset[str]
    checks: dict[str, tuple[str, dict[str, Any]]]

    @property
    def reports_a_check(self) -> bool:
        """Whether the rule reports what a check finds, of which there are no candidates."""
        return not self.reported.isdisjoint(self.checks)


def plan_of(rule: RuleMeta) -> Plan:
    """The plan of a rule."""

    def key(signal: str) -> str:
        return f"{rule.code}/{signal}"

    return Plan(
        holds=compiled(rule.match),
        here=[frozenset(clause) for clause in rule.here],
        reported=frozenset((*map(key, rule.report), *rule.sees)),
        checks={key(name): (check, options) for name, (check, options) in rule.checks.items()},
    )


class _Evidence:
    """The signals of one message, each looked for when it is first asked for."""

    def __init__(self, analysis: Analysis, rules: RuleSet, opinion: Opinion | None = None) -> None:
        self.analysis = analysis
        self.lang = analysis.document.lang
        self._opinion = opinion
        self._judged: dict[int, frozenset[str]] = {}
        self._chances: dict[str, tuple[list[float], float]] = {}
        self.facts = analysis.document.context.values()
        lang = analysis.document.lang
        langs = LANGUAGES if lang == UNKNOWN else (lang,)
        self._searches = [index.search(analysis.view) for lang in langs for index in rules.pack.phrases(lang)]
        self.sentences: dict[str, Collection[int]] = {}
        if len(self._searches) == 1:
            self.sentences.update(self._searches[0].sentences)
        else:
            for search in self._searches:
                for key, numbers in search.sentences.items():
                    self.sentences[key] = {*self.sentences.get(key, ()), *numbers}
        self._present = self.sentences.keys()
        self._plans = rules.pack.plans
        self.checks: Mapping[str, tuple[str, dict[str, Any]]] = {}
        self._found: dict[tuple[str, int], Sequence[Found]] = {}
        self._by_check: dict[str, Sequence[Found]] = {}
        self._quoted: list[Span] | None = None
        self._held: dict[int, bool] = {}
        if opinion is not None:
            self._heed(opinion)

    def _heed(self, opinion: Opinion) -> None:
        """Take what the judge sees for signals."""
        spans = [sentence.span for sentence in self.analysis.view.sentences]
        places: dict[str, list[int]] = {}
        for number, row in enumerate(opinion.sentences[: len(spans)]):
            if max(row) < FLOOR:
                continue
            seen = [(JUDGED + offence, chance) for offence, chance in zip(OFFENCES, row) if chance >= FLOOR]
            self._judged[number] = frozenset(key for key, _ in seen)
            for key, chance in seen:
                places.setdefault(key, []).append(number)
                span = opinion.places.get((key[1:], number), spans[number])
                self._found[key, number] = [Found(key, number, span, confidence=chance)]
        self.sentences.update(places)

    @property
    def judge(self) -> str:
        """Who judges: `model` or `reader`."""
        return "model" if self._opinion is None else self._opinion.judge

    def chance(self, offence: str) -> tuple[Sequence[float], float] | None:
        """The model's probability of an offence (`@name`) by sentence and the highest, None where it was not asked.

        A reader's silence rules nothing out: a draft can tell a language model to be silent.
        """
        if self._opinion is None or self._opinion.judge != "model":
            return None
        if offence not in self._chances:
            number = NUMBER[offence[1:]]
            chances = [row[number] for row in self._opinion.sentences[: self.sentence_count()]]
            self._chances[offence] = chances, max(chances, default=0.0)
        return self._chances[offence]

    def plan(self, rule: RuleMeta) -> Plan | None:
        """The plan of a rule whose tree may hold, judged by the candidates alone; None if it can't."""
        for clause in rule.anywhere:
            if self._present.isdisjoint(clause):
                return None
        plan = self._plans.get(rule.code)
        if plan is None:
            plan = self._plans[rule.code] = plan_of(rule)
        self.checks = plan.checks
        return plan

    def places(self, plan: Plan) -> Iterable[int]:
        """The sentences where the tree of a rule of scope `sentence` may hold."""
        if plan.reports_a_check:
            return range(self.sentence_count())
        places = self._of_clause(plan.reported)
        for clause in plan.here:
            places &= self._of_clause(clause)
        return sorted(places)

    def _of_clause(self, keys: frozenset[str]) -> set[int]:
        return set().union(*(self.sentences[key] for key in keys & self._present))

    def present(self, sentence: int | None) -> Set[str]:
        """The signals of phrases that may be in a sentence, or in the whole message."""
        if sentence is None:
            return self._present
        judged = self._judged.get(sentence, _NOTHING)
        if len(self._searches) == 1:
            signals = self._searches[0].signals(sentence)
            return signals | judged if judged else signals
        return judged.union(*(search.signals(sentence) for search in self._searches))

    def holds(self, conditions: Conditions) -> bool:
        """Whether the facts of the message meet conditions of a rule's tree."""
        held = self._held.get(id(conditions))
        if held is None:
            held = self._held[id(conditions)] = holds(conditions, self.facts)
        return held

    def found(self, key: str) -> Sequence[Found]:
        """All places of a signal."""
        numbers = self.sentences.get(key)
        if numbers is None:
            return self._checked(key) if key in self.checks else ()
        return [found for number in sorted(numbers) for found in self.found_in(key, number)]

    def found_in(self, key: str, sentence: int) -> Sequence[Found]:
        """The places of a signal in one sentence."""
        if key in self.checks:
            return [item for item in self._checked(key) if item.sentence == sentence]
        places = self._found.get((key, sentence))
        if places is None:
            places = self._found[key, sentence] = self._phrased(key, sentence)
        return places

    def _phrased(self, key: str, sentence: int) -> Sequence[Found]:
        hits = [hit for search in self._searches for hit in search.hits_in(key, sentence)]
        if not hits:
            return ()
        view, signal = self.analysis.view, key.partition("/")[2]
        spans = sorted({view.raw_span(hit.start, hit.end) for hit in hits}, key=lambda span: (span.start, -span.end))
        return [Found(signal, sentence, span) for span in spans if not self._is_quoted(span)]

    def _is_quoted(self, span: Span) -> bool:
        """Whether a span lies wholly between quotation marks: those are somebody else's words."""
        if self._quoted is None:
            self._quoted = quoted_spans(self.analysis.document.text)
        return any(quote.start <= span.start and span.end <= quote.end for quote in self._quoted)

    def _checked(self, key: str) -> Sequence[Found]:
        places = self._by_check.get(key)
        if places is None:
            check, options = self.checks[key]
            signal, at = key.partition("/")[2], self.analysis.view.sentence_at
            results = load_check(check)(self.analysis, options)
            places = [Found(signal, at(result.span.start), result.span, result) for result in results]
            self._by_check[key] = places
        return places

    def sentence_count(self) -> int:
        """How many sentences the message has."""
        return len(self.analysis.view.sentences)

    def section_of(self, sentence: int) -> str:
        """The section of a sentence."""
        return self.analysis.view.sentences[sentence].section

    def is_question(self, sentence: int) -> bool:
        """Whether a sentence ends with a question mark."""
        return self.analysis.view.sentences[sentence].question

    def words_between(self, first: Span, second: Span) -> int:
        """How many words lie between two spans; 0 when they touch or overlap."""
        left, right = sorted((first, second))
        return len(_WORD.findall(self.analysis.document.text, left.end, max(left.end, right.start)))


def _run(rule: RuleMeta, plan: Plan, evidence: _Evidence, min_confidence: float, ui_lang: str) -> list[Diagnostic]:
    places: list[tuple[Found, list[Found]]] = []  # what to point at, and all that was found with it
    for sentence in (None,) if rule.scope == "message" else evidence.places(plan):
        found = plan.holds(evidence, sentence)
        if found is None:
            continue
        reported = [item for item in found if item.signal in rule.report or item.signal in rule.sees]
        merged = _apart(reported) if rule.limit == 0 else _by_sentence(reported, found)
        places.extend((item, found) for item in merged if item.confidence >= min_confidence)
    if not places:
        return []
    # the surest first, which for phrases and checks is the order of the text
    places.sort(key=lambda place: -place[0].confidence)
    kept = places if rule.limit == 0 else places[: rule.limit]
    rest = sorted((item for item, _ in places[len(kept) :]), key=lambda item: item.span)
    diagnostics = [_diagnostic(rule, item, found, evidence, ui_lang) for item, found in kept]
    if rest:
        related = tuple(Related(item.span, rule.summary[ui_lang]) for item in rest)
        diagnostics[-1] = diagnostics[-1]._replace(related=related)
    return diagnostics


def _by_sentence(reported: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """One item a sentence that holds something to report: from the first to the last of all that was found there."""
    firsts: dict[int, Found] = {}
    # the very words that a phrase or a check points at are better than the whole sentence, which is all a model knows
    for item in sorted(reported, key=lambda item: (item.judged, item.span.start, -item.span.end)):
        firsts.setdefault(item.sentence, item)
    out = []
    for sentence, first in sorted(firsts.items(), key=lambda pair: pair[1].span):
        spans = [item.span for item in found if item.sentence == sentence and item.judged == first.judged]
        out.append(first._replace(span=Span(min(span.start for span in spans), max(span.end for span in spans))))
    return out


def _apart(items: Iterable[Found]) -> list[Found]:
    """The items in order, those that overlap an earlier one left out, and the judge's that hold the words of others."""
    out: list[Found] = []
    for item in sorted(items, key=lambda found: (found.judged, found.span.start, -found.span.end)):
        if not item.judged and out:
            if item.span.start >= out[-1].span.end:
                out.append(item)
        elif not any(item.span.overlaps(other.span) for other in out):
            out.append(item)
    return sorted(out, key=lambda found: found.span)


def _diagnostic(rule: RuleMeta, item: Found, found: list[Found], evidence: _Evidence, ui_lang: str) -> Diagnostic:
    text = evidence.analysis.document.text
    slots = {other.signal: quoted(other.span.of(text)) for other in reversed(found)}
    slots["quote"] = quoted(item.span.of(text))
    detail = item.detail
    severity = rule.severity
    if detail is not None:
        slots.update(detail.slots)
        if detail.severity is not None:
            severity = min(detail.severity, rule.severity)
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=fill(rule.message[ui_lang], slots),
        span=item.span,
        judge=_judge(item, evidence),
        confidence=item.confidence,
        advice=rule.advice[ui_lang],
        fix=detail.fix if detail is not None else None,
        slots=slots,
    )


def _judge(item: Found, evidence: _Evidence) -> str:
    if item.judged:
        return evidence.judge
    return "phrases" if item.detail is None else "check"


def quoted(text: str) -> str:
    """A text fit for a one-line message: blanks joined, the middle of a long one left out."""
    text = " ".join(text.split())
    if len(text) <= MAX_QUOTE:
        return text
    half = MAX_QUOTE // 2 - 1
    # whole words on both sides, unless a word is longer than that
    left, right = text[:half].rpartition(" ")[0] or text[:half], text[-half:].partition(" ")[2] or text[-half:]
    return f"{left.rstrip()} … {right.lstrip()}"


_HOLE = re.compile(r"\{([a-z_-]+)\}")


def fill(template: str, slots: dict[str, str]) -> str:
    """A message with its `{holes}` filled; a hole nothing was found for becomes an ellipsis."""
    return _HOLE.sub(lambda match: slots.get(match.group(1), "…"), template)


Check = Callable[[Analysis, dict[str, Any]], Iterable[Any]]
