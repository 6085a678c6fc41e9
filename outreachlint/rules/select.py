"""Which rules run, and how severe they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.closest import did_you_mean
from outreachlint.diagnostics import Severity
from outreachlint.errors import UsageError
from outreachlint.rules.pack import Pack, RuleMeta


class RuleSet:
    """The selected rules of a pack, in the order of their codes, with the severities in force.

    `applicable` keeps, by the facts of a message, which of them run on it; most messages of a run share their facts.
    `asks_judge` says whether any of them wants the judge's opinion, `of_run` whether one looks at all of a run.
    """

    __slots__ = ("applicable", "asks_judge", "of_run", "pack", "rules")

    def __init__(self, pack: Pack, rules: Sequence[RuleMeta]) -> None:
        self.pack = pack
        self.rules = tuple(rules)
        self.asks_judge = any(rule.judge for rule in rules)
        self.of_run = any(rule.scope == "run" for rule in rules)
        self.applicable: dict[tuple[Any, ...], Any] = {}


def select(
    pack: Pack,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    severities: Mapping[str, Severity] = {},
) -> RuleSet:
    """The rules that the selectors leave.

    A selector is a code, a name, an alias, a family prefix such as `OL3`, or `ALL`. The longest one that covers a
    rule decides, `ignore` on a tie. Without `select` all stable rules run, preview ones when selected by name.
    UsageError for a selector that covers nothing.
    """
    chosen = {selector: resolve(pack, selector) for selector in (*select, *extend_select)}
    left = {selector: resolve(pack, selector) for selector in ignore}
    kept = []
    for rule in pack.rules:
        for_it = max((weight(s) for s, codes in chosen.items() if rule.code in codes), default=-1)
        if not select and for_it < 0 and rule.status == "stable":
            for_it = 0
        if rule.status == "preview" and for_it < 4:
            for_it = -1
        against = max((weight(s) for s, codes in left.items() if rule.code in codes), default=-1)
        if for_it > against:
            kept.append(rule)
    levels = {code: level for selector, level in severities.items() for code in resolve(pack, selector)}
    rules = [rule._replace(severity=levels.get(rule.code, rule.severity)) for rule in kept]
    return RuleSet(pack, tuple(sorted(rules, key=lambda rule: rule.code)))


def weight(selector: str) -> int:
    """How specific a selector is: a name or whole code most, a longer prefix more than a shorter one, `ALL` least."""
    if selector == "ALL":
        return 0
    return 1_000 if selector != selector.upper() or selector[-3:].isdecimal() else len(selector)


def resolve(pack: Pack, selector: str) -> frozenset[str]:
    """The codes that a selector covers; UsageError, with what was probably meant, when there is none."""
    if selector == "ALL":
        return frozenset(rule.code for rule in pack.rules)
    exact = [rule.code for rule in pack.rules if selector in (rule.code, rule.name, *rule.aliases)]
    if exact:
        return frozenset(exact)
    family = [rule.code for rule in pack.rules if selector and selector.isalnum() and rule.code.startswith(selector)]
    if family:
        return frozenset(family)
    known = [word for rule in pack.rules for word in (rule.code, rule.name)]
    hint = did_you_mean(selector, known) or "see `outreachlint rules list`"
    raise UsageError(f"there is no rule `{selector}`", hint=hint)
