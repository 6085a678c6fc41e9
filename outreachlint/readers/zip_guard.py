"""Whether an Office file may be unpacked: no bomb, no password, no XML that defines entities."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from outreachlint.errors import InputError, Place
from outreachlint.records import NamedTuple

MAX_UNPACKED = 200 * 1024 * 1024
"""The most bytes of all members together, unpacked. A sheet of 100,000 messages has about 60 MB."""

MAX_RATIO = 200
"""How many times larger than packed a member of more than RATIO_FROM bytes may be. Text is 5 to 20 times larger."""

RATIO_FROM = 10 * 1024 * 1024
MAX_MEMBERS = 10_000

MAX_TAGS = 10_000_000
"""The most tags of all members together: 2.5 million cells. Each takes time to read."""

MAX_TOGETHER = 500_000
"""The most tags of what is read at once where a file is read part by part. Each takes memory until the part ends."""

_CHUNK = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def open_office(path: str, file: BinaryIO, kind: str, *, part: re.Pattern[bytes] | None = None) -> zipfile.ZipFile:
    """The archive of an Office file that is safe to read; `kind` is what to call it (`workbook`).

    `part` matches the start of what is read by itself (a row). All of the file is unpacked once, a piece at a time. It
    is left open. Raises InputError.
    """
    head = file.read(len(_OLE))
    file.seek(0)
    if head == _OLE:
        raise InputError(
            f"the {kind} is locked with a password, or in the old format", Place(path), "save it anew without"
        )
    try:
        archive = zipfile.ZipFile(file)
        _check_sizes(path, archive, kind)
        tags = 0
        for member in archive.infolist():
            found = _check_member(path, archive, member, kind, part)
            tags += found.all
            if tags > MAX_TAGS or (part is not None and found.together > MAX_TOGETHER):
                raise InputError(f"the {kind} has too many XML tags in {member.filename}", Place(path), "split it")
    except InputError:
        raise
    except Exception as error:  # zipfile and zlib raise a dozen kinds for broken archives
        raise InputError(f"the file is no {kind}, or damaged: {_first_line(error)}", Place(path)) from None
    return archive


def _check_sizes(path: str, archive: zipfile.ZipFile, kind: str) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError(f"the {kind} has {len(members):,} members; at most {MAX_MEMBERS:,} are read", Place(path))
    size = sum(member.file_size for member in members)
    if size > MAX_UNPACKED:
        limit = MAX_UNPACKED // 1024 // 1024
        message = f"the {kind} has {size / 1024 / 1024:,.0f} MB unpacked; at most {limit} MB are read"
        raise InputError(message, Place(path), "split it")
    for member in members:
        if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise InputError(
                f"the {kind} is packed like a bomb: {member.filename} grows more than {MAX_RATIO} times", Place(path)
            )
        if member.flag_bits & 1:
            raise InputError(f"the {kind} is locked with a password", Place(path), "save it without")
        if member.compress_type not in _METHODS:
            raise InputError(f"the {kind} is packed in a way that Office does not use", Place(path), "save it anew")


class _Tags(NamedTuple):
    """How many tags a member has, in all and in its largest part."""

    all: int
    together: int


def _check_member(
    path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: str, part: re.Pattern[bytes] | None
) -> _Tags:
    """The tags of a member, so far as there are not too many. Raises InputError for XML that declares entities."""
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    tags = current = together = 0
    before = b""
    with archive.open(member) as stream:
        while True:
            chunk = stream.read(_CHUNK)
            if not chunk or tags > MAX_TAGS or (part is not None and together > MAX_TOGETHER):
                return _Tags(tags, together)
            tags += chunk.count(b"<")
            at = 0
            for start in part.finditer(chunk) if part is not None else ():
                together = max(together, current + chunk.count(b"<", at, start.start()))
                current, at = 0, start.start()
            current += chunk.count(b"<", at)
            together = max(together, current)
            if is_xml:
                if b"\0" in chunk:
                    raise InputError(f"{member.filename} in the {kind} is not UTF-8", Place(path), "save it anew")
                if any(word in before + chunk for word in _DECLARATIONS):
                    raise InputError(
                        f"{member.filename} in the {kind} declares XML entities, which no Office program does",
                        Place(path),
                    )
                before = chunk[-len(_DECLARATIONS[0]) :]


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
