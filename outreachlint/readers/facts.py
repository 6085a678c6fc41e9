"""What is known about a message: the keys that say it, and who is believed first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.closest import did_you_mean
from outreachlint.document import LANGUAGES, Context, Fact, Step
from outreachlint.facts import NAMES, FactError, parse_fact
from outreachlint.records import NamedTuple

KEYS = (*NAMES, "lang", "subject", "id", "outreachlint")
"""The keys of a front matter that mean something; others are the user's own."""

RECORD_KEYS = (*KEYS, "text")
"""The keys of a JSON Lines record that mean something."""

# Words that people use as keys of their own and that are one letter away from one of ours.
_INNOCENT = frozenset(["content", "context", "reader", "contest", "templates"])
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_SHAPE = 'write - newsletter: {given: 2026-03-02, how: "web form"}'


class Reading(NamedTuple):
    """How a file is to be read, where its user has a say.

    `format` is the name of one (`readers.formats`); `fields` leads from our names (`text`, `subject`, `id`, `to`,
    `lang` and the facts') to columns of a table or paths in a record; `separator` is a line that divides the messages
    of a text; `sent` asks for what was sent rather than for drafts, and `me` are the mail addresses of who
    asks, none where nobody said. `overlay` is, by path, what files that this one
    names hold instead of what is on the disk.
    """

    format: str | None = None
    fields: Mapping[str, tuple[str, ...]] = {}
    separator: str | None = None
    sent: bool = False
    me: tuple[str, ...] = ()
    overlay: Mapping[str, bytes] = {}


class Defaults(NamedTuple):
    """What is known from outside the message: facts as `outreachlint.facts.parse_fact` gives them, and how to read.

    `command_line` wins over the message's own; `config` (origin and facts; the first wins) gives way to them. `lang`
    is the command line's. `step` is the place in a campaign that the file's name tells.
    """

    command_line: Mapping[str, Any] = {}
    config: Sequence[tuple[str, Mapping[str, Any]]] = ()
    lang: str | None = None
    reading: Reading = Reading()
    step: Step | None = None


def normalise(key: str, value: Any) -> Any:
    """The value of a fact or of `lang` in a message, as the Context keeps it.

    Consent becomes `{kind: {"given": date or None, "how": text or None}}`. Raises FactError.
    """
    if key == "lang":
        if isinstance(value, str) and value in LANGUAGES:
            return value
        raise FactError(f"unknown lang `{_shown(value)}`", f"one of {', '.join(LANGUAGES)}")
    if key != "consent":
        if isinstance(value, bool) and key != "ready":
            raise FactError(f"`{key}` can't be {_shown(value)}", "YAML reads yes, no, on and off so; put it in quotes")
        return parse_fact(key, value)
    kinds = {} if value is None else parse_fact(key, value)
    return {_kind(kind): _proof(kind, record) for kind, record in kinds.items()}


def near_miss(key: str, known: Sequence[str] = KEYS) -> str | None:
    """The key of ours that another key is so close to that it must be meant; None for keys that are not ours."""
    if key in _INNOCENT:
        return None
    low = key.lower().replace("-", "_").strip("_ ")
    for ours in known:
        if low == ours or (len(low) >= 6 and ours.startswith(low)):
            return ours
        if len(low) < 4 or abs(len(low) - len(ours)) > 2:
            continue
        allowed = 2 if len(ours) >= 8 else 1 if len(ours) >= 5 and len(low) >= 5 else 0
        if sorted(low) == sorted(ours):
            allowed = max(allowed, 1)
        if allowed and _distance(low, ours) <= allowed:
            return ours
    return None


class Layers:
    """Builds Contexts: command line > the message's own facts > config > the file's shape > defaults."""

    __slots__ = ("_above", "_below")

    def __init__(self, defaults: Defaults) -> None:
        self._above = {key: Fact(value, "command line") for key, value in defaults.command_line.items() if key in NAMES}
        self._below: dict[str, Fact] = {}
        for origin, facts in defaults.config:
            for key, value in facts.items():
                if key in NAMES and key not in self._below:
                    self._below[key] = Fact(value, origin)

    def context(self, own: Mapping[str, Fact], *, has_subject: bool) -> Context:
        """The Context of a message with these facts of its own."""
        shape = _EMAIL if has_subject else _MESSAGE
        return Context(**{"channel": shape, **self._below, **own, **self._above})


def language(defaults: Defaults, own: Fact | None) -> Fact | None:
    """The language that somebody stated: command line, then the message, then the config; None where nobody did."""
    if defaults.lang is not None:
        return Fact(defaults.lang, "command line")
    if own is not None:
        return own
    for origin, facts in defaults.config:
        if "lang" in facts:
            return Fact(facts["lang"], origin)
    return None


_EMAIL = Fact("email", "file shape")
_MESSAGE = Fact("message", "file shape")


def _distance(one: str, other: str) -> int:
    """How many letters to insert, drop, change or swap with their neighbour to get from one word to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one):
        last, before, row = before, row, [i + 1]
        for j, b in enumerate(other):
            cost = min(before[j + 1] + 1, row[j] + 1, before[j] + (a != b))
            if i and j and a == other[j - 1] and one[i - 1] == b:
                cost = min(cost, last[j - 1] + 1)
            row.append(cost)
    return row[-1]


def _kind(kind: str) -> str:
    if not kind.strip():
        raise FactError("`consent` has to say what it is for", _SHAPE)
    return kind.strip().lower()


def _proof(kind: str, record: Any) -> dict[str, str | None]:
    proof: dict[str, str | None] = {"given": None, "how": None}
    if record is None:
        return proof
    if not isinstance(record, Mapping):
        raise FactError(f"consent to `{kind}` takes `given` and `how`, not `{_shown(record)}`", _SHAPE)
    for key, value in record.items():
        if key not in proof:
            raise FactError(f"consent to `{kind}` has an unknown key `{key}`", did_you_mean(str(key), proof) or _SHAPE)
        proof[key] = _given(value) if key == "given" else _how(value)
    return proof


def _given(value: Any) -> str:
    text = value if isinstance(value, str) else value.isoformat()[:10] if hasattr(value, "isoformat") else ""
    if not _DATE.fullmatch(text):
        raise FactError(f"`given` must be a date like 2026-03-02, not `{_shown(value)}`")
    return str(text)


def _how(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise FactError(f"`how` must be a text, not `{_shown(value)}`")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else str(value)[:40]
