"""A finding with its source line, carets, message, advice and related places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outreachlint.findings import Finding, RelatedPlace, Suppressed
from outreachlint.report.concise import where
from outreachlint.report.snippet import Shown, snippet
from outreachlint.report.style import Style, one_line, visible
from outreachlint.report.suppressed import request, with_suppressed
from outreachlint.report.words import WORDS
from outreachlint.runner import Report

_FIXES = {"safe": "fix", "unsafe": "unsafe-fix", "display": "hand-fix"}


def lines(report: Report, style: Style, ui_lang: str = "en") -> Iterator[str]:
    """The lines of the report, without their line ends; a blank one after each finding."""
    words = WORDS[ui_lang]
    for finding, suppressed in with_suppressed(report):
        yield _header(finding, suppressed, style, words)
        yield from _body(finding, suppressed, style, words)
        yield ""


def _header(finding: Finding, suppressed: Suppressed | None, style: Style, words: Mapping[str, str]) -> str:
    found = finding.diagnostic
    mark = "" if suppressed is None else f", {words['suppressed']}"
    level = style(found.severity.label, f"[{words[found.severity.label]}{mark}]")
    code = style(found.severity.label, found.code)
    return f"{style('bold', where(finding))}: {code} {found.name} {level} {one_line(found.message)}"


def _body(finding: Finding, suppressed: Suppressed | None, style: Style, words: Mapping[str, str]) -> Iterator[str]:
    found = finding.diagnostic
    shown = snippet(finding.lines, finding.start, finding.end)
    gutter = max(len(str(line.number)) for line in shown) + 1
    yield from _source(shown, gutter, found.severity.label, style)
    name = ", ".join(part for part in (finding.message_id, finding.address) if part)
    if name:  # a file of many messages: the line alone tells nobody which
        yield _note(gutter, style("dim", words["message"]), f"{name}, {words['field']} {finding.field}", style)
    if found.judge in ("model", "reader"):
        text = words[found.judge].replace("{confidence}", f"{found.confidence:.2f}")
        yield _note(gutter, style("dim", words["judge"]), text, style)
    if found.advice:
        yield _note(gutter, style("advice", words["advice"]), found.advice, style)
    if finding.fix is not None:
        label = words[_FIXES[finding.fix.applicability]]
        yield _note(gutter, style("advice", label), finding.fix.title, style)
    if suppressed is not None:
        yield _note(gutter, style("dim", words["suppressed"]), request(suppressed), style)
    for related in finding.related:
        text = (
            f"{_place(related, finding)}: {related.note or words['also-here']}: {_shortened(one_line(related.quote))}"
        )
        yield _note(gutter, style("dim", words["related"]), text, style)


def _place(related: RelatedPlace, finding: Finding) -> str:
    """`line:col`, with the file or the address before it where those are others than the finding's."""
    place = f"{related.start.line}:{related.start.column}"
    if related.address and related.address != finding.address:
        place = f"[{related.address}]:{place}"
    return f"{visible(related.path)}:{place}" if related.path != finding.path else place


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
