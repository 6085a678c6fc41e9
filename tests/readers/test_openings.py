"""How messages begin, and what only looks like it."""

from __future__ import annotations

import pytest

from outreachlint.readers.openings import greets, subject_label, thanks


@pytest.mark.parametrize(
    "line",
    [
        "Hi {{first_name}},",
        "Hi [Name]—your talk",
        "Hey {{first_name}} saw your post",
        "Hello",
        "Dear Dr. Rossi,",
        "Gentile dott.ssa Rossi,",
        "Gent.ma Anna,",
        "Buon pomeriggio a tutti",
        "Hola Marta, ¿qué tal?",
        "¡Hola Marta!",
        "Bonjour à tous !",
        "Sehr geehrte Frau Voss,",
        "Liebe Anna,",
        "Olá [Nome],",
        "{Hi|Hello} {{first_name}},",
        "{{RANDOM | Hi | Hello}} {{first_name}}",
        "**Hi Ann,**",
        '"Hi [Name], I saw',
        "> Hi Ann",
        "[Name],",
        "{{first_name}} — one thing",
        "%FIRSTNAME%, hello",
        "Ann,",
        "Anna Maria,",
    ],
)
def test_greetings_and_names_begin_a_message(line: str) -> None:
    assert greets(line)


@pytest.mark.parametrize(
    "line",
    [
        "Buenas prácticas para LinkedIn:",
        "Care homes are short of nurses",
        "Liebe zum Detail ist",
        "Hi-res photos, please",
        "Hello world programs are many and varied in the nature of things",
        "Saw your post",
        "[the table](https://example.org) is",
        "[ ] a task, done",
        "{{first_name}} is a tag",
        "Use it on Tuesday, then",
        "The rest,",
        "Cheers,",
        "Yours,",
        "Best Regards,",
        "Grazie Mille,",
        "Cordialement,",
        "**Thanks,**",
        "",
    ],
)
def test_other_lines_do_not(line: str) -> None:
    assert not greets(line)


@pytest.mark.parametrize(
    "line", ["Thanks for connecting!", "Grazie per il collegamento", "Vielen Dank für", "Merci de"]
)
def test_thanks_begin_a_message_without_a_greeting(line: str) -> None:
    assert thanks(line)
    assert not thanks("No " + line)


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("Subject: Table 3", "Table 3"),
        ("**Subject:** Table 3", "Table 3"),
        ("**Oggetto**: «Tabella 3»", "Tabella 3"),
        ("*Objet :* Tableau 3", "Tableau 3"),
        ("- **Asunto:** Tabla 3 ", "Tabla 3"),
        ("📧 **Betreff:** `Tabelle 3`", "Tabelle 3"),
        ("Subject line: “Table 3”", "Table 3"),
        ("**Subject (A):** Table 3", "Table 3"),
        ("Subject B: Table 3", "Table 3"),
        ("**Subject:** **Table** and **3**", "**Table** and **3**"),
        ("**Subject:**", ""),
        ("**Subject:** (no subject, it is a note)", ""),
        ("**Betreff:** (keiner)", ""),
        ("Subject: N/A", ""),
    ],
)
def test_the_subject_behind_a_label(line: str, subject: str) -> None:
    span = subject_label(line)
    assert span is not None
    assert span.of(line) == subject


@pytest.mark.parametrize(
    "line",
    [
        "Subject lines that work",
        "the subject: x",
        "Subjects: x",
        "`Subject:` is a label",
        "**Subject: all bold**",
        "Re: x",
    ],
)
def test_what_is_no_subject_label(line: str) -> None:
    assert subject_label(line) is None
