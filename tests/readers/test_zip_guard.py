"""Office files that may not be unpacked."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest

from outreachlint.errors import InputError
from outreachlint.readers import zip_guard
from outreachlint.readers.zip_guard import open_office
from tests.readers.workbooks import packed

PART = re.compile(rb"<p>")
GOOD = packed({"word/document.xml": b"<d><p>One</p><p>Two</p></d>", "word/media/image.png": b"<!DOCTYPE\0"})


def refused(data: bytes, part: re.Pattern[bytes] | None = None) -> str:
    with pytest.raises(InputError) as raised:
        open_office("d.docx", io.BytesIO(data), "document", part=part)
    return str(raised.value)


def test_a_sound_file_is_opened_and_stays_open() -> None:
    file = io.BytesIO(GOOD)
    with open_office("d.docx", file, "document") as archive:
        assert archive.read("word/document.xml").startswith(b"<d>")
    assert not file.closed


@pytest.mark.parametrize("data", [b"", b"text", GOOD[:-30], GOOD[:20] + b"\xff" * 20 + GOOD[40:]])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert refused(data).startswith("d.docx: the file is no document, or damaged: ")


def test_the_old_format_and_encrypted_files_are_refused() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).startswith(
        "d.docx: the document is locked with a password, or in the old format"
    )
    at = GOOD.index(b"PK\x01\x02")
    locked = GOOD[: at + 8] + b"\x01" + GOOD[at + 9 :]
    assert refused(locked) == "d.docx: the document is locked with a password (save it without)"


def test_a_member_packed_in_another_way_is_refused() -> None:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x", b"x")
    assert refused(out.getvalue()) == "d.docx: the document is packed in a way that Office does not use (save it anew)"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "declares XML entities, which no Office program does"),
        (b"<x/>" + b" " * (1024 * 1024 - 8) + b"<!ENTITY", "declares XML entities, which no Office program does"),
        ("<x/>".encode("utf-16"), "is not UTF-8 (save it anew)"),
    ],
)
def test_xml_that_could_do_harm_is_refused(xml: bytes, said: str) -> None:
    assert refused(packed({"word/x.xml": xml})) == f"d.docx: word/x.xml in the document {said}"


def test_a_bomb_is_refused_at_once() -> None:
    bomb = packed({"word/x.xml": b" " * (zip_guard.RATIO_FROM + 1)})
    started = time.process_time()
    assert refused(bomb) == "d.docx: the document is packed like a bomb: word/x.xml grows more than 200 times"
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("MAX_UNPACKED", "d.docx: the document has 0 MB unpacked; at most 0 MB are read (split it)"),
        ("MAX_TAGS", "d.docx: the document has too many XML tags in word/document.xml (split it)"),
    ],
)
def test_what_is_too_large_is_refused(limit: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, limit, 5)
    assert refused(GOOD) == said


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MAX_MEMBERS", 1)
    assert refused(GOOD) == "d.docx: the document has 2 members; at most 1 are read"


def test_tags_are_counted_part_by_part_where_parts_are_read_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MAX_TOGETHER", 5)
    many = packed({"x.xml": b"<d>" + b"<p>One</p>" * 100 + b"</d>"})
    open_office("d.docx", io.BytesIO(many), "document").close()
    open_office("d.docx", io.BytesIO(many), "document", part=PART).close()
    one = packed({"x.xml": b"<d><p>" + b"<i/>" * 100 + b"</p></d>"})
    assert refused(one, PART) == "d.docx: the document has too many XML tags in x.xml (split it)"
