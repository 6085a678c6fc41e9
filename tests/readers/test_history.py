"""Older mails inside a mail's text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.history import headings, history_spans
from outreachlint.text.source import Span


def older(text: str) -> list[str]:
    return [span.of(text) for span in history_spans(text)]


SAID = [
    "On Tue, 3 Mar 2026 at 10:00, Ann Lee <ann@x.example> wrote:",
    "On 3 Mar 2026, at 10:00, Ann Lee <ann@x.example> wrote:",
    "Il giorno mar 3 mar 2026 alle ore 10:00 Anna Neri <anna@x.example> ha scritto:",
    "Il 03/03/2026 10:00, Anna Neri ha scritto:",
    "In data martedì 3 marzo 2026 10:00:00 CET, Anna Neri ha scritto:",
    "El mar, 3 mar 2026 a las 10:00, Ana (<ana@x.example>) escribió:",
    "Le mar. 3 mars 2026 à 10:00, Anne <anne@x.example> a écrit :",
    "Am Di., 3. März 2026 um 10:00 Uhr schrieb Anna Meier <anna@x.example>:",
    "Am 03.03.2026 um 10:00 schrieb Anna Meier:",
    "Anna Meier <anna@x.example> schrieb am Di., 3. März 2026, 10:00:",
    "Em ter., 3 de mar. de 2026 às 10:00, Ana <ana@x.example> escreveu:",
    "Op di 3 mrt 2026 om 10:00 schreef Anna <anna@x.example>:",
    "2026-03-03 10:00 GMT+01:00 Ann Lee <ann@x.example>:",
]
BLOCKS = [
    "From: Ann Lee <ann@x.example>\nSent: Tuesday, March 3, 2026 10:00 AM\nTo: Mario\nSubject: Tools",
    "Da: Anna Neri\nInviato: martedì 3 marzo 2026 10:00\nA: Mario\nOggetto: Attrezzi",
    "De: Ana\nEnviado el: martes, 3 de marzo de 2026\nPara: Mario\nAsunto: Herramientas",
    "De : Anne\nEnvoyé : mardi 3 mars 2026\nÀ : Mario\nObjet : Outils",
    "Von: Anna Meier\nGesendet: Dienstag, 3. März 2026\nAn: Mario\nBetreff: Werkzeug",
    "De: Ana\nEnviada em: terça-feira, 3 de março de 2026\nPara: Mario\nAssunto: Ferramentas",
    "*From:* Ann Lee\n*Date:* Tue, 3 Mar 2026\n*To:* Mario\n*Subject:* Tools",
]
SEPARATORS = [
    "-----Original Message-----",
    "----- Messaggio originale -----",
    "-----Mensaje original-----",
    "-----Message d'origine-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Mensagem original-----",
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "Inizio messaggio inoltrato:",
]


@pytest.mark.parametrize("heading", [*SAID, *BLOCKS, *SEPARATORS])
def test_all_below_a_heading_is_history(heading: str) -> None:
    assert older(f"I do not agree.\n\n{heading}\n\nBuy now.\n\nBest,\nAnn\n") == [
        f"{heading}\n\nBuy now.\n\nBest,\nAnn"
    ]


@pytest.mark.parametrize("heading", [*SAID, "On 3 May you wrote:"])
def test_between_quoted_lines_the_sender_answers(heading: str) -> None:
    text = f"Hi Ann,\n\n{heading}\n\n> Buy now.\n>\n> Or later?\nLater.\n> Bye\n\nBest,\nMario"
    assert older(text) == [f"{heading}\n\n> Buy now.\n>\n> Or later?", "> Bye"]


def test_a_heading_may_be_wrapped() -> None:
    text = "No.\n\nOn Tue, 3 Mar 2026 at 10:00, Ann Lee\n<ann@x.example>\nwrote:\n\nBuy now."
    assert older(text) == [text[5:]]


def test_a_rule_above_the_headers_belongs_to_them() -> None:
    text = f"No.\n\n{'_' * 32}\n{BLOCKS[0]}\n\nBuy now."
    assert older(text) == [text[5:]]
    assert older(f"No.\n\n{'_' * 32}\nMario Rossi") == []


def test_quoted_lines_need_no_heading() -> None:
    assert older("I saw this:\n> we sell\n>> a lot\nSo what?") == ["> we sell\n>> a lot"]


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May you wrote:\n\nwe need more. I agree.",
        "On Monday Ann wrote: we need more.",
        "From: here to there",
        "From: Ann\nWe met.\nTo: do",
        "A 3 > 2 B",
        "Le 3 mars, nous avons écrit à Anne : elle a dit non.",
    ],
)
def test_the_senders_own_words_stay(text: str) -> None:
    assert older(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone", "Get Outlook for iOS", "Inviato da iPhone", "Inviato dal mio smartphone Samsung",
        "Scarica Outlook per Android", "Enviado desde mi iPhone", "Envoyé de mon iPhone", "Von meinem iPhone gesendet",
        "Gesendet von meinem Galaxy", "Enviado do meu iPhone", "Sent with Proton Mail secure email.",
        "Sent with [Proton Mail](https://proton.me/) secure email.",
    ],
)  # fmt: skip
def test_what_a_phone_writes_is_not_the_senders(line: str) -> None:
    text = f"See you.\n\nMario\n\n{line}\n\n{SAID[0]}\n> Buy"
    assert older(text) == [f"{line}\n\n{SAID[0]}\n> Buy"]
    assert older(f"See you.\n{line}\nMario") == [line]


def test_a_sentence_about_a_phone_is_the_senders() -> None:
    assert older("Inviato da noi ieri, il modulo è pronto.") == []


def test_stretches_known_to_be_quoted_count_as_quoted_lines() -> None:
    text = f"Hi,\n\n{SAID[0]}\nBuy now.\n\nOr later?\nLater.\nMario"
    quoted = Span(text.index("Buy"), text.index("\nLater"))
    assert [span.of(text) for span in history_spans(text, [quoted])] == [f"{SAID[0]}\nBuy now.\n\nOr later?"]


def test_headings_say_who_wrote_at_every_depth() -> None:
    text = f"No.\n\n{SAID[0]}\n> Buy.\n>\n> {SAID[5]}\n>> Hello\n\n{BLOCKS[1]}"
    assert headings(text) == [SAID[0], SAID[5], " ".join(BLOCKS[1].split("\n"))]


lines = st.lists(
    st.sampled_from(
        [
            *SAID,
            *BLOCKS,
            *SEPARATORS,
            "> quoted",
            ">",
            "",
            "Hello there.",
            "Sent from my iPhone",
            "_" * 32,
            "-- ",
            "On 3",
        ]
    ),
    max_size=12,
)


@given(lines, st.sampled_from(["\n", "\r\n"]))
def test_the_spans_are_whole_lines_in_order_and_apart(drawn: list[str], end: str) -> None:
    text = end.join(drawn)
    at = 0
    for span in history_spans(text):
        assert at <= span.start < span.end <= len(text)
        assert span.start == 0 or text[span.start - 1] == "\n"
        assert text[span.end : span.end + 1] in ("", "\r", "\n") or not text[span.end :].strip()
        at = span.end


@given(lines)
def test_every_quoted_line_is_history(drawn: list[str]) -> None:
    text = "\n".join(drawn)
    left = text
    for span in reversed(history_spans(text)):
        left = left[: span.start] + left[span.end :]
    assert not any(line.startswith(">") for line in left.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "On 3 wrote\n" * 10_000, "On 3 wrote " * 10_000 + ":", ("On 3" + " wrote 1" * 48 + "\n") * 300, "From: x\n" * 12_000,
        "From: x\nSent: " + "On 3 wrote " * 8_000 + "\nTo: x", "> " * 50_000, "\n" * 100_000, "_" * 100_000, " " * 100_000,
        f"{SAID[0]}\n\n\n\n" * 1_000, "<a@" * 30_000,
    ],
)  # fmt: skip
def test_time_is_bounded(text: str) -> None:
    began = time.perf_counter()
    history_spans(text)
    headings(text)
    assert time.perf_counter() - began < 10
