"""Text to the ids of its pieces of words, by the model's own SentencePiece file."""

from __future__ import annotations

from typing import Any

MOST_IDS = 128
"""The longest text that is read as one, in ids, both ends included."""


def library() -> Any:
    """The library's class; ImportError where it is not installed."""
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor


class Tokenizer:
    """A SentencePiece model, given as the bytes of its file. Safe to share between threads."""

    def __init__(self, model: bytes) -> None:
        self._model: Any = library()(model_proto=model)
        self._begin: int = self._model.bos_id()
        self._end: int = self._model.eos_id()

    def ids(self, text: str) -> list[int]:
        """The ids of a text, begin and end marked; the first MOST_IDS."""
        return self.parts(text)[0]

    def parts(self, text: str) -> list[list[int]]:
        """The ids of a text, as one or, where they are more than MOST_IDS, in parts."""
        found: list[int] = self._model.EncodeAsIds(text)
        size = MOST_IDS - 2
        cut = [found[at : at + size] for at in range(0, len(found), size)] or [found]
        return [[self._begin, *part, self._end] for part in cut]
