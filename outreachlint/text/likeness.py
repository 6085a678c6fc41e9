"""How like two messages are, by the words that are the sender's own: no greeting, signature, quotes, tags or links."""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar
from zlib import crc32

from outreachlint.text.fold import MASK_LETTERS
from outreachlint.text.sections import BODY, GREETING, PS, greets
from outreachlint.text.view import View

__all__ = ["Cluster", "Clusters", "fingerprint", "likeness", "own_words", "shingles", "skeleton", "sketch"]

_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"\W*\w+(?:[^\w,:;!?]+\w+){0,4}?\s*(?:[,:;!]+|\s-+\s)\s*")
"""A greeting and whom it calls, up to the mark that ends it."""
_CALL = re.compile(r"\w+(?: \w+){0,2},\s*")
"""Words in the place of a greeting (`Ann, we …`), of which a name has a capital each."""
MOST_WORDS = 20_000
"""Words of a message that are looked at; no message has more that are its own."""
SKETCH = 512
"""Shingles of a message that a sketch keeps: all of them up to about 250 words."""
_BANDS, _ROWS = 16, 3
_BINS = _BANDS * _ROWS
_NONE = 1 << 32
T = TypeVar("T")


def own_words(view: View) -> list[str]:
    """The words of a message's body, folded, in order; what every message has or a tool fills in is left out."""
    out: list[str] = []
    for start, end in _own(view):
        out += [word for word in _WORD.findall(view.text, start, end) if word[0] not in MASK_LETTERS]
        if len(out) > MOST_WORDS:
            return out[:MOST_WORDS]
    return out


def _own(view: View) -> Iterator[tuple[int, int]]:
    """The stretches of `View.text` that are the sender's own words."""
    opens = True
    for sentence in view.sentences:
        if sentence.section not in (GREETING, BODY, PS):
            continue
        start = sentence.start
        if opens and (sentence.section == GREETING or greets(view.text[start : min(sentence.end, start + 40)] + " .")):
            call = _ADDRESS.match(view.text, start, sentence.end)
            start = call.end() if call else sentence.end if sentence.section == GREETING else start
        elif opens:
            start = _behind_name(view, start, sentence.end)
        opens = opens and sentence.section == GREETING and start >= sentence.end
        if start < sentence.end:
            yield start, sentence.end


def _behind_name(view: View, start: int, end: int) -> int:
    """Where a message that begins with the reader's name and no greeting goes on; its start where it does not."""
    call = _CALL.match(view.text, start, end)
    if call is None:
        return start
    heads = (match.start() for match in _WORD.finditer(view.text, start, call.end()))
    return call.end() if all(view.raw[view.to_raw(head)].isupper() for head in heads) else start


def shingles(words: Sequence[str]) -> frozenset[str]:
    """What two texts are compared by: the words, and each two that follow one another."""
    return frozenset([*words, *map(" ".join, pairwise(words))])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of their shingles that two texts have in common (Dice): 1.0 for the same, 0.0 for nothing."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def fingerprint(words: Iterable[str]) -> bytes:
    """Eight bytes that are the same for the same words in the same order."""
    from hashlib import blake2b

    return blake2b(" ".join(words).encode(), digest_size=8).digest()


def skeleton(view: View, *, nouns: bool = False) -> bytes:
    """The fingerprint of a message without names and numbers: what one template's messages share.

    A word with a capital inside a sentence counts as a name, except where all nouns have one (`nouns`, German).
    """
    return fingerprint(_unnamed(view, nouns))


def _unnamed(view: View, nouns: bool) -> Iterator[str]:
    for start, end in _own(view):
        for match in _WORD.finditer(view.text, start, end):
            first = match[0][0]
            if first in MASK_LETTERS or first.isdigit():
                continue
            if nouns or match.start() == start or not view.raw[view.to_raw(match.start())].isupper():
                yield match[0]


