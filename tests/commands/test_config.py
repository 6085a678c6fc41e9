"""`outreachlint config show|schema`."""

from __future__ import annotations

import json
import sys

import jsonschema

from tests.commands.test_check import LIMIT
from tests.conftest import Cli, write

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CONFIG = """\
select = ["OL2", "OL302"]
fail-on = "error"
context = { touch = 2, ready = true, consent = { "web form" = { given = 2026-03-02 } } }

[severity]
OL502 = "info"

[[overrides]]
paths = ["a b/"]
context = { jurisdiction = "it" }
"""


def test_show_prints_every_option(cli: Cli) -> None:
    out = cli("config", "show").out

    assert out.startswith("# configuration file: none\nselect = []\n")
    assert 'fail-on = "warning"\n# baseline is not set\n# ui-lang is not set\n' in out


def test_origin_says_which_line_set_it(cli: Cli) -> None:
    write("outreachlint.toml", CONFIG)

    out = cli("config", "show", "--origin").out

    assert 'select = ["OL2", "OL302"]  # outreachlint.toml:1\n' in out
    assert 'severity = { OL502 = "info" }  # outreachlint.toml:5\n' in out
    assert "ignore = []  # default\n" in out


def test_what_it_shows_is_a_configuration_again(cli: Cli) -> None:
    write("outreachlint.toml", CONFIG)

    shown = tomllib.loads(cli("config", "show", "--origin").out)

    expected = tomllib.loads(CONFIG.replace("2026-03-02", '"2026-03-02"'))
    assert {key: value for key, value in shown.items() if value} == {"judge": "model", **expected}


def test_a_wrong_configuration_is_an_error(cli: Cli) -> None:
    write("outreachlint.toml", 'select = ["OL99"]\n')

    assert cli("config", "show").err.startswith("outreachlint.toml:1:11: error: there is no rule `OL99`")


def test_schema_prints_a_json_schema(cli: Cli) -> None:
    schema = json.loads(cli("config", "schema").out)

    jsonschema.Draft202012Validator.check_schema(schema)
    assert "fail-on" in schema["properties"]


def test_origin_of_a_table_of_tables_is_its_first_line(cli: Cli) -> None:
    write("own/OUR001-too-long.yaml", LIMIT)
    write("outreachlint.toml", '# ours\nrules = ["own"]\n\n[options.OUR001]\nnote = 200\n')

    assert "options = { OUR001 = { note = 200 } }  # outreachlint.toml:4\n" in cli("config", "show", "--origin").out
