"""A rule and a lexicon as their files say, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreachlint.errors import Place
from outreachlint.phrases.syntax import Phrase
from outreachlint.rules.conditions import Conditions
from outreachlint.rules.tree import TreeNode

UI_LANGUAGES = ("en", "it")
Localised = dict[str, str]
"""A text by UI language."""


@dataclass(frozen=True, slots=True)
class WrittenPhrase:
    """A phrase and where it is written."""

    text: str
    phrase: Phrase
    place: Place


@dataclass(frozen=True, slots=True)
class SignalFile:
    """A signal: phrases by language, or a named check with its options."""

    name: str
    place: Place
    phrases: dict[str, list[WrittenPhrase]] = field(default_factory=dict)
    check: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExampleMessage:
    """One of the messages of an example about several: a step of a campaign, a message of a run.

    `number`, `delay` (days) and `variant` are those of a step (`document.Step`), `identity` is the message's own.
    """

    text: str
    flagged: bool
    place: Place
    subject: str | None = None
    quote: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    number: int = 1
    delay: float | None = None
    variant: str | None = None
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A message that the rule must flag, or must leave alone.

    Where it is made of several, they are in `messages` and `text` is empty; `facts` are those of all of them.
    """

    text: str
    flagged: bool
    lang: str
    place: Place
    subject: str | None = None
    quote: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    messages: tuple[ExampleMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCite:
    """Where a rule comes from."""

    kind: str
    cite: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FixFile:
    """How a rule's findings are fixed: what a fix does in a few words, and the check whose edits do it.

    Without a `check` the edits are those of the check that is reported.
    """

    title: Localised
    check: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule."""

    place: Place
    code: str
    name: str
    aliases: tuple[str, ...]
    severity: str
    status: str
    summary: Localised
    message: Localised
    why: Localised
    advice: Localised
    sources: tuple[SourceCite, ...]
    applies: Conditions
    signals: dict[str, SignalFile]
    scope: str
    match: TreeNode
    report: tuple[str, ...]
    limit: int
    false_positives: tuple[str, ...]
    examples: tuple[Example, ...]
    fix: FixFile | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its phrases; empty when it has checks alone and speaks any language."""
        return tuple(sorted({lang for signal in self.signals.values() for lang in signal.phrases}))

    def phrases(self) -> Iterator[tuple[str, WrittenPhrase]]:
        """Every phrase with its language."""
        for signal in self.signals.values():
            for lang, phrases in signal.phrases.items():
                for written in phrases:
                    yield lang, written


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A named list of phrases by language."""

    name: str
    place: Place
    phrases: dict[str, list[WrittenPhrase]]
