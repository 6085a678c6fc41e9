"""The options of a configuration file: one table that validates, documents and fills in."""

from __future__ import annotations

from typing import Any

from outreachlint.document import LANGUAGES
from outreachlint.facts import NAMES
from outreachlint.records import NamedTuple

UI_LANGUAGES = ("en", "it")
SEVERITIES = ("error", "warning", "info")
FAIL_ON = (*SEVERITIES, "never")
JUDGES = ("model", "reader", "off")
MOST_SECONDS = 3600
FIELDS = ("text", "subject", "id", "to", "lang", *NAMES)
"""What `fields` leads from."""


class Option(NamedTuple):
    """One key of the configuration.

    `kind` is `strings` (a list of strings), `selectors` (a list of rule codes, prefixes or names), `severities` (a
    table from selector to level), `choice` (one of `choices`), `share` (a number from 0 to 1), `facts` (a table of a
    Context's facts), `fields` (a table from FIELDS to a string or a list of strings), `options` (a table from rule to
    the options of its checks), `overrides`, `text` (a string) or `reader` (a table of READER_OPTIONS). In the latter:
    `url`, `flag` (true or false), `seconds` (a number above 0, at
    most MOST_SECONDS) and `count` (a whole number from 0 up).
    """

    key: str
    kind: str
    default: Any
    doc: str
    choices: tuple[str, ...] = ()
    example: str = ""


OPTIONS: tuple[Option, ...] = (
    Option(
        "select",
        "selectors",
        (),
        "Rules to run: codes, family prefixes (OL3) or names; all when empty.",
        example='["OL1", "OL302"]',
    ),
    Option("ignore", "selectors", (), "Rules not to run; the longer prefix wins over `select`.", example='["OL605"]'),
    Option(
        "extend-select",
        "selectors",
        (),
        "Rules to run besides the selected ones (preview rules too).",
        example='["OL602"]',
    ),
    Option("severity", "severities", {}, "The level of a rule: error, warning or info.", example='{ OL502 = "info" }'),
    Option(
        "require-reason",
        "flag",
        False,
        "Whether a suppression without a reason is a finding (OL904).",
        example="true",
    ),
    Option(
        "options",
        "options",
        {},
        "Options of what a rule counts with, by the rule's code or name.",
        example="{ OL601 = { placeholder = 12 } }",
    ),
    Option("fail-on", "choice", "warning", "The lowest level that makes the exit code 1.", FAIL_ON, '"error"'),
    Option(
        "baseline",
        "text",
        None,
        "Findings to be silent about: a file; by default `.outreachlint-baseline.json` beside this one, if it exists.",
        example='"legacy.json"',
    ),
    Option("ui-lang", "choice", None, "The language of reports; by default the environment's.", UI_LANGUAGES, '"it"'),
    Option(
        "lang", "choice", None, "The language of the drafts; detected for each message by default.", LANGUAGES, '"it"'
    ),
    Option(
        "judge",
        "choice",
        "model",
        "Who judges what no phrase shows: the shipped model, a reader (a language model of your own), or nobody.",
        JUDGES,
        '"off"',
    ),
    Option(
        "min-confidence",
        "share",
        0.0,
        "Findings that the judge is less sure of are left out (0 to 1); phrases and checks are always sure.",
        example="0.8",
    ),
    Option(
        "reader",
        "reader",
        {},
        "How to ask the reader, where `judge` is one; needs a `model`.",
        example='{ model = "gemma3:12b" }',
    ),
    Option(
        "exclude",
        "strings",
        (),
        "Globs (as in .gitignore) of files that a folder's walk leaves out.",
        example='["archive/", "README.md"]',
    ),
    Option(
        "rules",
        "strings",
        (),
        "Your own rules: folders (relative to this file) or importable packages.",
        example='["our-rules"]',
    ),
    Option(
        "context",
        "facts",
        {},
        "Facts about every message, where the message itself does not say.",
        example='{ jurisdiction = "it" }',
    ),
    Option(
        "fields",
        "fields",
        {},
        "Where tables, JSON and YAML keep a message: from our names (text, subject, id, …) to columns or paths.",
        example='{ text = ["First note", "Second note"], subject = "Oggetto" }',
    ),
    Option(
        "separator", "text", None, "A line that divides the messages of a plain text or Word file.", example='"%%%%"'
    ),
    Option(
        "campaigns",
        "strings",
        (),
        "Globs (as in .gitignore) of folders whose numbered drafts are the steps of a campaign.",
        example='["campaigns/*/"]',
    ),
    Option("overrides", "overrides", (), "Facts, fields, ignored rules and levels for the files that match globs."),
)

OVERRIDE_OPTIONS: tuple[Option, ...] = (
    Option("paths", "strings", (), "Globs (as in .gitignore) relative to the configuration file; required."),
    Option("context", "facts", {}, "Facts about the messages in these files."),
    Option("lang", "choice", None, "The language of these files.", LANGUAGES),
    Option("fields", "fields", {}, "Where these files have a message, as above."),
    Option("separator", "text", None, "A line that divides the messages of these files."),
    Option("ignore", "selectors", (), "Rules not to run on these files."),
    Option("severity", "severities", {}, "The level of a rule in these files."),
)

READER_OPTIONS: tuple[Option, ...] = (
    Option("url", "url", "http://127.0.0.1:11434/v1", "Where a service that speaks the OpenAI chat protocol listens."),
    Option("model", "text", None, "The name of the language model, as the service knows it; required."),
    Option("consent", "flag", False, "Whether drafts may be sent to another machine, where `url` names one."),
    Option(
        "api-key-env",
        "text",
        None,
        "The environment variable, OUTREACHLINT_…, that holds the service's key, sent as a bearer token.",
    ),
    Option("timeout", "seconds", 60, "Seconds for one message, all tries together."),
    Option("retries", "count", 2, "How often a failed question is asked again."),
    Option("budget", "count", 200, "The most messages that are sent in a run."),
)

BY_KEY = {option.key: option for option in OPTIONS}
OVERRIDE_BY_KEY = {option.key: option for option in OVERRIDE_OPTIONS}
READER_BY_KEY = {option.key: option for option in READER_OPTIONS}
