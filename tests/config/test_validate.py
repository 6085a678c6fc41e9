"""A wrong configuration is an error at its line and column, with what was probably meant."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from outreachlint.checks import OPTIONS as CHECK_OPTIONS
from outreachlint.config.files import load_config_file
from outreachlint.config.options import OPTIONS
from outreachlint.config.schema import config_schema
from outreachlint.config.validate import validate
from outreachlint.errors import ConfigError
from tests.conftest import write

GOOD = """
select = ["OL1"]
ignore = ["OL605"]
extend-select = ["OL602"]
severity = { OL502 = "info", shouting = "error" }
require-reason = true
options = { OL502 = { marks = 4 }, disguised-link = { allow = ["example.com"] } }
fail-on = "never"
baseline = "legacy.json"
ui-lang = "it"
lang = "pt"
judge = "off"
min-confidence = 0.8
exclude = ["archive/"]
rules = ["our-rules"]
fields = { text = ["First", "Second"], subject = "Oggetto" }
separator = "%%%%"
campaigns = ["campaigns/*/"]

[reader]
url = "https://llm.example.com/v1"
model = "m"
consent = true
api-key-env = "OUTREACHLINT_KEY"
timeout = 2.5
retries = 0
budget = 10

[context]
channel = "email"
touch = 2
relationship = "engaged"
purpose = "recruiting"
jurisdiction = "it"
plan = "free"
ready = true
consent = ["newsletter", { call = { given = "2026-03-02" } }]

