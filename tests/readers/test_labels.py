"""What headings and labels say of a message."""

from __future__ import annotations

import pytest

from outreachlint.readers import labels


@pytest.mark.parametrize(
    "title",
    [
        "Tips", "✅ When to use", "**Notes**", "1. Overview", "Best practices", "Why it works", "Note: for alumni",
        "Quando usarla", "Consigli", "Cuándo usarlo", "Conseils", "Quand l'utiliser", "Hinweise", "Dicas",
    ],
)  # fmt: skip
def test_headings_of_notes(title: str) -> None:
    assert labels.is_note(title)


@pytest.mark.parametrize("title", ["Note 2", "Connection note", "Template 1", "Notes on Leeds", "Tipping point", "Ann"])
def test_other_headings_are_not(title: str) -> None:
    assert not labels.is_note(title)


@pytest.mark.parametrize(
    ("titles", "channel"),
    [
        (["Template 1: connection request (generic)", "Connection request + follow-up templates"], "connection-note"),
        (["Shared interest", "LinkedIn Connection Request Templates"], "connection-note"),
        (["Template 2", "Connection request messages"], "connection-note"),
        (["Richiesta di collegamento"], "connection-note"),
        (["Kontaktanfrage"], "connection-note"),
        (["Demande de mise en relation"], "connection-note"),
        (["Cold InMail"], "inmail"),
        (["E-mail 2"], "email"),
        (["Correo electrónico"], "email"),
        (["Post nel gruppo"], "group-post"),
        (["DM to a founder"], "message"),
    ],
)
def test_headings_name_a_channel(titles: list[str], channel: str) -> None:
    assert labels.channel(titles) == channel


@pytest.mark.parametrize(
    "titles",
    [
        ["E-mail or DM"],
        ["E-mail after the connection request"],
        ["Without a connection note"],
        ["Follow-up 2", "Connection requests"],
        ["Message 1", "InMail templates"],
        ["Template 3: after the talk", "Connection requests + follow-ups"],
        ["Shared interest"],
        [],
    ],
)
def test_an_unsure_heading_names_none(titles: list[str]) -> None:
    assert labels.channel(titles) is None


@pytest.mark.parametrize(
    ("title", "touch"),
    [
        ("Follow-up 1", 2),
        ("Follow-Up #2 (day 7)", 3),
        ("Template 5: Second follow-up", 3),
        ("Primo sollecito", 2),
        ("Relance 2", 3),
        ("Touch 3", 3),
        ("Follow-up", None),
        ("Comment follow-up", None),
        ("Follow-up 1 after the accepted connection", None),
        ("E-mail 3", None),
    ],
)
def test_headings_name_a_touch(title: str, touch: int | None) -> None:
    assert labels.touch(title) == touch


@pytest.mark.parametrize(
    ("line", "words", "rest"),
    [
        ("**Timing:** two days", "Timing", "two days"),
        ("**Short note (300)**", "Short note (300)", ""),
        ("- **Body**: Hi", "Body", "Hi"),
        ("Body: Hi", "Body", "Hi"),
    ],
)
def test_a_label_begins_a_line(line: str, words: str, rest: str) -> None:
    found = labels.label(line)
    assert found is not None
    assert (found.words, line[found.end :]) == (words, rest)


@pytest.mark.parametrize("line", ["**Bold** text goes on", "Hi Ann, so: this", "### Tip", "plain text", ""])
def test_a_line_without_a_label(line: str) -> None:
    assert labels.label(line) is None
