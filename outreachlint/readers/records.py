"""From a record (an object with keys of ours) to its message: what JSON Lines, JSON, YAML and campaigns share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from outreachlint.document import Directive, Document, Fact, Field, Step
from outreachlint.errors import InputError
from outreachlint.facts import CHOICES, NAMES
from outreachlint.readers.facts import RECORD_KEYS, Defaults, Layers
from outreachlint.readers.front_matter import place
from outreachlint.readers.message import build, checked, own_directives, refuse_near_miss
from outreachlint.text.source import Source, Span

NO_TEXT = "the record has no 'text'"
_SCALARS = (*CHOICES, "lang", "touch", "ready")


class Entry(Protocol):
    """The value of a key in a record, and the Source offsets at which the key and the value stand."""

    @property
    def value(self) -> Any:
        """The value without places."""

    @property
    def key(self) -> int:
        """Where its key starts."""

    @property
    def start(self) -> int:
        """Where the value starts (a string at its quote)."""

    @property
    def end(self) -> int:
        """Where the value ends."""


class Records:
    """Makes Documents of the records of one file; remembers the keys and facts that it has seen.

    `origin` is that of the facts that a record states; `known` are the keys that mean something, and no other key may
    be one of them misspelt.
    """

    def __init__(
        self, source: Source, defaults: Defaults, *, origin: str = "record", known: tuple[str, ...] = RECORD_KEYS
    ) -> None:
        self.source = source
        self.defaults = defaults
        self.origin = origin
        self.known = known
        self.layers = Layers(defaults)
        self.seen: dict[tuple[str, type, Any], Fact] = {}
        self.ignored: set[str] = set()

    def message(self, record: Mapping[str, Any], base: int, step: Step | None = None) -> Document:
        """The Document of a record that starts at a Source offset. Raises InputError."""
        own, directives = self.own(record)
        subject = self.part("subject", record.get("subject"))
        text = self.part("text", record.get("text"))
        if text is None:
            raise InputError(NO_TEXT, place(self.source, base))
        return self.document(subject, text, own, directives, step=step)

    def document(
        self,
        subject: Field | None,
        text: Field,
        own: Mapping[str, Fact],
        directives: list[Directive],
        *,
        step: Step | None = None,
    ) -> Document:
        """The Document of these parts; a blank subject counts as one, but is no Field. Raises InputError."""
        fields = [subject, text] if subject is not None and subject.text.strip() else [text]
        return build(
            self.source,
            fields,
            own,
            self.defaults,
            self.layers,
            has_subject=subject is not None,
            directives=directives,
            step=step,
        )

    def own(self, record: Mapping[str, Any]) -> tuple[dict[str, Fact], list[Directive]]:
        """The facts (and `lang`, `id`) and the directives that a record states. Raises InputError."""
        own: dict[str, Fact] = {}
        directives: list[Directive] = []
        for key, entry in record.items():
            if key in NAMES or key == "lang":
                if entry.value is not None:
                    own[key] = self.fact(key, entry)
            elif key == "outreachlint":
                directives = own_directives(self.source, entry.value, Span(entry.start, entry.end))
            elif key == "id":
                own["id"] = Fact(self.identity(entry), self.origin)
            elif key not in self.ignored and key not in self.known:
                refuse_near_miss(self.source, key, entry.key, self.known)
                self.ignored.add(key)
        return own, directives

    def fact(self, key: str, entry: Entry) -> Fact:
        """The fact that a value states, normalised. Raises InputError where it is wrong."""
        value = entry.value
        if key not in _SCALARS or isinstance(value, (dict, list)):
            return Fact(checked(self.source, key, value, entry.start), self.origin)
        known = (key, value.__class__, value)
        fact = self.seen.get(known)
        if fact is None:
            fact = self.seen[known] = Fact(checked(self.source, key, value, entry.start), self.origin)
        return fact

    def identity(self, entry: Any) -> str | None:
        """The message's id. Raises InputError where it is neither text nor a whole number."""
        value = entry.value
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise InputError("id takes a text or a whole number", place(self.source, entry.start))

    def part(self, name: str, entry: Any) -> Field | None:
        """A text as a Field, None where there is none. Raises InputError where it is no text."""
        raise NotImplementedError
