"""Where a message stands in its campaign; and the shipped rules that go by it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sequences.sample import Draft, diagnostics, said, steps

NOTE: Draft = {"text": "Hi Dana, your talk in Leeds stayed with me.", "channel": "connection-note"}


def pitch(delay: float | None, **about: Any) -> dict[str, Any]:
    text = "Thank you, Dana. We help clinics like yours cut no-shows by 40%."
    return {"text": text, "channel": "message", "delay": delay, **about}


class TestPitchAfterAccept:
    @pytest.mark.parametrize(("delay", "codes"), [(0.0, ["OL805"]), (1.0, ["OL805"]), (None, ["OL805"]), (2.0, [])])
    def test_soon_or_nobody_knows_when(self, delay: float | None, codes: list[str]) -> None:
        assert [code for _, code, _ in said(steps(NOTE, pitch(delay)), "OL805")] == codes

    def test_the_invitation_is_a_related_place(self) -> None:
        documents = steps(NOTE, pitch(0.0))
        (found,) = diagnostics(documents, "OL805")[1]

        assert [related.document for related in found.related] == [documents[0]]
        assert found.related[0].note == "message 1 of the campaign"

    def test_another_message_between_the_two_makes_it_none(self) -> None:
        assert said(steps(NOTE, {"text": "Thank you, Dana.", "channel": "message"}, pitch(0.0)), "OL805") == []

    def test_without_an_invitation_it_is_none(self) -> None:
        assert said(steps({"text": "Hello Dana.", "channel": "message"}, pitch(0.0)), "OL805") == []


class TestNoWayOut:
    CLOSED = ("Hi Ann, our scanners read wet labels.", "Hi Ann, a desk counted 52 minutes.", "Hi Ann, I kept Tuesday.")

    def test_it_points_at_the_last_message(self) -> None:
        assert said(steps(*self.CLOSED), "OL806") == [(3, "OL806", "Hi Ann, I kept Tuesday.")]

    def test_two_messages_are_too_few(self) -> None:
        assert said(steps(*self.CLOSED[:2]), "OL806") == []

    @pytest.mark.parametrize("place", range(3))
    @pytest.mark.parametrize(
        "open_door", ["Is that of interest?", "Say no and I will not write again.", "If this isn't for you, fine."]
    )
    def test_one_open_door_anywhere_is_enough(self, place: int, open_door: str) -> None:
        texts = list(self.CLOSED)
        texts[place] += f" {open_door}"

        assert said(steps(*texts), "OL806") == []

    def test_a_question_for_more_than_yes_or_no_is_none(self) -> None:
        assert [number for number, *_ in said(steps(*self.CLOSED[:2], "Hi Ann, when shall I call?"), "OL806")] == [3]


class TestOptOutMissing:
    FIRST = 'Dear Ann, we make scanners. Reply "no" and I will not write again.\n\nBest regards\nBob Reed'

    def test_each_later_mail_without_it_is_reported_with_the_place_in_the_first(self) -> None:
        documents = steps(
            self.FIRST, *["Dear Ann, a desk counted 52 minutes.\n\nBest regards\nBob Reed"] * 2, channel="email"
        )
        found = diagnostics(documents, "OL804")

        assert [len(each) for each in found] == [0, 1, 1]
        assert found[1][0].related[0].document is documents[0]

    @pytest.mark.parametrize("facts", [{"channel": "message"}, {"channel": "email", "purpose": "research"}])
    def test_only_commercial_mail_needs_it(self, facts: dict[str, str]) -> None:
        assert said(steps(self.FIRST, "Dear Ann, a desk counted 52 minutes.", **facts), "OL804") == []

    def test_the_first_mail_alone_is_the_business_of_other_rules(self) -> None:
        later = "Dear Ann, a desk counted 52 minutes.\n\nBest regards\nBob Reed"

        assert said(steps(later, self.FIRST, channel="email"), "OL804") == []


class TestFalseReply:
    @pytest.mark.parametrize("subject", ["Re: your boiler room", "AW: your boiler room", "Fwd: your boiler room"])
    def test_the_first_message_of_a_campaign_answers_nothing(self, subject: str) -> None:
        lang = "de" if subject[0] == "A" else "en"
        first = {"text": "Dear Jo, our boilers are made in Hull.", "subject": subject, "touch": 2}
        found = diagnostics(steps(first, channel="email", lang=lang), "OL203")

        assert [[each.code for each in of_one] for of_one in found] == [["OL203"]]

    def test_the_later_ones_answer_the_first(self) -> None:
        first = {"text": "Dear Jo, our boilers are made in Hull.", "subject": "Boilers"}
        later = {"text": "Dear Jo, one more thing.", "subject": "Re: Boilers"}

        assert diagnostics(steps(first, later, channel="email"), "OL203") == [[], []]

    @pytest.mark.parametrize("relationship", ["engaged", "customer"])
    def test_somebody_who_has_written_may_be_answered(self, relationship: str) -> None:
        first = {"text": "Dear Jo, the boiler is in.", "subject": "Re: your order"}

        assert diagnostics(steps(first, channel="email", relationship=relationship), "OL203") == [[]]
