"""Rules carry their tests; the runner runs them and says what nothing reaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreachlint.rules.build import build
from outreachlint.rules.loader import RuleFolder, load_folders
from outreachlint.rules.pack import Pack
from outreachlint.rules.testing import example_documents, run_examples, unreached

from .sample import LEXICON, RULE, folder


def loaded(path: Path, rule: str) -> tuple[RuleFolder, Pack]:
    files = load_folders([folder(path, rule, LEXICON)])
    assert files.errors == []
    return files, Pack([build(files)])


def test_good_examples_pass(tmp_path: Path):
    files, pack = loaded(tmp_path, RULE)

    report = run_examples(files.rules, pack)

    assert (report.rules, report.examples, report.failures) == (1, 5, [])


@pytest.mark.parametrize(
    ("good", "bad", "part"),
    [
        ('"Hello you!"', '"Good day!"', "nothing was found"),
        ('"Hello there, softly."', '"Hello there."', "this is clean, but 'Hello there' was found"),
        ('quote: "loud hello"', 'quote: "to you"', "'loud hello' was found instead of 'to you'"),
        ('"Hello you!", lang: en', '"Hello you!", lang: en, channel: comment', "channel does not apply"),
    ],
)
def test_bad_examples_fail_at_their_place(tmp_path: Path, good: str, bad: str, part: str):
    files, pack = loaded(tmp_path, RULE.replace(good, bad))

    (failure,) = run_examples(files.rules, pack).failures

    assert part in failure.message
    assert failure.place.line is not None
    assert RULE.splitlines()[failure.place.line - 1].strip().startswith("- {")


def test_alternatives_that_no_example_reaches_are_listed(tmp_path: Path):
    files, _ = loaded(
        tmp_path, RULE.replace('"hello (there|you)"', '"hello (there|you|(my|our) [dear] friend)", "never"')
    )
    documents = [each for rule in files.rules for example in rule.examples for each in example_documents(example)]

    dead = unreached(files.rules, files.lexicons, documents)

    assert [(item.phrase, item.alternative) for item in dead] == [
        ("hello (there|you|(my|our) [dear] friend)", "(my|our) [dear] friend"),
        ("hello (there|you|(my|our) [dear] friend)", "my"),
        ("hello (there|you|(my|our) [dear] friend)", "our"),
        ("hello (there|you|(my|our) [dear] friend)", "dear"),
        ("never", "(the whole phrase)"),
    ]
