"""From files to a Report."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from outreachlint import kernel, runner
from outreachlint.analysis import Analysis
from outreachlint.diagnostics import Diagnostic, Severity
from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.judge.opinion import Opinion
from outreachlint.readers import Defaults
from outreachlint.runner import Job, Report, run
from outreachlint.suppress import Applied
from outreachlint.text.source import Span
from tests.conftest import write


class Codes(tuple[str, ...]):
    """Rules that are nothing but codes."""

    asks_judge = of_run = False


@pytest.fixture(autouse=True)
def _every_x_is_a_finding(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def linted(document: Document, rules: Any, *, ui_lang: str = "en", **_: Any) -> Applied:
        return Applied(
            [
                Diagnostic(code, "x", Severity.WARNING, ui_lang, Span(at, at + 1), "phrases", slots={"word": char})
                for at, char in enumerate(document.text)
                if char == "x"
                for code in rules
            ]
        )

    monkeypatch.setattr(kernel, "linted", linted)


def report(*files: str, rules: tuple[str, ...] = ("OL2", "OL1"), **options: Any) -> Report:
    return run(files, Job(lambda _: Codes(rules), lambda _: Defaults(lang="en"), rules, **options))


def places(found: Report) -> list[tuple[str, int, int, str]]:
    return [
        (finding.path, finding.start.line, finding.start.column, finding.diagnostic.code) for finding in found.findings
    ]


def test_findings_are_sorted_by_path_position_and_code() -> None:
    write("b.txt", "a x x\n")
    write("a.txt", "a\nx\n")

    assert places(report("b.txt", "a.txt")) == [
        ("a.txt", 2, 1, "OL1"),
        ("a.txt", 2, 1, "OL2"),
        ("b.txt", 1, 3, "OL1"),
        ("b.txt", 1, 3, "OL2"),
        ("b.txt", 1, 5, "OL1"),
        ("b.txt", 1, 5, "OL2"),
    ]


def test_a_finding_holds_no_more_than_reports_and_fixes_need() -> None:
    write("a.txt", "an x\n")

    [found] = report("a.txt", rules=("OL1",)).findings

    assert (found.diagnostic.slots, found.diagnostic.fix, found.diagnostic.related) == ({}, None, ())


def test_messages_of_one_file_are_sorted_by_their_place_in_it() -> None:
    write("a.jsonl", '{"text": "b x"}\n{"text": "x"}\n')

    found = report("a.jsonl", rules=("OL1",))

    assert places(found) == [("a.jsonl", 1, 13, "OL1"), ("a.jsonl", 2, 11, "OL1")]
    assert found.messages == 2


def test_each_file_has_its_own_rules_and_facts() -> None:
    write("a.txt", "x")
    write("b.txt", "x")
    job = Job(
        lambda path: Codes(("OL1",)) if path == "a.txt" else Codes(("OL2",)),
        lambda path: Defaults(command_line={"touch": 7}) if path == "a.txt" else Defaults(),
        (),
        keep=True,
    )

    found = run(["a.txt", "b.txt"], job)

    assert places(found) == [("a.txt", 1, 1, "OL1"), ("b.txt", 1, 1, "OL2")]
    assert [document.context.touch.value for document in found.documents] == [7, 1]


def test_documents_are_kept_only_when_asked_for() -> None:
    write("a.txt", "x")

    assert report("a.txt").documents == ()
    assert len(report("a.txt", keep=True).documents) == 1


def test_errors_from_before_come_first() -> None:
    write("a.txt", "x")

    found = run(["a.txt", "gone.txt"], Job(lambda _: Codes(), lambda _: Defaults(), ()), [InputError("earlier")])

    assert [error.message for error in found.errors] == ["earlier", "can't be read: No such file or directory"]
    assert found.messages == 1


def test_a_folder_in_the_place_of_a_file_is_an_error() -> None:
    Path("a.txt").mkdir()

    assert report("a.txt").errors[0].message.startswith("can't be read: ")


@pytest.mark.parametrize(
    ("threshold", "code"), [(Severity.INFO, 1), (Severity.WARNING, 1), (Severity.ERROR, 0), (None, 0)]
)
def test_the_exit_code_follows_the_threshold(threshold: Severity | None, code: int) -> None:
    write("a.txt", "x")

    assert report("a.txt").exit_code(threshold) == code


def test_an_error_makes_the_exit_code_2_whatever_was_found() -> None:
    write("a.txt", "x")

    assert report("a.txt", "gone.txt").exit_code(None) == 2
    assert report("a.txt", "gone.txt").exit_code(Severity.INFO) == 2


def test_messages_in_no_known_language_are_counted() -> None:
    write("a.txt", "42 !!")

    found = run(["a.txt"], Job(lambda _: Codes(), lambda _: Defaults(), ()))

    assert found.unknown_language == 1


def test_the_garbage_collector_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "x")
    before, during = gc.get_threshold(), []
    monkeypatch.setattr(kernel, "linted", lambda *_, **__: Applied(during.append(gc.get_threshold()) or []))
    report("a.txt")
    assert (during, gc.get_threshold()) == ([(20_000, 20, 50)], before)

    monkeypatch.setattr(kernel, "linted", lambda *_, **__: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        report("a.txt")
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


class Asked:
    """A judge that writes down how many messages it is asked about at once, and has no opinion."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def opinions(self, messages: Sequence[Analysis]) -> list[Opinion | None]:
        self.sizes.append(len(messages))
        return [None] * len(messages)


class Rules(tuple[str, ...]):
    """Rules of which some ask the judge."""

    asks_judge = True
    of_run = False


def test_the_judge_is_asked_about_many_messages_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "AT_ONCE", 3)
    for name in "abcdefgh":
        write(f"{name}.txt", f"x {name}")
    judge = Asked()

    found = run(
        [f"{name}.txt" for name in "abcdefgh"], Job(lambda _: Rules(["R1"]), lambda _: Defaults(), (), judge=judge)
    )

    assert judge.sizes == [3, 3, 2]
    assert [finding.path for finding in found.findings] == [f"{name}.txt" for name in "abcdefgh"]


def test_nobody_is_asked_where_no_rule_wants_to_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rules, "asks_judge", False)
    write("a.txt", "x")
    judge = Asked()

    run(["a.txt"], Job(lambda _: Rules(["R1"]), lambda _: Defaults(), (), judge=judge))

    assert judge.sizes == []


def test_the_confidence_that_is_wanted_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[float] = []

    def linted(document: Document, rules: Any, *, min_confidence: float, **_: Any) -> Applied:
        wanted.append(min_confidence)
        return Applied([])

    monkeypatch.setattr(kernel, "linted", linted)
    write("a.txt", "x")

    report("a.txt", min_confidence=0.8)

    assert wanted == [0.8]
