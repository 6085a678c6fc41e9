"""Explain a rule: why it is there, what to write instead, where it comes from, and examples."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.commands.output import write
from outreachlint.commands.session import (
    add_config_arguments,
    add_language_argument,
    configuration,
    pack_of,
    ui_language,
)
from outreachlint.config.settings import rule_sources
from outreachlint.errors import UsageError
from outreachlint.report.words import WORDS
from outreachlint.rules.pack import Pack, RuleMeta

if TYPE_CHECKING:
    from outreachlint.rules.model import Example, ExampleMessage, RuleFile

WIDTH = 96


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `explain`."""
    parser.add_argument("rule", metavar="RULE", help="a code (OL302), a name or an old name")
    add_language_argument(parser)
    add_config_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the explanation."""
    config = configuration(arguments)
    rule = the_rule(pack_of(config), arguments.rule)
    lang, _ = ui_language(arguments.ui_lang, config, os.environ)
    write(_explanation(rule_file(rule, list(rule_sources(config))), lang))
    return 0


def the_rule(pack: Pack, word: str) -> RuleMeta:
    """The one rule that a code, name or alias means, whatever its case; UsageError where there is none."""
    for rule in pack.rules:
        if (
            word.upper() == rule.code
            or word.lower() == rule.name
            or word in rule.aliases
            or word.upper() in rule.aliases
        ):
            return rule
    from outreachlint.closest import did_you_mean

    known = [name for rule in pack.rules for name in (rule.code, rule.name)]
    hint = did_you_mean(word, known) or "see `outreachlint rules list`"
    raise UsageError(f"there is no rule `{word}`", hint=hint)


def rule_file(rule: RuleMeta, folders: list[str]) -> RuleFile:
    """The rule as its file says it; only that file is read when its name begins with the code."""
    from outreachlint.rules.loader import first_error, load_folders, rule_files
    from outreachlint.rules.pack import shipped_rules

    everything = [shipped_rules(), *folders]
    paths = [path for folder in everything for path in rule_files(folder)]
    named = [path for path in paths if os.path.basename(path).startswith((f"{rule.code}-", f"{rule.code}."))]
    for sources in (named, everything):
        loaded = load_folders(sources)
        for found in loaded.rules:
            if found.code == rule.code:
                return found
    first_error(loaded)
    raise UsageError(f"the file of {rule.code} is not there")


def _explanation(rule: RuleFile, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    status = "" if rule.status == "stable" else f", {rule.status}"
    yield f"{rule.code} {rule.name} [{words[rule.severity]}{status}]"
    yield from _wrapped(rule.summary[lang], "")
    yield from _section(words["why"], [rule.why[lang]])
    yield from _section(words["instead"], [rule.advice[lang]])
    yield from _section(words["sources"], [_source(source) for source in rule.sources], "- ")
    yield from _section(words["applies"], list(_applies(rule, words)), "- ")
    yield from _section(words["counts-with"], list(_options(rule)), "- ")
    yield from _section(words["false-positives"], list(rule.false_positives), "- ")
    yield from _examples(words["flagged"], rule, True)
    yield from _examples(words["clean"], rule, False)
    if rule.aliases:
        yield from _section(words["aliases"], [", ".join(rule.aliases)])
    yield from _section(words["silence"], [f"<!-- outreachlint-ignore {rule.code}: {words['reason']} -->"])


def _section(title: str, paragraphs: list[str], bullet: str = "") -> Iterator[str]:
    if paragraphs:
        yield ""
        yield title
    for paragraph in paragraphs:
        yield from _wrapped(paragraph, "  ", bullet)


def _wrapped(text: str, indent: str, bullet: str = "") -> list[str]:
    import textwrap

    rest = indent + " " * len(bullet)
    # links and merge tags stay whole
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent + bullet,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _source(source: Any) -> str:
    return f"{source.kind}: {source.cite}" + (f" <{source.url}>" if source.url else "")


def _applies(rule: RuleFile, words: Mapping[str, str]) -> Iterator[str]:
    if rule.languages:
        yield f"{words['language']}: {', '.join(rule.languages)}"
    for fact, (wanted, values) in rule.applies.items():
        negation = "" if wanted else f"{words['not']} "
        yield f"{fact}: {negation}{', '.join(values)}"


def _options(rule: RuleFile) -> Iterator[str]:
    """What the rule counts with, an option a line, as the rule itself brings it."""
    from outreachlint.checks import check_options

    values: dict[str, Any] = {}
    for signal in rule.signals.values():
        if signal.check:
            values |= {name: option.default for name, option in check_options(signal.check).items()}
            values |= signal.options
    for name, value in values.items():
        if isinstance(value, dict):
            value = [f"{key} {each}" for key, each in value.items()]
        shown = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        yield f"{name}: {shown or '–'}"


def _examples(title: str, rule: RuleFile, flagged: bool) -> Iterator[str]:
    texts = [_example(example, rule.code) for example in rule.examples if example.flagged == flagged]
    yield from _section(title, texts, "- ")


def _example(example: Example, code: str) -> str:
    from outreachlint.rules.examples import label, shown

    about = [example.lang, *(f"{name} {shown(value)}" for name, value in example.facts.items())]
    texts = [_text(example)] if not example.messages else []
    texts += [f"{label(message, code)} {_text(message)}" for message in example.messages]
    return f"({', '.join(about)}) {' '.join(texts)}"


def _text(message: Example | ExampleMessage) -> str:
    subject = f"[{message.subject}] " if message.subject else ""
    return subject + " ".join(message.text.split())
