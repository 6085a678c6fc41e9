from __future__ import annotations

import pytest

from outreachlint.text.source import Span
from outreachlint.text.view import build_view


def sections(text: str, subject: Span | None = None) -> list[str]:
    return [sentence.section for sentence in build_view(text, subject=subject).sentences]


@pytest.mark.parametrize(
    "line",
    [
        "Hi Ann,", "Dear {{first_name}},", "Good morning Mr Dunne,", "Ciao Anna!", "Gentile dottoressa Rossi,",
        "Egr. Sig. Neri,", "Gent.ma Anna Verdi,", "Buongiorno,", "Estimada Sra. Gil:", "Hola, Concha:", "Buenos días,",
        "Bonjour Madame Ferrand,", "Chère Anne,", "Sehr geehrte Frau Dr. Lindqvist,", "Hallo Frau Weber,", "Olá Duarte!",
        "Exma. Sra. Eng.ª Rita Valente,", "Bom dia, {{nome}}!", "Ann,", "[Name],", "Dott. Ventura, buongiorno.",
    ],
)  # fmt: skip
def test_the_first_line_greets(line: str) -> None:
    assert sections(f"{line}\n\nthis is what I write about. It is short.") == ["greeting", "body", "body"]


def test_a_first_line_that_says_something_is_body() -> None:
    assert sections("Hi Ann, thanks for connecting with me on here!\nWe sell things.") == ["body", "body"]
    assert sections("Dear friends of the museum near the old station are welcome.") == ["body"]


def test_only_the_first_line_greets() -> None:
    assert sections("We met.\n\nHi Ann,\nwelcome to us") == ["body", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Best regards,", "Kind regards", "Yours sincerely,", "Thanks,", "Best,", "Cordiali saluti", "Distinti saluti,",
        "Un caro saluto", "Grazie mille,", "Un saludo,", "Muchas gracias,", "Cordialement,", "Bien à vous",
        "Mit freundlichen Grüßen", "Viele Grüße", "LG", "Com os melhores cumprimentos,", "Abraço,",
    ],
)  # fmt: skip
def test_a_closing_line_closes_and_the_rest_signs(line: str) -> None:
    assert sections(f"Hi Ann,\nwelcome to all of us.\n\n{line}\nMario Rossi\nAcme S.p.A.") == [
        "greeting", "body", "closing", "signature", "signature",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["Thanks for your time!", "Best of all, it is free.", "Grazie per il tempo."])
def test_thanks_for_something_close_nothing(line: str) -> None:
    assert sections(f"Hi Ann,\n\n{line}\n\nWe are here for you.") == ["greeting", "body", "body"]


def test_a_last_line_of_capitalised_words_signs() -> None:
    assert sections("Welcome to all of us.\n\nMario Rossi") == ["body", "signature"]
    assert sections("Welcome to all of us. [Your Name]") == ["body", "signature"]
    assert sections("Welcome to all of us.\n\nWrite to me") == ["body", "body"]


def test_a_dash_line_begins_a_signature() -> None:
    assert sections("Hi Ann,\nwelcome to us.\n-- \nwe at Acme\nsell to everybody.")[1:] == [
        "body",
        "signature",
        "signature",
    ]


@pytest.mark.parametrize("mark", ["PS", "P.S.", "PS:", "p.s.", "P.D."])
def test_a_postscript_comes_after_the_signature(mark: str) -> None:
    assert sections(f"Welcome.\n\nBest,\nMario\n\n{mark} we sell too. Really.")[2:] == ["signature", "ps", "ps"]


def test_quoted_lines_are_quotes() -> None:
    assert sections("I saw this.\n> we sell. Buy!\n> a lot\nSo what?") == ["body", "quote", "quote", "quote", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, Sep 11, Jake Sorrentino wrote:", "Il giorno 3 ottobre Debora Iannone ha scritto:",
        "El lun, 3 mar, Ana escribió:", "Le 3 mars, Anne a écrit :", "Am 03.03.2026 um 10:00 schrieb Anna Meier:", "Em 3 de março, Ana escreveu:",
        "-----Original Message-----",
    ],
)  # fmt: skip
def test_all_behind_a_quote_line_is_quoted(line: str) -> None:
    assert sections(f"I do not agree.\n\n{line}\n\nBuy now. Best regards,\nJake")[1:] == ["quote"] * 4


def test_the_subject_is_no_greeting() -> None:
    assert sections("Hello!\n\nHi Ann,\n\nwelcome.", Span(0, 6)) == ["subject", "greeting", "body"]
