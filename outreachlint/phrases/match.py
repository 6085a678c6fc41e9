"""Find phrases in a View: an index by token, then programs over bit masks of a sentence's tokens.

A set of places in a sentence is an int: bit n stands for the boundary before token n. A program moves such a set
forward, an atom by `(places & atom's tokens) << 1`; so a phrase costs a few operations on small ints whatever the text,
and no regular expression is compiled.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.phrases.tokens import FILED, TOKEN, UNFILED
from outreachlint.records import NamedTuple

if TYPE_CHECKING:
    from outreachlint.text.view import View

GAP_STEPS = (1, 2, 4)
GAP_TOKENS = sum(GAP_STEPS)
"""The most tokens that a gap may span: about the length of one clause. Places are spread over them by doubling."""
WINDOW, OVERLAP = 200, 60
"""A longer sentence is searched in windows of so many tokens that share so many: longer than any phrase is, and short
enough that the time stays linear in the text."""
MAX_KNOWN_WORDS = 50_000
"""How many words keep their phrases in memory, about 6 MB; more than that and all are looked up anew."""
MAX_KNOWN_SENTENCES = 5_000
"""How many sentences of a language keep what was found in them, about 11 MB."""
AT_START, AT_QUESTION, ASKS = 1, 2, 4
"""Flags of a phrase: it begins the sentence; it ends it, as a question; the sentence is a question."""


class Hit(NamedTuple):
    """A phrase found: its sentence's index, its offsets in `View.text`, and the phrase's number in its index."""

    sentence: int
    start: int
    end: int
    phrase: int


class Entry(NamedTuple):
    """What a token is good for: the phrases it is the key of, the needs that it meets (a bit each)."""

    phrases: tuple[int, ...]
    needs: int


class Sentence:
    """What is known of a sentence, whatever message it is in: the phrases that may be there, the places found so far.

    `candidates` has, by signal, the phrases all of whose needed tokens are there. `places` has, by signal, the places
    of its phrases: offsets from the sentence's start, and the phrase's number. `signals` are those that may be there:
    one that was looked for in vain leaves it.
    """

    __slots__ = ("candidates", "places", "signals")

    def __init__(self, candidates: dict[str, list[int]]) -> None:
        self.candidates = candidates
        self.signals = frozenset(candidates)
        self.places: dict[str, tuple[tuple[int, int, int], ...]] = {}


class Atom(NamedTuple):
    """A set of tokens: these ones, those that begin so, any at all, any number."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]
    any_word: bool
    any_number: bool


class PhraseIndex:
    """The phrases of one language, as read from the pack's artefact (see rules/pack.py).

    `data` holds texts of lines, which are parsed when they are needed, since most of a pack is not needed for most
    messages: `atoms` (tokens; a beginning ends in `*`), `words` and `stems` (token, tab, numbers of the phrases that
    it is the key of, tab, numbers of the needs that it meets), `phrases` (signal, flags, numbers of needs, JSON of the
    segments' programs, with tabs between), and `lexicons` (name, tab, JSON of the program). The lines of `words` are
    sorted by code point. Atoms, words and stems are written as `tokens.FILED` says.
    """

    def __init__(self, data: Mapping[str, str]) -> None:
        self._lexicons: dict[str, Any] = dict(line.split("\t") for line in data["lexicons"].split("\n") if line)
        self._atoms: list[str] = data["atoms"].split("\n")
        self._phrases: list[str] = data["phrases"].split("\n") if data["phrases"] else []
        self._words = data["words"].split("\n")
        self._stems = dict(line.split("\t", 1) for line in data["stems"].split("\n") if line)
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self.known: dict[str, Entry] = {}
        """The tokens met so far; a few words are most of all text."""
        self.sentences: dict[tuple[str, bool], Sentence] = {}
        """The sentences met so far: people send the same ones again and again."""
        self._heads: dict[int, tuple[str, int]] = {}
        self._programs: dict[int, tuple[int, list[Any]]] = {}
        self._parsed: dict[int, Atom] = {}

    def __len__(self) -> int:
        return len(self._phrases)

    def search(self, view: View) -> Search:
        """A search for this index's phrases in one message."""
        return Search(self, view)

    def sentence(self, text: str, question: bool) -> Sentence:
        """What is known of a sentence, by its folded text and whether it is a question."""
        key = (text, question)
        found = self.sentences.get(key)
        if found is None:
            if len(self.sentences) >= MAX_KNOWN_SENTENCES:
                self.sentences.clear()
            found = self.sentences[key] = Sentence(self._candidates(text))
        return found

    def _candidates(self, text: str) -> dict[str, list[int]]:
        known, heads = self.known, self._heads
        phrases: set[int] = set()
        needs = 0
        for word in set(TOKEN.findall(text)):
            entry = known.get(word) or self.entry(word)
            needs |= entry.needs
            if entry.phrases:
                phrases.update(entry.phrases)
        out: dict[str, list[int]] = {}
        for phrase in phrases:
            signal, wanted = heads.get(phrase) or self.head(phrase)
            if wanted & needs == wanted:
                out.setdefault(signal, []).append(phrase)
        return out

    def entry(self, word: str) -> Entry:
        """What a token is good for."""
        phrases: list[int] = []
        needs = 0
        filed = word if word.isascii() else word.translate(FILED)
        # the lines are sorted, and a look-up in them is cheaper than making a dict of all
        at = bisect_left(self._words, filed + "\t")
        own = self._words[at] if at < len(self._words) else ""
        listed = [own.partition("\t")[2] if own.startswith(filed + "\t") else None]
        listed += [self._stems.get(filed[:length]) for length in self._stem_lengths]
        for line in listed:
            if line is not None:
                keyed, _, met = line.partition("\t")
                phrases.extend(map(int, keyed.split()))
                needs |= _bits(met)
        if len(self.known) >= MAX_KNOWN_WORDS:
            self.known.clear()
        found = self.known[word] = Entry(tuple(phrases), needs)
        return found

    def head(self, number: int) -> tuple[str, int]:
        """The signal (`CODE/signal`) of a phrase, and the needs that a sentence must meet to hold it (a bit each)."""
        signal, _, needs, _ = self._phrases[number].split("\t")
        found = self._heads[number] = (signal, _bits(needs))
        return found

    def phrase(self, number: int) -> tuple[int, list[Any]]:
        """The flags of a phrase and the programs of its segments."""
        found = self._programs.get(number)
        if found is None:
            _, flags, _, programs = self._phrases[number].split("\t")
            found = self._programs[number] = (int(flags), json.loads(programs))
        return found

    def atom(self, number: int) -> Atom:
        """An atom by its number."""
        found = self._parsed.get(number)
        if found is None:
            line = self._atoms[number]
            entries = (line if line.isprintable() else line.translate(UNFILED)).split(" ")
            exact = frozenset(entry for entry in entries if entry[-1] != "*" and entry[0] != "#")
            beginnings = tuple(entry[:-1] for entry in entries if entry[-1] == "*")
            found = self._parsed[number] = Atom(exact, beginnings, "#word" in entries, "#number" in entries)
        return found

    def lexicon(self, name: str) -> list[Any]:
        """The program of a lexicon."""
        program = self._lexicons[name]
        if program.__class__ is str:
            program = self._lexicons[name] = json.loads(program)
        found: list[Any] = program
        return found


