"""JSON Lines: fields, errors by record, and exact places."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError
from outreachlint.text.source import Span
from tests.readers.reading import error, items, message


def record(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def test_a_file_in_which_no_record_has_a_text_is_one_error() -> None:
    (found,) = items("log.jsonl", record(level="info", message="started") * 3)
    assert isinstance(found, NoMessageError)
    assert str(found) == "log.jsonl:1:1: no record has a 'text'"
    first, second = items("log.jsonl", record(id=1) + record(text="Hi Ann"))
    assert isinstance(first, InputError) and not isinstance(first, NoMessageError)
    assert isinstance(second, Document)


def test_a_record_has_the_fields_of_the_corpus_guide() -> None:
    document = message(
        "all.jsonl",
        record(
            id="a-1", lang="it", channel="inmail", touch=2, relationship="connected", subject="Tabella", text="Buongiorno",
            labels=[{"rule": "pressure", "quote": "x"}], why="", consent=["newsletter"], purpose="research",
            jurisdiction="it", plan="paid", ready=True,
        ),
    )  # fmt: skip
    assert document.message_id == "a-1"
    assert (document.lang, document.lang_origin) == ("it", "record")
    assert [(field.name, field.text) for field in document.fields] == [("subject", "Tabella"), ("text", "Buongiorno")]
    assert document.context.values() == {
        "channel": "inmail",
        "touch": 2,
        "relationship": "connected",
        "consent": {"newsletter": {"given": None, "how": None}},
        "purpose": "research",
        "jurisdiction": "it",
        "plan": "paid",
        "ready": True,
        "template": None,
    }


def test_null_says_nothing() -> None:
    document = message("all.jsonl", record(text="Hello", subject=None, channel=None, touch=None, lang=None, id=None))
    assert document.context.channel == ("message", "file shape")
    assert document.message_id is None


def test_a_record_may_hold_directives_beside_its_text() -> None:
    document = message("all.jsonl", record(text="Hello", outreachlint={"ignore": ["OL302"]}))
    (directive,) = document.directives
    assert directive.rule == "OL302"
    assert directive.span.of(document.source.text) == '{"ignore": ["OL302"]}'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "Hel', "all.jsonl:2:10: the line is not valid JSON: Unterminated string"),
        ('{"text": "Hello"', "all.jsonl:2:17: the line is not valid JSON: Expecting ',' or '}'"),
        ('{"text": }', "all.jsonl:2:10: the line is not valid JSON: Expecting a value"),
        ('{"text" "Hello"}', "all.jsonl:2:9: the line is not valid JSON: Expecting ':'"),
        ("{text: 1}", "all.jsonl:2:2: the line is not valid JSON: Expecting a key in double quotes"),
        ('{"text": "Hello"} x', "all.jsonl:2:19: the line goes on after its JSON object"),
        ('["text"]', "all.jsonl:2:1: the line is not a JSON object"),
        ('{"text": "a", "text": "b"}', "all.jsonl:2:15: the key 'text' comes twice"),
        ('{"id": 1}', "all.jsonl:2:1: the record has no 'text'"),
        ('{"text": " "}', "all.jsonl:2:11: there is no message text"),
        ('{"text": ""}', "all.jsonl:2:11: there is no message text"),
        ('{"text": 3}', "all.jsonl:2:10: text takes a text"),
        ('{"text": "a", "id": [1]}', "all.jsonl:2:21: id takes a text or a whole number"),
        ('{"text": "a", "channel": "fax"}', "all.jsonl:2:26: unknown channel `fax`"),
        ('{"text": "a", "touch": true}', "all.jsonl:2:24: `touch` can't be true"),
        ('{"text": "a", "channl": "email"}', "all.jsonl:2:15: unknown key `channl` (did you mean `channel`?)"),
        ('{"text": "a \\ud83d b"}', "all.jsonl:2:13: text holds half of a surrogate pair"),
        ('{"text": "a", "x": ' + "[" * 100_000, "all.jsonl:2:"),
    ],
)  # fmt: skip
def test_a_bad_record_is_an_error_with_its_place_and_the_others_are_read(line: str, said: str) -> None:
    first, bad, last = items("all.jsonl", f'{{"text": "one"}}\n{line}\n{{"text": "three"}}')
    assert isinstance(bad, InputError)
    assert str(bad).startswith(said)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert last.text == "three"
    assert last.position(0) == (3, 11)


def test_true_is_not_taken_for_the_touch_1_of_an_earlier_record() -> None:
    good, bad = items("all.jsonl", '{"text": "a", "touch": 1}\n{"text": "b", "touch": true}\n')
    assert isinstance(good, Document)
    assert isinstance(bad, InputError)


def test_blank_lines_and_carriage_returns_are_skipped() -> None:
    found = items("all.ndjson", '\ufeff\r\n{"text": "one"}\r\n\r\n \t\r\n{"text": "two"}\r\n')
    assert [item.text for item in found if isinstance(item, Document)] == ["one", "two"]
    assert isinstance(found[1], Document)
    assert found[1].position(0) == (5, 11)


def test_a_file_without_a_record_is_an_error() -> None:
    assert error("all.jsonl", "\n\n") == "all.jsonl:1:1: there is no record in this file"


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip), st.booleans(), st.text("xé😀", max_size=3))
def test_every_code_point_leads_to_what_was_written_for_it(text: str, ascii_only: bool, before: str) -> None:
    line = json.dumps({"why": before, "text": text}, ensure_ascii=ascii_only)
    _, document = items("all.jsonl", f'{{"text": "one"}}\n{line}\n')
    assert isinstance(document, Document)
    field = document.fields[0]
    source = document.source.text
    offsets = [field.source_offset(at) for at in range(len(text) + 1)]
    assert offsets == sorted(offsets)
    assert source[offsets[-1]] == '"'
    for at, char in enumerate(text):
        written = source[offsets[at] : offsets[at + 1]]
        assert json.loads(f'"{written}"') == char


def test_an_escaped_slash_and_a_surrogate_pair_count_as_one_code_point_each() -> None:
    text = '{"text": "a\\/b \\ud83d\\ude00 c\\u00e8\\n d"}'
    document = message("all.jsonl", text)
    assert document.text == "a/b 😀 cè\n d"
    span = document.source_span(Span(4, 8))
    assert span.of(text) == "\\ud83d\\ude00 c\\u00e8"
    assert document.position(10) == (1, text.index('d"}') + 1)


@pytest.mark.parametrize("text", ["a b", "a\nb", "\\u00e8"])
def test_other_text_is_written_as_a_json_string_wants_it(text: str) -> None:
    line = json.dumps({"text": f"one {text} two", "touch": 2})
    field = message("all.jsonl", line).fields[0]
    assert field.write is not None
    span = field.source_span(Span(4, 4 + len(text)))
    assert json.loads(line[: span.start] + str(field.write('"so"\n')) + line[span.end :])["text"] == 'one "so"\n two'


@given(st.binary(max_size=60))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    for path in ("x.jsonl", "x.md", "x.txt"):
        assert all(isinstance(item, (Document, InputError)) for item in items(path, data))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["text", "touch", "lang", "consent", "outreachlint", "ignore", "id"]), inner
            )
        ),
    )
)
def test_no_json_makes_the_reader_fail(value: object) -> None:
    line = json.dumps(value if isinstance(value, dict) else {"text": "Hello", "consent": value, "touch": value})
    (item,) = items("x.jsonl", line)
    assert isinstance(item, (Document, InputError))
