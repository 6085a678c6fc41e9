"""Workbooks for the tests: made with openpyxl, and changed member by member."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with these sheets and rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def loaded(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one member changed, or added where there is none of the name."""
    parts = members(data)
    parts[member] = change(parts.get(member, b""))
    return packed(parts)


def shared(data: bytes) -> bytes:
    """A workbook whose texts are shared strings, as Excel writes them; openpyxl writes them into the cells."""
    strings: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        if match[2] not in strings:
            strings.append(match[2])
        return b'%b t="s"><v>%d</v></c>' % (match[1], strings.index(match[2]))

    parts = members(data)
    for name, xml in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb'(<c r="\w+"(?: s="\d+")?) t="inlineStr"><is>(.*?)</is></c>', share, xml, flags=re.S)
    items = b"".join(b"<si>%b</si>" % each for each in strings)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%b">%b</sst>' % (_MAIN, items)
    types = parts["[Content_Types].xml"]
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % _STRINGS_TYPE
    parts["[Content_Types].xml"] = types.replace(b"</Types>", override)
    related = parts["xl/_rels/workbook.xml.rels"]
    relation = b'<Relationship Type="%b" Target="sharedStrings.xml" Id="rIdS"/></Relationships>' % _STRINGS_RELATION
    parts["xl/_rels/workbook.xml.rels"] = related.replace(b"</Relationships>", relation)
    return packed(parts)


_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
