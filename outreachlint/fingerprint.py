"""What makes a finding the same after its file was edited: rule, words, sentence and message; no line, no path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreachlint.findings import Finding

VERSION = 1
"""Goes up when what is hashed changes, so that whoever keeps fingerprints knows that theirs are of another kind."""
_DIGITS = 32


def fingerprint(finding: Finding, occurrence: int = 0) -> str:
    """32 hexadecimal digits that stay when the file is edited elsewhere, and change with the sentence of the finding.

    Case and white space don't count, digits do. The path is not part of it, nor are severity and wording of the rule.
    `occurrence` (from 0) tells apart findings that are the same in all that counts; see `fingerprints`.
    """
    from hashlib import sha256

    parts = (
        finding.diagnostic.code,
        finding.message_id or "",
        finding.field,
        _normal(finding.quote),
        _normal(finding.sentence),
        str(occurrence),
    )
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint, which no other of the same path has; equal ones are counted in their order."""
    seen: dict[tuple[str, str], int] = {}
    for finding in findings:
        first = fingerprint(finding)
        occurrence = seen.get((finding.path, first), 0)
        seen[finding.path, first] = occurrence + 1
        yield finding, fingerprint(finding, occurrence) if occurrence else first


def _normal(text: str) -> str:
    return " ".join(text.casefold().split())
