"""Training: the loss, the optimizer and the loop over epochs."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from outreachlint.judge.opinion import OFFENCES
from training.batches import packed
from training.examples import Example, Floats
from training.network import Network, Shape
from training.starting import Start


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the defaults are what the shipped model was trained with."""

    epochs: int = 6
    rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.02
    positive: float = 3.0
    top: float = 0.5
    shape: Shape = field(default_factory=Shape)


def loss_of(said: Tensor, batch: dict[str, Tensor], recipe: Recipe) -> Tensor:
    """The mean loss of sentences and, in part, of the messages' likeliest sentences."""
    known = batch["known"]
    each = _bce(said, batch["labels"], known[batch["message"]], recipe.positive)
    index = batch["message"][:, None].expand(-1, len(OFFENCES))
    top = torch.full_like(batch["said"], -1e9).scatter_reduce(0, index, said, "amax")
    return each + recipe.top * _bce(top, batch["said"], known, 1.0)


def _bce(said: Tensor, wanted: Tensor, known: Tensor, positive: float) -> Tensor:
    weight = torch.full((len(OFFENCES),), positive)
    return functional.binary_cross_entropy_with_logits(said, wanted, known, pos_weight=weight)


def fit(
    examples: Sequence[Example], start: Start, recipe: Recipe, seed: int, log: Callable[[str], None] = print
) -> Network:
    """The network after training on the examples."""
    # all seeds begin at the same point, so that their ends can be averaged
    torch.manual_seed(0)
    network = Network(start.weights, recipe.shape)
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    order = list(range(len(examples)))
    above = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": list(network.encoder.values()), "lr": recipe.rate}, {"params": above, "lr": recipe.head_rate}],
        weight_decay=recipe.decay,
    )
    steps = recipe.epochs * (2 + sum(1 for _ in packed(examples, order, start)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share(step, steps))
    for epoch in range(recipe.epochs):
        network.train()
        shuffle.shuffle(order)
        losses = []
        for _, batch in packed(examples, order, start):
            with torch.autocast("cpu", torch.bfloat16):
                said = network(batch)
            loss = loss_of(said, batch, recipe)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        log(f"seed {seed} epoch {epoch + 1}: loss {np.mean(losses):.4f}")
    return network.eval()


def _share(step: int, steps: int) -> float:
    """The share of the full learning rate at a step: up within a tenth of the steps, then down along a cosine."""
    warm = max(1, steps // 10)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm) / max(1, steps - warm))))


def predict(network: Network, examples: Sequence[Example], start: Start) -> list[Floats]:
    """For each example the (n, 12) probabilities of its pieces."""
    out: list[Floats] = []
    with torch.no_grad():
        for numbers, batch in packed(examples, range(len(examples)), start):
            found = torch.sigmoid(network(batch)).numpy()
            sizes = [len(examples[number].tokens) for number in numbers]
            out += np.split(found, np.cumsum(sizes)[:-1])
    return out
