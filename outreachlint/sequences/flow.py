"""What later messages of a campaign take over from the first: what it says holds unless they say otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from outreachlint.document import Context, Document, Fact

TAKEN_OVER = ("relationship", "consent", "purpose", "jurisdiction", "plan", "ready")
"""The facts about the person and the sender, which do not change from one message to the next by themselves."""
ANSWERED = ("engaged", "customer")
"""The relationships to people who have written back."""
_NOBODY = ("default", "file shape")
"""The origins of facts that nobody stated."""


def contexts(steps: Sequence[Document]) -> list[Context]:
    """The Context of each message of one campaign, in order, with what the first says and what its place tells.

    - The facts of TAKEN_OVER that the first message states hold for those that do not state them.
    - A message that nobody gave a `touch` counts on from the first one's.
    - Whoever gets a message after an invitation has accepted it: `connected`, unless somebody says more.
    - Whoever has answered (`engaged`, `customer`) has answered for the messages after that one, too.
    - A campaign that begins with a stated or plain e-mail goes on by e-mail (a follow-up often has no subject).
    """
    if not steps:
        return []
    first = steps[0].context
    lowest = min(map(_number, steps))
    behind = [_number(step) - lowest for step in steps]
    out: list[Context] = []
    answered: tuple[int, Fact] | None = None
    for step, each in zip(steps, behind):
        context = _later(step.context, first, each) if each else step.context
        own = step.context.relationship
        if not _is_open(own):
            known = Fact(own.value, f"step {_number(step)}: {own.origin}")
            answered = (each, known) if each and own.value in ANSWERED else None
        elif answered is not None and answered[0] < each:
            context = context._replace(relationship=answered[1])
        out.append(context)
    return out


def _later(context: Context, first: Context, behind: int) -> Context:
    """The Context of a message that is so many behind the first one."""
    changes: dict[str, Fact] = {}
    for name in TAKEN_OVER:
        stated: Fact = getattr(first, name)
        if _is_open(getattr(context, name)) and not _is_open(stated):
            changes[name] = Fact(stated.value, f"step 1: {stated.origin}")
    if _is_open(context.touch):
        changes["touch"] = Fact(first.touch.value + behind, "place in the campaign")
    relationship = changes.get("relationship", context.relationship)
    if first.channel.value == "connection-note" and relationship.value == "stranger" and _is_open(context.relationship):
        changes["relationship"] = Fact("connected", "step 1: connection-note")
    if first.channel.value == "email" and _is_open(context.channel):
        changes["channel"] = Fact("email", f"step 1: {first.channel.origin}")
    return context._replace(**changes)


def _number(step: Document) -> int:
    return step.step.number if step.step is not None else 1


def _is_open(fact: Fact) -> bool:
    """Whether nobody stated the fact."""
    return fact.origin in _NOBODY
