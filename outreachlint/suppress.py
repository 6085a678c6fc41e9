"""Requests to keep a rule silent: reading them, obeying them, and finding those that do nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.document import Directive
from outreachlint.text.patterns import LazyPattern

if TYPE_CHECKING:
    from outreachlint.diagnostics import Diagnostic
    from outreachlint.document import Document
    from outreachlint.rules.pack import RuleMeta
    from outreachlint.rules.select import RuleSet
    from outreachlint.text.source import Span

UNUSED = "unused-suppression"
UNKNOWN = "unknown-suppression"
ABOUT_DIRECTIVES = frozenset([UNUSED, UNKNOWN])
"""The rules (and their checks) that speak when all others have spoken."""

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_DIRECTIVE = LazyPattern(r"\s*outreachlint(?P<verb>[\s:-]*[A-Za-z-]*)(?P<rest>.*)", re.DOTALL)
_NAMES = LazyPattern(r"[^\s,]+")
_FAMILY = LazyPattern(r"[A-Z]{2,8}\d{1,2}")
_NO_RULE = {"en": "name the rule", "it": "indica la regola"}
_NO_VERB = {"en": "write outreachlint-ignore CODE: reason", "it": "scrivi outreachlint-ignore CODICE: motivo"}
_MEANT = {"en": "did you mean {word}?", "it": "intendevi {word}?"}
_LIST = {"en": "see `outreachlint rules list`", "it": "vedi `outreachlint rules list`"}


class DirectiveError(ValueError):
    """A directive in the front matter that does not have the shape of one."""


def front_matter_directives(value: Any, span: Span) -> list[Directive]:
    """The directives of `outreachlint: {ignore: [OL302, {rule: OL101, reason: "…"}]}`.

    `span` is where the value stands in the Source. Raises DirectiveError for another shape.
    """
    if not isinstance(value, dict) or set(value) != {"ignore"}:
        raise DirectiveError("`outreachlint` takes `ignore: [CODE, …]`")
    listed = value["ignore"]
    directives = []
    for item in listed if isinstance(listed, list) else [listed]:
        parts = item if isinstance(item, dict) else {"rule": item}
        rule, reason = parts.get("rule"), parts.get("reason", "")
        if not isinstance(rule, str) or not isinstance(reason, str) or not set(parts) <= {"rule", "reason"}:
            raise DirectiveError('`ignore` takes codes and names of rules, or {rule: CODE, reason: "…"}')
        directives.append(Directive(rule.strip(), reason.strip(), span))
    return directives


def comment_directives(comment: str, start: int) -> list[Directive]:
    """The directives in one HTML comment that begins (with its `<!--`) at a Source offset; none in other comments.

    A directive that names no rule has an empty `rule`; its `reason` is then what was asked for instead of `ignore`.
    """
    from outreachlint.text.source import Span

    span = Span(start, start + len(comment))
    match = _DIRECTIVE.get().fullmatch(comment[4:-3])
    if not match:
        return []
    rules, _, reason = match["rest"].partition(":")
    if match["verb"] != "-ignore":
        return [Directive("", f"outreachlint{match['verb']}".strip(), span)]
    names = _NAMES.get().findall(rules)
    if not names:
        return [Directive("", "", span)]
    return [Directive(name, " ".join(reason.split()), span) for name in names]


def apply(
    document: Document, diagnostics: Sequence[Diagnostic], rules: RuleSet, *, heard: bool = True, ui_lang: str = "en"
) -> list[Diagnostic]:
    """The Diagnostics that no directive of the message silences, and those about directives that do nothing.

    A directive is unused where all rules that it names ran and found nothing; it is unknown where no rule of the
    pack, selected or not, is called so. Unless the judge was `heard`, nobody knows whether a directive for a rule that
    asks it is used.
    """
    if not document.directives:
        return list(diagnostics)
    selected = {rule.code: rule for rule in rules.rules}
    found = [*diagnostics, *_unknown(document, rules, ui_lang)]
    found += _unused(document, found, rules, heard, ui_lang)
    kept = [
        each
        for each in found
        if not any(means(directive.rule, selected[each.code]) for directive in document.directives)
    ]
    kept.sort(key=lambda each: (each.span, each.code))
    return kept


def means(word: str, rule: RuleMeta) -> bool:
    """Whether a directive's word means a rule: its code, name or an alias, or the first digits of its code (`OL3`)."""
    upper = word.upper()
    if upper == rule.code or word == rule.name or word in rule.aliases or upper in rule.aliases:
        return True
    return bool(_FAMILY.get().fullmatch(upper)) and rule.code.startswith(upper)


def _unknown(document: Document, rules: RuleSet, ui_lang: str) -> list[Diagnostic]:
    """A Diagnostic for each directive that names no rule of the pack."""
    rule = _rule(rules, UNKNOWN)
    out: list[Diagnostic] = []
    if rule is None:
        return out
    for directive in document.directives:
        if directive.rule and any(means(directive.rule, known) for known in rules.pack.rules):
            continue
        slots = {"word": directive.rule or directive.reason or "outreachlint-ignore", "hint": ""}
        if directive.rule:
            slots["hint"] = _meant(directive.rule, rules, ui_lang)
        else:
            slots["hint"] = (_NO_VERB if directive.reason else _NO_RULE)[ui_lang]
        out.append(_diagnostic(document, directive, rule, slots, ui_lang))
    return out


def _unused(
    document: Document, found: Sequence[Diagnostic], rules: RuleSet, heard: bool, ui_lang: str
) -> list[Diagnostic]:
    """A Diagnostic for each directive whose rules all ran and found nothing."""
    rule = _rule(rules, UNUSED)
    out: list[Diagnostic] = []
    if rule is None:
        return out
    ran = {each.code for each in rules.rules if heard or not each.judge}
    codes = {each.code for each in found}
    for directive in document.directives:
        named = {known.code for known in rules.pack.rules if directive.rule and means(directive.rule, known)}
        if named and named <= ran and not named & codes:
            out.append(_diagnostic(document, directive, rule, {"word": directive.rule}, ui_lang))
    return out


def _rule(rules: RuleSet, name: str) -> RuleMeta | None:
    return next((rule for rule in rules.rules if rule.name == name), None)


def _meant(word: str, rules: RuleSet, ui_lang: str) -> str:
    import difflib

    words = {each.lower(): each for rule in rules.pack.rules for each in (rule.code, rule.name)}
    near = difflib.get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    return _MEANT[ui_lang].replace("{word}", words[near[0]]) if near else _LIST[ui_lang]


def _diagnostic(
    document: Document, directive: Directive, rule: RuleMeta, slots: Mapping[str, str], ui_lang: str
) -> Diagnostic:
    from outreachlint.diagnostics import Diagnostic

    message = rule.message[ui_lang]
    for hole, text in slots.items():
        message = message.replace(f"{{{hole}}}", text)
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=message,
        span=document.file_span(directive.span),
        judge="check",
        advice=rule.advice[ui_lang],
        slots=slots,
    )
