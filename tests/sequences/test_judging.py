"""Rules about campaigns: which messages they look at, what they point at, how they are silenced."""

from __future__ import annotations

import time
from typing import Any

import pytest

from outreachlint import kernel
from outreachlint.analysis import Analysis
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.rules.pack import Pack, RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.sequences import judging
from tests.sequences.sample import diagnostics, pack, rules, said, steps

REMINDERS = [
    "Dear Ann, our scanners read wet labels.",
    "Dear Ann, just following up on my last mail.",
    "Dear Ann, this is my third mail to you, without a single answer.",
]
NOTE = {"text": "Hi Dana, your talk in Leeds stayed with me.", "channel": "connection-note"}
PITCH = {"text": "Thank you. We help clinics like yours cut no-shows by 40%.", "channel": "message", "delay": 0.0}


class TestWhatIsLookedAt:
    def test_a_message_of_no_campaign_is_never_reported(self) -> None:
        (document,) = steps(REMINDERS[2], touch=3)
        document.step = None

        assert said([document]) == []
        assert kernel.findings(document, rules("OL8")) == []

    def test_each_message_has_its_list(self) -> None:
        found = judging.check(list(map(Analysis, steps(*REMINDERS))), rules("OL803"))

        assert [len(each) for each in found] == [0, 0, 1]

    def test_nothing_is_looked_at_without_a_rule_about_campaigns(self) -> None:
        assert said(steps(*REMINDERS), "OL5") == []

    def test_the_facts_of_each_message_decide(self) -> None:
        answered = {"text": REMINDERS[2], "relationship": "engaged"}

        assert said(steps(*REMINDERS), "OL803") == [(3, "OL803", "my third mail")]
        assert said(steps(*REMINDERS[:2], answered), "OL803") == []

    def test_a_rule_is_silent_in_a_language_that_it_does_not_speak(self) -> None:
        polish = {"text": REMINDERS[2], "lang": "unknown"}

        assert said(steps(*REMINDERS, lang="it"), "OL803") == []
        assert said(steps(*REMINDERS[:2], polish), "OL803") == [(3, "OL803", "my third mail")]

    def test_a_very_long_campaign_takes_no_longer_than_its_first_part(self) -> None:
        documents = steps(*(f"Dear Ann, page {number} of the guide." for number in range(1, 3_001)))
        start = time.perf_counter()

        found = judging.check(list(map(Analysis, documents)), rules("OL8"))

        assert time.perf_counter() - start < 10
        assert len(found) == len(documents)
        assert not any(found[judging.MOST_MESSAGES :])


class TestRelatedPlaces:
    def test_they_lie_in_the_other_messages_and_say_which(self) -> None:
        documents = steps(*REMINDERS)
        (found,) = diagnostics(documents, "OL803")[2]

        (related,) = found.related
        assert related.document is documents[1]
        assert related.span.of(documents[1].text) == "following up"
        assert related.note == "message 2 of the campaign"

    def test_in_the_language_of_the_report(self) -> None:
        (found,) = diagnostics(steps(*REMINDERS), "OL803", ui_lang="it")[2]

        assert found.related[0].note == "messaggio 2 della campagna"

    def test_one_a_message_in_the_order_of_the_campaign_and_not_too_many(self) -> None:
        nudges = [f"Dear Ann, a gentle reminder, number {number}, and following up." for number in range(8)]
        found = diagnostics(steps("Dear Ann, hello.", *nudges, REMINDERS[2]), "OL803")[-1]

        numbers = [
            related.document.step.number for related in found[0].related if related.document and related.document.step
        ]
        assert numbers == [2, 3, 4, 5, 6]


class TestSuppressions:
    def test_a_directive_in_the_message_silences_and_counts_as_used(self) -> None:
        silenced = "<!-- outreachlint-ignore OL803: agreed with the reader -->\n" + REMINDERS[2]

        assert diagnostics(steps(*REMINDERS[:2], silenced), "OL803", "OL901") == [[], [], []]

    def test_a_directive_in_another_message_does_nothing_and_is_reported(self) -> None:
        unused = "<!-- outreachlint-ignore OL801 -->\nDear Ann, our scanners read wet labels, even in winter."
        found = diagnostics(steps(unused, unused.partition("\n")[2]), "OL801", "OL901")

        assert [[each.code for each in of_one] for of_one in found] == [["OL901"], ["OL801"]]


