"""Directives that hold for several messages: of no use only where they are of none in any of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from outreachlint.directive_removal import removal
from outreachlint.document import Directive, Document
from outreachlint.findings import Finding, finding
from outreachlint.records import NamedTuple
from outreachlint.rules.select import RuleSet
from outreachlint.suppress import ABOUT_DIRECTIVES, UNUSED, Traced, about_unused
from outreachlint.text.source import Span

Key = tuple[str, int, Span, str]
"""A directive of a run: file, where its part of that begins, the place there, the word."""


class _Idle(NamedTuple):
    """A directive with nothing to do in so many messages, and the first of them with its rules and number."""

    times: int
    directive: Directive
    document: Document
    rules: RuleSet
    number: int


class SharedDirectives:
    """Sees the messages of a run that have directives."""

    def __init__(self, ui_lang: str = "en") -> None:
        self._ui_lang = ui_lang
        self._held: dict[Key, int] = {}
        self._idle: dict[Key, _Idle] = {}
        self._said: set[tuple[str, Key]] = set()

    def see(self, document: Document, rules: RuleSet, number: int, idle: Iterable[Traced]) -> None:
        """Take note of the `number`th message of the run: `idle` is as in `suppress.Applied`."""
        for directive in document.directives:
            if directive.shared:
                key = _key(document, directive)
                self._held[key] = self._held.get(key, 0) + 1
        for each in idle:
            key = _key(document, each.directive)
            first = self._idle.get(key)
            again = first._replace(times=first.times + 1) if first is not None else None
            self._idle[key] = again or _Idle(1, each.directive, document, rules, number)

    def news(self, document: Document, found: Sequence[Finding]) -> Iterator[Finding]:
        """The findings of a message without those about a shared directive that an earlier message has had."""
        shared = {document.file_span(each.span) for each in document.directives if each.shared}
        for each in found:
            if each.diagnostic.name in ABOUT_DIRECTIVES and each.diagnostic.span in shared:
                key = (each.path, document.source.base, each.span, each.diagnostic.message)
                if (each.diagnostic.code, key) in self._said:
                    continue
                self._said.add((each.diagnostic.code, key))
            yield each

    def unused(self) -> Iterator[Finding]:
        """The findings about those that were of use in no message, with what takes those of one place out together."""
        places: dict[tuple[str, int, Span], list[_Idle]] = {}
        for key, idle in self._idle.items():
            if idle.times == self._held[key]:
                places.setdefault(key[:3], []).append(idle)
        for group in places.values():
            first = group[0]
            rule = next(rule for rule in first.rules.rules if rule.name == UNUSED)
            fix = removal(first.document, [each.directive for each in group], rule, self._ui_lang)
            for each in group:
                said = about_unused(first.document, each.directive, rule, self._ui_lang)
                yield finding(first.document, said._replace(fix=fix), first.number)


def _key(document: Document, directive: Directive) -> Key:
    return (document.source.path, document.source.base, directive.span, directive.rule)
