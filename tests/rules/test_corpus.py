"""The measure: what counts as a hit, a miss, a false alarm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from outreachlint.errors import InputError
from outreachlint.rules.build import build
from outreachlint.rules.corpus import measure, read_corpus
from outreachlint.rules.loader import load_folders
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import RuleSet, select

from .sample import RULE, folder


@pytest.fixture
def rules(tmp_path: Path) -> RuleSet:
    """A rule by the name of a label."""
    where = folder(tmp_path / "rules", RULE.replace("shouted-hello", "immediate-pitch"))
    return select(Pack([build(load_folders([where]))]))


def record(text: str, *labels: tuple[str, str], lang: str = "en", channel: str = "message") -> dict[str, Any]:
    return {
        "id": text,
        "lang": lang,
        "channel": channel,
        "touch": 1,
        "relationship": "stranger",
        "subject": None,
        "text": text,
        "labels": [{"rule": rule, "quote": quote} for rule, quote in labels],
    }


def test_hits_misses_and_false_alarms(rules: RuleSet):
    report = measure(
        [
            record("A loud hello.", ("immediate-pitch", "loud hello")),
            record("Hello you. And goodbye.", ("immediate-pitch", "goodbye")),
            record("Good day.", ("immediate-pitch", "Good day")),
            record("Hello there."),
            record("Nothing."),
            record("Hello there.", ("pressure", "Hello")),
        ],
        rules,
    )

    score = report.by_rule["immediate-pitch"]
    assert (score.hits, score.false, score.missed, score.span_hits) == (2, 2, 1, 1)
    assert (score.precision, score.recall, score.f1) == (0.5, pytest.approx(2 / 3), pytest.approx(4 / 7))
    assert (report.messages, report.clean, report.false_alarms) == (6, 2, 1)
    assert report.macro_f1 == score.f1


def test_templates_are_read_in_all_their_variants(rules: RuleSet):
    report = measure(
        [record("A {quiet|loud} {# never sent #}hello.", ("immediate-pitch", "loud} {# never sent #}hello"))], rules
    )

    score = report.by_rule["immediate-pitch"]
    assert (score.hits, score.missed, score.span_hits) == (1, 0, 1)


def test_a_template_that_can_not_be_read_is_named(rules: RuleSet):
    text = "{" + "|".join(map(str, range(65))) + "}"
    with pytest.raises(InputError, match=r"^the record '\{0\|1.*: spin text or a condition has 65 branches"):
        measure([record(text)], rules)


def test_groups_by_language_and_channel(rules: RuleSet):
    report = measure(
        [
            record("Ciao forte", ("immediate-pitch", "forte"), lang="it", channel="email"),
            record("Ciao forte", lang="it"),
        ],
        rules,
    )

    assert report.by_language["it"].hits == 1
    assert report.by_channel["email"].false == 0
    assert report.by_channel["message"].false == 1
    assert report.alarms_by_language == {"it": 1}


def test_errors_tell_what_was_reported_and_what_was_labelled(rules: RuleSet):
    report = measure([record("Hello there."), record("Good day.", ("immediate-pitch", "Good"))], rules)

    assert [(e["kind"], e["reported"], e["quotes"]) for e in report.errors] == [
        ("false", ["Hello there"], []),
        ("missed", [], ["Good"]),
    ]


def test_nothing_to_divide_by_is_no_figure(rules: RuleSet):
    report = measure([record("Nothing.")], rules)

    assert report.total.precision is None
    assert report.macro_f1 is None


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ('{"text": "a", "labels": [}', "not valid JSON"),
        ('{"labels": []}', "needs a 'text'"),
        ('{"text": "a"}', "needs its 'labels'"),
        ('{"text": "a", "labels": [{"rule": "x"}]}', "'rule' and 'quote'"),
        ("[]", "needs a 'text'"),
    ],
)
def test_a_broken_record_is_an_error_with_its_line(tmp_path: Path, line: str, part: str):
    path = tmp_path / "c.jsonl"
    path.write_text('\n{"text": "fine", "labels": []}\n' + line + "\n", encoding="utf-8")

    with pytest.raises(InputError, match=part) as caught:
        list(read_corpus(str(path)))

    assert caught.value.place is not None
    assert caught.value.place.line == 3