[[overrides]]
paths = ["a/*.md"]
context = { touch = 1 }
ignore = ["OL1"]
severity = { OL2 = "info" }
lang = "it"
"""

WRONG = [
    ("selct = []", "1:1: unknown key `selct` (did you mean `select`?)"),
    ("select = 'OL1'", "1:10: `select` must be a list of strings, not a string"),
    ("select = ['OL1', 3]", "1:18: `select` must hold strings, not a number"),
    ("select = ['']", "1:11: `select` must hold strings, not an empty string"),
    ("fail-on = 'warn'", "1:11: `fail-on` must be one of error, warning, info, never, not `warn`"),
    ("fail-on = true", "1:11: `fail-on` must be one of error, warning, info, never, not true or false"),
    ("lang = 'xx'", "1:8: `lang` must be one of it, en, es, fr, de, pt, not `xx`"),
    ("severity = []", "1:12: `severity` must be a table, not a list"),
    ("[severity]\nOL1 = 'bad'", "2:7: `OL1` must be one of error, warning, info, not `bad`"),
    ("options = []", "1:11: `options` must be a table, not a list"),
    ("[options]\nOL601 = []", "2:9: `OL601` must be a table, not a list"),
    ("[context]\nchanel = 'email'", "2:1: unknown fact `chanel` (did you mean `channel`?)"),
    ("[context]\nchannel = 'e-mail'", "2:11: unknown channel `e-mail` (did you mean `email`?)"),
    ("context.touch = 0", "1:17: `touch` must be a whole number from 1 up"),
    ("[context]\nlang = 'it'", "2:1: unknown fact `lang`"),
    ("context.consent = 3", "1:19: `consent` must be a list"),
    ("reader = 'm'", "1:10: `reader` must be a table, not a string"),
    ("[reader]\nmodle = 'm'", "2:1: unknown key `modle` (did you mean `model`?)"),
    ("reader.model = ''", "1:16: `model` must be a string that is not empty, not an empty string"),
    ("reader.model = 7", "1:16: `model` must be a string that is not empty, not 7"),
    ("reader.api-key-env = []", "1:22: `api-key-env` must be a string that is not empty, not a list"),
    ("require-reason = 'yes'", "1:18: `require-reason` must be true or false, not a string"),
    ("reader.consent = 'yes'", "1:18: `consent` must be true or false, not a string"),
    ("reader.url = 7", "1:14: `url` must be a URL, not 7"),
    ("reader.url = '127.0.0.1:11434'", "1:14: `url` must be a URL such as http://127.0.0.1:11434/v1"),
    ("reader.url = 'http://me:secret@127.0.0.1/v1'", "1:14: `url` must not hold a name or a password"),
    ("reader.url = 'http://127.0.0.1/v1?key=1'", "1:14: `url` must end with its path"),
    ("reader.timeout = 0", "1:18: `timeout` must be a number above 0, at most 3600, not 0"),
    ("reader.timeout = inf", "1:18: `timeout` must be a number above 0, at most 3600, not inf"),
    ("reader.timeout = true", "1:18: `timeout` must be a number above 0, at most 3600, not true or false"),
    ("reader.retries = -1", "1:18: `retries` must be a whole number from 0 up, not -1"),
    ("reader.budget = 1.5", "1:17: `budget` must be a whole number from 0 up, not 1.5"),
    ("overrides = {}", "1:13: `overrides` must be a list of tables, not a table"),
    ("overrides = ['x']", "1:14: must be a table of options, not a string"),
    ("[[overrides]]\nignore = []", "1:3: an override needs `paths`, a list of globs"),
    ("[[overrides]]\npaths = []", "1:3: an override needs `paths`, a list of globs"),
    ("[[overrides]]\npaths = ['a']\nselect = []", "3:1: unknown key `select`"),
]


def checked(text: str, name: str = "outreachlint.toml") -> dict[str, Any]:
    loaded = load_config_file(write(name, text))
    return validate(loaded.data, loaded.places)


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_wrong_key_or_value_is_an_error_with_its_place(workspace: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        checked(text + "\n")
    assert str(caught.value).startswith(f"outreachlint.toml:{said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "1:1: must be a table of options, not a list"),
        ("lang: it\nselct: []\n", "2:1: unknown key `selct`"),
        ("context:\n  touch: soon\n", "2:10: `touch` must be a whole number"),
        ("overrides:\n  - paths: a\n", "2:12: `paths` must be a list of strings, not a string"),
        ("lang: no\n", "1:7: unquoted 'no' means something else to YAML"),
    ],
)
def test_a_wrong_yaml_file_is_too(workspace: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        checked(text, ".outreachlint.yaml")
    assert str(caught.value).startswith(f".outreachlint.yaml:{said}")


def test_a_file_may_set_every_option(workspace: Path) -> None:
    values = checked(GOOD)

    assert values.keys() == {option.key for option in OPTIONS}
    assert values["context"]["consent"] == {
        "newsletter": {"given": None, "how": None},
        "call": {"given": "2026-03-02", "how": None},
    }
    assert values["overrides"][0]["severity"] == {"OL2": "info"}


def test_an_empty_file_sets_nothing(workspace: Path) -> None:
    assert checked("") == {}
    assert checked("", ".outreachlint.yaml") == {}


def test_the_schema_accepts_what_the_program_accepts(workspace: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(config_schema())
    jsonschema.validate(load_config_file(write("a.toml", GOOD)).data, config_schema())


@pytest.mark.parametrize("text", [text for text, _ in WRONG if "['']" not in text and "paths = []" not in text])
def test_the_schema_refuses_what_the_program_refuses(workspace: Path, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(load_config_file(write("a.toml", text + "\n")).data, config_schema())


def test_every_option_is_documented() -> None:
    assert all(option.doc.endswith((".", "required.")) for option in OPTIONS)


@pytest.mark.parametrize("table", ["placehodler = 1", "placeholder = 'x'", "placeholder = -1", "allow = [1]"])
def test_the_schema_knows_the_options_of_checks(workspace: Path, table: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(load_config_file(write("a.toml", f"[options.OL601]\n{table}\n")).data, config_schema())


def test_options_of_one_name_are_of_one_kind() -> None:
    kinds = {(name, option.kind) for options in CHECK_OPTIONS.values() for name, option in options.items()}

    assert len(kinds) == len({name for name, _ in kinds})


def test_rules_that_examples_name_exist() -> None:
    shipped = [path.name for path in (Path(__file__).parents[2] / "rules").glob("*.yaml")]

    named = {code for option in OPTIONS for code in re.findall(r"OL[0-9]+", option.example)}
    assert named
    assert not [code for code in named if not any(name.startswith(code) for name in shipped)]
