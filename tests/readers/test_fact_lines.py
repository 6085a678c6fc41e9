"""Facts in lines, comments and info strings."""

from __future__ import annotations

import pytest

from outreachlint.errors import InputError
from outreachlint.readers.fact_lines import comment_facts, info_facts, is_fact_line, line_facts
from outreachlint.text.source import Source, Span


def whole(text: str) -> tuple[Source, Span]:
    return Source("x.md", text), Span(0, len(text))


def test_lines_state_facts_as_a_front_matter_does() -> None:
    facts = line_facts(*whole('channel: inmail\ntouch: 2\r\nid: "a-1"\nconsent: newsletter, call\n'), "here")
    assert {key: fact.value for key, fact in facts.items()} == {
        "channel": "inmail",
        "touch": 2,
        "id": "a-1",
        "consent": {"newsletter": {"given": None, "how": None}, "call": {"given": None, "how": None}},
    }
    assert {fact.origin for fact in facts.values()} == {"here"}


@pytest.mark.parametrize("line", ["Channel: email", "channel:", "the channel: email", "owner: Ann", "channel email"])
def test_other_lines_state_none(line: str) -> None:
    assert not is_fact_line(line)


@pytest.mark.parametrize(
    "comment",
    ["<!-- channel: inmail, touch: 2 -->", "<!--channel: inmail\n  touch: 2\n-->", "<!-- touch: 2, channel: inmail-->"],
)
def test_a_comment_of_nothing_but_facts_states_them(comment: str) -> None:
    facts = comment_facts(*whole(comment), "comment")
    assert {key: fact.value for key, fact in facts.items()} == {"channel": "inmail", "touch": 2}


@pytest.mark.parametrize(
    "comment", ["<!-- the channel: email -->", "<!---->", "<!-- channel: inmail\nand more -->", "<!-- TODO -->"]
)
def test_another_comment_is_a_note(comment: str) -> None:
    assert comment_facts(*whole(comment), "comment") == {}


@pytest.mark.parametrize(
    ("info", "facts"),
    [
        ("email touch=2", {"channel": "email", "touch": 2}),
        ("text channel=inmail", {"channel": "inmail"}),
        ('md id="a b" lang=it other=1', {"id": "a b", "lang": "it"}),
        ("", {}),
        ("python", {}),
    ],
)
def test_the_info_string_of_a_fence_states_facts(info: str, facts: dict[str, object]) -> None:
    found = info_facts(Source("x.md", info + "\nchannel=email"), 0, "fence")
    assert {key: fact.value for key, fact in found.items()} == facts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("touch: 2\nchannel: mail\n", "x.md:2:10: unknown channel `mail`"),
        ("touch: 2\ntouch: 3\n", "x.md:2:8: `touch` is stated twice"),
    ],
)
def test_a_wrong_fact_is_an_error_at_its_place(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        line_facts(*whole(text), "here")
    assert str(caught.value).startswith(said)
