"""OL502: capitals and exclamation marks, in six languages."""

from __future__ import annotations

import pytest

from tests.checks.checking import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("This is your LAST CHANCE to join.", "LAST CHANCE"),
        ("It is FREE!", "FREE"),
        ("We help you, GUARANTEED.", "GUARANTEED"),
        ("READ THIS BEFORE FRIDAY", "READ THIS BEFORE FRIDAY"),
        ("See you in Leeds!!!", "!!!"),
        ("Really?!?!!", "?!?!!"),
        ("Wow ‼️‼️", "‼"),
        ("È un'OCCASIONE UNICA per te.", "OCCASIONE UNICA"),
        ("Buongiorno, ISCRIVITI ADESSO.", "ISCRIVITI ADESSO"),
        ("Hola, ÚLTIMA OPORTUNIDAD para ti.", "ÚLTIMA OPORTUNIDAD"),
        ("Bonjour, OFFRE VALABLE AUJOURD'HUI.", "OFFRE VALABLE AUJOURD'HUI"),
        ("Hallo, JETZT ANMELDEN und sparen.", "JETZT ANMELDEN"),
        ("Olá, INSCREVA-SE AGORA e ganhe.", "INSCREVA-SE AGORA"),
    ],
)
def test_what_shouts_is_found(text: str, words: str) -> None:
    assert any(words in each for each in found("shouting", text))


@pytest.mark.parametrize(
    "text",
    [
        "Our CRM and ERP run on AWS, like NASA and UNESCO.",
        "I am with SAP and IBM in the US.",
        "Sono Mario ROSSI della CNA.",
        "See #LEEDS2026 and #OPENDATA DAY.",
        "I would NOT do that.",
        "Thank you! See you!! Really?!",
        "A B C D E F G",
        "The ISO 27001 and PCI DSS audits, the SOC 2 report.",
        "It runs under GNU/LINUX/BSD and is called ONLYOFFICE.",
        "Hi {{FIRST_NAME}} of {{COMPANY_NAME_LONG}}",
        "Hi %FIRSTNAME% %LASTNAME%",
        "Best regards\nMARIO ROSSI IMPIANTI ELETTRICI",
    ],
)
def test_acronyms_names_and_tags_do_not_shout(text: str) -> None:
    assert found("shouting", text) == []


def test_words_in_capitals_that_are_names_can_be_allowed() -> None:
    assert found("shouting", "Visit OPERA NAZIONALE BALILLA today.") == ["OPERA NAZIONALE BALILLA"]
    assert found("shouting", "Visit OPERA NAZIONALE BALILLA today.", {"allow": ["Opera", "nazionale"]}) == []


def test_how_many_marks_shout_is_an_option() -> None:
    assert found("shouting", "Hello!!", {"marks": 2}) == ["!!"]
    assert found("shouting", "Hello!!!", {"marks": 4}) == []


def test_a_subject_in_capitals_shouts() -> None:
    assert found("shouting", "Hello Ann", subject="INVITATION TO DINNER") == ["INVITATION TO DINNER"]
