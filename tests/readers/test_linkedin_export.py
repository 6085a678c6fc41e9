"""LinkedIn's export: drafts, and with --sent what was sent, each with its place in its conversation."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timezone
from pathlib import Path

import pytest

from outreachlint.document import Document, Sent
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers import csv_, linkedin_export
from outreachlint.readers.facts import Defaults, Reading

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"
HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION ARCHIVED"
)
ME, YOU, THEY = "Ada Rossi", "Bruno Bianchi", "Carla Verdi"
INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"


def row(
    thread: str,
    author: str,
    to: str,
    day: int,
    content: str,
    *,
    subject: str = "",
    folder: str = "INBOX",
    draft: str = "No",
) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(
        [thread, "", author, "", to, "", f"2024-03-{day:02d} 10:00:00 UTC", subject, content, folder, "", draft, "No"]
    )
    return out.getvalue()


def export(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def items(text: str | bytes, *, sent: bool = False) -> list[Document | InputError]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(csv_.read_bytes("messages.csv", io.BytesIO(data), Defaults(reading=Reading(sent=sent))))


def messages(text: str | bytes, *, sent: bool = False) -> list[Document]:
    found = items(text, sent=sent)
    assert all(isinstance(each, Document) for each in found), [str(each) for each in found]
    return [each for each in found if isinstance(each, Document)]


def facts(document: Document) -> tuple[str, str, int]:
    context = document.context
    return context.channel.value, context.relationship.value, context.touch.value


TALK = export(
    row("t", ME, YOU, 9, "A draft", draft="Yes"),
    row("t", ME, YOU, 8, "Thank you"),
    row("t", YOU, ME, 7, "Gladly"),
    row("t", ME, YOU, 6, "And again"),
    row("t", ME, YOU, 5, "Hello"),
    row("u", ME, THEY, 4, "Hello Carla"),
)


def test_drafts_alone_are_read_where_nobody_asks_for_what_was_sent() -> None:
    (draft,) = messages(TALK)
    assert draft.text == "A draft"
    assert draft.sent is None
    assert facts(draft) == ("message", "engaged", 2)
    assert draft.context.touch.origin == "conversation"


def test_what_the_owner_sent_comes_in_the_order_of_the_file_with_its_place_in_the_conversation() -> None:
    found = messages(TALK, sent=True)
    assert [(document.text, *facts(document)) for document in found] == [
        ("A draft", "message", "engaged", 2),
        ("Thank you", "message", "engaged", 1),
        ("And again", "message", "connected", 2),
        ("Hello", "message", "connected", 1),
        ("Hello Carla", "message", "connected", 1),
    ]
    assert found[1].sent == Sent("t", datetime(2024, 3, 8, 10, tzinfo=timezone.utc), YOU)


def test_columns_are_found_by_name_whatever_their_order_and_number() -> None:
    header = "CONTENT,FROM,DATE,TO,CONVERSATION ID"
    (found,) = messages(export('"Hello, you",Ada,"3/5/24, 10:22 AM",Bruno,t', header=header), sent=True)
    assert found.text == "Hello, you"
    assert found.sent is not None
    assert found.sent.when == datetime(2024, 3, 5, 10, 22, tzinfo=timezone.utc)


def test_a_subject_is_one_where_it_is_not_empty() -> None:
    (found,) = messages(export(row("t", ME, YOU, 1, "Hello", subject="About tea")), sent=True)
    assert [field.name for field in found.fields] == ["subject", "text"]
    assert found.context.channel.value == "message"


def test_an_inmail_goes_to_a_stranger_until_it_is_answered() -> None:
    text = export(
        row("t", ME, YOU, 1, "Hello", subject="InMail: tea"),
        row("t", ME, YOU, 2, "Well?"),
        row("t", YOU, ME, 3, "Yes"),
        row("t", ME, YOU, 4, "Good"),
        row("u", ME, THEY, 1, "Hi", folder="INMAIL"),
    )
    assert [facts(document) for document in messages(text, sent=True)] == [
        ("inmail", "stranger", 1),
        ("inmail", "stranger", 2),
        ("inmail", "engaged", 1),
        ("inmail", "stranger", 1),
    ]


def test_a_message_without_words_is_a_touch_and_no_message() -> None:
    (found,) = messages(export(row("t", ME, YOU, 1, ""), row("t", ME, YOU, 2, "Hello")), sent=True)
    assert facts(found) == ("message", "connected", 2)


def test_without_a_draft_the_reader_says_what_there_is_to_read() -> None:
    (nothing,) = items(export(row("t", ME, YOU, 1, "Hello"), row("t", ME, YOU, 2, "Well?"), row("t", YOU, ME, 3, "No")))
    assert isinstance(nothing, NoMessageError)
    assert str(nothing) == "messages.csv: this LinkedIn export holds no draft (--sent reads the 2 sent messages)"


def test_an_export_without_any_message_has_nothing_to_hint_at() -> None:
    (nothing,) = items(export())
    assert str(nothing) == "messages.csv: this LinkedIn export holds no draft"
    (nothing,) = items(export(), sent=True)
    assert str(nothing) == "messages.csv: this LinkedIn export holds no message of its owner"


INVITED = export(
    'Ada Rossi,Bruno Bianchi,"3/5/24, 10:22 AM","Hello Bruno",OUTGOING,https://l.example/ada,https://l.example/bruno',
    'Carla Verdi,Ada Rossi,"3/4/24, 10:22 AM","Hello Ada",INCOMING,https://l.example/carla,https://l.example/ada',
    'Ada Rossi,Bruno Bianchi,"2/5/24, 10:22 AM","Hi Bruno",OUTGOING,https://l.example/ada,https://l.example/bruno',
    'Ada Rossi,Dario Neri,"2/4/24, 10:22 AM",,OUTGOING,https://l.example/ada,https://l.example/dario',
    header=INVITATIONS,
)


def test_invitations_are_sent_already_and_read_as_such() -> None:
    again, first = messages(INVITED, sent=True)
    assert (again.text, *facts(again)) == ("Hello Bruno", "connection-note", "stranger", 2)
    assert (first.text, *facts(first)) == ("Hi Bruno", "connection-note", "stranger", 1)
    assert first.sent == Sent(
        "https://l.example/bruno", datetime(2024, 2, 5, 10, 22, tzinfo=timezone.utc), "Bruno Bianchi"
    )
    (nothing,) = items(INVITED)
    assert str(nothing) == "messages.csv: this LinkedIn export holds no draft (--sent reads the 2 sent invitations)"


def test_a_row_that_cannot_be_read_leaves_the_others_and_their_places() -> None:
    text = export(row("t", ME, YOU, 1, "One"), row("t", ME, YOU, 2, "T\0wo"), row("t", ME, YOU, 3, "Three"))
    first, wrong, last = items(text, sent=True)
    assert isinstance(first, Document)
    assert str(wrong).startswith("messages.csv:3:")
    assert isinstance(last, Document)
    assert (last.text, facts(last)[2], last.position(0).line) == ("Three", 2, 4)


@pytest.mark.parametrize("name", ["messages.csv", "Invitations.csv"])
def test_findings_in_the_fixtures_lie_where_they_say(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    text = data.decode("utf-8-sig")
    found = messages(data, sent=True)
    assert len(found) >= 2
    for document in found:
        for field in document.fields:
            for at, char in enumerate(field.text):
                assert text[document.source.base + field.source_offset(at)] == char
        at = document.text.index("caffè")
        position = document.position(at)
        assert text.split("\n")[position.line - 1][position.column - 1 :].startswith("caffè")


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (HEADER, True),
        (INVITATIONS, True),
        ("Conversation ID,From,To,Date,Content", True),
        ("From,To,Message", False),
        ("body", False),
    ],
)
def test_the_export_is_recognised_by_its_columns(header: str, known: bool) -> None:
    assert linkedin_export.recognises(header.split(",")) is known


def test_read_for_itself_a_broken_header_is_its_error() -> None:
    found = list(linkedin_export.read_bytes("m.csv", io.BytesIO(b"a\0b\n"), Defaults()))
    assert [str(each) for each in found] == ["m.csv:1:2: the row holds a NUL character; it is no text"]
