"""The corpus is sound, and its two halves stay apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from outreachlint.document import CHANNELS, LANGUAGES, RELATIONSHIPS
from outreachlint.judge.opinion import OFFENCES
from outreachlint.text.fold import fold

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.jsonl"))
SHINGLE = 6
"""Words in a row that are compared; two messages are near-duplicates when most of the shorter one's are in both."""


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def words(record: dict[str, Any]) -> list[str]:
    text = re.sub(r"[{\[<].{1,40}?[}\]>]", " ", record["text"])
    return re.findall(r"\w+", fold(text)[0])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_records_are_sound(path: Path):
    for record in records(path):
        where = record["id"]
        assert record["lang"] in LANGUAGES, where
        assert record["channel"] in CHANNELS, where
        assert record["relationship"] in RELATIONSHIPS, where
        assert record["touch"] >= 1, where
        for label in record["labels"]:
            assert label["rule"] in OFFENCES, where
            assert label["quote"] in record["text"] or label["quote"] in (record["subject"] or ""), where


def test_ids_are_unique():
    ids = [record["id"] for path in FILES for record in records(path)]

    assert len(ids) == len(set(ids))


def test_no_message_stands_on_both_sides():
    train = [words(record) for path in FILES if path.parent.name == "train" for record in records(path)]
    owners: dict[tuple[str, ...], set[int]] = {}
    for number, text in enumerate(train):
        for shingle in shingles(text):
            owners.setdefault(shingle, set()).add(number)

    doubles = []
    for path in FILES:
        if path.parent.name == "test":
            for record in records(path):
                own = shingles(words(record))
                shared: dict[int, int] = {}
                for shingle in own:
                    for number in owners.get(shingle, ()):
                        shared[number] = shared.get(number, 0) + 1
                if any(2 * count > min(len(own), len(shingles(train[number]))) for number, count in shared.items()):
                    doubles.append(record["id"])

    assert doubles == []


def test_no_message_is_written_twice():
    """Contrast pairs are near, and differ in their labels or in what decides them; other doubles are refused."""
    everything = [record for path in FILES for record in records(path)]
    owned = [shingles(words(record)) for record in everything]
    owners: dict[tuple[str, ...], list[int]] = {}
    for number, own in enumerate(owned):
        for shingle in own:
            owners.setdefault(shingle, []).append(number)
    shared = Counter(pair for several in owners.values() if len(several) > 1 for pair in combinations(several, 2))

    doubles = [
        (everything[one]["id"], everything[two]["id"])
        for (one, two), count in shared.items()
        if count > 0.7 * len(owned[one] | owned[two]) and verdict(everything[one]) == verdict(everything[two])
    ]
    assert doubles == []


def verdict(record: dict[str, Any]) -> tuple[Any, ...]:
    """What a contrast pair differs in: the labels, or the facts."""
    rules = sorted(label["rule"] for label in record["labels"])
    return (record["channel"], record["relationship"], record["touch"], *rules)


def shingles(text: list[str]) -> set[tuple[str, ...]]:
    if len(text) <= SHINGLE:
        return {tuple(text)}
    return {tuple(text[n : n + SHINGLE]) for n in range(len(text) - SHINGLE + 1)}


def test_enough_is_held_aside():
    held = Counter(record["lang"] for path in FILES if path.parent.name == "test" for record in records(path))

    assert held.total() >= 1_000
    assert min(held[lang] for lang in LANGUAGES) >= 50


def test_every_language_has_its_share():
    found = Counter(record["lang"] for path in FILES for record in records(path))

    assert found["en"] >= 2_000
    assert found["it"] >= 2_000
    assert all(found[lang] >= 450 for lang in LANGUAGES)
    assert found.total() >= 6_000


def test_half_of_the_messages_are_clean():
    labels = [record["labels"] for path in FILES for record in records(path)]

    assert 0.45 < sum(not each for each in labels) / len(labels) < 0.65
