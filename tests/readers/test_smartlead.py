"""Campaigns of Smartlead."""

from __future__ import annotations

import json

import pytest

from outreachlint.document import Document
from outreachlint.readers import Defaults
from outreachlint.text.source import Span
from tests.readers.files import body, fixture, replaced, texts, written
from tests.readers.reading import items


def documents(text: str, defaults: Defaults | None = None) -> list[Document]:
    found = items("c.json", text, defaults)
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Document)]


def test_steps_come_in_their_order_with_delays_and_variants() -> None:
    steps = [document.step for document in documents(fixture("smartlead.json"))]
    assert all(step is not None and step.campaign == "c.json#Peat cores, spring" for step in steps)
    assert [(step.number, step.delay, step.variant) for step in steps if step] == [
        (1, 0, "A"),
        (1, 0, "B"),
        (2, 3, None),
        (3, 4, None),
    ]


def test_html_is_what_its_reader_sees_with_places_in_the_file() -> None:
    one = documents(fixture("smartlead.json"))[0]
    assert texts(one) == {
        "subject": "Peat cores & your Ghent talk",
        "text": "Hi {{first_name}},\n\nyour talk answered a question we’ve carried for a year:\nhow do you dry the samples?\n\n"
        'Café notes & slides would be welcome.\n"Thank you", Bram 🌿',
    }
    assert written(one, "we’ve") == "we&rsquo;ve"
    assert written(one, "Café notes & slides") == "Caf\\u00e9 notes &amp; slides"
    assert written(one, 'welcome.\n"Thank') == 'welcome</b>.<br/>\\"Thank'
    assert written(one, "🌿") == "\\ud83c\\udf3f"
    assert written(one, "Peat cores") == "Peat cores"


def test_text_with_line_breaks_and_without_tags_is_plain() -> None:
    two = documents(fixture("smartlead.json"))[1]
    assert texts(two)["text"] == "Hi {{first_name}},\n\nhow do you dry the samples?\n\nThank you, Bram"
    assert written(two, "},\n\nhow") == "},\\n\\nhow"


def test_what_is_written_into_html_changes_nothing_else() -> None:
    text = fixture("smartlead.json")
    before = documents(text)
    after = documents(replaced(before[0], "notes & slides", 'a "<b>" & c'))
    assert texts(after[0])["text"] == texts(before[0])["text"].replace("notes & slides", 'a "<b>" & c')
    assert [texts(document) for document in after[1:]] == [texts(document) for document in before[1:]]
    write = body(before[0]).write
    assert write is not None
    assert write("two\nlines") is None


def test_a_line_break_that_is_a_tag_is_not_to_be_replaced() -> None:
    field = body(documents(fixture("smartlead.json"))[0])
    at = field.text.index("\nhow")
    assert not isinstance(field.offsets, int)
    assert field.offsets.spans(Span(at, at + 2)) is None


def test_the_channel_is_email_and_a_step_is_a_touch_unless_somebody_says_otherwise() -> None:
    _, _, second, _ = documents(fixture("smartlead.json"))
    assert (second.context.channel, second.context.touch) == (("email", "campaign"), (2, "campaign"))
    told = Defaults({"touch": 7, "channel": "message"}, [("config", {"channel": "inmail", "plan": "paid"})])
    _, _, second, _ = documents(fixture("smartlead.json"), told)
    assert (second.context.channel, second.context.touch) == (("message", "command line"), (7, "command line"))
    assert second.context.plan == ("paid", "config")
    assert second.context.template == ("smartlead", "campaign")


STEP = {"seq_number": 1, "seq_delay_details": {"delay_in_days": 0}, "subject": "S", "email_body": "Hello"}


@pytest.mark.parametrize(
    "wrap", [lambda steps: steps, lambda steps: {"sequences": steps}, lambda steps: {"data": steps}]
)
def test_steps_are_found_in_what_the_api_takes_and_gives(wrap: object) -> None:
    assert callable(wrap)
    found = documents(json.dumps(wrap([STEP, {**STEP, "seq_number": 2}])))
    assert [document.step.number for document in found if document.step] == [1, 2]


def test_several_campaigns_of_a_file_are_told_apart() -> None:
    campaign = {"name": "A", "sequences": [STEP]}
    found = documents(json.dumps([campaign, campaign, {"sequences": [STEP]}]))
    assert [document.step.campaign for document in found if document.step] == ["c.json#A", "c.json#A#2", "c.json#3"]


def test_variants_read_back_take_what_they_lack_from_their_step() -> None:
    step = {**STEP, "sequence_variants": [{"subject": "", "email_body": ""}, {"subject": "T", "email_body": "Bye"}]}
    one, two = documents(json.dumps([step]))
    assert (texts(one), texts(two)) == ({"text": "Hello"}, {"subject": "T", "text": "Bye"})
    assert [document.step.variant for document in (one, two) if document.step] == ["A", "B"]


def test_a_step_without_a_number_or_a_delay_has_its_place_in_the_list() -> None:
    steps = [{**STEP, "seq_number": 5}, {**STEP, "seq_number": 5, "seq_delay_details": {"delay_in_days": -3}}]
    found = documents(json.dumps(steps))
    assert [(document.step.number, document.step.delay) for document in found if document.step] == [(1, 0), (2, None)]


def test_a_step_without_a_body_is_an_error_and_the_others_are_read() -> None:
    first, second, third = items(
        "c.json",
        json.dumps([{"seq_number": 1}, {**STEP, "seq_number": 2}, {**STEP, "email_body": "<p></p>", "seq_number": 3}]),
    )
    assert str(first) == "c.json:1:2: the step has no `email_body`"
    assert isinstance(second, Document)
    assert "there is no message text" in str(third)
