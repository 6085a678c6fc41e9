"""Which column holds what."""

from __future__ import annotations

import pytest

from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.readers.columns import Columns, TextColumn, find_columns, fold_name

HEADER = Place("t.csv", 1, 1)


def columns(header: str, **fields: str) -> Columns:
    """The columns of a header, its names divided by commas; in a field several names are divided by `+`."""
    named = {key: tuple(names.split("+")) for key, names in fields.items()}
    return find_columns(header.split(","), named, HEADER)


def texts(header: str, **fields: str) -> list[str]:
    return [column.name for column in columns(header, **fields).texts]


@pytest.mark.parametrize(
    "name",
    [
        "message", "Message", "BODY", "text", "content", "connection_note", "Connection Note", "followup_message",
        "Follow-up message", "follow_up", "email_body", "E-mail body", "InMail", "messaggio", "Corpo", "Testo del messaggio",
        "nota", "note", "mensaje", "Cuerpo del correo", "Nachricht", "texte", "Corps du message", "Nachrichtentext", "mensagem",
        "conteúdo", "Message 2", "message_1", "Nota d'invito", "contenido", "Relance", "Inhalt",
    ],
)  # fmt: skip
def test_messages_are_found_by_usual_names_in_six_languages(name: str) -> None:
    assert texts(f"Company,{name},Remarks") == [name]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ID", "id"), ("message id", "id"), ("lang", "lang"), ("Language", "lang"), ("Lingua", "lang"), ("Sprache", "lang"),
        ("channel", "channel"), ("Canale", "channel"), ("touch", "touch"), ("Étape", "touch"), ("step", "touch"),
        ("Relationship", "relationship"), ("relación", "relationship"),
    ],
)  # fmt: skip
def test_other_columns_are_found_too(name: str, key: str) -> None:
    assert columns(f"body,{name}").facts == {key: 1}


@pytest.mark.parametrize("name", ["to", "Recipient", "name", "Full name", "Destinatario", "Empfänger"])
def test_so_is_the_recipient(name: str) -> None:
    assert columns(f"body,{name}").to == 1


@pytest.mark.parametrize("name", ["Subject", "subject line", "Oggetto", "Asunto", "Objet", "Betreff", "Assunto"])
def test_a_subject_belongs_to_the_messages_beside_it_but_to_no_connection_note(name: str) -> None:
    body, note = columns(f"{name},body,connection_note").texts
    assert (body.subject, note.subject) == (0, None)


def test_a_number_may_stand_inside_a_name() -> None:
    first, second = columns("Email 1 Subject,Email 1 Body,Email 2 Subject,Email 2 Body").texts
    assert (first.column, first.channel, first.touch, first.subject) == (1, "email", 1, 0)
    assert (second.column, second.channel, second.touch, second.subject) == (3, "email", 2, 2)


def test_what_is_not_known_is_the_users_own() -> None:
    found = columns("body,plan,purpose,consent,First name,subject to change,channl,")
    assert found.facts == {}
    assert found.to is None
    assert found.texts == (TextColumn(0, "body"),)
    assert found.names[-1] == "column 8"


@pytest.mark.parametrize(
    ("name", "channel", "touch"),
    [
        ("connection_note", "connection-note", None),
        ("note", "connection-note", None),
        ("followup_message", None, 2),
        ("Follow-up 2", None, 3),
        ("message 3", None, 3),
        ("email_body_2", "email", 2),
        ("inmail", "inmail", None),
        ("text", None, None),
    ],
)
def test_a_name_may_imply_channel_and_touch(name: str, channel: str | None, touch: int | None) -> None:
    (column,) = columns(name).texts
    assert (column.channel, column.touch) == (channel, touch)


def test_messages_of_a_sequence_have_their_own_subjects() -> None:
    found = columns("subject_1,body_1,subject_2,body_2,followup_subject").texts
    assert [(column.name, column.touch, column.subject) for column in found] == [("body_1", 1, 0), ("body_2", 2, 2)]
    assert [column.subject for column in columns("subject,body_1,body_2").texts] == [0, 0]
    assert [column.subject for column in columns("subject_1,body").texts] == [0]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("message,note", ["message"]),
        ("connection_note,note", ["connection_note"]),
        ("note,followup", ["note", "followup"]),
        ("nota", ["nota"]),
    ],
)
def test_a_note_beside_messages_is_a_remark(header: str, found: list[str]) -> None:
    assert texts(header) == found


def test_the_configuration_names_columns_in_its_own_words() -> None:
    found = columns(
        "First  touch,Second touch,Titolo,Stato", text="first touch+SECOND_TOUCH", subject="Titolo", ready="stato"
    )
    assert [(column.column, column.subject) for column in found.texts] == [(0, 2), (1, 2)]
    assert found.facts == {"ready": 3}


def test_names_that_the_configuration_gives_are_the_only_ones() -> None:
    assert texts("a,message", text="a") == ["a"]
    assert columns("a,lang,language", text="a", lang="language").facts == {"lang": 2}


def test_a_configured_note_is_a_connection_note_still() -> None:
    assert columns("message,note", text="note").texts == (TextColumn(1, "note", "connection-note"),)


def test_a_table_without_messages_is_an_error_that_lists_its_columns_and_says_what_to_do() -> None:
    with pytest.raises(NoMessageError) as raised:
        columns("Name,E-mail,Company")
    assert str(raised.value) == (
        "t.csv:1:1: no column has a usual name of messages; the columns are Name, E-mail, Company "
        '(name it in the configuration, such as fields = { text = "COLUMN" })'
    )


def test_a_configured_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(NoMessageError, match="no column is called `Mesage`; the columns are Name, Message") as raised:
        columns("Name,Message", text="Mesage")
    assert raised.value.hint == "did you mean `Message`?"
    with pytest.raises(InputError, match="no column is called `Stato`") as other:
        columns("Name,Message", ready="Stato")
    assert not isinstance(other.value, NoMessageError)
    assert other.value.hint == "`fields` in the configuration names it for `ready`"


def test_a_thousand_columns_are_not_all_listed() -> None:
    with pytest.raises(NoMessageError, match="x18, x19 and 980 more"):
        columns(",".join(f"x{number}" for number in range(1000)))


def test_names_fold_to_letters_and_digits() -> None:
    assert fold_name(" E-Mail_BODY (2) ") == "emailbody2"
    assert fold_name("Conteúdo") == "conteudo"
    assert fold_name("Empfänger") == "empfanger"
    assert fold_name("メッセージ") != ""
