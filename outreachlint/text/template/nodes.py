"""What a template is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.mask import Mask
from outreachlint.text.source import Span
from outreachlint.text.template.dialects import Dialect
from outreachlint.text.template.markers import Marker

MAX_DEPTH = 20
"""How deep spin groups and conditions may stand inside each other."""
MAX_VARIANTS = 64
"""How many leaves a group may have."""


class TemplateError(ValueError):
    """A template that is not read: what is wrong, at which span of its text, and what to do."""

    def __init__(self, message: str, span: Span, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.hint = hint


class Text(NamedTuple):
    """Words that are sent as they stand."""

    span: Span


class Tag(NamedTuple):
    """A place that a tool, or a person, fills in.

    `form` is the kind of brackets (`text.mask`), `name` the field without them, `fallbacks` what is sent where the
    field is empty, one after the other, `filters` what is done to its value. `style` is how the fallbacks are written
    (`dialects.FALLBACKS`).
    """

    span: Span
    form: str
    name: str
    fallbacks: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    style: str = ""


class Comment(NamedTuple):
    """What is never sent."""

    span: Span


class Control(NamedTuple):
    """A command to the tool (`assign`, half of a condition): nothing of it is sent. `family` as of a Condition."""

    span: Span
    family: str
    marker: Marker | None = None


class Branch(NamedTuple):
    """One of the texts of a group; `leaves` as of a group."""

    span: Span
    nodes: tuple[Node, ...]
    leaves: int


class Spin(NamedTuple):
    """Texts of which one is sent by chance: `{Hi|Hello}`.

    `kind` is `brace` for that one, `random` for `{{RANDOM | Hi | Hello}}`, `double` for `{{Hi|Hello}}`. `leaves` is the
    number of choices that make every text in it appear once.
    """

    span: Span
    kind: str
    branches: tuple[Branch, ...]
    leaves: int


class Condition(NamedTuple):
    """Texts of which one is sent as the data decide; an empty one stands for the missing `else`.

    `family` is the language of its tags (`dialects.CONDITIONS`), `word` what it begins with (`if`, `unless`, `for`…),
    `markers` are its tags, `tests` what each of them but the last asks. `inverted` is one that is sent where its test
    fails.
    """

    span: Span
    family: str
    word: str
    markers: tuple[Span, ...]
    tests: tuple[str, ...]
    inverted: bool
    branches: tuple[Branch, ...]
    leaves: int


Group = Spin | Condition
Node = Text | Tag | Comment | Control | Spin | Condition


class Problem(NamedTuple):
    """A tag without its other half: `unclosed`, `stray`, or `foreign` (closed by the tag of another dialect)."""

    span: Span
    kind: str


class Template(NamedTuple):
    """A text and its nodes in order.

    `dialect` is the one that was declared or recognised. `problems` are halves of conditions and of doubled spins,
    `loose` the offsets of braces without a partner, `pairs` the braces that hold neither a tag nor branches, `masks`
    what the text was masked for.
    """

    text: str
    dialect: Dialect | None
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...] = ()
    loose: tuple[int, ...] = ()
    pairs: tuple[Span, ...] = ()
    masks: tuple[Mask, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is sent as it stands, tags filled in."""
        return all(isinstance(node, (Text, Tag)) for node in self.nodes)

    def walk(self) -> Iterator[Node]:
        """All nodes, those inside a group behind it, in the order of the text."""
        return walk(self.nodes)

    def tags(self) -> list[Tag]:
        """All tags."""
        return [node for node in self.walk() if isinstance(node, Tag)]


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Nodes and what is inside them."""
    for node in nodes:
        yield node
        if isinstance(node, (Spin, Condition)):
            for branch in node.branches:
                yield from walk(branch.nodes)
