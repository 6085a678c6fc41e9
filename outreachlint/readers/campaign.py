"""Campaigns in a tree of JSON or YAML: an ordered list of steps, each a message or several variants of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from outreachlint.document import Document, Field, Step
from outreachlint.errors import InputError
from outreachlint.readers.facts import Defaults
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import Node, field_of, text_of
from outreachlint.readers.tree_records import TreeRecords
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source

_FOREVER = 36_500
_TAG = LazyPattern(
    r"<(?:!--|/?(?:p|br|div|span|a|b|i|u|em|strong|font|ul|ol|li|table|tbody|tr|td|th|h[1-6]|img|hr|html|body|head"
    r"|style|blockquote|center|pre|code|s|sub|sup|small)(?=[\s/>]))",
    re.I,
)


class Draft(NamedTuple):
    """One message of a step, and how many days after the step before it goes out (None where nobody says).

    `record` is what the file says of it under our names: `text` (or `file`), `subject`, facts. `start` is the Source
    offset where it stands. The text of an `html` one may be HTML.
    """

    number: int
    delay: float | None
    variant: str | None
    record: Mapping[str, Node]
    start: int
    html: bool = False


class Campaign(NamedTuple):
    """`drafts` are InputErrors where a step can't be read; `facts` hold for all of them; `known` are a step's keys."""

    name: str | None
    drafts: tuple[Draft | InputError, ...]
    facts: Mapping[str, Any]
    known: tuple[str, ...] = ()


def recognised(root: Node, source: Source) -> list[Campaign]:
    """The campaigns that a document holds, whichever format they have; none where it is no campaign.

    Raises InputError where what is said of a whole campaign is wrong.
    """
    from outreachlint.readers import instantly, own_campaign, smartlead

    for format_ in (own_campaign, instantly, smartlead):
        found: list[Campaign] = format_.campaigns(root, source)
        if found:
            return found
    return []


def documents(campaigns: list[Campaign], source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of all steps, in the order of the file; an InputError in the place of one that can't be read."""
    for campaign, key in zip(campaigns, _keys(campaigns, source.path)):
        reader = _CampaignReader(campaign, source, defaults)
        for draft in campaign.drafts:
            if isinstance(draft, InputError):
                yield draft
                continue
            step = Step(key, draft.number, draft.delay, draft.variant)
            try:
                yield from reader.messages(draft, step)
            except InputError as error:
                yield error


def title(source: Source, node: Node | None) -> str | None:
    """The name of a campaign, blanks in it joined; None where it has none. Raises InputError for half a character."""
    if node is None or node.words(source) is None:
        return None
    return " ".join(text_of(source, "name", node).split()) or None


def days(node: Node | None, unit: float = 1.0) -> float | None:
    """A tool's delay (a number, or one in a text, of a unit in days) as days; None where it is anything else."""
    value = None if node is None else node.scalar
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 9:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < _FOREVER:
        return None
    return value * unit


def letter(index: int) -> str:
    """The name of a variant that has none: A, B, … by its index from 0."""
    return chr(ord("A") + index) if index < 26 else str(index + 1)


class _CampaignReader(TreeRecords):
    """Makes Documents of the drafts of one campaign."""

    def __init__(self, campaign: Campaign, source: Source, defaults: Defaults) -> None:
        layers = [("campaign", campaign.facts), *defaults.config]
        super().__init__(source, defaults._replace(config=layers), origin="step", known=campaign.known)

    def messages(self, draft: Draft, step: Step) -> Iterator[Document | InputError]:
        own, directives = self.own(draft.record if self.known else {})
        if "file" in draft.record:
            from outreachlint.readers import step_file

            yield from step_file.messages(draft.record, own, step, self.source, self.defaults)
            return
        subject = self.part("subject", draft.record.get("subject"))
        text = draft.record["text"]
        body = self.body(text) if draft.html else field_of(self.source, "text", text)
        yield self.document(subject, body, own, directives, step=step)

    def body(self, node: Node) -> Field:
        """A text that is HTML where it has tags."""
        field = field_of(self.source, "text", node)
        if not _TAG.get().search(field.text):
            return field
        from outreachlint.readers.html_text import replacement, visible_text

        try:
            seen = visible_text(field.text)
        except InputError as error:
            raise InputError(error.message, place(self.source, node.start), error.hint) from None
        write = field.write
        return field._replace(
            text=seen.text,
            offsets=seen.offsets.within(field.offsets),
            unsent=seen.unsent,
            links=seen.links,
            write=lambda text: write(html) if write and (html := replacement(text)) is not None else None,
        )


def _keys(campaigns: list[Campaign], path: str) -> list[str]:
    """What tells each campaign from all others of a run: the file, and its name or its number."""
    keys: dict[str, None] = {}
    for number, campaign in enumerate(campaigns, 1):
        name = campaign.name or ("" if len(campaigns) == 1 else str(number))
        key = f"{path}#{name}" if name else path
        while key in keys:
            key += f"#{number}"
        keys[key] = None
    return list(keys)
