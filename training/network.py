"""The network in PyTorch: the sentence encoder, and a head that sees a sentence, its neighbours and the message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from outreachlint.judge.inputs import FEATURES
from outreachlint.judge.network import EPSILON, SPREAD, WIDTHS
from outreachlint.judge.opinion import OFFENCES


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes, and the shares that training drops."""

    hidden: int = 256
    token_dropout: float = 0.1
    head_dropout: float = 0.3


class Network(nn.Module):
    """From packed tokens to the logits of the twelve offences for each piece (see `training.batches`)."""

    def __init__(self, weights: Mapping[str, np.ndarray[Any, Any]], shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = nn.ParameterDict(
            {name: nn.Parameter(torch.from_numpy(value.copy())) for name, value in weights.items()}
        )
        wide = shape.hidden
        self.inside = nn.Linear(512 + FEATURES, wide)
        self.outside = nn.Linear(wide * 4, wide)
        self.said = nn.Linear(wide, len(OFFENCES))
        # most sentences commit no offence
        nn.init.constant_(self.said.bias, -3.0)

    def forward(self, batch: Mapping[str, Tensor]) -> Tensor:
        """The (S, 12) logits."""
        owner, message = batch["owner"], batch["message"]
        size = message.shape[0]
        kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else torch.float32
        mask = (owner < size).to(kind)[:, None]
        e = (batch["rows"].float() * batch["scale"][:, None] + batch["low"][:, None]).to(kind) * mask
        if self.training:
            e = e * (torch.rand(e.shape[0], 1) > self.shape.token_dropout)
        features = self.token_features(e, mask)
        # a product, since scattering is slow on a CPU
        of_piece = (owner[None, :] == torch.arange(size)[:, None]).to(features.dtype)
        z = self.sentence_vectors((of_piece @ features).float(), of_piece.float().sum(-1, keepdim=True)) * SPREAD
        x = functional.dropout(torch.cat([z, batch["features"]], -1), 0.15, self.training)
        return self.message_logits(functional.relu(self.inside(x)), message)

    def token_features(self, e: Tensor, mask: Tensor) -> Tensor:
        """The (T, 1280) features of tokens from their embeddings (T, 512); `mask` (T, 1) is 0 in the gaps."""
        p = self.encoder
        features = [e]
        for width, left in WIDTHS:
            x = normed(e @ p[f"proj{width}"] + p[f"proj_b{width}"], p[f"ln_g{width}"], p[f"ln_b{width}"]) * mask
            h = (functional.relu(shifted(x, width, left) @ p[f"w1_{width}"] + p[f"b1_{width}"]) + x) * mask
            h = functional.relu(shifted(h, width, left) @ p[f"w2_{width}"] + p[f"b2_{width}"]) + h
            features.append(h)
        return normed(torch.cat(features, -1), p["ln_g"], p["ln_b"]) * mask

    def sentence_vectors(self, pooled: Tensor, count: Tensor) -> Tensor:
        """The (S, 512) vectors from the sums of the tokens' features; `count` (S, 1) tokens each."""
        p = self.encoder
        mean = (pooled @ p["cnn_W"] + count * p["cnn_b"]) / count.clamp(min=1).sqrt()
        mean = functional.dropout(mean, 0.1, self.training)
        y0 = functional.relu(mean @ p["d0"])
        y1 = functional.relu(mean @ p["p1"] + y0 @ p["d1"])
        y2 = functional.relu(y1 @ p["d2"])
        return functional.normalize(torch.tanh(y1 @ p["p3"] + y2 @ p["d3"]).float(), dim=-1)

    def message_logits(self, x: Tensor, message: Tensor) -> Tensor:
        """The logits of pieces from what is seen in each (S, hidden), read beside neighbours and message."""
        same = message[:, None] == message[None, :]
        mean = (same.float() / same.sum(-1, keepdim=True)) @ x
        together = (message[1:] == message[:-1])[:, None]
        before = functional.pad(x[:-1] * together, (0, 0, 1, 0))
        after = functional.pad(x[1:] * together, (0, 0, 0, 1))
        seen = functional.dropout(torch.cat([x, mean.to(x.dtype), before, after], -1), 0.2, self.training)
        hidden = functional.dropout(functional.relu(self.outside(seen)), self.shape.head_dropout, self.training)
        said: Tensor = self.said(hidden).float()
        return said


def normed(x: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
    """Layer normalisation over the last axis."""
    return functional.layer_norm(x, (x.shape[-1],), gain.to(x.dtype), bias.to(x.dtype), EPSILON)


def shifted(x: Tensor, width: int, left: int) -> Tensor:
    """For each row the rows of its window side by side; beyond the ends there are zeros."""
    padded = functional.pad(x, (0, 0, left, width - 1 - left))
    return torch.cat([padded[at : at + x.shape[0]] for at in range(width)], -1)
