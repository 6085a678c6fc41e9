"""Corpus records as what the network is trained on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from outreachlint.analysis import Analysis
from outreachlint.judge.inputs import pieces
from outreachlint.judge.opinion import OFFENCES
from outreachlint.judge.tokens import Tokenizer
from outreachlint.rules.corpus import document_of, read_corpus
from outreachlint.rules.model import Example as RuleExample
from outreachlint.rules.model import RuleFile
from outreachlint.text.source import Span

RULE_BATCH = "rule-"
"""How the batches of rules' own examples are called."""
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """One message of `n` pieces.

    `tokens` are n arrays of piece ids; `features` (n, FEATURES) and `labels` (n, 12) are 0 or 1; `said` (12,) is the
    message's verdict and `known` (12,) tells about which offences it is one (a rule's example is about that alone).
    `batch` is the author batch (the file's stem), `record` the record it comes from.
    """

    tokens: tuple[npt.NDArray[np.int32], ...]
    features: Floats
    labels: Floats
    said: Floats
    known: Floats
    batch: str
    record: Mapping[str, Any]


def read_examples(paths: Iterable[Path], tokenizer: Tokenizer) -> list[Example]:
    """The Examples of corpus files, in order; messages without a word are left out."""
    found = (example_of(record, path.stem, tokenizer) for path in paths for record in read_corpus(str(path)))
    return [example for example in found if example.tokens]


def example_of(record: Mapping[str, Any], batch: str, tokenizer: Tokenizer) -> Example:
    """A record as an Example; a sentence bears the labels whose quote it overlaps."""
    document = document_of(record)
    view = Analysis(document).view
    read = pieces(view, document.context.values())
    labels = np.zeros((len(read), len(OFFENCES)), np.float32)
    said = np.zeros(len(OFFENCES), np.float32)
    for label in record["labels"]:
        rule = OFFENCES.index(label["rule"])
        said[rule] = 1
        at = document.text.find(label["quote"])
        quote = Span(at, at + len(label["quote"]))
        for row, piece in enumerate(read):
            span = view.sentences[piece.sentence].span
            if at >= 0 and min(quote.end, span.end) - max(quote.start, span.start) > 1:
                labels[row, rule] = 1
    tokens = tuple(np.array(tokenizer.ids(piece.text), np.int32) for piece in read)
    features = np.array([piece.features for piece in read], np.float32)
    about = record.get("about", OFFENCES)
    known = np.array([float(rule in about) for rule in OFFENCES], np.float32)
    return Example(tokens, features, labels, said, known, batch, record)


def read_rule_examples(rules: Iterable[RuleFile], tokenizer: Tokenizer) -> list[Example]:
    """The examples that rules carry, each about its own rule alone, one batch a rule."""
    found = []
    for rule in rules:
        if rule.name in OFFENCES:
            records = [_record(rule.name, example) for example in rule.examples]
            found += [example_of(record, f"{RULE_BATCH}{rule.code}", tokenizer) for record in records]
    return [example for example in found if example.tokens]


def _record(rule: str, example: RuleExample) -> dict[str, Any]:
    quote = example.quote or example.text.strip()
    return {
        "lang": example.lang,
        "text": example.text,
        "subject": example.subject,
        "channel": "message",
        "touch": 1,
        "relationship": "stranger",
        **example.facts,
        "labels": [{"rule": rule, "quote": quote}] if example.flagged else [],
        "about": (rule,),
    }
