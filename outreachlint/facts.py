"""Which values the facts of a Context may take; one table for front matter, records, configuration and options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outreachlint.closest import did_you_mean
from outreachlint.document import CHANNELS, JURISDICTIONS, PLANS, PURPOSES, RELATIONSHIPS, TEMPLATES

CHOICES: dict[str, tuple[str, ...]] = {
    "channel": CHANNELS,
    "relationship": RELATIONSHIPS,
    "purpose": PURPOSES,
    "jurisdiction": JURISDICTIONS,
    "plan": PLANS,
    "template": TEMPLATES,
}
NAMES = ("channel", "touch", "relationship", "consent", "purpose", "jurisdiction", "plan", "ready", "template")
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


class FactError(ValueError):
    """A fact has no such name or no such value; `hint` says what was probably meant."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse_fact(name: str, value: Any) -> Any:
    """The value of a fact as a Context holds it; FactError where name or value is unknown.

    Values come typed (from YAML, TOML, JSON) or as the text of a command-line option. `consent` comes out as a map
    from kind to record; the records are not looked into here.
    """
    if name in CHOICES:
        return _choice(name, value)
    if name == "touch":
        return _touch(value)
    if name == "ready":
        return _ready(value)
    if name == "consent":
        return _consent(value)
    raise FactError(f"unknown fact `{name}`", did_you_mean(name, NAMES) or f"facts are {', '.join(NAMES)}")


def _choice(name: str, value: Any) -> str:
    choices = CHOICES[name]
    if isinstance(value, str) and value in choices:
        return value
    shown = value if isinstance(value, str) else repr(value)
    hint = did_you_mean(value, choices) if isinstance(value, str) else None
    raise FactError(f"unknown {name} `{shown}`", hint or f"one of {', '.join(choices)}")


def _touch(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise FactError(f"`touch` must be a whole number from 1 up, not `{value}`", "1 is the first message to this person")


def _ready(value: Any) -> bool:
    if isinstance(value, str):
        value = _WORDS.get(value.lower(), value)
    if isinstance(value, bool):
        return value
    raise FactError(f"`ready` must be true or false, not `{value}`")


def _consent(value: Any) -> dict[str, Any]:
    """`newsletter, call`, [newsletter, {call: {given: …}}] and {newsletter: {given: …}} all name kinds of consent."""
    if isinstance(value, str):
        value = [kind.strip() for kind in value.split(",") if kind.strip()]
    if isinstance(value, Mapping):
        value = [{kind: record} for kind, record in value.items()]
    if not isinstance(value, list):
        raise FactError(f"`consent` must be a list of kinds of consent, not `{value}`", "for example [newsletter]")
    kinds: dict[str, Any] = {}
    for item in value:
        if isinstance(item, str):
            kinds[item] = {}
        elif isinstance(item, Mapping) and all(isinstance(kind, str) for kind in item):
            kinds.update(item)
        else:
            raise FactError(f"`consent` holds `{item}`, which is no kind of consent", "for example newsletter")
    return kinds
