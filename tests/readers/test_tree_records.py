"""Records in JSON and YAML: one, or a list of them, with our keys or the usual names in six languages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers import Defaults
from tests.readers.files import fixture, replaced, texts, written
from tests.readers.reading import error, items, message


def documents(path: str, text: str) -> list[Document]:
    found = items(path, text)
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Document)]


def test_a_list_of_records_is_read_with_exact_places() -> None:
    one, two = documents("records.json", fixture("records.json"))
    assert texts(one) == {"subject": "Torba", "text": "Gentile dott.ssa,\n\ncom'è andata?"}
    assert (one.message_id, one.lang, one.context.channel) == ("7", "it", ("inmail", "record"))
    assert written(one, "Torba") == "Torba"
    assert written(one, "com'è andata") == "com'\\u00e8 andata"
    assert written(two, '"a tutti" 😀') == '\\"a tutti\\" \\ud83d\\ude00'
    assert (one.position(7), two.position(0)) == ((2, 78), (3, 25))
    assert fixture("records.json").split("\n")[1][77:].startswith("Gentile")


def test_what_is_written_into_a_record_changes_nothing_else() -> None:
    text = fixture("records.json")
    one, two = documents("records.json", text)
    again = documents("records.json", replaced(two, '"a tutti" 😀', 'a "tutti\\"'))
    assert texts(again[1]) == {"text": 'Buongiorno a "tutti\\"'}
    assert texts(again[0]) == texts(one)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("x.json", '{"text": "Hello", "subject": "S", "channel": "inmail", "touch": 2}'),
        ("x.yaml", "text: Hello\nsubject: S\nchannel: inmail\ntouch: 2\n"),
        ("x.yml", "- text: 'Hello'\n  subject: >\n    S\n  channel: inmail\n  touch: '2'\n"),
        ("x.jsonl", '{"text": "Hello", "subject": "S", "channel": "inmail", "touch": 2}'),
    ],
)
def test_a_record_says_the_same_in_every_format(path: str, text: str) -> None:
    document = message(path, text)
    assert texts(document) == {"subject": "S", "text": "Hello"}
    assert (document.context.channel, document.context.touch) == (("inmail", "record"), (2, "record"))
    assert document.step is None


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ({"body": "Hello", "subject": "S"}, {"subject": "S", "text": "Hello"}),
        ({"Messaggio": "Ciao", "Oggetto": "O"}, {"subject": "O", "text": "Ciao"}),
        ({"nachricht": "Hallo", "betreff": "B"}, {"subject": "B", "text": "Hallo"}),
        ({"mensaje": "Hola", "asunto": "A"}, {"subject": "A", "text": "Hola"}),
        ({"texte": "Bonjour", "objet": "O"}, {"subject": "O", "text": "Bonjour"}),
        ({"mensagem": "Olá", "assunto": "A"}, {"subject": "A", "text": "Olá"}),
        ({"content": "Hello", "message": {"id": 3}}, {"text": "Hello"}),
        ({"text": "Hello", "body": "other", "content": "more"}, {"text": "Hello"}),
    ],
)
def test_the_usual_names_of_six_languages_are_known(record: dict[str, object], fields: dict[str, str]) -> None:
    assert texts(message("x.json", json.dumps([record]))) == fields
    assert texts(message("x.json", json.dumps(record))) == fields


def test_a_name_that_implies_a_channel_gives_way_to_what_is_stated() -> None:
    assert message("x.json", '{"email_body": "Hello"}').context.channel == ("email", "key email_body")
    assert message("x.json", '{"email_body": "Hello", "channel": "inmail"}').context.channel.value == "inmail"
    stated = Defaults(config=[("config", {"channel": "comment"})])
    assert message("x.json", '{"email_body": "Hello"}', stated).context.channel == ("comment", "config")


def test_several_keys_that_may_be_the_message_are_an_error() -> None:
    said = error("x.json", '[{"body": "a"}, {"message": "b"}]')
    assert said == (
        "x.json:1:1: several keys may hold the message: body, message"
        " (name one or more in the configuration, such as fields = { text = '[].body' })"
    )


def test_a_document_without_a_message_says_where_its_texts_are() -> None:
    (found,) = items("x.json", '{"a": [{"b": "x"}, {"b": "y", "c d": "z"}], "e": {"f": ["g"]}, "h": 1}')
    assert isinstance(found, NoMessageError)
    assert str(found) == (
        "x.json:1:1: no message found in it (name their path in the configuration, such as"
        """ fields = { text = 'a[].b' }; texts are at a[].b, a[]."c d", e.f[])"""
    )


def test_at_most_eight_paths_are_shown() -> None:
    said = error("x.json", json.dumps({f"key{number}": "x" for number in range(20)}))
    assert said.count("key") == 9
    assert "key7" in said
    assert "key8" not in said


@pytest.mark.parametrize("text", ["[]", "{}", "3", "null", "[[[]]]", '{"text": 3.5}', "[1, 2]"])
def test_a_document_without_texts_holds_no_message(text: str) -> None:
    for path in ("x.json", "x.yaml"):
        (found,) = items(path, text)
        assert isinstance(found, NoMessageError) or path == "x.yaml"
        assert isinstance(found, (Document, InputError))


def test_a_bad_record_is_an_error_with_its_place_and_the_others_are_read() -> None:
    text = '[{"text": "one"},\n 3,\n {"id": 1},\n {"text": "b", "channel": "fax"},\n {"text": ""},\n {"text": "c", "id": [1]}]'
    found = items("x.json", text)
    assert [str(item).split(" (")[0] for item in found[1:]] == [
        "x.json:2:2: the record is not an object with keys",
        "x.json:3:2: the record has no 'text'",
        "x.json:4:27: unknown channel `fax`",
        "x.json:5:12: there is no message text",
        "x.json:6:22: id takes a text or a whole number",
    ]


def test_a_misspelt_key_is_an_error() -> None:
    assert "x.json:1:15: unknown key `chanel` (did you mean `channel`?)" in error(
        "x.json", '{"text": "a", "chanel": "email"}'
    )


def test_an_id_in_yaml_is_what_was_written() -> None:
    assert message("x.yaml", "text: a\nid: 007\n").message_id == "007"
    assert message("x.yaml", "text: a\nid: 2026-03-02\n").message_id == "2026-03-02"
    assert "id takes a text" in error("x.yaml", "text: a\nid: yes\n")


def test_a_text_in_yaml_is_what_was_written() -> None:
    document = message("x.yaml", "text: 2026\nsubject: yes\n")
    assert texts(document) == {"subject": "yes", "text": "2026"}
    assert document.position(0) == (2, 10)


def test_directives_stand_beside_the_text() -> None:
    document = message("x.yaml", "text: a\noutreachlint:\n  ignore: [OL302]\n")
    assert [each.rule for each in document.directives] == ["OL302"]


@pytest.mark.parametrize(
    ("path", "text", "none"),
    [
        ("x.json", '{"name": "x", // not JSON\n}', True),
        ("x.json", '{"text": "x", // not JSON\n}', False),
        ("x.yaml", "replicas: {{ .Values.n }}", True),
        ("x.yaml", "subject: {{ name }}", False),
        ("x.yaml", "jobs: &x {a: 1}", True),
        ("x.yaml", "email_body: &x a", False),
        ("x.yaml", "jobs:\n  a:\n    runs-on: &x ubuntu\n    steps:\n    - with: {body: Done}\n", True),
        ("x.yaml", "message: {{ .Values.message }}\n{{- if .Values.x }}\n{{- end }}\n", True),
        ("x.yaml", "campaign: Leeds\nsteps:\n  - text: &x Hi Ann\n", False),
    ],
)
def test_a_broken_file_that_can_hold_no_message_is_called_so(path: str, text: str, none: bool) -> None:
    (found,) = items(path, text)
    assert isinstance(found, InputError)
    assert isinstance(found, NoMessageError) is none


@given(st.binary(max_size=60))
def test_no_bytes_make_the_readers_fail(data: bytes) -> None:
    for path in ("x.json", "x.yaml"):
        assert all(isinstance(item, (Document, InputError)) for item in items(path, data))


KEYS = st.sampled_from(
    ["text", "body", "subject", "id", "touch", "consent", "outreachlint", "campaign", "steps", "delay", "file", "variants",
     "sequences", "seq_number", "seq_variants", "email_body", "seq_delay_details", "items", "name"]
)  # fmt: skip


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-3, 10**6)
        | st.floats()
        | st.sampled_from(["Hello", "", "<p>Hi</p>", "3d", "x.md"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    )
)
def test_no_value_makes_the_readers_fail(value: object) -> None:
    assert all(isinstance(item, (Document, InputError)) for item in items("x.json", json.dumps(value)))
