"""Turn rule files into the pack's artefact: plain data that loads fast (see rules/pack.py)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from outreachlint.document import LANGUAGES
from outreachlint.errors import RuleError
from outreachlint.judge.opinion import OFFENCES
from outreachlint.phrases.compile import Compiler, Need, Program, cost, union
from outreachlint.phrases.match import ASKS, AT_QUESTION, AT_START
from outreachlint.phrases.syntax import PhraseError, alone, lexicons_of
from outreachlint.phrases.tokens import FILED
from outreachlint.rules.loader import RuleFolder
from outreachlint.rules.model import LexiconFile, RuleFile, WrittenPhrase
from outreachlint.rules.tree import JUDGED, offences_of, prepared, required, seen_by_judge

FORMAT = 13
"""Goes up when the artefact's shape changes, so that an older one in a cache is not read."""


def build(folder: RuleFolder) -> dict[str, Any]:
    """The artefact: under `rules` what each rule is, under each language its phrases (`PhraseIndex`)."""
    artefact: dict[str, Any] = {"rules": {"format": FORMAT, "rules": [_rule(rule) for rule in folder.rules]}}
    for lang in LANGUAGES:
        builder = LanguageBuilder(lang, folder.lexicons)
        for rule in folder.rules:
            for signal in rule.signals.values():
                builder.add(f"{rule.code}/{signal.name}", signal.phrases.get(lang, ()))
        artefact[lang] = builder.data()
    return artefact


def problems(folder: RuleFolder) -> list[RuleError]:
    """What keeps phrases of loaded rules from being built, all at once; empty when `build` will succeed."""
    found: list[RuleError] = []
    for lang in LANGUAGES:
        builder = LanguageBuilder(lang, folder.lexicons)
        for rule in folder.rules:
            for signal in rule.signals.values():
                for written in signal.phrases.get(lang, ()):
                    try:
                        builder.add(signal.name, [written])
                    except RuleError as error:
                        found.append(error)
    return found


def _rule(rule: RuleFile) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "aliases": list(rule.aliases),
        "severity": rule.severity,
        "status": rule.status,
        "summary": rule.summary,
        "message": rule.message,
        "advice": rule.advice,
        "applies": rule.applies,
        "languages": list(rule.languages),
        "scope": rule.scope,
        "match": prepared(rule.match, lambda name: _key(rule, name), _checks(rule)),
        "anywhere": _clauses(required(rule.match), rule),
        "here": _clauses(required(rule.match, here=True), rule) if rule.scope == "sentence" else [],
        "report": list(rule.report),
        "judge": list(dict.fromkeys([*offences_of(rule.match), *_offences_found(rule)])),
        "sees": seen_by_judge(rule.match, rule.scope),
        "limit": rule.limit,
        "fix": None if rule.fix is None else [rule.fix.title, rule.fix.check, dict(rule.fix.options)],
        "checks": {
            name: [signal.check, dict(signal.options)]
            for name, signal in rule.signals.items()
            if signal.check is not None
        },
        "url": next((source.url for source in rule.sources if source.url), None),
    }


def _offences_found(rule: RuleFile) -> list[str]:
    """The offences whose rules' findings a check of the rule goes by."""
    names = [name for signal in rule.signals.values() if signal.check == "finding" for name in signal.options["rules"]]
    return [JUDGED + name for name in names if name in OFFENCES]


def _checks(rule: RuleFile) -> frozenset[str]:
    return frozenset(name for name, signal in rule.signals.items() if signal.check is not None)


def _clauses(clauses: Iterable[frozenset[str]], rule: RuleFile) -> list[list[str]]:
    """Those clauses that the candidates of phrases can tell about; of a check there are none."""
    checks = _checks(rule)
    kept = [clause for clause in dict.fromkeys(clauses) if not clause & checks]
    return [[_key(rule, name) for name in sorted(clause)] for clause in kept]


