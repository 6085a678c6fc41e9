"""Names of messages, and who is believed about them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Fact, Field
from outreachlint.readers import Defaults
from outreachlint.readers.drafts import Drafts, Names, Part
from outreachlint.readers.front_matter import parse
from outreachlint.text.source import Source


@given(st.lists(st.sampled_from(["Note", "Note (2)", "Note (3)", "E-mail"])))
def test_names_are_unique_and_begin_with_what_was_asked_for(wanted: list[str]) -> None:
    names = Names()
    made = [names.unique(name) for name in wanted]
    assert len(set(made)) == len(made)
    assert all(name.startswith(one) for name, one in zip(made, wanted))
    assert not made or made[0] == wanted[0]


def document(front: str = "", defaults: Defaults | None = None, *, alone: bool = False, **part: object):  # type: ignore[no-untyped-def]
    source = Source("x.md", f"{front}Hi Ann")
    drafts = Drafts(source, parse(source), defaults or Defaults())
    body = Field("text", "Hi Ann", len(front))
    return drafts.document(Part(None, body, **part), alone=alone)  # type: ignore[arg-type]


def test_a_guess_gives_way_to_whoever_states_a_fact() -> None:
    guessed = {"channel": "inmail", "touch": 2}
    assert document(guessed=guessed).context.channel == Fact("inmail", "heading")
    assert document(guessed=guessed).context.touch == Fact(2, "heading")
    front = "---\nchannel: email\n---\n"
    assert document(front, guessed=guessed).context.channel.value == "email"
    config = Defaults(config=[("config", {"channel": "comment", "touch": 1})])
    assert document("", config, guessed=guessed).context.channel == Fact("comment", "config")
    assert document("", config, guessed=guessed).context.touch == Fact(1, "config")
    assert document("", Defaults({"touch": 4}), guessed=guessed).context.touch == Fact(4, "command line")


def test_a_message_is_called_by_its_id_else_its_title_else_the_file() -> None:
    front = "---\nid: file\n---\n"
    assert document(front, title="A note").message_id == "A note"
    assert document(front, title="A note", facts={"id": Fact("n-1", "fence")}).message_id == "n-1"
    assert document(front, title="A note", alone=True).message_id == "file"
    assert document(front).message_id == "file"
    assert document().message_id is None
