"""The messages of a catalogue: their places, names, facts and directives."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers import Defaults
from tests.readers.reading import error, items, message

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"


def documents(text: str, defaults: Defaults | None = None) -> list[Document]:
    found = items("x.md", text, defaults)
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Document)]


def assert_all_in_place(document: Document) -> None:
    """Every code point of every field stands in the file where the field says."""
    for field in document.fields:
        for at, char in enumerate(field.text):
            assert document.source.text[field.source_offset(at)] == char


def test_a_catalogue_s_messages_are_found_with_their_places() -> None:
    data = (FIXTURES / "catalogue.md").read_bytes()
    found = [item for item in items("catalogue.md", data) if isinstance(item, Document)]
    assert [
        (str(each.position(0)[0]), each.message_id, each.context.channel.value, each.context.touch.value, each.lang)
        for each in found
    ] == [
        ("13", "Connection request", "connection-note", 1, "en"),
        ("25", "Follow-up 1", "message", 2, "en"),
        ("35", "Follow-up 1 (2)", "message", 2, "en"),
        ("43", "InMail", "inmail", 1, "en"),
        ("60", "E-mail", "email", 1, "it"),
    ]
    text = data.decode()
    for document in found:
        assert_all_in_place(document)
        body = document.fields[-1]
        assert text[body.source_offset(0) :].startswith(body.text.split("\n", 1)[0])
    assert [each.fields[0].text for each in found[3:]] == ["The night desk", "Due domande sulla tabella 3"]


def test_a_message_is_called_by_its_heading_without_emphasis() -> None:
    text = "## **1. Alumni**\n> Hi Ann\n\n## `A` note ##\n> Hi Bob\n\n## A note\n> Hi Cid\n"
    assert [each.message_id for each in documents(text)] == ["1. Alumni", "A note", "A note (2)"]


def test_an_id_wins_over_the_heading() -> None:
    text = "## A\n```text id=a-1\nHi Ann\n```\n## B\nid: b-1\n\n```\nHi Bob\n```\n"
    assert [each.message_id for each in documents(text)] == ["a-1", "b-1"]
    assert message("x.md", "---\nid: own\n---\n# A\n\nHi Ann").message_id == "own"
    assert message("x.md", "# A\n\nHi Ann").message_id == "A"


def test_facts_come_from_the_nearest_who_states_them() -> None:
    text = (
        "---\nchannel: message\nrelationship: connected\n---\n<!-- purpose: research -->\n# All\n\n"
        "## Notes\n<!-- channel: inmail, touch: 2 -->\n\n### A\n> Hi Ann\n\n"
        "### B\ntouch: 3\n\n```\nHi Bob\n```\n\n### C\n```email touch=4\nHi Cid\n```\n\n"
        "## D\n<!-- touch: 5 -->\n> Hi Dan\n\n<!-- touch: 6 -->\n> Hi Eve\n"
    )
    found = [each.context for each in documents(text)]
    assert [(each.channel.value, each.touch.value) for each in found] == [
        ("inmail", 2),
        ("inmail", 3),
        ("email", 4),
        ("message", 5),
        ("message", 6),
    ]
    assert [each.touch.origin for each in found] == ["comment", "below the heading", "fence", "comment", "comment"]
    assert {each.relationship.value for each in found} == {"connected"}
    assert {each.purpose.value for each in found} == {"research"}


def test_headings_give_what_nobody_states() -> None:
    text = "## Connection request\n> Hi Ann\n\n## Follow-up 2\n> Hi Bob\n"
    one, two = (each.context for each in documents(text))
    assert (one.channel.value, one.channel.origin) == ("connection-note", "heading")
    assert (two.touch.value, two.touch.origin) == (3, "heading")
    stated = Defaults(config=[("config", {"channel": "message", "touch": 1})])
    one, two = (each.context for each in documents(text, stated))
    assert (one.channel.value, two.touch.value) == ("message", 1)


def test_a_heading_does_not_make_a_note_of_what_has_a_subject() -> None:
    (document,) = documents("## Connection request\n**Subject:** A table\n\n> Hi Ann\n")
    assert document.context.channel.value == "email"


def test_directives_count_for_the_message_below_them() -> None:
    text = (
        "<!-- outreachlint-ignore OL1: all -->\n# All\n\n## Notes\n<!-- outreachlint-ignore OL2: notes -->\n\n"
        "### A\n<!-- outreachlint-ignore OL3: a -->\n> Hi Ann\n> <!-- outreachlint-ignore OL4: in a -->\n> so\n\n"
        "<!-- outreachlint-ignore OL5: a2 -->\n\n> Hi Al\n\n<!-- outreachlint-ignore OL6: behind a2 -->\n\n"
        "## B\n```\nHi Bob <!-- outreachlint-ignore OL7: text -->\n```\n"
        "## C\n```md\nHi Cid <!-- outreachlint-ignore OL8: md -->\n```\n"
    )
    found = documents(text)
    assert [[each.rule for each in document.directives] for document in found] == [
        ["OL1", "OL2", "OL3", "OL4"],
        ["OL1", "OL2", "OL5", "OL6"],
        ["OL1"],
        ["OL1", "OL8"],
    ]
    for document in found:
        assert all(each.span.of(text)[:4] == "<!--" for each in document.directives)
    assert [len(document.unsent()) for document in found] == [1, 0, 0, 1]


def test_comments_in_a_plain_message_are_not_sent() -> None:
    text = "## A\n\nHi Ann <!-- who? -->, so\n<!-- outreachlint-ignore OL1: x -->\n\n## B\n\nHi Bob"
    one, two = documents(text)
    assert next(span.of(one.text) for span in one.unsent()) == "<!-- who? -->"
    assert [each.rule for each in one.directives] == ["OL1"]
    assert (two.unsent(), two.directives) == ([], ())


def test_a_fence_may_have_a_front_matter_of_its_own() -> None:
    text = "## A\n```\n---\nchannel: inmail\nsubject: A table\n---\nHi Ann\n```\n## B\n```\nHi Bob\n```\n"
    one, two = documents(text)
    assert (one.context.channel.value, one.fields[0].text, one.fields[1].text) == ("inmail", "A table", "Hi Ann")
    assert two.context.channel.value == "message"
    assert one.position(0) == (5, 10)


def test_the_front_matter_s_subject_is_that_of_messages_without_one() -> None:
    text = "---\nsubject: All\n---\n## A\n> Hi Ann\n\n## B\n**Subject:** Own\n> Hi Bob\n"
    assert [each.fields[0].text for each in documents(text)] == ["All", "Own"]
    assert "two subjects" in error("x.md", "---\nsubject: All\n---\n# A\n\nSubject: Own\n\nHi Ann")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## A\n<!-- channel: mail -->\n> Hi Ann\n\n## B\n> Hi Bob\n", "x.md:2:15: unknown channel `mail`"),
        ("## A\n```email touch=x\nHi Ann\n```\n## B\n> Hi Bob\n", "x.md:2:16: `touch` must be a whole number"),
        ("## A\n```\nSubject: Only this\n```\n## B\n> Hi Bob\n", "x.md:4:1: there is no message text"),
        ("## B\n> Hi Bob\n\n## A\n```\nHi Ann\n", "x.md:5:1: the fenced block is never closed"),
    ],
)
def test_a_wrong_message_is_an_error_at_its_place_and_the_others_are_read(text: str, said: str) -> None:
    found = items("x.md", text)
    errors = [str(item) for item in found if isinstance(item, InputError)]
    assert len(errors) == 1
    assert errors[0].startswith(said)
    assert [item.fields[-1].text for item in found if isinstance(item, Document)] == ["Hi Bob"]


def test_a_wrong_fact_for_all_messages_is_one_error() -> None:
    text = "<!-- channel: mail -->\n# All\n## A\n> Hi Ann\n\n## B\n> Hi Bob\n"
    assert error("x.md", text).startswith("x.md:1:15: unknown channel `mail`")


def test_replacement_text_fits_its_place() -> None:
    quoted, fenced, indented = documents(
        "## A\n> Hi Ann\n> so\n\n## B\n```\nHi Bob\nso\n```\n\n## C\n- a:\n\n  ```\n  Hi Cid\n  so\n  ```\n"
    )
    assert fenced.fields[-1].write is None
    for document in (quoted, indented):
        write = document.fields[-1].write
        assert write is not None
        assert write("Hello") == "Hello"
        assert write("Hello\nAnn") is None


LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="<>`~\ufeff"), max_size=20
).map(lambda line: f"w{line.strip()}w")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["fence", "tilde", "quote", "listed", "plain"]),
            st.lists(LINE, max_size=3),
            st.booleans(),
            st.booleans(),
        ),
        min_size=2,
        max_size=6,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_generated_catalogue_is_read_to_the_letter(
    wanted: list[tuple[str, list[str], bool, bool]], newline: str
) -> None:
    rows: list[str] = ["# Templates", "", "How we use them.", ""]
    for number, (kind, more, subject, note) in enumerate(wanted):
        body = [f"Hi {number},", *more]
        rows += [f"## Number {number}", ""]
        rows += [f"**Subject:** about {number}", ""] if subject else []
        if kind in ("fence", "tilde"):
            mark = "```" if kind == "fence" else "~~~"
            rows += [mark, *body, mark, ""]
        elif kind == "quote":
            rows += [*(f"> {row}" for row in body), ""]
        elif kind == "listed":
            rows += ["- send:", "", "  ```", *(f"  {row}" for row in body), "  ```", ""]
        else:
            rows += [*body, ""]
        rows += ["**Tips:**", "- be brief", ""] if note else []
    text = newline.join(rows)
    found = documents(text)
    assert [each.message_id for each in found] == [f"Number {number}" for number in range(len(wanted))]
    for document, (number, (_, more, subject, _)) in zip(found, enumerate(wanted)):
        assert document.fields[-1].text == newline.join([f"Hi {number},", *more])
        assert [field.text for field in document.fields[:-1]] == ([f"about {number}"] if subject else [])
        assert_all_in_place(document)


FRAGMENTS = [
    "# a\n", "## Follow-up 1\n", "## Tips\n", "```\n", "~~~email touch=2\n", "> Hi Ann\n", "> ", "Hi Bob,\n", "\n", "\n\n",
    "**Subject:** x\n", "**Body:** ", "- **Subject:** y\n", "- ", "---\n", "===\n", "<!-- touch: 2 -->\n", "<!-- n -->",
    "| a |\n|---|\n| b |\n", "channel: email\n", "**Template 1**\n\n", "text\n", "\r\n", "\t", "  ", "Subject: z\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=24), st.booleans())
def test_whatever_is_in_a_file_each_character_is_at_its_place(parts: list[str], front: bool) -> None:
    text = ("---\nlang: en\n---\n" if front else "") + "".join(parts)
    for item in items("x.md", text):
        if isinstance(item, Document):
            assert_all_in_place(item)
            assert item.fields[-1].text.strip()
            assert all(span.of(item.text).startswith("<!--") for span in item.unsent())
            for directive in item.directives:
                assert directive.span.of(text)[:4] == "<!--"


@pytest.mark.parametrize(
    "text",
    [
        ">" * 1_000_000,
        "# a\n\n" + (">" * 1_000 + " Hi Ann,\n") * 40,
        "# a\n" * 100_000,
        "# a\n```\nHi Ann,\n" * 10_000,
        "# a\n\n" + "a" * 20_000_000,
        "# " + "a " * 5_000_000 + "\n\nHi Ann,",
        "# a\n" + "<!-- touch: 2 -->\n" * 40_000 + "Hi Ann",
    ],
    ids=["marks", "deep quotes", "headings", "fences", "a long line", "a long heading", "comments"],
)
def test_hostile_files_are_read_or_refused_in_time(text: str) -> None:
    start = time.perf_counter()
    found = items("x.md", text)
    assert found
    assert time.perf_counter() - start < 20