class TestLint:
    def test_it_gives_what_the_kernel_gives_and_more(self) -> None:
        documents = steps("Dear Ann, URGENT!!!! We sell scanners.", REMINDERS[1])
        alone = [kernel.lint(document, rules()) for document in documents]

        together = diagnostics(documents)

        assert [[each for each in of_one if each.code[:3] != "OL8"] for of_one in together] == alone

    def test_further_diagnostics_go_through_the_suppressions_too(self) -> None:
        documents = steps("<!-- outreachlint-ignore OL807 -->\nDear Ann, hello.", REMINDERS[1])
        (of_body,) = [rule for rule in pack().rules if rule.code == "OL807"]
        extra = [[_diagnostic(of_body)], [_diagnostic(of_body)]]

        found = diagnostics(documents, "OL807", "OL901", extra=extra)

        assert [[each.code for each in of_one] for of_one in found] == [[], ["OL807"]]


def _diagnostic(rule: RuleMeta) -> Any:
    from outreachlint.diagnostics import Diagnostic
    from outreachlint.text.source import Span

    return Diagnostic(rule.code, rule.name, rule.severity, "m", Span(0, 4), "check")


class TestFindingsOfOtherRules:
    def test_a_rule_goes_by_them_whether_selected_or_not(self) -> None:
        documents = steps(NOTE, PITCH)
        analyses = list(map(Analysis, documents))
        alone = [kernel.findings(each, rules()) for each in documents]
        place = "We help clinics like yours cut no-shows by 40"

        assert said(documents, "OL805") == [(2, "OL805", place)]
        assert [len(each) for each in judging.check(analyses, rules("OL805"), found=alone)] == [0, 1]
        assert [len(each) for each in judging.check(analyses, rules("OL805", "OL101"), found=[[], []])] == [0, 0]

    def test_the_judge_counts_too_and_is_named(self) -> None:
        hint = {"text": "Thank you. People whose desks stay dry tend to know us.", "channel": "message", "delay": 0.0}
        analyses = list(map(Analysis, steps(NOTE, hint)))
        rows = [[0.0] * len(OFFENCES) for _ in analyses[1].view.sentences]
        rows[1][OFFENCES.index("immediate-pitch")] = 0.97

        assert not any(judging.check(analyses, rules("OL805")))
        ((), (found,)) = judging.check(analyses, rules("OL805"), opinions=[None, Opinion("model", rows)])
        assert (found.code, found.judge, found.confidence) == ("OL805", "model", 0.97)

    def test_such_a_rule_wants_the_judge(self) -> None:
        (rule,) = [rule for rule in pack().rules if rule.code == "OL805"]

        assert "@immediate-pitch" in rule.judge
        assert RuleSet(pack(), (rule,)).asks_judge


class TestRulesOfOnesOwn:
    RULE = """\
code: OUR801
name: price-gone
severity: warning
summary: {en: "A price that is gone", it: "Un prezzo sparito"}
message: {en: 'the price of "{price}" is gone', it: 'il prezzo di "{price}" è sparito'}
why: {en: "w", it: "w"}
advice: {en: "a", it: "a"}
sources:
  - {kind: other, cite: "a test"}
signals:
  start: {check: message-start}
  price: {en: ["price [list]"]}
scope: sequence
match: {all: [start, {signal: price, in: PLACE}, {context: {step: [later]}}], none: [price]}
report: start
examples:
  - lang: en
    steps:
      - {text: "The price list is below."}
      - {flag: "Any news?", quote: "Any news"}
  - lang: en
    steps:
      - {text: "The price list is below."}
      - {text: "The price is still the same."}
"""

    @pytest.mark.parametrize(
        ("place", "reported"),
        [("first-step", [2, 4]), ("earlier-steps", [2, 4]), ("campaign", [2, 4])],
    )
    def test_a_signal_is_found_in_other_messages(self, tmp_path: Any, place: str, reported: list[int]) -> None:
        documents = steps("The price list is below.", "Any news?", "The price stays.", "Still there?")

        assert self._reported(tmp_path, place, documents) == reported

    def test_the_first_message_is_not_any_earlier_one(self, tmp_path: Any) -> None:
        documents = steps("Hello.", "The price list is below.", "Still there?")

        assert self._reported(tmp_path, "first-step", documents) == []
        assert self._reported(tmp_path, "earlier-steps", documents) == [3]

    def test_a_later_message_is_in_the_campaign(self, tmp_path: Any) -> None:
        assert self._reported(tmp_path, "campaign", steps("Hello.", "Any news?", "The price list is below.")) == [2]

    def _reported(self, folder: Any, place: str, documents: list[Any]) -> list[int]:
        from outreachlint.rules.build import build
        from outreachlint.rules.loader import load_folders

        (folder / f"OUR801-{place}.yaml").write_text(self.RULE.replace("PLACE", place), encoding="utf-8")
        loaded = load_folders([str(folder / f"OUR801-{place}.yaml")])
        assert loaded.errors == []
        own = Pack([build(loaded)])
        found = judging.check(list(map(Analysis, documents)), RuleSet(own, tuple(own.rules)))
        assert all(each.message.startswith('the price of "price') for of_one in found for each in of_one)
        return [number for number, of_one in enumerate(found, 1) if of_one]
