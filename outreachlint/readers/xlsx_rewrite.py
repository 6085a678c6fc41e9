"""Editing texts in a workbook: the elements of their cells change, and nothing else in the file."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from xml.parsers import expat

from outreachlint.diagnostics import Edit
from outreachlint.errors import InputError
from outreachlint.readers.xlsx_parts import Parts, find_parts
from outreachlint.readers.zip_guard import open_office
from outreachlint.records import NamedTuple

_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
# openpyxl drops this from shared strings, and so it is not in the texts that the edits are for.
_DROPPED = "x005F_"


def rewrite(data: bytes, edits: Mapping[str, Sequence[Edit]]) -> bytes:
    """The workbook with the texts of some cells edited, by their addresses.

    A cell whose text is shared with others gets its own. Formats of the cell and of the runs of its text stay. Raises
    InputError where a cell has no text that can be edited, or the workbook is damaged.
    """
    wanted: dict[str, dict[str, Sequence[Edit]]] = {}
    for address, cell_edits in edits.items():
        sheet, _, cell = address.rpartition("!")
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        wanted.setdefault(sheet, {})[cell] = cell_edits
    with open_office("workbook", io.BytesIO(data), "workbook") as archive:
        parts = _parts(archive)
        strings = _Strings(archive, parts.strings)
        changed = {}
        for sheet, cells in wanted.items():
            if sheet not in parts.sheets:
                raise InputError(f"there is no sheet {sheet} in the workbook")
            member = parts.sheets[sheet]
            changed[member] = _edited_sheet(_read(archive, member), sheet, cells, strings)
        return _packed(archive, changed)


def _parts(archive: zipfile.ZipFile) -> Parts:
    try:
        return find_parts(archive)
    except Exception as error:  # a damaged workbook raises whatever its XML raises
        raise InputError(f"the workbook is damaged: {error}") from None


def _read(archive: zipfile.ZipFile, member: str) -> bytes:
    """The XML of a member; what is put into it is UTF-8."""
    xml = archive.read(member)
    declared = _ENCODING.search(xml, 0, 200)
    if declared is not None and declared[1].lower() != b"utf-8":
        raise InputError(f"{member} in the workbook is not UTF-8")
    return xml


def _packed(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The archive with some members changed; order, names, times and ways of packing stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.comment = archive.comment
        for member in archive.infolist():
            content = changed.get(member.filename)
            packed.writestr(copy.copy(member), archive.read(member) if content is None else content)
    return out.getvalue()


class _Element(NamedTuple):
    """An element of an XML text: its name, its attributes, and where it and its content start and end (bytes).

    `text` is the text right in it.
    """

    name: str
    attributes: list[str]
    start: int
    inner: int
    inner_end: int
    end: int
    text: str

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon."""
        return self.name[: len(self.name) - len(self.local)]


def _edited_sheet(xml: bytes, sheet: str, cells: Mapping[str, Sequence[Edit]], strings: _Strings) -> bytes:
    """The XML of a sheet with some of its cells edited."""
    found = _find_cells(xml, frozenset(cells))
    out = []
    at = 0
    for reference, (start, end) in found.items():
        out += [xml[at:start], _edited_cell(xml[start:end], f"{sheet}!{reference}", cells[reference], strings)]
        at = end
    missing = next((cell for cell in cells if cell not in found), None)
    if missing is not None:
        raise InputError(f"{sheet}!{missing} is empty; there is nothing to edit")
    return b"".join([*out, xml[at:]])


def _find_cells(xml: bytes, wanted: frozenset[str]) -> dict[str, tuple[int, int]]:
    """Where the elements of cells start and end in the XML of a sheet, in its order."""
    found: dict[str, tuple[int, int]] = {}
    row, column = 0, 0
    open_cell = ""
    opened = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, open_cell, opened
        local = name.rpartition(":")[2]
        if local == "row":
            row, column = int(attributes.get("r", row + 1)), 0
        elif local == "c":
            reference = attributes.get("r")
            if reference is None:  # then it stands right of the one before
                column += 1
                reference = f"{_letters(column)}{row}"
            else:
                match = _REFERENCE.fullmatch(reference)
                column = _number(match[1]) if match else column + 1
            if reference in wanted and reference not in found:
                open_cell, opened = reference, parser.CurrentByteIndex

    def end(name: str) -> None:
        nonlocal open_cell
        if open_cell and name.rpartition(":")[2] == "c":
            found[open_cell] = (opened, xml.index(b">", parser.CurrentByteIndex) + 1)
            open_cell = ""

    parser = _parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    _parse(parser, xml)
    return found


