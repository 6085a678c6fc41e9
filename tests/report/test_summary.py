"""The closing lines."""

from __future__ import annotations

import pytest

from outreachlint.diagnostics import Edit, Fix, Severity
from outreachlint.errors import InputError
from outreachlint.report import summary
from outreachlint.runner import Report
from outreachlint.text.source import Span
from tests.report.sample import finding, report

ERROR, WARNING, INFO = (finding("call", "call", severity=level) for level in reversed(Severity))


def test_nothing_found_is_said() -> None:
    assert list(summary.lines(report(), Severity.WARNING)) == ["Checked 1 message in 1 file with 1 rule: no findings."]


def test_findings_are_counted_by_level() -> None:
    found = report(ERROR, ERROR, WARNING, INFO, INFO, messages=12_000, files=("a", "b"))

    assert list(summary.lines(found, Severity.WARNING)) == [
        "Checked 12,000 messages in 2 files with 1 rule: 2 errors, 1 warning, 2 info.",
        "3 reach --fail-on warning (exit code 1).",
    ]


@pytest.mark.parametrize(
    ("threshold", "exit_zero", "said"),
    [
        (Severity.WARNING, False, "1 reaches --fail-on warning (exit code 1)."),
        (Severity.WARNING, True, "1 reaches --fail-on warning (exit code 0, because of --exit-zero)."),
        (Severity.ERROR, False, "None reaches --fail-on error (exit code 0)."),
        (None, False, "None reaches --fail-on never (exit code 0)."),
    ],
)
def test_the_threshold_that_decided_is_said(threshold: Severity | None, exit_zero: bool, said: str) -> None:
    assert list(summary.lines(report(WARNING), threshold, exit_zero=exit_zero))[-1] == said


def test_what_could_not_be_read_is_said_and_decides() -> None:
    found = report(WARNING, errors=(InputError("no"), InputError("no")))

    assert list(summary.lines(found, None))[-1] == "Not everything could be checked: 2 errors above (exit code 2)."


def test_messages_in_no_known_language_are_said() -> None:
    [_, said] = summary.lines(report(unknown_language=3), Severity.WARNING)

    assert said.startswith("3 messages' languages are unknown, so the rules of all languages ran there")


def test_statistics_count_the_most_frequent_first() -> None:
    other = finding("call", "call", code="OL101")

    assert list(summary.statistics(report(WARNING, other, other))) == [
        "2  OL101  introduction-ask",
        "1  OL201  introduction-ask",
    ]


def test_statistics_of_nothing_are_nothing() -> None:
    assert list(summary.statistics(report())) == []


@pytest.mark.parametrize(
    ("found", "threshold", "said"),
    [
        (report(), Severity.INFO, ["Controllo di 1 messaggio in 1 file con 1 regola: nessuna segnalazione."]),
        (
            report(ERROR, ERROR, WARNING, messages=12_000),
            Severity.WARNING,
            [
                "Controllo di 12.000 messaggi in 1 file con 1 regola: 2 errori, 1 avviso.",
                "3 raggiungono --fail-on warning (codice di uscita 0, per via di --exit-zero).",
            ],
        ),
        (
            report(INFO, errors=(InputError("no"),)),
            None,
            [
                "Controllo di 1 messaggio in 1 file con 1 regola: 1 info.",
                "Non si è potuto controllare tutto: 1 errore qui sopra (codice di uscita 2).",
            ],
        ),
    ],
)
def test_they_speak_italian(found: Report, threshold: Severity | None, said: list[str]) -> None:
    assert list(summary.lines(found, threshold, exit_zero=True, ui_lang="it")) == said


def fixable(*applicabilities: str) -> Report:
    fixes = [Fix("ask first", (Edit(Span(0, 4), "may I call"),), each) for each in applicabilities]
    return report(*(finding("call", "call", fix=fix) for fix in fixes), finding("call", "call"))


@pytest.mark.parametrize(
    ("applicabilities", "said", "with_unsafe"),
    [
        ([], [], []),
        (["display"], [], []),
        (["safe"], ["1 can be fixed with --fix."], ["1 can be fixed with --fix --unsafe-fixes."]),
        (["unsafe"], ["1 can be fixed with --fix --unsafe-fixes."], ["1 can be fixed with --fix --unsafe-fixes."]),
        (
            ["safe", "unsafe", "safe"],
            ["2 can be fixed with --fix, 1 more with --fix --unsafe-fixes."],
            ["3 can be fixed with --fix --unsafe-fixes."],
        ),
    ],
)
def test_what_could_be_fixed_is_said(applicabilities: list[str], said: list[str], with_unsafe: list[str]) -> None:
    assert list(summary.fixable(fixable(*applicabilities), {"safe"})) == said
    assert list(summary.fixable(fixable(*applicabilities), {"safe", "unsafe"})) == with_unsafe


def test_what_could_be_fixed_is_said_in_italian() -> None:
    assert list(summary.fixable(fixable("safe", "unsafe"), {"safe"}, "it")) == [
        "1 si può correggere con --fix, un'altra con --fix --unsafe-fixes."
    ]


def test_what_was_fixed_is_said() -> None:
    assert summary.fixed(1, 1) == "Fixed 1 finding in 1 file."
    assert summary.fixed(1_200, 2) == "Fixed 1,200 findings in 2 files."
    assert summary.would_fix(2, 1) == "Would fix 2 findings in 1 file."


@pytest.mark.parametrize(
    ("known", "lang", "said"),
    [
        (1, "en", "1 finding in the baseline."),
        (2, "en", "2 findings in the baseline."),
        (2, "it", "2 segnalazioni nella lista di partenza (--baseline)."),
    ],
)
def test_what_the_baseline_knows_is_counted(known: int, lang: str, said: str) -> None:
    of = report(known=(WARNING,) * known)

    assert list(summary.lines(of, Severity.WARNING, ui_lang=lang))[1:] == [said]
