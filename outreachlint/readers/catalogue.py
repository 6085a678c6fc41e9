"""The messages of a Markdown catalogue: headings with a message below each, and notes around it.

Which parts are messages: `readers.message_places`. What is stated for a message: the front matter for all; a comment or
fact lines (`channel: inmail`) under a heading without a message of its own for all below it, and above the first
heading for all; fact lines below its own heading; the comments in and above it, below its heading; the info string of
its fence (`email touch=2`). Later ones win. Where nobody states channel or touch, headings may name them. A message is
called by its heading.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from outreachlint.comment_directives import comment_directives
from outreachlint.document import Directive, Document, Fact, Field
from outreachlint.errors import InputError
from outreachlint.readers import labels
from outreachlint.readers.drafts import Drafts, Part, front_matter_directives
from outreachlint.readers.fact_lines import comment_facts, info_facts, line_facts
from outreachlint.readers.front_matter import FrontMatter, place
from outreachlint.readers.markdown import unsent
from outreachlint.readers.markdown_blocks import FENCE, Block, Lines, Written, comments, fence_text, parse, quote_text
from outreachlint.readers.message import front_matter_facts
from outreachlint.readers.message_places import Message, Places, find
from outreachlint.readers.openings import subject_label
from outreachlint.readers.plain import entry_field, skip_blank
from outreachlint.readers.sections import fact_lines
from outreachlint.readers.separators import always_divided, part_front
from outreachlint.suppress import shared
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.slices import SliceMap
from outreachlint.text.source import Span

_FENCE_MARK = LazyPattern(r"[^`~\r\n]*(?:`{3,}|~{3,})[ \t]*")
_HEADER_LINES = 8


def read_catalogue(drafts: Drafts, start: int, hidden: Sequence[Span]) -> Iterator[Document | InputError] | None:
    """The messages from a Source offset on; None where the file is one message as it stands.

    `hidden` are its comments. Raises InputError where the file as a whole can't be read.
    """
    lines, blocks = parse(drafts.source, start, hidden)
    channel = drafts.stated("channel")
    places = find(
        lines,
        blocks,
        lambda block: fence_text(lines, block) if block.kind == FENCE else quote_text(lines, block),
        quotes_others=channel in ("group-post", "comment"),
    )
    alone = places is not None and len(places.messages) == 1
    separator = drafts.defaults.reading.separator
    if places is None or (alone and always_divided(drafts.source.text, start, separator, underlined=True)):
        return None
    fences = [block for block in blocks if block.kind == FENCE]
    shown = [Span(lines.start(block.first), lines.start(block.end)) for block in fences]
    return documents(drafts, lines, places, _outside(hidden, shown), alone=alone)


def documents(
    drafts: Drafts, lines: Lines, places: Places, hidden: Sequence[Span], *, alone: bool
) -> Iterator[Document | InputError]:
    """The messages at these places; an InputError in the place of one that can't be read.

    `hidden` are the comments of the text, `alone`: the file has no other message. Raises InputError where what is
    stated for several messages is wrong.
    """
    reader = _Reader(drafts, lines, places, hidden)
    for number, message in enumerate(places.messages):
        try:
            yield drafts.document(reader.part(number, message, alone), alone=alone)
        except InputError as error:
            yield error


def _outside(hidden: Sequence[Span], shown: Sequence[Span]) -> list[Span]:
    """The comments that no fence shows."""
    out = []
    for comment in hidden:
        number = bisect_right(shown, (comment.start, len(shown) and shown[-1].end)) - 1
        if number < 0 or comment.start >= shown[number].end:
            out.append(comment)
    return out


class _Reader:
    """Reads the parts of one catalogue."""

    def __init__(self, drafts: Drafts, lines: Lines, places: Places, hidden: Sequence[Span]) -> None:
        self.drafts = drafts
        self.source = drafts.source
        self.lines = lines
        self.places = places
        self.hidden = hidden
        self.own: dict[int, list[int]] = {}  # the numbers of the messages by section
        for number, message in enumerate(places.messages):
            self.own.setdefault(message.section, []).append(number)
        self.standing: dict[int, tuple[dict[str, Fact], list[Directive]]] = {}
        for index in range(len(places.sections)):
            if index not in self.own:
                self.standing[index] = self._notes(self._comments_of(index), self._lines_of(index))

    def part(self, number: int, message: Message, alone: bool) -> Part:
        """What the file says of a message. Raises InputError."""
        section = self.places.sections[message.section]
        facts, directives = self._stated(number, message)
        block = message.block
        subject, front = None, None
        if block is None:
            body = self._plain_body(message)
        else:
            written = self._written(block)
            front = self._front(block, written)
            if front is not None:
                facts.update(front_matter_facts(self.source, front))
                directives += front_matter_directives(self.source, front)
            if block.kind == FENCE:
                facts.update(self._info(block))
            subject, body = _enclosed(block, written, front.end if front else self.lines.start(block.first))
            if block.kind == FENCE:
                directives += comment_directives(self.source, [body.source_span(each) for each in body.unsent])
        if subject is None and message.subject is not None:
            subject = Field("subject", message.subject.of(self.source.text), message.subject.start)
        subject = self._subject(subject, front, alone)
        titles = [title for title in section.titles if title]
        title = labels.shown(titles[0]) if titles else None
        guessed = _guessed(titles, with_subject=subject is not None and bool(subject.text.strip()))
        return Part(subject, body, facts, guessed, title, directives)

    def _subject(self, subject: Field | None, front: FrontMatter | None, alone: bool) -> Field | None:
        """The subject of a message: its own, else its front matter's, else the file's. Raises InputError for two."""
        own = front.entries.get("subject") if front else None
        if subject is None:
            entry = own or self.drafts.subject
            return entry_field(self.source, entry) if entry else None
        if own or (alone and self.drafts.subject):
            offset = subject.source_offset(0)
            raise InputError("the message has two subjects, here and in the front matter", place(self.source, offset))
        return subject

    def _written(self, block: Block) -> Written:
        """What is fenced or quoted. Raises InputError for a fence that is never closed."""
        if not block.closed:
            offset = self.lines.start(block.first)
            raise InputError("the fenced block is never closed", place(self.source, offset), "close it with its mark")
        return fence_text(self.lines, block) if block.kind == FENCE else quote_text(self.lines, block)

    def _front(self, block: Block, written: Written) -> FrontMatter | None:
        """The front matter at the top of a fence that is not indented. Raises InputError."""
        if block.kind != FENCE or not isinstance(written.offsets, int) or not written.text.startswith("---"):
            return None
        return part_front(self.source, written.offsets, written.offsets + len(written.text))

    def _plain_body(self, message: Message) -> Field:
        text = self.source.text[message.start : message.end].rstrip()
        return Field("text", text, message.start, unsent(self.hidden, message.start, len(text)))

    def _info(self, block: Block) -> dict[str, Fact]:
        offset = self.lines.start(block.first)
        mark = _FENCE_MARK.get().match(self.source.text, offset)
        return info_facts(self.source, mark.end() if mark else offset, "fence")

    def _stated(self, number: int, message: Message) -> tuple[dict[str, Fact], list[Directive]]:
        """The facts and directives that hold for a message; those of the sections above come first."""
        chain: list[int] = []
        above = self.places.sections[message.section].above
        while above is not None:
            chain.append(above)
            above = self.places.sections[above].above
        facts: dict[str, Fact] = {}
        directives: list[Directive] = []
        for index in reversed(chain):
            more, requests = self.standing.get(index, ({}, []))
            facts.update(more)
            directives += shared(requests)
        more, requests = self._notes(self._comments_for(number, message), self._lines_of(message.section))
        facts.update(more)
        return facts, directives + requests

    def _notes(self, found: Sequence[Span], lines: Span) -> tuple[dict[str, Fact], list[Directive]]:
        """What comments and fact lines state. Raises InputError."""
        facts = line_facts(self.source, lines, "below the heading")
        for comment in found:
            facts.update(comment_facts(self.source, comment, "comment"))
        return facts, comment_directives(self.source, found)

    def _lines_of(self, index: int) -> Span:
        numbers = fact_lines(self.lines, self.places.sections[index])
        return Span(self.lines.start(numbers.start), self.lines.start(numbers.stop)) if numbers else Span(0, 0)

    def _comments_of(self, index: int) -> Sequence[Span]:
        section = self.places.sections[index]
        return self._between(self.lines.start(section.first), self.lines.start(section.end))

    def _comments_for(self, number: int, message: Message) -> Sequence[Span]:
        """The comments of a section that are a message's: those before its end and, of the last, those behind it."""
        section = self.places.sections[message.section]
        alike = self.own[message.section]
        at = alike.index(number) if len(alike) < 2 else bisect_left(alike, number)
        start = self.places.messages[alike[at - 1]].end if at else self.lines.start(section.first)
        end = self.lines.start(section.end) if at == len(alike) - 1 else message.end
        return self._between(start, max(end, message.end))

    def _between(self, start: int, end: int) -> Sequence[Span]:
        return self.hidden[bisect_left(self.hidden, (start,)) : bisect_left(self.hidden, (end,))]


