"""From a phrase's tree to a program over tokens, and to the tokens that a sentence must hold for it.

A program is a list of nodes: an int is an atom (one token out of a set), a str a lexicon, `["?", *nodes]` nodes that
may be missing, `["|", *programs]` alternatives, `{token: programs}` many alternatives by what they begin with. It holds
nothing unbounded, so running it over a sentence takes time linear in the sentence whatever the phrase (see match.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from outreachlint.phrases.common_words import COMMON
from outreachlint.phrases.syntax import BUILTINS, Group, Lexicon, PhraseError, Piece, Sequence, Word
from outreachlint.phrases.tokens import EMAIL_MARK, PLACEHOLDER_MARK, URL_MARK, spellings
from outreachlint.records import NamedTuple

ANY, NUMBER = "#word", "#number"
"""Entries of an atom that stand for any token, and for one that begins with a digit."""

Program = list[Any]
_ALL_MARKS = frozenset({URL_MARK, EMAIL_MARK, PLACEHOLDER_MARK})
_MAX_SPELLINGS = 1_500
_MANY = 4  # alternatives, from which on a table of what they begin with pays
_MARKS = {"url": URL_MARK + "*", "email": EMAIL_MARK + "*", "placeholder": PLACEHOLDER_MARK + "*", "word": ANY}
_CURRENCY = frozenset({"€", "$", "£", "eur", "usd", "chf", "gbp"})
_UNITS = _CURRENCY | frozenset({"%", "k", "euro", "euros", "dollar", "dollars", "dollari", "pounds", "sterline"})


class Need(NamedTuple):
    """One of these tokens must be in the sentence; an entry that ends in `*` is a beginning."""

    tokens: frozenset[str]


class Atoms:
    """The atoms of one language: each set of tokens once. An entry that ends in `*` is a beginning."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self._entries: list[frozenset[str]] = []

    def number(self, entries: Iterable[str]) -> int:
        """The number of the atom with these entries."""
        key = frozenset(entries)
        if key not in self._numbers:
            self._numbers[key] = len(self._entries)
            self._entries.append(key)
        return self._numbers[key]

    def lists(self) -> list[list[str]]:
        """The entries of every atom, by number."""
        return [sorted(entries) for entries in self._entries]

    def entries(self, number: int) -> frozenset[str]:
        """The entries of one atom."""
        return self._entries[number]


class Compiler:
    """Compiles the sequences of one language with shared atoms."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.atoms = Atoms()
        self.lexicon_needs: dict[str, Need | None] = {}

    def program(self, sequence: Sequence) -> Program:
        """The program of a sequence."""
        nodes: Program = []
        for unit in sequence.units:
            nodes.extend(self._unit(unit))
        return nodes

    def alternatives(self, sequences: Iterable[Sequence]) -> Program:
        """The program of one of some sequences, one-token ones gathered in a single atom."""
        return self.either([self.program(sequence) for sequence in sequences])

    def _unit(self, unit: tuple[Piece, ...]) -> Program:
        if len(unit) == 1:
            piece = unit[0]
            if isinstance(piece, Lexicon):
                return self._lexicon(piece)
            if isinstance(piece, Group):
                inner = self.alternatives(piece.alternatives)
                return [["?", *inner]] if piece.optional else inner
        head, lexicon = _split_lexicon(unit)
        if lexicon is not None:
            return [*self._spelled(head), *self._lexicon(lexicon)]
        return self._spelled(unit)

    def _lexicon(self, piece: Lexicon) -> Program:
        if piece.name == "number":
            sign, unit = self.atoms.number(_CURRENCY), self.atoms.number(_UNITS)
            return [["?", sign], self.atoms.number([NUMBER]), ["?", unit]]
        if piece.name in BUILTINS:
            return [self.atoms.number([_MARKS[piece.name]])]
        return [piece.name]

    def _spelled(self, unit: tuple[Piece, ...]) -> Program:
        """Pieces glued together, spelled out: the endings of a word are entries of one atom."""
        programs: list[Program] = []
        optional = False
        for text, stem in written_out(unit):
            found = spellings(text, self.lang)
            optional = optional or not found
            for tokens in found:
                *first, last = tokens
                programs.append([self.atoms.number([t]) for t in first] + [self._last(last, stem)])
        if not programs:
            return []
        either = self.either(programs)
        return [["?", *either]] if optional else either

    def _last(self, token: str, stem: bool) -> int:
        return self.atoms.number([token + "*" if stem else token])

    def either(self, programs: list[Program]) -> Program:
        """The program of one of some programs."""
        singles: set[str] = set()
        others: list[Program] = []
        # a sign alone (`/`) has no token; where it is an alternative, nothing need be there
        filled = [program for program in programs if program]
        if len(filled) < len(programs):
            return [["?", *self.either(filled)]] if filled else []
        for program in programs:
            if len(program) == 1 and isinstance(program[0], int):
                singles |= self.atoms.entries(program[0])
            elif program not in others:
                others.append(program)
        if singles:
            others.insert(0, [self.atoms.number(singles)])
        if len(others) == 1:
            return others[0]
        if len(programs) < _MANY:
            return [["|", *others]]
        return [self._by_first_token(others)]

    def _by_first_token(self, programs: list[Program]) -> dict[str, list[Program]]:
        """Many alternatives as a table: first token to what follows it; under `""` those that begin otherwise."""
        table: dict[str, list[Program]] = {}
        for program in programs:
            entries = self.atoms.entries(program[0]) if isinstance(program[0], int) else {ANY}
            plain = not any(entry[0] == "#" or entry[-1] == "*" for entry in entries)
            for token in sorted(entries) if plain else [""]:
                rest = program[1:] if plain else program
                if rest not in table.setdefault(token, []):
                    table[token].append(rest)
        return table

    def needs(self, program: Program) -> list[Need]:
        """What a sentence must hold for a program to match, one Need for each part that can't be missing."""
        found = [self._need(node) for node in program]
        return [need for need in found if need is not None]

    def cheapest(self, program: Program) -> Need | None:
        """The rarest of a program's needs."""
        return min(self.needs(program), key=cost, default=None)

    def _need(self, node: Any) -> Need | None:
        if isinstance(node, int):
            entries = self.atoms.entries(node)
            return None if entries & {ANY, NUMBER} else Need(entries)
        if isinstance(node, str):
            return self.lexicon_needs.get(node)
        if isinstance(node, dict):
            return union(self._needs_after(token, rests) for token, rests in node.items())
        return None if node[0] == "?" else union(self.cheapest(program) for program in node[1:])

    def _needs_after(self, token: str, rests: list[Program]) -> Need | None:
        own = Need(frozenset({token})) if token else None
        further = union(self.cheapest(rest) for rest in rests)
        return min((need for need in (own, further) if need is not None), key=cost, default=None)


