"""OL802: too many messages, or too soon."""

from __future__ import annotations

from typing import Any

import pytest

from outreachlint.checks import validated_options
from outreachlint.sequences.campaign import Campaign
from outreachlint.sequences.pace import check
from tests.sequences.sample import Analysis, Draft, diagnostics, rules, said, steps


def reported(messages: list[Draft], options: dict[str, Any] | None = None, **facts: Any) -> list[int]:
    """The numbers of the messages that are reported."""
    campaign = Campaign(list(map(Analysis, steps(*messages, **facts))), rules())
    values = validated_options("pace", options or {})
    return [index + 1 for index in range(len(campaign.steps)) if list(check(campaign, index, values))]


def texts(count: int, **about: Any) -> list[Draft]:
    return [{"text": f"Draft {number}.", **about} for number in range(1, count + 1)]


class TestTooMany:
    @pytest.mark.parametrize(("count", "found"), [(4, []), (5, [5]), (8, [5])])
    def test_the_first_over_the_limit_is_reported(self, count: int, found: list[int]) -> None:
        assert reported(texts(count), channel="email") == found

    def test_the_limit_can_be_set(self) -> None:
        assert reported(texts(4), {"most": 2}) == [3]

    def test_a_channel_may_have_a_lower_limit(self) -> None:
        mixed = [*texts(2, channel="inmail"), *texts(1, channel="email"), *texts(1, channel="inmail")]

        assert reported(mixed, {"most_inmail": 2}) == [4]

    def test_variants_count_once(self) -> None:
        variants = [{"text": "b", "number": 4, "variant": "B"}, {"text": "c", "number": 5, "variant": "A"}]

        assert reported([*texts(4), *variants, {"text": "d", "number": 5, "variant": "B"}]) == [6]

    def test_an_answer_begins_anew(self) -> None:
        answered = {"text": "As you asked.", "relationship": "engaged"}

        assert reported([*texts(3), answered, *texts(3)]) == []

    def test_numbers_need_not_be_without_gaps(self) -> None:
        assert reported([{"text": "a", "number": number} for number in (10, 20, 30, 40, 50)]) == [5]


class TestTooSoon:
    @pytest.mark.parametrize(
        ("channel", "delay", "found"),
        [
            ("email", 2.0, []),
            ("email", 1.5, [2]),
            ("email", 0.0, [2]),
            ("inmail", 3.0, []),
            ("inmail", 2.0, [2]),
            ("message", 1.0, [2]),
            ("email", None, []),
        ],
    )
    def test_days_before_a_message(self, channel: str, delay: float | None, found: list[int]) -> None:
        assert reported(["One.", {"text": "Two.", "delay": delay}], channel=channel) == found

    def test_only_the_first_is_reported(self) -> None:
        soon: dict[str, Any] = {"text": "Again.", "delay": 1.0}

        assert reported(["One.", soon, soon]) == [2]

    def test_what_follows_an_accepted_invitation_may_be_soon(self) -> None:
        note = {"text": "Happy to connect.", "channel": "connection-note"}

        assert reported([note, {"text": "Thank you.", "delay": 0.0, "channel": "message"}]) == []

    def test_a_channel_may_have_a_limit_of_its_own(self) -> None:
        two: Draft = {"text": "Two.", "delay": 3.0}

        assert reported(["One.", two], {"days_email": 4}, channel="email") == [2]
        assert reported(["One.", two], {"days_email": 4}, channel="message") == []


def test_the_message_names_both_numbers() -> None:
    documents = steps("One.", {"text": "Two.", "delay": 0.5}, channel="email")

    assert said(documents, "OL802") == [(2, "OL802", "Two.")]
    campaign = Campaign(list(map(Analysis, documents)), rules())
    (signal,) = check(campaign, 1, validated_options("pace", {}))
    assert signal.slots == {"number": "2", "most": "4", "gap": "0.5", "days": "2"}


class TestRelatedPlaces:
    def test_one_too_many_goes_by_all_before_it(self) -> None:
        documents = steps(*texts(5), channel="email")
        (found,) = diagnostics(documents, "OL802")[4]

        assert [related.document for related in found.related] == documents[:4]

    def test_too_soon_goes_by_the_one_before(self) -> None:
        documents = steps(*texts(2), {"text": "Draft 3.", "delay": 1.0}, channel="email")
        (found,) = diagnostics(documents, "OL802")[2]

        assert [related.document for related in found.related] == [documents[1]]
