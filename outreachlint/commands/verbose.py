"""What `--verbose` tells: which configuration, which facts, which rules did not run and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreachlint import __version__
from outreachlint.analysis import Analysis
from outreachlint.commands.session import Selection
from outreachlint.config.settings import Config
from outreachlint.document import Document, Step
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.kernel import facts_of, inapplicable, quoted
from outreachlint.report.style import one_line
from outreachlint.rules.pack import RuleMeta
from outreachlint.rules.tree import FLOOR
from outreachlint.runner import Report
from outreachlint.text.source import Span

MOST = 3
"""How many sentences of a message are named for an offence."""


def details(config: Config, selection: Selection, report: Report, ui_lang: tuple[str, str]) -> Iterator[str]:
    """The lines for standard error."""
    yield f"outreachlint {__version__}"
    yield f"configuration: {config.path or 'none'}"
    yield f"language of the messages: {ui_lang[0]} ({ui_lang[1]})"
    selected = {rule.code for rule in selection.base.rules}
    for rule in sorted(selection.pack.rules, key=lambda rule: rule.code):
        if rule.code not in selected:
            why = "preview, not selected by name" if rule.status == "preview" else "not selected"
            yield f"skipped everywhere: {rule.code} {rule.name}: {why}"
    asked = {rule.code: [offence[1:] for offence in rule.judge] for rule in selection.pack.rules}
    offences: dict[int, set[str]] = {}
    for finding in report.findings:
        offences.setdefault(finding.number, set()).update(asked[finding.diagnostic.code])
    for number, (document, judged) in enumerate(zip(report.documents, report.judged, strict=True), 1):
        yield from _message(document, selection)
        found = offences.get(number, set())
        yield from _weighed(judged, [offence for offence in OFFENCES if offence in found])


def _message(document: Document, selection: Selection) -> Iterator[str]:
    path = document.source.path
    line = document.position(0).line
    known = ", ".join(part for part in (document.message_id, document.fields[0].address) if part)
    name = f" ({known})" if known else ""
    yield one_line(f"{path}:{line}{name}: lang {document.lang} ({document.lang_origin})")
    facts = zip(document.context._fields, document.context, strict=True)
    for fact, (value, origin) in facts:
        if origin != "default" or value:
            yield "  " + one_line(f"{fact}: {_shown(value)} ({origin})")
    if document.step is not None:
        yield "  " + one_line(_step(document.step))
    running = {rule.code for rule in selection.rules_for(path).rules}
    for rule in selection.base.rules:
        if rule.code not in running:
            yield f"  skipped: {rule.code} {rule.name}: ignored in this file by {selection.config.path}"
    for rule in selection.rules_for(path).rules:
        why = inapplicable(rule, document)
        if why is None or (rule.scope == "sequence" and document.step is None):
            continue  # what is about campaigns is no news where there is none
        yield "  " + one_line(f"skipped: {rule.code} {rule.name}: {_reason(rule, why, document)}")


def _weighed(judged: Sequence[tuple[Document, Opinion | None]], offences: Sequence[str]) -> Iterator[str]:
    """For each offence that was found, the sentences that weighed most with the judge in the texts of a message."""
    if not offences:
        return
    texts = [(text, opinion, Analysis(text).view.sentences) for text, opinion in judged if opinion is not None]
    for offence in offences:
        chances: dict[tuple[str, str], float] = {}  # by judge and place: texts of a template share sentences
        for text, opinion, sentences in texts:
            for number, chance in opinion.weighed_most(offence, MOST):
                if chance >= FLOOR and number < len(sentences):
                    key = opinion.judge, _place(text, sentences[number].span)
                    chances[key] = max(chance, chances.get(key, 0.0))
        for (judge, place), chance in sorted(chances.items(), key=lambda pair: -pair[1])[:MOST]:
            yield "  " + one_line(f"{judge}: {offence} {chance:.2f} at {place}")


def _place(document: Document, span: Span) -> str:
    line, column = document.position(span.start)
    return f'{line}:{column}: "{quoted(span.of(document.text))}"'


def _step(step: Step) -> str:
    after = f", days since the one before: {step.delay:g}" if step.delay else ""
    return f"step: {step.number}{step.variant or ''} of {step.campaign}{after}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(value) or "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reason(rule: RuleMeta, fact: str, document: Document) -> str:
    if fact == "lang":
        return f"speaks {', '.join(rule.languages)}, not {document.lang}"
    if fact == "step":
        return f"step is {facts_of(document)['step'] or 'none'}"
    value, origin = getattr(document.context, fact)
    known = "not known" if value is None else _shown(value)
    return f"{fact} is {known} ({origin})"
