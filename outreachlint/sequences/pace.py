"""Whether a campaign writes too often, or too soon after the last time, to somebody who has not answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.message_start import first_sentence
from outreachlint.checks.signal import Signal
from outreachlint.sequences.flow import ANSWERED

if TYPE_CHECKING:
    from outreachlint.sequences.campaign import Campaign


def check(campaign: Campaign, index: int, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The start of the first message that is one too many, and of the first that comes too soon."""
    if not campaign.is_first_variant(index):
        return
    many = _is_one_too_many(campaign, index, options)
    soon = _is_too_soon(campaign, index, options)
    soon = soon and not any(_is_too_soon(campaign, each, options) for each in campaign.before(index))
    if many or soon:
        channel = _channel(campaign, index)
        slots = {
            "number": str(campaign.ordinals[index]),
            "most": str(_limit(options, "most", channel)),
            "gap": _shown(campaign.delay(index)),
            "days": str(_limit(options, "days", channel)),
        }
        # what is one too many goes by all before it, what is too soon by the last
        others = _unanswered(campaign, index)[:-1] if many else [*campaign.previous(index)][:1]
        related = tuple(campaign.start(each) for each in others)
        yield Signal(first_sentence(campaign.steps[index]), slots, related=related)


def _is_one_too_many(campaign: Campaign, index: int, options: Mapping[str, Any]) -> bool:
    """Whether it is the first message over the limit of all, or of its channel, since the last answer."""
    sent = [_channel(campaign, each) for each in _unanswered(campaign, index)]
    channel = _channel(campaign, index)
    own = options.get(f"most_{channel}", 0)
    return len(sent) == int(options["most"]) + 1 or (own > 0 and sent.count(channel) == own + 1)


def _unanswered(campaign: Campaign, index: int) -> list[int]:
    """The messages up to this one, one of each number, since the last that goes to somebody who has answered."""
    out: list[int] = []
    for each in [*campaign.before(index), index]:
        if campaign.document(each).context.relationship.value in ANSWERED:
            out.clear()
        elif campaign.is_first_variant(each):
            out.append(each)
    return out


def _is_too_soon(campaign: Campaign, index: int, options: Mapping[str, Any]) -> bool:
    """Whether too few days lie before a message; who accepts an invitation answers, so what follows may be soon."""
    delay = campaign.delay(index)
    before = campaign.previous(index)
    if delay is None or not before or any(_channel(campaign, each) == "connection_note" for each in before):
        return False
    return bool(delay < _limit(options, "days", _channel(campaign, index)))


def _limit(options: Mapping[str, Any], name: str, channel: str) -> int:
    """An option for a channel: its own where it has one."""
    limit: int = options.get(f"{name}_{channel}", 0) or options[name]
    return limit


def _channel(campaign: Campaign, index: int) -> str:
    return str(campaign.document(index).context.channel.value).replace("-", "_")


def _shown(delay: float | None) -> str:
    return "?" if delay is None else f"{delay:g}"
