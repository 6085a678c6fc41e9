"""Campaigns on the command line: rules about their messages, related places, what `--verbose` tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Cli, write
from tests.rules.test_examples import BODIES, RULE


@pytest.fixture(autouse=True)
def _rules(workspace: Path) -> None:
    write("our-rules/TEST801-price-gone.yaml", RULE)
    write("our-rules/TEST807-same-words.yaml", BODIES)
    write("outreachlint.toml", 'rules = ["our-rules"]\nselect = ["TEST8"]\nlang = "en"\n')


def campaign(*texts: str) -> str:
    """A Smartlead campaign with these mails, four days apart."""
    steps = [
        {
            "seq_number": number,
            "seq_delay_details": {"delay_in_days": 4 if number > 1 else 0},
            "seq_variants": [{"subject": "Prices", "email_body": text, "variant_label": "A"}],
        }
        for number, text in enumerate(texts, 1)
    ]
    return json.dumps({"sequences": steps}, indent=1)


def test_a_later_message_is_reported_with_the_place_in_the_first(cli: Cli) -> None:
    text = campaign("The price list is below.", "Any news?")
    write("c.json", text)

    out = cli("c.json").out

    before = text[: text.index("price list")]
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rindex(chr(10))}"
    assert "TEST801 price-gone [warning] the price is gone\n" in out
    assert f"related: {place}: message 1 of the campaign: price list\n" in out


def test_single_drafts_are_left_alone(cli: Cli) -> None:
    write("a.md", "The price list is below.")
    write("b.md", "Any news?")

    outcome = cli("a.md", "b.md")

    assert outcome.code == 0
    assert "no findings" in outcome.out


def test_one_body_in_many_files_is_reported_at_the_one_too_many(cli: Cli) -> None:
    for name in ("Ann", "Bob", "Cleo"):
        write(f"{name}.md", f"Hi {name}, wet labels here.")

    out = cli("Ann.md", "Bob.md", "Cleo.md", "--output-format=concise").out

    assert "Bob.md:1:1: TEST807 same-words number 2 after Ann.md:1\n" in out
    assert out.count("TEST807") == 1


def test_verbose_says_which_step_a_message_is_and_what_it_took_over(cli: Cli) -> None:
    write("c.json", campaign("The price list is below.", "Any news?"))

    told = cli("c.json", "--verbose").err

    assert "  step: 1A of c.json\n" in told
    assert "  step: 2A of c.json, days since the one before: 4\n" in told
    assert "  skipped: TEST801 price-gone: step is first\n" in told
    assert told.count("TEST801") == 1


def test_verbose_is_silent_about_campaigns_where_there_is_none(cli: Cli) -> None:
    write("a.md", "Any news?")

    assert "TEST801" not in cli("a.md", "--verbose").err
