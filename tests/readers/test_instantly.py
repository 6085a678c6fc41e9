"""Campaigns of Instantly."""

from __future__ import annotations

import json

import pytest

from outreachlint.document import Document
from tests.readers.files import fixture, replaced, texts, written
from tests.readers.reading import items

STEP = {"type": "email", "delay": 2, "variants": [{"subject": "S", "body": "Hello"}]}


def documents(text: str) -> list[Document]:
    found = items("c.json", text)
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Document)]


def test_a_delay_is_the_wait_before_the_next_step() -> None:
    steps = [document.step for document in documents(fixture("instantly.json"))]
    assert [tuple(step) for step in steps if step] == [
        ("c.json#Peat cores", 1, 0, "A"),
        ("c.json#Peat cores", 1, 0, "C"),
        ("c.json#Peat cores", 2, 3, None),
        ("c.json#Peat cores", 3, 0.5, None),
    ]


def test_html_is_what_its_reader_sees_with_places_in_the_file() -> None:
    one, other, second, _ = documents(fixture("instantly.json"))
    assert texts(one) == {
        "subject": "Drying peat in {{companyName}}",
        "text": "Hi {{firstName}},\n\nhow do you dry it?",
    }
    assert written(one, "how do") == "how do"
    assert texts(other)["text"] == "Hi {{firstName}},\nthree labs, three ways."
    assert texts(second) == {"text": "Did it reach you?"}
    assert (second.context.channel, second.context.template) == (("email", "campaign"), ("instantly", "campaign"))


def test_what_is_written_into_it_changes_nothing_else() -> None:
    before = documents(fixture("instantly.json"))
    after = documents(replaced(before[1], "labs, three", "labs < three"))
    assert texts(after[1])["text"].endswith("three labs < three ways.")
    assert [texts(document) for document in (after[0], *after[2:])] == [
        texts(document) for document in (before[0], *before[2:])
    ]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda steps: {"sequences": [{"steps": steps}]},
        lambda steps: {"steps": steps},
        lambda steps: [{"steps": steps}],
        lambda steps: [{"name": "x", "sequences": [{"steps": steps}]}],
        lambda steps: {"items": [{"sequences": [{"steps": steps}]}], "next_starting_after": "x"},
    ],
)
def test_steps_are_found_in_what_the_api_takes_and_gives(wrap: object) -> None:
    assert callable(wrap)
    found = documents(json.dumps(wrap([STEP, STEP])))
    assert [(document.step.number, document.step.delay) for document in found if document.step] == [(1, 0), (2, 2)]


@pytest.mark.parametrize(
    ("delay", "unit", "days"),
    [(90, "minutes", 0.0625), (36, "hours", 1.5), (2, "days", 2), ("2", "days", 2), (2, "moons", None), (None, "days", None), (True, "days", None)],
)  # fmt: skip
def test_a_delay_has_a_unit(delay: object, unit: str, days: float | None) -> None:
    _, second = documents(json.dumps({"steps": [{**STEP, "delay": delay, "delay_unit": unit}, STEP]}))
    assert second.step is not None
    assert second.step.delay == days


def test_what_can_not_be_read_is_an_error_with_its_place_and_the_rest_is_read() -> None:
    text = json.dumps({"steps": [STEP, {"type": "email"}, {"variants": [{"subject": "x"}]}, STEP]})
    first, no_variants, no_body, last = items("c.json", text)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert str(no_variants).endswith("the step has no `variants`")
    assert str(no_body).endswith("the variant has no `body`")
    assert last.step is not None
    assert last.step.number == 4
