"""Which part of a message a sentence belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from outreachlint.text.fold import MASK_LETTERS
from outreachlint.text.formulas import (
    CLOSINGS,
    FORWARDED,
    GREETING_ENDINGS,
    GREETING_PAIRS,
    GREETINGS,
    PS_MARKS,
    QUOTE_OPENINGS,
    QUOTE_VERBS,
    WHOLE_CLOSINGS,
)

SUBJECT, GREETING, BODY, CLOSING, SIGNATURE, QUOTE, PS = (
    "subject", "greeting", "body", "closing", "signature", "quote", "ps",
)  # fmt: skip

#: Greetings, closings and signature lines are not longer than this.
_SHORT = 70
_MOST_WORDS = 6
#: A first line of so few words that ends in a comma calls somebody by name.
_NAMED = 4

_LONGEST_QUOTE_LINE = 200
#: A line of two dashes has no word, and so is the end of the sentence before the signature.
_SIGNATURE_LINE = "\n--"


def label(text: str, spans: Sequence[tuple[int, int]], subject: tuple[int, int] | None = None) -> list[str]:
    """The section of each sentence; `text` is masked raw text, `spans` its sentences in order."""
    found: list[str] = []
    section = ""
    last = len(spans) - 1
    before = 0
    for index, (start, end) in enumerate(spans):
        if subject is not None and subject[0] <= start < subject[1]:
            found.append(SUBJECT)
            before = end
            continue
        starts_line = not before or "\n" in text[before:start]
        if text[start] == ">" or (not starts_line and found[-1] == QUOTE):
            found.append(QUOTE)
        else:
            ends_line = index == last or "\n" in text[end : spans[index + 1][0]]
            if section != QUOTE and (starts_line or index == last):
                section = _turn(text[start:end], section, starts_line, ends_line, index == last)
            found.append(section or BODY)
            if section in ("", GREETING):
                section = BODY
            elif text[end - 3 : end] == _SIGNATURE_LINE:
                section = SIGNATURE
        before = end
    return found


def _turn(sentence: str, section: str, starts_line: bool, ends_line: bool, is_last: bool) -> str:
    """The section that a sentence opens, or the one that goes on."""
    head = normalize("NFC", sentence[:_SHORT].lower())
    if starts_line:
        if head.startswith(PS_MARKS):
            return PS
        if _opens_quote(head, sentence):
            return QUOTE
    if section in (CLOSING, SIGNATURE):
        return SIGNATURE
    if section == PS:
        return PS
    if len(sentence) > _SHORT:
        return section or BODY
    if not section:
        return GREETING if _is_greeting(head, ends_line) else BODY
    if ends_line and _closes(head):
        return CLOSING
    return SIGNATURE if is_last and _is_name(sentence) else section


def _opens_quote(head: str, sentence: str) -> bool:
    if head.startswith("---"):
        return head.strip("- ").startswith(FORWARDED)
    if sentence[-1] != ":" or len(sentence) > _LONGEST_QUOTE_LINE or not head.startswith(QUOTE_OPENINGS):
        return False
    lowered = normalize("NFC", sentence.lower())
    return any(verb in lowered for verb in QUOTE_VERBS) and any(map(str.isdigit, lowered))


def _is_greeting(head: str, ends_line: bool) -> bool:
    words = len(head.split())
    if ends_line and head[-1] in ",:" and (words <= _NAMED or greets(head)):
        return True
    return words < _MOST_WORDS and (greets(head) or head.rstrip(" .!").endswith(GREETING_ENDINGS))


def greets(head: str) -> bool:
    """Whether a line in lower case begins as a greeting does."""
    words = [word.strip(",.!:;-–—") for word in head.split(None, 2)[:2]]
    return words[0] in GREETINGS or " ".join(words) in GREETING_PAIRS


def _closes(head: str) -> bool:
    if head[-1] == "?" or len(head.split()) > _MOST_WORDS:
        return False
    if head.split(",")[0].strip(" .!-–—") in WHOLE_CLOSINGS:
        return True
    return (head.replace(",", " ").replace(".", " ").replace("!", " ") + " ").startswith(CLOSINGS)


def _is_name(line: str) -> bool:
    """Whether a last line looks like a sender's name: a few capitalised words without a full stop."""
    words = line.replace(",", " ").split()
    if not 0 < len(words) <= _MOST_WORDS or line[-1] in ".!?…:;":
        return False
    small = [word for word in words if word[0].islower() and word[0] not in MASK_LETTERS]
    return words[0] not in small and 2 * len(small) <= len(words) and all(len(word) <= 3 for word in small)
