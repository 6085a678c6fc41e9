"""`rules test` and `rules check`: whether the rules do what they say."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from outreachlint.commands.judging import judge_of
from outreachlint.commands.output import print_error, write
from outreachlint.commands.session import add_config_arguments, configuration, names
from outreachlint.config.options import JUDGES
from outreachlint.config.settings import rule_sources
from outreachlint.errors import InputError, OutreachlintError, Place, UsageError
from outreachlint.report.summary import counted

if TYPE_CHECKING:
    from outreachlint.config.settings import Config
    from outreachlint.document import Document
    from outreachlint.judge.panel import Judge
    from outreachlint.rules.loader import RuleFolder
    from outreachlint.rules.model import LexiconFile, RuleFile
    from outreachlint.rules.pack import Pack


def add_test_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rules test`."""
    _add_paths(parser)
    parser.add_argument(
        "--select", action="append", metavar="RULES", help="codes, families or names, with commas between"
    )
    parser.add_argument(
        "--corpus", nargs="+", action="extend", metavar="FILE", help="measure on these labelled JSON Lines files"
    )
    parser.add_argument(
        "--judge", choices=JUDGES, help="who judges what no phrase shows (default: the configuration's, else model)"
    )
    parser.add_argument("--errors", metavar="FILE", help="with --corpus: write the wrong verdicts there, as JSON Lines")
    parser.add_argument(
        "--unreached", action="store_true", help="list the alternatives of phrases that no text reaches"
    )
    add_config_arguments(parser)


def add_check_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rules check`."""
    _add_paths(parser)
    add_config_arguments(parser)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="rule files or folders (default: the shipped and your own)"
    )


def run_check(arguments: argparse.Namespace) -> int:
    """Read the rule files and say everything that is wrong with them."""
    from outreachlint.rules.build import problems
    from outreachlint.rules.loader import RuleFolder

    loaded, rules = _load(arguments.paths, configuration(arguments))
    loaded.errors += problems(RuleFolder(rules, loaded.lexicons))
    _print_errors(loaded.errors)
    errors = f", {counted(len(loaded.errors), 'error')}" if loaded.errors else ", no errors"
    write([f"Read {counted(len(rules), 'rule')}{errors}."])
    return 2 if loaded.errors else 0


def run_test(arguments: argparse.Namespace) -> int:
    """Run the examples, or measure on a corpus; 1 when an example fails, 2 when a rule can't be read."""
    if arguments.errors and not arguments.corpus:
        raise UsageError("--errors needs --corpus")
    config = configuration(arguments)
    loaded, rules = _load(arguments.paths, config)
    if loaded.errors:
        _print_errors(loaded.errors)
        return 2
    pack = _pack(arguments.paths, config)
    if arguments.select:
        chosen = _selected(pack, arguments.select)
        rules = [rule for rule in rules if rule.code in chosen]
    wanted = any(rule.judge for rule in pack.rules if rule.code in {each.code for each in rules})
    judge = judge_of(arguments.judge or config["judge"], config) if wanted else None
    if not arguments.corpus:
        return _run_examples(rules, loaded.lexicons, pack, judge, list_unreached=arguments.unreached)
    from outreachlint.commands.corpus import measure_corpus

    records = measure_corpus(pack, [rule.code for rule in rules], arguments.corpus, arguments.errors, judge)
    if arguments.unreached:
        from outreachlint.rules.corpus import document_of

        _list_unreached(rules, loaded.lexicons, [*_examples(rules), *map(document_of, records)], listed=True)
    return 0


def _run_examples(
    rules: Sequence[RuleFile],
    lexicons: Mapping[str, LexiconFile],
    pack: Pack,
    judge: Judge | None,
    *,
    list_unreached: bool,
) -> int:
    from outreachlint.rules.pack import shipped_rules
    from outreachlint.rules.testing import run_examples

    report = run_examples(rules, pack, judge)
    write(f"{failure.place}: {failure.message}" for failure in report.failures)
    failed = counted(len(report.failures), "failure") if report.failures else "no failures"
    write([f"Ran {counted(report.examples, 'example')} of {counted(report.rules, 'rule')}: {failed}."])
    # of the shipped rules, whose many inflections no example spells out, only when somebody asks: it takes a minute
    about = rules if list_unreached else [rule for rule in rules if not _inside(rule.place.path, [shipped_rules()])]
    if about:
        _list_unreached(about, lexicons, _examples(rules), listed=list_unreached)
    return 1 if report.failures else 0


def _examples(rules: Sequence[RuleFile]) -> list[Document]:
    from outreachlint.rules.testing import example_documents

    return [each for rule in rules for example in rule.examples for each in example_documents(example, rule.scope)]


def _list_unreached(
    rules: Sequence[RuleFile], lexicons: Mapping[str, LexiconFile], documents: Sequence[Document], *, listed: bool
) -> None:
    """Say what parts of phrases no text reaches: each of them, or only how many."""
    from outreachlint.rules.testing import unreached

    dead = unreached(rules, lexicons, documents)
    if listed:
        write(f"{item.place}: no text reaches {item.alternative} of: {item.phrase}" for item in dead)
    if dead:
        more = "" if listed else "; --unreached lists them"
        write([f"{counted(len(dead), 'alternative')} of phrases that no text reaches{more}."])


def _load(paths: Sequence[str], config: Config) -> tuple[RuleFolder, list[RuleFile]]:
    """The rule files with the shipped lexicons, and those of the rules that are asked for."""
    from outreachlint.rules.loader import load_folders
    from outreachlint.rules.pack import shipped_rules

    for path in paths:
        if not os.path.exists(path):
            raise InputError("no such file or folder", Place(path))
    wanted = list(paths) or [shipped_rules(), *rule_sources(config)]
    loaded = load_folders([shipped_rules(), *_own(paths, config)])
    rules = [rule for rule in loaded.rules if _inside(rule.place.path, wanted)]
    loaded.errors[:] = [error for error in loaded.errors if error.place is None or _inside(error.place.path, wanted)]
    if not rules and not loaded.errors:
        raise InputError("there are no rules", Place(wanted[0]))
    return loaded, rules


def _pack(paths: Sequence[str], config: Config) -> Pack:
    from outreachlint.rules.pack import load_pack

    return load_pack(_own(paths, config))


def _own(paths: Sequence[str], config: Config) -> list[str]:
    """The user's folders and files: those named, and those of the configuration that hold none of the named ones."""
    from outreachlint.rules.pack import shipped_rules

    named = [path for path in paths if not _inside(path, [shipped_rules()])]
    configured = list(rule_sources(config))
    named = [path for path in named if not _inside(path, configured)]
    return [*(folder for folder in configured if not _inside(folder, named)), *named]


def _inside(path: str, folders: Sequence[str]) -> bool:
    full = os.path.realpath(path)
    return any(
        full == (base := os.path.realpath(folder)) or full.startswith(os.path.join(base, "")) for folder in folders
    )


def _selected(pack: Pack, select: Sequence[str]) -> set[str]:
    from outreachlint.rules.select import resolve

    return {code for selector in names(select, "--select") for code in resolve(pack, selector)}


def _print_errors(errors: Sequence[OutreachlintError]) -> None:
    for error in errors:
        print_error(error)
