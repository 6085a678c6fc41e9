"""Word documents: one message, or several below headings, in the cells of tables, or with lines between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.readers.drafts import Drafts
from outreachlint.readers.facts import Defaults
from outreachlint.readers.markdown_blocks import (
    HEADING,
    LONGEST_TITLE,
    MAX_LINES,
    RULE,
    TABLE,
    TEXT,
    Block,
    Lines,
    Written,
)
from outreachlint.readers.openings import greets, subject_label
from outreachlint.readers.plain import SUBJECT, Piece, documents, plain_part
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

if TYPE_CHECKING:
    from outreachlint.diagnostics import Edit
    from outreachlint.readers.word_paragraphs import Paragraph

_RULE = LazyPattern(r"[ \t]*([-*_=~#])\1{2,}[ \t]*")
_NOT_XML = LazyPattern("[\0-\x08\n\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SHORT = 80


def read_bytes(path: str, file: BinaryIO, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a Word document; an InputError in the place of one that can't be read.

    A cell that begins as a message does (with a subject label or a greeting) is one. Headings divide the rest as they
    do a Markdown file (`readers.message_places`), else lines such as `===` do (`readers.separators`), else it is one
    message. The address of a message is its first paragraph, `paragraph 3`; its Source is the text of its paragraphs,
    a line each.
    """
    from outreachlint.readers.word_paragraphs import main_part, read_paragraphs
    from outreachlint.readers.zip_guard import open_office

    try:
        with open_office(path, file, "document") as archive:
            paragraphs = read_paragraphs(path, archive, main_part(path, archive))
        if not any(paragraph.text.strip() for paragraph in paragraphs):
            yield NoMessageError("there is no text in the document", Place(path))
            return
        if len(paragraphs) > MAX_LINES:
            raise InputError(
                f"the document has {len(paragraphs):,} paragraphs; at most {MAX_LINES:,} are read",
                Place(path),
                "split it",
            )
        yield from _Reader(path, paragraphs, defaults).documents()
    except InputError as error:
        yield error


def rewrite(data: bytes, edits: Mapping[str, Sequence[Edit]]) -> bytes:
    """The document with the texts of some messages edited and all else as it is.

    `edits` go by the addresses of messages; their spans are those of the Field's Source. Raises FixError where an edit
    would change a paragraph's end, a tab or a line break.
    """
    from outreachlint.readers.word_rewrite import rewrite as rewrite_paragraphs

    return rewrite_paragraphs(data, edits)


def whole_text(paragraphs: Sequence[Paragraph]) -> tuple[str, list[int]]:
    """The text of paragraphs, a line each, and the offset at which each begins."""
    starts, at = [], 0
    for paragraph in paragraphs:
        starts.append(at)
        at += len(paragraph.text) + 1
    return "\n".join(paragraph.text for paragraph in paragraphs), starts


