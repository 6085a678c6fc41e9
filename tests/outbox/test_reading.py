"""Reading an outbox a batch at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from outreachlint.errors import InputError
from outreachlint.outbox import reading as reading_module
from outreachlint.outbox.reading import Reading
from outreachlint.outbox.summary import ALWAYS, Period
from outreachlint.readers import Defaults
from outreachlint.readers.facts import Reading as How
from outreachlint.runner import Job
from tests.conftest import write

MESSAGES = """\
CONVERSATION ID,FROM,TO,DATE,CONTENT,IS MESSAGE DRAFT
c1,Paola Ferri,Ann Lee,2024-01-31 23:00:00 UTC,First note.,No
c1,Ann Lee,Paola Ferri,2024-02-01 09:00:00 UTC,An answer.,No
c1,Paola Ferri,Ann Lee,2024-02-02 09:00:00 UTC,Second note.,No
c2,Paola Ferri,Bram Wit,,A draft.,Yes
"""


def job(**options: Any) -> Job:
    return Job(lambda path: None, lambda path: Defaults(reading=How(sent=True)), (), **options)  # type: ignore[arg-type, return-value]


def reading(*files: str, period: Period = ALWAYS, **options: Any) -> tuple[Reading, list[list[str]], list[InputError]]:
    """What is read: the Reading, the texts of each batch, the errors."""
    errors: list[InputError] = []
    found = Reading(files, job(**options), period, errors.append)
    return found, [[document.text for document in batch] for batch in found], errors


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("messages.csv", MESSAGES)


def test_what_was_sent_and_drafts_are_read_and_answers_are_not() -> None:
    _, batches, errors = reading("messages.csv")

    assert batches == [["First note.", "Second note.", "A draft."]]
    assert errors == []


def test_batches_have_so_many_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "AT_ONCE", 2)

    assert reading("messages.csv")[1] == [["First note.", "Second note."], ["A draft."]]


def test_batches_have_so_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_TEXT", 12)

    assert reading("messages.csv")[1] == [["First note.", "Second note."], ["A draft."]]


def test_a_period_leaves_out_what_is_outside_and_what_has_no_date() -> None:
    found, batches, _ = reading("messages.csv", period=Period(since=date(2024, 2, 1)))

    assert batches == [["Second note."]]
    assert (found.left_out, found.undated) == (2, 1)


def test_the_state_of_a_conversation_does_not_depend_on_the_period() -> None:
    found = Reading(["messages.csv"], job(), Period(since=date(2024, 2, 1)), lambda error: None)

    [[document]] = found
    assert document.context.relationship.value == "engaged"


def test_what_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    write("bad.jsonl", '{"text": "One."}\nno record\n{"text": "Two."}\n')

    _, batches, errors = reading("bad.jsonl", "gone.csv", "messages.csv")

    assert batches == [["One.", "Two.", "First note.", "Second note.", "A draft."]]
    assert [str(error.place) for error in errors] == ["bad.jsonl:2:1", "gone.csv"]


@pytest.mark.parametrize(("walked", "errors"), [((), 1), (("Connections.csv",), 0)])
def test_a_file_without_messages_is_an_error_only_where_it_was_named(walked: tuple[str, ...], errors: int) -> None:
    write("Connections.csv", "")

    assert len(reading("Connections.csv", walked=walked)[2]) == errors


def test_how_much_is_read_grows_to_the_size_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "AT_ONCE", 1)
    write("b.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    found = Reading(["b.jsonl", "messages.csv"], job(), ALWAYS, lambda error: None)

    done = [found.done for _ in found]

    assert done == sorted(done)
    assert 0 < done[0] < done[1] < found.total
    assert found.done == found.total == Path("b.jsonl").stat().st_size + Path("messages.csv").stat().st_size
