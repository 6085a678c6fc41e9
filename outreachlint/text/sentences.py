"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import normalize

from outreachlint.text.abbreviations import BEFORE_LOWER, BEFORE_NUMBER, CAPITALISED_TITLES, COMPANIES, OPENERS, TITLES
from outreachlint.text.fold import MASK_LETTERS
from outreachlint.text.sections import greets

# One terminator, not a run of them: a run that no blank follows would cost quadratic time. Brackets, quotes, emoji
# and invisible characters may stand between the terminator and the blank.
_CANDIDATE = re.compile(r"[.!?\n…](?:(?<=\n)\s*|[^\w\s.!?…]*\s+)")
_WORD = re.compile(r"\w")

_BULLETS = "-*•–—·‣▪►➤✓✔✅→+#"
_LINE_ENDINGS = ".!?:;…"
#: A line that a person or a mail program wrapped is this long (code points).
_WRAPPED = 38
_WIDEST = 100


def cuts(text: str, subject_end: int | None = None, lang: str = "unknown") -> list[int]:
    r"""The offsets where a new sentence begins, without the first, in order.

    `text` is masked, with "\n" as its only line break; at least one white-space character stands before each cut.
    A subject that ends at `subject_end` is a sentence of its own.
    """
    width = -1
    found: list[int] = []
    size = len(text)
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        if end == size:
            break
        if text[start] == "\n":
            if text.find("\n", start + 1, end) < 0 and not (subject_end is not None and start <= subject_end < end):
                if width < 0:
                    width = _wrap_width(text)
                if _goes_on(text, start, end, width):
                    continue
        elif not _ends(text, start, end, lang):
            continue
        found.append(end)
    return found


def _ends(text: str, start: int, end: int, lang: str) -> bool:
    """Whether the terminator at `start` ends a sentence; the next word begins at `end`."""
    newline = text.find("\n", start, end)
    if newline >= 0 and (text.find("\n", newline + 1, end) >= 0 or _is_bullet(text, end)):
        return True
    closed = not text[start + 1].isspace()
    lower = _is_lower(text[end])
    mark = text[start]
    if closed and lower:
        return False
    if mark == "…" or (mark == "." and text[start - 1 : start] == "."):
        return not lower or newline >= 0
    if mark != ".":
        return True
    if newline >= 0 and start - text.rfind("\n", max(0, start - _WRAPPED), start) < _WRAPPED:
        return text[start - 1 : start] not in ("", "\n")
    return not _abbreviates(text, start, end, lang)


def _abbreviates(text: str, start: int, end: int, lang: str) -> bool:
    """Whether the full stop at `start` belongs to an abbreviation, an initial or an ordinal and ends nothing."""
    before = text[max(0, start - 12) : start]
    if not before or before[-1] == "\n":
        return True
    if before[-1].isspace() or (len(before) == 12 and before.isalpha()):
        return False
    written = _last_word(before)
    token = normalize("NFC", written.lower())
    following = text[end]
    if token in TITLES or (token in CAPITALISED_TITLES and written[0].isupper()):
        return True
    if token == "es" and before.lower().endswith(("ad es", "per es")):
        return True
    if token in BEFORE_NUMBER and (following.isdigit() or following in "+(€$#"):
        return True
    if token in BEFORE_LOWER:
        return _is_lower(following) or following.isdigit()
    if token.isdigit():
        return _starts_line(text, start - len(token)) or (lang == "de" and len(token) <= 2 and not _opens(text, end))
    if len(token) == 1 and token.isalpha():
        return token != "i" and not (_opens(text, end) or (written.islower() and following.isupper()))
    if token in COMPANIES or _is_dotted(token):
        return not _opens(text, end)
    return False


def _last_word(before: str) -> str:
    """The last word without brackets, quotes or an elided article (`(dell'Avv`) before it."""
    word = before.split()[-1].lstrip('([{"“«‘¿¡/–')
    bare = word.replace("’", "'").rpartition("'")[2]
    return bare if len(bare) > 1 else word


def _is_lower(char: str) -> bool:
    """Whether a lower-case letter, not a mask, stands here."""
    return char.islower() and char not in MASK_LETTERS


