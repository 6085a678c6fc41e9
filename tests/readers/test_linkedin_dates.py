"""The dates of LinkedIn's export."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.linkedin_dates import parse_date


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-03-05 10:22:31 UTC", (2024, 3, 5, 10, 22, 31)),
        ("2024-03-05T10:22:31Z", (2024, 3, 5, 10, 22, 31)),
        ("2024-03-05T10:22:31.250+02:00", (2024, 3, 5, 8, 22, 31)),
        ("2024-03-05 10:22 -0130", (2024, 3, 5, 11, 52, 0)),
        ("2024/03/05, 10:22:31", (2024, 3, 5, 10, 22, 31)),
        ("2024-03-05", (2024, 3, 5, 0, 0, 0)),
        ("3/5/24, 10:22 AM", (2024, 3, 5, 10, 22, 0)),
        ("3/5/24, 12:05 AM", (2024, 3, 5, 0, 5, 0)),
        ("3/5/2024, 12:05 pm", (2024, 3, 5, 12, 5, 0)),
        ("3/5/24, 10:22\u202fPM", (2024, 3, 5, 22, 22, 0)),
        ("25/3/24 10:22", (2024, 3, 25, 10, 22, 0)),
        ("12/31/23", (2023, 12, 31, 0, 0, 0)),
    ],
)
def test_a_date_is_read_in_utc(text: str, meant: tuple[int, int, int, int, int, int]) -> None:
    assert parse_date(text) == datetime(*meant, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13-05", "31/31/24", "0001-01-01 00:00 +02:00", "2024-03-05 25:00"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(st.sampled_from("0123456789/-:, TZUC+APM"), max_size=30))
def test_no_text_makes_it_fail(text: str) -> None:
    parse_date(text)


@given(st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(timezone.utc)))
def test_what_python_writes_is_read_back(when: datetime) -> None:
    when = when.replace(microsecond=0)
    assert parse_date(when.isoformat()) == when
    assert parse_date(f"{when:%Y-%m-%d %H:%M:%S} UTC") == when
