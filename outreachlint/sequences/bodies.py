"""One body in many messages: counted over a run, with about 150 bytes for each different body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from outreachlint.analysis import Analysis, may_vary
from outreachlint.checks import RUN_CHECKS
from outreachlint.checks.message_start import first_sentence
from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Diagnostic
from outreachlint.document import Document
from outreachlint.kernel import facts_of, inapplicable, run_rule
from outreachlint.rules.pack import RuleMeta
from outreachlint.rules.select import RuleSet
from outreachlint.sequences.evidence import GivenEvidence
from outreachlint.text.likeness import fingerprint, own_words

MOST_BODIES = 500_000
"""Different bodies that are kept in mind; later ones are not counted (about 75 MB)."""


class Bodies:
    """Sees every message of a run once and says which is one too many with the same body.

    A message whose body has placeholders is a template, which a tool makes into messages: those are not counted.
    """

    def __init__(self, ui_lang: str = "en") -> None:
        self.ui_lang = ui_lang
        self._counts: dict[str, _Count] = {}

    def see(self, analysis: Analysis, rules: RuleSet) -> list[Diagnostic]:
        """What the rules of scope `run` say of a message; they point at the one with which a body is in too many."""
        out: list[Diagnostic] = []
        document = analysis.document
        facts = words = None
        for rule in rules.rules:
            if rule.scope != "run":
                continue
            facts = facts or facts_of(document)
            if inapplicable(rule, document, facts) is not None:
                continue
            words = _body(analysis) if words is None else words
            count = self._counts.get(rule.code)
            if count is None:
                count = self._counts[rule.code] = _Count(_options(rule))
            signal = count.add(analysis, words)
            if signal is not None:
                evidence = GivenEvidence(analysis, rules, RUN_CHECKS, signal)
                plan = evidence.plan(rule)
                out += run_rule(rule, plan, evidence, 0.0, self.ui_lang) if plan is not None else ()
        return out


class _Count:
    """The bodies of one rule: the place and receiver of the first message of each, and those who got it again."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.least = max(2, int(options["least"]))
        self.words = int(options["words"])
        self._firsts: dict[bytes, bytes] = {}
        self._again: dict[bytes, set[int] | None] = {}
        self._paths: dict[str, int] = {}

    def add(self, analysis: Analysis, words: list[str]) -> Signal | None:
        """The signal that a message is the `least`th with its body; it is given once a body."""
        if len(words) < self.words:
            return None
        body = fingerprint(words)
        receiver = crc32(_receiver(analysis.document).encode())
        first = self._firsts.get(body)
        if first is None:
            if len(self._firsts) < MOST_BODIES:
                self._firsts[body] = receiver.to_bytes(4, "big") + self._packed(analysis)
            return None
        receivers = self._again.setdefault(body, {int.from_bytes(first[:4], "big")})
        if receivers is None:
            return None
        receivers.add(receiver)
        if len(receivers) < self.least:
            return None
        self._again[body] = None
        return Signal(first_sentence(analysis), {"number": str(self.least), "first": self._place(first[4:])})

    def _packed(self, analysis: Analysis) -> bytes:
        """Where a message begins: the number of its file, and its address or line."""
        document, start = analysis.document, first_sentence(analysis).start
        field, _ = document.field_at(start)
        source = field.source or document.source
        number = self._paths.setdefault(source.path, len(self._paths))
        place = f"[{field.address}]" if field.source is not None else str(document.position(start).line)
        return f"{number}:{place}".encode("utf-8", "surrogatepass")

    def _place(self, packed: bytes) -> str:
        number, _, place = packed.decode("utf-8", "surrogatepass").partition(":")
        path = next(path for path, each in self._paths.items() if each == int(number))
        return f"{path}:{place}"


def _body(analysis: Analysis) -> list[str]:
    """The words of a message's body; none of one that is a template."""
    if may_vary(analysis.document.text) or any(mask.kind == "placeholder" for mask in analysis.view.masks):
        return []
    return own_words(analysis.view)


def _receiver(document: Document) -> str:
    """What tells receivers apart: whom it was sent to, else the message's id, else its place in its file.

    Variants of a step go to one receiver.
    """
    if document.sent is not None and document.sent.to:
        return document.sent.to
    if document.step is not None:
        return f"{document.step.campaign}\n{document.step.number}"
    if document.message_id is not None:
        return document.message_id
    field = document.fields[-1]
    source = field.source or document.source
    return f"{source.path}\n{field.address}\n{source.base + field.source_offset(0)}"


def _options(rule: RuleMeta) -> Mapping[str, Any]:
    options: Mapping[str, Any] = next(each for check, each in rule.checks.values() if check in RUN_CHECKS)
    return options
