"""From a phrase's tree to patterns and to the words that a sentence must hold for it to match.

A pattern is a regular expression for `re` that repeats without bound only over a class that what follows can't
match (`\\w*` before a non-word), so matching time is linear in the text. Gaps are not part of any pattern: the
matcher chains the segments. Lexicons stay references (`REF` + name + `REF_END`), so that each is stored once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from outreachlint.phrases.common_words import COMMON
from outreachlint.phrases.syntax import Group, Lexicon, Phrase, Piece, Sequence, Word

REF, REF_END = "\x01", "\x02"
SEPARATOR = r"[^\w\n]{1,6}"
PLACEHOLDER_MARK, URL_MARK, EMAIL_MARK = "ˣ", "ʷ", "ᵉ"
_BUILTIN_PATTERNS = {
    "number": r"(?:[€$£]\s?)?\d[\d.,']{0,12}"
    r"(?:\s?(?:%|[€$£]|k\b|euros?\b|eur\b|usd\b|chf\b|dollars?\b|dollari\b|pounds\b))?",
    "url": URL_MARK + "+",
    "email": EMAIL_MARK + "+",
    "placeholder": PLACEHOLDER_MARK + "+",
    "word": r"\w+",
}
_BUILTIN_STEMS = {"url": URL_MARK, "email": EMAIL_MARK, "placeholder": PLACEHOLDER_MARK}
_CONTRACTIONS = ("t", "re", "ve", "ll", "s", "d", "m")
_UMLAUTS = {"ä": "(?:ae?)", "ö": "(?:oe?)", "ü": "(?:ue?)"}
_MAX_LITERALS = 400


class Need(NamedTuple):
    """One of these words, or a word with one of these beginnings, must be in the sentence."""

    words: frozenset[str]
    stems: frozenset[str]


class Compiled(NamedTuple):
    """Patterns of the segments in order, and what a sentence must hold for the phrase to be there."""

    segments: tuple[str, ...]
    needs: tuple[Need, ...]


def fold_letters(text: str) -> str:
    """Lower case without accents, as the View folds."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("‘", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def compile_phrase(phrase: Phrase, lang: str, lexicon_needs: Mapping[str, Need | None]) -> Compiled:
    """Patterns and needs of a phrase in one language.

    `lexicon_needs` gives each lexicon's own need (None when it has an entry that needs nothing in particular).
    """
    patterns = []
    needs: list[Need] = []
    for segment in phrase.segments:
        patterns.append(_edges(segment, sequence_pattern(segment, lang)))
        needs.extend(_needs(segment, lang, lexicon_needs))
    if phrase.at_start:
        patterns[0] = r"(?:\A|(?<=\n))[^\w\n]{0,6}" + patterns[0]
    if phrase.asks:
        # bounded, so that many matches in one long sentence cost no more than linear time
        patterns[-1] += r"(?=[^\n]{0,400}\?[^\w\n]{0,6}(?:\n|\Z))"
    elif phrase.question:
        patterns[-1] += r"[^\w\n?]{0,6}\?(?=[^\w\n]{0,6}(?:\n|\Z))"
    return Compiled(tuple(patterns), tuple(dict.fromkeys(needs)))


def _edges(segment: Sequence, pattern: str) -> str:
    first, last = segment.units[0][0], segment.units[-1][-1]
    before = "" if isinstance(first, Word) and not first.text[0].isalnum() else r"(?<!\w)"
    after = "" if isinstance(last, Word) and not last.text[-1].isalnum() else r"(?!\w)"
    return before + pattern + after


def sequence_pattern(sequence: Sequence, lang: str, mark: list[int] | None = None) -> str:
    """The pattern of units with separators between them; optional units take their separator along.

    With `mark` (a counter in a list) every alternative of a group becomes a capturing group, in the order in which
    `alternatives_of` lists them.
    """
    out: list[str] = []
    required_before = False
    for unit in sequence.units:
        body = "".join(_piece(piece, lang, mark, index == len(unit) - 1) for index, piece in enumerate(unit))
        if all(isinstance(piece, Group) and piece.optional for piece in unit):
            # the group's own '?' is inside body; a missing unit must not leave two separators
            inner = body[:-1] if body.endswith("?") and len(unit) == 1 else body
            out.append(f"(?:{SEPARATOR}{inner})?" if required_before else f"(?:{inner}{SEPARATOR})?")
        else:
            out.append((SEPARATOR if required_before else "") + body)
            required_before = True
    return "".join(out)


def _piece(piece: Piece, lang: str, mark: list[int] | None, last: bool) -> str:
    if isinstance(piece, Word):
        return _word(piece, lang, last)
    if isinstance(piece, Lexicon):
        builtin = _BUILTIN_PATTERNS.get(piece.name)
        return f"(?:{builtin})" if builtin else f"{REF}{piece.name}{REF_END}"
    if mark is None:
        inner = "(?:" + "|".join(sequence_pattern(alternative, lang) for alternative in piece.alternatives) + ")"
    else:
        parts = []
        for alternative in piece.alternatives:
            mark[0] += 1
            parts.append("(" + sequence_pattern(alternative, lang, mark) + ")")
        inner = "(?:" + "|".join(parts) + ")"
    return inner + ("?" if piece.optional else "")