def sketch(words: Sequence[str]) -> array[int]:
    """The shingles of a text as at most SKETCH sorted numbers of four bytes, the same in every process."""
    numbers = sorted({_mixed(crc32(shingle.encode())) for shingle in shingles(words)})
    return array("I", numbers[:SKETCH])


def _mixed(number: int) -> int:
    """A number of 32 bits, whose low and high bits tell nothing of one another."""
    number = (number ^ number >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    number = (number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


class Cluster(Generic[T]):
    """Messages that are nearly the same: how many, and what the caller said of the first (`first`)."""

    __slots__ = ("first", "keys", "number", "size", "sketch")

    def __init__(self, number: int, first: T, numbers: array[int], keys: tuple[int, ...]) -> None:
        self.number = number
        self.first = first
        self.size = 1
        self.sketch = numbers
        self.keys = keys


class Clusters(Generic[T]):
    """Groups messages by the likeness of their words to the first of a group, each message in about the same time.

    At most `most` clusters are kept, about 4 KB each: when there are more, the older half of those of one message go,
    and where there are none, the older half of all. `forgotten` counts the messages that were in them.
    """

    def __init__(self, least: float = 0.8, most: int = 4_000) -> None:
        self.least = least
        self.most = max(2, most)
        self.forgotten = 0
        self._clusters: OrderedDict[int, Cluster[T]] = OrderedDict()
        self._places: dict[int, int] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._clusters)

    def add(self, numbers: array[int], first: T) -> Cluster[T]:
        """The cluster of a message, by its `sketch`; a new one, which keeps `first`, where none is like it."""
        keys = tuple(_band_keys(numbers))
        best = self._best(numbers, keys)
        if best is not None:
            best.size += 1
            self._clusters.move_to_end(best.number)
            return best
        if len(self._clusters) >= self.most:
            self._forget()
        cluster = self._clusters[self._next] = Cluster(self._next, first, numbers, keys)
        self._next += 1
        for key in keys:
            self._places[key] = cluster.number
        return cluster

    def largest(self, count: int) -> list[Cluster[T]]:
        """The largest clusters, the earlier first among equals."""
        return sorted(self._clusters.values(), key=lambda each: (-each.size, each.number))[:count]

    def _best(self, numbers: array[int], keys: tuple[int, ...]) -> Cluster[T] | None:
        own = set(numbers)
        best, highest = None, self.least
        for number in sorted({place for key in keys if (place := self._places.get(key)) is not None}):
            cluster = self._clusters[number]
            like = _likeness(own, cluster.sketch)
            if like > highest or (best is None and like >= highest):
                best, highest = cluster, like
        return best

    def _forget(self) -> None:
        single = [number for number, cluster in self._clusters.items() if cluster.size == 1]
        for number in (single or list(self._clusters))[: max(1, len(single or self._clusters) // 2)]:
            cluster = self._clusters.pop(number)
            self.forgotten += cluster.size
            for key in cluster.keys:
                if self._places.get(key) == number:
                    del self._places[key]


def _likeness(own: set[int], other: array[int]) -> float:
    return 2 * len(own.intersection(other)) / (len(own) + len(other)) if own or other else 1.0


def _band_keys(numbers: array[int]) -> Iterator[int]:
    """A key a band; two texts that are alike share at least one nearly surely (0.8 alike: 99.6 %)."""
    bins = [_NONE] * _BINS
    for number in numbers:
        value, place = divmod(number, _BINS)
        if value < bins[place]:
            bins[place] = value
    filled = [place for place in range(_BINS) if bins[place] != _NONE]
    for band in range(_BANDS):
        rows = [_borrowed(bins, filled, place) for place in range(band * _ROWS, (band + 1) * _ROWS)]
        yield hash((band, *rows))


def _borrowed(bins: list[int], filled: list[int], place: int) -> int:
    """What is in a bin; an empty one borrows from the next that is not (short texts fill few)."""
    if bins[place] != _NONE or not filled:
        return bins[place]
    return bins[next((other for other in filled if other > place), filled[0])] ^ 1 << 31
