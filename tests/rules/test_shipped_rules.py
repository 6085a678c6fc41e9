"""The shipped pack: every rule is whole, its examples hold, and its figures on unseen messages reach the bars."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from outreachlint.judge.opinion import OFFENCES
from outreachlint.rules.corpus import CorpusReport, measure, read_corpus
from outreachlint.rules.loader import LEXICON_FOLDER, RuleFolder, load_folders, rule_files
from outreachlint.rules.model import RuleFile
from outreachlint.rules.pack import Pack, load_pack, shipped_rules
from outreachlint.rules.schema import rule_schema
from outreachlint.rules.select import select
from outreachlint.rules.testing import run_examples
from outreachlint.rules.yaml_nodes import load

EDITION = """\
OL101 immediate-pitch, OL102 mlm-recruitment, OL103 premature-call-ask, OL201 introduction-ask, OL202 borrowed-trust,
OL203 false-familiarity, OL301 harvested-contact, OL302 unconsented-signup, OL303 unconsented-group-add,
OL304 missing-source, OL305 missing-opt-out, OL306 tracking-link, OL401 group-poaching, OL402 phishing-lure,
OL403 disguised-link, OL501 pressure, OL502 shouting, OL601 over-limit, OL602 link-in-note,
OL603 unfilled-placeholder, OL604 broken-placeholder, OL605 generic-note, OL606 several-asks, OL607 missing-subject,
OL608 unknown-tag, OL609 tag-case, OL610 mixed-dialects, OL611 greeting-without-fallback, OL612 awkward-fallback,
OL613 invisible-character, OL801 repeated-follow-up, OL802 too-many-touches, OL803 growing-pressure,
OL804 opt-out-or-identity-missing, OL805 pitch-after-accept, OL806 no-way-out, OL807 same-body-to-many,
OL901 unused-suppression, OL902 unknown-suppression, OL903 sent-directive, OL904 suppression-without-reason"""
CORPUS = Path(__file__).parent.parent / "corpus" / "test"


@pytest.fixture(scope="module")
def shipped() -> RuleFolder:
    return load_folders([shipped_rules()])


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def test_all_files_load(shipped: RuleFolder):
    assert [str(error) for error in shipped.errors] == []


def test_the_edition_is_complete(shipped: RuleFolder):
    words = [f"{rule.code} {rule.name}" for rule in shipped.rules]

    assert sorted(words) == [word.strip() for word in EDITION.replace("\n", " ").split(",")]


def test_files_are_named_after_their_rules(shipped: RuleFolder):
    assert [Path(rule.place.path).stem for rule in shipped.rules] == [f"{r.code}-{r.name}" for r in shipped.rules]


def test_examples_hold(shipped: RuleFolder, pack: Pack):
    report = run_examples(shipped.rules, pack)

    assert [f"{failure.place}: {failure.message}" for failure in report.failures] == []
    assert report.examples > 300


def test_intent_rules_speak_six_languages_with_examples_of_both_kinds(shipped: RuleFolder):
    for rule in intent_rules(shipped):
        assert rule.languages == ("de", "en", "es", "fr", "it", "pt"), rule.code
        counts = Counter((example.lang, example.flagged) for example in rule.examples)
        for lang in rule.languages:
            least = 5 if lang in ("en", "it") else 2
            assert min(counts[lang, True], counts[lang, False]) >= least, (rule.code, lang)


def test_every_rule_cites_its_source(shipped: RuleFolder):
    for rule in shipped.rules:
        assert rule.sources, rule.code
        assert all(source.cite for source in rule.sources), rule.code


def test_every_lexicon_is_used(shipped: RuleFolder):
    from outreachlint.phrases.syntax import lexicons_of

    used: set[str] = set()
    for rule in shipped.rules:
        for _, written in rule.phrases():
            used |= lexicons_of(written.phrase)
    for lexicon in shipped.lexicons.values():
        for phrases in lexicon.phrases.values():
            for written in phrases:
                used |= lexicons_of(written.phrase)

    assert set(shipped.lexicons) - used == set()


def test_files_meet_the_json_schema():
    validator = jsonschema.Draft202012Validator(rule_schema())

    for path in rule_files(shipped_rules()):
        text = Path(path).read_text(encoding="utf-8")
        assert [error.message for error in validator.iter_errors(load(path, text).plain())] == [], path
    assert LEXICON_FOLDER == "lexicons"


def intent_rules(shipped: RuleFolder) -> list[RuleFile]:
    return [rule for rule in shipped.rules if rule.name in OFFENCES]


def measured(pack: Pack, lang: str) -> CorpusReport:
    records = [record for path in sorted(CORPUS.glob("*.jsonl")) for record in read_corpus(str(path))]
    return measure([record for record in records if record["lang"] == lang], select(pack))


@pytest.mark.parametrize("lang", ["en", "it"])
def test_judgement_on_unseen_messages(pack: Pack, lang: str):
    """The bars of the first edition: precision 0.85, recall 0.5, false alarms on at most 4 % of clean messages."""
    report = measured(pack, lang)

    assert report.total.precision is not None
    assert report.total.recall is not None
    assert report.total.precision >= 0.85
    assert report.total.recall >= 0.5
    assert report.false_alarms <= 0.04 * report.clean
