"""How text, and what is written in a phrase, becomes tokens; both by the same rules, so that they meet.

A token is a word, a number with its separators, a currency or per cent sign, or a masked thing (a row of its mark).
Tokens are folded as the View folds: lower case, no accents, no apostrophes.
"""

from __future__ import annotations

import re
import unicodedata

TOKEN = re.compile(r"\d[\d.,']*\d\w*|\w+|[€$£%]")
PLACEHOLDER_MARK, URL_MARK, EMAIL_MARK = "ˣ", "ʷ", "ᵉ"
_CONTRACTIONS = ("t", "re", "ve", "ll", "s", "d", "m")
_UMLAUTS = "äöü"

FILED = str.maketrans({PLACEHOLDER_MARK: "\x10", URL_MARK: "\x11", EMAIL_MARK: "\x12", "€": "\x13"})
"""How an artefact writes the few tokens that are not Latin-1: a text of single bytes loads several times as fast."""
UNFILED = {ord(value): chr(key) for key, value in FILED.items()}


def fold_letters(text: str) -> str:
    """Lower case without accents, as the View folds; `ß` stays."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("‘", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def spellings(written: str, lang: str) -> list[tuple[str, ...]]:
    """The token sequences that a stretch of a phrase without groups stands for.

    Hyphens may be blanks or missing, contractions lack their apostrophe, German umlauts and `ß` be written out.
    """
    out: list[tuple[str, ...]] = [()]
    for word in written.split():
        options = [tokens for form in _forms(word, lang) if (tokens := tuple(TOKEN.findall(form)))]
        if options:
            out = [done + option for done in out for option in dict.fromkeys(options)]
    return [option for option in dict.fromkeys(out) if option]


def _forms(word: str, lang: str) -> list[str]:
    word = word.lower().replace("’", "'")
    forms = [""]
    for index, char in enumerate(word):
        contraction = char == "'" and index > 0 and word[index + 1 :] in _CONTRACTIONS
        if contraction or (char == "-" and 0 < index < len(word) - 1):
            choices = [" ", ""]
        elif char in _UMLAUTS and lang == "de":
            base = fold_letters(char)
            choices = [base, base + "e"]
        elif char == "ß":
            choices = ["ss", "ß"]
        else:
            choices = [fold_letters(char)]
        forms = [form + choice for form in forms for choice in choices]
    return forms
