"""The people that a mail's headers name, and whether they are named elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

_SHORTEST_NAME = 4
_PERSON = LazyPattern(
    r"""(?:"(?P<quoted>[^"]{1,200})"|(?P<name>[^<>",;:]{0,200}))\s{0,10}<(?P<address>[^<>\s]{1,300})>"""
    r"""|(?P<bare>[^\s<>,;:"()]{1,100}@[^\s<>,;:"()]{1,200})"""
)
_PREFIX = LazyPattern(
    r"(?:(?:re|r|rif|i|fw|fwd|tr|rv|aw|wg|sv|antw|res|enc|ref)(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?:\s*)+", re.IGNORECASE
)


class Person(NamedTuple):
    """Somebody's name and address; each may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        return self.address or self.name


def people(*values: str) -> list[Person]:
    """The people of address headers (`To`, `Cc`), their encoded words decoded, addresses in lower case.

    The standard library reads these too, but calls itself for every bracket.
    """
    found = []
    for value in values:
        for match in _PERSON.get().finditer(value):
            name = (match["quoted"] or match["name"] or "").replace("\\", "")
            found.append(Person(_decoded(name).strip(), (match["address"] or match["bare"]).lower()))
    return found


def mentions(text: str, persons: Sequence[Person]) -> bool:
    """Whether a text names one of them, by address or by full name."""
    lowered = text.lower()
    return any(
        (person.address and person.address in lowered)
        or (len(person.name) >= _SHORTEST_NAME and person.name.lower() in lowered)
        for person in persons
    )


def bare_subject(subject: str) -> str:
    """A subject without `Re:`, `Fwd:` and their like, in lower case: the same for all mails of a conversation."""
    return " ".join(_PREFIX.get().sub("", subject, count=1).lower().split())


def _decoded(name: str) -> str:
    if "=?" not in name:
        return name
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(name)))
    except (ValueError, LookupError):
        return name
