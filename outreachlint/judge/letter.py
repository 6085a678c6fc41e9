"""A message as the reader gets it, and the way back from its quotes to the message."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from outreachlint.document import Document
from outreachlint.records import NamedTuple
from outreachlint.text.source import Span

FACTS = ("channel", "touch", "relationship", "consent", "purpose")
"""What is sent of a message's Context; of `consent` only the kinds."""


class Part(NamedTuple):
    """A field as it is sent. `offsets` has, for each code point of `text`, its offset in the Document's text."""

    name: str
    text: str
    offsets: Sequence[int]


class Found(NamedTuple):
    """Where a quote stands: in which part, from where to where."""

    part: int
    start: int
    end: int


class Letter:
    """A message without what never leaves the file (HTML comments, the front matter, the file's name).

    `content` is what is sent of it, one JSON object; `size` the length of its texts.
    """

    __slots__ = ("content", "parts", "size")

    def __init__(self, document: Document) -> None:
        self.parts = tuple(_parts(document))
        self.size = sum(len(part.text) for part in self.parts)
        facts = document.context.values()
        context = {name: list(facts[name]) if name == "consent" else facts[name] for name in FACTS}
        texts = {"subject": None, **{part.name: part.text for part in self.parts}}
        self.content = json.dumps({"context": context, "message": texts}, ensure_ascii=False)

    @property
    def wordless(self) -> bool:
        """Whether there is nothing to judge."""
        return not any(char.isalnum() for part in self.parts for char in part.text)

    def find(self, quote: str) -> Found | None:
        """The first place of a quote, None where no part has it. A line break counts as a blank."""
        quote = quote.strip()
        if not any(char.isalnum() for char in quote):
            return None
        for number, part in enumerate(self.parts):
            at = part.text.find(quote)
            if at >= 0:
                return Found(number, at, at + len(quote))
        words = quote.split()
        if len(words) > 1:
            pattern = re.compile(r"\s+".join(map(re.escape, words)))
            for number, part in enumerate(self.parts):
                match = pattern.search(part.text)
                if match:
                    return Found(number, match.start(), match.end())
        return None

    def holds(self, found: Found) -> bool:
        """Whether there is such a place."""
        return 0 <= found.part < len(self.parts) and 0 <= found.start < found.end <= len(self.parts[found.part].text)

    def span(self, found: Found) -> Span:
        """The span of the Document's text."""
        offsets = self.parts[found.part].offsets
        return Span(offsets[found.start], offsets[found.end - 1] + 1)


def _parts(document: Document) -> list[Part]:
    unsent = {offset for span in document.unsent() for offset in range(span.start, span.end)}
    # half a surrogate pair is no text that could be sent; a replacement of the same length keeps the offsets
    text = document.text.encode("utf-8", "replace").decode("utf-8")
    parts = []
    for field in document.fields:
        span = document.field_span(field.name) or Span(0, 0)
        offsets = [offset for offset in range(span.start, span.end) if offset not in unsent]
        parts.append(Part(field.name, "".join(text[offset] for offset in offsets), offsets))
    return parts
