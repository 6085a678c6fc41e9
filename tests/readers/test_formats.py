"""Which format a file has: forced, by its ending, by its first bytes."""

from __future__ import annotations

from io import BytesIO

import pytest

from outreachlint.errors import InputError
from outreachlint.readers.formats import BY_ENDING, FORMATS, ending_of, format_of


@pytest.mark.parametrize(("ending", "name"), [(ending, each.name) for each in FORMATS for ending in each.endings])
def test_the_ending_decides(ending: str, name: str) -> None:
    assert format_of(f"drafts/Note{ending.upper()}", BytesIO(b"Hi")).name == name


def test_an_unknown_ending_is_plain_text() -> None:
    assert format_of("drafts/note.draft", BytesIO(b"Hi")).name == "text"
    assert format_of("note", BytesIO(b"")).name == "text"


def test_what_is_asked_for_wins() -> None:
    assert format_of("note.txt", BytesIO(b"Hi"), "jsonl").name == "jsonl"


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("logo.png", b"\x89PNG\r\n\x1a\n", "a PNG image"),
        ("offer.pdf", b"%PDF-1.7", "a PDF"),
        ("renamed.txt", b"PK\x03\x04", "a ZIP archive"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1", "an old Office file, or an encrypted one"),
        ("thing", b"a\0b", "binary"),
    ],
)
def test_a_binary_file_is_refused_by_its_name_and_kind(path: str, data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        format_of(path, BytesIO(data))
    assert str(caught.value).startswith(f"{path}: the file is {said}, no format that is read (--format forces one of")


def test_the_file_is_left_at_its_start() -> None:
    file = BytesIO(b"Hi Ann")
    format_of("a.txt", file)
    assert file.read() == b"Hi Ann"


@pytest.mark.parametrize(("path", "ending"), [("a.b/note", ""), ("a\\b.c\\note.MD", ".md"), (".txt", ".txt")])
def test_the_ending_is_that_of_the_name(path: str, ending: str) -> None:
    assert ending_of(path) == ending


def test_no_ending_belongs_to_two_formats() -> None:
    assert len(BY_ENDING) == sum(len(each.endings) for each in FORMATS)
