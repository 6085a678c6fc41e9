"""`.html` drafts: one mail a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import NoMessageError
from outreachlint.readers.facts import Defaults, Reading
from outreachlint.text.source import Span
from tests.readers.reading import error, items, message

FIXTURE = Path(__file__).parent.parent / "fixtures" / "readers" / "invito.html"


def fields(document: Document) -> list[tuple[str, str]]:
    return [(field.name, field.text) for field in document.fields]


def written(document: Document, quote: str) -> str:
    """How the file writes a quote from the message."""
    at = document.text.index(quote)
    return document.source_span(Span(at, at + len(quote))).of(document.source.text)


def test_the_title_is_the_subject_and_the_page_is_a_mail() -> None:
    document = message("draft.html", "<title>Table &amp; 3</title><body><p>Hello Ann</p>")
    assert fields(document) == [("subject", "Table & 3"), ("text", "Hello Ann")]
    assert document.context.channel.value == "email"


@pytest.mark.parametrize(
    "page",
    [
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}',
        "<html><body><nav><a href=/>Home</a></nav><p>Buy!</p></body></html>",
        '<body><div id="root"></div>Loading</body>',
        "<head><script defer src=app.js></script></head><p>Buy!</p>",
        "<h1>{{ page.title }}</h1>",
    ],
)
def test_a_page_of_a_site_is_no_mail_unless_the_format_is_forced(page: str) -> None:
    (found,) = items("index.html", page)
    assert isinstance(found, NoMessageError)
    assert "--format html" in str(found)
    (forced,) = items("index.html", page, Defaults(reading=Reading(format="html")))
    assert isinstance(forced, Document)


@pytest.mark.parametrize("page", ["", "<title>App</title><body></body>", "<p hidden>Hello</p>"])
def test_a_page_without_words_holds_no_message(page: str) -> None:
    (found,) = items("index.html", page)
    assert isinstance(found, NoMessageError)


def test_a_mail_with_tags_for_its_main_part_is_one() -> None:
    text = "<p>{{ main.title }} <b>{{#if nav}}Hi{{/if}}</b></p><script type='application/ld+json'>{}</script>"
    assert message("mail.html", text).fields[-1].text.endswith("{{#if nav}}Hi{{/if}}")


def test_front_matter_may_stand_above_and_wins() -> None:
    text = '---\nsubject: "One"\nchannel: inmail\nid: a-1\n---\n<title>Two</title>\n<p>Hello</p>'
    document = message("draft.html", text)
    assert fields(document) == [("subject", "One"), ("text", "Hello")]
    assert (document.context.channel.value, document.message_id) == ("inmail", "a-1")
    assert document.position(len("One") + 2) == (7, 4)


def test_without_a_title_there_is_no_subject() -> None:
    assert fields(message("draft.htm", "<title> </title>Hello")) == [("text", "Hello")]


def test_comments_hold_directives() -> None:
    text = "---\noutreachlint: {ignore: [OL101]}\n---\n<!-- outreachlint-ignore OL302: she asked -->Hello<!-- note -->"
    document = message("draft.html", text)
    assert [(each.rule, each.reason) for each in document.directives] == [("OL101", ""), ("OL302", "she asked")]
    assert document.directives[1].span.of(text).startswith("<!-- outreachlint")
    assert document.text == "Hello"


def test_links_and_quoted_history_come_with_the_text() -> None:
    document = message("draft.html", "<a href=https://t.example>x.example</a><div class=gmail_quote>old</div>")
    assert document.links() == [(Span(0, 9), "https://t.example")]
    assert [span.of(document.text) for span in document.unsent()] == ["old"]


@pytest.mark.parametrize(
    "text", ["", "<p> </p>", "<title>x</title>", "---\nlang: it\n---\n<img src=x>", "<p hidden>x</p>"]
)
def test_a_page_without_text_is_an_error(text: str) -> None:
    assert "there is no message text" in error("draft.html", text)


def test_an_error_has_its_place() -> None:
    assert error("draft.html", "---\nchannel: pigeon\n---\n<p>x") == (
        "draft.html:2:10: unknown channel `pigeon` "
        "(one of connection-note, inmail, message, group-post, comment, email)"
    )
    assert error("draft.html", "---\nlang: it\n---\n" + "x" * 1_000_001).startswith("draft.html:4:1: the HTML has")


def test_a_replacement_is_written_as_html() -> None:
    write = message("draft.html", "<p>x").fields[-1].write
    assert write is not None
    assert (write("a < b"), write("a\nb")) == ("a &lt; b", None)


def test_the_places_of_a_mail_from_a_designer() -> None:
    document = message(str(FIXTURE), FIXTURE.read_bytes())
    assert fields(document)[0] == ("subject", "L'orto è aperto")
    assert document.fields[1].text == (
        "Gentile {{first_name}},\n\nperché non viene a vedere l'orto? Ti ho iscritto alla newsletter.\n\n"
        "- sabato 5\n- domenica 6\n\nCordiali saluti\nAda Rossi — Orto & Co."
    )
    assert written(document, "L'orto è") == "L&#39;orto &egrave;"
    assert written(document, "{{first_name}}") == "{{first<b>_name</b>}}"
    assert written(document, "iscritto alla newsletter") == "iscritto\n        alla <i>newsletter"
    assert written(document, "domenica") == "domenica"
    assert written(document, "Rossi — Orto & Co") == "Rossi &mdash; Orto &amp; Co"


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "a", "é", "&amp;", "\r\n", " ", "{{x}}", "<br>", "😀", "<b>", "</b>"])
    ).map("".join),
    st.sampled_from(["", "---\nlang: it\n---\n", "---\r\nid: é\r\n---\r\n"]),
)
def test_every_offset_leads_into_the_file(html: str, front: str) -> None:
    for item in items("draft.html", front + html + "x"):
        if isinstance(item, Document):
            ends = [item.source_span(Span(at, at + 1)).of(front + html + "x") for at in range(len(item.text))]
            assert all(char in " \n&" or char == end for char, end in zip(item.text, ends, strict=True))
