"""Which of the six languages a message is in, by its everyday words."""

from __future__ import annotations

import re
from unicodedata import normalize

UNKNOWN = "unknown"
_WORD = re.compile(r"[^\W\d_ˣʷᵉ]+")
#: So many code points tell the language of any message.
_ENOUGH = 5_000
#: Words of so many letters show their ending.
_LONG = 5
#: What a word says for a language, by the number of languages that have it.
_WEIGHT = {1: 6, 2: 3, 3: 1}
#: The least evidence (one word of a single language would be 6), in all and per different word of the message.
_LEAST = 7
_LEAST_PER_WORD = 0.6
#: The runner-up may have so much of the winner's evidence.
_RIVAL = 0.5


class _Evidence(dict[str, tuple[tuple[str, int], ...]]):
    """For each word met so far, the languages that it speaks for and how loudly."""

    __slots__ = ("known", "lists")

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()
        self.lists: list[tuple[str, set[str]]] = []

    def load(self) -> None:
        """Read the word lists; not done at import, since a message's language may be given."""
        from outreachlint.text.language_words import OTHER, WORDS

        for lang, listed in (*WORDS.items(), (UNKNOWN, OTHER)):
            words = set(listed.split())
            words.update(word for word in _without_accents(listed).split() if len(word) > 3 and word[0] != "-")
            self.lists.append((lang, words))
            self.known |= words

    def __missing__(self, word: str) -> tuple[tuple[str, int], ...]:
        langs = [lang for lang, words in self.lists if word in words]
        weight = _WEIGHT.get(len(langs), 0)
        found = self[word] = tuple((lang, weight) for lang in langs) if weight else ()
        return found


_evidence = _Evidence()


def detect(text: str) -> str:
    """The language of a masked text: one of LANGUAGES, or `unknown` where the words don't tell, or tell of two.

    Reads at most the first 5,000 code points.
    """
    if not _evidence.lists:
        _evidence.load()
    text = text[:_ENOUGH].lower()
    if not text.isascii():
        text = normalize("NFC", text)
    words = set(_WORD.findall(text))
    endings = {"-" + word[-3:] for word in words if len(word) >= _LONG}
    scores: dict[str, int] = {}
    for word in (words | endings) & _evidence.known:
        for lang, weight in _evidence[word]:
            scores[lang] = scores.get(lang, 0) + weight
    if not scores:
        return UNKNOWN
    best = max(scores, key=scores.__getitem__)
    score = scores.pop(best)
    if score < _LEAST or score < _LEAST_PER_WORD * len(words) or max(scores.values(), default=0) > _RIVAL * score:
        return UNKNOWN
    return best


def _without_accents(text: str) -> str:
    """The text as typed by someone who leaves accents out; letters that are no ASCII letter with an accent go."""
    return normalize("NFD", text).encode("ascii", "ignore").decode()
