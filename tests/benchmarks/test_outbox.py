"""The benchmark of the outbox: its file is the same every time and is what LinkedIn exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.outbox import Row, report, write
from outreachlint.readers import Defaults, read
from outreachlint.readers.facts import Reading


def test_the_file_is_the_same_every_time_and_read_whole(tmp_path: Path) -> None:
    write(tmp_path / "messages.csv", 300)
    write(tmp_path / "again.csv", 300)

    data = (tmp_path / "messages.csv").read_bytes()
    assert data == (tmp_path / "again.csv").read_bytes()
    found = list(read("messages.csv", data, Defaults(reading=Reading(sent=True))))
    assert not [each for each in found if isinstance(each, Exception)]
    assert 200 < len(found) < 300


@pytest.mark.parametrize(
    ("busy", "peak", "missed"),
    [
        (12.0, 299.0, []),
        (12.1, 299.0, ["audit takes more than 1.2 times as long a row"]),
        (12.0, 301.0, ["more than 300"]),
    ],
)
def test_a_bar_that_is_missed_is_said(
    busy: float, peak: float, missed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = report({"audit": [Row("audit", 1_000, 9.0, 1.0, 90.0), Row("audit", 10_000, 9.0, busy, peak)]})

    out = capsys.readouterr().out
    assert code == bool(missed)
    assert all(text in out for text in missed)
    assert ("MISSED" in out) is bool(missed)
