"""The pages of rules about several messages."""

from __future__ import annotations

import pytest

from .scripts import script

generate = script("generate")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {rule.code: "\n".join(generate.page(rule)) for rule in generate.shipped_rules().rules}


def test_a_page_says_that_the_rule_looks_at_campaigns(pages: dict[str, str]) -> None:
    assert "- Looks at: the messages of a [campaign](../campaigns.md)" in pages["OL801"]
    assert "- Looks at: all messages of a run" in pages["OL807"]
    assert "Looks at" not in pages["OL501"]


def test_messages_of_an_example_stand_in_one_block_with_their_days_and_what_is_reported(pages: dict[str, str]) -> None:
    (block,) = [part for part in pages["OL802"].split("```") if "four nights on" in part]

    assert block.startswith("text\n[1]\nDear Ann, we look for a night editor in Hull.\n\n[2, +2 d, OL802]\nDear Ann,")


def test_subjects_stand_above_their_messages(pages: dict[str, str]) -> None:
    assert "[2, +4 d, OL801]\nSubject: Re: Wet labels\n\nHello Ann,\n" in pages["OL801"]
