"""Campaigns of Smartlead: the body of its `POST /campaigns/{id}/sequences`, and what its API gives back.

Each step waits `delay_in_days` (as read back: `delayInDays`) after the one before. A step with variants keeps them
under `seq_variants` (as read back: `sequence_variants`), one without has `subject` and `email_body` itself; an empty
subject of a later step means the same thread. Bodies are HTML.
"""

from __future__ import annotations

from outreachlint.errors import InputError
from outreachlint.readers.campaign import Campaign, Draft, days, letter, title
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import Node
from outreachlint.text.source import Source

_SIGNS = ("seq_number", "seq_delay_details", "seq_variants", "sequence_variants")
_VARIANTS = ("seq_variants", "sequence_variants", "variants")


def campaigns(root: Node, source: Source) -> list[Campaign]:
    """The campaigns in a document: one with `sequences`, a bare list of steps, or a list of campaigns."""
    steps = _steps(root)
    if steps:
        return [_campaign(root, steps, source)]
    return [_campaign(each, found, source) for each in root.list if (found := _steps(each))]


def _steps(node: Node) -> list[Node]:
    """The steps of a campaign; none where it is no campaign of Smartlead."""
    listed = (node.fields[key].list for key in ("sequences", "sequence", "data") if key in node.fields)
    for steps in (node.list, *listed):
        if any(sign in step.fields for step in steps for sign in _SIGNS):
            return steps
    return []


def _campaign(node: Node, steps: list[Node], source: Source) -> Campaign:
    drafts: list[Draft | InputError] = []
    for number, step in _numbered(steps):
        drafts += _drafts(step, number, source)
    return Campaign(
        title(source, node.get("name", "campaign_name")), tuple(drafts), {"channel": "email", "template": "smartlead"}
    )


def _numbered(steps: list[Node]) -> list[tuple[int, Node]]:
    """The steps in their order, each with its number: their own where each has another, else by their place."""
    own = [node.scalar if (node := step.get("seq_number")) else None for step in steps]
    whole = [number for number in own if isinstance(number, int) and number is not True and number > 0]
    if len(set(whole)) == len(steps):
        ordered = sorted(zip(whole, steps), key=lambda pair: pair[0])
        return [(number, step) for number, (_, step) in enumerate(ordered, 1)]
    return list(enumerate(steps, 1))


def _drafts(step: Node, number: int, source: Source) -> list[Draft | InputError]:
    details = step.get("seq_delay_details")
    delay = days(details.get("delay_in_days", "delayInDays")) if details else None
    if number == 1:
        delay = 0
    listed = step.get(*_VARIANTS)
    variants = [variant for variant in (listed.list if listed else []) if not _deleted(variant)]
    if not variants:
        return [_draft(step, step, number, delay, None, source)]
    out = []
    for index, variant in enumerate(variants):
        label = variant.get("variant_label")
        name = str(label.scalar) if label and label.items is None else letter(index) if len(variants) > 1 else None
        out.append(_draft(variant, step, number, delay, name, source))
    return out


def _draft(
    variant: Node, step: Node, number: int, delay: float | None, name: str | None, source: Source
) -> Draft | InputError:
    bodies = [found for node in (variant, step) if (found := node.get("email_body"))]
    if not bodies:
        return InputError("the step has no `email_body`", place(source, variant.start))
    body = next((node for node in bodies if node.scalar != ""), bodies[0])
    subject = variant.get("subject") or step.get("subject")
    return Draft(
        number, delay, name, {"text": body, **({"subject": subject} if subject else {})}, variant.start, html=True
    )


def _deleted(variant: Node) -> bool:
    deleted = variant.get("is_deleted")
    return deleted is not None and deleted.scalar is True
