"""The small checks of campaigns: where a message stands in one, and what other rules found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.message_start import first_sentence
from outreachlint.checks.signal import Signal

if TYPE_CHECKING:
    from outreachlint.diagnostics import Diagnostic
    from outreachlint.sequences.campaign import Campaign


def after_acceptance(campaign: Campaign, index: int, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The start of a message that comes right after an invitation, or nobody says how long after."""
    before = campaign.previous(index)
    invited = any(campaign.document(each).context.channel.value == "connection-note" for each in before)
    delay = campaign.delay(index)
    if invited and (delay is None or delay <= options["days"]):
        yield Signal(first_sentence(campaign.steps[index]))


def campaign_end(campaign: Campaign, index: int, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The start of the last message of a campaign that is not short (of its first variant)."""
    last = campaign.ordinals[index] == len(campaign) >= options["messages"]
    if last and campaign.is_first_variant(index):
        yield Signal(first_sentence(campaign.steps[index]), {"messages": str(len(campaign))})


def finding(campaign: Campaign, index: int, options: Mapping[str, Any]) -> Iterator[Signal]:
    """What other rules find in the message, selected or not."""
    for found in _findings(campaign, index, options["rules"]):
        yield Signal(found.span, {"rule": found.code}, judge=found.judge, confidence=found.confidence)


def _findings(campaign: Campaign, index: int, names: list[str]) -> Iterator[Diagnostic]:
    from outreachlint.analysis import analyses_of
    from outreachlint.kernel import findings
    from outreachlint.rules.select import RuleSet

    rules, step = campaign.rules, campaign.steps[index]
    ran = {rule.name for rule in rules.rules} if campaign.found else set()
    if campaign.found:
        yield from (found for found in campaign.found[index] if found.name in names)
    missing = tuple(rule for rule in rules.pack.rules if rule.name in names and rule.name not in ran)
    if missing:
        opinion = campaign.opinions[index]
        yield from findings(
            step.document,
            RuleSet(rules.pack, missing),
            analyses=analyses_of(step.document) if opinion is None else (step,),
            opinions=() if opinion is None else (opinion,),
            min_confidence=campaign.min_confidence,
        )
