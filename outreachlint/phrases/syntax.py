"""The phrase syntax of docs/rule-language.md, parsed into a tree."""

from __future__ import annotations

from typing import Union

from outreachlint.records import NamedTuple

GAP = "…"
BUILTINS = frozenset({"number", "url", "email", "placeholder", "word"})
MAX_GAPS = 3
MAX_DEPTH = 8
_SPECIAL = frozenset("()[]|<>*^…")
_DROPPED = frozenset(',;:"“”«»')


class Word(NamedTuple):
    """Literal letters; `stem` when any ending may follow."""

    text: str
    stem: bool = False


class Lexicon(NamedTuple):
    """A reference to a named list, or to one of BUILTINS."""

    name: str


class Group(NamedTuple):
    """Alternatives; `optional` when none of them need be there."""

    alternatives: tuple[Sequence, ...]
    optional: bool = False


Piece = Union[Word, Lexicon, Group]  # noqa: UP007 - evaluated at run time on Python 3.10


class Sequence(NamedTuple):
    """Units in order; a unit is pieces glued together, between two separators."""

    units: tuple[tuple[Piece, ...], ...]


class Phrase(NamedTuple):
    """Segments with a gap between each two; anchors at the sentence's start and its question mark.

    `asks` (a gap before the question mark) is a question that may go on after the last segment.
    """

    segments: tuple[Sequence, ...]
    at_start: bool = False
    question: bool = False
    asks: bool = False


class PhraseError(ValueError):
    """The phrase can't be read; `column` is a 0-based index into it."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text.replace("...", GAP + "  ")
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def sequence(self, closing: str) -> Sequence:
        """Units up to one of the closing characters (not consumed), or the end of the phrase."""
        units: list[tuple[Piece, ...]] = []
        unit: list[Piece] = []
        while (char := self.peek()) and char not in closing and char != GAP:
            if char.isspace():
                self.at += 1
                if unit:
                    units.append(tuple(unit))
                    unit = []
            else:
                piece = self.piece()
                if piece is not None:
                    unit.append(piece)
        if unit:
            units.append(tuple(unit))
        return Sequence(tuple(units))

    def piece(self) -> Piece | None:
        char = self.peek()
        if char == "(":
            return self.group(")")
        if char == "[":
            return self.group("]")
        if char == "<":
            return self.lexicon()
        if char in _DROPPED:
            self.at += 1
            return None
        if char in _SPECIAL or char == "?":
            raise PhraseError(f"'{char}' is not expected here", self.at)
        return self.word()

    def group(self, closing: str) -> Group:
        opened = self.at
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise PhraseError(f"groups are nested more than {MAX_DEPTH} deep", opened)
        alternatives: list[Sequence] = []
        while True:
            self.at += 1
            began = self.at
            sequence = self.sequence("|" + closing)
            if self.peek() == GAP:
                raise PhraseError("a gap can't stand inside a group", self.at)
            if not self.peek():
                raise PhraseError(f"'{self.text[opened]}' is never closed", opened)
            if not sequence.units:
                raise PhraseError("an alternative is empty; write what may be missing in [ ]", began)
            if sequence in alternatives:
                raise PhraseError("the alternative stands here twice", began)
            alternatives.append(sequence)
            if self.peek() == closing:
                self.at += 1
                self.depth -= 1
                return Group(tuple(alternatives), optional=closing == "]")

    def lexicon(self) -> Lexicon:
        end = self.text.find(">", self.at)
        if end < 0:
            raise PhraseError("'<' is never closed", self.at)
        name = self.text[self.at + 1 : end].strip()
        if not name.replace("-", "").isalnum():
            raise PhraseError(f"'{name}' is not the name of a lexicon", self.at)
        self.at = end + 1
        return Lexicon(name)

    def word(self) -> Word:
        began = self.at
        while (char := self.peek()) and not char.isspace() and char not in _SPECIAL and char not in _DROPPED | {"?"}:
            self.at += 1
        text = self.text[began : self.at]
        if self.peek() != "*":
            return Word(text)
        self.at += 1
        following = self.peek()
        if following and not following.isspace() and following not in ")]|":
            raise PhraseError("'*' can only end a word", self.at - 1)
        if sum(map(str.isalnum, text)) < 3 and not self.depth:
            raise PhraseError("at least three letters must stand before '*'", began)
        return Word(text, stem=True)


def parse(text: str) -> Phrase:
    """The tree of a phrase; PhraseError says what is wrong and where."""
    parser = _Parser(text)
    stripped = text.strip()
    at_start = stripped.startswith("^")
    if at_start:
        parser.at = parser.text.index("^") + 1
    question = stripped.endswith("?")
    if question:
        parser.text = parser.text.rstrip()[:-1].rstrip()
    asks = question and parser.text.endswith(GAP)
    if asks:
        parser.text = parser.text[:-1]
    segments: list[Sequence] = []
    while True:
        began = parser.at
        segment = parser.sequence("")
        if not segment.units:
            raise PhraseError(
                "a gap needs words on both sides" if segments or parser.peek() else "the phrase is empty", began
            )
        segments.append(segment)
        if not parser.peek():
            break
        parser.at += 1
    if len(segments) > MAX_GAPS + 1:
        raise PhraseError(f"more than {MAX_GAPS} gaps; use two signals and `near`", 0)
    if all(_optional(unit) for segment in segments for unit in segment.units):
        raise PhraseError("everything in the phrase is optional", 0)
    for segment in segments:
        if all(_optional(unit) for unit in segment.units):
            raise PhraseError("all words beside a gap are optional", 0)
    return Phrase(tuple(segments), at_start, question, asks)


def _optional(unit: tuple[Piece, ...]) -> bool:
    return all(isinstance(piece, Group) and piece.optional for piece in unit)


def lexicons_of(phrase: Phrase) -> set[str]:
    """The names of the lexicons (not built in) that a phrase refers to."""
    found: set[str] = set()
    stack: list[Sequence] = list(phrase.segments)
    while stack:
        for unit in stack.pop().units:
            for piece in unit:
                if isinstance(piece, Lexicon) and piece.name not in BUILTINS:
                    found.add(piece.name)
                elif isinstance(piece, Group):
                    stack.extend(piece.alternatives)
    return found


def alone(phrase: Phrase) -> str | None:
    """The lexicon that is all of the phrase, if so."""
    if phrase.at_start or phrase.question or len(phrase.segments) != 1:
        return None
    units = phrase.segments[0].units
    if len(units) == 1 and len(units[0]) == 1 and isinstance(units[0][0], Lexicon):
        name = units[0][0].name
        return None if name in BUILTINS else name
    return None
