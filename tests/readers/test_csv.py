"""CSV and TSV: a message a cell, with its place in the file, and how text is written there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document, Field
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers import csv_
from outreachlint.readers.facts import Defaults, Reading

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"
WILD = st.text(st.sampled_from('ab",;\n\r "é😀'), max_size=40)


def items(text: str | bytes, defaults: Defaults | None = None) -> list[Document | InputError]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(csv_.read_bytes("t.csv", io.BytesIO(data), defaults or Defaults()))


def messages(text: str | bytes, defaults: Defaults | None = None) -> list[Document]:
    found = items(text, defaults)
    assert all(isinstance(each, Document) for each in found), [str(each) for each in found]
    return [each for each in found if isinstance(each, Document)]


def prove(document: Document, file: str) -> None:
    """Every code point of a message stands in the file where the message says."""
    for field in document.fields:
        for at, char in enumerate(field.text):
            start = document.source.base + field.source_offset(at)
            assert file[start] == char
            if char == '"' and not isinstance(field.offsets, int):
                assert file[start + 1] == '"'


def test_every_row_is_a_message_with_its_facts() -> None:
    (document,) = messages(
        "id,Lang,Channel,touch,relationship,Subject,Body,Owner\n"
        "a-1,IT,inmail,2,connected,Tabella,Buongiorno a Lei,Anna\n"
    )
    assert document.message_id == "a-1"
    assert (document.lang, document.lang_origin) == ("it", "column Lang")
    assert [(field.name, field.text) for field in document.fields] == [
        ("subject", "Tabella"),
        ("text", "Buongiorno a Lei"),
    ]
    assert document.context.channel == ("inmail", "column Channel")
    assert document.context.touch == (2, "column touch")
    assert document.context.relationship == ("connected", "column relationship")


def test_the_address_names_row_and_column_as_a_spreadsheet_shows_them() -> None:
    first, second = messages("subject,body\nOne,Hello\n\nTwo,Again\n")
    assert [field.address for field in first.fields] == ["row 2, column subject", "row 2, column body"]
    assert second.fields[1].address == "row 4, column body"
    assert second.position(second.text.index("Again")) == (4, 5)


def test_several_columns_of_text_are_a_message_each() -> None:
    note, body, follow_up = messages("connection_note,subject,body,followup_message\nHi,About tea,Hello,Well?\n")
    assert [field.text for field in note.fields] == ["Hi"]
    assert note.context.channel == ("connection-note", "column connection_note")
    assert [field.text for field in body.fields] == ["About tea", "Hello"]
    assert body.context.channel == ("email", "file shape")
    assert body.context.touch == (1, "default")
    assert follow_up.context.touch == (2, "column followup_message")


def test_what_somebody_states_wins_over_what_a_columns_name_implies() -> None:
    (stated,) = messages("connection_note,channel\nHi,message\n")
    assert stated.context.channel.value == "message"
    (configured,) = messages("followup\nHi\n", Defaults(config=[("config", {"touch": 5})]))
    assert configured.context.touch == (5, "config")
    (commanded,) = messages("note\nHi\n", Defaults(command_line={"channel": "inmail"}))
    assert commanded.context.channel == ("inmail", "command line")


def test_the_configuration_names_the_columns() -> None:
    reading = Reading(fields={"text": ("Bozza",), "ready": ("Stato",), "consent": ("Consenso",)})
    (document,) = messages("Bozza,Stato,Consenso\nCiao,YES,newsletter\n", Defaults(reading=reading))
    assert document.context.ready.value is True
    assert document.context.consent.value == {"newsletter": {"given": None, "how": None}}


def test_a_column_outreachlint_keeps_rules_silent() -> None:
    text = (
        "body,outreachlint\n"
        'Hi Ann,"OL302, OL103: she asked"\n'
        'Hi Bob,"{""ignore"": [""OL1"", {""rule"": ""OL2"", ""reason"": ""a fair""}]}"\n'
        "Hi Cid,\n"
        "Hi Dan,: why\n"
    )
    found = messages(text)
    assert [[(each.rule, each.reason) for each in document.directives] for document in found] == [
        [("OL302", "she asked"), ("OL103", "she asked")],
        [("OL1", ""), ("OL2", "a fair")],
        [],
        [("", "why")],
    ]
    for document, cell in zip(found[:2], ("OL302, OL103: she asked", '{""ignore"": [""OL1""')):
        place = document.file_span(document.directives[0].span)
        start = document.source.base + document.source_span(place).start
        assert text[start:].startswith(cell)
        assert document.field_at(place.start)[0].address.endswith("column outreachlint")


def test_a_directive_for_several_messages_of_a_row_is_shared() -> None:
    one, two = messages("body,followup,outreachlint\nHi Ann,Hi again,OL302: she asked\n")
    assert [each.shared for each in (*one.directives, *two.directives)] == [True, True]
    (alone,) = messages("body,followup,outreachlint\nHi Ann,,OL302\n")
    assert [each.shared for each in alone.directives] == [False]


@pytest.mark.parametrize("cell", ['{""ignore"": OL302', '{""silence"": [""OL302""]}', '{""ignore"": [3]}'])
def test_a_directive_of_another_shape_is_an_error(cell: str) -> None:
    wrong, right = items(f'body,outreachlint\nHi Ann,"{cell}"\nHi Bob,\n')
    assert str(wrong).startswith("t.csv:2:8: ")
    assert "ignore" in str(wrong)
    assert isinstance(right, Document)


def test_a_text_with_commas_and_no_quotes_is_an_error_and_not_cut() -> None:
    wrong, right = items("body\nHi Ann, can we talk?\nHi Bob,,\n")
    assert str(wrong) == (
        "t.csv:2:8: the row has 2 cells, the header 1 (a text that holds what divides cells needs quotes)"
    )
    assert isinstance(right, Document)


def test_empty_cells_say_nothing() -> None:
    found = messages("body,followup,subject,channel,touch,lang,id\nHello, ,,,,,\n,,,,,,\n\nBye\n")
    assert [document.text for document in found] == ["Hello", "Bye"]
    assert found[0].context.channel == ("message", "file shape")
    assert found[0].message_id is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Hello,fax,1,en", "t.csv:3:7: unknown channel `fax` (one of connection-note, inmail, message, group-post, comment, email)"),
        ("Hello,emial,1,en", "t.csv:3:7: unknown channel `emial` (did you mean `email`?)"),
        ('"Hello",email,first,en', "t.csv:3:15: `touch` must be a whole number from 1 up, not `first` (1 is the first message to this person)"),
        ("Hello,email,1,english", "t.csv:3:15: unknown lang `english` (one of it, en, es, fr, de, pt)"),
        ("x\0y,email,1,en", "t.csv:3:2: the row holds a NUL character; it is no text"),
        (f"{'x' * 100_001},email,1,en", "t.csv:3:1: the message has 100,001 characters; at most 100,000 are linted"),
        (f'"{"x" * 1_000_000}",email,1,en', "t.csv:3:1: the row has more than 1,000,000 characters"),
        (',"', "t.csv:3:2: a quote is opened here and not closed to the end of the file (close it, or double it)"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_an_error_with_its_place_and_the_others_are_read(row: str, said: str) -> None:
    first, wrong, last = items(f"body,channel,touch,lang\none,email,1,en\n{row}\nthree,email,1,en\n")
    assert isinstance(first, Document)
    assert str(wrong) == said
    assert isinstance(last, Document)
    assert last.position(0) == (4, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "t.csv: the table is empty"),
        ("\r\n \r\n", "t.csv: the table is empty"),
        ("name,company\nAnna,ACME\n", "t.csv:1:1: no column has a usual name of messages; the columns are name, company"),
        ("na\0me,body\nAnna,Hi\n", "t.csv:1:3: the row holds a NUL character"),
        ("\nbody\n\n ,x\n", "t.csv:2:1: there is no message below the header"),
        (b"b\xf6dy\nHi\n", "t.csv:1:2: byte 0xf6 is not valid UTF-8 (save the file as UTF-8)"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_of_messages_is_one_error(text: str | bytes, said: str) -> None:
    (wrong,) = items(text)
    assert str(wrong).startswith(said)


def test_a_table_without_messages_is_told_from_a_broken_one() -> None:
    (without,) = items("name,company\nAnna,ACME\n")
    assert isinstance(without, NoMessageError)


@pytest.mark.parametrize("name", ["drafts.csv", "drafts.tsv", "bozze.csv"])
def test_findings_in_the_fixtures_lie_where_they_say(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig")
    found = messages(data)
    assert len(found) == 4
    for document in found:
        prove(document, text)
        at = document.text.index("caffè")
        position = document.position(at)
        line = text.replace("\r\n", "\n").split("\n")[position.line - 1]
        assert line[position.column - 1 :].startswith("caffè")


@given(
    st.lists(st.tuples(WILD, WILD), min_size=1, max_size=5), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"])
)
def test_every_code_point_of_every_message_leads_to_its_place(
    table: list[tuple[str, str]], delimiter: str, end: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    table = [*table, ("", "last")]
    writer.writerows([("subject", "body"), *table])
    found = messages("\ufeff" + out.getvalue())
    assert [document.fields[-1].text for document in found] == [body for _, body in table if body.strip()]
    for document in found:
        prove(document, out.getvalue())


def replaced(file: str, document: Document, field: Field, old: str, new: str) -> str | None:
    """The file with a piece of a message replaced; None where that can't be written."""
    assert field.write is not None
    content = field.write(new)
    if content is None:
        return None
    at = field.text.index(old)
    start = document.source.base + field.source_offset(at)
    end = document.source.base + field.source_offset(at + len(old))
    return file[:start] + content + file[end:]


