"""From a Document to its Diagnostics: pure, no file, clock, network or environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from outreachlint.analysis import Analysis
from outreachlint.checks import load_check
from outreachlint.diagnostics import Diagnostic, Related
from outreachlint.document import LANGUAGES, UNKNOWN, Document
from outreachlint.phrases.match import PhraseIndex
from outreachlint.rules.conditions import failing
from outreachlint.rules.pack import RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.rules.tree import Found, evaluate
from outreachlint.text.source import Span

_WORD = re.compile(r"\w+")
MAX_QUOTE = 60
"""The longest quote inside a message line, in code points; longer ones are cut in the middle."""


def lint(document: Document, rules: RuleSet, *, ui_lang: str = "en") -> list[Diagnostic]:
    """The Diagnostics of one message in the order of the text, suppressions applied.

    `rules` come from `rules.select.select`; `ui_lang` is the language of the messages (`en` or `it`).
    """
    from outreachlint.suppress import apply

    return apply(document, findings(document, rules, ui_lang=ui_lang), rules, ui_lang=ui_lang)


def findings(document: Document, rules: RuleSet, *, ui_lang: str = "en") -> list[Diagnostic]:
    """The Diagnostics of one message before suppressions."""
    evidence = _Evidence(Analysis(document), rules)
    out: list[Diagnostic] = []
    for rule in rules.rules:
        if inapplicable(rule, document, evidence.facts) is None and evidence.possible(rule):
            out.extend(_run(rule, evidence, ui_lang))
    out.sort(key=lambda diagnostic: (diagnostic.span, diagnostic.code))
    return out


def inapplicable(rule: RuleMeta, document: Document, facts: dict[str, Any] | None = None) -> str | None:
    """Why a rule does not run on a message (the name of a fact, or `lang`), None when it does."""
    if rule.languages and document.lang != UNKNOWN and document.lang not in rule.languages:
        return "lang"
    return failing(rule.applies, document.context.values() if facts is None else facts)


class _Evidence:
    """The signals of one message, each looked for when it is first asked for."""

    def __init__(self, analysis: Analysis, rules: RuleSet) -> None:
        self.analysis = analysis
        self.facts = analysis.document.context.values()
        lang = analysis.document.lang
        langs = LANGUAGES if lang == UNKNOWN else (lang,)
        self._indexes: list[PhraseIndex] = [index for lang in langs for index in rules.pack.phrases(lang)]
        self._candidates = [index.candidates(analysis.view) for index in self._indexes]
        self._found: dict[str, Sequence[Found]] = {}
        self._rule: RuleMeta | None = None

    def possible(self, rule: RuleMeta) -> bool:
        """Whether any signal that the rule could report may be there; then it is worth evaluating."""
        self._rule = rule
        return any(name in rule.checks or self._has_candidates(f"{rule.code}/{name}") for name in rule.report)

    def _has_candidates(self, key: str) -> bool:
        return any(key in candidates for candidates in self._candidates)

    def found(self, signal: str) -> Sequence[Found]:
        """All places of a signal of the rule at hand."""
        assert self._rule is not None
        key = f"{self._rule.code}/{signal}"
        places = self._found.get(key)
        if places is None:
            check = self._rule.checks.get(signal)
            places = self._checked(signal, *check) if check else self._phrased(signal, key)
            self._found[key] = places
        return places

    def _phrased(self, signal: str, key: str) -> list[Found]:
        view = self.analysis.view
        out = []
        for index, candidates in zip(self._indexes, self._candidates, strict=True):
            if key in candidates:
                for hit in index.verify(view, candidates[key]):
                    out.append(Found(signal, hit.sentence, view.raw_span(hit.start, hit.end)))
        out.sort(key=lambda found: (found.span.start, -found.span.end))
        return out

    def _checked(self, signal: str, check: str, options: dict[str, Any]) -> list[Found]:
        view = self.analysis.view
        results = load_check(check)(self.analysis, options)
        return [Found(signal, view.sentence_at(result.span.start), result.span, result) for result in results]

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


def _run(rule: RuleMeta, evidence: _Evidence, ui_lang: str) -> list[Diagnostic]:
    places: list[tuple[Found, list[Found]]] = []
    for sentence in _sentences(rule, evidence):
        found = evaluate(rule.match, evidence, sentence)
        if found is None:
            continue
        reported = _apart(item for item in found if item.signal in rule.report)
        places.extend((item, found) for item in reported)
        if rule.limit == 1 and places and rule.scope == "sentence" and len(places) > 4:
            break
    if not places:
        return []
    kept = places if rule.limit == 0 else places[: rule.limit]
    rest = [item for item, _ in places[len(kept) :]]
    diagnostics = [_diagnostic(rule, item, found, evidence, ui_lang) for item, found in kept]
    if rest:
        related = tuple(Related(item.span, rule.summary[ui_lang]) for item in rest)
        diagnostics[-1] = diagnostics[-1]._replace(related=related)
    return diagnostics


def _sentences(rule: RuleMeta, evidence: _Evidence) -> Iterable[int | None]:
    if rule.scope == "message":
        return (None,)
    if any(name in rule.checks for name in rule.report):
        return range(evidence.sentence_count())
    # only where something to report may stand; 'near' with sentences finds its own way from the first signal
    return sorted({found.sentence for name in rule.report for found in evidence.found(name)})


def _apart(items: Iterable[Found]) -> list[Found]:
    """The items in order, those that overlap an earlier one left out."""
    out: list[Found] = []
    for item in sorted(items, key=lambda found: (found.span.start, -found.span.end)):
        if not out or item.span.start >= out[-1].span.end:
            out.append(item)
    return out


def _diagnostic(rule: RuleMeta, item: Found, found: list[Found], evidence: _Evidence, ui_lang: str) -> Diagnostic:
    text = evidence.analysis.document.text
    slots = {other.signal: quoted(other.span.of(text)) for other in reversed(found)}
    slots[item.signal] = quoted(item.span.of(text))
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
        judge="check" if detail is not None else "phrases",
        advice=rule.advice[ui_lang],
        fix=detail.fix if detail is not None else None,
        slots=slots,
    )


def quoted(text: str) -> str:
    """A text fit for a one-line message: blanks joined, the middle of a long one left out."""
    text = " ".join(text.split())
    if len(text) <= MAX_QUOTE:
        return text
    half = MAX_QUOTE // 2 - 1
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


_HOLE = re.compile(r"\{([a-z_-]+)\}")


def fill(template: str, slots: dict[str, str]) -> str:
    """A message with its `{holes}` filled; a hole nothing was found for becomes an ellipsis."""
    return _HOLE.sub(lambda match: slots.get(match.group(1), "…"), template)


Check = Callable[[Analysis, dict[str, Any]], Iterable[Any]]