def _word(word: Word, lang: str, last: bool) -> str:
    text = word.text.lower().replace("’", "'")
    out: list[str] = []
    for index, char in enumerate(text):
        final = index == len(text) - 1
        if char == "'":
            contraction = text[index + 1 :] in _CONTRACTIONS
            out.append("'?" if contraction or (final and last) else "' ?")
        elif char == "-":
            out.append("[- ]?")
        elif char in _UMLAUTS and lang == "de":
            out.append(_UMLAUTS[char])
        elif char == "ß":
            out.append("(?:ss|ß)")
        else:
            folded = fold_letters(char)
            out.append(re.escape(folded))
            if final and last and folded != char and not word.stem and lang == "it":
                out.append("'?")
    return "".join(out) + (r"\w*" if word.stem else "")


def _needs(sequence: Sequence, lang: str, lexicons: Mapping[str, Need | None]) -> list[Need]:
    found = [_unit_need(unit, lang, lexicons) for unit in sequence.units]
    return [need for need in found if need is not None]


def _unit_need(unit: tuple[Piece, ...], lang: str, lexicons: Mapping[str, Need | None]) -> Need | None:
    """What a unit needs: one of some literals; None where it needs nothing in particular."""
    if len(unit) == 1:
        piece = unit[0]
        if isinstance(piece, Lexicon):
            stem = _BUILTIN_STEMS.get(piece.name)
            return Need(frozenset(), frozenset({stem})) if stem else lexicons.get(piece.name)
        if isinstance(piece, Group):
            return None if piece.optional else _alternatives_need(piece, lang, lexicons)
    literals = _literals(unit, lang)
    if not literals:
        return None
    words = frozenset(text for text, stem in literals if not stem)
    return Need(words, frozenset(text for text, stem in literals if stem))


def _alternatives_need(group: Group, lang: str, lexicons: Mapping[str, Need | None]) -> Need | None:
    words: set[str] = set()
    stems: set[str] = set()
    for alternative in group.alternatives:
        needs = _needs(alternative, lang, lexicons)
        if not needs:
            return None
        best = min(needs, key=cost)
        words |= best.words
        stems |= best.stems
    return Need(frozenset(words), frozenset(stems))


def union(needs: list[Need | None]) -> Need | None:
    """What is needed when any one of several things is."""
    if not needs or None in needs:
        return None
    words: set[str] = set()
    stems: set[str] = set()
    for need in needs:
        assert need is not None
        words |= need.words
        stems |= need.stems
    return Need(frozenset(words), frozenset(stems))


def sequence_need(sequence: Sequence, lang: str, lexicons: Mapping[str, Need | None]) -> Need | None:
    """The cheapest need of a sequence, None when there is none."""
    return min(_needs(sequence, lang, lexicons), key=cost, default=None)


def _literals(unit: tuple[Piece, ...], lang: str) -> list[tuple[str, bool]] | None:
    """Every literal (and whether it is only a beginning) that the glued pieces may stand for."""
    done: list[tuple[str, bool]] = [("", False)]
    for piece in unit:
        if isinstance(piece, Word) and "'" in piece.text:
            # an elided article is a word of its own in the text, so what is looked for begins after it
            head, tail = piece.text.rsplit("'", 1)
            if tail in _CONTRACTIONS or not head:
                return None
            if tail or piece is not unit[-1]:
                done = [("", False)]
            piece = Word(tail if tail or piece is not unit[-1] else head, piece.stem)
        options = _piece_literals(piece, lang)
        if options is None:
            # what is known so far is a beginning of the word, which is still something to look for
            stems = [(text, True) for text, _ in done]
            return stems if all(len(text) >= 2 for text, _ in stems) else None
        done = [(text + more, stem) if not closed else (text, True) for text, closed in done for more, stem in options]
        if len(done) > _MAX_LITERALS:
            return None
    return done


def _piece_literals(piece: Piece, lang: str) -> list[tuple[str, bool]] | None:
    if isinstance(piece, Lexicon):
        return None
    if isinstance(piece, Word):
        return _word_literals(piece, lang)
    found: list[tuple[str, bool]] = [("", False)] if piece.optional else []
    for alternative in piece.alternatives:
        if len(alternative.units) != 1:
            return None
        inner = _literals(alternative.units[0], lang)
        if inner is None:
            return None
        found.extend(inner)
    return found


def _word_literals(word: Word, lang: str) -> list[tuple[str, bool]] | None:
    text, stem = word.text.lower(), word.stem
    if "-" in text:
        # 'follow-up', 'follow up' and 'followup' have their beginning in common
        text, stem = text[: text.index("-")], True
    if not all(char.isalnum() for char in text) or (stem and len(text) < 2):
        return [("", stem)] if not text and not stem else None
    options = [""]
    for char in text:
        if lang == "de" and char in _UMLAUTS:
            base = fold_letters(char)
            options = [o + v for o in options for v in (base, base + "e")]
        elif char == "ß":
            options = [o + v for o in options for v in ("ss", "ß")]
        else:
            options = [o + fold_letters(char) for o in options]
    return [(option, stem) for option in options]


def cost(need: Need) -> float:
    """How often a need will be met by chance, roughly: common words weigh most."""
    words = sum(40.0 if word in COMMON else 1.0 + 3.0 / len(word) for word in need.words)
    return words + sum(1.5 + 12.0 / len(stem) for stem in need.stems)


def alternatives_of(sequence: Sequence) -> list[Sequence]:
    """Every alternative of every group, in the order of `sequence_pattern`'s marks."""
    found: list[Sequence] = []
    for unit in sequence.units:
        for piece in unit:
            if isinstance(piece, Group):
                for alternative in piece.alternatives:
                    found.append(alternative)
                    found.extend(alternatives_of(alternative))
    return found
