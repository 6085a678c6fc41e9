"""A step of a campaign that is a draft in a file of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from outreachlint.document import Document, Fact, Step
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers.campaign import letter
from outreachlint.readers.facts import Defaults
from outreachlint.readers.formats import ending_of
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import Node, text_of
from outreachlint.text.source import Source

_CAMPAIGNS = (".json", ".yaml", ".yml")


def messages(
    record: Mapping[str, Node], own: Mapping[str, Fact], step: Step, source: Source, defaults: Defaults
) -> Iterator[Document | InputError]:
    """The messages of the draft that a step's `file` names: as steps of the campaign, with places in that file.

    What the step says (`own`) gives way to what the draft itself says. Several messages are variants. Raises InputError
    where the file is not below the campaign's folder or the working directory, is a campaign itself, or can't be read.
    """
    for key in ("subject", "outreachlint", "id"):
        if key in record:
            raise InputError(f"`{key}` stands in the draft that `file` names", place(source, record[key].key))
    node = record["file"]
    path = draft_path(text_of(source, "file", node), source, node)
    said = ("step", {key: fact.value for key, fact in own.items()})
    layered = defaults._replace(
        config=[said, *defaults.config], step=step, reading=defaults.reading._replace(format=None, separator=None)
    )
    from outreachlint.readers import read

    try:
        with _opened(path, defaults.reading.overlay) as file:
            for document in _variants(read(path, file, layered), step):
                if isinstance(document, Document) and "touch" in own and document.context.touch.origin == "campaign":
                    document.context = document.context._replace(touch=own["touch"])
                yield document
    except OSError as error:
        raise InputError(f"the draft {path} can't be read: {error.strerror}", place(source, node.start)) from None


def _opened(path: str, overlay: Mapping[str, bytes]) -> BinaryIO:
    return BytesIO(overlay[path]) if path in overlay else open(path, "rb")


def draft_path(name: str, source: Source, node: Node) -> str:
    """The path of the draft that a campaign names, from the working directory. Raises InputError where it may not."""
    if "\0" in name:
        raise InputError("file takes a path", place(source, node.start))
    folder = os.path.dirname(source.path)
    path = os.path.normpath(os.path.join(folder, name))
    allowed = (os.path.realpath(folder or os.curdir), os.path.realpath(os.curdir))
    if not any(_below(os.path.realpath(path), each) for each in allowed):
        hint = "it has to be below the campaign's folder or the working directory"
        raise InputError(f"the draft {name} is outside", place(source, node.start), hint)
    if os.path.exists(path) and not os.path.isfile(path):
        raise InputError(f"the draft {path} is no file", place(source, node.start))
    if ending_of(path) in _CAMPAIGNS:
        hint = "put the text into the step, or into a file of text or Markdown"
        raise InputError(f"a draft can't be {ending_of(path)[1:].upper()}", place(source, node.start), hint)
    return path


def _below(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath([path, folder]) == folder
    except ValueError:  # another drive
        return False


def _variants(items: Iterator[Document | InputError], step: Step) -> Iterator[Document | InputError]:
    """The messages of a draft, by letters where there are several."""
    waiting: Document | None = None
    number = 0
    for item in items:
        if isinstance(item, InputError):
            error = InputError(item.message, item.place, item.hint) if isinstance(item, NoMessageError) else item
            yield error
            continue
        if waiting is not None:
            yield _lettered(waiting, step, number)
            number += 1
        waiting = item
    if waiting is not None:
        yield _lettered(waiting, step, number) if number else waiting


def _lettered(document: Document, step: Step, index: int) -> Document:
    if step.variant is None:
        document.step = step._replace(variant=letter(index))
    return document
