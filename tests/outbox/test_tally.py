"""Counting an outbox."""

from __future__ import annotations

from array import array
from datetime import date
from typing import Any

import pytest

from outreachlint.analysis import Analysis
from outreachlint.diagnostics import Severity
from outreachlint.document import Document
from outreachlint.outbox import tally as tally_module
from outreachlint.outbox.summary import Example, Period, Share, Summary
from outreachlint.outbox.tally import EXAMPLES, Tally
from outreachlint.text.likeness import own_words, sketch
from tests.outbox.sample import LETTER, document, found


def sketch_of(message: Document) -> array[int]:
    return sketch(own_words(Analysis(message).view))


def counted(*messages: tuple[Document, list[Any]], names: bool = False, **options: Any) -> Summary:
    """The Summary of messages with what was found in them."""
    tally = Tally(names=names)
    for message, diagnostics in messages:
        tally.add(message, diagnostics, sketch_of(message))
    return tally.summary(["a.csv"], **options)


def letters(count: int, *, diagnostics: int = 0) -> list[tuple[Document, list[Any]]]:
    """Messages of one template, a day apart; the first few have a finding."""
    return [
        (
            document(LETTER.format(firm=f"F{n}"), to=f"Name{n}", when=f"2024-03-{n + 1:02}", line=n + 1),
            [found()] if n < diagnostics else [],
        )
        for n in range(count)
    ]


def test_messages_findings_and_severities_are_counted() -> None:
    summary = counted(
        (document("one"), [found("OL1"), found("OL1"), found("OL2", Severity.ERROR)]),
        (document("two"), [found("OL1", Severity.INFO)]),
        (document("three"), []),
    )

    assert summary.total == Share(3, 2)
    assert summary.severities == {"error": 1, "warning": 2, "info": 1}
    assert [(rule.code, rule.severity, rule.findings, rule.messages) for rule in summary.rules] == [
        ("OL1", Severity.WARNING, 3, 2),
        ("OL2", Severity.ERROR, 1, 1),
    ]


def test_drafts_and_conversations_are_counted() -> None:
    summary = counted(
        (document(to=None), []), (document(thread="a"), []), (document(thread="a"), []), (document(thread="b"), [])
    )

    assert (summary.drafts, summary.conversations) == (1, 2)


def test_months_go_by_the_date_and_those_without_one_are_kept_apart() -> None:
    summary = counted(
        (document(when="2024-11-30"), [found()]),
        (document(when="2024-02-01"), []),
        (document(when="2024-11-01"), []),
        (document(when=None), []),
        (document(to=None), [found()]),
    )

    assert list(summary.months.items()) == [("", Share(2, 1)), ("2024-02", Share(1, 0)), ("2024-11", Share(2, 1))]
    assert (summary.first, summary.last) == ("2024-02", "2024-11")


def test_recipients_go_by_what_they_were_to_the_sender() -> None:
    summary = counted(
        (document(relationship="engaged"), []), (document(relationship="stranger"), [found()]), (document(), [])
    )

    assert list(summary.relationships.items()) == [("stranger", Share(2, 1)), ("engaged", Share(1, 0))]


class TestExamples:
    def test_are_the_first_places_in_the_messages_with_the_most_and_worst_findings(self) -> None:
        summary = counted(
            (document("Ann, one", line=1), [found("OL1")]),
            (
                document("Bram has two", line=2),
                [found("OL1", start=3, end=7), found("OL1"), found("OL2", Severity.ERROR)],
            ),
            (document("Cleo, three words", line=3), [found("OL1"), found("OL1")]),
        )

        [rule] = [rule for rule in summary.rules if rule.code == "OL1"]
        assert [(each.line, each.column) for each in rule.examples] == [(2, 4), (3, 1), (1, 1)]

    def test_are_few(self) -> None:
        texts = ("one apple", "two pears", "three plums", "four figs", "five kiwis")
        summary = counted(*((document(text, line=n), [found()]) for n, text in enumerate(texts, 1)))

        assert [each.line for each in summary.rules[0].examples] == list(range(1, EXAMPLES + 1))

    def test_are_of_different_templates(self) -> None:
        heavy = (document("Something else.", line=9), [found("OL1")])
        summary = counted(*letters(5, diagnostics=5), heavy)

        assert [[each.line for each in rule.examples] for rule in summary.rules] == [[1], [9]]

    @pytest.mark.parametrize(("names", "quote"), [(False, ""), (True, "Ann")])
    def test_quote_nothing_unless_names_are_asked_for(self, names: bool, quote: str) -> None:
        summary = counted((document("Ann, hi", line=3), [found(end=3)]), names=names)

        assert summary.rules[0].examples == (Example("a.csv", "", False, 3, 1, quote),)


class TestTemplates:
    def test_are_messages_that_are_nearly_the_same(self) -> None:
        summary = counted(
            *letters(4, diagnostics=2), (document("Another letter with words of its own, of no other."), [])
        )

        [template] = summary.templates
        assert template.total == Share(4, 2)
        assert (template.first, template.last) == (date(2024, 3, 1), date(2024, 3, 4))
        assert template.rules == {"OL201": 2}
        assert template.opening == "I came across your profile and was impressed by your work at […]. We help firms …"
        assert template.example == Example("a.csv", "", False, 1, 1)
        assert (summary.template_total, summary.templated) == (1, 4)

    def test_two_are_none_yet(self) -> None:
        assert counted(*letters(2)).templates == ()

    def test_as_many_are_told_as_were_asked_for_and_all_are_counted(self) -> None:
        others = [(document("We write to you about the bridge over the river, which is closed."), []) for _ in range(3)]
        summary = counted(*letters(4), *others, most=1)

        assert [template.total.messages for template in summary.templates] == [4]
        assert (summary.template_total, summary.templated) == (2, 7)

    def test_with_names_the_opening_is_that_of_the_first(self) -> None:
        [template] = counted(*letters(3), names=True).templates

        assert template.opening == "I came across your profile and was impressed by your work at F0. We help firms …"

    def test_what_is_never_sent_is_not_shown(self) -> None:
        from outreachlint.document import Field
        from outreachlint.text.source import Span

        messages = []
        for message, diagnostics in letters(3):
            text = "<!-- mind this --> " + message.text
            message.fields = (Field("text", text, 0, (Span(0, 18),)),)
            message.text = text
            messages.append((message, diagnostics))

        assert counted(*messages).templates[0].opening.startswith("I came across")


def test_a_message_without_a_sketch_is_in_no_template() -> None:
    tally = Tally()
    for _ in range(5):
        tally.add(document("Thank you!"), [], None)

    assert tally.summary(["a.csv"]).templates == ()


def test_findings_reach_a_threshold_from_it_on() -> None:
    tally = Tally()
    tally.add(document(), [found(severity=Severity.ERROR), found(severity=Severity.WARNING)], None)

    assert [tally.reaching(level) for level in (None, Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2, 2]


def test_only_so_many_names_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally_module, "MOST_NAMES", 2)
    tally = Tally()
    for name in ("Ann Lee", "Bram Wit", "Cleo Poe"):
        tally.add(document(to=name), [], None)

    assert tally._name_words == {"ann", "lee"}


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (date(2024, 3, 5), None, True),
        (None, date(2024, 3, 5), True),
        (date(2024, 3, 6), None, False),
        (None, date(2024, 3, 4), False),
    ],
)
def test_a_period_holds_its_first_and_last_day(since: date | None, until: date | None, holds: bool) -> None:
    assert Period(since, until).holds(date(2024, 3, 5)) is holds