class Search:
    """The phrases of an index in one message: candidates at once, hits when somebody asks for a signal."""

    __slots__ = ("_index", "_known", "_tokens", "_view", "_windows", "sentences")

    def __init__(self, index: PhraseIndex, view: View) -> None:
        self._index = index
        self._view = view
        self._windows: dict[int, list[_Window]] = {}
        self._tokens: dict[int, list[tuple[int, int]]] = {}
        text = view.text
        self._known = [index.sentence(text[each.start : each.end], each.question) for each in view.sentences]
        self.sentences: dict[str, list[int]] = {}
        """For each signal the sentences that hold all that one of its phrases can't do without."""
        sentences = self.sentences
        for number, known in enumerate(self._known):
            for signal in known.signals:
                if signal in sentences:
                    sentences[signal].append(number)
                else:
                    sentences[signal] = [number]

    def signals(self, sentence: int) -> frozenset[str]:
        """The signals that a sentence may hold."""
        return self._known[sentence].signals

    def hits(self, signal: str) -> list[Hit]:
        """The places of a signal in the message, in the order of the text."""
        return [hit for number in self.sentences.get(signal, ()) for hit in self.hits_in(signal, number)]

    def hits_in(self, signal: str, sentence: int) -> list[Hit]:
        """The places of a signal in one sentence, in the order of the text."""
        known = self._known[sentence]
        places = known.places.get(signal)
        if places is None:
            places = known.places[signal] = self._places(sentence, known.candidates.get(signal, ()))
            if not places:
                known.signals -= {signal}
        if not places:
            return []
        base = self._view.sentences[sentence].start
        return [Hit(sentence, base + start, base + end, phrase) for start, end, phrase in places]

    def _places(self, number: int, phrases: Iterable[int]) -> tuple[tuple[int, int, int], ...]:
        windows = self._windows.get(number)
        if windows is None:
            windows = self._windows[number] = self._cut(number)
        found: set[tuple[int, int, int]] = set()
        for phrase in phrases:
            flags, programs = self._index.phrase(phrase)
            for window in windows:
                for first, last in window.find(flags, programs):
                    found.add((*self._offsets(number, window.first + first, window.first + last), phrase))
        return tuple(sorted(found, key=lambda place: (place[0], -place[1], place[2]))) if found else ()

    def _cut(self, number: int) -> list[_Window]:
        sentence = self._view.sentences[number]
        words = TOKEN.findall(self._view.text, sentence.start, sentence.end)
        starts = range(0, max(1, len(words) - OVERLAP), WINDOW - OVERLAP)
        return [
            _Window(self._index, words[first : first + WINDOW], first, sentence.question and first == starts[-1])
            for first in starts
        ]

    def _offsets(self, number: int, first: int, last: int) -> tuple[int, int]:
        """The offsets, from a sentence's start, of its tokens `first` to `last` (exclusive)."""
        spans = self._tokens.get(number)
        sentence = self._view.sentences[number]
        if spans is None:
            tokens = TOKEN.finditer(self._view.text, sentence.start, sentence.end)
            spans = self._tokens[number] = [token.span() for token in tokens]
        return spans[first][0] - sentence.start, spans[last - 1][1] - sentence.start


