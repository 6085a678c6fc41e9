"""Plain text: an optional subject line, the text, and their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from tests.readers.reading import error, items, message, places


@pytest.mark.parametrize(
    "label",
    ["Subject:", "Oggetto:", "Asunto:", "Objet :", "Objet\u00a0:", "Objet:", "Betreff:", "Assunto:", "SUBJECT:"],
)
def test_a_labelled_first_line_is_the_subject(label: str) -> None:
    document = message("draft.txt", f"\n{label} Table 3 \n\nHello Ann\n")
    assert [(field.name, field.text) for field in document.fields] == [("subject", "Table 3"), ("text", "Hello Ann")]
    assert document.position(0) == (2, len(label) + 2)
    assert document.position(len("Table 3") + 2) == (4, 1)


@pytest.mark.parametrize("text", ["Hello Ann\nSubject: no", "Subjects: no", "The subject: no", "Re: no"])
def test_other_first_lines_are_text(text: str) -> None:
    assert [field.name for field in message("draft.txt", text).fields] == ["text"]


def test_a_blank_subject_is_none_but_the_message_has_the_shape_of_an_email() -> None:
    document = message("draft.txt", "Subject:\n\nHello Ann")
    assert [field.name for field in document.fields] == ["text"]
    assert document.context.channel.value == "email"


def test_front_matter_and_a_subject_line_go_together() -> None:
    document = message("draft.txt", "---\nid: a-1\nchannel: inmail\n---\nOggetto: Tabella 3\n\nBuongiorno")
    assert [field.text for field in document.fields] == ["Tabella 3", "Buongiorno"]
    assert document.message_id == "a-1"


def test_two_subjects_are_refused_at_the_second() -> None:
    said = error("draft.txt", "---\nsubject: One\n---\n\nSubject: Two\n\nHello")
    assert said == "draft.txt:5:1: the message has two subjects, here and in the front matter"


def test_blank_lines_around_the_text_are_not_part_of_it() -> None:
    document = message("draft.txt", "\ufeff\r\n\r\n  Hello\r\nAnn  \r\n\r\n")
    assert document.text == "  Hello\r\nAnn"
    assert document.position(2) == (3, 3)


@pytest.mark.parametrize("text", ["", "\n \n", "---\nlang: it\n---\n", "Subject: Hello\n"])
def test_a_file_without_a_message_is_an_error(text: str) -> None:
    assert "there is no message text" in error("draft.txt", text)


def test_html_comments_in_plain_text_are_sent() -> None:
    document = message("draft.txt", "Hello <!-- note --> Ann")
    assert document.unsent() == []
    assert document.directives == ()


def test_an_unknown_ending_and_standard_input_are_read_as_plain_text() -> None:
    assert message("<stdin>", "Subject: Hello\n\nBody").fields[0].text == "Hello"
    assert message("drafts.d/note", "Body").text == "Body"


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), min_size=1))
def test_every_offset_leads_to_its_own_character_in_the_file(text: str) -> None:
    for path in ("draft.txt", "draft.md"):
        for item in items(path, text):
            if isinstance(item, Document):
                joined = item.text
                subject = item.field_span("subject")
                gap = range(subject.end, subject.end + 2) if subject else range(0)
                assert all(places(item, at) == char for at, char in enumerate(joined) if at not in gap)
