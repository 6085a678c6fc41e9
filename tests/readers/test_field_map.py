"""The configuration's paths: messages where they lead, and clear words where they lead nowhere."""

from __future__ import annotations

import json

import pytest

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers import Defaults
from outreachlint.readers.facts import Reading
from tests.readers.files import fixture, replaced, texts, written
from tests.readers.reading import items

COPIES = """{"lang": "it", "copies": [
  {"id": 1, "subject": "Torba", "body": "Buongiorno", "canale": "email"},
  {"id": 2, "body": null},
  {"id": 3, "body": "Ciao \\u00e8 \\"qui\\"", "canale": "message", "lang": "en", "outreachlint": {"ignore": ["OL302"]}}
]}"""


def mapped(**fields: str) -> Defaults:
    return Defaults(reading=Reading(fields={name: tuple(paths.split("|")) for name, paths in fields.items()}))


def documents(path: str, text: str, defaults: Defaults) -> list[Document]:
    found = items(path, text, defaults)
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Document)]


def refusal(path: str, text: str, defaults: Defaults) -> str:
    (found,) = items(path, text, defaults)
    assert isinstance(found, InputError)
    return str(found)


def test_paths_lead_to_the_messages_and_to_what_is_said_of_them() -> None:
    defaults = mapped(text="copies[].body", channel="copies[].canale", lang="copies[].lang|lang")
    one, two = documents("x.json", COPIES, defaults)
    assert [field.text for field in one.fields] == ["Torba", "Buongiorno"]
    assert one.context.channel == ("email", "record")
    assert (one.lang, one.message_id, two.lang, two.message_id) == ("it", "1", "en", "3")
    assert [directive.rule for directive in two.directives] == ["OL302"]
    assert two.text == 'Ciao è "qui"'
    assert COPIES[two.fields[0].source_offset(5) :].startswith("\\u00e8")


def test_the_same_paths_read_yaml() -> None:
    text = "templates:\n  intro: {text: 'it''s'}\n  bump:\n    text: |\n      two\n      lines\n    when: 2\n"
    one, two = documents("x.yaml", text, mapped(text="templates.*.text", touch="when"))
    assert [one.text, two.text] == ["it's", "two\nlines"]
    assert two.context.touch == (2, "record")


def test_a_file_of_templates_is_read_and_rewritten_by_its_paths() -> None:
    text = fixture("templates.yaml")
    defaults = mapped(text="templates.*.corpo", subject="titolo", channel="templates.*.canale", lang="owner.lingua")
    intro, bump = documents("templates.yaml", text, defaults)
    assert texts(intro) == {
        "subject": "Torba: l'essiccazione",
        "text": "Gentile {{nome}}, come essicca i campioni?\nGrazie",
    }
    assert texts(bump) == {"text": "Ha ricevuto le slide?"}
    assert (intro.lang, bump.lang, bump.context.channel) == ("it", "it", ("message", "record"))
    assert written(intro, "l'essiccazione") == "l''essiccazione"
    assert written(intro, "campioni?\nGrazie") == "campioni?\n\n      Grazie"
    assert written(bump, "ricevuto le slide") == "ricevuto\n      le slide"
    for message, quote, other in (
        (intro, "l'essiccazione", "l'acqua"),
        (intro, "come", "ma come"),
        (bump, "slide", "foto"),
    ):
        again = documents("templates.yaml", replaced(message, quote, other), defaults)
        for old, new in zip((intro, bump), again, strict=True):
            wanted = {
                name: value.replace(quote, other) if old is message else value for name, value in texts(old).items()
            }
            assert texts(new) == wanted


def test_several_paths_for_a_text_are_read_in_the_order_of_the_document() -> None:
    text = '[{"note": "a", "followup": "b"}, {"note": "c"}]'
    found = documents("x.json", text, mapped(text="[].followup|[].note"))
    assert [document.text for document in found] == ["a", "b", "c"]


def test_without_a_path_for_the_text_it_is_found_as_in_records() -> None:
    (document,) = documents("x.json", '[{"testo": "Ciao", "titolo": "T"}]', mapped(subject="[].titolo"))
    assert [field.text for field in document.fields] == ["T", "Ciao"]
    (document,) = documents("x.json", '{"text": "Ciao", "titolo": "T"}', mapped(subject="titolo"))
    assert [field.text for field in document.fields] == ["T", "Ciao"]
    assert "no message found in it" in refusal("x.json", '{"x": 1}', mapped(subject="titolo"))


