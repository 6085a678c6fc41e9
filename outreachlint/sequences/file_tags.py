"""Merge tags of different tools in the messages of one file: a copied template, or a tool that was changed half-way."""

from __future__ import annotations

from outreachlint.analysis import Analysis
from outreachlint.checks import TAG_MARKS
from outreachlint.checks.mixed_dialects import first_tag
from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Diagnostic, Related, Severity
from outreachlint.document import Document
from outreachlint.kernel import inapplicable, run_rule
from outreachlint.rules.pack import RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.sequences.evidence import GivenEvidence
from outreachlint.text.source import Span
from outreachlint.text.template.dialects import HUMAN
from outreachlint.text.template.mixing import Uses, excluded, tools, uses

CHECK = "mixed-dialects"


class FileTags:
    """Sees the messages of a run in their order and says where one has tags that an earlier one of its file excludes.

    Messages of one channel are compared, since one tool sends them; not those that say what they are written in
    (`template`), and no blanks in brackets, which people fill in. One finding a file and channel is enough.
    """

    def __init__(self, ui_lang: str = "en") -> None:
        self.ui_lang = ui_lang
        self._path = ""
        self._seen: dict[str, tuple[Uses, Document, Span] | None] = {}

    def see(self, analysis: Analysis, rules: RuleSet) -> list[Diagnostic]:
        """What the rules with the check `mixed-dialects` say of a message beside those before it in its file."""
        document = analysis.document
        if document.source.path != self._path:
            self._path = document.source.path
            self._seen.clear()
        if analysis.declared is not None or not any(mark in document.text for mark in TAG_MARKS):
            return []
        asked = uses(analysis.template)
        asked = asked._replace(forms=asked.forms - set(HUMAN))
        place = first_tag(analysis.template, HUMAN)
        if place is None or not tools(asked):
            return []
        channel = document.context.channel.value
        if channel not in self._seen:
            self._seen[channel] = asked, document, place
            return []
        before = self._seen[channel]
        if before is None:
            return []
        if not excluded(before[0], asked):
            self._seen[channel] = before[0].joined(asked), *before[1:]
            return []
        self._seen[channel] = None
        _, other, span = before
        shown = {"other": span.of(other.text), "right": ""}
        signal = Signal(place, shown, severity=Severity.WARNING, related=(Related(span, "", other),))
        return [one for rule in _rules(rules, document) for one in self._said(rule, analysis, rules, signal)]

    def _said(self, rule: RuleMeta, analysis: Analysis, rules: RuleSet, signal: Signal) -> list[Diagnostic]:
        evidence = GivenEvidence(analysis, rules, (CHECK,), signal)
        plan = evidence.plan(rule)
        return run_rule(rule, plan, evidence, 0.0, self.ui_lang) if plan is not None else []


def _rules(rules: RuleSet, document: Document) -> list[RuleMeta]:
    return [
        rule
        for rule in rules.rules
        if any(check == CHECK for check, _ in rule.checks.values()) and inapplicable(rule, document) is None
    ]
