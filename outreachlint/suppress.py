"""Requests to keep a rule silent: reading them, obeying them, and finding those that do nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.comment_directives import ENABLE, VERBS
from outreachlint.document import Directive
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

if TYPE_CHECKING:
    from outreachlint.diagnostics import Diagnostic
    from outreachlint.document import Document
    from outreachlint.rules.pack import RuleMeta
    from outreachlint.rules.select import RuleSet
    from outreachlint.text.source import Span

UNUSED = "unused-suppression"
UNKNOWN = "unknown-suppression"
UNREASONED = "suppression-without-reason"
ABOUT_DIRECTIVES = frozenset([UNUSED, UNKNOWN, UNREASONED])
"""The rules (and their checks) that speak when all others have spoken."""

_NAMES = LazyPattern(r"[^\s,]+")
_FAMILY = LazyPattern(r"[A-Z]{2,8}\d{1,2}")
_NO_RULE = {"en": "name the rule", "it": "indica la regola"}
_NO_VERB = {"en": "write outreachlint-ignore CODE: reason", "it": "scrivi outreachlint-ignore CODICE: motivo"}
_NOT_BEGUN = {"en": "no outreachlint-disable before it", "it": "manca un outreachlint-disable che la preceda"}
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


def cell_directives(text: str) -> list[Directive]:
    """The directives of a table's cell: `OL302, OL103: reason`, or what a record has, `{"ignore": ["OL302"]}`.

    Their span is all of the text. Raises DirectiveError for another shape.
    """
    from outreachlint.text.source import Span

    span = Span(0, len(text))
    if text.lstrip().startswith("{"):
        import json

        try:
            return front_matter_directives(json.loads(text), span)
        except (json.JSONDecodeError, RecursionError):
            raise DirectiveError('the cell is not valid JSON; it takes {"ignore": ["CODE"]}, or CODE: reason') from None
    rules, _, reason = text.partition(":")
    names = _NAMES.get().findall(rules)
    return [Directive(name, " ".join(reason.split()), span) for name in names or [""]]


def shared(directives: Iterable[Directive]) -> list[Directive]:
    """The same directives, known to hold for other messages as well."""
    return [directive._replace(shared=True) for directive in directives]


class Traced(NamedTuple):
    """A Diagnostic and the directive that silences it, or that it is about."""

    diagnostic: Diagnostic
    directive: Directive


class Applied(NamedTuple):
    """What became of a message's Diagnostics.

    `kept` are those that nothing silences, and those about directives, in the order of the text; `silenced` the others.
    `idle` are about shared directives that have nothing to do in this message: whether they are of use is known when
    all messages are.
    """

    kept: list[Diagnostic]
    silenced: Sequence[Traced] = ()
    idle: Sequence[Traced] = ()


def apply(
    document: Document, diagnostics: Sequence[Diagnostic], rules: RuleSet, *, heard: bool = True, ui_lang: str = "en"
) -> Applied:
    """Part the Diagnostics of a message, in the order of its text, into those that its directives silence and others.

    A directive silences what begins in the part that it holds for. It is unused where all rules that it names ran and
    none found anything there; one for the rule that says so is left in peace. It is unknown where no rule of the pack,
    selected or not, is called so. Unless the judge was `heard`, nobody knows whether a directive for a rule that asks
    it is used.
    """
    if not document.directives:
        return Applied(list(diagnostics))
    requests = _Requests(document, rules)
    found = [*diagnostics, *_unknown(document, requests, rules, ui_lang), *_unreasoned(document, rules, ui_lang)]
    own, idle = _unused(document, requests, found, rules, heard, ui_lang)
    kept: list[Diagnostic] = []
    silenced: list[Traced] = []
    for each in sorted([*found, *own], key=lambda each: (each.span, each.code)):
        directive = requests.silencer(each)
        if directive is None:
            kept.append(each)
        else:
            silenced.append(Traced(each, directive))
    return Applied(kept, silenced, [each for each in idle if requests.silencer(each.diagnostic) is None])


class _Requests:
    """The directives of a message, by the codes that they name."""

    def __init__(self, document: Document, rules: RuleSet) -> None:
        self._document = document
        self._pack = rules.pack
        self._codes: dict[str, frozenset[str]] = {"": frozenset()}
        self._whole: dict[str, Directive] = {}
        self._parts: dict[str, _Parts] = {}
        for directive in sorted(document.directives, key=lambda each: each.covers or each.span):
            for code in self.named(directive):
                if directive.covers is None:
                    self._whole.setdefault(code, directive)
                else:
                    self._parts.setdefault(code, _Parts()).add(directive, directive.covers)

    def named(self, directive: Directive) -> frozenset[str]:
        """The codes of all rules of the pack that a directive names."""
        word = directive.rule
        if word not in self._codes:
            self._codes[word] = frozenset(rule.code for rule in self._pack.rules if means(word, rule))
        return self._codes[word]

    def silencer(self, diagnostic: Diagnostic) -> Directive | None:
        """The directive that silences a Diagnostic."""
        directive = self._whole.get(diagnostic.code)
        if directive is None and diagnostic.code in self._parts:
            at = self.begin(diagnostic)
            directive = self._parts[diagnostic.code].at(at) if at is not None else None
        return directive

    def begin(self, diagnostic: Diagnostic) -> int | None:
        """Where a Diagnostic begins in the Source; None where it lies in another one, a cell of a workbook."""
        source = self._document.source
        if self._document.source_of(diagnostic.span) is not source:
            return None
        return self._document.source_span(diagnostic.span).start


class _Parts:
    """Directives for parts of a message, in the order in which these begin."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._last: list[tuple[int, Directive]] = []  # of those so far the one that ends last, and where

    def add(self, directive: Directive, covers: Span) -> None:
        before = self._last[-1] if self._last else (-1, directive)
        self._starts.append(covers.start)
        self._last.append((covers.end, directive) if covers.end > before[0] else before)

    def at(self, offset: int) -> Directive | None:
        index = bisect_right(self._starts, offset) - 1
        return self._last[index][1] if index >= 0 and self._last[index][0] > offset else None


