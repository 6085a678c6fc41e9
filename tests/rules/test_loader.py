"""Rule files: what loads, and what is refused with file, line and column."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from outreachlint.rules.loader import load_folders
from outreachlint.rules.schema import rule_schema
from outreachlint.rules.yaml_nodes import load

from .sample import LEXICON, RULE, folder


def test_a_rule_is_read_whole(tmp_path: Path):
    loaded = load_folders([folder(tmp_path)])

    assert loaded.errors == []
    (rule,) = loaded.rules
    assert (rule.code, rule.name, rule.aliases) == ("TEST101", "shouted-hello", ("TEST001", "loud-hello"))
    assert rule.languages == ("en", "it")
    assert rule.applies == {"channel": (True, ["message", "email"])}
    assert rule.report == ("hello",)
    assert rule.sources[0].url == "https://example.com/test"
    assert [example.flagged for example in rule.examples] == [True, True, False, True, False]
    assert rule.signals["hello"].phrases["en"][1].text == "hello (there|you)"


MISTAKES = [
    ("  all: [hello]", "  any: [hello, {judge: {offence: pressure, at_least: 0.5}}]", "nothing fills {hello}", (6, 10)),
    ("  all: [hello]", "  any: [hello, {judge: {offence: pressure, at_least: 0.5, in: next}}]", "say nothing", (23, 9)),
    ("code: TEST101", "code: test101", "is not a code", (1, 7)),
    ("name: shouted-hello", "name: Shouted Hello", "is not a name", (2, 7)),
    ("severity: warning", "severity: warn", "can't be 'warn'", (4, 11)),
    ("severity: warning", "severty: warning", "unknown key 'severty'", (4, 1)),
    ("severity: warning", "severity: on", "means something else", (4, 11)),
    ("severity: warning", "severity: warning\nseverity: error", "stands here twice", (5, 1)),
    (', it: "Un saluto forte"', "", "has no 'it'", (5, 10)),
    ("channel: [message, email]", "channel: [message, mail]", "can't be 'mail'", (12, 22)),
    ("channel: [message, email]", "chanel: [message]", "unknown key 'chanel'", (12, 3)),
    ("hello (there|you)", "hello (there|there)", "twice", (15, 40)),
    ("hello (there|you)", "hello <lod>", "no lexicon 'lod'", (15, 26)),
    ('"{hello}" is loud', '"{hallo}" is loud', "no signal 'hallo'", (6, 10)),
    ("  all: [hello]", "  all: [hallo]", "no signal 'hallo'", (21, 3)),
    ("  all: [hello]\n", "", "never used", (14, 3)),
    ("  none: [{signal: soft, in: message}]\n", "", "never used", (17, 3)),
    ("report: hello", "report: soft", "only stands under 'none'", (23, 9)),
    ("report: hello", "report: hallo", "no signal 'hallo'", (23, 9)),
    ("  all: [hello]\n  none", "  any: [hello, soft]\n  none", "would then say nothing", (23, 9)),
    ("    it: [piano]\n", "", "says nothing in it", (17, 3)),
    ("in: message", "in: mesage", "can't be 'mesage'", (22, 29)),
    ('quote: "loud hello", ', 'quote: "loud yell", ', "quote is not in", (25, 43)),
    ('  - {clean: "Ciao forte ma piano.", lang: it}\n', "", "no 'clean' example in 'it'", (25, 3)),
    (
        '{flag: "Hello you!", lang: en}',
        '{flag: "Hello you!", clean: "x", lang: en}',
        "either 'flag' or 'clean'",
        (26, 5),
    ),
    ('{flag: "Hello you!", lang: en}', '{flag: "Hello you!", lang: nl}', "can't be 'nl'", (26, 32)),
    ('{flag: "Hello you!", lang: en}', '{flag: "Hello you!", lang: en, touch: 0}', "`touch`", (26, 43)),
    ("code: TEST101", "code: [TEST101", "not valid YAML", (2, 5)),
    ("report: hello", "report: hello\nfix: {en: x, it: x}", "no check of this rule makes edits", (24, 6)),
    ("report: hello", "report: hello\nfix: {en: x, check: shouting}", "fix has no 'it'", (24, 6)),
    ("report: hello", "report: hello\nfix: {en: x, it: x, check: pace}", "check can't be 'pace'", (24, 28)),
    ("report: hello", "report: hello\nfix: {en: x, it: x, how: now}", "unknown key 'how' in fix", (24, 21)),
    (
        "report: hello",
        "report: hello\nfix: {en: x, it: x, check: shouting, options: {loud: 1}}",
        "no option `loud`",
        (24, 47),
    ),
]


@pytest.mark.parametrize(("good", "bad", "part", "place"), MISTAKES)
def test_mistakes_have_their_place(tmp_path: Path, good: str, bad: str, part: str, place: tuple[int, int]):
    assert good in RULE

    loaded = load_folders([folder(tmp_path, RULE.replace(good, bad, 1))])

    assert loaded.rules == []
    (error,) = loaded.errors
    assert part in str(error)
    assert error.place is not None
    assert (error.place.path, error.place.line, error.place.column) == (
        str(tmp_path / "TEST101-shouted-hello.yaml"),
        *place,
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [("severty: warning", "severity"), ("severity: warnning", "warning"), ("severity: eror", "error")],
)
def test_did_you_mean(tmp_path: Path, word: str, meant: str):
    loaded = load_folders([folder(tmp_path, RULE.replace("severity: warning", word))])

    assert loaded.errors[0].hint == f"did you mean `{meant}`?"


def test_all_bad_phrases_are_told_at_once(tmp_path: Path):
    rule = RULE.replace('["<loud> hello", "hello (there|you)"]', '["a (b", "c … ", "hello"]')

    assert len(load_folders([folder(tmp_path, rule)]).errors) == 2


def test_lexicon_cycle_is_refused(tmp_path: Path):
    lexicon = "name: loud\nphrases:\n  en: [noisy <loud>]\n"

    (error,) = load_folders([folder(tmp_path, lexicon=lexicon)]).errors

    assert "uses itself" in str(error)


def test_lexicon_with_a_gap_can_only_be_used_alone(tmp_path: Path):
    gappy = LEXICON.replace("[loud,", '["loud … very",')

    (error,) = load_folders([folder(tmp_path / "a", lexicon=gappy)]).errors
    alone = load_folders([folder(tmp_path / "b", RULE.replace("<loud> hello", "<loud>"), gappy)])

    assert "used alone" in str(error)
    assert alone.errors == []


def test_two_rules_with_one_word_are_refused(tmp_path: Path):
    where = folder(tmp_path)
    folder(tmp_path, RULE.replace("TEST101", "TEST102").replace("shouted-hello", "other"), name="b.yaml")

    (error,) = load_folders([where]).errors

    assert "'TEST001' already belongs to TEST101" in str(error)


def test_a_bad_file_leaves_the_others_usable(tmp_path: Path):
    where = folder(tmp_path)
    (tmp_path / "bad.yaml").write_bytes(b"code: \xff")

    loaded = load_folders([where])

    assert [rule.code for rule in loaded.rules] == ["TEST101"]
    assert "is not UTF-8" in str(loaded.errors[0])


def test_a_fix_has_a_title_and_may_name_the_check_that_makes_it(tmp_path: Path):
    rule = RULE.replace(
        "report: hello", "report: hello\nfix: {en: 'say  it', it: dillo, check: shouting, options: {marks: 2}}"
    )

    (found,) = load_folders([folder(tmp_path, rule)]).rules

    assert found.fix is not None
    assert found.fix.title == {"en": "say it", "it": "dillo"}
    assert (found.fix.check, found.fix.options) == ("shouting", {"marks": 2, "allow": []})
    tree = load("a.yaml", rule).plain()
    assert list(jsonschema.Draft202012Validator(rule_schema()).iter_errors(tree)) == []


def test_the_json_schema_takes_the_rule_and_refuses_unknown_keys():
    schema = rule_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    assert list(validator.iter_errors(load("r.yaml", RULE).plain())) == []
    for good, bad, _, _ in MISTAKES[2:4]:
        assert list(validator.iter_errors(load("r.yaml", RULE.replace(good, bad, 1)).plain())) != []
