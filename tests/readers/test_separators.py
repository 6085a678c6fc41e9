"""Several messages in one plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers import Defaults
from outreachlint.readers.facts import Reading
from tests.readers.reading import error, items, message, places


def texts(text: str, path: str = "notes.txt", separator: str | None = None) -> list[str]:
    """The bodies of a file's messages."""
    found = items(path, text, Defaults(reading=Reading(separator=separator)))
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item.fields[-1].text for item in found if isinstance(item, Document)]


def ids(text: str) -> list[str | None]:
    return [item.message_id for item in items("notes.txt", text) if isinstance(item, Document)]


@pytest.mark.parametrize("line", ["===", "==========", "  ===  ", "=== Note 2 ===", "====Note 2====="])
def test_a_row_of_equals_signs_always_divides(line: str) -> None:
    assert texts(f"Hi Ann\n{line}\nHi Bob\r\n") == ["Hi Ann", "Hi Bob"]


def test_its_title_is_the_name_of_the_message_below() -> None:
    assert ids("=== A note ===\nHi Ann\n=== A note ===\nHi Bob\n===\nHi Cid") == ["A note", "A note (2)", None]


@pytest.mark.parametrize("line", ["==", "= = =", "===a", "a ===", "==>", "=== x == y"])
def test_other_lines_with_equals_signs_do_not(line: str) -> None:
    assert len(texts(f"Hi Ann\n{line}\nHi Bob")) == 1


@pytest.mark.parametrize("line", ["---", "-----", "***", "_____", "~~~", "####"])
@pytest.mark.parametrize(
    "start", ["Subject: Two", "Oggetto : Due", "channel: email", "# 2", "[2]", "Message 2", "messaggio n. 2:"]
)
def test_a_rule_divides_where_a_message_starts_below(line: str, start: str) -> None:
    assert texts(f"Hi Ann\n\n{line}\n\n{start}\nHi Bob") == ["Hi Ann", "Hi Bob"]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann,\n\nthe table is wrong.\n\n---\nRuth Calder\nThe Herald",
        "Hi Ann,\n\n***\n\none more thing\n\n***\n\nSubject: no",
        "Subject: One\n\nHi Ann\n-- \nRuth\nSubject matter expert",
        "Hi Ann\n--\nRuth",
        "Hi Ann\n---\n",
        "Hi Ann\n---",
        "Hi Ann\n\n-----Original Message-----\nSubject: old\n\nHi Ruth",
        "Hi\n - - -\nSubject: x",
    ],
)
def test_a_rule_in_a_letter_is_text(text: str) -> None:
    assert texts(text) == [text.split("\n\n", 1)[1] if text.startswith("Subject") else text.rstrip()]


def test_one_rule_that_stands_above_other_text_keeps_all_of_its_kind_in_the_text() -> None:
    assert len(texts("Hi\n---\nSubject: a\n\nHi\n---\nBye")) == 1
    assert len(texts("Hi\n***\nSubject: a\n\nHi\n---\nBye")) == 2


def test_rows_of_equals_signs_divide_whatever_the_rules_do() -> None:
    assert texts("Hi\n---\nRuth\n===\nHo\n---\nRuth") == ["Hi\n---\nRuth", "Ho\n---\nRuth"]


def test_the_numbers_of_messages_are_names_and_not_sent() -> None:
    text = "Message 1\n\nHi Ann\n---\nMessage 2\n\nHi Bob\n---\n# 3\nHi Cid"
    assert texts(text) == ["Hi Ann", "Hi Bob", "Hi Cid"]
    assert ids(text) == ["Message 1", "Message 2", "3"]
    assert texts("Message 1\n\nHi Ann") == ["Message 1\n\nHi Ann"]


def test_the_configuration_may_name_a_line() -> None:
    assert texts("Hi\n%%%%\nHo\n %%%% \nHa", separator="%%%%") == ["Hi", "Ho", "Ha"]
    assert len(texts("Hi\n%%%%%\nHo", separator="%%%%")) == 1


def test_parts_of_blanks_are_left_out() -> None:
    assert texts("\n===\n\n===\nHi\n===\n \n") == ["Hi"]
    assert "there is no message text" in error("notes.txt", "===\n\n===\n")


def test_a_part_with_a_subject_alone_is_an_error_and_the_others_are_read() -> None:
    one, two = items("notes.txt", "Subject: x\n===\nHi")
    assert str(one) == "notes.txt:2:1: there is no message text"
    assert isinstance(two, Document)


