"""Linting batches in one process or in several."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import pytest

from outreachlint.diagnostics import Diagnostic
from outreachlint.document import Document, Field
from outreachlint.errors import OutreachlintError
from outreachlint.outbox.linting import FEWEST_WORDS, Linted, lint, linted, portable
from outreachlint.readers import Defaults
from outreachlint.rules.build import build
from outreachlint.rules.loader import load_folders
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import RuleSet, select
from outreachlint.runner import Job
from outreachlint.text.source import Source, Span
from tests.conftest import PACK
from tests.outbox.sample import document

ASK = "Hi Ann, could you introduce me to your boss? {n} words more, so that there are enough of them here."


@cache
def rules() -> RuleSet:
    return select(Pack([build(load_folders([str(PACK)]))]))


def make(**options: Any) -> Job:
    """A Job with the small pack, in whatever process."""
    return Job(lambda path: rules(), lambda path: Defaults(), rules().rules, **options)


def make_deadly() -> Job:
    """A Job that ends any process but the first when it is asked for rules."""

    def rules_for(path: str) -> RuleSet:
        if multiprocessing.parent_process() is not None:
            os._exit(3)
        return rules()

    return make()._replace(rules_for=rules_for)


def make_broken() -> Job:
    """A Job with a bug."""

    def rules_for(path: str) -> RuleSet:
        raise ZeroDivisionError(path)

    return make()._replace(rules_for=rules_for)


def batches(count: int, size: int = 3) -> Iterator[list[Document]]:
    """Batches of messages, all with a finding and words of their own."""
    for number in range(count):
        yield [document(ASK.format(n=f"{number} {each}"), line=number) for each in range(size)]


def told(documents: list[Document], results: list[Linted]) -> list[tuple[str, list[Diagnostic], bytes]]:
    pairs = zip(documents, results, strict=True)
    return [(message.text, result.found or [], bytes(result.sketch or b"")) for message, result in pairs]


def test_every_message_gets_what_the_kernel_finds_in_it() -> None:
    [(_, [first, second])] = linted([[document(ASK), document("Thank you.")]], make(), make, 1)

    assert [(each.code, each.span) for each in first.found or ()] == [("OL201", Span(18, 33))]
    assert second.found == []


def test_a_message_of_few_words_is_not_compared() -> None:
    words = [f"word{chr(97 + number)}" for number in range(FEWEST_WORDS)]
    results = lint([document(" ".join(words[:count])) for count in (FEWEST_WORDS - 1, FEWEST_WORDS)], make())

    assert [result.sketch is None for result in results] == [True, False]


def test_the_judge_is_asked_once_a_batch_about_what_rules_want_to_know(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Judge:
        def opinions(self, messages: Any) -> list[None]:
            asked.append(len(messages))
            return [None] * len(messages)

    curious = RuleSet(rules().pack, rules().rules)
    curious.asks_judge = True
    job = Job(lambda path: curious if path == "a.csv" else rules(), lambda path: Defaults(), (), judge=Judge())
    other = document()
    other.source = Source("b.csv", other.text)

    lint([document(), other, document()], job)

    assert asked == [2]


def test_a_template_that_cannot_be_read_has_no_results() -> None:
    [one, other] = lint([document("{a|" * 60 + "b" + "}" * 60), document(ASK)], make())

    assert one.found is None
    assert other.found


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_several_processes_say_the_same_in_the_same_order(count: int) -> None:
    alone = [told(*each) for each in linted(batches(count), make(), make, 1)]
    together = [told(*each) for each in linted(batches(count), make(), make, 2)]

    assert together == alone
    assert len(alone) == count


def test_one_batch_needs_no_other_process() -> None:
    [(_, results)] = linted(batches(1), make(), make_deadly, 4)

    assert len(results) == 3


def test_a_process_that_dies_is_said() -> None:
    with pytest.raises(OutreachlintError, match="a worker process has died"):
        list(linted(batches(3), make(), make_deadly, 2))

    assert multiprocessing.active_children() == []


def test_a_bug_in_a_process_is_a_bug_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(linted(batches(3), make(), make_broken, 2))


def test_who_stops_listening_ends_the_processes() -> None:
    results = linted(batches(50), make(), make, 2)
    next(results)
    results.close()

    assert multiprocessing.active_children() == []


def test_no_more_than_a_few_batches_are_under_way() -> None:
    read = 0

    def counting() -> Iterator[list[Document]]:
        nonlocal read
        for each in batches(40):
            read += 1
            yield each

    results = linted(counting(), make(), partial(make), 2)
    next(results)

    assert read <= 6
    results.close()


def test_where_no_process_can_be_started_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import concurrent.futures

    def refuse(*_: Any, **__: Any) -> Any:
        raise NotImplementedError("no semaphores here")

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", refuse)

    with pytest.raises(OutreachlintError, match="no worker process can be started: no semaphores here"):
        list(linted(batches(3), make(), make, 2))


def test_a_message_travels_without_its_file() -> None:
    text = "a long file with Ann in it"
    message = Document(
        Source("a.csv", text),
        [Field("text", "Ann", 17, (Span(0, 1),), Source("a.csv", "Ann"), "A1", str.upper)],
        document().context,
        "en",
        message_id="m1",
    )

    twin = portable(message)

    assert (twin.text, twin.context, twin.lang, twin.message_id) == ("Ann", message.context, "en", "m1")
    assert twin.fields == (Field("text", "Ann", 0, (Span(0, 1),), None, "A1"),)
    assert (twin.source.path, twin.source.text) == ("a.csv", "")
    assert message.fields[0].offsets == 17
