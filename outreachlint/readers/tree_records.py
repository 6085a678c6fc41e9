"""The records in a tree of JSON or YAML: one object with keys of ours, or a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from outreachlint.document import Document, Field
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers.facts import Defaults
from outreachlint.readers.field_paths import quoted
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import Node, field_of, string_paths
from outreachlint.readers.records import Records
from outreachlint.records import NamedTuple
from outreachlint.text.source import Source


class TreeRecords(Records):
    """Makes Documents of the objects in a tree."""

    def part(self, name: str, entry: Node | None) -> Field | None:
        """A text as a Field, None where there is none. Raises InputError where it is no text."""
        if entry is None or (entry.items is None and entry.scalar is None):
            return None
        return field_of(self.source, name, entry)

    def identity(self, entry: Node) -> str | None:
        """The message's id, in YAML as it is written. Raises InputError where it is neither text nor a number."""
        if entry.style == "plain" and not isinstance(entry.scalar, bool):
            return entry.words(self.source)
        return super().identity(entry)


class _Names(NamedTuple):
    """Which keys of records stand for ours; `implied` are the facts that the name of the text's key tells."""

    ours: Mapping[str, str]
    text: str
    implied: Mapping[str, Any]


def records(root: Node, source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a record or of a list of records; an InputError in the place of one that can't be read.

    Raises NoMessageError where no key holds a text that may be a message.
    """
    names = _names(root, source)
    if names is None:
        raise no_message(root, source)
    if names.implied:
        defaults = defaults._replace(config=[*defaults.config, (f"key {names.text}", names.implied)])
    reader = TreeRecords(source, defaults)
    for record in [root] if root.fields else root.list:
        try:
            if not record.fields:
                raise InputError("the record is not an object with keys", place(source, record.start))
            entries = {names.ours.get(key, key): node for key, node in record.fields.items()}
            yield reader.message(entries, record.start)
        except InputError as error:
            yield error


def text_path(root: Node, source: Source) -> tuple[str, ...]:
    """The path of the text in a record or a list of records; none where no key holds a text that may be a message."""
    names = _names(root, source)
    if names is None:
        return ()
    return (quoted(names.text) if root.fields else f"[].{quoted(names.text)}",)


def no_message(root: Node, source: Source) -> NoMessageError:
    """The error for a document in which nothing is known as a message; its hint shows the paths of the texts in it."""
    where = place(source, root.start)
    paths = string_paths(root)
    if not paths:
        return NoMessageError("no message found in it: it holds no text", where)
    hint = f"name their path in the configuration, such as {_example(paths[0])}; texts are at {', '.join(paths)}"
    return NoMessageError("no message found in it", where, hint)


def _names(root: Node, source: Source) -> _Names | None:
    """The keys of records that stand for ours: `text`, else the usual names of a message (`body`, `testo`).

    None where no key holds a text that may be a message. Raises NoMessageError where several do.
    """
    from outreachlint.readers.columns import find_columns

    objects = [record for record in ([root] if root.fields else root.list) if record.fields]
    if _holds(objects, "text", source):
        return _Names({}, "text", {})
    keys = list({key: None for record in objects for key in record.fields})
    try:
        columns = find_columns(keys, {}, place(source, root.start))
    except NoMessageError:
        return None
    texts = [column for column in columns.texts if _holds(objects, keys[column.column], source)]
    if len(texts) > 1:
        listed = [keys[column.column] for column in texts]
        hint = f"name one or more in the configuration, such as {_example('[].' + quoted(listed[0]))}"
        raise NoMessageError(f"several keys may hold the message: {', '.join(listed)}", place(source, root.start), hint)
    if not texts:
        return None
    (text,) = texts
    found = {"text": text.column, "subject": text.subject, **columns.facts}
    ours = {keys[index]: name for name, index in found.items() if index is not None and name not in keys}
    implied = {"channel": text.channel, "touch": text.touch}
    stated = {key: value for key, value in implied.items() if value is not None}
    return _Names(ours, keys[text.column], stated)


def _holds(objects: list[Node], key: str, source: Source) -> bool:
    """Whether a key of some records holds a text."""
    found = (record.fields[key] for record in objects if key in record.fields)
    return any(node.words(source) is not None for node in found)


def _example(path: str) -> str:
    return f"fields = {{ text = '{path}' }}"
