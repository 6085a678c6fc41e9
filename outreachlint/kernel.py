"""From a Document to its Diagnostics: pure, no file, clock, network or environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from outreachlint.analysis import Analysis, analyses_of
from outreachlint.checks import TAG_CHECKS, TAG_MARKS, load_check
from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Diagnostic, Fix, Related
from outreachlint.document import LANGUAGES, UNKNOWN, Document
from outreachlint.judge.opinion import NUMBER, OFFENCES, Opinion
from outreachlint.records import NamedTuple
from outreachlint.rules.conditions import Conditions, failing, holds
from outreachlint.rules.pack import RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.rules.tree import FLOOR, JUDGED, Evaluator, Found, compiled
from outreachlint.text.quotes import quoted_spans
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.suppress import Applied

_WORD = re.compile(r"\w+")
_DELIMITER = re.compile(r"^-- ?\r?$", re.MULTILINE)
_NOTHING: frozenset[str] = frozenset()
MAX_CONTEXTS = 10_000
"""How many different contexts keep the list of their rules."""
OF_MANY = frozenset({"sequence", "run"})
"""The scopes of rules about several messages (`outreachlint.sequences` runs them)."""
MAX_QUOTE = 60
"""The longest quote inside a message line, in code points; longer ones are cut in the middle."""


def lint(
    document: Document,
    rules: RuleSet,
    *,
    analysis: Analysis | None = None,
    opinion: Opinion | None = None,
    analyses: Sequence[Analysis] = (),
    opinions: Sequence[Opinion | None] = (),
    extra: Sequence[Diagnostic] = (),
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> list[Diagnostic]:
    """The Diagnostics of one message in the order of the text, suppressions applied: what `linted` keeps."""
    return linted(
        document,
        rules,
        analysis=analysis,
        opinion=opinion,
        analyses=analyses,
        opinions=opinions,
        extra=extra,
        min_confidence=min_confidence,
        ui_lang=ui_lang,
    ).kept


def linted(
    document: Document,
    rules: RuleSet,
    *,
    analysis: Analysis | None = None,
    opinion: Opinion | None = None,
    analyses: Sequence[Analysis] = (),
    opinions: Sequence[Opinion | None] = (),
    extra: Sequence[Diagnostic] = (),
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> Applied:
    """The Diagnostics of one message, those that its suppressions silence apart.

    `rules` come from `rules.select.select`; `analyses` are the message's (`analysis.analyses_of`), `opinions` a judge's
    on each of them (`judge.panel`), without which rules go by phrases and checks alone; places that the judge is less
    sure of than `min_confidence` are left out; `ui_lang` is the language of the messages (`en` or `it`). `extra` are
    Diagnostics of rules about several messages (`outreachlint.sequences`), which suppressions silence too. `analysis`
    and `opinion` stand for one of each: the message is then read as that Analysis has it. Raises InputError for a
    template that can't be read.
    """
    from outreachlint.suppress import apply

    read = _read(document, analysis, analyses)
    thoughts = list(opinions) or [opinion] * (len(read) == 1)
    found = findings(document, rules, analyses=read, opinions=thoughts, min_confidence=min_confidence, ui_lang=ui_lang)
    if extra:
        found = sorted([*found, *extra], key=lambda diagnostic: (diagnostic.span, diagnostic.code))
    heard = bool(thoughts) and None not in thoughts and not min_confidence
    return apply(document, found, rules, heard=heard, ui_lang=ui_lang)


def findings(
    document: Document,
    rules: RuleSet,
    *,
    analysis: Analysis | None = None,
    opinion: Opinion | None = None,
    analyses: Sequence[Analysis] = (),
    opinions: Sequence[Opinion | None] = (),
    min_confidence: float = 0.0,
    ui_lang: str = "en",
) -> list[Diagnostic]:
    """The Diagnostics of one message before suppressions; rules about several messages are not asked.

    Of a template the other rules read every variant, those of scope `template` the text as it is written.
    """
    read = _read(document, analysis, analyses)
    thoughts = list(opinions) or [opinion] * (len(read) == 1) or [None] * len(read)
    first = Evidence(read[0], rules, thoughts[0])
    runs = _applicable(rules, document, first.facts)
    out = _run_all(runs.variants, first, min_confidence, ui_lang)
    as_written = runs.written
    if runs.tags and any(mark in document.text for mark in TAG_MARKS):
        as_written = [*as_written, *runs.tags]
    if read[0].written is read[0]:
        out += _run_all(as_written, first, min_confidence, ui_lang)
    else:
        from outreachlint.branches import Branches

        branches = Branches()
        branches.add(read[0], out)
        for each, thought in zip(read[1:], thoughts[1:]):
            branches.add(each, _run_all(runs.variants, Evidence(each, rules, thought), min_confidence, ui_lang))
        out = branches.found
        if as_written:
            out += _run_all(as_written, Evidence(read[0].written, rules), min_confidence, ui_lang)
    out.sort(key=lambda diagnostic: (diagnostic.span, diagnostic.code))
    return out


def _read(document: Document, analysis: Analysis | None, analyses: Sequence[Analysis]) -> Sequence[Analysis]:
    return analyses or ((analysis,) if analysis is not None else analyses_of(document))


def _run_all(rules: Iterable[RuleMeta], evidence: Evidence, min_confidence: float, ui_lang: str) -> list[Diagnostic]:
    out: list[Diagnostic] = []
    for rule in rules:
        plan = evidence.plan(rule)
        if plan is not None:
            out.extend(run_rule(rule, plan, evidence, min_confidence, ui_lang))
    return out


def inapplicable(rule: RuleMeta, document: Document, facts: dict[str, Any] | None = None) -> str | None:
    """Why a rule does not run on a message (the name of a fact, or `lang`), None when it does."""
    if rule.languages and document.lang != UNKNOWN and document.lang not in rule.languages:
        return "lang"
    return failing(rule.applies, facts_of(document) if facts is None else facts)


def facts_of(document: Document) -> dict[str, Any]:
    """What conditions are about: the values of the Context, and the `step` of a campaign (`first`, `later`, None)."""
    facts = document.context.values()
    step = document.step
    facts["step"] = None if step is None else "first" if step.number == 1 else "later"
    return facts


class Applicable(NamedTuple):
    """The rules that run on a message: on each variant, on the text as written, and on that only where it has tags."""

    variants: list[RuleMeta]
    written: list[RuleMeta]
    tags: list[RuleMeta]


def _applicable(rules: RuleSet, document: Document, facts: dict[str, Any]) -> Applicable:
    """The rules that run on a message; most messages of a run share their facts, so the answer is kept."""
    key = (document.lang, *(frozenset(value) if name == "consent" else value for name, value in facts.items()))
    kept: Applicable | None = rules.applicable.get(key)
    if kept is None:
        kept = Applicable([], [], [])
        for rule in rules.rules:
            if rule.scope not in OF_MANY and inapplicable(rule, document, facts) is None:
                _group_of(rule, kept).append(rule)
        if len(rules.applicable) < MAX_CONTEXTS:
            rules.applicable[key] = kept
    return kept


def _group_of(rule: RuleMeta, groups: Applicable) -> list[RuleMeta]:
    if rule.scope != "template":
        return groups.variants
    checks = {check for check, _ in rule.checks.values()}
    return groups.tags if checks and checks <= TAG_CHECKS and not rule.languages else groups.written


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


class Evidence:
    """The signals of one message, each looked for when it is first asked for."""

    def __init__(self, analysis: Analysis, rules: RuleSet, opinion: Opinion | None = None) -> None:
        self.analysis = analysis
        self.lang = analysis.document.lang
        self._opinion = opinion
        self._judged: dict[int, frozenset[str]] = {}
        self._chances: dict[str, tuple[list[float], float]] = {}
        self.facts = facts_of(analysis.document)
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
        self._fixes: dict[str, Sequence[Signal]] = {}
        self._quoted: list[Span] | None = None
        self._signature: int | None = None
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
            results = self._run_check(check, options)
            places = [Found(signal, at(each.span.start), each.span, each, each.confidence) for each in results]
            self._by_check[key] = places
        return places

    def fixed(self, rule: RuleMeta, span: Span) -> Signal | None:
        """What the check under a rule's `fix` finds in a place."""
        if rule.fix is None or rule.fix[1] is None:
            return None
        _, check, options = rule.fix
        if rule.code not in self._fixes:
            self._fixes[rule.code] = [each for each in load_check(check)(self.analysis, options) if each.fix]
        return next((each for each in self._fixes[rule.code] if each.span.overlaps(span)), None)

    def _run_check(self, check: str, options: Mapping[str, Any]) -> Iterable[Signal]:
        return load_check(check)(self.analysis, options)

    def steps(self, where: str) -> Sequence[tuple[Document | None, Evidence]]:
        """The messages of a campaign in a place (`tree.STEP_PLACES`); a single message has none."""
        return ()

    def is_signature(self, item: Found) -> bool:
        """Whether words stand below the line `-- ` of an e-mail: they tell who writes, not what is written."""
        if item.detail is not None or self.facts["channel"] != "email":
            return False
        if self._signature is None:
            match = _DELIMITER.search(self.analysis.document.text)
            self._signature = match.start() if match else len(self.analysis.document.text)
        return item.span.start > self._signature

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


