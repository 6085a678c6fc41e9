"""Examples packed into flat arrays: sentences one behind the other, with gaps between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from outreachlint.judge.network import GAP
from training.examples import Example
from training.starting import Start

ROUND = 256
TOKENS = 2048
"""Tokens in a batch: about eighteen messages."""


def packed(
    examples: Sequence[Example], order: Sequence[int], start: Start
) -> Iterator[tuple[list[int], dict[str, Tensor]]]:
    """The examples in order as batches of about TOKENS tokens, each with the numbers of its examples.

    In a batch `rows` (T, 512) are the table's rows of the tokens with `scale` and `low` (T,), `owner` (T,) is the piece
    of each (S in the gaps), `message` (S,) the message of each piece, `features` (S, FEATURES), `labels` (S, 12) and,
    by message, `said` and `known` (M, 12).
    """
    chosen: list[int] = []
    used = 0
    for number in order:
        size = sum(len(each) + GAP for each in examples[number].tokens)
        if chosen and used + size > TOKENS:
            yield chosen, batch_of([examples[each] for each in chosen], start)
            chosen, used = [], 0
        chosen.append(number)
        used += size
    if chosen:
        yield chosen, batch_of([examples[each] for each in chosen], start)


def batch_of(chosen: Sequence[Example], start: Start) -> dict[str, Tensor]:
    """The arrays of some examples."""
    tokens = [each for example in chosen for each in example.tokens]
    pieces = len(tokens)
    gap = np.zeros(GAP, np.int32)
    ids = np.concatenate([part for each in tokens for part in (each, gap)])
    # of few lengths, for kernels are made ready by length
    ids = np.pad(ids, (0, -len(ids) % ROUND))
    empty = np.full(GAP, pieces)
    owner = np.concatenate([part for number, each in enumerate(tokens) for part in (np.full(len(each), number), empty)])
    owner = np.pad(owner, (0, len(ids) - len(owner)), constant_values=pieces)
    message = np.repeat(np.arange(len(chosen)), [len(example.tokens) for example in chosen])
    return {
        "rows": torch.from_numpy(start.table[ids]),
        "scale": torch.from_numpy(start.scale[ids]),
        "low": torch.from_numpy(start.low[ids]),
        "owner": torch.from_numpy(owner),
        "message": torch.from_numpy(message),
        "features": torch.from_numpy(np.concatenate([example.features for example in chosen])),
        "labels": torch.from_numpy(np.concatenate([example.labels for example in chosen])),
        "said": torch.from_numpy(np.stack([example.said for example in chosen])),
        "known": torch.from_numpy(np.stack([example.known for example in chosen])),
    }
