"""Campaigns of Instantly, as its API (version 2) takes and gives them: `sequences[].steps[].variants[]`.

`delay` of a step is the wait before the NEXT one, in `delay_unit` (minutes, hours or days; days where none is stated);
`pre_delay` is for subsequences alone. `v_disabled` variants are not sent. An empty subject of a later step means the
same thread (general knowledge, not in the API's description). Bodies are HTML. Of several sequences Instantly uses the
first; all are read here.
"""

from __future__ import annotations

from outreachlint.errors import InputError
from outreachlint.readers.campaign import Campaign, Draft, days, letter, title
from outreachlint.readers.front_matter import place
from outreachlint.readers.nodes import Node
from outreachlint.text.source import Source

_UNITS = {"days": 1.0, "hours": 1 / 24, "minutes": 1 / 1440}


def campaigns(root: Node, source: Source) -> list[Campaign]:
    """The campaigns in a document: one, a list of them, or the `items` of a page of them."""
    listed = root.get("items")
    out = []
    for each in [root, *root.list, *(listed.list if listed else [])]:
        name = title(source, each.get("name")) if each.fields else None
        for steps in _sequences(each):
            out.append(_campaign(steps, name, source))
    return out


def _sequences(node: Node) -> list[list[Node]]:
    """The steps of each sequence of a campaign; none where it is no campaign of Instantly."""
    sequences = node.get("sequences")
    owners = [node, *(sequences.list if sequences else [])]
    return [steps.list for owner in owners if (steps := owner.get("steps")) and _is_one(steps.list)]


def _is_one(steps: list[Node]) -> bool:
    variants = (variant for step in steps for variant in _variants(step))
    return any("body" in variant.fields for variant in variants)


def _variants(step: Node) -> list[Node]:
    listed = step.get("variants")
    return listed.list if listed else []


def _campaign(steps: list[Node], name: str | None, source: Source) -> Campaign:
    drafts: list[Draft | InputError] = []
    delay: float | None = 0
    for number, step in enumerate(steps, 1):
        drafts += _drafts(step, number, delay, source)
        unit = step.get("delay_unit")
        factor = _UNITS.get(unit.scalar if unit and isinstance(unit.scalar, str) else "days")
        delay = days(step.get("delay"), factor) if factor else None
    return Campaign(name, tuple(drafts), {"channel": "email", "template": "instantly"})


def _drafts(step: Node, number: int, delay: float | None, source: Source) -> list[Draft | InputError]:
    listed = _variants(step)
    if not listed:
        return [InputError("the step has no `variants`", place(source, step.start))]
    variants = [(index, each) for index, each in enumerate(listed) if not _disabled(each)]
    out: list[Draft | InputError] = []
    for index, variant in variants:
        body, subject = variant.get("body"), variant.get("subject")
        if body is None:
            out.append(InputError("the variant has no `body`", place(source, variant.start)))
            continue
        name = letter(index) if len(listed) > 1 else None
        record = {"text": body, **({"subject": subject} if subject else {})}
        out.append(Draft(number, delay, name, record, variant.start, html=True))
    return out


def _disabled(variant: Node) -> bool:
    disabled = variant.get("v_disabled")
    return disabled is not None and disabled.scalar is True
