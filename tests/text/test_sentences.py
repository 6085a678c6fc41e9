from __future__ import annotations

import pytest

from outreachlint.text.source import Span
from outreachlint.text.view import build_view


def sentences(text: str, lang: str = "unknown") -> list[str]:
    return [sentence.span.of(text) for sentence in build_view(text, lang=lang).sentences]


def questions(text: str) -> list[bool]:
    return [sentence.question for sentence in build_view(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "I spoke to Dott. Rossi and Dott.ssa Bianchi yesterday.",
        "Gent.ma Sig.ra Verdi, Egr. Sig. Neri, Spett. Ditta.",
        "Lavoro per la Rossi S.p.A. di Milano e la Neri S.r.l. Unipersonale.",
        "Serve un'auto, p.es. Fiat.",
        "Serve un'auto, ad es. Fiat.",
        "Bulloni, viti, ecc. sono qui.",
        "On. Rossi, Arch. Neri, Me. Durand, Mag. Huber.",
        "Vedi art. 6 e pag. 12, tel. 02 1234, n. 5.",
        "Vedi il D.Lgs. 196.",
        "L'Ing. Bruni e l'Avv. Prof. Costa verranno.",
        "Mr. and Mrs. Smith met Dr. Who.",
        "Some tools, e.g. Excel, i.e. Spreadsheets.",
        "Cats, dogs, etc. are fine.",
        "Acme Inc. is big and Foo Ltd. too.",
        "It is us vs. Them.",
        "See you at 9 a.m. tomorrow or 5 p.m. today.",
        "Invoice No. 12 is due.",
        "Dear J. Smith, meet A. B. Jones.",
        "It grew by 3.5 percent, 1.000 in all.",
        "Das ist z.B. Berlin, d.h. Mitte, u.a. Wedding, bzw. Pankow.",
        "La Sra. Ruiz y el Sr. Gil y la Dra. Paz.",
        "Nos vemos a las 10:00 a. m. o más tarde.",
        "M. Dupont et Mme. Durand sont là.",
        "Exmo. Sr. Silva e Exma. Sra. Costa.",
        "It was… strange... but fine.",
        "The U.S. Senate met.",
        'He said "really?" and left.',
        "So (yes!) we did.",
        "See www.acme.example/a.b it is there.",
        "Write to ann@acme.example/x?a=1.b today.",
        "P.S. Write soon.",
        "1. First of all.",
    ],
)
def test_a_dot_that_ends_nothing_does_not_cut(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("We sell to Rossi S.p.A. Vorrei parlarne.", ["We sell to Rossi S.p.A.", "Vorrei parlarne."]),
        ("We are Acme Inc. We sell.", ["We are Acme Inc.", "We sell."]),
        ("Viti, bulloni ecc. Mi dica.", ["Viti, bulloni ecc.", "Mi dica."]),
        ("Me and I. Then you.", ["Me and I.", "Then you."]),
        ("So ignore me. Thanks. Move on. Bye", ["So ignore me.", "Thanks.", "Move on.", "Bye"]),
        ("no i can't. so what", ["no i can't.", "so what"]),
        ("here i am. so what", ["here i am.", "so what"]),
        ("No. We do not.", ["No.", "We do not."]),
        ("no caps here. none there? ok", ["no caps here.", "none there?", "ok"]),
        ("“Yes.” She left. (Really.) Bye", ["“Yes.”", "She left.", "(Really.)", "Bye"]),
        ("Great!😀 Thanks", ["Great!😀", "Thanks"]),
        ("Hola. ¿Qué tal? ¡Bien!", ["Hola.", "¿Qué tal?", "¡Bien!"]),
        ("What?! Yes...  Maybe", ["What?!", "Yes...", "Maybe"]),
        ("We met in 2024. It rained.", ["We met in 2024.", "It rained."]),
        ("Zero\u200b.\u200b Width", ["Zero\u200b.\u200b", "Width"]),
    ],
)
def test_sentences_end_at_terminators(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_german_ordinal_is_no_end_in_german() -> None:
    text = "Wir sehen uns am 12. März. Bis dann."
    assert sentences(text, "de") == ["Wir sehen uns am 12. März.", "Bis dann."]
    assert sentences("Wir sind 12. Wir kommen.", "de") == ["Wir sind 12.", "Wir kommen."]
    assert sentences("We met on the 12. Maybe you know.", "en") == ["We met on the 12.", "Maybe you know."]


def test_blank_lines_and_list_items_cut() -> None:
    text = "We offer\n- one thing\n- another thing, which is long enough to wrap\n1. first\n2) second\n• dot\n\nBye"
    assert sentences(text) == [
        "We offer", "- one thing", "- another thing, which is long enough to wrap", "1. first", "2) second", "• dot", "Bye",
    ]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", " \n", "\n  "])
def test_hard_wrapped_lines_are_joined(newline: str) -> None:
    text = newline.join(
        [
            "I have read your post on quality checks and",
            "wanted to say that we add people to our",
            "Newsletter of the month, if they say yes to",
            "Anna.",
        ]
    )
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann,\nthanks for connecting",
        "Egregio ingegner Bartolomeo Colleoni Visconti,\nmi laureo a luglio",
        "Cordiali saluti\nMario Rossi",
        "Anna Maria Rossi, Head of Customer Success at Acme\nTel. 02 123456",
        "This line is long enough to have been wrapped:\nand ends in a colon",
        "This line is long enough to have been wrapped\n> and this quotes something",
        "Mylène G.\nDirectrice",
    ],
)
def test_lines_that_nobody_wrapped_stay_apart(text: str) -> None:
    assert len(sentences(text)) == 2


def test_the_subject_is_apart() -> None:
    view = build_view("a quick word\n\nfor you", subject=Span(0, 12))
    assert [sentence.section for sentence in view.sentences] == ["subject", "body"]


def test_a_subject_without_words_stays_apart_from_the_message() -> None:
    assert [s.section for s in build_view("🚀\n\nHi Ann,\nwelcome", subject=Span(0, 1)).sentences][:2] == [
        "subject",
        "greeting",
    ]
    view = build_view("Offer\n\n🚀\n\nHi Ann,\nwelcome", subject=Span(0, 5))
    assert view.sentences[0].section == "subject"
    assert view.sentences[0].span == Span(0, 5)


def test_a_stretch_without_words_belongs_to_the_sentence_before() -> None:
    assert sentences("Thanks! 👋 👋\n\n---\n\nBye") == ["Thanks! 👋 👋\n\n---", "Bye"]


def test_at_the_start_of_a_line_it_belongs_to_the_sentence_behind() -> None:
    assert sentences("... Thanks! Bye") == ["... Thanks!", "Bye"]


def test_questions_end_with_a_question_mark() -> None:
    assert questions("Free? Free?! Free!? (Free?) Free? 😀") == [True, True, True, True, True]
    assert questions("Is it? no. What?ever") == [True, False, False]
    assert questions("see https://acme.example/?a") == [False]
