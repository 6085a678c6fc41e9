"""Which format a file has: by `--format`, by its ending, by what it begins with."""

from __future__ import annotations

from typing import BinaryIO

from outreachlint.errors import InputError, Place
from outreachlint.records import NamedTuple

SNIFFED = 4096
"""How many bytes of a file are looked at to tell what it is."""


class Format(NamedTuple):
    """A format by the name that `--format` knows.

    `module` reads it: whole and decoded by `read(source, defaults)`, or where `binary` from the open file by
    `read_bytes(path, file, defaults)`. `drafts` says whether a file with such an ending is surely one of drafts; of the
    others those without a message are passed over when a folder is walked.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    doc: str
    binary: bool = False
    drafts: bool = False


FORMATS: tuple[Format, ...] = (
    Format("text", (".txt",), "plain", "plain text, one message or several with separators", drafts=True),
    Format("markdown", (".md", ".markdown"), "markdown", "Markdown, one message or a catalogue", drafts=True),
    Format("jsonl", (".jsonl", ".ndjson"), "jsonl", "JSON Lines, a message a record"),
    Format("json", (".json",), "json_", "JSON: campaigns of Smartlead and Instantly, records, or by a field map"),
    Format("yaml", (".yaml", ".yml"), "yaml_", "YAML: campaigns, records, or by a field map"),
    Format("html", (".html", ".htm"), "html_", "HTML mail, one message"),
    Format("mail", (".eml",), "mail", "a mail as it is sent or saved", binary=True, drafts=True),
    Format("mbox", (".mbox",), "mbox", "a mailbox file", binary=True, drafts=True),
    Format("csv", (".csv", ".tsv"), "csv_", "a table, a message a cell; LinkedIn's export", binary=True),
    Format("xlsx", (".xlsx", ".xlsm"), "xlsx", "a workbook, a message a cell", binary=True),
    Format("docx", (".docx",), "docx", "a Word document", binary=True, drafts=True),
)
"""Every format, in the order of the documentation."""

BY_NAME = {each.name: each for each in FORMATS}
BY_ENDING = {ending: each for each in FORMATS for ending in each.endings}

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, or an encrypted one"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def ending_of(path: str) -> str:
    """The ending of a path, lower case with its dot; empty where it has none."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return name[name.rfind(".") :].lower() if "." in name else ""


def format_of(path: str, file: BinaryIO, forced: str | None = None) -> Format:
    """The format of an open file, which is left at its start.

    `forced` is the name of one. Without it the ending decides; a file with another ending is plain text, InputError
    where its bytes are none.
    """
    if forced is not None:
        return BY_NAME[forced]
    known = BY_ENDING.get(ending_of(path))
    if known is not None and known.binary:
        return known
    head = file.read(SNIFFED)
    file.seek(0)
    kind = _kind(head)
    if kind is None and known is None and b"\0" in head and not head.startswith(_UTF16):
        kind = "binary"
    if kind is not None:
        names = ", ".join(each.name for each in FORMATS)
        raise InputError(f"the file is {kind}, no format that is read", Place(path), f"--format forces one of {names}")
    return known or BY_NAME["text"]


def _kind(head: bytes) -> str | None:
    """What a file is that begins with these bytes, None where it may be text."""
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
