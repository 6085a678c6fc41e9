"""One message to lint: its fields, their places in the file, and what is known about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from outreachlint.text.source import Position, Source, Span

CHANNELS = ("connection-note", "inmail", "message", "group-post", "comment", "email")
RELATIONSHIPS = ("stranger", "connected", "engaged", "customer")
PURPOSES = ("commercial", "recruiting", "research", "personal", "charity", "service")
JURISDICTIONS = ("it", "eu", "uk", "ca", "us")
PLANS = ("free", "paid")
LANGUAGES = ("it", "en", "es", "fr", "de", "pt")
UNKNOWN = "unknown"


class Fact(NamedTuple):
    """One value of the Context and who set it (`front matter`, `command line`, `config FILE`, `default`…)."""

    value: Any
    origin: str


class Context(NamedTuple):
    """What the sender knows about a message; rules are gated by it.

    `touch` counts from 1. `consent` maps a kind (`newsletter`, `group`, `call`, `e-mail`…) to its record.
    `jurisdiction`, `purpose` and `plan` are None where nobody said. `ready` is true when the draft says that it
    will be sent as it stands.
    """

    channel: Fact = Fact("message", "default")
    touch: Fact = Fact(1, "default")
    relationship: Fact = Fact("stranger", "default")
    consent: Fact = Fact({}, "default")
    purpose: Fact = Fact(None, "default")
    jurisdiction: Fact = Fact(None, "default")
    plan: Fact = Fact(None, "default")
    ready: Fact = Fact(False, "default")

    def values(self) -> dict[str, Any]:
        """The bare values by name."""
        return {name: fact.value for name, fact in zip(self._fields, self, strict=True)}


class Field(NamedTuple):
    """A named part of a message (`subject`, `text`).

    `text` is what the recipient gets to read plus what `unsent` marks (HTML comments: spans in `text` that never
    leave the file). `offsets` says where it lies in the Source: one int when it is a plain slice that starts
    there, else one Source offset per code point and one for the end (a decoded JSON string).
    """

    name: str
    text: str
    offsets: int | Sequence[int]
    unsent: tuple[Span, ...] = ()

    def source_offset(self, offset: int) -> int:
        """The Source offset of an offset in the field's text."""
        if isinstance(self.offsets, int):
            return self.offsets + offset
        return self.offsets[offset]


class Directive(NamedTuple):
    """A request to keep a rule silent in this message.

    `span` is where it stands in the Source; `rule` is a code, name or family prefix as written.
    """

    rule: str
    reason: str
    span: Span


class Document:
    """One message.

    `text` joins the fields with a blank line between them; spans of Signals and Diagnostics are offsets in it.
    `lang` is one of LANGUAGES or `unknown`; `lang_origin` says how it is known.
    """

    __slots__ = (
        "_file",
        "_starts",
        "context",
        "directives",
        "fields",
        "lang",
        "lang_origin",
        "message_id",
        "source",
        "text",
    )

    def __init__(
        self,
        source: Source,
        fields: Sequence[Field],
        context: Context,
        lang: str,
        *,
        lang_origin: str = "detected",
        message_id: str | None = None,
        directives: Sequence[Directive] = (),
    ) -> None:
        self.source = source
        self.fields = tuple(fields)
        self.context = context
        self.lang = lang
        self.lang_origin = lang_origin
        self.message_id = message_id
        self.directives = tuple(directives)
        self.text = "\n\n".join(field.text for field in self.fields)
        self._file: Field | None = None
        self._starts = [0]
        for field in self.fields[:-1]:
            self._starts.append(self._starts[-1] + len(field.text) + 2)

    def field_span(self, name: str) -> Span | None:
        """Where the named field lies in `text`."""
        for field, start in zip(self.fields, self._starts, strict=True):
            if field.name == name:
                return Span(start, start + len(field.text))
        return None

    def field_at(self, offset: int) -> tuple[Field, int]:
        """The field that holds an offset of `text`, and the offset inside that field.

        For an offset of a `file_span`, the field is the whole file.
        """
        if offset > len(self.text):
            if self._file is None:
                self._file = Field("file", self.source.text, 0)
            return self._file, offset - len(self.text) - 1
        index = bisect_right(self._starts, offset) - 1
        field = self.fields[index]
        return field, min(offset - self._starts[index], len(field.text))

    def file_span(self, span: Span) -> Span:
        """The span by which a Diagnostic points at a place of the Source that is outside `text` (a directive).

        Its offsets lie behind the end of `text`; `field_at`, `source_span` and `position` understand them.
        """
        behind = len(self.text) + 1
        return Span(behind + span.start, behind + span.end)

    def unsent(self) -> list[Span]:
        """The spans of `text` that are never sent."""
        return [
            Span(start + span.start, start + span.end)
            for field, start in zip(self.fields, self._starts, strict=True)
            for span in field.unsent
        ]

    def source_span(self, span: Span) -> Span:
        """Where a span of `text` lies in the Source."""
        field, start = self.field_at(span.start)
        first = field.source_offset(start)
        if span.end <= span.start:
            return Span(first, first)
        field, last = self.field_at(span.end - 1)
        return Span(first, field.source_offset(min(last + 1, len(field.text))))

    def shows(self, quote: str, span: Span) -> bool:
        """Whether a span of `text` overlaps the first place where a quote stands in it."""
        at = self.text.find(quote)
        return at >= 0 and span.overlaps(Span(at, at + len(quote)))

    def position(self, offset: int) -> Position:
        """The file position of an offset of `text`."""
        field, inside = self.field_at(offset)
        return self.source.position(field.source_offset(inside))
