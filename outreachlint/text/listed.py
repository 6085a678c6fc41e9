"""Word lists as people write them: words in a row, phrases between bars."""

from __future__ import annotations


def words(*rows: str) -> frozenset[str]:
    """The words of the rows."""
    return frozenset(" ".join(rows).split())


def phrases(*rows: str) -> frozenset[str]:
    """The phrases of the rows, which have a bar between two phrases."""
    return frozenset(phrase.strip() for row in rows for phrase in row.split("|"))
