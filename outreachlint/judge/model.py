"""The model that ships: from the pieces of messages to the probabilities of the offences."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.errors import OutreachlintError
from outreachlint.judge.artefact import damaged, read, read_meta
from outreachlint.judge.inputs import Piece
from outreachlint.judge.opinion import OFFENCES

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "model")
"""Where the model lies: `pieces.bin` (tokens and their table) and `weights.bin`."""
PIECES, WEIGHTS = "pieces.bin", "weights.bin"
PLACES = 4
"""Decimal places of a probability; behind them machines differ."""
READS = 1
"""Goes up when the code that reads a message or runs the network says something else of the same model and message."""
_WITHOUT = "install it, or go without the judge: --judge off"
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

Rows = list[tuple[float, ...]]
"""For each sentence of a message the probabilities of OFFENCES."""


class Model:
    """The loaded model. Safe to share between threads."""

    def __init__(self, folder: str = FOLDER) -> None:
        try:
            with _one_thread():
                from outreachlint.judge.network import Network
            from outreachlint.judge.tokens import Tokenizer, library

            library()
        except ImportError as error:
            raise OutreachlintError(f"the judge needs a library: {error}", hint=_WITHOUT) from None
        meta, weights = read(os.path.join(folder, WEIGHTS))
        of_pieces, pieces = read(os.path.join(folder, PIECES))
        if meta.get("pieces") != of_pieces.get("pieces"):
            raise damaged(os.path.join(folder, PIECES))
        self.version = version_of(folder)
        try:
            self._tokenizer = Tokenizer(pieces["tokens"].tobytes())
            self._network = Network({**weights, **{name: pieces[name] for name in ("table", "scale", "low")}})
        except (KeyError, RuntimeError, ValueError):
            raise damaged(os.path.join(folder, WEIGHTS)) from None

    def judge(self, messages: Sequence[Sequence[Piece]]) -> list[Rows]:
        """The probabilities, to PLACES, of the sentences of each message; a message without a piece has no rows."""
        import numpy as np

        asked = [[self._tokenizer.parts(piece.text) for piece in message] for message in messages]
        ids = [[part for parts in message for part in parts] for message in asked if message]
        features = [
            np.array([piece.features for piece, parts in zip(message, cut) for _ in parts], np.float32)
            for message, cut in zip(messages, asked)
            if message
        ]
        judged = iter(self._network.probabilities(ids, features) if ids else ())
        out: list[Rows] = []
        for message, cut in zip(messages, asked):
            rows = next(judged).astype(np.float64).round(PLACES).tolist() if message else []
            read_ones = [piece for piece, parts in zip(message, cut) for _ in parts]
            out.append(by_sentence(read_ones, rows))
        return out


def by_sentence(message: Sequence[Piece], found: Sequence[Sequence[float]]) -> Rows:
    """One row a sentence: of several pieces of one sentence the highest."""
    rows: Rows = [(0.0,) * len(OFFENCES)] * (message[-1].sentence + 1 if message else 0)
    for piece, row in zip(message, found):
        rows[piece.sentence] = tuple(map(max, rows[piece.sentence], row))
    return rows


def version_of(folder: str = FOLDER) -> str:
    """The version of the model in a folder, without loading it; InputError where there is none."""
    return f"{card_of(folder).get('version')}/{READS}"


def card_of(folder: str = FOLDER) -> Mapping[str, Any]:
    """What the model's file says about it; InputError where there is none."""
    return read_meta(os.path.join(folder, WEIGHTS))


class _one_thread:  # noqa: N801 - used like a function
    """Has numpy loaded so that it uses one thread, unless the program has loaded it, or said how many, already.

    Linear algebra libraries read these variables once, when they are loaded.
    """

    def __enter__(self) -> None:
        self._mine = [name for name in _THREADS if name not in os.environ] if "numpy" not in sys.modules else []
        os.environ.update(dict.fromkeys(self._mine, "1"))

    def __exit__(self, *_: object) -> None:
        for name in self._mine:
            os.environ.pop(name, None)
