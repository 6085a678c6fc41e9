"""A finding with its source line, carets, message, advice and related places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outreachlint.report.concise import where
from outreachlint.report.snippet import Shown, snippet
from outreachlint.report.style import Style, one_line
from outreachlint.report.words import WORDS
from outreachlint.runner import Finding, Report


def lines(report: Report, style: Style, ui_lang: str = "en") -> Iterator[str]:
    """The lines of the report, without their line ends; a blank one after each finding."""
    words = WORDS[ui_lang]
    for finding in report.findings:
        yield _header(finding, style, words)
        yield from _body(finding, style, words)
        yield ""


def _header(finding: Finding, style: Style, words: Mapping[str, str]) -> str:
    found = finding.diagnostic
    level = style(found.severity.label, f"[{words[found.severity.label]}]")
    code = style(found.severity.label, found.code)
    return f"{style('bold', where(finding))}: {code} {found.name} {level} {one_line(found.message)}"


def _body(finding: Finding, style: Style, words: Mapping[str, str]) -> Iterator[str]:
    found, document = finding.diagnostic, finding.document
    shown = snippet(document.source, finding.start, finding.end)
    gutter = max(len(str(line.number)) for line in shown) + 1
    yield from _source(shown, gutter, found.severity.label, style)
    if document.message_id:  # a file of many messages: the line alone tells nobody which
        field = document.field_at(found.span.start)[0].name
        text = f"{document.message_id}, {words['field']} {field}"
        yield _note(gutter, style("dim", words["message"]), text, style)
    if found.judge in ("model", "reader"):
        text = words[found.judge].replace("{confidence}", f"{found.confidence:.2f}")
        yield _note(gutter, style("dim", words["judge"]), text, style)
    if found.advice:
        yield _note(gutter, style("advice", words["advice"]), found.advice, style)
    if found.fix is not None:
        yield _note(gutter, style("advice", words["fix"]), found.fix.title, style)
    for related in found.related:
        line, column = document.position(related.span.start)
        quote = one_line(related.span.of(document.text))
        text = f"{line}:{column}: {related.note or words['also-here']}: {_shortened(quote)}"
        yield _note(gutter, style("dim", words["related"]), text, style)


def _source(shown: list[Shown], gutter: int, kind: str, style: Style) -> Iterator[str]:
    bar = style("dim", f"{'':{gutter}} |")
    yield bar
    for line in shown:
        number = style("dim", f"{line.number:>{gutter}} |")
        yield f"{number} {line.text}".rstrip()
        yield f"{bar} {line.carets[: _indent(line)]}{style(kind, line.carets[_indent(line) :])}"


def _indent(line: Shown) -> int:
    return len(line.carets) - len(line.carets.lstrip())


def _note(gutter: int, label: str, text: str, style: Style) -> str:
    return f"{'':{gutter}} {style('dim', '=')} {label}: {one_line(text)}"


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