def _split_lexicon(unit: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], Lexicon | None]:
    """An article or a prefix and the lexicon glued to it (`l'<noun>`, `whatsapp-<group>`)."""
    if not any(isinstance(piece, Lexicon) for piece in unit):
        return unit, None
    *head, last = unit
    joint = head[-1] if head else None
    glued = isinstance(joint, Word) and joint.text[-1] in "'’-/" and not joint.stem
    if not isinstance(last, Lexicon) or not glued or any(isinstance(piece, Lexicon) for piece in head):
        raise PhraseError("a lexicon can't be glued to letters; put a blank between", 0)
    return tuple(head), last


def written_out(unit: tuple[Piece, ...]) -> list[tuple[str, bool]]:
    """Every text that glued pieces may stand for, and whether it is only the beginning of a word."""
    done: list[tuple[str, bool]] = [("", False)]
    for piece in unit:
        options = list(_texts(piece))
        done = [(text + more, stem) for text, _ in done for more, stem in options]
        if len(done) > _MAX_SPELLINGS:
            raise PhraseError("too many endings glued to one word", 0)
    return done


def _texts(piece: Piece) -> Iterator[tuple[str, bool]]:
    if isinstance(piece, Word):
        yield piece.text, piece.stem
    elif isinstance(piece, Group):
        if piece.optional:
            yield "", False
        for alternative in piece.alternatives:
            done: list[tuple[str, bool]] = [("", False)]
            for index, unit in enumerate(alternative.units):
                blank = " " if index else ""
                done = [(text + blank + more, stem) for text, _ in done for more, stem in written_out(unit)]
            yield from done
    else:
        raise PhraseError("a lexicon can't stand in a group that is glued to a word", 0)


def union(needs: Iterable[Need | None]) -> Need | None:
    """What is needed when any one of several things is."""
    tokens: set[str] = set()
    for need in needs:
        if need is None:
            return None
        tokens |= need.tokens
    return Need(frozenset(tokens)) if tokens else None


def cost(need: Need) -> float:
    """How often a need is met by chance, roughly: common words weigh most, then merge tags, long beginnings least."""
    total = 0.0
    for token in need.tokens:
        if token in COMMON:
            total += 150.0
        elif token.endswith("*"):
            total += 40.0 if token[0] in _ALL_MARKS else 1.5 + 12.0 / len(token)
        else:
            total += 1.0 + 3.0 / len(token)
    return total
