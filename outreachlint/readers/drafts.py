"""The Documents of one text file: what its messages share, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.document import Directive, Document, Fact, Field
from outreachlint.readers.facts import Defaults, Layers
from outreachlint.readers.front_matter import Entry, FrontMatter
from outreachlint.readers.message import build, front_matter_facts, own_directives
from outreachlint.records import NamedTuple
from outreachlint.suppress import shared
from outreachlint.text.source import Source, Span


class Names:
    """Makes the names of messages unique in their file: the second `Note` is `Note (2)`."""

    __slots__ = ("_counts", "_taken")

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._taken: set[str] = set()

    def unique(self, name: str) -> str:
        """The name, with a number where it is taken."""
        number = self._counts.get(name, 0) + 1
        made = name if number == 1 else f"{name} ({number})"
        while made in self._taken:
            number += 1
            made = f"{name} ({number})"
        self._counts[name] = number
        self._taken.add(made)
        return made


class Part(NamedTuple):
    """What a part of a file says of its own message.

    `facts` are stated (with `id` and `lang`), `guessed` hold where nobody states them, `title` is its name where no
    `id` is stated. `subject` is None without a label for one, blank where the label says nothing.
    """

    subject: Field | None
    body: Field
    facts: Mapping[str, Fact] = {}
    guessed: Mapping[str, Any] = {}
    title: str | None = None
    directives: Sequence[Directive] = ()


class Drafts:
    """Makes the Documents of one file.

    `front` is the file's front matter; it holds for all messages. Raises InputError where that is wrong.
    """

    __slots__ = ("_directives", "_facts", "_for_all", "_names", "_stated", "defaults", "layers", "source", "subject")

    def __init__(self, source: Source, front: FrontMatter | None, defaults: Defaults) -> None:
        self.source = source
        self.defaults = defaults
        self.layers = Layers(defaults)
        self._facts = front_matter_facts(source, front) if front else {}
        self._directives = front_matter_directives(source, front)
        self._for_all: set[Span] = set()
        self.subject: Entry | None = front.entries.get("subject") if front else None
        self._names = Names()
        self._stated = set(defaults.command_line).union(*(facts for _, facts in defaults.config))

    def stated(self, key: str) -> Any:
        """The value of a fact that the command line, else the front matter states; None where neither does."""
        if key in self.defaults.command_line:
            return self.defaults.command_line[key]
        return self._facts[key].value if key in self._facts else None

    def for_all(self, directives: Sequence[Directive]) -> None:
        """Take in directives of the file that hold for all its messages, whichever message they stand in."""
        self._directives += directives
        self._for_all |= {each.span for each in directives}

    def document(self, part: Part, *, alone: bool) -> Document:
        """The Document of a part; `alone`: it is the file's only one, so the file's `id` is its own.

        Raises InputError.
        """
        own = {**self._facts, **part.facts}
        for key, value in part.guessed.items():
            if key not in own and key not in self._stated and not (key == "touch" and self.defaults.step):
                own[key] = Fact(value, "heading")
        stated = part.facts.get("id") or (self._facts.get("id") if alone else None)
        name = stated.value if stated else part.title or (self._facts["id"].value if "id" in self._facts else None)
        own["id"] = Fact(name if alone or not name else self._names.unique(name), "front matter")
        subject = part.subject
        return build(
            self.source,
            [subject, part.body] if subject is not None and subject.text.strip() else [part.body],
            own,
            self.defaults,
            self.layers,
            has_subject=subject is not None,
            directives=[
                *(self._directives if alone else shared(self._directives)),
                *(each for each in part.directives if each.grain != "file" or each.span not in self._for_all),
            ],
        )


def front_matter_directives(source: Source, front: FrontMatter | None) -> list[Directive]:
    """The directives that a front matter holds. Raises InputError where they have another shape."""
    entry = front.entries.get("outreachlint") if front else None
    return own_directives(source, entry.value, entry.span) if entry is not None else []
