"""JSON files: campaigns, records, and whatever the configuration has paths for."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers.facts import Defaults
from outreachlint.readers.json_nodes import parse
from outreachlint.readers.structured import read_tree, unreadable
from outreachlint.text.source import Source


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a JSON file; an InputError in the place of one that can't be read."""
    try:
        root = parse(source)
    except InputError as error:
        yield unreadable(error, source.text)
        return
    yield from read_tree(root, source, defaults)
