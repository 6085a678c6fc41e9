"""Merge tags of different tools in one file, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Cli, write

CURLY = "Hi {{first_name}}, thank you for the talk in Leeds."
MAILCHIMP = "Hi *|FNAME|*, thank you for the talk in York."
HUMAN = "Hi [First Name], thank you for the talk in Hull."


@pytest.fixture
def shipped(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line with the shipped rules."""
    from outreachlint.rules import pack
    from tests.conftest import PACK

    monkeypatch.setattr(pack, "_RULES_IN_TREE", str(Path(PACK).parents[2] / "rules"))
    return cli


def found(shipped: Cli, *messages: dict[str, str]) -> list[tuple[int, str, str, list[str]]]:
    """The findings of OL610 in a file of messages: line, level, quote and what is related."""
    write("a.jsonl", "".join(json.dumps({"lang": "en", **message}) + "\n" for message in messages))
    outcome = shipped("a.jsonl", "--select", "OL610", "--output-format", "json", "--judge", "off")
    return [
        (each["location"]["row"], each["severity"], each["quote"], [other["quote"] for other in each["related"]])
        for each in json.loads(outcome.out)["diagnostics"]
    ]


def test_a_message_that_no_tool_of_the_earlier_ones_sends_is_reported_once(shipped: Cli) -> None:
    said = found(shipped, {"text": CURLY}, {"text": MAILCHIMP}, {"text": MAILCHIMP}, {"text": CURLY})

    assert said == [(2, "warning", "*|FNAME|*", ["{{first_name}}"])]


@pytest.mark.parametrize(
    "messages",
    [
        [{"text": CURLY}, {"text": CURLY}],
        [{"text": CURLY}, {"text": HUMAN}],
        [{"text": CURLY, "channel": "email"}, {"text": MAILCHIMP, "channel": "message"}],
        [{"text": CURLY, "template": "liquid"}, {"text": MAILCHIMP, "template": "mailchimp"}],
        [{"text": CURLY}, {"text": "Hi Ann, thank you."}],
    ],
)
def test_one_tool_blanks_for_people_channels_and_what_is_declared_go_together(
    shipped: Cli, messages: list[dict[str, str]]
) -> None:
    assert found(shipped, *messages) == []


def test_files_are_looked_at_one_by_one(shipped: Cli) -> None:
    write("a.txt", CURLY)
    write("b.txt", MAILCHIMP)

    assert "OL610" not in shipped("a.txt", "b.txt", "--lang", "en", "--select", "OL610", "--judge", "off").out


def test_a_directive_silences_it(shipped: Cli) -> None:
    quiet = {"text": MAILCHIMP, "outreachlint": {"ignore": ["OL610"]}}

    assert found(shipped, {"text": CURLY}, quiet) == []  # type: ignore[dict-item]
