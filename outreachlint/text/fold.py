"""Folding: one spelling for what a reader takes for the same text, with a way back to the raw offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from unicodedata import category, combining, normalize

#: The letters that stand for masked text; raw text never keeps them.
MASK_LETTERS = "ˣʷᵉ"

_APOSTROPHES = "`´‘’‚‛′‵ʹʻʼʽˈˊˋ＇ꞌ՚׳"
_QUOTES = "“”„‟«»‹›″‶〝〞〟＂ˮ״"
_DASHES = "‐‑‒–—―−⁃﹘﹣－➖⸺⸻˗"
_STAY = MASK_LETTERS + "…™℠ß"
_LETTERS = {
    "øØ": "o", "đĐðÐ": "d", "łŁ": "l", "ħĦ": "h", "ıɩ": "i", "ŧŦ": "t", "ƒ": "f", "ȷ": "j", "ɑ": "a", "ɡ": "g",
    "æÆ": "ae", "œŒ": "oe", "þÞ": "th", "ẞ": "ß",
    # Cyrillic, Greek and Armenian letters that look Latin
    "аАαΑ": "a", "вВьЬΒ": "b", "сС": "c", "ԁ": "d", "еЕεΕ": "e", "ԍ": "g", "һҺнНΗ": "h", "іІӏӀιΙ": "i", "јЈ": "j",
    "кКκΚ": "k", "мМΜ": "m", "Νηոп": "n", "оОοΟօσ": "o", "рРρΡ": "p", "ԛ": "q", "гՐ": "r", "ѕЅ": "s", "тТτΤ": "t",
    "υսи": "u", "νѵ": "v", "ԝωѡ": "w", "хХχΧ": "x", "уУүҮΥγ": "y", "Ζ": "z",
    # Latin small capitals
    "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k",
    "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w",
    "ʏ": "y", "ᴢ": "z",
}  # fmt: skip
_INVISIBLE = "\u115f\u1160\u3164\uffa0\u17b4\u17b5"

_SPECIAL: dict[str, str] = {char: to for chars, to in _LETTERS.items() for char in chars}
_SPECIAL.update(dict.fromkeys(_APOSTROPHES, "'"))
_SPECIAL.update(dict.fromkeys(_QUOTES, '"'))
_SPECIAL.update(dict.fromkeys(_DASHES, "-"))
_SPECIAL.update({char: char for char in _STAY})
_SPECIAL.update(dict.fromkeys(_INVISIBLE, ""))
_SPECIAL["\u2800"] = " "

#: Everything but the ASCII characters that lower case is enough for.
_ODD = re.compile(r"[^\n -_a-~]")
#: So many different characters can be replaced one after the other before a table is faster.
_FEW = 24


def fold_char(char: str) -> str:
    """The folded form of one code point: "", one character or several. Independent of its neighbours."""
    canonical = normalize("NFD", char)
    if canonical != char:
        return "".join(map(_Folds.of, canonical))
    special = _SPECIAL.get(char)
    if special is not None:
        return special
    kind = category(char)
    if kind in ("Mn", "Me", "Cf", "Cs") or combining(char):
        return ""
    if kind in ("Zs", "Zl", "Zp"):
        return " "
    if kind == "Cc":
        return " " if char.isspace() else ""
    plain = normalize("NFKD", char)
    if plain == char:
        plain = char.lower()
        if plain == char:
            return char
    return "".join(map(_Folds.of, plain))


class _Folds(dict[int, str]):
    """The folds seen so far, filled on demand; a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = fold_char(chr(code))
        self[code] = folded
        return folded

    @staticmethod
    def of(char: str) -> str:
        return _FOLDS[ord(char)]


_FOLDS = _Folds()


class OffsetMap:
    """From offsets in the folded text to offsets in the raw text, where folding changed lengths.

    A list of stretches: from `starts[i]` on, the folded text runs beside the raw text at `raws[i]`.
    """

    __slots__ = ("raws", "starts")

    def __init__(self) -> None:
        self.starts = [0]
        self.raws = [0]

    def add(self, start: int, raw: int) -> None:
        """Say that the folded offset `start` is the raw offset `raw`; starts come in order."""
        if start == self.starts[-1]:
            self.raws[-1] = raw
        else:
            self.starts.append(start)
            self.raws.append(raw)

    def to_raw(self, offset: int) -> int:
        """The raw offset of a folded offset."""
        i = bisect_right(self.starts, offset) - 1
        return self.raws[i] + offset - self.starts[i]

    def from_raw(self, raw: int) -> int:
        """The folded offset of a raw offset (of the next code point that is left, where it was removed)."""
        i = bisect_right(self.raws, raw) - 1
        if i < 0:
            return 0
        start = self.starts[i] + raw - self.raws[i]
        return min(start, self.starts[i + 1]) if i + 1 < len(self.starts) else start


def fold(text: str) -> tuple[str, OffsetMap | None]:
    r"""The folded text, and the map of its offsets, or None where the length of no stretch changed.

    Every "\n" stays; all other white space becomes a space.
    """
    odd = set(_ODD.findall(text))
    if not odd:
        return text.lower(), None
    folds = {char: _FOLDS[ord(char)] for char in odd}
    resized = [char for char, to in folds.items() if len(to) != 1]
    offsets = _offset_map(text, resized, folds) if resized else None
    if len(odd) > _FEW:
        return text.translate(_Table(folds)), offsets
    for char, to in folds.items():
        text = text.replace(char, to)
    return text.lower(), offsets


class _Table(dict[int, str]):
    """A translation table that lower-cases what it does not hold (ASCII only)."""

    def __init__(self, folds: dict[str, str]) -> None:
        super().__init__((ord(char), to) for char, to in folds.items())

    def __missing__(self, code: int) -> str:
        return chr(code).lower()


def _offset_map(text: str, resized: list[str], folds: dict[str, str]) -> OffsetMap:
    offsets = OffsetMap()
    shift = 0
    for match in re.finditer("[" + re.escape("".join(resized)) + "]", text):
        raw = match.start()
        size = len(folds[match.group()])
        start = raw + shift
        for inside in range(1, size):
            offsets.add(start + inside, raw)
        offsets.add(start + size, raw + 1)
        shift += size - 1
    return offsets