@given(WILD, WILD)
def test_what_is_written_into_a_quoted_cell_is_read_back(text: str, new: str) -> None:
    file = 'id;body\n1;"' + text.replace('"', '""') + 'OLD"\n2;"two"\n'
    first, _ = messages(file)
    changed = replaced(file, first, first.fields[0], "OLD", new)
    assert changed is not None
    read = messages(changed)
    assert [document.text for document in read] == [each for each in (text + new, "two") if each.strip()]


@given(WILD)
def test_what_an_unquoted_cell_cannot_hold_is_not_written_there(new: str) -> None:
    file = "id;body\n1;some OLD words\n2;two\n"
    first, _ = messages(file)
    changed = replaced(file, first, first.fields[0], "OLD", new)
    if changed is None:
        assert set(new) & set('";\r\n')
    else:
        assert [document.text for document in messages(changed)] == [f"some {new} words", "two"]


@pytest.mark.parametrize("cell", ['"quoted" and more OLD', 'he said "OLD"'])
def test_nothing_is_written_into_a_cell_that_follows_no_rule(cell: str) -> None:
    file = f"id;body\n1;{cell}\n"
    (document,) = messages(file)
    assert replaced(file, document, document.fields[0], "OLD", "new") is None


@given(st.binary(max_size=80))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    for start in (b"", b"body,lang\n"):
        assert all(isinstance(item, (Document, InputError)) for item in items(start + data))
