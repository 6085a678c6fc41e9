"""Steps that are drafts of their own: found near their campaign, read as what they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers import Defaults
from outreachlint.readers.facts import Reading
from tests.readers.reading import items


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a campaign's folder in it."""
    work = tmp_path / "work"
    (work / "c" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(work)
    return work


def read(step: str, defaults: Defaults | None = None) -> list[Document | InputError]:
    return items(os.path.join("c", "campaign.yaml"), f"steps:\n- {step}\n", defaults)


def test_a_draft_is_looked_for_from_the_campaigns_folder(folder: Path) -> None:
    (folder / "c" / "drafts" / "one.txt").write_text("Hello")
    (document,) = read("{file: drafts/one.txt, channel: inmail, touch: 5}")
    assert isinstance(document, Document)
    assert document.source.path == os.path.join("c", "drafts", "one.txt")
    assert (document.context.channel, document.context.touch) == (("inmail", "step"), (5, "step"))


def test_a_draft_may_lie_anywhere_below_the_working_directory(folder: Path) -> None:
    (folder / "shared.txt").write_text("Hello")
    (document,) = read("{file: ../shared.txt}")
    assert isinstance(document, Document)
    assert document.source.path == "shared.txt"


def test_a_draft_outside_is_not_read_through_a_link(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("secret")
    os.symlink(folder.parent / "secret.txt", folder / "c" / "link.txt")
    (error,) = read("{file: link.txt}")
    assert str(error).startswith(os.path.join("c", "campaign.yaml") + ":2:10: the draft link.txt is outside")


def test_several_messages_of_a_draft_are_variants(folder: Path) -> None:
    (folder / "c" / "many.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n{"text": 3}\n')
    one, wrong, two = sorted(read("{file: many.jsonl}"), key=lambda item: getattr(item, "text", "p"))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.step, two.step) == (("c/campaign.yaml", 1, 0, "A"), ("c/campaign.yaml", 1, 0, "B"))
    assert isinstance(wrong, InputError)
    assert str(wrong).startswith(os.path.join("c", "many.jsonl") + ":3:10")


def test_the_format_forced_on_the_campaign_is_not_the_drafts(folder: Path) -> None:
    (folder / "c" / "one.md").write_text("Hello <!-- note --> there")
    (document,) = read("{file: one.md}", Defaults(reading=Reading(format="yaml")))
    assert isinstance(document, Document)
    assert document.unsent()


def test_a_draft_without_a_message_is_an_error_of_the_campaign_too(folder: Path) -> None:
    (folder / "c" / "table.csv").write_text("a,b\n1,2\n")
    (error,) = read("{file: table.csv}")
    assert isinstance(error, InputError)
    assert not isinstance(error, NoMessageError)


@pytest.mark.parametrize("name", ["", ".", "drafts", "a\\0b", "nothing/x.md"])
def test_what_is_no_file_is_an_error_with_its_place(name: str) -> None:
    (error,) = read(f'{{file: "{name}"}}')
    assert isinstance(error, InputError)
    assert error.place is not None
    assert error.place.line == 2
