"""Messages at the paths that the configuration names (`fields`), in documents of JSON or YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outreachlint.closest import did_you_mean
from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError
from outreachlint.facts import NAMES
from outreachlint.readers.facts import Defaults
from outreachlint.readers.field_paths import FieldPath, Match, PathError, beside, find, last_found, parse_path
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import Node, string_paths
from outreachlint.readers.tree_records import TreeRecords
from outreachlint.text.source import Source

_OURS = ("text", "subject", "id", "lang", *NAMES)
_SHOWN = 12


class FieldMap:
    """The paths of the configuration, and which of them have led to something.

    `text` are the paths of the messages. With `lines`, each document is one record of many, and a path may begin with
    `[]` for all of them. Raises InputError for what is no path.
    """

    def __init__(self, source: Source, defaults: Defaults, text: tuple[str, ...], *, lines: bool = False) -> None:
        self.source = source
        named = {name: written for name, written in defaults.reading.fields.items() if name in _OURS} | {"text": text}
        self.paths = {name: [self._path(each, name, lines) for each in written] for name, written in named.items()}
        self.found: set[str] = set()
        self.reader = TreeRecords(source, defaults)

    def texts(self, root: Node) -> list[Match]:
        """The values that the paths for `text` lead to, each once, in the order of the document; no nulls."""
        found: dict[int, Match] = {}
        for path in self.paths["text"]:
            for match in find(path, root):
                if match.node.items is not None or match.node.scalar is not None:
                    found.setdefault(match.node.start, match)
        return [found[start] for start in sorted(found)]

    def records(self, root: Node) -> list[dict[str, Node]]:
        """Each text of a document with what the other paths lead to beside it.

        What no path is named for is looked up under our own name in the object that holds the text.
        Raises InputError where there is no text, or a path leads to several values for one message.
        """
        records = []
        for text in self.texts(root):
            around = text.trail[-2].fields if len(text.trail) > 1 else {}
            record = {key: node for key, node in around.items() if key == "outreachlint" or key in _OURS}
            for name, paths in self.paths.items():
                record.pop(name, None)
                nodes = [text.node] if name == "text" else _first(beside(path, text) for path in paths)
                if nodes:
                    self.found.add(name)
                    record[name] = self._single(name, nodes)
            records.append(record)
        if not records:
            raise self.astray(root, "text")
        return records

    def messages(self, records: list[dict[str, Node]]) -> Iterator[Document | InputError]:
        """The Documents of such records; an InputError in the place of one that can't be read."""
        for record in records:
            try:
                yield self.reader.message(record, record["text"].start)
            except InputError as error:
                yield error

    def unused(self, root: Node) -> InputError | None:
        """The error for the first field whose paths have led nowhere so far; `root` is a document to show keys of."""
        for name, paths in self.paths.items():
            if paths and name not in self.found:
                return self.astray(root, name)
        return None

    def astray(self, root: Node, name: str) -> InputError:
        """The error for paths that lead nowhere: where the first of them ends, and the keys there are."""
        path = self.paths[name][0]
        node, steps = last_found(path, root)
        kind = NoMessageError if name == "text" else InputError
        where = place(self.source, node.start)
        texts = string_paths(root) if name == "text" else []
        hint = f"texts are at {', '.join(texts)}" if texts else None
        if steps == len(path.steps):
            return kind(f"there is nothing at `{path.written}`, where {name} should be", where, hint)
        at = f"in `{path.upto(steps)}`" if steps else "at the top"
        step = path.steps[steps]
        wanted = f"there is no {f'`{step.key}`' if step.kind == 'key' else 'list'} {at}"
        keys = list(node.fields)
        if step.kind == "key" and keys:
            hint = did_you_mean(step.key, keys) or hint
        message = f"{wanted}, and so nothing at `{path.written}`, where {name} should be; {_held(node)}"
        return kind(message, where, hint)

    def _path(self, written: str, name: str, lines: bool) -> FieldPath:
        try:
            path = parse_path(written)
        except PathError as error:
            message = f"the path `{written}` for {name} can't be read from its character {error.at + 1} on"
            hint = 'a path is like copies[].body, templates.*.text or "key with.dots"[0]'
            raise InputError(message, place(self.source, 0), hint) from None
        if lines and len(path.steps) > 1 and path.steps[0].kind == "all":
            return FieldPath(written, path.steps[1:])
        return path

    def _single(self, name: str, nodes: list[Node]) -> Node:
        if len(nodes) > 1:
            message = f"the path for {name} leads to {len(nodes)} values for one message"
            raise InputError(message, place(self.source, nodes[1].start), "begin it as the path for text begins")
        return nodes[0]


def _first(found: Iterable[list[Node]]) -> list[Node]:
    """The first of some lists that is not empty."""
    return next((nodes for nodes in found if nodes), [])


def _held(node: Node) -> str:
    """What there is in the place of something that was looked for."""
    keys = list(node.fields)
    if keys:
        more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
        return f"its keys are {', '.join(keys[:_SHOWN])}{more}"
    if node.list:
        return f"it is a list of {len(node.list)}"
    return "it is empty" if node.items is not None else "it is a single value"
