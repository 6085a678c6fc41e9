"""The unified diff: what `patch` and people read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.fixes.diff import by_address, unified

NO_END = "\\ No newline at end of file"
LINES = st.lists(st.sampled_from(["a", "b", "c", "d\r", ""]), max_size=30)


def test_a_changed_line_is_shown_with_three_around_it() -> None:
    before = "".join(f"{number}\n" for number in range(1, 11))

    assert list(unified("a.txt", before, before.replace("5", "five"))) == [
        "--- a.txt",
        "+++ a.txt",
        "@@ -2,7 +2,7 @@",
        " 2",
        " 3",
        " 4",
        "-5",
        "+five",
        " 6",
        " 7",
        " 8",
    ]


def test_equal_texts_have_no_diff() -> None:
    assert list(unified("a.txt", "a\n", "a\n")) == []


def test_a_last_line_without_its_end_is_said() -> None:
    assert list(unified("a", "x", "y"))[2:] == [
        "@@ -1 +1 @@",
        "-x",
        "\\ No newline at end of file",
        "+y",
        "\\ No newline at end of file",
    ]


def patched(before: str, lines: list[str]) -> str:
    """The text with a diff made, as `patch` does, each line of it checked."""
    old, new, at = before.split("\n"), "", 0
    for number, line in enumerate(lines[2:], 2):
        ended = lines[number + 1 : number + 2] != [NO_END]
        if line.startswith("@@"):
            first, _, length = line.split()[1][1:].partition(",")
            start = int(first) if length == "0" else int(first) - 1
            new += "".join(f"{text}\n" for text in old[at:start])
            at = start
        elif line[0] in " -":
            assert old[at] == line[1:]
            assert ended == (at + 1 < len(old))
            at += 1
        if line[0] in " +":
            new += line[1:] + "\n" * ended
    return new + "\n".join(old[at:])


@given(LINES.map("\n".join), LINES.map("\n".join))
def test_made_on_the_old_text_it_gives_the_new_one(before: str, after: str) -> None:
    assert patched(before, list(unified("a", before, after))) == after


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nB\nc\n"),
        ("a\nb\nc", "a\nb\nC"),
        ("a\r\nb!!!\r\n", "a\r\nb!\r\n"),
        ("a\n" * 30 + "b\n" + "a\n" * 30 + "c\n", "a\n" * 30 + "B\n" + "a\n" * 30 + "C\n"),
        ("a\nb\nc\nd\n", "a\nd\n"),
        ("a\nd\n", "a\nb\nc\nd\n"),
        ("one\n", ""),
        ("a\u200bb\n", "ab\n"),
    ],
)
def test_patch_makes_of_the_old_text_the_new_one(tmp_path: Path, before: str, after: str) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(before.encode())
    patch = "".join(f"{line}\n" for line in unified("a.txt", before, after))

    done = subprocess.run(
        ["patch", "--binary", str(target)], input=patch.encode(), capture_output=True, timeout=30, check=False
    )

    assert done.returncode == 0, done.stdout
    assert (target.read_bytes() if target.exists() else b"") == after.encode()


def test_a_long_file_takes_linear_time() -> None:
    before = "".join(f"line {number}!!!\n" for number in range(50_000))

    assert sum(1 for _ in unified("a", before, before.replace("!!!", "!"))) == 100_003


def test_many_lines_that_were_added_are_shown_as_replaced() -> None:
    before = "".join(f"{number}\n" for number in range(5_000))

    assert sum(1 for _ in unified("a", before, before.replace("1", "1\n"))) > 5_000


def test_cells_are_shown_under_their_addresses() -> None:
    before = {"S!A1": "same", "S!B12": "Hi\nAnn!!!"}

    assert list(by_address("b.xlsx", before, {"S!A1": "same", "S!B12": "Hi\nAnn!"})) == [
        "--- b.xlsx",
        "+++ b.xlsx",
        "@@ S!B12 @@",
        " Hi",
        "-Ann!!!",
        "+Ann!",
    ]
    assert list(by_address("b.xlsx", before, before)) == []
