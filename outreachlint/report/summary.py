"""The closing lines: what ran, what was found, what was not looked at, what the exit code will be."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.diagnostics import Severity
from outreachlint.runner import Report

_LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def lines(report: Report, threshold: Severity | None, *, exit_zero: bool = False) -> Iterator[str]:
    """The closing lines, without their line ends."""
    ran = f"Checked {counted(report.messages, 'message')} in {counted(len(report.files), 'file')}"
    yield f"{ran} with {counted(len(report.rules), 'rule')}: {_found(report)}."
    if report.unknown_language:
        yield _unknown(report.unknown_language)
    if report.errors:
        yield f"Not everything could be checked: {counted(len(report.errors), 'error')} above (exit code 2)."
    elif report.findings:
        yield _verdict(report, threshold, exit_zero)


def statistics(report: Report) -> Iterator[str]:
    """How often each rule reported, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for finding in report.findings:
        key = (finding.diagnostic.code, finding.diagnostic.name)
        counts[key] = counts.get(key, 0) + 1
    width = len(str(max(counts.values(), default=0)))
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{width}}  {code}  {name}"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `10,000 messages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _found(report: Report) -> str:
    parts = []
    for level in _LEVELS:
        number = report.count(level)
        if number:
            parts.append(f"{number:,} info" if level == Severity.INFO else counted(number, level.label))
    return ", ".join(parts) or "no findings"


def _unknown(number: int) -> str:
    noun = "message's language is" if number == 1 else "messages' languages are"
    return f"{number:,} {noun} unknown, so the rules of all languages ran there; say it with `lang:` or --lang."


def _verdict(report: Report, threshold: Severity | None, exit_zero: bool) -> str:
    level = threshold.label if threshold else "never"
    reaching = report.reaching(threshold)
    if not reaching:
        return f"None reaches --fail-on {level} (exit code 0)."
    code = "0, because of --exit-zero" if exit_zero else "1"
    verb = "reaches" if reaching == 1 else "reach"
    return f"{reaching:,} {verb} --fail-on {level} (exit code {code})."
