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


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("A {loud|soft} hello to you.", True),
        ("{Good day|{% if x %}Bye{% else %}Hello you{% endif %}} Ann.", True),
        ("A {# a note, softly #}loud hello to you.", True),
        ("A {quiet|soft} hello to us.", False),
    ],
)
def test_an_example_that_is_a_template_is_read_in_all_its_variants(tmp_path: Path, text: str, passes: bool):
    files, pack = loaded(tmp_path, RULE.replace('"Hello you!"', f'"{text}"'))

    assert (run_examples(files.rules, pack).failures == []) is passes


def test_an_example_that_can_not_be_read_fails(tmp_path: Path):
    branches = "|".join(str(number) for number in range(65))
    files, pack = loaded(tmp_path, RULE.replace('"Hello you!"', f'"Hello you {{{branches}}}"'))

    report = run_examples(files.rules, pack)

    assert [failure.message for failure in report.failures] == [
        "TEST101 shouted-hello: spin text or a condition has 65 branches; at most 64 are read"
    ]
    assert report.examples == 5


def test_a_phrase_in_a_variant_is_reached(tmp_path: Path):
    files, _ = loaded(tmp_path, RULE.replace('"Hello you!"', '"Hello {my dear|you}!"'))
    documents = [each for rule in files.rules for example in rule.examples for each in example_documents(example)]

    assert unreached(files.rules, files.lexicons, documents) == []


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
