"""What counts as quoted."""

from __future__ import annotations

import pytest

from outreachlint.text.quotes import quoted_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "we help firms" and left', ['"we help firms"']),
        ("«come d'accordo» diceva", ["«come d'accordo»"]),
        ("“last chance”, they wrote, “act now”", ["“last chance”", "“act now”"]),
        ("„nur heute“ stand da", ["„nur heute“"]),
        ("'We're both in it' is how it began", ["'We're both in it'"]),
        ("‘we’re in’ he said", ["‘we’re in’"]),
        ('one "two\nthree" four', ['"two\nthree"']),
        ('one "two\n\nthree" four', []),
        ("don't you and the clients' cousin", []),
        ("perche' no, e' vero", []),
        ('a 5" pipe and a 6" pipe', []),
        ("no signs at all", []),
    ],
)
def test_quoted_spans(text: str, quoted: list[str]):
    assert [span.of(text) for span in quoted_spans(text)] == quoted


@pytest.mark.parametrize("text", ['"' * 50_000, "'a" * 50_000, "«a " * 50_000, '"' + "a" * 100_000])
def test_time_is_linear(text: str):
    quoted_spans(text)
