"""The pieces of work that run side by side, each in a process of its own."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any, NamedTuple

import torch

from training.examples import Example, Floats
from training.fit import Recipe, fit, predict
from training.network import Network
from training.starting import Start


class Task(NamedTuple):
    """Train on all examples whose batch is not left out, then judge those that are."""

    seed: int
    left_out: frozenset[str]


class Result(NamedTuple):
    """The trained weights (as bytes), and the probabilities of the examples left out, by their numbers."""

    task: Task
    weights: bytes
    judged: dict[int, Floats]


def run(
    tasks: Sequence[Task], examples: Sequence[Example], start: Start, recipe: Recipe, jobs: int
) -> Iterator[Result]:
    """The results as they come, `jobs` at a time."""
    side_by_side = min(jobs, len(tasks))
    threads = max(1, jobs // side_by_side)
    if side_by_side == 1:
        yield from (perform(task, examples, start, recipe, threads) for task in tasks)
        return
    given = (examples, start, recipe, threads)
    with ProcessPoolExecutor(side_by_side, get_context("spawn"), _prepare, given) as pool:
        for done in as_completed([pool.submit(_perform, task) for task in tasks]):
            yield done.result()


def perform(task: Task, examples: Sequence[Example], start: Start, recipe: Recipe, threads: int) -> Result:
    """Do one task."""
    torch.set_num_threads(threads)
    name = f"seed {task.seed}" + (f", {len(task.left_out)} batches left out" if task.left_out else "")
    seen = [example for example in examples if example.batch not in task.left_out]
    network = fit(seen, start, recipe, task.seed, lambda line: log(f"{name}: {line}"))
    numbers = [number for number, example in enumerate(examples) if example.batch in task.left_out]
    judged = predict(network, [examples[number] for number in numbers], start)
    data = io.BytesIO()
    torch.save(network.state_dict(), data)
    return Result(task, data.getvalue(), dict(zip(numbers, judged)))


_given: tuple[Sequence[Example], Start, Recipe, int] | None = None


def _prepare(*given: Any) -> None:
    global _given
    _given = given


def _perform(task: Task) -> Result:
    assert _given is not None
    return perform(task, *_given)


def averaged(weights: Iterable[bytes], start: Start, recipe: Recipe) -> Network:
    """One network whose weights are the mean of several that began at the same point."""
    states = [torch.load(io.BytesIO(data), weights_only=True) for data in weights]
    network = Network(start.weights, recipe.shape)
    network.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return network.eval()


_began = time.time()


def log(line: str) -> None:
    """Write a line with the seconds since the start to standard error."""
    print(f"[{time.time() - _began:5.0f} s] {line}", file=sys.stderr, flush=True)
