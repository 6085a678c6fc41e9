"""Files made to hurt: a clear message, bounded time and memory, exit code 2, and the other files are still linted."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers import Defaults, read
from tests.conftest import Cli, write

SECONDS = 10
"""How long any of these may take; most take well under one. The machine of a continuous integration is slow."""
FAULTLESS = "Hi Ann, could you introduce me to your boss?\n"


class Hostile(NamedTuple):
    """A file by its ending, what it holds, and what is said of it."""

    ending: str
    data: Callable[[], bytes]
    said: str


def office(member: str, content: bytes, times: int = 1) -> bytes:
    """A ZIP archive as Office writes it, with a member of so many times some bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(member, "w", force_zip64=True) as file:
            for _ in range(times):
                file.write(content)
    return out.getvalue()


def entities() -> bytes:
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE lolz [<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    return "\n".join([*lines, "]>", "<worksheet>&a9;</worksheet>"]).encode()


def mail_of_many_parts() -> bytes:
    head = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    head += b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    part = b"--b\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n"
    return head + part * 10_000 + b"--b--\r\n"


def spin(depth: int) -> bytes:
    return b"Hi Ann, " + b"{a|" * depth + b"b" + b"}" * depth + b" in Leeds.\n"


HOSTILE = {
    "a workbook that is a bomb": Hostile(
        ".xlsx", lambda: office("xl/worksheets/sheet1.xml", b"<c>" + b" " * 1_000_000, 300), "unpacked"
    ),
    "a Word file that is a bomb": Hostile(
        ".docx", lambda: office("word/document.xml", b" " * 1_000_000, 300), "unpacked"
    ),
    "a workbook with entities": Hostile(".xlsx", lambda: office("xl/worksheets/sheet1.xml", entities()), "entities"),
    "a Word file with entities": Hostile(".docx", lambda: office("word/document.xml", entities()), "entities"),
    "an encrypted workbook": Hostile(".xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
    "a workbook that is none": Hostile(".xlsx", lambda: b"hello", "no workbook"),
    "a table with NULs": Hostile(".csv", lambda: b"id,message\n1,Hi\0 Ann\n2,Hi Bob\n", "NUL"),
    "a row that is too long": Hostile(
        ".csv", lambda: b'id,message\n1,"Hi' + b" Ann" * 500_000, "more than 1,000,000 characters"
    ),
    "a table whose quote never closes": Hostile(".csv", lambda: b'id,message\n1,"Hi' + b" Ann" * 50_000, "quote"),
    "a mail with 10,000 parts": Hostile(".eml", mail_of_many_parts, "the mail has no text"),
    "spin text nested 50 deep": Hostile(".txt", lambda: spin(50), "at most 20"),
    "tags that are never closed": Hostile(".txt", lambda: b"Hi Ann, " + b"{{a " * 20_000, "never closed"),
    "a hundred branches": Hostile(
        ".txt", lambda: b"Hi {" + b"|".join(b"n%d" % i for i in range(100)) + b"}", "at most 64"
    ),
    "JSON nested 100,000 deep": Hostile(".json", lambda: b"[" * 100_000, "deep"),
    "YAML nested 100,000 deep": Hostile(".yaml", lambda: b"text: " + b"[" * 100_000, "nesting depth"),
    "YAML with anchors": Hostile(".yaml", lambda: b"a: &a [x, x]\ntext: *a\n", "anchors"),
    "a record nested 100,000 deep": Hostile(".jsonl", lambda: b'{"text": ' + b"[" * 100_000 + b"\n", "deep"),
    "a message of 10 MB": Hostile(".txt", lambda: b"Hi Ann. " * 1_250_000, "at most 100,000"),
    "a Markdown file of 10 MB of quotes": Hostile(".md", lambda: b">" * 10_000_000, ""),
    "a picture": Hostile(".draft", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a PNG image"),
    "no text at all": Hostile(".draft", lambda: b"\0\1\2" * 100, "binary"),
    "half a character": Hostile(".md", lambda: b"Hi \xe8 Ann", "not valid UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_named_and_the_others_are_linted(name: str, cli: Cli) -> None:
    hostile = HOSTILE[name]
    path = f"b{hostile.ending}"
    Path(path).write_bytes(hostile.data())
    write("a.txt", FAULTLESS)
    write("c.txt", FAULTLESS)

    start = time.perf_counter()
    outcome = cli("a.txt", path, "c.txt", "--lang", "en", "--judge", "off", "--output-format", "concise")
    seconds = time.perf_counter() - start

    assert outcome.code == 2
    assert path in outcome.err and "error" in outcome.err
    assert hostile.said in outcome.err
    assert "Traceback" not in outcome.err
    assert [line.partition(":")[0] for line in outcome.out.splitlines() if " OL201 " in line] == ["a.txt", "c.txt"]
    assert seconds < SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 50_000,
        "{% if a %}" * 10_000,
        "{%" * 50_000,
        "{a|" * 30_000,
        "*|IF:A|*" * 12_000,
        "[" * 100_000,
        "<" * 100_000,
        "%" * 100_000,
        "{{a|b}} " * 12_000,
        "Hi {a|b} " * 11_000,
    ],
    ids=lambda text: text[:8].strip(),
)
@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_tags_that_are_never_closed_take_bounded_time(text: str, ending: str, cli: Cli) -> None:
    write(f"b{ending}", f"Hi Ann, {text}\n"[:99_000])
    write("a.txt", FAULTLESS)

    start = time.perf_counter()
    outcome = cli("a.txt", f"b{ending}", "--lang", "en", "--judge", "off", "--output-format", "concise")
    seconds = time.perf_counter() - start

    assert outcome.code in (1, 2)
    assert "OL201" in outcome.out
    assert "Traceback" not in outcome.err
    assert seconds < SECONDS


class Endless(io.RawIOBase):
    """A file of a gigabyte that is made as it is read."""

    def __init__(self, head: bytes, size: int) -> None:
        self.head = head
        self.size = size
        self.at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + {0: 0, 1: self.at, 2: self.size}[whence]
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        count = min(len(buffer), self.size - self.at)
        piece = self.head[self.at : self.at + count]
        buffer[: len(piece)] = piece
        buffer[len(piece) : count] = b"x" * (count - len(piece))
        self.at += count
        return count


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("a.csv", b"id,message\n1,"),
        ("a.txt", b"Hi "),
        ("a.json", b'{"text": "'),
        ("a.eml", b"Subject: x\n\n"),
        ("a.mbox", b"From a Thu Jan  1 00:00:00 2026\nSubject: x\n\n"),
        ("a.html", b"<p>"),
    ],
)
def test_a_line_of_a_gigabyte_is_refused_in_little_memory(path: str, head: bytes) -> None:
    file = io.BufferedReader(Endless(head, 1024**3), 1 << 16)
    tracemalloc.start()
    try:
        start = time.perf_counter()
        found = list(read(path, file, Defaults()))
        seconds = time.perf_counter() - start
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert found and all(isinstance(each, InputError) for each in found), found
    assert path in str(found[0])
    assert peak < 100 * 1024**2
    assert seconds < 6 * SECONDS


def test_a_row_that_is_too_long_costs_only_itself() -> None:
    rows = ["id,message", "1,Hi Ann", "2," + "x" * 2_000_000, "3,Hi Bob"]

    found = list(read("a.csv", "\n".join(rows).encode(), Defaults()))

    assert [type(each) for each in found] == [Document, InputError, Document]
    assert str(found[1]).startswith("a.csv:3:")


def test_a_broken_record_costs_only_itself() -> None:
    lines = [json.dumps({"text": "Hi Ann"}), "{", json.dumps({"text": "Hi Bob"})]

    assert [type(each) for each in read("a.jsonl", "\n".join(lines).encode(), Defaults())] == [
        Document,
        InputError,
        Document,
    ]
