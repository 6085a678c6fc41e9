"""The closing lines: what ran, what was found, what was not looked at, what the exit code will be."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from outreachlint.diagnostics import Severity
from outreachlint.report.words import WORDS, amount, number
from outreachlint.runner import Report

_LEVELS = ((Severity.ERROR, "errors"), (Severity.WARNING, "warnings"), (Severity.INFO, "infos"))


def lines(report: Report, threshold: Severity | None, *, exit_zero: bool = False, ui_lang: str = "en") -> Iterator[str]:
    """The closing lines, without their line ends."""
    words = WORDS[ui_lang]
    yield words["ran"].format(
        messages=amount(report.messages, "messages", ui_lang),
        files=amount(len(report.files), "files", ui_lang),
        rules=amount(len(report.rules), "rules", ui_lang),
        found=_found(report, ui_lang),
    )
    if report.suppressed:
        yield words["are-suppressed"].format(findings=amount(len(report.suppressed), "findings", ui_lang))
    if report.known:
        yield words["in-baseline"].format(findings=amount(len(report.known), "findings", ui_lang))
    if report.unknown_language:
        key = "language-unknown" if report.unknown_language == 1 else "languages-unknown"
        yield words[key].format(number=number(report.unknown_language, ui_lang))
    if report.errors:
        yield words["incomplete"].format(errors=amount(len(report.errors), "errors", ui_lang))
    elif report.findings:
        yield _verdict(report, threshold, exit_zero, ui_lang)


def fixable(report: Report, allowed: Collection[str], ui_lang: str = "en") -> Iterator[str]:
    """How many findings `--fix` would fix, and how many more could be; `allowed` are the applicabilities it heeds."""
    words = WORDS[ui_lang]
    kinds = [finding.fix.applicability for finding in report.findings if finding.fix is not None]
    safe, unsafe = kinds.count("safe"), kinds.count("unsafe")
    if "unsafe" in allowed:
        safe, unsafe = 0, safe + unsafe
    parts = [("safe", safe), ("more", unsafe)] if safe else [("unsafe", unsafe)]
    said = [
        words[f"{kind}-{'one' if count == 1 else 'several'}"].format(number=number(count, ui_lang))
        for kind, count in parts
        if count
    ]
    if said:
        yield ", ".join(said) + "."


def fixed(count: int, files: int, ui_lang: str = "en") -> str:
    """How many findings were fixed."""
    return _counted("fixed", count, files, ui_lang)


def would_fix(count: int, files: int, ui_lang: str = "en") -> str:
    """How many findings `--fix` would fix."""
    return _counted("would-fix", count, files, ui_lang)


def _counted(key: str, count: int, files: int, ui_lang: str) -> str:
    findings = amount(count, "findings", ui_lang)
    return WORDS[ui_lang][key].format(findings=findings, files=amount(files, "files", ui_lang))


def statistics(report: Report) -> Iterator[str]:
    """How often each rule reported, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for finding in report.findings:
        key = (finding.diagnostic.code, finding.diagnostic.name)
        counts[key] = counts.get(key, 0) + 1
    width = len(str(max(counts.values(), default=0)))
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{width}}  {code}  {name}"


def counted(value: int, noun: str) -> str:
    """`1 file`, `2 files`, `10,000 messages`, for what is said in English only."""
    return f"{value:,} {noun}{'' if value == 1 else 's'}"


def _found(report: Report, ui_lang: str) -> str:
    counts = [(report.count(level), noun) for level, noun in _LEVELS]
    parts = [amount(count, noun, ui_lang) for count, noun in counts if count]
    return ", ".join(parts) or WORDS[ui_lang]["nothing"]


def _verdict(report: Report, threshold: Severity | None, exit_zero: bool, ui_lang: str) -> str:
    words = WORDS[ui_lang]
    level = threshold.label if threshold else "never"
    reaching = report.reaching(threshold)
    key = {0: "none-reaches", 1: "one-reaches"}.get(reaching, "several-reach")
    code = words["exit-zero"] if exit_zero else "1"
    return words[key].format(number=number(reaching, ui_lang), level=level, code=code)
