"""Which fixes can be made together, and a text with them made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from outreachlint.findings import Finding, PlacedEdit
from outreachlint.records import NamedTuple
from outreachlint.text.source import Span

SAFE = frozenset({"safe"})
UNSAFE = frozenset({"safe", "unsafe"})
"""The applicabilities that are made: by `--fix` alone, and with `--unsafe-fixes`."""


class Chosen(NamedTuple):
    """The edits to make by address, in order and apart from each other; whose fixes they are; whose have to wait."""

    edits: Mapping[str, Sequence[PlacedEdit]]
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]


def choose(findings: Iterable[Finding], allowed: Collection[str]) -> Chosen:
    """The fixes of one file's findings that can be made at once.

    A fix is made whole or not at all; of two that touch the same text the first wins. Two fixes may share an edit.
    """
    taken: dict[str, _Taken] = {}
    applied: list[Finding] = []
    left: list[Finding] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not fix.edits or fix.applicability not in allowed:
            continue
        edits = sorted(set(fix.edits))
        if _collide(edits) or any(taken.setdefault(edit.address, _Taken()).refuses(edit) for edit in edits):
            left.append(finding)
            continue
        for edit in edits:
            taken[edit.address].take(edit)
        applied.append(finding)
    return Chosen({address: each.edits for address, each in taken.items() if each.edits}, tuple(applied), tuple(left))


def apply(text: str, edits: Sequence[PlacedEdit]) -> str:
    """The text with edits made that are in order and apart; ValueError where they are not, or lie outside."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        if not at <= edit.span.start <= edit.span.end <= len(text):
            raise ValueError("the edits overlap or lie outside of the text")
        parts += [text[at : edit.span.start], edit.content]
        at = edit.span.end
    return "".join([*parts, text[at:]])


class _Taken:
    """Edits of one text that are settled, in order and apart."""

    __slots__ = ("edits", "spans")

    def __init__(self) -> None:
        self.edits: list[PlacedEdit] = []
        self.spans: list[Span] = []

    def refuses(self, edit: PlacedEdit) -> bool:
        at = bisect_left(self.spans, edit.span)
        near = [*self.edits[max(0, at - 1) : at + 1], *self.edits[at + 1 : at + 2]]
        return any(_clash(edit, other) for other in near if other != edit)

    def take(self, edit: PlacedEdit) -> None:
        at = bisect_left(self.spans, edit.span)
        if self.edits[at : at + 1] != [edit]:
            self.edits.insert(at, edit)
            self.spans.insert(at, edit.span)


def _collide(edits: Sequence[PlacedEdit]) -> bool:
    """Whether a fix is at odds with itself."""
    return any(one.address == other.address and _clash(one, other) for one, other in pairwise(edits))


def _clash(one: PlacedEdit, other: PlacedEdit) -> bool:
    """Whether two different edits overlap, or put something into the same place."""
    if one.span == other.span:
        return True
    first, second = sorted((one.span, other.span))
    return second.start < first.end