def _key(rule: RuleFile, name: str) -> str:
    """The key of a rule's signal; what the judge says is the same for all rules."""
    return name if name[0] == JUDGED else f"{rule.code}/{name}"


class LanguageBuilder:
    """Collects the phrases of one language."""

    def __init__(self, lang: str, lexicons: dict[str, LexiconFile]) -> None:
        self.lang = lang
        self.lexicons = lexicons
        self.compiler = Compiler(lang)
        self.lexicon_programs: dict[str, Program] = {}
        self.phrases: list[str] = []
        self.needs: dict[Need, int] = {}
        self.keyed: dict[str, list[int]] = {}

    def add(self, signal: str, phrases: Iterable[WrittenPhrase]) -> None:
        """Compile a signal's phrases, a phrase that is only a lexicon as all of its entries."""
        for written in phrases:
            name = alone(written.phrase)
            if name is not None:
                self.add(signal, self.lexicons[name].phrases[self.lang])
            else:
                self._add(signal, written)

    def add_if_possible(self, signal: str, written: WrittenPhrase) -> None:
        """Add a phrase unless nothing in it could be indexed."""
        with suppress(RuleError):
            self.add(signal, [written])

    def _add(self, signal: str, written: WrittenPhrase) -> None:
        for name in sorted(lexicons_of(written.phrase)):
            self._lexicon(name)
        phrase = written.phrase
        segments = self._programs(written)
        needs = [need for program in segments for need in self.compiler.needs(program)]
        if not needs:
            raise RuleError(
                f"phrase '{written.text}': no word that it can't do without", written.place, "name at least one word"
            )
        flags = AT_START * phrase.at_start + AT_QUESTION * (phrase.question and not phrase.asks) + ASKS * phrase.asks
        key, *others = sorted(dict.fromkeys(needs), key=cost)
        met = " ".join(str(self.needs.setdefault(need, len(self.needs))) for need in others)
        for token in key.tokens:
            self.keyed.setdefault(token, []).append(len(self.phrases))
        self.phrases.append("\t".join((signal, str(flags), met, json.dumps(segments, separators=(",", ":")))))

    def _programs(self, written: WrittenPhrase) -> list[Program]:
        try:
            return [self.compiler.program(segment) for segment in written.phrase.segments]
        except PhraseError as error:
            raise RuleError(f"phrase '{written.text}': {error.message}", written.place) from None

    def _lexicon(self, name: str) -> None:
        if name in self.lexicon_programs:
            return
        for entry in self.lexicons[name].phrases[self.lang]:
            for inner in sorted(lexicons_of(entry.phrase)):
                self._lexicon(inner)
        programs = [self._programs(entry)[0] for entry in self.lexicons[name].phrases[self.lang]]
        self.compiler.lexicon_needs[name] = union(self.compiler.cheapest(program) for program in programs)
        self.lexicon_programs[name] = self.compiler.either(programs)

    def data(self) -> dict[str, str]:
        """What `PhraseIndex` reads."""
        met: dict[str, list[int]] = {}
        for need, number in self.needs.items():
            for token in need.tokens:
                met.setdefault(token, []).append(number)
        lines: dict[bool, list[str]] = {False: [], True: []}
        for token in sorted(self.keyed.keys() | met.keys()):
            numbers = (" ".join(map(str, table.get(token, ()))) for table in (self.keyed, met))
            lines[token.endswith("*")].append("\t".join((token.rstrip("*").translate(FILED), *numbers)))
        return {
            "atoms": "\n".join(" ".join(entries).translate(FILED) for entries in self.compiler.atoms.lists()),
            "lexicons": "\n".join(
                f"{name}\t{json.dumps(program, separators=(',', ':'))}"
                for name, program in self.lexicon_programs.items()
            ),
            "phrases": "\n".join(self.phrases),
            "words": "\n".join(sorted(lines[False])),
            "stems": "\n".join(lines[True]),
        }