def means(word: str, rule: RuleMeta) -> bool:
    """Whether a directive's word means a rule: its code, name or an alias, or the first digits of its code (`OL3`)."""
    upper = word.upper()
    if upper == rule.code or word == rule.name or word in rule.aliases or upper in rule.aliases:
        return True
    return bool(_FAMILY.get().fullmatch(upper)) and rule.code.startswith(upper)


def _unknown(document: Document, requests: _Requests, rules: RuleSet, ui_lang: str) -> list[Diagnostic]:
    """A Diagnostic for each directive that names no rule of the pack."""
    rule = _rule(rules, UNKNOWN)
    if rule is None:
        return []
    return [
        _diagnostic(document, each, rule, {"word": _written(each), "hint": _hint(each, rules, ui_lang)}, ui_lang)
        for each in document.directives
        if not requests.named(each)
    ]


def _written(directive: Directive) -> str:
    """What stands in the place of a rule."""
    verbs = {grain: verb for verb, grain in VERBS.items()}
    return directive.rule or directive.reason or verbs[directive.grain]


def _hint(directive: Directive, rules: RuleSet, ui_lang: str) -> str:
    """What to write instead of a directive that names no rule."""
    if directive.rule:
        return _meant(directive.rule, rules, ui_lang)
    if directive.reason.startswith(ENABLE):
        return _NOT_BEGUN[ui_lang]
    if not directive.reason:
        return _NO_RULE[ui_lang]
    import difflib

    near = difflib.get_close_matches(directive.reason, [*VERBS, ENABLE], n=1, cutoff=0.85)
    known = near and directive.reason.startswith("outreachlint-")
    return _MEANT[ui_lang].replace("{word}", near[0]) if known else _NO_VERB[ui_lang]


def _unreasoned(document: Document, rules: RuleSet, ui_lang: str) -> list[Diagnostic]:
    """A Diagnostic for each place with directives that do not say why."""
    rule = _rule(rules, UNREASONED)
    if rule is None:
        return []
    places: dict[Span, list[Directive]] = {}
    for directive in document.directives:
        if directive.rule and not directive.reason:
            places.setdefault(directive.span, []).append(directive)
    return [
        _diagnostic(document, here[0], rule, {"word": ", ".join(each.rule for each in here)}, ui_lang)
        for here in places.values()
    ]


def _unused(
    document: Document, requests: _Requests, found: Sequence[Diagnostic], rules: RuleSet, heard: bool, ui_lang: str
) -> tuple[list[Diagnostic], list[Traced]]:
    """A Diagnostic for each directive with nothing to silence; apart those about shared ones."""
    rule = _rule(rules, UNUSED)
    if rule is None:
        return [], []
    ran = {each.code for each in rules.rules if heard or not each.judge}
    begins: dict[str, list[int]] = {}
    for each in found:
        at = requests.begin(each)
        begins.setdefault(each.code, []).append(-1 if at is None else at)
    for offsets in begins.values():
        offsets.sort()
    unused = []
    for directive in document.directives:
        named = requests.named(directive)
        if named and rule.code not in named and named <= ran and not _used(directive, named, begins):
            unused.append(directive)
    own: list[Diagnostic] = []
    idle: list[Traced] = []
    for directive in unused:
        said = about_unused(document, directive, rule, ui_lang)
        if directive.shared:
            idle.append(Traced(said, directive))
        else:
            own.append(said)
    return own, idle


def _used(directive: Directive, named: Iterable[str], begins: Mapping[str, Sequence[int]]) -> bool:
    for code in named:
        offsets = begins.get(code, ())
        part = directive.covers
        if offsets if part is None else bisect_left(offsets, part.start) < bisect_left(offsets, part.end):
            return True
    return False


def about_unused(document: Document, directive: Directive, rule: RuleMeta, ui_lang: str) -> Diagnostic:
    """The Diagnostic of a directive that is of no use."""
    return _diagnostic(document, directive, rule, {"word": directive.rule}, ui_lang)


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