def _edited_cell(xml: bytes, where: str, edits: Sequence[Edit], strings: _Strings) -> bytes:
    """The element of a cell with its text edited and in the cell itself."""
    elements = _elements(xml)
    cell = elements[0]
    attributes = dict(zip(cell.attributes[::2], cell.attributes[1::2]))
    value = next((each for each in elements if each.local == "v"), None)
    inline = next((each for each in elements if each.local == "is"), None)
    kind = attributes.pop("t", "n")
    if any(each.local == "f" for each in elements):
        raise InputError(f"{where} holds a formula, not a text")
    prefix = cell.prefix.encode()
    if kind == "s" and value is not None:
        rich = strings[value.text]
        text = _edited_text(rich, edits, shared=True)
        theirs = re.escape(_elements(rich)[0].prefix.encode())
        text = re.sub(rb"<(/?)" + theirs + rb"(?=\w)", rb"<\1" + prefix, text)
    elif kind == "inlineStr" and inline is not None:
        text = _edited_text(xml[inline.start : inline.end], edits, shared=False)
    elif kind == "str" and value is not None:
        plain = b"<%bis><%bt>%b</%bt></%bis>" % (
            prefix,
            prefix,
            escape(value.text, quote=False).encode(),
            prefix,
            prefix,
        )
        text = _edited_text(plain, edits, shared=False)
    else:
        raise InputError(f"{where} holds no text")
    attributes["t"] = "inlineStr"
    opening = f"<{cell.name}{_written(attributes)}>".encode()
    return b"%b<%bis>%b</%bis></%b>" % (opening, prefix, text, prefix, cell.name.encode())


def _edited_text(xml: bytes, edits: Sequence[Edit], *, shared: bool) -> bytes:
    """The inside of an `<si>` or `<is>` with the text of its runs edited."""
    elements = _elements(xml)
    runs, spoken = [], []
    for each in elements:
        if each.local == "rPh":
            spoken.append(each)
        elif each.local == "t" and not (spoken and each.start < spoken[-1].end):
            runs.append(each)
    texts = _edited_runs([run.text for run in runs], edits, shared=shared)
    out = []
    at = elements[0].inner
    changes = [(run.start, run.end, _run(run, text)) for run, text in zip(runs, texts) if text != run.text]
    # how to pronounce the text that was there
    changes += [(each.start, each.end, b"") for each in spoken]
    for start, end, content in sorted(changes):
        out += [xml[at:start], content]
        at = end
    return b"".join([*out, xml[at : elements[0].inner_end]])


def _run(run: _Element, text: str) -> bytes:
    attributes = dict(zip(run.attributes[::2], run.attributes[1::2]))
    if text != text.strip():
        attributes["xml:space"] = "preserve"
    return f"<{run.name}{_written(attributes)}>{escape(text, quote=False)}</{run.name}>".encode()


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _edited_runs(runs: Sequence[str], edits: Sequence[Edit], *, shared: bool) -> list[str]:
    """The texts of runs with edits of their joined text; what is put in belongs to the run in which its edit starts."""
    joined = "".join(runs)
    places = list(range(len(joined)))
    if shared and _DROPPED in joined:
        for match in reversed(list(re.finditer(_DROPPED, joined))):
            del places[match.start() : match.end()]
    places.append(len(joined))
    texts = list(runs)
    before = len(places)
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        start, end = edit.span
        if not 0 <= start <= end < len(places) or end > before:
            raise InputError("the edits of a cell overlap, or lie outside of its text")
        before = start
        first = places[start]
        stop = places[end - 1] + 1 if end > start else first
        at = len(joined)
        for index in reversed(range(len(runs))):
            behind, at = at, at - len(runs[index])
            if at <= first < behind or first == behind == len(joined):
                texts[index] = texts[index][: first - at] + edit.text + texts[index][min(stop, behind) - at :]
                break
            if at < stop:
                texts[index] = texts[index][min(stop, behind) - at :]
    return texts


class _Strings:
    """The shared strings of a workbook, as their elements are written; read when first asked."""

    def __init__(self, archive: zipfile.ZipFile, member: str | None) -> None:
        self._archive = archive
        self._member = member
        self._found: list[bytes] | None = None

    def __getitem__(self, index: str) -> bytes:
        if self._found is None:
            xml = _read(self._archive, self._member) if self._member else b"<sst/>"
            self._found = [xml[each.start : each.end] for each in _elements(xml, "si")]
        try:
            return self._found[int(index)]
        except (ValueError, IndexError):
            raise InputError("the workbook is damaged: a cell refers to a text that is not there") from None


def _elements(xml: bytes, only: str = "") -> list[_Element]:
    """The elements of a well-formed piece of XML in the order of their starts; those of a local name alone."""
    found: list[_Element | None] = []
    open_elements: list[tuple[int, str, list[str], int, list[str]]] = []

    def start(name: str, attributes: list[str]) -> None:
        open_elements.append((len(found), name, attributes, parser.CurrentByteIndex, []))
        found.append(None)

    def text(data: str) -> None:
        open_elements[-1][4].append(data)

    def end(name: str) -> None:
        number, _, attributes, first, texts = open_elements.pop()
        if only and name.rpartition(":")[2] != only:
            return
        inner = _tag_end(xml, first)
        last = parser.CurrentByteIndex
        stop = inner if last <= first or xml[inner - 2 : inner] == b"/>" else _tag_end(xml, last)
        found[number] = _Element(name, attributes, first, inner, max(inner, last), stop, "".join(texts))

    parser = _parser()
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    _parse(parser, xml)
    return [each for each in found if each is not None]


def _tag_end(xml: bytes, at: int) -> int:
    """Where the tag ends that starts at an offset; a `>` may stand in the value of an attribute."""
    match = _TAG.match(xml, at)
    if match is None:
        raise InputError("the workbook is damaged: a tag is not closed")
    return match.end()


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser


def _parse(parser: Any, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise InputError(f"the workbook is damaged: {error}") from None


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
