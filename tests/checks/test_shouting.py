"""OL502: capitals and exclamation marks, in six languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.checking import fixed, found, signals


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
    assert found("shouting", "Hello Ann", subject="OUR BIG NEW OFFER FOR YOU") == ["OUR BIG NEW OFFER FOR YOU"]
    assert found("shouting", "Hello Ann", subject="NATO, CRM, ERP, AWS") == []


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("See you in Leeds!!!", "See you in Leeds!"),
        ("Really?!?!!", "Really?!"),
        ("What?!?!?! Yes!!!!", "What?! Yes!"),
        ("Wow ‼️‼️ yes", "Wow ! yes"),
        ("好！！！", "好！"),
        ("No⁉⁉⁉", "No?!"),
        ("¡¡¡Hola!!!", "¡Hola!"),
        ("¿¡¿¡¿¡Ya?!?!?!", "¿¡Ya?!"),
        ("Hi ❗️❗️❗️", "Hi ❗️"),
    ],
)
def test_one_mark_is_left_of_a_row_whatever_is_allowed(text: str, calm: str) -> None:
    assert fixed("shouting", text, applicability="safe") == calm
    assert found("shouting", calm) == []


@pytest.mark.parametrize(
    ("subject", "calm", "lang"),
    [
        ("INVITATION TO DINNER", "Invitation to dinner", "en"),
        ("Hello, LAST CHANCE for you", "Hello, last chance for you", "en"),
        ("FREE: YOUR CRM AND HTML AUDIT FOR GDPR", "Free: Your CRM and HTML audit for GDPR", "en"),
        ("NASA LAUNCH EVENT IN THE EU", "NASA launch event in the EU", "en"),
        ("I'M SURE YOU DON'T KNOW", "I'm sure you don't know", "en"),
        ("READ THIS TODAY, {{FIRST_NAME}}! THEN CALL US", "Read this today, {{FIRST_NAME}}! Then call us", "en"),
        ("È UN'OCCASIONE UNICA PER L'AZIENDA", "È un'occasione unica per l'azienda", "it"),
        ("¡ÚLTIMA OPORTUNIDAD!", "¡Última oportunidad!", "es"),
        ("OFFRE VALABLE AUJOURD'HUI", "Offre valable aujourd'hui", "fr"),
        ("LETZTE CHANCE FÜR IHRE FIRMA", "Letzte Chance für Ihre Firma", "de"),
        ("JETZT ANMELDEN UND KOSTEN SPAREN", "Jetzt anmelden und Kosten sparen", "de"),
        ("HENRY VIII AND LOUIS XIV", "Henry VIII and louis XIV", "en"),
        ("READ THIS BEFORE FRIDAY", "Read this before Friday", "en"),
        ("YOUR LINKEDIN AND IPHONE PICTURES FROM BERLIN", "Your LinkedIn and iPhone pictures from Berlin", "en"),
        ("THE U.S. NEWS FROM J. SMITHERS", "The U.S. news from J. smithers", "en"),
        ("BÜYÜK İNDİRİM BUGÜN", "BÜYÜK İNDİRİM BUGÜN", "unknown"),
    ],
)
def test_a_subject_is_written_as_a_sentence(subject: str, calm: str, lang: str) -> None:
    assert fixed("shouting", "Hi", subject=subject, lang=lang) == f"{calm}\n\nHi"
    assert fixed("shouting", "Hi", subject=subject, lang=lang, applicability="safe") == f"{subject}\n\nHi"


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("Hi, the dinner of Maria Rossi with VESTAS at MoMA.", "Dinner with Maria Rossi of VESTAS at MoMA"),
        ("Maria and a rossi. Vestas and MOMA DINNER TODAY", "Dinner with maria rossi of vestas at moma"),
        ("VESTAS, a firm, and the others: vestas.", "Dinner with maria rossi of vestas at moma"),
    ],
)
def test_a_subject_s_words_are_written_as_the_text_writes_them(text: str, calm: str) -> None:
    subject = "DINNER WITH MARIA ROSSI OF VESTAS AT MOMA"

    assert fixed("shouting", text, subject=subject) == f"{calm}\n\n{text}"


def test_capitals_in_the_text_are_for_the_writer_to_change() -> None:
    assert [signal.fix for signal in signals("shouting", "This is your LAST CHANCE.")] == [None]


def test_names_that_are_allowed_keep_their_capitals() -> None:
    options = {"allow": ["Balilla"]}

    assert fixed("shouting", "Hi", options, subject="OPERA NAZIONALE BALILLA") == "Opera nazionale BALILLA\n\nHi"


@given(st.text(alphabet="ABCÈa I'!?-{}.", max_size=40), st.sampled_from(["en", "it", "de", "unknown"]))
def test_after_the_fix_there_is_nothing_to_fix(subject: str, lang: str) -> None:
    after = fixed("shouting", "Hi", subject=subject, lang=lang).removesuffix("\n\nHi")

    assert after.casefold().replace("!", "").replace("?", "") == subject.casefold().replace("!", "").replace("?", "")
    assert all(signal.fix is None for signal in signals("shouting", "Hi", subject=after, lang=lang))
