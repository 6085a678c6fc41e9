"""The paragraphs of a Word document, and where in its XML each run of their text is written.

What the reader of the document sees counts: the text of runs, links, fields and content controls, tabs and line
breaks, insertions. Not read are deleted and moved-away text, hidden runs, text boxes, tables of contents, comments,
notes, headers and footers.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat
from zipfile import ZipFile

from outreachlint.errors import InputError, Place
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

MAX_XML = 32 * 1024 * 1024
"""The most bytes of XML of a document's text: some thousands of pages."""

MAX_DEPTH = 500
"""The most elements inside each other; Word's own documents have some twenty."""

_WORD = re.compile(r"http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/wordprocessingml/(?:2006/)?main ")
_SKIPPED = frozenset(
    [
        "del",
        "moveFrom",
        "txbxContent",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tcPrChange",
        "trPrChange",
    ]
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SPACE = "http://www.w3.org/XML/1998/namespace space"
_NO = ("0", "false", "off")
_MADE = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_IN_RUN = frozenset(["t", "br", *_MADE])
_MOST_NAMES = 1_000
_START_TAG = LazyPattern(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_LEVEL = LazyPattern(r"heading ([1-9])", re.I)
_BREAKS = {ord("\n"): " ", ord("\r"): " "}  # in the XML of a text they are blanks
_DEEPEST_STYLE = 12
_Start = Callable[[str, Mapping[str, str], int], None]
_End = Callable[[str, int], None]


class Run(NamedTuple):
    """Text that one `<w:t>` element holds: `length` code points of the paragraph from `at` on.

    `start` and `end` are the byte offsets of its content in the XML; `preserved`: its start tag says that blanks at
    both ends count.
    """

    at: int
    length: int
    start: int
    end: int
    preserved: bool


class Cell(NamedTuple):
    """A cell of a table: a number of its own, and that of its row."""

    number: int
    row: int


class Paragraph(NamedTuple):
    """A paragraph: `number` counts all from 1; `level` is a heading's, from 1 for a title, 0 for others.

    `bold`: all its text is; `cell` is the innermost cell that it stands in.
    """

    number: int
    text: str
    runs: tuple[Run, ...]
    level: int
    bold: bool
    cell: Cell | None


class _Style(NamedTuple):
    level: int | None
    contents: bool
    based_on: str | None


def main_part(path: str, archive: ZipFile) -> str:
    """The member that holds the text of a Word document. Raises InputError where there is none."""
    found: list[str] = []

    def start(_: str, attributes: Mapping[str, str], __: int) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            found.append(posixpath.normpath(attributes.get("Target", "").lstrip("/")))

    if "_rels/.rels" in archive.namelist():
        _parse(path, archive.read("_rels/.rels"), start, None, None)
    if not found or found[0] not in archive.namelist():
        raise InputError("there is no Word document in the file", Place(path))
    return found[0]


def read_paragraphs(path: str, archive: ZipFile, part: str) -> list[Paragraph]:
    """The paragraphs of the document in a member. Raises InputError where it is damaged or too large."""
    if archive.getinfo(part).file_size > MAX_XML:
        size = archive.getinfo(part).file_size // 1024 // 1024
        raise InputError(
            f"the document's text has {size} MB of XML; at most {MAX_XML // 1024 // 1024} MB are read", Place(path)
        )
    styles = posixpath.join(posixpath.dirname(part), "styles.xml")
    known = _styles(path, archive.read(styles)) if styles in archive.namelist() else {}
    data = archive.read(part)
    reader = _Paragraphs(path, data, known)
    _parse(path, data, reader.start, reader.end, reader.text)
    if not reader.is_word:
        raise InputError("there is no Word document in the file", Place(path))
    return reader.found


class _Paragraphs:
    """Collects the paragraphs while the XML is read."""

    def __init__(self, path: str, data: bytes, styles: Mapping[str, _Style]) -> None:
        self._path = path
        self.found: list[Paragraph] = []
        self.is_word = False
        self._data = data
        self._styles = styles
        self._skipping = 0
        self._open: list[str] = []
        self._names: dict[str, tuple[str, str]] = {}
        self._in_properties = self._in_runs = 0
        self._cells: list[Cell] = []
        self._rows: list[int] = []
        self._cell_count = self._row_count = 0
        self._in_text = False
        self._content = self._before = 0
        self._preserved = False
        self._new_paragraph()

    def _new_paragraph(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._level = 0
        self._contents = False
        self._plain = False
        self._hidden = self._bold = False

    def start(self, name: str, attributes: Mapping[str, str], index: int) -> None:
        """An element begins at a byte offset."""
        uri, local = self._names.get(name) or self._named(name)
        if self._skipping or local in _SKIPPED or name == _FALLBACK:
            self._skipping += 1
            return
        self._open.append(local)
        if len(self._open) > MAX_DEPTH:
            raise InputError(f"the document's XML is more than {MAX_DEPTH} elements deep", Place(self._path))
        if local == "r":
            self._in_runs += 1
            self._hidden = self._bold = False
        elif local == "pPr":
            self._in_properties += 1
        elif local == "p":
            self._new_paragraph()
        elif self._in_properties:
            self._paragraph_property(local, attributes.get(f"{uri}val", ""))
        elif local == "vanish":
            self._hidden = attributes.get(f"{uri}val") not in _NO
        elif local == "b":
            self._bold = attributes.get(f"{uri}val") not in _NO
        elif self._in_runs:
            if local in _IN_RUN and not self._hidden:
                self._in_run(local, attributes, uri, index)
        else:
            self._outside(local)

    def _named(self, name: str) -> tuple[str, str]:
        """The namespace of a Word element and its name in it; both empty for other elements."""
        word = _WORD.match(name)
        found = (word[0], name[word.end() :]) if word else ("", "")
        if len(self._names) < _MOST_NAMES:
            self._names[name] = found
        return found

    def _outside(self, local: str) -> None:
        if local == "body":
            self.is_word = True
        elif local == "tr":
            self._row_count += 1
            self._rows.append(self._row_count)
        elif local == "tc":
            self._cell_count += 1
            self._cells.append(Cell(self._cell_count, self._rows[-1] if self._rows else 0))

    def _paragraph_property(self, local: str, value: str) -> None:
        if local == "pStyle":
            level, self._contents = _resolved(self._styles, value)
            self._level = self._level or level
        elif local == "outlineLvl" and value.isdigit() and int(value) < 9:
            self._level = int(value) + 2

    def _in_run(self, local: str, attributes: Mapping[str, str], uri: str, index: int) -> None:
        if local == "t":
            tag = _START_TAG.get().match(self._data[index : index + 1000].decode("latin-1"))
            self._content = index + len(tag[0]) if tag else index
            self._in_text = tag is not None and not tag[0].endswith("/>")
            self._preserved = attributes.get(_SPACE) == "preserve"
            self._before = self._length
        elif local in _MADE:
            self._add(_MADE[local])
        elif local == "br" and attributes.get(f"{uri}type", "textWrapping") == "textWrapping":
            self._add("\n")

    def end(self, name: str, index: int) -> None:
        """An element ends; its end tag begins at a byte offset."""
        if self._skipping:
            self._skipping -= 1
            return
        local = self._open.pop()
        if local == "r":
            self._in_runs -= 1
        elif local == "pPr":
            self._in_properties -= 1
        elif local == "t" and self._in_text:
            self._in_text = False
            length = self._length - self._before
            self._runs.append(Run(self._before, length, self._content, index, self._preserved))
        elif local == "tc" and self._cells:
            self._cells.pop()
        elif local == "tr" and self._rows:
            self._rows.pop()
        elif local == "p":
            text = "" if self._contents else "".join(self._parts)
            bold = bool(text.strip()) and not self._plain
            cell = self._cells[-1] if self._cells else None
            runs = () if self._contents else tuple(self._runs)
            level = self._level if text.strip() else 0
            self.found.append(Paragraph(len(self.found) + 1, text, runs, level, bold, cell))
            self._new_paragraph()

    def text(self, data: str) -> None:
        """Characters between tags."""
        if self._in_text and not self._skipping:
            self._add(data.translate(_BREAKS))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._plain = self._plain or not (self._bold or text.isspace())


def _styles(path: str, data: bytes) -> dict[str, _Style]:
    """The styles of paragraphs by their ids."""
    styles: dict[str, _Style] = {}
    current: list[str] = []

    def start(name: str, attributes: Mapping[str, str], _: int) -> None:
        word = _WORD.match(name)
        local = name[word.end() :] if word else ""
        value = attributes.get(f"{word[0]}val", "") if word else ""
        if word and local == "style":
            current[:] = [attributes.get(f"{word[0]}styleId", "")]
            styles[current[0]] = _Style(None, False, None)
        elif current and local == "name":
            heading = _LEVEL.get().fullmatch(value)
            level = int(heading[1]) + 1 if heading else 1 if value.lower() == "title" else None
            styles[current[0]] = styles[current[0]]._replace(level=level, contents=value.lower().startswith("toc "))
        elif current and local == "basedOn":
            styles[current[0]] = styles[current[0]]._replace(based_on=value)
        elif current and local == "outlineLvl" and value.isdigit() and styles[current[0]].level is None:
            styles[current[0]] = styles[current[0]]._replace(level=int(value) + 2 if int(value) < 9 else 0)

    _parse(path, data, start, None, None)
    return styles


def _resolved(styles: Mapping[str, _Style], name: str) -> tuple[int, bool]:
    """The level of a style's heading (0 for none), and whether it is that of a table of contents."""
    for _ in range(_DEEPEST_STYLE):
        style = styles.get(name)
        if style is None:
            break
        if style.contents or style.level is not None:
            return style.level or 0, style.contents
        name = style.based_on or ""
    return 0, False


def _parse(path: str, data: bytes, start: _Start, end: _End | None, text: Callable[[str], None] | None) -> None:
    """Read XML of UTF-8. Raises InputError where it is broken, of another encoding, or declares entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise InputError("the document declares XML entities, which no Office program does", Place(path))

    def declared(_: str, encoding: str | None, __: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise InputError("the document's XML is not UTF-8", Place(path), "save it anew")

    parser.StartDoctypeDeclHandler = refuse
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = lambda name, attributes: start(name, attributes, parser.CurrentByteIndex)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name, parser.CurrentByteIndex)
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"the document is damaged: {expat.ErrorString(error.code)}"
        raise InputError(message, Place(path)) from None
