"""Which member of a workbook's archive is which sheet."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from outreachlint.records import NamedTuple

_ID = "}id"


class Parts(NamedTuple):
    """The members with the sheets, by sheet name, and the one with the shared strings, None where there are none."""

    sheets: dict[str, str]
    strings: str | None


def find_parts(archive: zipfile.ZipFile) -> Parts:
    """The parts of a workbook. Raises KeyError and ElementTree's ParseError where it is damaged."""
    workbook = next(target for kind, _, target in _related(archive, "") if kind == "officeDocument")
    related = {identity: (kind, target) for kind, identity, target in _related(archive, workbook)}
    sheets = {}
    for element in _parse(archive, workbook).iter():
        if element.tag.endswith("}sheet"):
            identity = next((value for key, value in element.attrib.items() if key.endswith(_ID)), "")
            kind, target = related.get(identity, ("", ""))
            if kind == "worksheet":
                sheets[element.attrib.get("name", "")] = target
    strings = next((target for kind, target in related.values() if kind == "sharedStrings"), None)
    return Parts(sheets, strings)


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and member of what a part refers to; the empty part is the package."""
    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{name}.rels")
    for element in _parse(archive, member):
        kind = element.attrib.get("Type", "").rpartition("/")[2]
        target = element.attrib.get("Target", "")
        where = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield kind, element.attrib.get("Id", ""), where


def _parse(archive: zipfile.ZipFile, member: str) -> Element:
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(archive.read(member))
    return root