def run_rule(rule: RuleMeta, plan: Plan, evidence: Evidence, min_confidence: float, ui_lang: str) -> list[Diagnostic]:
    """What a rule says of the message of the evidence."""
    places: list[tuple[Found, list[Found]]] = []  # what to point at, and all that was found with it
    for sentence in evidence.places(plan) if rule.scope == "sentence" else (None,):
        found = plan.holds(evidence, sentence)
        if found is None:
            continue
        here = [item for item in found if item.document is None and not evidence.is_signature(item)]
        reported = [item for item in here if item.signal in rule.report or item.signal in rule.sees]
        merged = _apart(reported) if rule.limit == 0 else _by_sentence(reported, here)
        places.extend((item, found) for item in merged if item.confidence >= min_confidence)
    if not places:
        return []
    # the surest first, which for phrases and checks is the order of the text
    places.sort(key=lambda place: -place[0].confidence)
    kept = places if rule.limit == 0 else places[: rule.limit]
    rest = sorted((item for item, _ in places[len(kept) :]), key=lambda item: item.span)
    beside: dict[int, _Beside] = {}  # many places of a message share all that was found with them
    diagnostics = []
    for item, found in kept:
        if id(found) not in beside:
            beside[id(found)] = _beside(found, evidence.analysis.document)
        diagnostics.append(_diagnostic(rule, item, beside[id(found)], evidence, ui_lang))
    if rest:
        related = tuple(Related(item.span, rule.summary[ui_lang]) for item in rest)
        diagnostics[-1] = diagnostics[-1]._replace(related=diagnostics[-1].related + related)
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