def _is_dotted(token: str) -> bool:
    """Whether the token is made of single letters with dots between them (`u.s`, `s.p.a`)."""
    return len(token) >= 3 and token[1::2] == "." * (len(token) // 2) and token[::2].isalpha()


def _opens(text: str, at: int) -> bool:
    """Whether what stands at `at` opens a sentence: a capitalised function word, an inverted mark."""
    if text[at] in "¿¡":
        return True
    if not text[at].isupper():
        return False
    end = at
    while end < len(text) and end - at < 16 and (text[end].isalpha() or "\u0300" <= text[end] <= "\u036f"):
        end += 1
    return normalize("NFC", text[at:end].lower()) in OPENERS


def _starts_line(text: str, at: int) -> bool:
    """Whether only blanks stand before `at` in its line (a list's number; deep indents are not looked for)."""
    before = text[max(0, at - 8) : at]
    return not before.rpartition("\n")[2].strip() and ("\n" in before or at < 8)


def _is_bullet(text: str, at: int) -> bool:
    """Whether a list item, a quoted line, a heading or a table row begins at `at`."""
    first = text[at]
    if first in ">|":
        return True
    second = text[at + 1 : at + 2]
    if first in _BULLETS:
        return second.isspace() or first == "#" or second in _BULLETS
    if second == " " and first in "o.":
        return first == "." or text[at + 2 : at + 3].isupper()
    if second in (".", ")"):
        return (first.isdigit() or (second == ")" and first.isalpha())) and text[at + 2 : at + 3].isspace()
    return first.isdigit() and second.isdigit() and text[at + 2 : at + 3] in (".", ")") and text[at + 3 : at + 4] == " "


def _wrap_width(text: str) -> int:
    """The longest line that was certainly wrapped: one that goes on in lower case on the next; 0 for none."""
    width = 0
    lines = text.split("\n")
    for line, following in pairwise(lines):
        first = following.lstrip()[:1]
        if width < len(line) <= _WIDEST and first and _is_lower(first) and line.rstrip()[-1:] not in _LINE_ENDINGS:
            width = len(line)
    return width


def _goes_on(text: str, start: int, end: int, width: int) -> bool:
    """Whether the line that ends at `start` was wrapped and goes on in the one that begins at `end`.

    It does where it is long and the next begins in lower case; or where the next line's first word would have
    made it longer than the longest line that was certainly wrapped.
    """
    begin = max(text.rfind("\n", max(0, start - 400), start) + 1, start - 400)
    line = text[begin:start].rstrip()
    if len(line) < _WRAPPED or line[-1] in _LINE_ENDINGS or line.lstrip()[0] in ">|" or _is_bullet(text, end):
        return False
    if line[-1] == "," and greets(normalize("NFC", line.lower())):
        return False
    if _is_lower(text[end]):
        return True
    if not width or len(line) > _WIDEST or line[-1] in MASK_LETTERS:
        return False
    stop = end
    while stop < len(text) and stop - end < _WIDEST and not text[stop].isspace():
        stop += 1
    return len(line) + 1 + stop - end > width


def is_question(text: str, start: int, end: int) -> bool:
    """Whether the sentence `text[start:end]` ends with a question mark, brackets and emoji behind it aside."""
    at = text.rfind("?", start, end)
    return at >= 0 and _WORD.search(text, at, end) is None


def bounds(text: str, starts: Sequence[int], subject_end: int | None = None) -> list[tuple[int, int]]:
    """The (start, end) of each sentence, trimmed.

    A stretch without a word belongs to the sentence before it (to the one behind it at a line's begin), but not
    across the end of the subject.
    """
    begin = len(text) - len(text.lstrip())
    if begin == len(text):
        return []
    found: list[tuple[int, int]] = []
    piece = begin
    for stop in (*starts, len(text)):
        if stop <= piece:
            continue
        end = piece + len(text[piece:stop].rstrip())
        wordless = not text[piece].isalnum() and not _WORD.search(text, piece, end)
        if wordless and not found and stop < len(text) and "\n" not in text[end:stop]:
            piece = stop
            continue
        if wordless and found and not (subject_end is not None and found[-1][1] <= subject_end <= begin):
            begin = found.pop()[0]
        found.append((begin, end))
        begin = piece = stop
    return found
