"""The network's forward pass in numpy: token rows to the probabilities of the offences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
WIDTHS = ((2, 0), (3, 1), (5, 2))
"""The convolution branches: tokens in a window, and how many of them stand to the left."""
GAP = 2
"""Empty tokens between two sentences: as far as a window reaches to one side."""
EPSILON = 1e-6
SPREAD = 8.0
PIECES_AT_ONCE = 2048
TOKENS_AT_ONCE = 1024
"""Tokens in one pass: enough to make use of the matrix product, few enough to stay in the cache."""


class Network:
    """The weights of `training.network.Network`, by name, and the pass through them. Safe to share between threads."""

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        self.weights = {
            name: np.ascontiguousarray(value, np.float32) for name, value in weights.items() if name != "table"
        }
        self.table = weights["table"]
        w = self.weights
        self._proj = np.concatenate([w[f"proj{width}"] for width, _ in WIDTHS], 1)
        self._proj_b = np.concatenate([w[f"proj_b{width}"] for width, _ in WIDTHS])

    def probabilities(self, messages: Sequence[Sequence[Sequence[int]]], features: Sequence[Floats]) -> list[Floats]:
        """For each message the (n, offences) probabilities of its n pieces.

        `messages` are, for each message, the ids of its pieces; `features` (n, FEATURES) for each message. A message
        has at least one piece, a piece at least one id.
        """
        # people greet and sign off in the same words again and again
        different: dict[tuple[int, ...], int] = {}
        which = [different.setdefault(tuple(ids), len(different)) for message in messages for ids in message]
        seen = np.concatenate([self._seen(part) for part in _parts(list(different))])
        known = np.concatenate(features).astype(np.float32)
        inside: list[Floats] = []
        for begin in range(0, len(which), PIECES_AT_ONCE):
            rows = slice(begin, begin + PIECES_AT_ONCE)
            x = np.concatenate([seen[which[rows]], known[rows]], 1)
            inside.append(np.maximum(x @ self.weights["inside.w"] + self.weights["inside.b"], 0))
        x = np.concatenate(inside)
        out, at = [], 0
        for message in messages:
            out.append(self._message(x[at : at + len(message)]))
            at += len(message)
        return out

    def _seen(self, pieces: Sequence[Sequence[int]]) -> Floats:
        """The sentence's vector of each piece."""
        w = self.weights
        sizes = np.array([len(ids) for ids in pieces])
        pooled = self._pooled(np.concatenate([np.asarray(ids) for ids in pieces]), sizes)
        mean = (pooled @ w["cnn_W"] + sizes[:, None] * w["cnn_b"]) / np.sqrt(sizes)[:, None].astype(np.float32)
        y0 = np.maximum(mean @ w["d0"], 0)
        y1 = np.maximum(mean @ w["p1"] + y0 @ w["d1"], 0)
        y2 = np.maximum(y1 @ w["d2"], 0)
        z = np.tanh(y1 @ w["p3"] + y2 @ w["d3"])
        z *= SPREAD / np.maximum(np.sqrt((z * z).sum(1, keepdims=True)), 1e-12)
        return np.asarray(z, np.float32)

    def _pooled(self, ids: Ints, sizes: Ints) -> Floats:
        """(pieces, 1280) the sums of the tokens' features; the pieces, of `sizes` tokens, stand one behind the other.

        What depends on a token alone, its projections and what the first convolution makes of it at each place of the
        window, is worked out once for each different token.
        """
        w = self.weights
        different, which = np.unique(ids, return_inverse=True)
        e = self.table[different].astype(np.float32)
        e *= w["scale"][different, None]
        e += w["low"][different, None]
        x = e @ self._proj
        x += self._proj_b
        parts = [e[which]]
        starts = np.concatenate([[0], np.cumsum(sizes[:-1] + GAP)])
        places = np.repeat(starts - np.concatenate([[0], np.cumsum(sizes[:-1])]), sizes) + np.arange(len(ids)) + GAP
        owner = np.full(int(starts[-1] + sizes[-1]) + 2 * GAP, len(different))
        owner[places] = which
        room = np.zeros((len(owner), 256), np.float32)
        spare = np.empty((len(ids), 256), np.float32)
        for number, (width, left) in enumerate(WIDTHS):
            # the last row is for the gaps
            one = np.zeros((len(different) + 1, 256), np.float32)
            one[:-1] = x[:, number * 256 : (number + 1) * 256]
            _normalise(one[:-1], w[f"ln_g{width}"], w[f"ln_b{width}"])
            first = w[f"w1_{width}"]
            h = np.empty((len(ids), 256), np.float32)
            for at in range(width):
                made = one @ first[at * 256 : (at + 1) * 256]
                if at == 0:
                    made += w[f"b1_{width}"]
                np.take(made, owner[places + at - left], 0, spare if at else h, "clip")
                if at:
                    h += spare
            np.maximum(h, 0, out=h)
            h += np.take(one, which, 0, spare, "clip")
            room[places] = h
            more = np.matmul(_windows(room, places, width, left), w[f"w2_{width}"], out=spare)
            more += w[f"b2_{width}"]
            h += np.maximum(more, 0, out=more)
            parts.append(h)
        return self._sums(parts, sizes)

    def _sums(self, parts: Sequence[Floats], sizes: Ints) -> Floats:
        """The sums, for each piece, of the normalised features of its tokens, whose parts are given side by side."""
        wide = np.float32(sum(part.shape[1] for part in parts))
        mean = np.sum([part.sum(1) for part in parts], 0) / wide
        square = np.sum([np.einsum("ij,ij->i", part, part) for part in parts], 0) / wide
        inverse = 1 / np.sqrt(square - mean * mean + np.float32(EPSILON))
        share = np.zeros((len(sizes), len(inverse)), np.float32)
        share[np.repeat(np.arange(len(sizes)), sizes), np.arange(len(inverse))] = inverse
        out = np.concatenate([share @ part for part in parts], 1)
        out -= (share @ mean)[:, None]
        out *= self.weights["ln_g"]
        out += sizes[:, None] * self.weights["ln_b"]
        return np.asarray(out, np.float32)

    def _message(self, x: Floats) -> Floats:
        """The probabilities of one message's pieces from what is seen in each (n, hidden)."""
        w = self.weights
        n, wide = x.shape
        beside = np.zeros((n, 4 * wide), np.float32)
        beside[:, :wide] = x
        beside[:, wide : 2 * wide] = x.mean(0)
        beside[1:, 2 * wide : 3 * wide] = x[:-1]
        beside[:-1, 3 * wide :] = x[1:]
        hidden = np.maximum(beside @ w["outside.w"] + w["outside.b"], 0)
        logits = hidden @ w["said.w"] + w["said.b"]
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _parts(pieces: Sequence[Sequence[int]]) -> list[Sequence[Sequence[int]]]:
    """The pieces in groups of about TOKENS_AT_ONCE tokens."""
    out: list[Sequence[Sequence[int]]] = []
    begin = used = 0
    for number, ids in enumerate(pieces):
        if used and used + len(ids) > TOKENS_AT_ONCE:
            out.append(pieces[begin:number])
            begin, used = number, 0
        used += len(ids)
    return [*out, pieces[begin:]]


def _windows(room: Floats, places: Ints, width: int, left: int) -> Floats:
    """For each token the rows of its window side by side."""
    stride = room.strides[0]
    shape = (len(room) - width + 1, room.shape[1] * width)
    windows = np.lib.stride_tricks.as_strided(room, shape, (stride, room.strides[1]), writeable=False)
    return np.take(windows, places - left, 0)


def _normalise(x: Floats, gain: Floats, bias: Floats) -> None:
    """Layer normalisation over the last axis, in place."""
    x -= x.mean(1, keepdims=True)
    x *= (1 / np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + EPSILON))[:, None]
    x *= gain
    x += bias