def test_each_message_may_have_a_front_matter_over_the_file_s() -> None:
    text = (
        "---\nchannel: email\nlang: en\nsubject: All\n---\nHi Ann\n"
        "=== Two ===\n---\nchannel: inmail\nconsent:\n  - call\n---\nSubject: Own\n\nHi Bob\n"
        "===\ntouch: 3\nHi Cid\n"
    )
    one, two, three = (item for item in items("notes.txt", text) if isinstance(item, Document))
    assert [each.context.channel.value for each in (one, two, three)] == ["email", "inmail", "email"]
    assert [each.context.touch.value for each in (one, two, three)] == [1, 1, 3]
    assert [each.fields[0].text for each in (one, two, three)] == ["All", "Own", "All"]
    assert [each.fields[-1].text for each in (one, two, three)] == ["Hi Ann", "Hi Bob", "Hi Cid"]
    assert two.context.consent.value == {"call": {"given": None, "how": None}}
    assert two.message_id == "Two"
    assert {each.lang for each in (one, two, three)} == {"en"}


def test_rules_may_open_and_close_a_front_matter() -> None:
    text = "Hi Ann\n---\nlang: en\nchannel: inmail\n---\nHi Bob\n---\nsubject: Three\n---\nHi Cid"
    one, two, three = (item for item in items("notes.txt", text) if isinstance(item, Document))
    assert [each.fields[-1].text for each in (one, two, three)] == ["Hi Ann", "Hi Bob", "Hi Cid"]
    assert (two.context.channel.value, two.lang) == ("inmail", "en")
    assert three.position(0) == (8, 10)


def test_a_subject_and_text_without_a_blank_line_are_no_front_matter() -> None:
    text = "Subject: One\nHi Ann\n---\nSubject: Two\nHi Bob\n---\nSubject: Three\nHi Cid"
    assert texts(text) == ["Hi Ann", "Hi Bob", "Hi Cid"]


def test_a_wrong_fact_of_a_part_is_an_error_at_its_place() -> None:
    one, two = items("notes.txt", "Hi Ann\n===\nchannel: mail\nHi Bob")
    assert isinstance(one, Document)
    assert str(two).startswith("notes.txt:3:10: unknown channel `mail`")
    (said,) = items("notes.txt", "Hi Ann\n===\n---\nchannel: [\n---\nHi Bob")
    assert isinstance(said, InputError)
    assert str(said).startswith("notes.txt:")


def test_two_subjects_of_a_part_are_refused() -> None:
    _, two = items("notes.txt", "Hi\n===\n---\nsubject: a\n---\nSubject: b\n\nHi Bob")
    assert str(two) == "notes.txt:6:1: the message has two subjects, here and in the front matter"


def test_markdown_is_divided_by_the_same_lines_but_not_by_the_marks_of_headings() -> None:
    assert texts("Hi\n\n===\n\nHo <!-- x -->", "notes.md") == ["Hi", "Ho <!-- x -->"]
    one, two = items("notes.md", "<!-- outreachlint-ignore OL1 -->Hi\n\n===\n\nHo <!-- outreachlint-ignore OL2 -->")
    assert isinstance(one, Document) and isinstance(two, Document)
    assert [[each.rule for each in item.directives] for item in (one, two)] == [["OL1"], ["OL2"]]
    assert [span.of(two.text)[:4] for span in two.unsent()] == ["<!--"]
    assert texts("**Subject:** a\n\nHi\n\n---\n\n**Subject:** b\n\nHo", "notes.md") == ["Hi", "Ho"]
    assert texts("# T\n\nHi\n\n=== Two ===\n\nHo", "notes.md") == ["# T\n\nHi", "Ho"]
    assert texts("Hi\n\nOne more\n===\n\nHo", "notes.md") == ["Hi\n\nOne more\n===\n\nHo"]


@given(
    st.lists(
        st.sampled_from(
            ["===\n", "=== a ===\n", "---\n", "***\n", "Subject: x\n", "lang: en\n", "# 2\n", "\n", "Hi", "\r\n"]
        ),
        max_size=16,
    )
)
def test_every_offset_leads_to_its_own_character_in_the_file(parts: list[str]) -> None:
    for path in ("notes.txt", "notes.md"):
        for item in items(path, "".join(parts)):
            if isinstance(item, Document):
                for field in item.fields:
                    start = field.source_offset(0)
                    assert item.source.text[start : start + len(field.text)] == field.text


def test_a_text_of_nothing_but_rules_is_refused_in_time() -> None:
    assert "more than 200,000 lines may divide the text" in error("notes.txt", "---\n" * 300_000)


def test_the_number_of_a_message_above_a_row_of_equals_signs_is_its_title() -> None:
    one, two = items("notes.txt", "MESSAGE 1\n=========\nHi\n\nMessage 2:\n========\nHo\n")
    assert isinstance(one, Document) and isinstance(two, Document)
    assert [(each.message_id, each.text, each.position(0).line) for each in (one, two)] == [
        ("MESSAGE 1", "Hi", 3),
        ("Message 2", "Ho", 7),
    ]
    assert texts("Hi\n===\nHo", "notes.txt") == ["Hi", "Ho"]


def test_an_ordinary_letter_is_one_message() -> None:
    document = message("notes.txt", "Subject: Table 3\n\nHi Ann,\n\nthe sum is off.\n\n---\n\nRuth\n\nP.S. No hurry.")
    assert places(document, len("Table 3") + 2) == "H"