def _guessed(titles: Sequence[str], *, with_subject: bool) -> dict[str, Any]:
    """What the headings over a message name of its channel and touch."""
    guessed: dict[str, Any] = {}
    if titles:
        channel = labels.channel(titles)
        if channel is not None and not (with_subject and channel == "connection-note"):
            guessed["channel"] = channel
        touch = labels.touch(titles[0])
        if touch is not None:
            guessed["touch"] = touch
    return guessed


def _enclosed(block: Block, written: Written, start: int) -> tuple[Field | None, Field]:
    """The subject, where it has one, and the text of what is fenced or quoted; in a fence from a Source offset on."""
    skipped = max(0, start - written.offsets) if isinstance(written.offsets, int) else 0
    subject, at = _header(written.text, skipped)
    end = max(at, len(written.text.rstrip()))
    body = _field("text", written, Span(at, end))
    if (block.kind != FENCE or _is_markdown(block)) and "<!--" in written.text:
        body = body._replace(unsent=unsent(comments(written.text), at, end - at))
    return _field("subject", written, subject) if subject is not None else None, body


def _is_markdown(block: Block) -> bool:
    """Whether a fence holds Markdown: its comments are notes; in other fences they are text."""
    return block.info.split(maxsplit=1)[:1] in (["md"], ["markdown"])


def _header(text: str, skipped: int) -> tuple[Span | None, int]:
    """Where the subject stands that the first lines of an enclosed text name, and where its body starts."""
    start = at = skip_blank(text, skipped, len(text))
    subject: Span | None = None
    for _ in range(_HEADER_LINES):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].rstrip("\r\n")
        labelled = subject_label(line) if subject is None else None
        found = labels.label(line)
        if labelled is not None:
            subject = Span(at + labelled.start, at + labelled.end)
        elif subject is not None and found is not None and labels.is_body(found.words):
            return subject, at + found.end if line[found.end :].strip() else skip_blank(text, end, len(text))
        elif found is None or not labels.is_meta(found):
            break
        at = skip_blank(text, end, len(text))
    return (subject, at) if subject is not None else (None, start)


def _field(name: str, written: Written, span: Span) -> Field:
    offsets = written.offsets
    if isinstance(offsets, int):
        return Field(name, span.of(written.text), offsets + span.start)
    part: int | SliceMap = offsets.part(span.start, span.end)
    return Field(name, span.of(written.text), part, write=_one_line)


def _one_line(text: str) -> str | None:
    """Replacement text where each line of the file begins with a mark or blanks that are no part of the text."""
    return None if "\n" in text or "\r" in text else text
