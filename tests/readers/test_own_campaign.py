"""Campaigns written for outreachlint, in YAML and JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers import Defaults
from outreachlint.readers.own_campaign import MOST_STEPS, parse_delay
from tests.readers.files import FOLDER, replaced, texts, written
from tests.readers.reading import error, items

PATH = str(FOLDER / "soil" / "campaign.yaml")


def documents(path: str, text: str, defaults: Defaults | None = None) -> list[Document]:
    found = items(path, text, defaults)
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Document)]


def soil(defaults: Defaults | None = None) -> list[Document]:
    return documents(PATH, Path(PATH).read_text(encoding="utf-8"), defaults)


def test_steps_have_numbers_delays_and_variants() -> None:
    steps = [document.step for document in soil()]
    assert [tuple(step)[1:] for step in steps if step] == [(1, 0, None), (2, 3, None), (3, 14, "A"), (3, 14, "B")]
    assert {step.campaign for step in steps if step} == {f"{PATH}#Soil survey"}


def test_every_style_of_yaml_has_its_places_in_the_file() -> None:
    first, _, folded, quoted = soil()
    assert texts(first) == {
        "subject": 'Peat cores — and your "Ghent" talk',
        "text": "Hi {{first_name}},\n\nhow do you dry the samples?\n\nThank you, Bram",
    }
    assert written(first, '— and your "Ghent"') == '\\u2014 and your \\"Ghent\\"'
    assert written(first, "dry the samples") == "dry the samples"
    assert written(folded, "thing: the labs") == "thing:\n            the labs"
    assert texts(quoted)["text"] == "It's the last thing that I ask."
    assert written(quoted, "It's") == "It''s"


def test_what_is_written_into_a_step_changes_nothing_else() -> None:
    before = soil()
    for index, quote, other in (
        (0, '"Ghent"', 'new\\"'),
        (0, "how do", "how: 'do'"),
        (2, "thing: the", "x"),
        (3, "It's", "it's"),
    ):
        after = documents(PATH, replaced(before[index], quote, other))
        wanted = {name: text.replace(quote, other) for name, text in texts(before[index]).items()}
        assert texts(after[index]) == wanted
        assert [texts(d) for at, d in enumerate(after) if at != index] == [
            texts(d) for at, d in enumerate(before) if at != index
        ]


def test_facts_of_the_campaign_give_way_to_those_of_a_step_and_of_its_draft() -> None:
    first, draft, third, _ = soil()
    assert first.context.relationship == ("connected", "campaign")
    assert (first.lang, first.lang_origin) == ("en", "campaign")
    assert draft.context.relationship == ("engaged", "front matter")
    assert draft.context.channel == ("email", "campaign")
    assert [document.context.touch for document in (first, draft, third)] == [
        (1, "campaign"),
        (2, "campaign"),
        (4, "step"),
    ]


def test_the_command_line_wins_and_the_config_gives_way() -> None:
    told = Defaults({"touch": 9}, [("config", {"channel": "inmail", "plan": "paid"})], "it")
    for document in soil(told):
        assert document.context.touch == (9, "command line")
        assert document.context.channel == ("email", "campaign")
        assert document.context.plan == ("paid", "config")
        assert document.lang == "it"


def test_a_step_may_be_a_draft_of_its_own() -> None:
    draft = soil()[1]
    assert draft.source.path == str(FOLDER / "soil" / "drafts" / "02-bump.md")
    assert texts(draft) == {"subject": "The slides", "text": "Did the slides\nreach you?"}
    assert draft.position(0) == (4, 10)


def test_ids_are_of_a_message() -> None:
    assert [document.message_id for document in soil()] == [None, None, None, "last-b"]


@pytest.mark.parametrize(
    "text",
    [
        '{"campaign": {"name": "C", "channel": "email", "steps": [{"text": "a"}, {"text": "b", "delay": "1 week"}]}}',
        '{"name": "C", "channel": "email", "steps": [{"text": "a"}, {"text": "b", "delay": 7}]}',
        "campaign: C\nchannel: email\nsteps:\n- text: a\n- text: b\n  delay: 7d\n",
    ],
)
def test_a_campaign_may_be_written_in_several_ways(text: str) -> None:
    path = "c.json" if text.startswith("{") else "c.yaml"
    one, two = documents(path, text)
    assert (one.step, two.step) == ((f"{path}#C", 1, 0, None), (f"{path}#C", 2, 7, None))
    assert two.context.channel == ("email", "campaign")


def test_a_step_takes_what_its_variants_do_not_say() -> None:
    text = "steps:\n- subject: S\n  touch: 3\n  variants:\n  - {text: a}\n  - {text: b, subject: T, touch: 4}\n"
    one, two = documents("c.yaml", text)
    assert (texts(one), texts(two)) == ({"subject": "S", "text": "a"}, {"subject": "T", "text": "b"})
    assert (one.context.touch.value, two.context.touch.value) == (3, 4)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (3, 3), (0, 0), (1.5, 1.5), ("3", 3), ("3d", 3), ("3 days", 3), ("2 weeks", 14), ("1w", 7), ("12 hours", 0.5), ("36h", 1.5),
        ("1,5 giorni", 1.5), ("2 settimane", 14), ("2 Wochen", 14), ("3 días", 3), ("1 jour", 1), ("2 semanas", 14), ("3 Tage", 3),
        (-1, None), ("soon", None), ("3 moons", None), ("", None), (True, None), (None, None), ([3], None), ("-3", None),
        (10**9, None), ("9" * 400, None), (float("nan"), None), (float("inf"), None),
    ],
)  # fmt: skip
def test_a_delay_is_in_days(value: object, days: float | None) -> None:
    assert parse_delay(value) == days


@given(st.text() | st.floats() | st.integers())
def test_any_delay_is_some_days_or_none(value: object) -> None:
    delay = parse_delay(value)
    assert delay is None or 0 <= delay <= 3_650


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("- delay: 3x\n  text: a", "c.yaml:2:10: `delay` can't be 3x (a number of days, "),
        ("- text: a\n  file: b.md", "c.yaml:3:3: a step has either `text` or `file`"),
        ("- delay: 3", "c.yaml:2:3: the step has neither `text` nor `file` (a step is a message: leave out what is none)"),
        ("- txet: a", "c.yaml:2:3: unknown key `txet` (did you mean `text`?)"),
        ("- text: a\n  dealy: 3", "c.yaml:3:3: unknown key `dealy` (did you mean `delay`?)"),
        ("- text: a\n  chanel: email", "c.yaml:3:3: unknown key `chanel` (did you mean `channel`?)"),
        ("- text: a\n  channel: fax", "c.yaml:3:12: unknown channel `fax`"),
        ("- just words", "c.yaml:2:3: a step has keys such as `text`, `file` and `delay`"),
        ("- text: [a]", "c.yaml:2:9: text takes a text"),
        ("- text: ' '", "c.yaml:2:10: there is no message text"),
        ("- variants: 3", "c.yaml:2:13: `variants` takes a list"),
        ("- variants:\n  - {id: 1}", "c.yaml:3:5: the step has neither `text` nor `file`"),
        ("- file: ../x.md", "c.yaml:2:9: the draft ../x.md is outside (it has to be below the campaign's folder"),
        ("- file: /etc/passwd", "c.yaml:2:9: the draft /etc/passwd is outside"),
        ("- file: nothing.md", "c.yaml:2:9: the draft nothing.md can't be read: No such file"),
        ("- file: c.yaml", "c.yaml:2:9: a draft can't be YAML (put the text into the step"),
        ("- file: x.json", "c.yaml:2:9: a draft can't be JSON"),
        ("- {file: x.md, subject: S}", "c.yaml:2:16: `subject` stands in the draft that `file` names"),
    ],
)  # fmt: skip
def test_a_wrong_step_is_an_error_with_its_place_and_the_others_are_read(lines: str, said: str) -> None:
    wrong, other = items("c.yaml", f"steps:\n{lines}\n- text: good\n")
    assert isinstance(wrong, InputError)
    assert str(wrong).startswith(said)
    assert isinstance(other, Document)
    assert other.step is not None
    assert other.step.number == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("campaign:\n  channel: fax\n  steps: [{text: a}]", "c.yaml:2:12: unknown channel `fax`"),
        ("campaign:\n  relationshp: x\n  steps: [{text: a}]", "c.yaml:2:3: unknown key `relationshp` (did you mean"),
        (
            "campaign:\n  outreachlint: {ignore: [OL1]}\n  steps: [{text: a}]",
            "c.yaml:2:3: `outreachlint` stands in a step",
        ),
        ("campaign:\n  setps: [{text: a}]", "c.yaml:2:3: unknown key `setps` (did you mean `steps`?)"),
        ("campaign:\n  steps: []", "c.yaml:2:10: `steps` takes a list of messages"),
        ("campaign:\n  steps: word", "c.yaml:2:10: `steps` takes a list of messages"),
        (f"steps: [{'{text: a}, ' * (MOST_STEPS + 1)}]", f"c.yaml:1:8: a campaign has at most {MOST_STEPS} steps, not"),
    ],
)
def test_what_is_wrong_for_all_steps_is_one_error(text: str, said: str) -> None:
    assert error("c.yaml", text).startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "steps:\n- name: build\n  run: make\n",
        "steps:\n- script: x\n",
        "campaign:\n  budget: 3\n",
        "steps: 3\n",
        "steps: [a, b]\n",
    ],
)
def test_steps_of_something_else_are_no_campaign(text: str) -> None:
    assert "no message found in it" in error("ci.yaml", text)