class _Beside(NamedTuple):
    """What all that was found with a place gives to its Diagnostic."""

    slots: dict[str, str]
    related: tuple[Related, ...]


def _beside(found: Sequence[Found], document: Document) -> _Beside:
    firsts: dict[str, Found] = {}
    for item in found:
        firsts.setdefault(item.signal, item)
    slots = {signal: quoted(item.span.of((item.document or document).text)) for signal, item in firsts.items()}
    elsewhere = (item for item in found if item.document is not None)
    return _Beside(slots, tuple(Related(item.span, "", item.document) for item in elsewhere))


def _diagnostic(rule: RuleMeta, item: Found, beside: _Beside, evidence: Evidence, ui_lang: str) -> Diagnostic:
    document = evidence.analysis.document
    slots = {**beside.slots, "quote": quoted(item.span.of(document.text))}
    detail = item.detail
    severity = rule.severity
    related = beside.related
    if detail is not None:
        slots.update(detail.slots)
        related += detail.related
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
        related=related,
        fix=_fix(rule, item, evidence, slots, ui_lang),
        slots=slots,
    )


def _fix(rule: RuleMeta, item: Found, evidence: Evidence, slots: dict[str, str], ui_lang: str) -> Fix | None:
    """The fix of a finding, with the rule's title where the check gives none of its own; None without a title."""
    own = item.detail if item.detail is not None and item.detail.fix is not None else evidence.fixed(rule, item.span)
    fix: Fix | None = own.fix if own is not None else None
    if own is None or fix is None or not fix.edits:
        return None
    title = fix.title
    if not title and rule.fix is not None:
        title = fill(rule.fix[0][ui_lang], {**slots, **own.slots})
    return fix._replace(title=title) if title else None


def _judge(item: Found, evidence: Evidence) -> str:
    if item.judged:
        return evidence.judge
    return "phrases" if item.detail is None else str(item.detail.judge)


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
