"""Edits the texts of a Word document where they stand and leaves all else as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZipFile

from outreachlint.errors import FixError, InputError, Place
from outreachlint.readers.docx import whole_text
from outreachlint.readers.word_paragraphs import Paragraph, Run, main_part, read_paragraphs
from outreachlint.readers.zip_guard import open_office

if TYPE_CHECKING:
    from outreachlint.diagnostics import Edit

_NAME = "the document"
_KEEP = b' xml:space="preserve"'


def rewrite(data: bytes, edits: Mapping[str, Sequence[Edit]]) -> bytes:
    """The document with edited texts: `edits` by the address of a message, spans in the text from that paragraph on.

    Raises FixError where a message is not there, or an edit would change a paragraph's end, a tab or a line break.
    """
    try:
        with open_office(_NAME, BytesIO(data), "document") as archive:
            part = main_part(_NAME, archive)
            changed = _edited(archive.read(part), read_paragraphs(_NAME, archive, part), edits)
            return _packed(archive, part, changed)
    except InputError as error:
        raise FixError(error.message, Place(_NAME), error.hint) from None


def _packed(archive: ZipFile, part: str, changed: bytes) -> bytes:
    """The archive with other content in one member."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.comment = archive.comment
        for member in archive.infolist():
            content = changed if member.filename == part else archive.read(member)
            packed.writestr(copy(member), content, compress_type=member.compress_type)
    return out.getvalue()


def _edited(xml: bytes, paragraphs: Sequence[Paragraph], edits: Mapping[str, Sequence[Edit]]) -> bytes:
    text, starts = whole_text(paragraphs)
    runs = [run._replace(at=run.at + start) for paragraph, start in zip(paragraphs, starts) for run in paragraph.runs]
    places = [run.at for run in runs]
    changes: dict[int, list[tuple[int, int, str]]] = {}  # by run: from and to in its text, and what to write there
    for address, wanted in edits.items():
        base = _base(address, starts)
        for edit in wanted:
            start, end = base + edit.span.start, base + edit.span.end
            for number, change in _in_runs(runs, places, start, end, edit.text):
                changes.setdefault(number, []).append(change)
    parts: list[bytes] = []
    at = 0
    for number in sorted(changes):
        run = runs[number]
        parts.append(xml[at : run.start])
        parts.append(_content(text[run.at : run.at + run.length], changes[number], run, parts))
        at = run.end
    return b"".join([*parts, xml[at:]])


def _base(address: str, starts: Sequence[int]) -> int:
    number = address.removeprefix("paragraph ")
    if not number.isdigit() or not 0 < int(number) <= len(starts):
        raise FixError(f"there is no {address} in the document", Place(_NAME))
    return starts[int(number) - 1]


def _in_runs(
    runs: Sequence[Run], places: Sequence[int], start: int, end: int, text: str
) -> list[tuple[int, tuple[int, int, str]]]:
    """An edit as changes of runs: the first takes the new text, the others lose theirs."""
    found: list[tuple[int, tuple[int, int, str]]] = []
    covered = 0
    number = max(0, bisect_right(places, start) - 1)
    while number < len(runs) and runs[number].at <= end:
        run = runs[number]
        first, last = max(start, run.at) - run.at, min(end, run.at + run.length) - run.at
        if first < last or (start == end and first == last and not found):
            found.append((number, (first, last, "" if found else text)))
            covered += last - first
        number += 1
    if not found or covered < end - start:
        raise FixError("the change reaches over the end of a paragraph, a tab or a line break", Place(_NAME))
    return found


def _content(text: str, changes: list[tuple[int, int, str]], run: Run, parts: list[bytes]) -> bytes:
    """The new content of a run; where its blanks now count, its start tag, the last of `parts`, is made to say so."""
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    if text != text.strip() and not run.preserved:
        parts[-1] = parts[-1][:-1] + _KEEP + b">"
    return escape(text).encode()
