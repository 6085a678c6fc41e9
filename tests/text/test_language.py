from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given

from outreachlint.text.language import detect
from outreachlint.text.mask import mask
from tests.text.strategies import anything

CORPUS = Path(__file__).parents[1] / "corpus"

SAMPLES = {
    "it": "Buongiorno Anna, ho letto il tuo articolo e vorrei farti una domanda sul progetto.",
    "en": "Hi Ann, I read your article and would like to ask you a question about the project.",
    "es": "Hola Ana, he leído tu artículo y me gustaría hacerte una pregunta sobre el proyecto.",
    "fr": "Bonjour Anne, j'ai lu votre article et je voudrais vous poser une question sur le projet.",
    "de": "Hallo Anna, ich habe Ihren Artikel gelesen und möchte Ihnen eine Frage zum Projekt stellen.",
    "pt": "Olá Ana, li o seu artigo e gostaria de lhe fazer uma pergunta sobre o projeto.",
}


@pytest.mark.parametrize("lang", SAMPLES)
def test_each_language_is_told(lang: str) -> None:
    assert detect(SAMPLES[lang]) == lang
    assert detect(normalize("NFD", SAMPLES[lang])) == lang
    assert detect(SAMPLES[lang].upper()) == lang


def test_text_without_its_accents_is_told() -> None:
    assert detect("Buongiorno, perche' non ci sentiamo? Cosi' le spiego, non c'e' fretta.") == "it"
    assert detect("Ola, voce tem um minuto? Nao vou tomar muito do seu tempo, ate amanha.") == "pt"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345 !!!",
        "OK",
        "Anna",
        "Beste Ann, bedankt voor je bericht. Ik zoek iemand die ons kan helpen met een klein project.",
        "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani.",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
        "Hej Anna, jag såg din profil och skulle vilja prata med dig om vårt nya projekt.",
        "Hola Anna, et vaig veure a la fira i m'agradaria parlar amb tu del projecte que fem. Gràcies!",
        "Cześć Anno, widziałem twój profil i chciałbym porozmawiać o naszym projekcie.",
        "Привет, я увидел ваш профиль и хотел бы поговорить.",
        "你好，我想和你谈谈",
        "def main():\n    import os\n    with open(path) as f:\n        return f.read()",
        "SELECT name, id FROM users WHERE id = 3 ORDER BY name",
        "Hi Ann, thanks for the call yesterday. Ciao Anna, grazie per la chiamata di ieri.",
    ],
)
def test_what_is_none_of_the_six_or_two_of_them_is_unknown(text: str) -> None:
    assert detect(text) == "unknown"


def test_masked_things_tell_no_language() -> None:
    assert detect(mask("{{the}} {{and}} {{you}} www.the-and-you.example")[0]) == "unknown"


@given(anything)
def test_any_text_has_an_answer(text: str) -> None:
    assert detect(text) in {*SAMPLES, "unknown"}


def messages(part: str) -> Iterator[tuple[str, str]]:
    for path in sorted((CORPUS / part).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            text = mask(f"{record.get('subject') or ''}\n\n{record['text']}")[0]
            if len(text.split()) >= 8:
                yield record["lang"], text


def test_messages_of_the_corpus_are_told() -> None:
    answers: Counter[str] = Counter()
    for lang, text in messages("test"):
        told = detect(text)
        answers["right" if told == lang else "unknown" if told == "unknown" else "wrong"] += 1
    total = sum(answers.values())
    assert answers["wrong"] <= 0.005 * total
    assert answers["unknown"] <= 0.02 * total
