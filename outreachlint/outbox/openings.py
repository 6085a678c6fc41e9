"""How the messages of a template begin, without anybody's name.

Nothing is shown because it looks harmless; a word is shown because all of this holds: it is an everyday word or is
written small, it is nothing but letters, every message of the template has it, and it is in no recipient's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache
from itertools import islice

from outreachlint.records import NamedTuple
from outreachlint.text.fold import fold
from outreachlint.text.sections import GREETING
from outreachlint.text.source import Span
from outreachlint.text.view import View, build_view

MOST_WORDS = 16
"""Words of an opening."""
MOST_CHARS = 600
"""Code points of a message in which the words of its opening are looked for."""
GAP = "[…]"
"""Stands for what is not shown."""
_MASKS = {"url": "[link]", "email": "[address]", "placeholder": "[tag]"}
_CHUNK = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_EDGES = re.compile(r"^[(\"'“„«¡¿]*|[)\"'”“»,;:.!?…]*$")
_PART = 3
"""A recipient's name of so many letters is not shown as a part of another word either."""
_MOST_NAMES = 60
"""Of a message to a crowd, names count as whole words only."""


class Token(NamedTuple):
    """A word of an opening as it is shown, and its folded parts; without any it is no word of the message."""

    text: str
    parts: frozenset[str] = frozenset()


class Opening:
    """What the messages of one template begin with."""

    __slots__ = ("_tokens",)

    def __init__(self, text: str, names: Set[str]) -> None:
        self._tokens = list(_tokens(text[:MOST_CHARS], names))

    def keep(self, text: str, names: Set[str]) -> None:
        """Leave out the words that another message does not have, or that are in its recipient's name."""
        left = [token for token in self._tokens if token.parts]
        if not left:
            return
        known = folded_words(text[:MOST_CHARS])
        lost = {token for token in left if not token.parts <= known or _named(token.parts, names)}
        if lost:
            self._tokens = [Token(_gap(token.text)) if token in lost else token for token in self._tokens]

    def shown(self, names: Set[str]) -> str:
        """The opening, also without the words of these names (folded); `…` where it is empty."""
        out: list[str] = []
        for text, parts in self._tokens:
            word = text if not parts or _may_stand(text, parts, names) else _gap(text)
            if word.startswith(GAP) and out[-1:] == [GAP]:
                out.pop()
            out.append(word)
        while out and out[-1].startswith(GAP):
            out.pop()
        return " ".join([*out, "…"])


def name_words(name: str) -> frozenset[str]:
    """The words of a name, folded, as openings look for them."""
    return folded_words(name)


def folded_words(text: str) -> frozenset[str]:
    """The different words of a text, folded: letters only."""
    return frozenset(_LETTERS.findall(fold(text)[0]))


def beginning(text: str) -> str:
    """The first words of a message as they stand, greeting and names and all."""
    words = text[:MOST_CHARS].split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")


def _tokens(text: str, names: Set[str]) -> Iterator[Token]:
    view = build_view(text)
    masks = [(mask.span, _MASKS.get(mask.kind, GAP)) for mask in view.masks]
    starts = {sentence.span.start for sentence in view.sentences}
    first = _first(view)
    for match in islice(_CHUNK.finditer(text, first), MOST_WORDS):
        span = Span(*match.span())
        opens = span.start in starts or span.start == first
        masked = next((label for each, label in masks if each.overlaps(span)), None)
        yield Token(masked + _tail(match[0])) if masked else _token(match[0], opens, names)


def _first(view: View) -> int:
    """Where the body begins: behind the greeting, except where there is nothing behind it."""
    for sentence in view.sentences:
        if sentence.section != GREETING:
            return sentence.span.start
    return 0


def _token(chunk: str, opens: bool, names: Set[str]) -> Token:
    """A word between blanks; a gap unless it is one whose letters may be shown."""
    word = _EDGES.sub("", chunk)
    if not _WORD.fullmatch(word):
        return Token(chunk if not any(map(str.isalnum, chunk)) and len(chunk) < _PART else _gap(chunk))
    parts = folded_words(word)
    if word.islower():
        fine = True
    else:
        everyday = parts <= _everyday()
        fine = everyday and (opens or word == "I" or word.startswith(("I'", "I’"))) and word[1:] == word[1:].lower()
    return Token(chunk, parts) if fine and not _named(parts, names) else Token(_gap(chunk))


def _gap(chunk: str) -> str:
    """What stands for a word, with the punctuation behind it."""
    return GAP + _tail(chunk)


def _tail(chunk: str) -> str:
    """The punctuation at the end of a chunk."""
    return chunk[len(chunk.rstrip(",;:.!?")) :]


def _named(parts: Set[str], names: Set[str]) -> bool:
    """Whether a recipient's name is in a word."""
    if not names.isdisjoint(parts):
        return True
    return len(names) <= _MOST_NAMES and any(len(name) >= _PART and name in part for part in parts for name in names)


def _may_stand(text: str, parts: frozenset[str], names: Set[str]) -> bool:
    """Whether a word is in nobody's name, or is an everyday word that is not written as a name."""
    return all(part not in names or (part in _everyday() and text.islower()) for part in parts)


@cache
def _everyday() -> frozenset[str]:
    """The everyday words of the six languages, folded."""
    from outreachlint.phrases.common_words import COMMON
    from outreachlint.text.formulas import GREETINGS
    from outreachlint.text.language_words import WORDS

    listed = " ".join([*WORDS.values(), *COMMON, *GREETINGS])
    return folded_words(" ".join(word for word in listed.split() if not word.startswith("-")))