class _Reader:
    """Reads the messages from the paragraphs of one document.

    They are first found in one text of all paragraphs; then each gets a Source of its own.
    """

    def __init__(self, path: str, paragraphs: Sequence[Paragraph], defaults: Defaults) -> None:
        self.path = path
        self.paragraphs = paragraphs
        text, self.starts = whole_text(paragraphs)
        self.source = Source(path, text)
        self.drafts = Drafts(self.source, None, defaults)

    def documents(self) -> Iterator[Document | InputError]:
        """The Documents in the order of the first paragraphs."""
        from outreachlint.readers.catalogue import documents as listed
        from outreachlint.readers.message_places import find
        from outreachlint.readers.separators import always_divided

        cells = list(self._cells())
        lines = Lines(self.source.text, self.source.line_starts)
        places = find(lines, list(self._blocks(in_tables=not cells)), _nothing)
        separator = self.drafts.defaults.reading.separator
        lone = places is None or len(places.messages) == 1
        if not cells and (places is None or (lone and always_divided(self.source.text, 0, separator))):
            yield from (self._own(item)[1] for item in documents(self.drafts, 0, SUBJECT, plain_part))
            return
        if places is not None and cells:
            opened = tuple(each for each in places.messages if each.subject or greets(self._line(each.start)))
            places = places._replace(messages=opened)
        count = len(cells) + (len(places.messages) if places else 0)
        found: list[Document | InputError] = []
        for piece in cells:
            try:
                found.append(self.drafts.document(plain_part(self.drafts, piece, count == 1), alone=count == 1))
            except InputError as error:
                found.append(error)
        if places is not None:
            found += listed(self.drafts, lines, places, (), alone=count == 1)
        yield from (item for _, item in sorted(map(self._own, found), key=lambda each: each[0]))

    def _blocks(self, *, in_tables: bool) -> Iterator[Block]:
        """The paragraphs as blocks; tables are text, too, unless a cell of theirs is a message."""
        count = bisect_right(self.source.line_starts, len(self.source.text))
        firsts = [bisect_right(self.source.line_starts, start) - 1 for start in self.starts]
        for paragraph, first, end in zip(self.paragraphs, firsts, [*firsts[1:], count]):
            text = paragraph.text.strip()
            if not text:
                continue
            if paragraph.cell is not None and not in_tables:
                yield Block(TABLE, first, end)
            elif paragraph.level:
                yield Block(HEADING, first, end, level=paragraph.level, title=" ".join(text.split())[:LONGEST_TITLE])
            elif _RULE.get().fullmatch(text):
                yield Block(RULE, first, end)
            else:
                titled = paragraph.bold and len(text) <= _SHORT and "\n" not in text
                yield Block(TEXT, first, end, title=text if titled else "")

    def _cells(self) -> Iterator[Piece]:
        """The cells that begin as a message does, each called by a short cell before it in its row, or by a heading."""
        heading: str | None = None
        beside: tuple[int, str] = (0, "")
        for cell, group in groupby(self.paragraphs, key=lambda each: each.cell):
            inside = list(group)
            words = [paragraph.text.strip() for paragraph in inside if paragraph.text.strip()]
            if cell is None:
                titles = [paragraph.text.strip() for paragraph in inside if paragraph.level]
                heading = titles[-1] if titles else heading
            elif words and _opens(words[0]):
                last = inside[-1].number - 1
                end = self.starts[last] + len(self.paragraphs[last].text)
                title = beside[1] if beside[0] == cell.row else heading
                yield Piece(self.starts[inside[0].number - 1], end, title)
            elif len(words) == 1 and len(words[0]) <= _SHORT:
                beside = (cell.row, " ".join(words[0].split()))

    def _line(self, offset: int) -> str:
        end = self.source.text.find("\n", offset)
        return self.source.text[offset : end if end >= 0 else None]

    def _own(self, item: Document | InputError) -> tuple[int, Document | InputError]:
        """The number of the first paragraph, and the Document with a Source of its own paragraphs."""
        if isinstance(item, InputError):
            line = item.place.line if item.place and item.place.line else 1
            number = bisect_right(self.starts, self.source.line_starts[line - 1])
            return number, type(item)(f"paragraph {number}: {item.message}", Place(self.path), item.hint)
        spans = [field.source_span(Span(0, len(field.text))) for field in item.fields]
        first = bisect_right(self.starts, min(span.start for span in spans)) - 1
        last = bisect_right(self.starts, max(span.end for span in spans)) - 1
        start, end = self.starts[first], self.starts[last] + len(self.paragraphs[last].text)
        source = Source(self.path, self.source.text[start:end])
        fields = [
            field._replace(
                offsets=field.offsets - start if isinstance(field.offsets, int) else field.offsets.within(-start),
                source=source,
                address=f"paragraph {first + 1}",
                write=_one_line,
            )
            for field in item.fields
        ]
        document = Document(
            source,
            fields,
            item.context,
            item.lang,
            lang_origin=item.lang_origin,
            message_id=item.message_id,
            directives=[each._replace(span=Span(0, 0)) for each in item.directives],
            step=item.step,
            sent=item.sent,
        )
        return first + 1, document


def _opens(text: str) -> bool:
    line = text.partition("\n")[0]
    return subject_label(line) is not None or greets(line)


def _nothing(_: Block) -> Written:
    return Written("", 0)


def _one_line(text: str) -> str | None:
    """Replacement text for a part of a paragraph: none with a line break, or with what XML can't hold."""
    return None if _NOT_XML.get().search(text) else text
