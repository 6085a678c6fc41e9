"""What fixes would change, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

AROUND = 3
"""Unchanged lines shown before and behind a change."""
NO_END = "\\ No newline at end of file"
MOST_COMPARED = 2_000
"""Where lines were added or removed, so many are compared with each other; more are shown as replaced."""

Change = tuple[int, int, int, int]
"""Lines `[0]` to `[1]` (exclusive) of the old text became `[2]` to `[3]` of the new one."""


def unified(path: str, before: str, after: str) -> Iterator[str]:
    """The lines, without their line ends, of a unified diff that `patch` takes; nothing for equal texts."""
    if before == after:
        return
    yield f"--- {path}"
    yield f"+++ {path}"
    old, new = _lines(before), _lines(after)
    for hunk in _hunks(_changes(old, new)):
        first, last = max(0, hunk[0][0] - AROUND), min(len(old), hunk[-1][1] + AROUND)
        start, stop = first + hunk[0][2] - hunk[0][0], last + hunk[-1][3] - hunk[-1][1]
        yield f"@@ -{_range(first, last)} +{_range(start, stop)} @@"
        yield from _body(old, new, hunk, first, last)


def by_address(path: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """The texts that differ, each under its address, all their lines."""
    changed = [address for address, text in before.items() if after.get(address, text) != text]
    if not changed:
        return
    yield f"--- {path}"
    yield f"+++ {path}"
    for address in changed:
        yield f"@@ {address} @@"
        old, new = _lines(before[address]), _lines(after[address])
        changes = _changes(old, new)
        yield from (line for line in _body(old, new, changes, 0, len(old)) if line != NO_END)


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    ended = [f"{line}\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended


def _body(old: Sequence[str], new: Sequence[str], changes: Sequence[Change], first: int, last: int) -> Iterator[str]:
    """The lines of the old text from `first` to `last`, with the changes between them."""
    at = first
    for start, end, new_start, new_end in changes:
        yield from _marked(" ", old[at:start])
        yield from _marked("-", old[start:end])
        yield from _marked("+", new[new_start:new_end])
        at = end
    yield from _marked(" ", old[at:last])


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if line.endswith("\n"):
            yield mark + line[:-1]
        else:
            yield mark + line
            yield NO_END


def _range(first: int, last: int) -> str:
    """`start,length` as diffs count: from 1, but from the line before where there is no line."""
    if last - first == 1:
        return str(first + 1)
    return f"{first + (last > first)},{last - first}"


def _hunks(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes whose surroundings touch, together."""
    hunks: list[list[Change]] = []
    for change in changes:
        if hunks and change[0] - hunks[-1][-1][1] <= 2 * AROUND:
            hunks[-1].append(change)
        else:
            hunks.append([change])
    return hunks


def _changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """What changed, in order; in linear time but for MOST_COMPARED lines."""
    if len(old) == len(new):  # as after nearly all fixes
        return _line_by_line(old, new)
    head = _same(old, new, len(old), len(new))
    tail = _same(old[::-1], new[::-1], len(old) - head, len(new) - head)
    one, two = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(one), len(two)) > MOST_COMPARED:
        return [(head, head + len(one), head, head + len(two))]
    from difflib import SequenceMatcher

    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [(head + a, head + b, head + c, head + d) for kind, a, b, c, d in codes if kind != "equal"]


def _line_by_line(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    changes: list[Change] = []
    for number, (one, two) in enumerate(zip(old, new)):
        if one == two:
            continue
        if changes and changes[-1][1] == number:
            start = changes[-1][0]
            changes[-1] = (start, number + 1, start, number + 1)
        else:
            changes.append((number, number + 1, number, number + 1))
    return changes


def _same(old: Sequence[str], new: Sequence[str], most_old: int, most_new: int) -> int:
    """How many lines two texts have in common from their start, at most so many."""
    most = min(most_old, most_new)
    return next((n for n, (one, two) in enumerate(zip_longest(old[:most], new[:most])) if one != two), most)
