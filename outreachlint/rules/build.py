"""Turn rule files into the pack's artefact: plain data that loads fast (see rules/pack.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from outreachlint.document import LANGUAGES
from outreachlint.phrases.compile import Need, compile_phrase, cost, sequence_need, sequence_pattern, union
from outreachlint.phrases.syntax import alone, lexicons_of
from outreachlint.rules.loader import RuleFolder
from outreachlint.rules.model import LexiconFile, RuleFile, WrittenPhrase

FORMAT = 1
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
        "match": rule.match,
        "report": list(rule.report),
        "limit": rule.limit,
        "phrased": [name for name, signal in rule.signals.items() if signal.check is None],
        "checks": {
            name: [signal.check, dict(signal.options)]
            for name, signal in rule.signals.items()
            if signal.check is not None
        },
        "url": next((source.url for source in rule.sources if source.url), None),
    }


class LanguageBuilder:
    """Collects the phrases of one language."""

    def __init__(self, lang: str, lexicons: dict[str, LexiconFile]) -> None:
        self.lang = lang
        self.lexicons = lexicons
        self.lexicon_needs: dict[str, Need | None] = {}
        self.lexicon_patterns: dict[str, str] = {}
        self.needs: dict[Need, int] = {}
        self.phrases: list[list[Any]] = []
        self.words: dict[str, list[int]] = {}
        self.stems: dict[str, list[int]] = {}

    def add(self, signal: str, phrases: Iterable[WrittenPhrase]) -> None:
        """Compile a signal's phrases, a phrase that is only a lexicon as all of its entries."""
        for written in phrases:
            name = alone(written.phrase)
            if name is not None:
                self.add(signal, self.lexicons[name].phrases[self.lang])
            else:
                self._add(signal, written)

    def _add(self, signal: str, written: WrittenPhrase) -> None:
        for name in sorted(lexicons_of(written.phrase)):
            self._lexicon(name)
        compiled = compile_phrase(written.phrase, self.lang, self.lexicon_needs)
        if not compiled.needs:
            from outreachlint.errors import RuleError

            raise RuleError(
                f"phrase '{written.text}': no word that it can't do without", written.place, "name at least one word"
            )
        number = len(self.phrases)
        key = min(compiled.needs, key=cost)
        others = [self._need(need) for need in compiled.needs if need != key]
        self.phrases.append([signal, list(compiled.segments), others])
        for word in sorted(key.words):
            self.words.setdefault(word, []).append(number)
        for stem in sorted(key.stems):
            self.stems.setdefault(stem, []).append(number)

    def _need(self, need: Need) -> int:
        return self.needs.setdefault(need, len(self.needs))

    def _lexicon(self, name: str) -> None:
        if name in self.lexicon_patterns:
            return
        patterns: list[str] = []
        needs: list[Need | None] = []
        for entry in self.lexicons[name].phrases[self.lang]:
            for inner in sorted(lexicons_of(entry.phrase)):
                self._lexicon(inner)
            segment = entry.phrase.segments[0]
            patterns.append(sequence_pattern(segment, self.lang))
            needs.append(sequence_need(segment, self.lang, self.lexicon_needs))
        self.lexicon_patterns[name] = "(?:" + "|".join(patterns) + ")"
        self.lexicon_needs[name] = union(needs)

    def data(self) -> dict[str, Any]:
        """What `PhraseIndex` reads."""
        needs = [sorted(need.words) + sorted(stem + "*" for stem in need.stems) for need in self.needs]
        return {
            "lexicons": self.lexicon_patterns,
            "needs": needs,
            "phrases": self.phrases,
            "words": self.words,
            "stems": self.stems,
        }
