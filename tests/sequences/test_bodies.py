"""OL807: one body in many messages of a run."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest

from outreachlint.analysis import Analysis
from outreachlint.document import Context, Document, Fact, Field, Sent, Step
from outreachlint.sequences.bodies import Bodies
from outreachlint.text.source import Source
from tests.sequences.sample import rules

BODY = "we make scanners that read wet labels and save a returns desk an hour a day."
NAMES = ["Ann", "Bob", "Cleo", "Dan", "Eve", "Flo", "Gus", "Hal"]


def row(number: int, text: str, *, path: str = "list.csv", **about: Any) -> Document:
    """A message in a row of its own."""
    facts = {name: Fact(about.pop(name), "test") for name in tuple(about) if name in Context._fields}
    source = Source(path, text, line=number + 2, base=100 * number)
    return Document(source, [Field("text", text, 0, address=f"row {number}")], Context(**facts), "en", **about)


def reported(documents: list[Document], *selected: str) -> list[tuple[int, str]]:
    """The messages (from 1) that are reported, and what is said of them."""
    bodies, chosen = Bodies(), rules(*(selected or ("OL807",)))
    found = [(number, bodies.see(Analysis(each), chosen)) for number, each in enumerate(documents, 1)]
    return [(number, each.message) for number, diagnostics in found for each in diagnostics]


def test_the_fifth_is_reported_once_and_names_the_first() -> None:
    documents = [row(number, f"Hi {name}, {BODY}") for number, name in enumerate(NAMES)]

    assert reported(documents) == [
        (5, "this is the 5th first message with the same body; the first is list.csv:2"),
    ]


def test_greeting_blanks_case_and_signature_make_no_difference() -> None:
    texts = [
        f"Hi Ann, {BODY}",
        f"Dear Mr Bone,\n\n{BODY}",
        f"Hello!\n\n{BODY.upper()}",
        f"Good morning Dan,\n\n{BODY.replace(' ', '  ')}\n\nBest regards\nBob",
        f"Hi Eve - {BODY}",
    ]

    assert [number for number, _ in reported([row(number, text) for number, text in enumerate(texts)])] == [5]


@pytest.mark.parametrize(
    "text",
    [
        f"Hi {{{{first_name}}}}, {BODY}",
        f"Hi Ann, {{{{intro}}}} {BODY}",
        f"{{Hi|Hello}} Ann, {BODY}",
        "Hi Ann, lovely to connect.",
    ],
)
def test_templates_and_few_words_are_not_counted(text: str) -> None:
    assert reported([row(number, text) for number in range(8)]) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"touch": 2},
        {"relationship": "customer"},
        {"channel": "group-post"},
        {"consent": {"newsletter": {}}},
        {"purpose": "service"},
    ],
)
def test_only_first_messages_to_strangers_count(facts: dict[str, Any]) -> None:
    assert reported([row(number, f"Hi {name}, {BODY}", **facts) for number, name in enumerate(NAMES)]) == []


def test_the_same_receiver_counts_once() -> None:
    by_id = [row(number, f"Hi Ann, {BODY}", message_id="ann") for number in range(8)]
    by_address = [row(number, f"Hi Ann, {BODY}", sent=Sent(f"t{number}", None, "ann")) for number in range(8)]
    variants = [row(number, f"Hi Ann, {BODY}", step=Step("c", 1, 0, str(number))) for number in range(8)]

    assert reported(by_id) == reported(by_address) == reported(variants) == []


def test_it_counts_across_files() -> None:
    documents = [row(0, f"Hi {name}, {BODY}", path=f"{name}.txt") for name in NAMES]

    assert reported(documents) == [(5, "this is the 5th first message with the same body; the first is Ann.txt:2")]


def test_a_cell_is_named_by_its_address() -> None:
    cells = []
    for number, name in enumerate(NAMES):
        text = f"Hi {name}, {BODY}"
        field = Field("text", text, 0, source=Source("list.xlsx", text), address=f"Sheet1!B{number + 2}")
        cells.append(Document(Source("list.xlsx", text), [field], Context(), "en"))

    assert [message for _, message in reported(cells)] == [
        "this is the 5th first message with the same body; the first is list.xlsx:[Sheet1!B2]"
    ]


def test_no_rule_no_memory() -> None:
    bodies = Bodies()

    assert bodies.see(Analysis(row(0, BODY)), rules("OL1")) == []
    assert bodies._counts == {}


def test_a_different_body_takes_little_memory() -> None:
    chosen, bodies = rules("OL807"), Bodies()
    documents = [Analysis(row(number, f"Hi Ann, {BODY} Number {number} of all.")) for number in range(1_000)]
    assert all(analysis.view.sentences for analysis in documents)
    bodies.see(documents[0], chosen)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]

    for analysis in documents:
        bodies.see(analysis, chosen)
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    assert used < 300 * len(documents)
