"""Cross-validation: every message is judged by a network that has not seen its author's batch."""

from __future__ import annotations

from collections.abc import Sequence

from training.examples import Example


def folds(examples: Sequence[Example], many: int) -> list[frozenset[str]]:
    """The author batches in `many` groups of about the same size in each language.

    The largest batch of a language goes first, each to the group that has fewest messages of that language.
    """
    sizes: dict[tuple[str, str], int] = {}
    for example in examples:
        key = (str(example.record["lang"]), example.batch)
        sizes[key] = sizes.get(key, 0) + 1
    held: list[dict[str, int]] = [{} for _ in range(many)]
    groups: list[set[str]] = [set() for _ in range(many)]
    for (lang, batch), size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        if any(batch in group for group in groups):
            continue
        chosen = min(range(many), key=lambda number: (held[number].get(lang, 0), sum(held[number].values())))
        held[chosen][lang] = held[chosen].get(lang, 0) + size
        groups[chosen].add(batch)
    return [frozenset(group) for group in groups]
