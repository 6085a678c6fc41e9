"""OL605: notes that could go to anybody."""

from __future__ import annotations

import pytest

from outreachlint.checks.stock_words import CORE, WORDS
from outreachlint.document import LANGUAGES
from outreachlint.text.fold import fold
from tests.checks.checking import found

GENERIC = {
    "en": [
        "Hi Ann, I'd like to connect.",
        "I came across your profile and would love to connect.",
        "Hello {{first_name}}, I see we are in the same industry. Let's connect and explore opportunities. Best, Bob Hill",
    ],
    "it": ["Ciao Anna, mi farebbe piacere collegarci.", "Buongiorno, ho visto il Suo profilo e vorrei entrare in contatto. Saluti, Luca"],
    "es": ["Hola Ana, me gustaría conectar contigo." , "Buenos días, he visto su perfil y me gustaría conectar. Saludos, Luis"],
    "fr": ["Bonjour Anne, je souhaite vous ajouter à mon réseau.", "Bonjour, votre profil est intéressant, connectons-nous. Cordialement"],
    "de": ["Hallo Anne, ich würde mich gerne mit Ihnen vernetzen.", "Guten Tag, Ihr Profil ist interessant. Ich freue mich auf den Austausch im Netzwerk."],
    "pt": ["Olá Ana, gostaria de me conectar.", "Bom dia, vi o seu perfil e gostaria de fazer parte da sua rede. Abraços, Luís"],
}  # fmt: skip
SPECIFIC = {
    "en": ["Hi Ann, we met at the food bank, let's connect.", "Ann, your 2019 paper made me connect two ideas.", "I'd like to connect about {{topic}} and your profile here."],
    "it": ["Ciao Anna, ci siamo visti al corso sulla calce, colleghiamoci.", "Buongiorno, la rete idrica di Ferrara mi interessa."],
    "es": ["Hola Ana, coincidimos en Sevilla, conectamos?"],
    "fr": ["Bonjour Anne, suite au salon de Lyon, connectons-nous."],
    "de": ["Hallo Anne, nach dem Kurs über Kalkputz vernetze ich mich gerne mit Ihnen."],
    "pt": ["Olá Ana, estivemos no congresso de Braga, gostaria de conectar."],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in GENERIC.items() for text in texts])
def test_a_note_of_stock_words_is_found_whole(lang: str, text: str) -> None:
    (whole,) = found("nothing-specific", text, lang=lang)
    assert text.startswith(whole[:3])
    assert whole[-1] == text[-1]


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in SPECIFIC.items() for text in texts])
def test_one_word_about_the_reader_is_enough(lang: str, text: str) -> None:
    assert found("nothing-specific", text, lang=lang) == []


@pytest.mark.parametrize("text", ["Hi Ann!", "Thank you for the kind words.", "", "Ann " * 50 + "connect"])
def test_very_short_long_and_other_notes_are_not_judged(text: str) -> None:
    assert found("nothing-specific", text) == []


def test_how_many_other_words_there_may_be_is_an_option() -> None:
    text = "Hi Ann, I'd like to connect about payroll software."
    assert found("nothing-specific", text, {"unknown": 1}) == []
    assert found("nothing-specific", text, {"unknown": 2}) == [text]


def test_how_long_a_note_may_be_is_an_option() -> None:
    assert found("nothing-specific", "Hi Ann, I'd like to connect.", {"words": 6}) == []
    assert len(found("nothing-specific", "Hi Ann, I'd like to connect.", {"words": 7})) == 1


def test_an_unknown_language_is_not_judged() -> None:
    assert found("nothing-specific", "Hi Ann, I'd like to connect.", lang="unknown") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_stock_words_are_folded_and_hold_what_the_note_is_about(lang: str) -> None:
    words = WORDS[lang].split()
    assert [word for word in words if fold(word)[0] != word] == []
    assert all(any(word.startswith(core) for word in words) for core in CORE[lang])