def test_an_empty_list_of_paths_says_that_there_is_none() -> None:
    defaults = Defaults(reading=Reading(fields={"text": ("copies[].body",), "subject": (), "id": ()}))
    found = documents("x.json", COPIES, defaults)
    assert [(len(document.fields), document.message_id) for document in found] == [(1, None), (1, None)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "copies[].bdy"}, "x.json:2:3: there is no `bdy` in `copies[]`, and so nothing at `copies[].bdy`, where"
            " text should be; its keys are id, subject, body, canale (did you mean `body`?)"),
        ({"text": "copies.body"}, "x.json:1:26: there is no `body` in `copies`, and so nothing at `copies.body`, where text"
            " should be; it is a list of 3 (texts are at lang, copies[].subject, copies[].body, copies[].canale"),
        ({"text": "body"}, "x.json:1:1: there is no `body` at the top, and so nothing at `body`, where text should be; its"
            " keys are lang, copies (texts are at"),
        ({"text": "lang[]"}, "x.json:1:10: there is no list in `lang`, and so nothing at `lang[]`, where text should be; it"
            " is a single value"),
        ({"text": "copies[1].body"}, "x.json:3:21: there is nothing at `copies[1].body`, where text should be"),
        ({"text": "copies[].body", "touch": "copies[].step"}, "x.json:2:3: there is no `step` in `copies[]`, and so nothing"
            " at `copies[].step`, where touch should be; its keys are"),
        ({"text": "copies[.body"}, "x.json:1:1: the path `copies[.body` for text can't be read from its character 7 on (a"
            " path is like copies[].body"),
        ({"text": "lang", "id": "copies[].id"}, "x.json:3:10: the path for id leads to 3 values for one message (begin it"
            " as the path for text begins)"),
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_refused_with_the_keys_there_are(fields: dict[str, str], said: str) -> None:
    assert refusal("x.json", COPIES, mapped(**fields)).startswith(said)


def test_the_error_for_a_missing_text_says_that_the_file_holds_no_message() -> None:
    (missing,) = items("x.json", COPIES, mapped(text="nothing"))
    (wrong,) = items("x.json", COPIES, mapped(text="copies[].body", touch="nothing"))
    assert isinstance(missing, NoMessageError)
    assert not isinstance(wrong, NoMessageError)


def test_a_wrong_value_is_an_error_in_the_place_of_its_message() -> None:
    text = '[{"b": "one", "c": "fax"}, {"b": 3}, {"b": "two", "c": "email"}]'
    first, second, third = items("x.json", text, mapped(text="[].b", channel="[].c"))
    assert str(first).startswith("x.json:1:20: unknown channel `fax`")
    assert str(second).startswith("x.json:1:34: text takes a text")
    assert isinstance(third, Document)


def test_a_campaign_is_read_as_one_where_the_paths_are_of_other_files() -> None:
    text = json.dumps({"sequences": [{"seq_number": 1, "subject": "s", "email_body": "Hello"}]})
    (document,) = documents("x.json", text, mapped(text="[].Messaggio"))
    assert document.step is not None


def test_json_lines_are_mapped_record_by_record() -> None:
    text = '{"m": {"body": "one"}, "s": "S"}\n\n{"m": {"body": "tw\\u00f2"}}\n{"x": 1}\n{"m":\n'
    one, two, missing, broken = items("x.jsonl", text, mapped(text="[].m.body", subject="s"))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert [one.fields[0].text, two.fields[0].text, two.position(2)] == ["S", "twò", (3, 19)]
    assert str(missing).startswith("x.jsonl:4:1: there is no `m` at the top")
    assert str(broken).startswith("x.jsonl:5:6: the line is not valid JSON")


def test_json_lines_without_any_value_for_a_field_are_refused_at_the_end() -> None:
    _, last = items("x.jsonl", '{"text": "one"}\n', mapped(subject="titolo"))
    assert "there is no `titolo` at the top" in str(last)
    assert "no record" in refusal("x.jsonl", "\n", mapped(subject="titolo"))
    assert "can't be read from its character 2" in refusal("x.jsonl", '{"text": "one"}\n', mapped(subject="a..b"))
