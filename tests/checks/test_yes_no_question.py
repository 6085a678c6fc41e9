"""Questions that a plain 'no' answers."""

from __future__ import annotations

import pytest

from tests.checks.checking import found


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "Is that of interest?"),
        ("en", "When you are back, may I call?"),
        ("en", "Would Tuesday suit you?"),
        ("it", "Ti interessa?"),
        ("it", "Le andrebbe di sentirci?"),
        ("es", "¿Le interesa?"),
        ("fr", "Cela vous intéresse-t-il ?"),
        ("de", "Haben Sie Interesse?"),
        ("pt", "Tem interesse?"),
        ("unknown", "Cui bono?"),
    ],
)
def test_a_no_answers_it(lang: str, question: str) -> None:
    assert found("yes-no-question", f"Hello. {question} Bob", lang=lang) == [question.lstrip("¿")] or [question]


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "When shall I call?"),
        ("en", "If you like it, what is a good day?"),
        ("en", "At what time?"),
        ("it", "Quando ti chiamo?"),
        ("it", "Perché no?"),
        ("es", "¿Cuándo le llamo?"),
        ("fr", "Quand puis-je appeler ?"),
        ("de", "Wann darf ich anrufen?"),
        ("pt", "Quando posso ligar?"),
    ],
)
def test_a_no_does_not(lang: str, question: str) -> None:
    assert found("yes-no-question", f"Hello. {question}", lang=lang) == []


def test_subject_and_quoted_mail_do_not_ask() -> None:
    text = "Hello.\n\n> Is it of interest?"

    assert found("yes-no-question", text, subject="Interested?") == []
