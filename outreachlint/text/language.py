"""Which of the six languages a message is in, by its everyday words."""

from __future__ import annotations

import re
from unicodedata import normalize

UNKNOWN = "unknown"
_WORD = re.compile(r"\w+")
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
#: The evidence for all languages is one number, so many bits a language; 5,000 code points don't fill them.
_BITS = 16
_FULL = (1 << _BITS) - 1


class _Evidence(dict[str, int]):
    """For each word met so far, what it says for each language."""

    __slots__ = ("known", "lists")

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()
        self.lists: dict[str, set[str]] = {}

    def load(self) -> None:
        """Read the word lists; not done at import, since a message's language may be given."""
        from outreachlint.text.language_words import OTHER, WORDS

        for lang, listed in (*WORDS.items(), (UNKNOWN, OTHER)):
            words = set(listed.split())
            words.update(word for word in _without_accents(listed).split() if len(word) > 3 and word[0] != "-")
            self.lists[lang] = words
            self.known |= words

    def __missing__(self, word: str) -> int:
        places = [place for place, words in enumerate(self.lists.values()) if word in words]
        weight = _WEIGHT.get(len(places), 0)
        self[word] = found = sum(weight << _BITS * place for place in places)
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
    size = len(words)
    words.update(["-" + word[-3:] for word in words if len(word) >= _LONG])
    evidence = sum(map(_evidence.__getitem__, words & _evidence.known))
    scores = [evidence >> _BITS * place & _FULL for place in range(len(_evidence.lists))]
    *_, rival, best = sorted(scores)
    if best < _LEAST or best < _LEAST_PER_WORD * size or rival > _RIVAL * best:
        return UNKNOWN
    return list(_evidence.lists)[scores.index(best)]


def _without_accents(text: str) -> str:
    """The text as typed by someone who leaves accents out; letters that are no ASCII letter with an accent go."""
    return normalize("NFD", text).encode("ascii", "ignore").decode()
