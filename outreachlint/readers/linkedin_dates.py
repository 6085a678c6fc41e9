"""The dates of LinkedIn's export."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

_ISO = re.compile(
    r"(\d{4})[-/](\d\d?)[-/](\d\d?)"
    r"(?:[T ,]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(?:Z|UTC|GMT|(?P<sign>[+-])(?P<h>\d\d):?(?P<m>\d\d))?)?",
    re.I,
)
_US = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}|\d\d),?(?:\s+(\d\d?):(\d\d)(?::(\d\d))?\s*(?P<half>[AP]M)?)?", re.I)


def parse_date(text: str) -> datetime | None:
    """The time that the export means, in UTC where it names no zone; None where it is no date.

    `2024-03-05 10:22:31 UTC`, ISO 8601, and `3/5/24, 10:22 AM` with the month first (the day, where it is above 12).
    """
    text = " ".join(text.split())
    match = _ISO.fullmatch(text)
    try:
        if match is not None:
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
            offset = timedelta(hours=int(match["h"] or 0), minutes=int(match["m"] or 0))
            zone = timezone(-offset if match["sign"] == "-" else offset)
            return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(timezone.utc)
        match = _US.fullmatch(text)
        if match is None:
            return None
        month, day, year, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        if month > 12:
            month, day = day, month
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].upper() == "PM" else 0)
        return datetime(year + 2000 if year < 100 else year, month, day, hour, minute, second, tzinfo=timezone.utc)
    except (ValueError, OverflowError):
        return None
