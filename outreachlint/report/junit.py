"""JUnit's XML, for services that show tests: a suite a file, a test case a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding
from outreachlint.records import NamedTuple
from outreachlint.report.concise import where
from outreachlint.report.escapes import attributes, xml
from outreachlint.report.request import Request, relative
from outreachlint.report.style import one_line
from outreachlint.runner import STDIN, Report


class _Case(NamedTuple):
    """A test case: its name, the findings that fail it, those that don't, and what could not be read."""

    name: str
    failures: Sequence[Finding] = ()
    others: Sequence[Finding] = ()
    error: OutreachlintError | None = None


def lines(report: Report, request: Request) -> Iterator[str]:
    """The document in ASCII, each finding in it a line as `concise` writes it.

    Findings that reach the threshold fail the test case of their message, others are its output; a file without
    findings has one test case that passes.
    """
    suites = _suites(report, request)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f"<testsuites{_counts('outreachlint', [case for cases in suites.values() for case in cases])}>"
    for path, cases in suites.items():
        name = relative(path, request.root)
        yield f"  <testsuite{_counts(name, cases)}>"
        for case in cases:
            yield from _test_case(case, name)
        yield "  </testsuite>"
    yield "</testsuites>"


def _suites(report: Report, request: Request) -> dict[str, list[_Case]]:
    messages: dict[str, dict[int, list[Finding]]] = {}
    for path in report.files:
        messages[request.stdin_name if path == STDIN else path] = {}
    for finding in report.findings:
        messages.setdefault(finding.path, {}).setdefault(finding.number, []).append(finding)
    suites = {path: [_case(found, path, len(own), request) for found in own.values()] for path, own in messages.items()}
    for error in report.errors:
        path = error.place.path if error.place is not None and error.place.path else "outreachlint"
        suites.setdefault(path, []).append(_Case(path if error.place is None else str(error.place), error=error))
    return {path: cases or [_Case(relative(path, request.root))] for path, cases in suites.items()}


def _case(findings: Sequence[Finding], path: str, of: int, request: Request) -> _Case:
    """The test case of one message out of `of` with findings in a file."""
    level = request.threshold
    failures = [one for one in findings if level is not None and one.diagnostic.severity >= level]
    others = [one for one in findings if level is None or one.diagnostic.severity < level]
    first = findings[0]
    here = relative(path, request.root)
    name = first.message_id or (here if of == 1 else f"{here}:{first.address or first.start.line}")
    return _Case(name, failures, others)


def _test_case(case: _Case, suite: str) -> Iterator[str]:
    head = attributes(name=one_line(case.name), classname=suite, time="0")
    if not (case.failures or case.others or case.error):
        yield f"    <testcase{head}/>"
        return
    yield f"    <testcase{head}>"
    if case.error is not None:
        head = attributes(message=one_line(case.error.message), type="error")
        yield f"      <error{head}>{xml(one_line(str(case.error)))}</error>"
    if case.failures:
        worst = max(case.failures, key=lambda finding: finding.diagnostic.severity).diagnostic
        more = f" (and {len(case.failures) - 1} more)" if len(case.failures) > 1 else ""
        text = one_line(f"{worst.code} {worst.name}: {worst.message}{more}")
        yield from _element("failure", attributes(message=text, type=worst.severity.label), case.failures)
    if case.others:
        yield from _element("system-out", "", case.others)
    yield "    </testcase>"


def _element(name: str, head: str, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"      <{name}{head}>"
    for finding in findings:
        found = finding.diagnostic
        yield xml(f"{where(finding)}: {found.code} {found.name} [{found.severity.label}] {one_line(found.message)}")
    yield f"      </{name}>"


def _counts(name: str, cases: Sequence[_Case]) -> str:
    return attributes(
        name=one_line(name),
        tests=len(cases),
        failures=sum(1 for case in cases if case.failures),
        errors=sum(1 for case in cases if case.error is not None),
        skipped=0,
        time="0",
    )
