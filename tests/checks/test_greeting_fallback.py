"""OL611: greetings that lose the name."""

from __future__ import annotations

import pytest

from tests.checks.checking import found, signals


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hi {{first_name}},\n\nhow are you?", "Hi ,"),
        ("Dear Mr {{last_name}}: hello", "Dear Mr :"),
        ("Good morning {{name}}! Hello", "Good morning !"),
        ("Gentile dott. {{cognome}},", "Gentile dott. ,"),
        ("Sehr geehrte Frau {{nachname}}, guten Tag", "Sehr geehrte Frau ,"),
        ("Hello {{first_name}} and team", "Hello"),
        ("{{first_name}}, how are you?", ","),
        ("{Hi|Hello} {{first_name}},", "Hi ,"),
        ("{Hi {{first_name}}|Hello}, how are you?", "Hi"),
        ("{Good morning|Hello {{first_name}},} welcome", "Hello ,"),
        ("Thank you.\nHi {{first_name}},", "Hi ,"),
        ("Dear {{title}} {{last_name}},", "Dear … ,"),
    ],
)
def test_what_is_left_of_a_greeting_without_its_name(text: str, left: str) -> None:
    assert [signal.slots["left"] for signal in signals("greeting-fallback", text, template="smartlead")][:1] == [left]


@pytest.mark.parametrize(
    "text",
    [
        'Hi {{first_name | default: "there"}},',
        "Hi {{first_name | there}},",
        "{{#if first_name}}Hi {{first_name}}{{else}}Hello{{/if}},",
        "Hi{% if first_name %} {{first_name}}{% endif %},",
        "Hi {{company}},",
        "Hi [First Name],",
        "Hi {first_name},",
        "Hi %FIRSTNAME%,",
        "I told {{first_name}}, you know",
        "{{first_name}} told me",
        "Hi all of you who are at {{name}},",
        "Best,\n{{sender_name}}",
        "https://a.example/{{first_name}}, hello",
        "{% set name = contact.first_name | default('there') %}Hi {{ name }},",
    ],
)
def test_greetings_that_lose_nothing(text: str) -> None:
    assert found("greeting-fallback", text, template="smartlead") == []


def test_nothing_is_said_where_nobody_knows_the_tool() -> None:
    assert found("greeting-fallback", "Hi {{first_name}},") == []


@pytest.mark.parametrize(
    ("text", "dialect", "reported"),
    [
        ("Hi {first_name},", "interceptly", True),
        ("Hi {first_name},", "expandi", False),
        ("Hi {{first_name}},", None, False),
        ("Hi {contactfield=firstname},", None, True),
        ("Hi *|FNAME|*,", None, True),
        ("Hi #firstName#,", None, False),
        ("Hi {{FIRST_NAME}},", "woodpecker", False),
        ("Hi {{First name}},", "yamm", False),
        ("Hi %FIRSTNAME%,", "activecampaign", False),
        ("Hi {{firstName}},", "instantly", True),
        ("Hi [First Name],", "brackets", False),
        ("Hi [First Name],", "lemlist", False),
    ],
)
def test_only_tools_that_take_a_fallback_in_the_text_count(text: str, dialect: str | None, reported: bool) -> None:
    assert bool(found("greeting-fallback", text, template=dialect)) == reported


def test_a_variable_of_the_template_is_no_field() -> None:
    text = '%%[ SET @name = "there" ]%%Hi %%=v(@name)=%%,'
    assert found("greeting-fallback", text, template="marketing-cloud") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi {{first_name}} {{last_name}}, thanks", ["{{first_name}}"]),
        ("{Hi {{first_name}}|Hello {{first_name}}}, thanks", ["{{first_name}}", "{{first_name}}"]),
    ],
)
def test_names_beside_each_other_are_one_hole_and_branches_are_several(text: str, names: list[str]) -> None:
    assert found("greeting-fallback", text, template="smartlead") == names


def test_the_subject_has_greetings_too() -> None:
    assert found("greeting-fallback", "Hello", subject="{{first_name}}, a question", template="liquid") == [
        "{{first_name}}"
    ]