def _bits(numbers: str) -> int:
    bits = 0
    for number in numbers.split():
        bits |= 1 << int(number)
    return bits


class _Window:
    """The tokens of a sentence, or of a part of a very long one, and where each atom stands among them.

    `first` is the number of its first token in the sentence.
    """

    __slots__ = ("_atoms", "_count", "_index", "_lexicons", "_question", "_tokens", "_words", "first")

    def __init__(self, index: PhraseIndex, words: list[str], first: int, question: bool) -> None:
        self._index = index
        self._question = question
        self.first = first
        self._words: dict[str, int] = {}
        bit = 1
        for word in words:
            self._words[word] = self._words.get(word, 0) | bit
            bit <<= 1
        self._tokens = words
        self._count = len(words)
        self._atoms: dict[int, int] = {}
        self._lexicons: dict[tuple[str, int], int] = {}

    def find(self, flags: int, segments: list[Any]) -> list[tuple[int, int]]:
        """The token ranges of a phrase that don't overlap: the longest from each start, the nearest over a gap."""
        if flags & (AT_QUESTION | ASKS) and not self._question:
            return []
        places = (1 << self._count) - 1
        if flags & AT_START:
            places = 0 if self.first else 1
        if not self._ends(segments, places, flags):
            return []
        node = segments[0][0]
        if node.__class__ is int:
            places &= self.standing(node)
        out: list[tuple[int, int]] = []
        while places:
            start = places & -places
            places ^= start
            ends = self._ends(segments, start, flags)
            if ends:
                last = ends & -ends if len(segments) > 1 else 1 << ends.bit_length() - 1
                out.append((start.bit_length() - 1, last.bit_length() - 1))
                places &= -last
        return out

    def _ends(self, segments: list[Any], places: int, flags: int) -> int:
        for number, segment in enumerate(segments):
            if number:
                for step in GAP_STEPS:
                    places |= places << step
            places = self._run(segment, places)
            if not places:
                return 0
        return places & 1 << self._count if flags & AT_QUESTION else places

    def _run(self, program: list[Any], places: int) -> int:
        atoms = self._atoms
        for node in program:
            if node.__class__ is int:
                standing = atoms.get(node)
                if standing is None:
                    if not places & (places - 1):
                        # one place only: a look at its token is cheaper than at all of them
                        if not self._takes(node, places):
                            return 0
                        places <<= 1
                        continue
                    standing = self._stand(node)
                places = (places & standing) << 1
            elif node.__class__ is str:
                key = (node, places)
                moved = self._lexicons.get(key)
                if moved is None:
                    moved = self._lexicons[key] = self._run(self._index.lexicon(node), places)
                places = moved
            elif node.__class__ is dict:
                places = self._by_first_token(node, places)
            elif node[0] == "?":
                places |= self._run(node[1:], places)
            else:
                moved = 0
                for branch in node[1:]:
                    moved |= self._run(branch, places)
                places = moved
            if not places:
                return 0
        return places

    def _by_first_token(self, table: dict[str, list[Any]], places: int) -> int:
        moved = 0
        if not places & (places - 1):
            at = places.bit_length() - 1
            standings = [(self._tokens[at], places)] if at < self._count else []
        else:
            words = self._words
            standings = [(word, places & words[word]) for word in table.keys() & words.keys()]
        for word, standing in standings:
            if standing:
                for rest in table.get(word, ()):
                    moved |= self._run(rest, standing << 1) if rest else standing << 1
        for program in table.get("", ()):
            moved |= self._run(program, places)
        return moved

    def _takes(self, number: int, place: int) -> bool:
        """Whether an atom takes the token at a place."""
        at = place.bit_length() - 1
        if at >= self._count:
            return False
        word = self._tokens[at]
        exact, beginnings, any_word, any_number = self._index.atom(number)
        if any_word or word in exact:
            return True
        return bool(beginnings and word.startswith(beginnings)) or (any_number and word[0].isdigit())

    def standing(self, atom: int) -> int:
        """The tokens that an atom takes, as a set of places."""
        found = self._atoms.get(atom)
        return self._stand(atom) if found is None else found

    def _stand(self, atom: int) -> int:
        exact, beginnings, any_word, any_number = self._index.atom(atom)
        words = self._words
        if any_word:
            standing = (1 << self._count) - 1
        else:
            standing = 0
            for word in exact & words.keys():
                standing |= words[word]
            if beginnings:
                for word, places in words.items():
                    if word.startswith(beginnings):
                        standing |= places
            if any_number:
                for word, places in words.items():
                    if word[0].isdigit():
                        standing |= places
        self._atoms[atom] = standing
        return standing
