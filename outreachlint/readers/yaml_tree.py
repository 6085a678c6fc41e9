"""YAML as a tree whose every value knows its place: the counterpart of `json_nodes`."""

from __future__ import annotations

from typing import Any

import yaml

from outreachlint.errors import InputError, Place
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import MAX_DEPTH, MAX_VALUES, Node
from outreachlint.records import NamedTuple
from outreachlint.text.source import Source

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What reads the events: libyaml, which is ten times as fast, where it is there."""

IN_FLOW = -2
"""The `indent` of what stands between brackets or braces."""

_NON_PRINTABLE = yaml.reader.Reader.NON_PRINTABLE
_STRINGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "merge", "value"))
_LONGEST_GUESS = 200


def parse(source: Source, text: str | None = None, base: int = 0, *, what: str = "the file") -> Node:
    """The tree of a YAML stream: a Source's whole text, or a part `text` of it from `base`, a line's start, on.

    Several documents are a list of them. `what` names the stream in errors. Raises InputError with its place for
    broken YAML, a key that comes twice or is no scalar, anchors, aliases and tags, and beyond MAX_DEPTH and MAX_VALUES.
    """
    return _Parser(source, source.text if text is None else text, base, what).stream()


class _Open(NamedTuple):
    """A list or object that is still open; `indent` is that of the scalars in it, `key` what waits for its value."""

    node: Node
    indent: int
    key: list[Node]


class _Parser:
    """Builds the tree from events, without recursion."""

    def __init__(self, source: Source, text: str, base: int, what: str) -> None:
        self.source = source
        self.text = text
        self.base = base
        self.what = what
        self.left = MAX_VALUES
        self.names: dict[str, str] = {}
        self.documents: list[Node] = []
        self.stack: list[_Open] = []
        self.values = yaml.SafeLoader("")

    def stream(self) -> Node:
        bad = _NON_PRINTABLE.search(self.text)
        if bad:
            code = f"U+{ord(bad[0]):04X}"
            raise self.error(f"{self.what} holds a character that YAML does not take ({code})", bad.start())
        loader = LOADER(self.text)
        try:
            while loader.check_event():
                self.event(loader.get_event())
        except yaml.MarkedYAMLError as error:
            raise self.broken(error) from None
        except yaml.YAMLError as error:
            raise InputError(f"{self.what} is not valid YAML: {error}", Place(self.source.path)) from None
        finally:
            loader.dispose()
        if len(self.documents) == 1:
            return self.documents[0]
        if not self.documents:
            return Node(self.base, self.base, style="")
        return Node(self.base, self.base + len(self.text), items=self.documents, style="")

    def event(self, event: Any) -> None:
        """Take in the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self.add(self.scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            mark: Any = event.end_mark
            self.stack.pop().node.end = self.base + mark.index
        elif isinstance(event, yaml.AliasEvent):
            raise self.anchored(event)

    def open(self, event: Any) -> None:
        self.plainly(event)
        if len(self.stack) >= MAX_DEPTH:
            raise self.error(f"{self.what} is nested more than {MAX_DEPTH} deep", event.start_mark.index)
        items: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        start = self.base + event.start_mark.index
        node = Node(start, start, items=items, style="")
        self.add(node)
        self.stack.append(_Open(node, IN_FLOW if event.flow_style else event.start_mark.column, []))

    def scalar(self, event: Any) -> Node:
        self.plainly(event)
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or "plain"
        node = Node(self.base + start, self.base + end, event.value, style=style)
        node.indent = self.stack[-1].indent if self.stack else -1
        return node

    def add(self, node: Node) -> None:
        """Put a value where it belongs: into the innermost list or object, or as a key that waits for its value."""
        self.left -= 1
        if self.left < 0:
            limit = f"{self.what} has more than {MAX_VALUES:,} values"
            raise self.error(limit, node.start - self.base, "split it, or save it as JSON Lines")
        top = self.stack[-1] if self.stack else None
        if top is None:
            self.resolve(node)
            self.documents.append(node)
        elif isinstance(top.node.items, list):
            self.resolve(node)
            top.node.items.append(node)
        elif not top.key:
            self.refuse_key(node, top.node.fields)
            top.key.append(node)
        else:
            self.resolve(node)
            key = top.key.pop()
            node.key = key.start
            top.node.fields[self.names.setdefault(key.scalar, key.scalar)] = node

    def refuse_key(self, node: Node, known: dict[str, Node]) -> None:
        """Raise InputError for a key that is a list or an object, or that is there already."""
        if node.items is not None:
            hint = "a text that begins with { or [ needs quotes"
            raise self.error("a key must be a word", node.start - self.base, hint)
        if node.scalar in known:
            line = self.source.position(known[node.scalar].key).line
            message = f"the key '{node.scalar}' comes twice; the first is on line {line}"
            raise self.error(message, node.start - self.base)

    def resolve(self, node: Node) -> None:
        """Make of a plain scalar the number, date, truth value or null that YAML sees in it."""
        text = node.scalar
        if node.style != "plain" or text is None or len(text) > _LONGEST_GUESS:
            return
        tag = self.values.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        if tag in _STRINGS:
            return
        try:
            node.scalar = self.values.yaml_constructors[tag](self.values, yaml.ScalarNode(tag, text))
        except (ValueError, OverflowError, yaml.YAMLError) as error:
            raise self.error(f"{self.what} has a wrong value: {error}", node.start - self.base) from None

    def plainly(self, event: Any) -> None:
        """Raise InputError for a value with an anchor or a tag."""
        if event.anchor is not None:
            raise self.anchored(event)
        if event.tag is not None:
            message = f"{self.what} is not valid YAML: tags ({event.tag}) are not read"
            raise self.error(message, event.start_mark.index, "put a text that begins with ! in quotes")

    def anchored(self, event: Any) -> InputError:
        message = f"{self.what} is not valid YAML: anchors and aliases (& and *) are not read"
        hint = "write the value again; quote a text that begins with & or *"
        return self.error(message, event.start_mark.index, hint)

    def broken(self, error: yaml.MarkedYAMLError) -> InputError:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        message = f"{self.what} is not valid YAML: {reason}"
        return self.error(message, mark.index) if mark else InputError(message, Place(self.source.path))

    def error(self, message: str, at: int, hint: str | None = None) -> InputError:
        return InputError(message, place(self.source, self.base + at), hint)
