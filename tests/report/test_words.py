"""The words of the reports, in every language of the linter."""

from __future__ import annotations

import re

import pytest

from outreachlint.config.options import SEVERITIES, UI_LANGUAGES
from outreachlint.report.words import WORDS, amount, number


def test_every_language_has_every_word() -> None:
    assert set(WORDS) == set(UI_LANGUAGES)
    assert len({frozenset(words) for words in WORDS.values()}) == 1
    assert set(SEVERITIES) <= set(WORDS["en"])


@pytest.mark.parametrize("key", WORDS["en"])
def test_holes_and_plurals_are_those_of_english(key: str) -> None:
    shapes = {tuple(sorted(re.findall(r"\{\w+\}|\|", words[key]))) for words in WORDS.values()}

    assert len(shapes) == 1


@pytest.mark.parametrize(
    ("lang", "one", "several"), [("en", "1 message", "10,000 messages"), ("it", "1 messaggio", "10.000 messaggi")]
)
def test_amounts(lang: str, one: str, several: str) -> None:
    assert (amount(1, "messages", lang), amount(10_000, "messages", lang)) == (one, several)
    assert several.startswith(number(10_000, lang))
